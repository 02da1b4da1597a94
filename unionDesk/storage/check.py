"""Check of a database: damage, revision, keys, copies of history, audit chain, stored papers, number series."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from unionDesk import paths
from unionDesk.records.audit import AuditEntry, AuditHead, Operation
from unionDesk.records.base import Base, table_of
from unionDesk.records.catalogue import RECORDS
from unionDesk.records.document import Document, DocumentFile, NumberSeries
from unionDesk.rules.kinds import DocumentState

from . import history
from .driver_errors import explained, is_damage
from .store import Store
from .trail import entry_hash, first_head, operation_hash
from .upgrade import revisions

_SHOWN = 5  # of one kind of finding; the rest is counted


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be. `kind` is one of `file`, `keys`, `revision`, `copies`, `audit`,
    `papers`, `numbers`; `text` is for the reader."""

    kind: str
    text: str


@dataclass(frozen=True)
class CheckReport:
    """What a check found; `counts` are rows outside the bin by the label of their kind."""

    ok: bool
    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...]


def check(store: Store, day: date | None = None) -> CheckReport:
    """Looks at everything and changes nothing. `day` is the day that the copies should hold for.

    Raises UserError when the database cannot be read at all.
    """
    try:
        with store.connection() as connection:
            if store.place.is_sqlite:
                damage = list(_file(connection))
                if damage:
                    return CheckReport(ok=False, findings=tuple(damage), counts=())
            findings = [
                *_revision(connection),
                *_copies(connection, day or store.today()),
                *_audit(connection),
                *_papers(connection),
                *_numbers(connection),
            ]
            return CheckReport(not findings, tuple(findings), counts(connection))
    except DBAPIError as error:
        sentence = explained(error)
        if sentence is None:
            raise
        if is_damage(error):
            return CheckReport(ok=False, findings=(Finding("file", str(sentence)),), counts=())
        raise sentence from error


def counts(connection: Connection) -> tuple[tuple[str, int], ...]:
    """How many records of each kind lie outside the bin, by their Vietnamese label; kinds without any left out."""
    found = []
    for cls in sorted(RECORDS.values(), key=lambda c: c.__label__):
        table = table_of(cls)
        number = connection.scalar(select(func.count()).where(table.c.deleted_at.is_(None))) or 0
        if number:
            found.append((cls.__label__, number))
    return tuple(found)


def rows_by_table(connection: Connection) -> dict[str, int]:
    """Rows of every table, the bin included: for comparing a copy."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def _file(connection: Connection) -> Iterator[Finding]:
    damage = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    if damage:
        yield Finding(
            "file",
            "Tệp cơ sở dữ liệu bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất; tệp hỏng được giữ nguyên. "
            f"SQLite báo: {damage[0]}",
        )
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        yield Finding("keys", f"{len(broken)} dòng trỏ tới hồ sơ không có, dòng đầu ở bảng “{broken[0][0]}”.")


def _revision(connection: Connection) -> Iterator[Finding]:
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    wanted = revisions(paths.MIGRATIONS)[-1]
    if found != wanted:
        yield Finding("revision", f"Cơ sở dữ liệu ở bản {found}, chương trình cần bản {wanted}.")


def _copies(connection: Connection, day: date) -> Iterator[Finding]:
    for table in ("organisation", "branch"):
        stale: set[int] = set()
        for query in history.stale_copies(day, table):
            stale.update(row.id for row in connection.execute(query))
        if stale:
            label = RECORDS[table].__label__.lower()
            yield Finding(
                "copies",
                f"{len(stale)} {label} có giá trị hiện thời khác với lịch sử của nó. Mở lại chương trình để tính lại.",
            )


def _audit(connection: Connection) -> Iterator[Finding]:
    """Follows the chain from its beginning; a break is told where it is."""
    operations = {
        row["id"]: operation_hash(dict(row))
        for row in connection.execute(select(table_of(Operation))).mappings()
    }
    sequence, last = 0, str(first_head()["hash"])
    told = 0
    entries = connection.execution_options(stream_results=True, yield_per=2_000).execute(
        select(table_of(AuditEntry)).order_by(AuditEntry.sequence)
    )
    for entry in entries.mappings():
        sequence += 1
        trouble = None
        if entry["sequence"] != sequence:
            trouble = f"Nhật ký thay đổi thiếu dòng {sequence}"
        elif entry["operation_id"] not in operations:
            trouble = f"Dòng {sequence} của nhật ký không còn việc mà nó thuộc về"
        elif entry["previous_hash"] != last or entry["hash"] != entry_hash(
            dict(entry), operations[entry["operation_id"]]
        ):
            trouble = f"Dòng {sequence} của nhật ký đã bị sửa ngoài chương trình"
        if trouble is not None and told < _SHOWN:
            told += 1
            yield Finding("audit", trouble + ".")
        sequence, last = entry["sequence"], entry["hash"]
    head = connection.execute(select(table_of(AuditHead))).one_or_none()
    if head is None or (head.sequence, head.hash) != (sequence, last):
        yield Finding("audit", "Các dòng cuối của nhật ký thay đổi đã bị xóa ngoài chương trình.")


def _papers(connection: Connection) -> Iterator[Finding]:
    document, file = table_of(Document), table_of(DocumentFile)
    numbered = (DocumentState.NUMBERED, DocumentState.SIGNED)
    missing = connection.scalars(
        select(document.c.full_number)
        .where(document.c.state.in_(numbered), document.c.id.not_in(select(file.c.document_id)))
        .order_by(document.c.id)
    ).all()
    for number in missing[:_SHOWN]:
        yield Finding("papers", f"Văn bản số {number} đã có số nhưng không còn tệp.")
    stored = connection.execution_options(stream_results=True, yield_per=50).execute(
        select(file.c.data, file.c.sha256, document.c.sha256.label("told"), document.c.full_number)
        .join(document, document.c.id == file.c.document_id)
        .order_by(file.c.document_id)
    )
    for row in stored:
        real = hashlib.sha256(row.data).hexdigest()
        if real not in {row.sha256} & {row.told}:
            yield Finding("papers", f"Tệp của văn bản số {row.full_number} khác với lúc lấy số.")


def _numbers(connection: Connection) -> Iterator[Finding]:
    """Each number of a series of papers, from the first to the last, was given exactly once.

    A paper in the bin keeps its number, since a number is never given twice.
    """
    document, series = table_of(Document), table_of(NumberSeries)
    given: dict[Any, list[int]] = {}
    for row in connection.execute(
        select(document.c.organisation_id, document.c.series, document.c.year, document.c.number).where(
            document.c.number.is_not(None)
        )
    ):
        given.setdefault((row.organisation_id, row.series, row.year), []).append(row.number)
    lasts = {
        (row.organisation_id, row.name, row.year): row.last for row in connection.execute(select(series))
    }
    for key, numbers in sorted(given.items(), key=str):
        name, year = key[1], key[2]
        if len(set(numbers)) != len(numbers):
            yield Finding("numbers", f"Sổ {name} năm {year} có số được cấp hai lần.")
        missing = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers))
        if missing:
            yield Finding("numbers", f"Sổ {name} năm {year} thiếu số {missing[0]}.")
        if lasts.get(key, 0) != max(numbers):
            yield Finding(
                "numbers",
                f"Sổ {name} năm {year} ghi số cuối là {lasts.get(key, 0)}, văn bản cuối có số {max(numbers)}.",
            )
