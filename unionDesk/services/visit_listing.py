"""Visits as the calendar and the list show them, and for the command line."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from unionDesk.records.audit import SearchRow
from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch
from unionDesk.records.document import Document
from unionDesk.records.office import Officer
from unionDesk.records.visit import Visit, VisitOfficer
from unionDesk.rules.kinds import DocumentKind, DocumentState, VisitKind, VisitStatus
from unionDesk.rules.names import fold
from unionDesk.rules.visits import is_overdue
from unionDesk.storage.unit_of_work import Work

_Lead = aliased(Officer)


@dataclass(frozen=True)
class CalendarLine:
    """A visit in a cell of the calendar. `begins` is when it was held, else when it is planned."""

    visit_id: int
    version: int
    number: str
    kind: VisitKind
    status: VisitStatus
    begins: datetime
    ends: datetime | None
    branch_id: int | None
    where: str
    topic: str
    lead_id: int | None
    officer_ids: tuple[int, ...]
    people: tuple[str, ...]
    venue: str
    announced: bool
    overdue: bool


@dataclass(frozen=True)
class VisitFilter:
    """What the list shows. Days are those of the plan, both included; empty parts filter nothing."""

    text: str = ""
    from_day: date | None = None
    to_day: date | None = None
    statuses: tuple[VisitStatus, ...] = ()
    kinds: tuple[VisitKind, ...] = ()
    officer_ids: tuple[int, ...] = ()
    branch_id: int | None = None


@dataclass(frozen=True)
class VisitRow:
    """A line of the list. `minutes_number` and `minutes_state` are those of the newest minutes."""

    visit_id: int
    version: int
    number: str
    branch_id: int | None
    branch_code: str
    where: str
    kind: VisitKind
    status: VisitStatus
    planned_from: datetime
    planned_to: datetime | None
    held_from: datetime | None
    held_to: datetime | None
    lead: str
    topic: str
    status_reason: str
    report_due_on: date | None
    reported_on: date | None
    minutes_id: int | None
    minutes_number: str
    minutes_state: DocumentState | None
    overdue: bool

    @property
    def id(self) -> int:
        """As lists ask for it."""
        return self.visit_id


_ORDERS: Mapping[str, Any] = {
    "planned_from": Visit.planned_from,
    "held_from": Visit.held_from,
    "number": Visit.number,
    "kind": Visit.kind,
    "status": Visit.status,
    "where": Branch.name_key,
    "lead": _Lead.name_key,
    "report_due_on": Visit.report_due_on,
}


def month(work: Work, from_day: date, to_day: date, officer_ids: Sequence[int] = ()) -> list[CalendarLine]:
    """The visits that begin on these days (both included), by time; of these officers, or of all.

    One query; cancelled visits are in it too, for the calendar to show them struck out or to leave them.
    """
    begins = func.coalesce(Visit.held_from, Visit.planned_from)
    goes = and_(VisitOfficer.visit_id == Visit.id, VisitOfficer.deleted_at.is_(None))
    statement = (
        select(Visit, Branch.current_name, _Lead.full_name, VisitOfficer.officer_id, Officer.full_name)
        .join(Branch, Branch.id == Visit.branch_id, isouter=True)
        .join(_Lead, _Lead.id == Visit.lead_id, isouter=True)
        .join(VisitOfficer, goes, isouter=True)
        .join(Officer, Officer.id == VisitOfficer.officer_id, isouter=True)
        .where(
            Visit.organisation_id == work.organisation_id,
            Visit.deleted_at.is_(None),
            # a plan far from the day it was held on is seldom: the index narrows, coalesce decides
            or_(_between(Visit.planned_from, from_day, to_day), _between(Visit.held_from, from_day, to_day)),
            _between(begins, from_day, to_day),
            *_by_officers(officer_ids),
        )
        .order_by(begins, Visit.id, VisitOfficer.id)
    )
    found: dict[int, tuple[Visit, str, list[int], list[str]]] = {}
    for visit, branch, lead, officer_id, officer in work.session.execute(statement):
        entry = found.get(visit.id)
        if entry is None:
            ids_ = [visit.lead_id] if visit.lead_id is not None else []
            entry = found[visit.id] = (visit, branch or visit.firm_name or "", ids_, [lead] if lead else [])
        if officer_id is not None and officer_id not in entry[2]:
            entry[2].append(officer_id)
            entry[3].append(officer)
    return [_line(work, *entry) for entry in found.values()]


def _between(column: Any, from_day: date, to_day: date) -> Any:
    first = datetime.combine(from_day, time())
    return and_(column >= first, column < datetime.combine(to_day + timedelta(days=1), time()))


def _by_officers(officer_ids: Sequence[int]) -> list[Any]:
    if not officer_ids:
        return []
    wanted = list(officer_ids)
    team = aliased(VisitOfficer)
    along = select(team.id).where(
        team.visit_id == Visit.id, team.deleted_at.is_(None), team.officer_id.in_(wanted)
    )
    return [or_(Visit.lead_id.in_(wanted), along.exists())]


def _line(work: Work, visit: Visit, where: str, officer_ids: list[int], people: list[str]) -> CalendarLine:
    held = visit.held_from is not None
    return CalendarLine(
        visit_id=visit.id,
        version=visit.version,
        number=visit.number,
        kind=visit.kind,
        status=visit.status,
        begins=visit.held_from or visit.planned_from,
        ends=visit.held_to if held else visit.planned_to,
        branch_id=visit.branch_id,
        where=where,
        topic=visit.topic or "",
        lead_id=visit.lead_id,
        officer_ids=tuple(officer_ids),
        people=tuple(people),
        venue=visit.venue or "",
        announced=visit.announced_on is not None,
        overdue=_overdue(work, visit),
    )


def _overdue(work: Work, visit: Visit) -> bool:
    return is_overdue(visit.status, (visit.planned_to or visit.planned_from).date(), work.today)


def filtered(work: Work, choice: VisitFilter) -> Select[Any]:
    """Ids of the visits that the filter leaves, unordered, joined to branch and lead."""
    statement = (
        select(Visit.id)
        .join(Branch, Branch.id == Visit.branch_id, isouter=True)
        .join(_Lead, _Lead.id == Visit.lead_id, isouter=True)
        .where(
            Visit.organisation_id == work.organisation_id,
            Visit.deleted_at.is_(None),
            *_holding_words(choice.text),
            *_by_officers(choice.officer_ids),
        )
    )
    if choice.from_day is not None:
        statement = statement.where(Visit.planned_from >= datetime.combine(choice.from_day, time()))
    if choice.to_day is not None:
        after = datetime.combine(choice.to_day + timedelta(days=1), time())
        statement = statement.where(Visit.planned_from < after)
    if choice.statuses:
        statement = statement.where(Visit.status.in_(choice.statuses))
    if choice.kinds:
        statement = statement.where(Visit.kind.in_(choice.kinds))
    if choice.branch_id is not None:
        statement = statement.where(Visit.branch_id == choice.branch_id)
    return statement


def _holding_words(text: str) -> list[Any]:
    """Every word occurs in the visit's texts or in the name of its branch, with or without accents."""
    own = table_of(SearchRow)
    return [
        or_(
            Branch.search_words.contains(word, autoescape=True),
            select(own.c.id)
            .where(
                own.c.kind == Visit.__tablename__,
                own.c.record_id == Visit.id,
                own.c.words.contains(word, autoescape=True),
            )
            .exists(),
        )
        for word in fold(text).split()
    ]


