"""The search index: folded words of every record, in FTS5 on SQLite and a text vector on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.orm import Session

from unionDesk.records.audit import SearchRow
from unionDesk.records.base import Record, new_id, table_of
from unionDesk.records.branch import Branch, BranchEmployer
from unionDesk.records.branch_facts import BranchOfficer
from unionDesk.records.case import Case
from unionDesk.records.catalogue import RECORDS
from unionDesk.records.place import Place
from unionDesk.rules.choice import Choice
from unionDesk.rules.names import fold, nfc

_TITLE_LENGTH = 300
_CANDIDATES = 300
_CHUNK = 400


@dataclass(frozen=True)
class Hit:
    """A line of the search box; `kind` and `record_id` name what it opens."""

    kind: str
    record_id: int
    title: str
    detail: str
    found_in: str


def searched_kinds() -> frozenset[str]:
    """Kinds of records that have a search row of their own."""
    return frozenset(
        name
        for name, cls in RECORDS.items()
        if cls.__root__ is None and any(info.searched for info in cls.fields().values())
    )


def index(session: Session, touched: Iterable[tuple[str, int]]) -> None:
    """Rewrites the search rows of the touched records."""
    kinds = searched_kinds()
    by_kind: dict[str, set[int]] = {}
    for kind, record_id in touched:
        if kind in kinds:
            by_kind.setdefault(kind, set()).add(record_id)
    for kind, ids in by_kind.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), _CHUNK):
            _index_chunk(session, RECORDS[kind], ordered[start : start + _CHUNK])


def _index_chunk(session: Session, cls: type[Record], ids: Sequence[int]) -> None:
    connection = session.connection()
    table = table_of(SearchRow)
    kind = cls.__tablename__
    known = connection.scalars(
        select(table.c.id).where(table.c.kind == kind, table.c.record_id.in_(ids))
    ).all()
    if known:
        _forget_words(connection, known)
        connection.execute(delete(table).where(table.c.id.in_(known)))
    records = session.scalars(select(cls).where(cls.id.in_(ids), cls.deleted_at.is_(None))).all()
    more = _branch_words(connection, ids) if cls is Branch else {}
    confidential = _confidential(connection, records)
    rows = [_row(record, more.get(record.id, ""), confidential) for record in records]
    if not rows:
        return
    connection.execute(insert(table), rows)
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO search_fts(rowid, words) VALUES (:id, :words)"),
            [{"id": row["id"], "words": row["words"]} for row in rows],
        )
    if cls is Branch:
        branch = table_of(Branch)
        for row in rows:
            connection.execute(
                update(branch).where(branch.c.id == row["record_id"]).values(search_words=row["words"])
            )


def _forget_words(connection: Connection, ids: Sequence[int]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM search_fts WHERE rowid = :id"), [{"id": i} for i in ids])


def _row(record: Record, more: str, confidential: set[int]) -> dict[str, Any]:
    cls = type(record)
    titles = [_shown(getattr(record, name)) for name in cls.__title__]
    parts = [part for part in titles if part]
    searched = [
        _shown(getattr(record, name))
        for name, info in cls.fields().items()
        if info.searched and not info.sensitive
    ]
    whole = nfc(" ".join(part for part in [*parts, *searched, more] if part))
    branch_id = getattr(record, "branch_id", None)
    opens = (
        ("branch", branch_id)
        if branch_id is not None and cls is BranchOfficer
        else (cls.__tablename__, record.id)
    )
    case_id = record.id if isinstance(record, Case) else getattr(record, "case_id", None)
    return {
        "id": new_id(),
        "organisation_id": record.organisation_id,
        "case_id": case_id if case_id in confidential else None,
        "kind": cls.__tablename__,
        "record_id": record.id,
        "opens_kind": opens[0],
        "opens_id": opens[1],
        "title": (parts[0] if parts else cls.__label__)[:_TITLE_LENGTH],
        "detail": " · ".join(parts[1:])[:_TITLE_LENGTH] or None,
        "exact": whole.lower(),
        "words": fold(whole),
    }


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.label if isinstance(value, Choice) else str(value)


def _confidential(connection: Connection, records: Sequence[Record]) -> set[int]:
    ids = {
        record.id if isinstance(record, Case) else getattr(record, "case_id", None) for record in records
    } - {None}
    if not ids:
        return set()
    return set(connection.scalars(select(Case.id).where(Case.id.in_(ids), Case.confidential.is_(True))))


def _branch_words(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """Words of what hangs on a branch: its people and their phones, its employers, its commune."""
    statements: list[Any] = [
        select(BranchOfficer.branch_id, BranchOfficer.full_name, BranchOfficer.phone).where(
            BranchOfficer.branch_id.in_(ids), BranchOfficer.deleted_at.is_(None)
        ),
        select(BranchEmployer.branch_id, BranchEmployer.name, BranchEmployer.tax_code).where(
            BranchEmployer.branch_id.in_(ids), BranchEmployer.deleted_at.is_(None)
        ),
        select(Branch.id, Place.name, Branch.phone)
        .join(Place, Place.id == Branch.current_place_id, isouter=True)
        .where(Branch.id.in_(ids)),
    ]
    words: dict[int, str] = {}
    for statement in statements:
        for row in connection.execute(statement):
            words[row[0]] = " ".join(str(part) for part in (words.get(row[0], ""), *row[1:]) if part)
    return words


def find(
    connection: Connection, organisation_id: int, query: str, *, limit: int, sees_confidential: bool
) -> list[Hit]:
    """The newest hits for words typed with or without accents; hits with the letters as typed come first.

    Each word counts as the beginning of a word; a single letter at the end waits for its second letter.
    """
    words = fold(query).split()
    if len(words) > 1 and len(words[-1]) == 1:
        words = words[:-1]
    if not words:
        return []
    table = table_of(SearchRow)
    statement = select(table).where(table.c.organisation_id == organisation_id)
    if not sees_confidential:
        statement = statement.where(table.c.case_id.is_(None))
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{word}"*' for word in words)
        ids = text("SELECT rowid FROM search_fts WHERE search_fts MATCH :match").bindparams(match=match)
        statement = statement.where(table.c.id.in_(ids.columns(table.c.id)))
    else:
        match = " & ".join(f"{word}:*" for word in words)
        condition = text("to_tsvector('simple', search_row.words) @@ to_tsquery('simple', :match)")
        statement = statement.where(condition.bindparams(match=match))
    rows = connection.execute(statement.order_by(table.c.id.desc()).limit(_CANDIDATES)).all()
    typed = nfc(query).lower().strip()
    ranked = sorted(rows, key=lambda row: (typed not in row.exact, row.kind != "branch"))
    return [
        Hit(row.opens_kind, row.opens_id, row.title, row.detail or "", RECORDS[row.kind].__label__)
        for row in ranked[:limit]
    ]


def like_words(column: Any, query: str) -> list[Any]:
    """Conditions on a folded column: every word of the query occurs in it (branches need no full text)."""
    return [column.contains(word, autoescape=True) for word in fold(query).split()]
