"""History in sentences: who, when, what, from what to what; and the list of what was done lately."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from unionDesk.records.audit import AuditEntry, Operation
from unionDesk.records.catalogue import record_class
from unionDesk.records.office import Officer, Organisation
from unionDesk.records.place import Place
from unionDesk.rules.choice import Choice
from unionDesk.rules.kinds import DiaryKind
from unionDesk.storage.trail import decoded
from unionDesk.storage.unit_of_work import Work

from . import case_access, case_reference
from .specs import label_of

_LONGEST = 80
_ACTIONS = {
    "insert": "thêm",
    "delete": "chuyển vào thùng rác",
    "restore": "lấy lại từ thùng rác",
    "update": "sửa",
}


@dataclass(frozen=True)
class HistoryLine:
    """One change of a record or of a part of it."""

    operation_id: int
    at: datetime
    who: str
    what: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class OperationLine:
    """One thing done in the office: for the list of what can be undone."""

    operation_id: int
    at: datetime
    who: str
    what: str
    batch: str
    undone: bool


def of_record(work: Work, root_kind: str, root_id: int, limit: int = 200) -> list[HistoryLine]:
    """The history of a record with its parts, newest first."""
    return of_records(work, {root_kind: [root_id]}, limit)


def of_records(work: Work, roots: Mapping[str, Sequence[int]], limit: int = 200) -> list[HistoryLine]:
    """The history of several records (ids by kind) with their parts in one line, newest first."""
    statement = (
        select(AuditEntry, Operation)
        .join(Operation, Operation.id == AuditEntry.operation_id)
        .where(
            or_(*(_of_kind(kind, numbers) for kind, numbers in roots.items())),
            AuditEntry.organisation_id == work.organisation_id,
        )
        .order_by(AuditEntry.sequence.desc())
        .limit(limit)
    )
    statement = statement.where(*case_access.not_of_hidden(work, AuditEntry.case_id))
    names = _Names(work)
    return [
        HistoryLine(
            operation.id, operation.at, operation.officer_name, operation.what, _sentences(entry, names)
        )
        for entry, operation in work.session.execute(statement)
    ]


def _of_kind(root_kind: str, root_ids: Sequence[int]) -> ColumnElement[bool]:
    return and_(AuditEntry.root_kind == root_kind, AuditEntry.root_id.in_(list(root_ids)))


def latest(work: Work, limit: int = 50, *, mine_only: bool = False) -> list[OperationLine]:
    """What was done lately, newest first; what was done to cases hidden from the actor is left out."""
    statement = (
        select(Operation)
        .where(Operation.organisation_id == work.organisation_id)
        .order_by(Operation.at.desc(), Operation.id.desc())
        .limit(limit)
    )
    statement = statement.where(*(~touched for touched in case_access.touched_hidden(work, Operation.id)))
    if mine_only:
        statement = statement.where(Operation.officer_id == work.actor.officer_id)
    return [
        OperationLine(o.id, o.at, o.officer_name, o.what, o.batch or "", undone=o.undone_by_id is not None)
        for o in work.session.scalars(statement)
    ]


class _Names:
    """Names behind keys, each looked up once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[tuple[type[Any], int], str] = {}

    def of(self, cls: type[Any], attribute: str, record_id: int) -> str:
        key = (cls, record_id)
        if key not in self._known:
            record = self._work.session.get(cls, record_id)
            self._known[key] = getattr(record, attribute) if record is not None else "?"
        return self._known[key]


_KEYS: dict[str, tuple[type[Any], str]] = {
    "place_id": (Place, "name"),
    "manager_id": (Organisation, "current_name"),
    "officer_id": (Officer, "full_name"),
    "lead_id": (Officer, "full_name"),
    "owner_id": (Officer, "full_name"),
}

# what is kept as a code of the reference or of a list, and how it is read
_CODES: dict[tuple[str, str], Callable[[str], str]] = {
    ("case_file", "kind"): case_reference.kind_name,
    ("case_file", "step"): case_reference.step_name,
    ("case_diary", "kind"): lambda value: DiaryKind(value).label,
}
_UNTOLD = frozenset({("case_clock", "variant")})


def _sentences(entry: AuditEntry, names: _Names) -> tuple[str, ...]:
    cls = record_class(entry.record_kind)
    after, before = entry.after or {}, entry.before or {}
    if entry.action in {"delete", "restore"}:
        return (f"{cls.__label__}: {_ACTIONS[entry.action]}",)
    fields = cls.fields()
    lines = []
    for name, value in after.items():
        if name not in fields or fields[name].hidden or (name.endswith("_id") and name not in _KEYS):
            continue
        if (entry.record_kind, name) in _UNTOLD:
            continue
        new = _shown(entry.record_kind, name, value, names)
        if entry.action == "insert":
            lines.append(f"{label_of(entry.record_kind, name)}: {new}")
        else:
            old = _shown(entry.record_kind, name, before.get(name), names)
            lines.append(f"{label_of(entry.record_kind, name)}: từ “{old}” thành “{new}”")
    return (f"{cls.__label__}: {_ACTIONS[entry.action]}", *lines)


def _shown(kind: str, name: str, value: Any, names: _Names) -> str:
    if value is None:
        return "chưa có"
    if name in _KEYS and isinstance(value, int):
        return names.of(*_KEYS[name], value)
    if (kind, name) in _CODES:
        return _CODES[kind, name](value)
    real = value if value == "•••" else decoded(kind, name, value)
    if isinstance(real, Choice):
        return real.label
    if isinstance(real, bool):
        return "có" if real else "không"
    if isinstance(real, datetime):
        local = real.astimezone() if real.tzinfo else real  # a moment, not a wall-clock time
        return f"{local:%H:%M %d/%m/%Y}"
    if isinstance(real, date):
        return f"{real:%d/%m/%Y}"
    text = str(real)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