def ids(
    work: Work, choice: VisitFilter, order: str = "planned_from", *, descending: bool = True
) -> array[int]:
    """Ids of the filtered visits in order, newest first; `order` is one of the list's sortable columns."""
    key = _ORDERS[order]
    ordering = key.desc().nulls_last() if descending else key.asc().nulls_last()
    tie = Visit.id.desc() if descending else Visit.id
    return array("q", work.session.scalars(filtered(work, choice).order_by(ordering, tie)))


def rows(work: Work, wanted: Sequence[int]) -> list[VisitRow]:
    """The lines of these visits in the order asked for; one that has gone since is left out."""
    statement = (
        select(Visit, Branch.code, Branch.current_name, _Lead.full_name, Document)
        .join(Branch, Branch.id == Visit.branch_id, isouter=True)
        .join(_Lead, _Lead.id == Visit.lead_id, isouter=True)
        .join(Document, Document.id == newest_minutes(), isouter=True)
        .where(Visit.id.in_(list(wanted)))
    )
    found = {
        visit.id: VisitRow(
            visit_id=visit.id,
            version=visit.version,
            number=visit.number,
            branch_id=visit.branch_id,
            branch_code=code or "",
            where=branch or visit.firm_name or "",
            kind=visit.kind,
            status=visit.status,
            planned_from=visit.planned_from,
            planned_to=visit.planned_to,
            held_from=visit.held_from,
            held_to=visit.held_to,
            lead=lead or "",
            topic=visit.topic or "",
            status_reason=visit.status_reason or "",
            report_due_on=visit.report_due_on,
            reported_on=visit.reported_on,
            minutes_id=paper.id if paper else None,
            minutes_number=(paper.full_number or "") if paper else "",
            minutes_state=paper.state if paper else None,
            overdue=_overdue(work, visit),
        )
        for visit, code, branch, lead, paper in work.session.execute(statement)
    }
    return [found[i] for i in wanted if i in found]


def newest_minutes() -> Any:
    """Correlated subquery: the newest minutes of a visit, a numbered one before one without number."""
    paper = aliased(Document)
    return (
        select(paper.id)
        .where(paper.visit_id == Visit.id, paper.kind == DocumentKind.MINUTES, paper.deleted_at.is_(None))
        .order_by(paper.number.is_(None), paper.id.desc())
        .limit(1)
        .correlate(Visit)
        .scalar_subquery()
    )


def listing(
    work: Work,
    search: str = "",
    as_of: date | None = None,
    limit: int | None = None,
    *,
    visit_id: int | None = None,
) -> list[dict[str, Any]]:
    """The visits for the command line, by number; those planned up to `as_of` where a day is given."""
    statement = (
        filtered(work, VisitFilter(search, to_day=as_of))
        .join(Document, Document.id == newest_minutes(), isouter=True)
        .with_only_columns(Visit, Branch.code, Branch.current_name, _Lead.full_name, Document.full_number)
    )
    if visit_id is not None:
        statement = statement.where(Visit.id == visit_id)
    found = work.session.execute(statement.order_by(Visit.number, Visit.id).limit(limit))
    return [
        {
            "number": visit.number,
            "branch_code": code,
            "branch_name": branch or visit.firm_name,
            "kind": visit.kind.value,
            "status": visit.status.value,
            "planned_from": visit.planned_from,
            "planned_to": visit.planned_to,
            "held_from": visit.held_from,
            "held_to": visit.held_to,
            "lead": lead,
            "minutes_number": minutes,
        }
        for visit, code, branch, lead, minutes in found
    ]
