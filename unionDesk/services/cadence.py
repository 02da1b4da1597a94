"""How often branches should be visited: the office's norms, and who is beyond them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch, BranchManager
from unionDesk.records.case import Case
from unionDesk.records.office import Assignment, Officer
from unionDesk.records.place import Place
from unionDesk.records.visit import Visit
from unionDesk.rules.cadence import Cadence, CadenceSettings, Interval, cadence_of
from unionDesk.rules.kinds import AssignmentRole, AttentionLevel, VisitStatus
from unionDesk.storage.unit_of_work import Work

from . import case_access, settings
from .branches import OPEN_STATUSES
from .work_calendar import office_calendar

AHEAD = (VisitStatus.PLANNED, VisitStatus.CONFIRMED, VisitStatus.POSTPONED)
_STOPPAGE = "NGUNGVIEC"
_STOPPAGE_DAYS = 90  # how far back an interruption of work still asks for a visit
_STILL_NEW_DAYS = 90  # a branch founded that long before it was entered still counts as new
_CHUNK = 5_000


@dataclass(frozen=True)
class BranchDue:
    """A branch that wants a visit, with its cadence in a sentence and the day already planned, if any."""

    branch_id: int
    code: str
    name: str
    place: str
    officer: str
    attention: AttentionLevel
    cadence: Cadence
    planned_on: date | None


def norms(work: Work, day: date | None = None) -> CadenceSettings:
    """The office's intervals as they hold on a day."""
    values = settings.everything(work, day)
    intervals = {}
    for level in AttentionLevel:
        ideal = max(1, values[f"cadence.{level.value}.ideal_days"])
        intervals[level] = Interval(ideal, max(ideal, values[f"cadence.{level.value}.maximum_days"]))
    return CadenceSettings(
        intervals, values["cadence.new_branch_days"], soon_days=values["due.soon_working_days"]
    )


def of_branch(work: Work, branch_id: int) -> Cadence:
    """The cadence of one branch today, for its page."""
    branch = work.load(Branch, branch_id)
    return cadences(work, [branch], work.today, {branch.id: branch.last_visit_on})[branch.id]


def beyond(
    work: Work, officer_id: int | None = None, limit: int = 20, offset: int = 0
) -> tuple[int, list[BranchDue]]:
    """Branches past their ideal interval or never visited, the worst first; their whole number and a page.

    The database picks them by the last visit, so that a country of branches is no matter.
    """
    statement = select(Branch.id).where(
        Branch.organisation_id == work.organisation_id,
        Branch.deleted_at.is_(None),
        Branch.current_status.in_(OPEN_STATUSES),
    )
    if officer_id is not None:
        statement = statement.where(lead_on(work.today).where(Assignment.officer_id == officer_id).exists())
    late, too_late = _late(work)
    urgent = _urgent(work)
    statement = statement.where(or_(late, Branch.last_visit_on.is_(None), Branch.id.in_(urgent)))
    total = work.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rank = case((Branch.id.in_(urgent), 0), (too_late, 1), (Branch.last_visit_on.is_not(None), 2), else_=3)
    attention = case({level: -i for i, level in enumerate(AttentionLevel)}, value=Branch.attention)
    page = work.session.scalars(
        statement.order_by(rank, attention, Branch.last_visit_on, Branch.name_key, Branch.id)
        .limit(limit)
        .offset(offset)
    ).all()
    return total, due_lines(work, page)


def _late(work: Work) -> tuple[Any, Any]:
    """Conditions that the last visit lies further back than the ideal, and than the maximum."""
    ideal, maximum = [], []
    for level, interval in norms(work).intervals.items():
        ideal.append(
            and_(
                Branch.attention == level, Branch.last_visit_on < work.today - timedelta(days=interval.ideal)
            )
        )
        maximum.append(
            and_(
                Branch.attention == level,
                Branch.last_visit_on < work.today - timedelta(days=interval.maximum),
            )
        )
    return or_(*ideal), or_(*maximum)


