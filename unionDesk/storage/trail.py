"""The audit trail of one unit of work: gathers what a flush writes, appends it to the hash chain at the end."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, inspect, or_, select, update
from sqlalchemy.orm import LoaderCallableStatus

from unionDesk.records.audit import AuditEntry, AuditHead
from unionDesk.records.base import Record, table_of
from unionDesk.records.case import Case
from unionDesk.records.catalogue import record_class
from unionDesk.rules.choice import Choice

from .bulk import insert_tuples

# facts of a branch are edited and versioned by themselves, but their story is told on the branch's page
_FACTS = {"figures", "branch_officer", "rating", "agreement", "democracy_event", "assignment"}
_FACT_COLUMNS = (
    "sequence",
    "operation_id",
    "organisation_id",
    "case_id",
    "record_kind",
    "record_id",
    "root_kind",
    "root_id",
    "action",
    "record_version",
)
_OF_BRANCHES = _FACTS | {"visit"}
_UNAUDITED = {"id", "version", "created_at", "changed_at", "organisation_id"}
HIDDEN = "•••"  # stands for a sensitive value: that it changed is kept, what it was is not
_GENESIS = "0" * 64
canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def encoded(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    if isinstance(value, Choice):
        return str(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def decoded(kind: str, name: str, value: Any) -> Any:
    """The value of a field of a record kind from its JSON form."""
    if value is None:
        return None
    column_type = record_class(kind).__mapper__.columns[name].type
    choices = getattr(column_type, "choices", None)
    if choices is not None:
        return choices(value)
    python_type: Any = (
        column_type.python_type if not hasattr(column_type, "impl") else column_type.impl.python_type
    )
    if python_type is datetime:
        return datetime.fromisoformat(value)
    if python_type is date:
        return date.fromisoformat(value)
    return value


def changed_values(record: Record) -> list[tuple[str, Any, Any]]:
    """Name, stored value and present value of each attribute that differs from the store."""
    values = record.__dict__
    return [
        (name, None if isinstance(old, LoaderCallableStatus) else old, values.get(name))
        for name, old in inspect(record).committed_state.items()
        if old != values.get(name)
    ]


def audited_fields(cls: type[Record]) -> list[tuple[str, bool]]:
    """Names of the audited fields of a record class, each with whether it is sensitive."""
    infos = cls.fields()
    return [
        (name, name in infos and infos[name].sensitive)
        for name in cls.__mapper__.columns.keys()  # noqa: SIM118 - keys() of a column collection
        if name not in _UNAUDITED and name not in cls.__derived__
    ]


@dataclass
class Entry:
    """What one operation did to one record, over all its flushes."""

    kind: str
    record_id: int
    root_kind: str
    root_id: int
    organisation_id: int
    case_id: int | None
    is_new: bool
    record: Record
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """`insert`, `update`, `delete` (into the bin) or `restore` (out of it)."""
        if self.is_new:
            return "insert"
        if "deleted_at" in self.after:
            return "restore" if self.after["deleted_at"] is None else "delete"
        return "update"

    def settle(self) -> bool:
        """Drops fields that were changed and changed back; whether anything is left to tell."""
        for name in [n for n in self.before if self.before[n] == self.after.get(n) != HIDDEN]:
            del self.before[name], self.after[name]
        return self.is_new or bool(self.after)


class Trail:
    """Gathers entries by record; `append` writes them."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, int], Entry] = {}
        self._fields: dict[type[Record], dict[str, bool]] = {}
        self._branches: set[int] = set()

    def holders(self, root_kind: str) -> set[int]:
        """Ids of the roots of one kind whose copies may have changed: theirs or a part of theirs was touched.

        For branches also those that a visit or a fact belongs to or has just left.
        """
        roots = {entry.root_id for entry in self.entries.values() if entry.root_kind == root_kind}
        return roots | self._branches if root_kind == "branch" else roots

    @property
    def touched(self) -> frozenset[str]:
        kinds = {entry.kind for entry in self.entries.values()}
        return frozenset(kinds | {entry.root_kind for entry in self.entries.values()})

    def note(self, record: Record, *, is_new: bool) -> None:
        """Takes down the changes of a record that is about to be flushed."""
        cls = type(record)
        if cls not in self._fields:
            self._fields[cls] = dict(audited_fields(cls))
        fields = self._fields[cls]
        key = (cls.__tablename__, record.id)
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        values = record.__dict__
        if is_new:
            for name, value in values.items():
                if value is not None and name in fields:
                    after[name] = HIDDEN if fields[name] else encoded(value)
        for name, old, new in () if is_new else changed_values(record):
            if name in fields:
                before[name] = HIDDEN if fields[name] and old is not None else encoded(old)
                after[name] = HIDDEN if fields[name] and new is not None else encoded(new)
        if key[0] in _OF_BRANCHES:
            branches = (values.get("branch_id"), before.get("branch_id"))
            self._branches.update(branch for branch in branches if branch is not None)
        known = self.entries.get(key)
        if known is not None:
            known.before = {} if known.is_new else {**before, **known.before}
            known.after.update(after)
            return
        root_kind, root_id = root_of(record)
        self.entries[key] = Entry(
            kind=key[0],
            record_id=record.id,
            root_kind=root_kind,
            root_id=root_id,
            organisation_id=record.organisation_id,
            case_id=case_of(record),
            is_new=is_new,
            record=record,
            before=before,
            after=after,
        )

    def append(self, connection: Connection, operation_id: int, operation: str) -> None:
        """Writes the entries behind the end of the chain, whose row stays locked until the commit.

        `operation` is the hash of the operation's own row. To be called after the last flush.
        """
        entries = [entry for entry in self.entries.values() if entry.settle()]
        if not entries:
            return
        head = connection.execute(select(table_of(AuditHead)).with_for_update()).one()
        sequence, last = head.sequence, head.hash
        rows = []
        for entry in entries:
            sequence += 1
            facts = (
                sequence,
                operation_id,
                entry.organisation_id,
                entry.case_id,
                entry.kind,
                entry.record_id,
                entry.root_kind,
                entry.root_id,
                entry.action,
                entry.record.version,
            )
            before, after = canonical(entry.before), canonical(entry.after)
            digest = _chained(facts, before, after, last, operation)
            rows.append((*facts, before, after, last, digest))
            last = digest
        names = (*_FACT_COLUMNS, "before", "after", "previous_hash", "hash")
        insert_tuples(connection, AuditEntry.__tablename__, names, rows)
        connection.execute(update(table_of(AuditHead)).values(sequence=sequence, hash=last))


