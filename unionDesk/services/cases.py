"""Support cases: taken in, read for their page, corrected; steps, clocks and diary have modules of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch
from unionDesk.records.case import Case
from unionDesk.records.office import Officer
from unionDesk.records.visit import Visit
from unionDesk.rules.errors import NotFoundError, UserError
from unionDesk.rules.kinds import CaseSeverity, CaseSource, DiaryKind
from unionDesk.rules.names import clean
from unionDesk.rules.numbering import RecordSeries
from unionDesk.storage.unit_of_work import Work

from . import case_access, case_clock_lines, case_clocks, case_diary, case_reference, case_steps, keeping
from .case_clock_lines import ClockLine
from .case_diary import DiaryLine
from .case_steps import PathStep, StepAction
from .numbers import next_record_number
from .rights import Right, require

SENSITIVE = frozenset({"reporter", "reporter_phone"})
# what intake and correction may set; steps, clocks and closing have verbs of their own
INTAKE_FIELDS = frozenset(
    {
        "kind",
        "branch_id",
        "employer",
        "received_on",
        "source",
        "visit_id",
        "reporter",
        "reporter_phone",
        "is_anonymous",
        "people_count",
        "women_count",
        "summary",
        "severity",
        "violation_found_on",
        "owner_id",
        "support_promised",
        "confidential",
        "data_basis",
    }
)
AFTER_CLOSING = frozenset({"satisfied", "lessons", "result"})
_WITH_DEFAULTS = frozenset({"source", "severity", "is_anonymous", "confidential"})
_IDENTITY_KINDS = frozenset({"TC"})  # who denounces is protected by law: confidential unless said otherwise
DUPLICATE_DAYS = 30


@dataclass(frozen=True)
class TakenIn:
    """A case just received; `missing` says in words what a good intake of its kind still lacks."""

    case_id: int
    number: str
    missing: tuple[str, ...]
    next_due_on: date | None


@dataclass(frozen=True)
class SimilarCase:
    """An open case that a new one may repeat."""

    case_id: int
    number: str
    received_on: date
    summary: str
    owner: str
    step: str


@dataclass(frozen=True)
class CasePage:
    """Everything the page of a case shows. `values` are those of the form; names are None when `names_hidden`."""

    case_id: int
    version: int
    number: str
    values: dict[str, Any]
    kind_name: str
    branch: str
    owner: str
    step: str
    step_name: str
    path: tuple[PathStep, ...]
    actions: tuple[StepAction, ...]
    clocks: tuple[ClockLine, ...]
    diary: tuple[DiaryLine, ...]
    events: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    sensitive: tuple[str, ...]
    paused: bool
    closed_on: date | None
    next_due_on: date | None
    next_action: str
    next_action_on: date | None
    names_hidden: bool


def intake(work: Work, values: Mapping[str, Any]) -> TakenIn:
    """Takes a case in: `INTAKE_FIELDS`, plus `received_at`, `next_action` and `next_action_on`.

    Gives the next number of the year, starts the clocks of kind and severity and writes the first line of
    the diary. The acting officer owns it where nobody is named. Raises UserError without kind, summary, or
    branch or employer.
    """
    require(work.actor, Right.EDIT)
    given = {key: value for key, value in values.items() if key in INTAKE_FIELDS}
    given["received_on"] = given.get("received_on") or work.today
    kind = case_reference.flow().kind(str(given.get("kind") or "")) if given.get("kind") else None
    if kind is None:
        raise UserError("Hãy chọn loại vụ việc.")
    given["kind"] = kind.code
    if given.get("confidential") is None:
        given["confidential"] = kind.code in _IDENTITY_KINDS
    if given.get("owner_id") is None:
        given["owner_id"] = work.actor.officer_id
    case = Case(
        id=new_id(),
        step="received",
        is_paused=False,
        source=CaseSource.PHONE,
        severity=CaseSeverity.NORMAL,
        received_at=values.get("received_at") or _received_at(work, given["received_on"]),
    )
    _apply(work, case, {"summary": "", "branch_id": None, **given})
    case.number = next_record_number(work, RecordSeries.CASE, case.received_on.year)
    work.session.add(case)
    case_diary.note(
        work, case.id, DiaryKind.INTAKE, f"Tiếp nhận qua kênh: {case.source.label}. {case.summary}"
    )
    case_clocks.sync_intake(work, case)
    if clean(str(values.get("next_action") or "")):
        case_clocks.put_next_action(work, case, values["next_action"], values.get("next_action_on"))
    missing = case_reference.flow().missing_at_intake(case.kind, keeping.values_of(case))
    return TakenIn(case.id, case.number, missing, case.next_due_on)


def _received_at(work: Work, on: date) -> datetime:
    now = case_diary.moment(work)
    return now if on == work.today else datetime.combine(on, time(8), now.tzinfo)


def _apply(work: Work, case: Case, values: Mapping[str, Any]) -> None:
    plain = {
        key: value
        for key, value in values.items()
        if key in INTAKE_FIELDS and not (value is None and key in _WITH_DEFAULTS)
    }
    for key, cls in (("branch_id", Branch), ("owner_id", Officer), ("visit_id", Visit)):
        if plain.get(key) is not None:
            work.load(cls, plain[key])
    if "kind" in plain:
        plain["kind"] = case_reference.flow().kind(str(plain["kind"] or "")).code
    if "summary" in plain and not clean(str(plain["summary"] or "")):
        raise UserError("Hãy ghi tóm tắt nội dung vụ việc.")
    keeping.apply(case, plain, only=INTAKE_FIELDS)
    if case.branch_id is None and not case.employer:
        raise UserError("Hãy chọn công đoàn cơ sở, hoặc ghi tên đơn vị, doanh nghiệp.")
    for day, words in (
        (case.received_on, "Ngày tiếp nhận"),
        (case.violation_found_on, "Ngày phát hiện vi phạm"),
    ):
        if day is not None and day > work.today:
            raise UserError(f"{words} không thể ở sau hôm nay.")
    if case.women_count is not None and case.women_count > (case.people_count or 0):
        raise UserError("Số lao động nữ nhiều hơn số người liên quan, xin kiểm tra lại.")


def similar_open(
    work: Work, kind: str, branch_id: int | None, on: date | None = None, *, but: int | None = None
) -> tuple[SimilarCase, ...]:
    """Open cases of the same branch and kind received within thirty days of a day: offered at intake."""
    if branch_id is None or not kind:
        return ()
    day = on or work.today
    statement = (
        select(Case, Officer.full_name)
        .join(Officer, Officer.id == Case.owner_id, isouter=True)
        .where(
            *case_access.visible(work),
            Case.closed_on.is_(None),
            Case.branch_id == branch_id,
            Case.kind == kind,
            Case.received_on >= day - timedelta(days=DUPLICATE_DAYS),
            Case.received_on <= day + timedelta(days=DUPLICATE_DAYS),
            Case.id != (but or 0),
        )
        .order_by(Case.received_on.desc(), Case.id.desc())
    )
    return tuple(
        SimilarCase(c.id, c.number, c.received_on, c.summary, owner or "", case_reference.step_name(c.step))
        for c, owner in work.session.execute(statement)
    )


def read(work: Work, case_id: int) -> CasePage:
    """The page of a case. Raises NotFoundError for one that is hidden from the actor."""
    case = case_access.load(work, case_id)
    values = keeping.values_of(case)
    names_hidden = not case_access.sees_names(work, case)
    if names_hidden:
        values.update(dict.fromkeys(SENSITIVE))
    flow = case_reference.flow()
    branch = work.session.get(Branch, case.branch_id) if case.branch_id else None
    owner = work.session.get(Officer, case.owner_id) if case.owner_id else None
    clocks = case_clock_lines.lines(work, case)
    own = next((c for c in clocks if c.ref == case_clock_lines.NEXT_ACTION and c.ended_on is None), None)
    return CasePage(
        case_id=case.id,
        version=case.version,
        number=case.number,
        values=values,
        kind_name=case_reference.kind_name(case.kind),
        branch=branch.current_name if branch else case.employer or "",
        owner=owner.full_name if owner else "",
        step=case.step,
        step_name=case_reference.step_name(case.step),
        path=case_steps.path(case),
        actions=case_steps.actions(case),
        clocks=clocks,
        diary=case_diary.lines(work, case.id),
        events=case_reference.events(case.kind, work.today),
        missing=flow.missing_at_intake(case.kind, values),
        sensitive=flow.kind(case.kind).sensitive,
        paused=case.is_paused,
        closed_on=case.closed_on,
        next_due_on=case.next_due_on,
        next_action=case.next_action or "",
        next_action_on=own.due_on if own else None,
        names_hidden=names_hidden,
    )


def save(work: Work, case_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Corrects a case: `INTAKE_FIELDS`, and `satisfied`, `lessons`, `result` (those alone once it is closed).

    Names that the actor may not see stay as they are. Clocks follow a changed kind, severity or day. Raises
    StaleError when somebody saved the case since `version` was read.
    """
    require(work.actor, Right.EDIT)
    case = case_access.load(work, case_id, version)
    given = {k: v for k, v in values.items() if k in INTAKE_FIELDS | AFTER_CLOSING}
    if not case_access.sees_names(work, case):
        given = {k: v for k, v in given.items() if k not in SENSITIVE}
    changed = {k: v for k, v in given.items() if v != getattr(case, k)}
    if case.closed_on is not None and changed.keys() - AFTER_CLOSING:
        raise UserError(
            "Vụ việc đã kết thúc nên chỉ ghi thêm được bài học và mức hài lòng; hãy mở lại để sửa."
        )
    kind, before = case.kind, case_reference.flow().intake_rules(case.kind, case.severity)
    _apply(work, case, {k: v for k, v in changed.items() if k in INTAKE_FIELDS})
    keeping.apply(case, {k: v for k, v in changed.items() if k in AFTER_CLOSING})
    if case.kind != kind:
        _move_to_path(case)
    if {"kind", "severity", "received_on", "violation_found_on"} & changed.keys():
        case_clocks.sync_intake(work, case, before)


def _move_to_path(case: Case) -> None:
    """A case whose new kind does not know its step goes back to where its handling begins."""
    flow = case_reference.flow()
    codes = flow.kind(case.kind).path
    elsewhere = {code for kind in flow.kinds.values() for code in kind.handling}
    if case.step in elsewhere and case.step not in codes:
        case.step = "assigned"


def discard(work: Work, case_id: int, version: int) -> None:
    """Puts a case into the bin; undo brings it back."""
    require(work.actor, Right.DELETE)
    work.bin(case_access.load(work, case_id, version))


def find_by_number(work: Work, number: str) -> int:
    """The id of a case by its number. Raises NotFoundError when there is none that the actor may see."""
    found = work.session.scalars(
        select(Case.id).where(*case_access.visible(work), Case.number == clean(number).upper())
    ).first()
    if found is None:
        raise NotFoundError(f"Không có vụ việc số “{number}”.")
    return found
