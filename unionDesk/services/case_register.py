"""The register of cases: filtered, sorted, a page at a time; cases hidden from the reader are not there."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy import case as case_expression

from unionDesk.records.audit import SearchRow
from unionDesk.records.branch import Branch
from unionDesk.records.case import Case, CaseClock
from unionDesk.records.office import Officer
from unionDesk.rules.kinds import CaseOutcome, CaseSeverity, ClockState, DueColour, DutyHolder
from unionDesk.rules.names import fold
from unionDesk.rules.overdue import due_words
from unionDesk.storage.unit_of_work import Work

from . import case_access, case_clock_lines, case_reference, settings
from .work_calendar import office_calendar


@dataclass(frozen=True)
class CaseFilter:
    """What the register shows; empty parts filter nothing. `is_open` None shows open and closed cases.

    `open_since` leaves out what was closed before that day.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    severities: tuple[CaseSeverity, ...] = ()
    steps: tuple[str, ...] = ()
    owner_id: int | None = None
    branch_id: int | None = None
    is_open: bool | None = None
    overdue: bool = False
    received_from: date | None = None
    received_to: date | None = None
    open_since: date | None = None


@dataclass(frozen=True)
class CaseLine:
    """A line of the register. `colour` and `due_words` tell the nearest due day."""

    case_id: int
    number: str
    kind: str
    kind_name: str
    branch_id: int | None
    branch_code: str
    branch: str
    received_on: date
    severity: CaseSeverity
    summary: str
    owner: str
    step: str
    step_name: str
    paused: bool
    next_action: str
    next_due_on: date | None
    colour: DueColour
    due_words: str
    closed_on: date | None
    outcome: CaseOutcome | None
    confidential: bool

    @property
    def id(self) -> int:
        """For lists, which know a row by its id."""
        return self.case_id


_WORST_FIRST = (CaseSeverity.CRITICAL, CaseSeverity.URGENT, CaseSeverity.NORMAL)
ORDERS: dict[str, Any] = {
    "number": Case.number,
    "kind": Case.kind,
    "branch": Branch.name_key,
    "received_on": Case.received_on,
    "owner": Officer.name_key,
    "step": Case.step,
    "next_due_on": Case.next_due_on,
    "closed_on": Case.closed_on,
}


def filtered(work: Work, choice: CaseFilter) -> Select[Any]:
    """Ids of the cases that the filter leaves and the actor may see, unordered."""
    statement = (
        select(Case.id)
        .join(Branch, Branch.id == Case.branch_id, isouter=True)
        .join(Officer, Officer.id == Case.owner_id, isouter=True)
        .where(*case_access.visible(work))
    )
    words = fold(choice.text).split()
    if words:
        statement = statement.join(
            SearchRow, (SearchRow.kind == "case_file") & (SearchRow.record_id == Case.id), isouter=True
        )
    for word in words:
        statement = statement.where(
            or_(
                SearchRow.words.contains(word, autoescape=True),
                Branch.search_words.contains(word, autoescape=True),
            )
        )
    for column, values in (
        (Case.kind, choice.kinds),
        (Case.severity, choice.severities),
        (Case.step, choice.steps),
    ):
        if values:
            statement = statement.where(column.in_(values))
    if choice.owner_id is not None:
        statement = statement.where(Case.owner_id == choice.owner_id)
    if choice.branch_id is not None:
        statement = statement.where(Case.branch_id == choice.branch_id)
    if choice.is_open is not None:
        statement = statement.where(Case.closed_on.is_(None) == choice.is_open)
    if choice.overdue:
        statement = statement.where(Case.closed_on.is_(None), Case.next_due_on < work.today)
    if choice.received_from is not None:
        statement = statement.where(Case.received_on >= choice.received_from)
    if choice.received_to is not None:
        statement = statement.where(Case.received_on <= choice.received_to)
    if choice.open_since is not None:
        statement = statement.where(or_(Case.closed_on.is_(None), Case.closed_on >= choice.open_since))
    return statement


def ids(
    work: Work, choice: CaseFilter | None = None, order: str = "next_due_on", *, descending: bool = False
) -> array[int]:
    """Ids of the filtered cases in order; `order` is one of `ORDERS` or "severity" (khẩn first)."""
    key: Any = ORDERS.get(order)
    if order == "severity":
        key = case_expression({level: place for place, level in enumerate(_WORST_FIRST)}, value=Case.severity)
    ordering = key.desc().nulls_last() if descending else key.asc().nulls_last()
    found = work.session.scalars(filtered(work, choice or CaseFilter()).order_by(ordering, Case.number))
    return array("q", found)


