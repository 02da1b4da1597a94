"""The search index: folded words of every record, in FTS5 on SQLite and a text vector on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    column,
    delete,
    literal_column,
    select,
    text,
)
from sqlalchemy import table as sql_table

from unionDesk.records.audit import SearchRow
from unionDesk.records.base import Record, new_id, table_of
from unionDesk.records.branch import Branch, BranchEmployer
from unionDesk.records.branch_facts import BranchOfficer
from unionDesk.records.case import Case, CaseDiaryEntry
from unionDesk.records.catalogue import RECORDS
from unionDesk.records.place import Place
from unionDesk.rules.choice import Choice
from unionDesk.rules.names import fold, nfc

from .bulk import insert_tuples, update_tuples
from .trail import open_to_all

_TITLE_LENGTH = 300
_CANDIDATES = 300
_CHUNK = 2_000


@dataclass(frozen=True)
class Hit:
    """A line of the search box; `kind` and `record_id` name what it opens."""

    kind: str
    record_id: int
    title: str
    detail: str
    found_in: str


@cache
def searched_kinds() -> frozenset[str]:
    """Kinds of records that have a search row of their own."""
    return frozenset(
        name
        for name, cls in RECORDS.items()
        if cls.__root__ is None and any(info.searched for info in cls.fields().values())
    )


def index(connection: Connection, touched: Iterable[tuple[str, int]]) -> None:
    """Rewrites the search rows of the touched records. To be called after they are flushed."""
    kinds = searched_kinds()
    by_kind: dict[str, set[int]] = {}
    for kind, record_id in touched:
        if kind in kinds:
            by_kind.setdefault(kind, set()).add(record_id)
    for kind, ids in by_kind.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), _CHUNK):
            _index_chunk(connection, RECORDS[kind], ordered[start : start + _CHUNK])


def _index_chunk(connection: Connection, cls: type[Record], ids: Sequence[int]) -> None:
    table = table_of(SearchRow)
    known = connection.scalars(
        select(table.c.id).where(table.c.kind == cls.__tablename__, table.c.record_id.in_(ids))
    ).all()
    if known:
        _forget_words(connection, known)
        connection.execute(delete(table).where(table.c.id.in_(known)))
    source = table_of(cls)
    plan = _plan(cls)
    records = connection.execute(
        select(*(source.c[name] for name in plan.columns)).where(
            source.c.id.in_(ids), source.c.deleted_at.is_(None)
        )
    ).mappings()
    more = _branch_words(connection, ids) if cls is Branch else {}
    rows = [_row(plan, record, more.get(record["id"], "")) for record in records]
    if not rows:
        return
    insert_tuples(connection, table.name, list(rows[0]), [list(row.values()) for row in rows])
    if connection.dialect.name == "sqlite":
        words = [(row["id"], row["words"]) for row in rows]
        insert_tuples(connection, "search_fts", ("rowid", "words"), words)
    if cls is Branch:
        found_by = [(row["words"], row["record_id"]) for row in rows]
        update_tuples(connection, cls.__tablename__, ("search_words",), found_by)


def _forget_words(connection: Connection, ids: Sequence[int]) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM search_fts WHERE rowid = :id"), [{"id": i} for i in ids])


@dataclass(frozen=True)
class _Plan:
    """Which columns of a class make its search row."""

    cls: type[Record]
    titles: tuple[str, ...]
    searched: tuple[str, ...]
    columns: tuple[str, ...]


@cache
def _plan(cls: type[Record]) -> _Plan:
    fields = cls.fields()
    searched = tuple(n for n, info in fields.items() if info.searched and not info.sensitive)
    titles = tuple(n for n in cls.__title__ if not fields[n].sensitive)
    links = tuple(name for name in ("branch_id", "case_id") if name in fields)
    columns = dict.fromkeys(("id", "organisation_id", *links, *titles, *searched))
    return _Plan(cls, titles, searched, tuple(columns))


def _row(plan: _Plan, record: RowMapping, more: str) -> dict[str, Any]:
    parts = [part for part in (_shown(record[name]) for name in plan.titles) if part]
    searched = [_shown(record[name]) for name in plan.searched if name not in plan.titles]
    whole = nfc(" ".join(part for part in [*parts, *searched, more] if part))
    kind = plan.cls.__tablename__
    opens = (kind, record["id"])
    if plan.cls is BranchOfficer:
        opens = ("branch", record["branch_id"])
    elif plan.cls is CaseDiaryEntry:
        opens = ("case_file", record["case_id"])
    return {
        "id": new_id(),
        "organisation_id": record["organisation_id"],
        "case_id": record["id"] if plan.cls is Case else record.get("case_id"),
        "kind": kind,
        "record_id": record["id"],
        "opens_kind": opens[0],
        "opens_id": opens[1],
        "title": nfc(parts[0] if parts else plan.cls.__label__)[:_TITLE_LENGTH],
        "detail": nfc(" · ".join(parts[1:]))[:_TITLE_LENGTH] or None,
        "exact": whole.lower(),
        "words": fold(whole),
    }


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.label if isinstance(value, Choice) else str(value)


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
    connection: Connection,
    organisation_id: int,
    query: str,
    *,
    limit: int,
    sees_confidential: bool,
    reader_id: int | None = None,
) -> list[Hit]:
    """The newest hits for words typed with or without accents; hits with the letters as typed come first.

    Each word counts as the beginning of a word; a single letter at the end waits for its second letter.
    Without `sees_confidential` the reader finds only the confidential cases that he owns.
    """
    words = fold(query).split()
    if len(words) > 1 and len(words[-1]) == 1:
        words = words[:-1]
    if not words:
        return []
    typed = nfc(query).lower().strip()
    statement = _matching(connection, words, organisation_id)
    if not sees_confidential:
        statement = statement.where(open_to_all(table_of(SearchRow).c.case_id, reader_id))
    rows = list(connection.execute(statement.limit(_CANDIDATES)))
    if len(rows) == _CANDIDATES and typed != " ".join(words):
        exact = statement.where(table_of(SearchRow).c.exact.contains(typed, autoescape=True))
        rows = [*connection.execute(exact.limit(limit)), *rows]
    ranked = sorted(dict.fromkeys(rows), key=lambda row: (typed not in row.exact, row.kind != "branch"))
    return [
        Hit(row.opens_kind, row.opens_id, row.title, row.detail or "", RECORDS[row.kind].__label__)
        for row in ranked[:limit]
    ]


def _matching(connection: Connection, words: Sequence[str], organisation_id: int) -> Select[Any]:
    """The search rows of an office in which each word begins a word, the newest first."""
    table = table_of(SearchRow)
    columns = [table.c[n] for n in ("id", "kind", "opens_kind", "opens_id", "title", "detail", "exact")]
    statement = select(*columns).where(table.c.organisation_id == organisation_id)
    if connection.dialect.name == "sqlite":
        index = sql_table("search_fts", column("rowid"), column("words"))
        match = " ".join(f'"{word}"*' for word in words)
        return (
            statement.join(index, index.c.rowid == table.c.id)
            .where(literal_column("search_fts").op("MATCH")(match))
            .order_by(index.c.rowid.desc())
        )
    match = " & ".join(f"{word}:*" for word in words)
    condition = text("to_tsvector('simple', search_row.words) @@ to_tsquery('simple', :match)")
    return statement.where(condition.bindparams(match=match)).order_by(table.c.id.desc())


def like_words(column: Any, query: str) -> list[Any]:
    """Conditions on a folded column: every word of the query occurs in it (branches need no full text)."""
    return [column.contains(word, autoescape=True) for word in fold(query).split()]