def due_lines(work: Work, branch_ids: Sequence[int]) -> list[BranchDue]:
    """Branches with their cadence, in the order of their ids asked for."""
    lead = (
        lead_on(work.today)
        .join(Officer, Officer.id == Assignment.officer_id)
        .with_only_columns(Officer.full_name)
        .limit(1)
        .correlate(Branch)
        .scalar_subquery()
    )
    planned = (
        select(func.min(Visit.planned_from))
        .where(
            Visit.branch_id == Branch.id,
            Visit.deleted_at.is_(None),
            Visit.status.in_(AHEAD),
            Visit.planned_from >= datetime.combine(work.today, time()),
        )
        .correlate(Branch)
        .scalar_subquery()
    )
    found = work.session.execute(
        select(Branch, Place.name, lead, planned)
        .join(Place, Place.id == Branch.current_place_id, isouter=True)
        .where(Branch.id.in_(list(branch_ids)))
    ).all()
    branches = [row[0] for row in found]
    cadences_ = cadences(work, branches, work.today, {b.id: b.last_visit_on for b in branches})
    lines = {
        b.id: BranchDue(
            b.id,
            b.code or "",
            b.current_name,
            place or "",
            officer or "",
            b.attention,
            cadences_[b.id],
            planned_on.date() if planned_on else None,
        )
        for b, place, officer, planned_on in found
    }
    return [lines[i] for i in branch_ids if i in lines]


def lead_on(day: date) -> Select[Any]:
    """The lead assignment of the branch of the outer query on a day."""
    return select(Assignment.id).where(
        Assignment.branch_id == Branch.id,
        Assignment.deleted_at.is_(None),
        Assignment.role == AssignmentRole.LEAD,
        Assignment.valid_from <= day,
        or_(Assignment.valid_to.is_(None), Assignment.valid_to > day),
    )


def cadences(
    work: Work, branches: Sequence[Branch], day: date, last_visits: Mapping[int, date | None]
) -> dict[int, Cadence]:
    """The cadence of each branch as of a day, by its id. For services only."""
    calendar, norm = office_calendar(work), norms(work, day)
    since = _followed_since(work, branches, day)
    stopped = _stoppages(work, day)
    return {
        branch.id: cadence_of(
            branch.attention,
            today=day,
            calendar=calendar,
            followed_since=since[branch.id],
            last_visit=last_visits.get(branch.id),
            founded_on=branch.founded_on,
            stoppage_on=stopped.get(branch.id),
            settings=norm,
        )
        for branch in branches
    }


def _followed_since(work: Work, branches: Sequence[Branch], day: date) -> dict[int, date]:
    """The day the office took a branch over, but not before it came into the program; never after `day`.

    A branch entered soon after its founding is followed from its founding on, so that it counts as new.
    """
    manager = table_of(BranchManager)
    found: dict[int, date] = {}
    wanted = [branch.id for branch in branches]
    for start in range(0, len(wanted), _CHUNK):
        rows = work.session.execute(
            select(manager.c.branch_id, func.max(manager.c.valid_from))
            .where(
                manager.c.branch_id.in_(wanted[start : start + _CHUNK]),
                manager.c.manager_id == work.organisation_id,
                manager.c.deleted_at.is_(None),
                manager.c.valid_from <= day,
            )
            .group_by(manager.c.branch_id)
        )
        found.update((row[0], row[1]) for row in rows)
    since = {}
    for branch in branches:
        entered = branch.created_at.astimezone().date()
        taken = min(day, max(entered, found.get(branch.id, entered)))
        founded = branch.founded_on
        is_new = founded is not None and taken - timedelta(days=_STILL_NEW_DAYS) <= founded <= taken
        since[branch.id] = founded if is_new and founded is not None else taken
    return since


def _stoppages(work: Work, day: date) -> dict[int, date]:
    """The newest interruption of work by branch, of cases that the actor may see."""
    rows = work.session.execute(
        select(Case.branch_id, func.max(Case.received_on))
        .where(
            *case_access.visible(work),
            Case.kind == _STOPPAGE,
            Case.branch_id.is_not(None),
            Case.received_on <= day,
            Case.received_on > day - timedelta(days=_STOPPAGE_DAYS),
        )
        .group_by(Case.branch_id)
    )
    return {branch_id: on for branch_id, on in rows if branch_id is not None}


def _urgent(work: Work) -> list[int]:
    """Branches whose interruption of work waits for a visit longer than it may."""
    term = timedelta(days=norms(work).after_stoppage_days)
    waiting = {i: on for i, on in _stoppages(work, work.today).items() if on + term < work.today}
    rows = work.session.execute(select(Branch.id, Branch.last_visit_on).where(Branch.id.in_(list(waiting))))
    return [i for i, last in rows if last is None or last < waiting[i]]
