"""The clocks of a case as they are shown: colour, words, arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from unionDesk.records.case import Case, CaseClock
from unionDesk.rules.kinds import ClockState, DueColour, DutyHolder
from unionDesk.rules.overdue import due_colour, due_words
from unionDesk.rules.working_days import WorkCalendar, working_days_between
from unionDesk.storage.unit_of_work import Work

from . import case_reference, settings
from .work_calendar import office_calendar

NEXT_ACTION = "NEXT"  # the clock that a person sets himself with the next action
LIMITATION_SOON_DAYS = 60  # the first of the three reminders of a limitation period


@dataclass(frozen=True)
class ClockLine:
    """A clock as the case page shows it; `ref` is the rule ("D45/classify"), "NEXT" the own next action."""

    clock_id: int
    ref: str
    label: str
    started_on: date
    due_on: date
    due_at: datetime | None
    duty: DutyHolder
    state: ClockState
    colour: DueColour
    words: str
    arithmetic: str
    basis: str
    verified: bool
    limitation: bool
    extendable: bool
    paused: bool
    ended_on: date | None


def lines(work: Work, case: Case) -> tuple[ClockLine, ...]:
    """The clocks of a case: running ones by due day, then those that ended, newest first."""
    rows = of_case(work, case.id)
    calendar = office_calendar(work)
    soon = settings.get(work, "due.soon_working_days")
    running = sorted((r for r in rows if r.state is ClockState.RUNNING), key=lambda r: (r.due_on, r.id))
    ended = sorted(
        (r for r in rows if r.state is not ClockState.RUNNING), key=lambda r: (r.ended_on or r.due_on, r.id)
    )
    return tuple(_line(case, row, work.today, calendar, soon) for row in (*running, *reversed(ended)))


def _line(case: Case, row: CaseClock, today: date, calendar: WorkCalendar, soon: int) -> ClockLine:
    rule = case_reference.rule_of(row.rule_id, row.variant, row.started_on)
    running = row.state is ClockState.RUNNING
    paused = running and case.is_paused and rule is not None and rule.pausable
    colour, words = (DueColour.GREY, "đang tạm dừng") if paused else clock_colour(row, today, calendar, soon)
    return ClockLine(
        clock_id=row.id,
        ref=ref_of(row),
        label=row.label,
        started_on=row.started_on,
        due_on=row.due_on,
        due_at=row.due_at,
        duty=row.duty,
        state=row.state,
        colour=colour,
        words=words if running else row.state.label,
        arithmetic=row.arithmetic,
        basis=row.basis or "",
        verified=row.is_verified,
        limitation=is_limitation(row),
        extendable=running and rule is not None and rule.extendable,
        paused=paused,
        ended_on=row.ended_on,
    )


def clock_colour(row: CaseClock, today: date, calendar: WorkCalendar, soon: int) -> tuple[DueColour, str]:
    """Colour and words of a clock: red where the union is late, orange where another must be urged."""
    if row.state is ClockState.MET:
        return DueColour.GREEN, row.state.label
    if row.state is not ClockState.RUNNING:
        return DueColour.GREY, row.state.label
    if is_limitation(row):
        soon = working_days_between(calendar, today, today + timedelta(days=LIMITATION_SOON_DAYS))
    colour = due_colour(
        row.due_on, today, calendar, ours=row.duty is DutyHolder.OFFICE, soon_working_days=soon
    )
    return colour, due_words(row.due_on, today, calendar)


def is_limitation(row: CaseClock) -> bool:
    """Whether the clock is a limitation period, which never moves nor stops."""
    return (row.rule_id, row.variant or "") in case_reference.limitation_rules()


def ref_of(row: CaseClock) -> str:
    """'D45/classify', as the rules are named."""
    return f"{row.rule_id}/{row.variant}" if row.variant else row.rule_id


def of_case(work: Work, case_id: int) -> Sequence[CaseClock]:
    """All clocks of a case. For services only."""
    work.session.flush()
    return work.session.scalars(
        select(CaseClock)
        .where(CaseClock.case_id == case_id, CaseClock.deleted_at.is_(None))
        .order_by(CaseClock.due_on, CaseClock.id)
    ).all()
