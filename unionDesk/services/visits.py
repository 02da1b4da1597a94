"""Visits: planned, moved, confirmed, put off, called off, reported; the visit form has a module of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch
from unionDesk.records.document import Document
from unionDesk.records.office import Officer
from unionDesk.records.visit import Visit, VisitOfficer
from unionDesk.rules import visits as rules
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import AttentionLevel, DocumentState, VisitStatus
from unionDesk.rules.names import clean
from unionDesk.rules.numbering import RecordSeries
from unionDesk.rules.working_days import next_working_day
from unionDesk.storage.unit_of_work import Work

from . import keeping, settings
from .numbers import next_record_number
from .rights import Right, require
from .visit_clashes import Clash, clashes
from .work_calendar import office_calendar

PLAN_FIELDS = (
    "branch_id",
    "firm_name",
    "firm_place_id",
    "kind",
    "programme",
    "planned_from",
    "planned_to",
    "lead_id",
    "preparation",
    "announced_on",
    "venue",
    "topic",
)
MOVABLE = frozenset({VisitStatus.PLANNED, VisitStatus.CONFIRMED, VisitStatus.POSTPONED})


@dataclass(frozen=True)
class PlannedVisit:
    """A visit just planned, with whom or what it meets at the same time (said, not refused)."""

    visit_id: int
    number: str
    version: int
    clashes: tuple[Clash, ...] = ()


@dataclass(frozen=True)
class VisitPlan:
    """What the planning dialog shows: `values` by the names of `PLAN_FIELDS`, and the team beside the lead."""

    visit_id: int
    version: int
    number: str
    status: VisitStatus
    status_reason: str
    values: dict[str, Any]
    officer_ids: tuple[int, ...]


def plan(work: Work, values: Mapping[str, Any], officer_ids: Sequence[int] = ()) -> PlannedVisit:
    """Plans a visit to a branch (`branch_id`) or to a firm without a union (`firm_name`).

    Takes the next number of the year of the visit. The acting officer leads where nobody is named.
    """
    require(work.actor, Right.EDIT)
    visit = Visit(id=new_id(), status=VisitStatus.PLANNED)
    given = {"lead_id": work.actor.officer_id, **values}
    if given["lead_id"] is None:
        given["lead_id"] = work.actor.officer_id
    apply_plan(work, visit, {"planned_from": None, "kind": None, **given})
    visit.number = next_record_number(work, RecordSeries.VISIT, visit.planned_from.year)
    work.session.add(visit)
    set_team(work, visit, officer_ids)
    return _planned(work, visit)


def read_plan(work: Work, visit_id: int) -> VisitPlan:
    """The plan of a visit, for its dialog."""
    visit = work.load(Visit, visit_id)
    return VisitPlan(
        visit.id,
        visit.version,
        visit.number,
        visit.status,
        visit.status_reason or "",
        {name: getattr(visit, name) for name in PLAN_FIELDS},
        team_of(work, visit_id),
    )


def save_plan(
    work: Work,
    visit_id: int,
    version: int,
    values: Mapping[str, Any],
    officer_ids: Sequence[int] | None = None,
    *,
    reason: str = "",
) -> PlannedVisit:
    """Changes the plan of a visit that has not taken place. A new time needs a reason once announced."""
    require(work.actor, Right.EDIT)
    visit = work.load(Visit, visit_id, version)
    _check_movable(visit)
    before = visit.planned_from
    apply_plan(work, visit, values)
    if visit.planned_from != before:
        _explain_move(visit, reason)
    if officer_ids is not None:
        set_team(work, visit, officer_ids)
    return _planned(work, visit)


def move(
    work: Work,
    visit_id: int,
    version: int,
    planned_from: datetime,
    reason: str = "",
    *,
    planned_to: datetime | None = None,
) -> PlannedVisit:
    """Another time: the end goes along unless `planned_to` gives a new one.

    Raises UserError for a visit that took place or was called off, and without a reason when the branch
    was told already.
    """
    require(work.actor, Right.EDIT)
    visit = work.load(Visit, visit_id, version)
    _check_movable(visit)
    if planned_to is None and visit.planned_to is not None:
        planned_to = visit.planned_to + (planned_from - visit.planned_from)
    if planned_from != visit.planned_from:
        _explain_move(visit, reason)
    rules.check_times(planned_from, planned_to)
    visit.planned_from, visit.planned_to = planned_from, planned_to
    return _planned(work, visit)


def set_status(
    work: Work,
    visit_id: int,
    version: int,
    status: VisitStatus,
    *,
    reason: str = "",
    new_time: datetime | None = None,
    held_from: datetime | None = None,
    held_to: datetime | None = None,
) -> PlannedVisit:
    """Another status; `rules.visits` says what each needs.

    Postponed: `reason` and `new_time`. Cancelled, refused: `reason`. Done: `held_from` (the planned time
    without one). Reported: today is noted. "Đã có biên bản" follows from numbering the minutes.
    """
    require(work.actor, Right.EDIT)
    visit = work.load(Visit, visit_id, version)
    if status is VisitStatus.DONE:
        mark_done(work, visit, held_from or visit.held_from or visit.planned_from, held_to or visit.held_to)
        return _planned(work, visit)
    if status is VisitStatus.MINUTED:
        raise UserError("Chuyến đi chuyển sang “Đã có biên bản” khi biên bản được lấy số.")
    rules.check_move(
        visit.status, status, today=work.today, reason=reason, new_day=new_time.date() if new_time else None
    )
    if visit.status is VisitStatus.DONE and not status.took_place:
        _check_no_paper(work, visit)
        visit.report_due_on = None
    if status is VisitStatus.REPORTED:
        visit.reported_on = work.today
    if status is VisitStatus.POSTPONED and new_time is not None:
        if visit.planned_to is not None:
            visit.planned_to += new_time - visit.planned_from
        visit.planned_from = new_time
    visit.status = status
    keeping.apply(visit, {"status_reason": reason})
    return _planned(work, visit)


def mark_done(work: Work, visit: Visit, held_from: datetime, held_to: datetime | None) -> None:
    """Notes that a visit took place and by when it is reported. For the services of visits."""
    if not visit.status.took_place:
        if visit.status is VisitStatus.POSTPONED:
            # put off, then carried out on the new day: confirming it in between is a formality
            visit.status = VisitStatus.CONFIRMED
        rules.check_move(visit.status, VisitStatus.DONE, today=work.today, held_on=held_from.date())
        visit.status = VisitStatus.DONE
    elif held_from.date() > work.today:
        raise UserError("Chuyến đi chưa diễn ra thì chưa thể ghi là đã thực hiện.")
    rules.check_times(held_from, held_to)
    visit.held_from, visit.held_to = held_from, held_to
    days = settings.get(work, "visit.report_working_days")
    visit.report_due_on = rules.report_deadline(held_from.date(), office_calendar(work), days).due_on


def carried_out_as_planned(work: Work, visit_id: int) -> None:
    """Notes a planned visit as done at its planned time, if its day has come; any other stays as it is.

    For the command line, where whoever numbers the minutes says that the visit took place.
    """
    visit = work.load(Visit, visit_id)
    if visit.status in MOVABLE and visit.planned_from.date() <= work.today:
        require(work.actor, Right.EDIT)
        mark_done(work, visit, visit.held_from or visit.planned_from, visit.held_to or visit.planned_to)


def plan_next(
    work: Work,
    visit_id: int,
    planned_from: datetime,
    values: Mapping[str, Any] | None = None,
) -> PlannedVisit:
    """*Hẹn lần sau*: another visit to the same place by the same people, tied to this one."""
    visit = work.load(Visit, visit_id)
    names = ("branch_id", "firm_name", "firm_place_id", "kind", "programme", "lead_id", "venue")
    given: dict[str, Any] = {name: getattr(visit, name) for name in names}
    if visit.planned_to is not None and visit.planned_to.date() == visit.planned_from.date():
        given["planned_to"] = planned_from + (visit.planned_to - visit.planned_from)
    planned = plan(work, {**given, "planned_from": planned_from, **(values or {})}, team_of(work, visit_id))
    work.load(Visit, planned.visit_id).follows_id = visit_id
    return planned


def suggested_next(work: Work, visit_id: int) -> datetime:
    """When to come again: the cadence's ideal distance from the visit, on a working day, at the same hour."""
    visit = work.load(Visit, visit_id)
    attention = AttentionLevel.GREEN
    if visit.branch_id is not None:
        attention = work.load(Branch, visit.branch_id).attention
    begun = visit.held_from or visit.planned_from
    days = settings.get(work, f"cadence.{attention.value}.ideal_days")
    day = max(begun.date() + timedelta(days=days), work.today + timedelta(days=1))
    return datetime.combine(next_working_day(office_calendar(work), day), visit.planned_from.time())


