"""The one rule for the colour of a due date, used by every list, board and report."""

from __future__ import annotations

from datetime import date

from .kinds import DueColour
from .working_days import WorkCalendar, soon_until, working_days_between

SOON_WORKING_DAYS = 5


def due_colour(
    due_on: date | None,
    today: date,
    calendar: WorkCalendar,
    *,
    done: bool = False,
    ours: bool = True,
    planned: bool = False,
    soon_working_days: int = SOON_WORKING_DAYS,
) -> DueColour:
    """Done is green; past due is red when the duty is ours, orange when another must be urged.

    Not yet due: amber within the next working days, else blue when a plan exists, else grey. The due day
    itself is not yet past.
    """
    if done:
        return DueColour.GREEN
    if due_on is not None and due_on < today:
        return DueColour.RED if ours else DueColour.ORANGE
    if due_on is not None and due_on <= soon_until(calendar, today, soon_working_days):
        return DueColour.AMBER
    return DueColour.BLUE if planned else DueColour.GREY


def due_words(due_on: date | None, today: date, calendar: WorkCalendar) -> str:
    """How far away the day is: 'hôm nay', 'còn 3 ngày làm việc', 'quá hạn 2 ngày'; "" without a day."""
    if due_on is None:
        return ""
    if due_on < today:
        return f"quá hạn {(today - due_on).days} ngày"
    if due_on == today:
        return "hôm nay"
    left = working_days_between(calendar, today, due_on) if (due_on - today).days <= 60 else 0
    return f"còn {left} ngày làm việc" if left else f"còn {(due_on - today).days} ngày"
