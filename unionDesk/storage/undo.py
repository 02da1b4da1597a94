"""Undo of an operation from its audit entries; what was edited since is left alone and named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from unionDesk.records.audit import AuditEntry, Operation
from unionDesk.records.base import Dated, Record, table_of
from unionDesk.records.catalogue import RECORDS, record_class
from unionDesk.records.document import Document
from unionDesk.rules.choice import Choice
from unionDesk.rules.errors import NotFoundError, UserError

from .trail import HIDDEN, audited_fields, decoded, encoded
from .unit_of_work import Work

_CHUNK = 2_000
_EDITED = "đã được sửa sau đó"

Key = tuple[str, int]


@dataclass(frozen=True)
class Kept:
    """A record that undo left as it is, or a field of it: what it is, and why, for the reader."""

    kind: str
    record_id: int
    title: str
    why: str


@dataclass(frozen=True)
class UndoReport:
    """What undo did: records whose fields were put back, records put into the bin, records left alone."""

    restored: int
    binned: int
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class _Entry:
    kind: str
    record_id: int
    root: Key
    action: str
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def key(self) -> Key:
        return self.kind, self.record_id


def undo(work: Work, operation_id: int) -> UndoReport:
    """Reverses an operation: what it added goes into the bin, what it changed gets its old values back.

    A value goes back only where the present one is still the operation's own; a record that something else
    hangs on by now stays. Undoing an undo does the operation again. Raises NotFoundError for an operation
    nobody knows; UserError for one that is undone already or gave a paper its number.
    """
    operation = work.session.get(Operation, operation_id)
    if operation is None or operation.organisation_id != work.organisation_id:
        raise NotFoundError("Việc này không có trong nhật ký nên không hoàn tác được.")
    if operation.undone_by_id is not None:
        raise UserError(f"Việc “{operation.what}” đã được hoàn tác rồi.")
    undone = _Undo(work, operation_id)
    report = undone.run()
    if report.restored or report.binned:
        work.undoes_id = operation_id
        _mark(work, operation)
    return report


def _mark(work: Work, operation: Operation) -> None:
    table = table_of(Operation)
    connection = work.session.connection()
    connection.execute(update(table).where(table.c.id == operation.id).values(undone_by_id=work.operation_id))
    if operation.undoes_id is not None:  # an undo is undone: the first operation holds again
        connection.execute(update(table).where(table.c.id == operation.undoes_id).values(undone_by_id=None))


class _Undo:
    """One undo: looks at every entry first, then writes."""

    def __init__(self, work: Work, operation_id: int) -> None:
        self.work = work
        self.operation_id = operation_id
        self.entries = {entry.key: entry for entry in self._read()}
        self.records: dict[Key, Record] = dict(self._load())
        self.kept: dict[Key, str] = {}
        self.told: list[Kept] = []

    def run(self) -> UndoReport:
        self._refuse_numbers()
        self._find_edited()
        self._find_used()
        self._spread()
        restored = binned = 0
        for key, entry in self.entries.items():
            record = self.records.get(key)
            if record is None:
                continue
            if key in self.kept:
                if self.kept[key]:
                    self._tell(record, self.kept[key])
            elif entry.action == "insert":
                if record.deleted_at is None:
                    self.work.bin(record)
                    binned += 1
            elif self._put_back(record, entry):
                restored += 1
        return UndoReport(restored, binned, tuple(self.told))

    def _read(self) -> Iterator[_Entry]:
        table = table_of(AuditEntry)
        rows = self.work.session.connection().execute(
            select(table).where(table.c.operation_id == self.operation_id).order_by(table.c.sequence)
        )
        for row in rows:
            root = (row.root_kind, row.root_id)
            yield _Entry(row.record_kind, row.record_id, root, row.action, row.before or {}, row.after or {})

    def _load(self) -> Iterator[tuple[Key, Record]]:
        by_kind: dict[str, list[int]] = {}
        for kind, record_id in self.entries:
            by_kind.setdefault(kind, []).append(record_id)
        for kind, ids in by_kind.items():
            cls = record_class(kind)
            for start in range(0, len(ids), _CHUNK):
                found = self.work.session.scalars(select(cls).where(cls.id.in_(ids[start : start + _CHUNK])))
                for record in found:
                    yield (kind, record.id), record

    def _refuse_numbers(self) -> None:
        for entry in self.entries.values():
            if entry.kind == Document.__tablename__ and entry.after.get("number") is not None:
                raise UserError(
                    "Việc này đã cấp số cho một văn bản nên không hoàn tác được. Văn bản đã có số chỉ được thay "
                    "bằng một văn bản mới."
                )

    def _find_edited(self) -> None:
        for key, entry in self.entries.items():
            record = self.records.get(key)
            if record is None:
                continue
            if isinstance(record, Document) and record.number is not None:
                self.kept[key] = "văn bản đã có số không thay đổi nữa"
            elif entry.action == "insert":
                if record.deleted_at is None and _edited(record, entry):
                    self.kept[key] = _EDITED
            elif isinstance(record, Dated) and any(
                encoded(getattr(record, name)) != value for name, value in entry.after.items()
            ):
                self.kept[key] = _EDITED

    def _find_used(self) -> None:
        """Keeps what was added here and is pointed to by a record from outside this operation."""
        added = {entry.kind for entry in self.entries.values() if entry.action == "insert"}
        session = self.work.session
        for child, name, parent in _links():
            if parent not in added:
                continue
            table = table_of(RECORDS[child])
            link = table.c[name]
            found = session.execute(
                select(link)
                .where(
                    table.c.deleted_at.is_(None),
                    link.in_(self._added(parent)),
                    table.c.id.not_in(self._added(child)),
                )
                .distinct()
            )
            for (record_id,) in found:
                self.kept.setdefault(
                    (parent, record_id), f"đã có hồ sơ khác gắn vào ({RECORDS[child].__label__})"
                )

    def _added(self, kind: str) -> Any:
        return select(AuditEntry.record_id).where(
            AuditEntry.operation_id == self.operation_id,
            AuditEntry.record_kind == kind,
            AuditEntry.action == "insert",
        )

    def _spread(self) -> None:
        """Keeps together what belongs together: a root and its parts, what is used, the rows of one history."""
        members: dict[Key, list[_Entry]] = {}
        histories: dict[tuple[str, Key], list[_Entry]] = {}
        for each in self.entries.values():
            members.setdefault(each.root, []).append(each)
            if issubclass(record_class(each.kind), Dated):
                histories.setdefault((each.kind, each.root), []).append(each)
        waiting = list(self.kept)
        while waiting:
            key = waiting.pop()
            entry, record = self.entries.get(key), self.records.get(key)
            if entry is None or record is None:
                continue
            near = list(histories.get((entry.kind, entry.root), ()))
            if entry.action == "insert":
                near += [e for e in members.get(key, ()) if e.action == "insert"]
                near += self._used_by(record)
            for other in near:
                if other.key not in self.kept:
                    # told with the record that is the reason; a root is named for itself
                    self.kept[other.key] = _EDITED if other.key == other.root else ""
                    waiting.append(other.key)

    def _used_by(self, record: Record) -> Iterator[_Entry]:
        for child, name, parent in _links():
            if child == record.__tablename__:
                used = self.entries.get((parent, getattr(record, name)))
                if used is not None and used.action == "insert":
                    yield used

    def _put_back(self, record: Record, entry: _Entry) -> bool:
        if record.deleted_at is not None and "deleted_at" not in entry.after:
            self._tell(record, "đã ở trong thùng rác")
            return False
        fields = type(record).fields()
        changed = False
        for name, value in entry.after.items():
            label = fields[name].label if name in fields else name
            if HIDDEN in (value, entry.before.get(name)):
                self._tell(record, f"“{label}” được bảo vệ, giá trị cũ không lưu trong nhật ký")
            elif encoded(getattr(record, name)) != value:
                self._tell(record, f"“{label}” {_EDITED}")
            else:
                setattr(record, name, decoded(entry.kind, name, entry.before.get(name)))
                changed = True
        return changed

    def _tell(self, record: Record, why: str) -> None:
        self.told.append(Kept(record.__tablename__, record.id, _title(record), why))


def _edited(record: Record, entry: _Entry) -> bool:
    """Whether a record differs from how the operation added it. Of a protected value only its being there counts."""
    for name, sensitive in audited_fields(type(record)):
        if name == "deleted_at":
            continue
        now, then = encoded(getattr(record, name)), entry.after.get(name)
        if (now is None) != (then is None) if sensitive else now != then:
            return True
    return False


def _links() -> Iterable[tuple[str, str, str]]:
    """Every key from one record to another: table, column, table pointed to; owners and copies left out."""
    for child, cls in RECORDS.items():
        for column in table_of(cls).columns:
            if column.name == "organisation_id" or column.name in cls.__derived__:
                continue
            for key in column.foreign_keys:
                if key.column.table.name in RECORDS:
                    yield child, column.name, key.column.table.name


def _title(record: Record) -> str:
    cls = type(record)
    words = []
    for name in cls.__title__:
        value = getattr(record, name)
        if value is not None and not (name in cls.fields() and cls.fields()[name].sensitive):
            words.append(value.label if isinstance(value, Choice) else str(value))
    return " · ".join(words)[:120] or cls.__label__