def count(work: Work, choice: CaseFilter | None = None) -> int:
    """How many cases the filter leaves, for live counts beside saved filters."""
    matching = filtered(work, choice or CaseFilter()).subquery()
    return work.session.scalar(select(func.count()).select_from(matching)) or 0


def rows(work: Work, wanted: Sequence[int]) -> list[CaseLine]:
    """The lines of these cases, in the order asked for; one that has gone or is hidden is left out."""
    statement = (
        select(Case, Branch.code, Branch.current_name, Officer.full_name)
        .join(Branch, Branch.id == Case.branch_id, isouter=True)
        .join(Officer, Officer.id == Case.owner_id, isouter=True)
        .where(*case_access.visible(work), Case.id.in_(list(wanted)))
    )
    found = work.session.execute(statement).all()
    colours = nearest(work, [case for case, *_rest in found])
    lines = {
        case.id: CaseLine(
            case_id=case.id,
            number=case.number,
            kind=case.kind,
            kind_name=case_reference.kind_name(case.kind),
            branch_id=case.branch_id,
            branch_code=code or "",
            branch=name or case.employer or "",
            received_on=case.received_on,
            severity=case.severity,
            summary=case.summary,
            owner=owner or "",
            step=case.step,
            step_name=case_reference.step_name(case.step),
            paused=case.is_paused,
            next_action=case.next_action or "",
            next_due_on=case.next_due_on,
            colour=colours[case.id][0],
            due_words=colours[case.id][1],
            closed_on=case.closed_on,
            outcome=case.outcome,
            confidential=case.confidential,
        )
        for case, code, name, owner in found
    }
    return [lines[i] for i in wanted if i in lines]


def nearest(work: Work, cases: Sequence[Case]) -> dict[int, tuple[DueColour, str, CaseClock | None]]:
    """Colour, words and clock of the nearest due day of each case: red where the union itself is late."""
    calendar, soon = office_calendar(work), settings.get(work, "due.soon_working_days")
    clocks: dict[int, CaseClock] = {}
    statement = (
        select(CaseClock)
        .join(Case, Case.id == CaseClock.case_id)
        .where(
            CaseClock.case_id.in_([case.id for case in cases if case.next_due_on is not None]),
            CaseClock.deleted_at.is_(None),
            CaseClock.state == ClockState.RUNNING,
            CaseClock.due_on == Case.next_due_on,
        )
        .order_by(CaseClock.id)
    )
    for clock in work.session.scalars(statement):
        if clock.case_id not in clocks or clock.duty is DutyHolder.OFFICE:
            clocks[clock.case_id] = clock
    found: dict[int, tuple[DueColour, str, CaseClock | None]] = {}
    for case in cases:
        own = clocks.get(case.id)
        if case.closed_on is not None:
            found[case.id] = (DueColour.GREEN, "đã kết thúc", None)
        elif own is None:
            words = "đang tạm dừng" if case.is_paused else due_words(case.next_due_on, work.today, calendar)
            found[case.id] = (DueColour.GREY, words, None)
        else:
            found[case.id] = (*case_clock_lines.clock_colour(own, work.today, calendar, soon), own)
    return found


def listing(
    work: Work, search: str = "", as_of: date | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """The cases received up to a day, newest first, one plain row each, for the command line."""
    day = as_of or work.today
    wanted = ids(work, CaseFilter(text=search, received_to=day), "number", descending=True)
    found = []
    for line in rows(work, wanted[:limit] if limit is not None else wanted):
        closed_on = line.closed_on if line.closed_on is not None and line.closed_on <= day else None
        found.append(
            {
                "number": line.number,
                "branch_code": line.branch_code or None,
                "branch_name": line.branch or None,
                "kind": line.kind,
                "kind_name": line.kind_name,
                "received_on": line.received_on,
                "severity": line.severity.value,
                "summary": line.summary,
                "owner": line.owner or None,
                "step": line.step,
                "step_name": line.step_name,
                "paused": line.paused,
                "next_action": line.next_action or None,
                "next_due_on": line.next_due_on,
                "overdue": line.next_due_on is not None and line.next_due_on < day and closed_on is None,
                "closed_on": closed_on,
                "outcome": line.outcome.value if line.outcome and closed_on else None,
                "confidential": line.confidential,
            }
        )
    return found