def discard(work: Work, visit_ids: Sequence[int]) -> None:
    """Puts visits into the bin; refused once minutes are put up for signature or numbered."""
    require(work.actor, Right.DELETE)
    for visit_id in visit_ids:
        visit = work.load(Visit, visit_id)
        _check_no_paper(work, visit)
        work.bin(visit)


def find_by_number(work: Work, number: str) -> int:
    """The id of the visit of a number, capitals and blanks forgiven. Raises UserError when there is none."""
    wanted = clean(number).upper().replace(" ", "")
    found = work.session.scalars(
        select(Visit.id).where(
            Visit.organisation_id == work.organisation_id,
            Visit.number == wanted,
            Visit.deleted_at.is_(None),
        )
    ).first()
    if found is None:
        raise UserError(f"Không có chuyến đi nào mang số “{number}”.")
    return found


def team_of(work: Work, visit_id: int) -> tuple[int, ...]:
    """The officers who go along beside the lead, in the order they were named."""
    statement = (
        select(VisitOfficer.officer_id)
        .where(VisitOfficer.visit_id == visit_id, VisitOfficer.deleted_at.is_(None))
        .order_by(VisitOfficer.id)
    )
    return tuple(work.session.scalars(statement))


def set_team(work: Work, visit: Visit, officer_ids: Sequence[int]) -> None:
    """Writes who goes along; the lead is not named twice. For the services of visits."""
    wanted = [i for i in dict.fromkeys(officer_ids) if i != visit.lead_id]
    rows = work.session.scalars(
        select(VisitOfficer).where(VisitOfficer.visit_id == visit.id, VisitOfficer.deleted_at.is_(None))
    )
    kept = {row.officer_id: row for row in rows}
    for officer_id in wanted:
        if officer_id not in kept:
            work.load(Officer, officer_id)
            work.session.add(VisitOfficer(visit_id=visit.id, officer_id=officer_id))
    for officer_id, row in kept.items():
        if officer_id not in wanted:
            work.bin(row)


