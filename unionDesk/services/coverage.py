"""The coverage of a period: which branches were visited, are due, overdue or never seen; plan against done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch, BranchName, BranchPlace, BranchStatusPeriod
from unionDesk.records.office import Assignment, Officer
from unionDesk.records.place import Place
from unionDesk.records.visit import Visit
from unionDesk.rules.cadence import Cadence, CadenceState
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import AssignmentRole, AttentionLevel, VisitStatus
from unionDesk.storage import history
from unionDesk.storage.unit_of_work import Work

from .branches import OPEN_STATUSES
from .cadence import AHEAD, cadences, lead_on

TOOK_PLACE = tuple(status for status in VisitStatus if status.took_place)


@dataclass(frozen=True)
class BranchCoverage:
    """A branch in a period: visits that took place in it, the last one up to its end, when the next is due."""

    branch_id: int
    code: str
    name: str
    place: str
    attention: AttentionLevel
    visits: int
    cadence: Cadence

    @property
    def state(self) -> CadenceState:
        return self.cadence.state


@dataclass(frozen=True)
class OfficerCoverage:
    """One officer's branches in a period; an empty name stands for branches that nobody follows.

    `visited` counts those with a visit in the period; due, overdue and never those that stand so at its end.
    """

    officer_id: int | None
    name: str
    branches: tuple[BranchCoverage, ...]

    @property
    def total(self) -> int:
        return len(self.branches)

    @property
    def visited(self) -> int:
        return sum(branch.visits > 0 for branch in self.branches)

    def counted(self, *states: CadenceState) -> int:
        """How many branches stand in one of these states."""
        return sum(branch.state in states for branch in self.branches)

    @property
    def due(self) -> int:
        return self.counted(CadenceState.SOON)

    @property
    def overdue(self) -> int:
        return self.counted(CadenceState.OVERDUE, CadenceState.BEYOND)

    @property
    def never(self) -> int:
        return self.counted(CadenceState.NEVER)


@dataclass(frozen=True)
class PlanAndDone:
    """Visits planned for a period by their lead: how many took place, fell out, are still to come."""

    officer_id: int | None
    name: str
    planned: int
    done: int
    called_off: int
    ahead: int


def coverage(
    work: Work, first: date, last: date, officer_id: int | None = None
) -> tuple[OfficerCoverage, ...]:
    """The branches by lead officer as of the period's end (today, where that lies ahead), by dated history.

    Officers by given name, branches that nobody follows at the end. Only visits that took place count.
    """
    check_period(first, last)
    day = min(last, work.today)
    root = table_of(Branch).c.id
    statement = (
        select(Branch, BranchName.name, Place.name)
        .join(BranchName, BranchName.id == history.as_of(BranchName, root, day), isouter=True)
        .join(BranchPlace, BranchPlace.id == history.as_of(BranchPlace, root, day), isouter=True)
        .join(
            BranchStatusPeriod,
            BranchStatusPeriod.id == history.as_of(BranchStatusPeriod, root, day),
            isouter=True,
        )
        .join(Place, Place.id == BranchPlace.place_id, isouter=True)
        .where(
            Branch.organisation_id == work.organisation_id,
            Branch.deleted_at.is_(None),
            or_(BranchStatusPeriod.status.is_(None), BranchStatusPeriod.status.in_(OPEN_STATUSES)),
            or_(Branch.founded_on.is_(None), Branch.founded_on <= day),
        )
        .order_by(Branch.name_key, Branch.id)
    )
    if officer_id is not None:
        statement = statement.where(lead_on(day).where(Assignment.officer_id == officer_id).exists())
    found = work.session.execute(statement).all()
    branches = [row[0] for row in found]
    visits = _visits(work, first, day)
    cadences_ = cadences(work, branches, day, _last_visits(work, day))
    leads = _leads(work, day)
    by_officer: dict[tuple[str, int | None, str], list[BranchCoverage]] = defaultdict(list)
    for branch, name, place in found:
        by_officer[leads.get(branch.id, _NOBODY)].append(
            BranchCoverage(
                branch.id,
                branch.code or "",
                name or branch.current_name,
                place or "",
                branch.attention,
                visits.get(branch.id, 0),
                cadences_[branch.id],
            )
        )
    return tuple(
        OfficerCoverage(officer, name, tuple(lines))
        for (_key, officer, name), lines in sorted(
            by_officer.items(), key=lambda item: (item[0][1] is None, item[0][0], item[0][1] or 0)
        )
    )


_NOBODY: tuple[str, int | None, str] = ("", None, "")


def check_period(first: date, last: date) -> None:
    """Refuses a period that ends before it begins."""
    if last < first:
        raise UserError(
            f"Kỳ báo cáo phải kết thúc sau khi bắt đầu (từ {first:%d/%m/%Y} đến {last:%d/%m/%Y})."
        )


def _leads(work: Work, day: date) -> dict[int, tuple[str, int | None, str]]:
    rows = work.session.execute(
        select(Assignment.branch_id, Officer.name_key, Officer.id, Officer.full_name)
        .join(Officer, Officer.id == Assignment.officer_id)
        .where(
            Assignment.organisation_id == work.organisation_id,
            Assignment.branch_id.is_not(None),
            Assignment.deleted_at.is_(None),
            Assignment.role == AssignmentRole.LEAD,
            Assignment.valid_from <= day,
            or_(Assignment.valid_to.is_(None), Assignment.valid_to > day),
        )
        .order_by(Assignment.valid_from, Assignment.id)
    )
    return {
        branch_id: (key, officer, name) for branch_id, key, officer, name in rows if branch_id is not None
    }


def _held(work: Work, day: date) -> list[Any]:
    return [
        Visit.organisation_id == work.organisation_id,
        Visit.deleted_at.is_(None),
        Visit.status.in_(TOOK_PLACE),
        Visit.branch_id.is_not(None),
        Visit.held_from < datetime.combine(day + timedelta(days=1), time()),
    ]


def _visits(work: Work, first: date, last: date) -> dict[int, int]:
    rows = work.session.execute(
        select(Visit.branch_id, func.count())
        .where(*_held(work, last), Visit.held_from >= datetime.combine(first, time()))
        .group_by(Visit.branch_id)
    )
    return {branch_id: count for branch_id, count in rows if branch_id is not None}


def _last_visits(work: Work, day: date) -> dict[int, date | None]:
    rows = work.session.execute(
        select(Visit.branch_id, func.max(Visit.held_from)).where(*_held(work, day)).group_by(Visit.branch_id)
    )
    return {branch_id: held.date() for branch_id, held in rows if branch_id is not None and held is not None}


def plan_and_done(work: Work, first: date, last: date) -> tuple[PlanAndDone, ...]:
    """Visits planned for the days of a period, by lead officer, and what became of them."""
    check_period(first, last)
    rows = work.session.execute(
        select(Officer.name_key, Visit.lead_id, Officer.full_name, Visit.status, func.count())
        .join(Officer, Officer.id == Visit.lead_id, isouter=True)
        .where(
            Visit.organisation_id == work.organisation_id,
            Visit.deleted_at.is_(None),
            Visit.planned_from >= datetime.combine(first, time()),
            Visit.planned_from < datetime.combine(last + timedelta(days=1), time()),
        )
        .group_by(Officer.name_key, Visit.lead_id, Officer.full_name, Visit.status)
    ).all()
    counts: dict[tuple[str, int | None, str], dict[VisitStatus, int]] = defaultdict(dict)
    for key, officer, name, status, count in rows:
        counts[key or "", officer, name or ""][status] = count
    return tuple(
        PlanAndDone(
            officer,
            name,
            planned=sum(own.values()),
            done=sum(n for status, n in own.items() if status.took_place),
            called_off=own.get(VisitStatus.CANCELLED, 0) + own.get(VisitStatus.REFUSED, 0),
            ahead=sum(own.get(status, 0) for status in AHEAD),
        )
        for (_key, officer, name), own in sorted(
            counts.items(), key=lambda item: (item[0][1] is None, item[0][0])
        )
    )
