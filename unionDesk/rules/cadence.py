"""How often a branch should be visited, and whether it has been: counted from visits that took place.

The intervals are proposals without a source (records and reports, 8.1) and settings of the office.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from .choice import Choice
from .formats import date_text
from .kinds import AttentionLevel, DueColour
from .working_days import WorkCalendar, soon_until


@dataclass(frozen=True, slots=True)
class Interval:
    """Days between visits: the wished distance and the one not to be exceeded."""

    ideal: int
    maximum: int

    def __post_init__(self) -> None:
        if not 0 < self.ideal <= self.maximum:
            raise ValueError(f"ideal {self.ideal} must be positive and within maximum {self.maximum}")


def _norms() -> dict[AttentionLevel, Interval]:
    return {
        AttentionLevel.RED: Interval(30, 60),
        AttentionLevel.YELLOW: Interval(91, 182),
        AttentionLevel.GREEN: Interval(182, 364),
    }


@dataclass(frozen=True, slots=True)
class CadenceSettings:
    """Red once a month, yellow once a quarter, green twice a year; the maximum is twice the ideal.

    `new_branch_days` after founding, `after_stoppage_days` after an interruption of work, `soon_days`
    working days before the due day.
    """

    intervals: dict[AttentionLevel, Interval] = field(default_factory=_norms)
    new_branch_days: int = 30
    after_stoppage_days: int = 7
    soon_days: int = 5


DEFAULT_SETTINGS = CadenceSettings()


class CadenceState(Choice):
    """Where a branch stands; shown on the coverage board."""

    VISITED = "visited", "Đã đi, chưa đến hạn"
    SOON = "soon", "Sắp đến hạn đi"
    OVERDUE = "overdue", "Quá nhịp đi"
    BEYOND = "beyond", "Quá thời gian tối đa"
    NEVER = "never", "Chưa được đi"


@dataclass(frozen=True, slots=True)
class Cadence:
    """The next due visit of a branch: `next_due`, `latest` (the maximum), state and reasons in a sentence.

    `colour` is amber from soon on, red past the maximum; green and grey (never visited) before.
    """

    next_due: date
    latest: date
    state: CadenceState
    sentence: str
    colour: DueColour
    last_visit: date | None = None


def cadence_of(
    attention: AttentionLevel,
    *,
    today: date,
    calendar: WorkCalendar,
    followed_since: date,
    last_visit: date | None = None,
    founded_on: date | None = None,
    stoppage_on: date | None = None,
    settings: CadenceSettings = DEFAULT_SETTINGS,
) -> Cadence:
    """When the branch is due next.

    `last_visit` is the last visit that took place (planned, postponed or refused ones do not count);
    without one the count starts at `followed_since`, the day the office took the branch over, or for a new
    branch ends `new_branch_days` after its founding. A stoppage not yet followed by a visit comes first.
    """
    interval = settings.intervals[attention]
    start = last_visit or max(followed_since, founded_on or followed_since)
    due, latest = start + timedelta(days=interval.ideal), start + timedelta(days=interval.maximum)
    why = f"mức “{attention.label}” đi {interval.ideal} ngày một lần, tối đa {interval.maximum} ngày"
    for event, term, what in (
        (_recent_founding(founded_on, followed_since, last_visit), settings.new_branch_days, "mới thành lập"),
        (_unanswered(stoppage_on, last_visit), settings.after_stoppage_days, "có ngừng việc"),
    ):
        if event is not None and event + timedelta(days=term) <= latest:
            # An urgent visit has no second, later limit: past its day it is beyond the maximum.
            latest = event + timedelta(days=term)
            due = min(due, latest)
            why = f"{what} ngày {date_text(event)}, phải đi trong {term} ngày"
    soon = soon_until(calendar, today, settings.soon_days)
    state = _state(due, latest, today, last_visit, soon)
    colour = _colour(due, latest, today, last_visit, soon)
    return Cadence(due, latest, state, _sentence(last_visit, why, due, latest, today), colour, last_visit)


def _recent_founding(founded_on: date | None, followed_since: date, last_visit: date | None) -> date | None:
    """A founding since the office follows the branch, while nobody has been there."""
    if last_visit is not None or founded_on is None or founded_on < followed_since:
        return None
    return founded_on


def _unanswered(stoppage_on: date | None, last_visit: date | None) -> date | None:
    if stoppage_on is None or (last_visit is not None and last_visit >= stoppage_on):
        return None
    return stoppage_on


def _state(due: date, latest: date, today: date, last_visit: date | None, soon: date) -> CadenceState:
    if last_visit is None:
        return CadenceState.NEVER
    if today > latest:
        return CadenceState.BEYOND
    if today > due:
        return CadenceState.OVERDUE
    return CadenceState.SOON if due <= soon else CadenceState.VISITED


def _colour(due: date, latest: date, today: date, last_visit: date | None, soon: date) -> DueColour:
    if today > latest:
        return DueColour.RED
    if due <= soon:
        return DueColour.AMBER
    return DueColour.GREEN if last_visit else DueColour.GREY


def _sentence(last_visit: date | None, reason: str, due: date, latest: date, today: date) -> str:
    visited = f"Đi gần nhất {date_text(last_visit)}" if last_visit else "Chưa có chuyến đi nào"
    if today > latest:
        end = f"phải đi chậm nhất {date_text(latest)}, đã quá {(today - latest).days} ngày"
    elif today > due:
        end = f"nên đi chậm nhất {date_text(due)}, đã quá {(today - due).days} ngày"
    else:
        end = f"đi chậm nhất {date_text(due)}"
    return f"{visited}; {reason}; {end}."