def apply_plan(work: Work, visit: Visit, values: Mapping[str, Any]) -> None:
    """Sets plan fields and checks them together. For the services of visits."""
    plan_values = {name: values[name] for name in PLAN_FIELDS if name in values}
    keeping.apply(visit, plan_values)
    if visit.branch_id is None and not visit.firm_name:
        raise UserError("Hãy chọn công đoàn cơ sở, hoặc ghi tên đơn vị chưa có công đoàn.")
    if visit.branch_id is not None and visit.firm_name:
        raise UserError("Chỉ chọn một nơi đến: công đoàn cơ sở hoặc đơn vị chưa có công đoàn.")
    if "branch_id" in plan_values and visit.branch_id is not None:
        work.load(Branch, visit.branch_id)
    if "lead_id" in plan_values and visit.lead_id is not None:
        work.load(Officer, visit.lead_id)
    rules.check_times(visit.planned_from, visit.planned_to)


def held_or_planned(visit: Visit) -> date:
    """The day of a visit: when it was held, else when it is planned."""
    return (visit.held_from or visit.planned_from).date()


def _planned(work: Work, visit: Visit) -> PlannedVisit:
    work.session.flush()
    found: tuple[Clash, ...] = ()
    if visit.status in MOVABLE:
        people = [i for i in (visit.lead_id, *team_of(work, visit.id)) if i is not None]
        found = clashes(
            work,
            visit.planned_from,
            visit.planned_to,
            officer_ids=people,
            branch_id=visit.branch_id,
            except_visit_id=visit.id,
        )
    return PlannedVisit(visit.id, visit.number, visit.version, found)


def _check_movable(visit: Visit) -> None:
    if visit.status not in MOVABLE:
        raise UserError(
            f"Chuyến đi {visit.number} đang ở trạng thái “{visit.status.label}” nên không đổi kế hoạch được."
        )


def _explain_move(visit: Visit, reason: str) -> None:
    if visit.announced_on is not None and not clean(reason):
        raise UserError("Chuyến đi đã báo trước cho cơ sở, xin ghi lý do đổi thời gian.")
    if clean(reason):
        keeping.apply(visit, {"status_reason": reason})


def _check_no_paper(work: Work, visit: Visit) -> None:
    statement = select(Document.id).where(
        Document.visit_id == visit.id,
        Document.deleted_at.is_(None),
        Document.state != DocumentState.DRAFT,
    )
    if work.session.scalars(statement.limit(1)).first() is not None:
        raise UserError(
            f"Chuyến đi {visit.number} đã có biên bản trình ký hoặc đã có số nên giữ nguyên trong sổ. "
            "Biên bản đang trình ký có thể trả về dự thảo trước."
        )