def entry_hash(row: Mapping[str, Any], operation: str) -> str:
    """SHA-256 in hex over an entry's content, the previous hash and the hash of its operation's row."""
    facts = tuple(row[name] for name in _FACT_COLUMNS)
    return _chained(facts, canonical(row["before"]), canonical(row["after"]), row["previous_hash"], operation)


def operation_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 in hex over what never changes of an operation's row: who, when, what, which batch."""
    names = ("id", "organisation_id", "officer_id", "officer_name", "what", "batch", "undoes_id")
    content = {name: row.get(name) for name in names}
    return _hash(content | {"at": row["at"].isoformat(), "details": row.get("details")})


def _hash(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def _chained(facts: tuple[Any, ...], before: str, after: str, last: str, operation: str) -> str:
    # none of the parts can hold a line break: the words are ours, JSON writes it as \n
    text = "\n".join((*map(str, facts), before, after, last, operation))
    return hashlib.sha256(text.encode()).hexdigest()


def first_head() -> dict[str, Any]:
    """The head row of an empty chain."""
    return {"id": 1, "sequence": 0, "hash": _GENESIS}


def root_of(record: Record) -> tuple[str, int]:
    """Table name and id of the record's root; a record that is no part is its own root."""
    if record.__root__ is None:
        branch_id = getattr(record, "branch_id", None)
        case_id = getattr(record, "case_id", None) if record.__tablename__ == "case_diary" else None
        if case_id is not None:
            return "case_file", case_id
        own = record.__tablename__
        return ("branch", branch_id) if branch_id is not None and own in _FACTS else (own, record.id)
    attribute, table = record.__root__
    return table, getattr(record, attribute)


def case_of(record: Record) -> int | None:
    """The case that a record is or belongs to. Whether the case is confidential is asked when reading."""
    return record.id if isinstance(record, Case) else getattr(record, "case_id", None)


def open_to_all(case_id: Any, reader_id: int | None = None) -> ColumnElement[bool]:
    """The condition that a row with this `case_id` column belongs to no confidential case but the reader's own."""
    hidden = select(Case.id).where(Case.confidential.is_(True))
    if reader_id is not None:
        hidden = hidden.where(Case.owner_id.is_distinct_from(reader_id))
    return or_(case_id.is_(None), case_id.not_in(hidden))
