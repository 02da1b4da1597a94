"""Counting days the way Vietnamese law does, every result with its arithmetic as a sentence.

Civil Code 2015: the day of the event is not counted (Đ.147); a month without the day ends on its last
day (Đ.148.3); a period ending on a day off ends with the next working day (Đ.148.5); hours run from the
moment (Đ.147.1); a limitation period is not moved (Đ.151).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from .formats import date_text, time_text
from .kinds import CalendarKind, CountingMode, Direction, TimeUnit
from .skipped_days import days_as_words, weekend_words

_ONE = timedelta(days=1)
_LONGEST = 4000  # days a search for a working day may take before the calendar itself must be wrong


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """A plain working calendar: which days are off and why. Compared by identity, safe to cache on.

    `days_off` names holidays (also those on weekends), `worked` names days worked although they fall on a
    weekend; `weekend` holds weekday numbers, Monday 0. Outside `first_year` to `last_year` only weekends
    are known, and every result says so.
    """

    days_off: Mapping[date, str] = field(default_factory=dict)
    worked: Mapping[date, str] = field(default_factory=dict)
    weekend: frozenset[int] = frozenset({5, 6})
    first_year: int = 1
    last_year: int = 9999

    def __post_init__(self) -> None:
        if len(self.weekend & set(range(7))) == 7:
            raise ValueError("a week needs at least one working day")

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.days_off

    def name_of(self, day: date) -> str:
        """The holiday's name or why the day is worked; "" for an ordinary day or weekend."""
        return self.worked.get(day) or self.days_off.get(day, "")

    def knows(self, day: date) -> bool:
        """Whether the holidays of that year are in the calendar."""
        return self.first_year <= day.year <= self.last_year


@dataclass(frozen=True, slots=True)
class WorkCalendars:
    """The two calendars of the office: its own (public bodies, the union) and the enterprises'."""

    public: WorkCalendar
    enterprise: WorkCalendar

    def of(self, kind: CalendarKind) -> WorkCalendar:
        """The calendar of that kind."""
        return self.public if kind is CalendarKind.PUBLIC else self.enterprise


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day (or moment) of a period, and how it was found.

    `act_by` is the day to warn for: the due day itself, for a limitation the last working day before its
    last day. `unmoved_on` is where the period ended before days off moved it.
    """

    due_on: date
    arithmetic: str
    basis: str = ""
    due_at: datetime | None = None
    act_by: date | None = None
    unmoved_on: date | None = None

    @property
    def sentence(self) -> str:
        """The arithmetic with its article of law, when it has one."""
        return f"{self.arithmetic} ({self.basis})" if self.basis else self.arithmetic


def next_working_day(calendar: WorkCalendar, day: date) -> date:
    """The day itself when it is worked, else the first worked one after it."""
    return _seek(calendar, day, _ONE)


def previous_working_day(calendar: WorkCalendar, day: date) -> date:
    """The day itself when it is worked, else the last worked one before it."""
    return _seek(calendar, day, -_ONE)


def _seek(calendar: WorkCalendar, day: date, step: timedelta) -> date:
    for _ in range(_LONGEST):
        if calendar.is_working(day):
            return day
        day += step
    raise ValueError(f"no working day near {day}")


def shift_working_days(calendar: WorkCalendar, start: date, days: int) -> date:
    """The day that many working days after (before, when negative) the start, which is not counted."""
    step = _ONE if days >= 0 else -_ONE
    day = start
    for _ in range(abs(days)):
        day = _seek(calendar, day + step, step)
    return day


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """How many working days lie after start up to end; negative when end lies before start."""
    if end < start:
        return -working_days_between(calendar, end, start)
    days = (start + timedelta(days=i) for i in range(1, (end - start).days + 1))
    return sum(calendar.is_working(day) for day in days)


def add_months(start: date, months: int) -> date:
    """The same day of another month; its last day when it has no such day (Đ.148.3)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@lru_cache(maxsize=256)
def soon_until(calendar: WorkCalendar, today: date, days: int) -> date:
    """The last day that counts as soon: `days` working days from today, kept for long lists."""
    return shift_working_days(calendar, today, days)


def count(
    calendar: WorkCalendar,
    start: date | datetime,
    number: int,
    unit: TimeUnit,
    *,
    direction: Direction = Direction.AFTER,
    mode: CountingMode = CountingMode.TERM,
    roll: bool = True,
    basis: str = "",
) -> Deadline:
    """Count a period from an event.

    `start` is the day of the event; hours need its moment (Vietnamese local time). Forward, a period that
    ends on a day off moves to the next working day; backward, to the one before, so that the required gap
    is never shortened. A limitation never moves. `roll=False` keeps the day in any case.
    """
    if unit is TimeUnit.HOUR:
        return _count_hours(start, number, direction, basis)
    first = start.date() if isinstance(start, datetime) else start
    sign = 1 if direction is Direction.AFTER else -1
    if unit is TimeUnit.WORKING_DAY:
        end = shift_working_days(calendar, first, sign * number)
    elif unit is TimeUnit.MONTH_END:
        end = month_end(add_months(first, sign * number))
    elif unit is TimeUnit.DAY:
        end = first + timedelta(days=sign * number)
    else:
        end = add_months(first, sign * number * (12 if unit is TimeUnit.YEAR else 1))
    due = end
    if roll and number and mode is CountingMode.TERM:
        due = _seek(calendar, end, _ONE * sign)
    words = _arithmetic(calendar, first, number, unit, direction, end, due, mode)
    found = Deadline(due, words, basis, act_by=due, unmoved_on=end)
    if mode is CountingMode.LIMITATION:
        return replace(found, act_by=previous_working_day(calendar, end - _ONE))
    return found


def _count_hours(start: date | datetime, number: int, direction: Direction, basis: str) -> Deadline:
    if not isinstance(start, datetime):
        raise TypeError("hours are counted from a moment")
    after = direction is Direction.AFTER
    due = start + timedelta(hours=number if after else -number)
    words = (
        f"{number} giờ {'kể từ' if after else 'trước'} {time_text(start)} ngày {date_text(start.date())}, "
        f"tính liên tục cả ngày nghỉ → {time_text(due)} ngày {date_text(due.date())}"
    )
    return Deadline(due.date(), words, basis, due_at=due, act_by=due.date(), unmoved_on=due.date())


def _arithmetic(
    calendar: WorkCalendar,
    first: date,
    number: int,
    unit: TimeUnit,
    direction: Direction,
    end: date,
    due: date,
    mode: CountingMode,
) -> str:
    if not number:
        return f"ngay trong ngày {date_text(first)}"
    after = direction is Direction.AFTER
    side = "kể từ" if after else "trước"
    if unit is TimeUnit.MONTH_END:
        parts = [f"ngày cuối của tháng thứ {number} {side} tháng {first.month}/{first.year}"]
    else:
        parts = [f"{number} {unit.label} {side} {date_text(first)}, không tính ngày đầu"]
    if unit is TimeUnit.WORKING_DAY:
        parts += _skipped(calendar, first, end)
    elif mode is CountingMode.LIMITATION:
        parts.append("thời hiệu không dời khi rơi vào ngày nghỉ")
    if due != end:
        last = _why_off(calendar, end)
        parts.append(
            f"ngày cuối {date_text(end)} là {last} nên {'chuyển sang' if after else 'lùi về'} ngày làm việc"
            f" {'tiếp theo' if after else 'liền trước'}"
        )
    unknown = [str(day.year) for day in dict.fromkeys((first, due)) if not calendar.knows(day)]
    if unknown and (unit is TimeUnit.WORKING_DAY or mode is CountingMode.TERM):
        parts.append(f"chưa có lịch nghỉ lễ năm {', '.join(dict.fromkeys(unknown))}")
    return f"{'; '.join(parts)} → {date_text(due)}"


def _skipped(calendar: WorkCalendar, first: date, end: date) -> list[str]:
    """What a count of working days passed over between its two ends, and weekends it counted."""
    low, high = sorted((first, end))
    between = [low + timedelta(days=i) for i in range(1, (high - low).days)]
    off = [day for day in between if not calendar.is_working(day)]
    weekends = [day for day in off if day.weekday() in calendar.weekend]
    named = [day for day in off if day.weekday() not in calendar.weekend]
    counted = [day for day in [*between, end] if day in calendar.worked and day != first]
    words = [weekend_words({day.weekday() for day in weekends})] if weekends else []
    if named:
        words.append(days_as_words({day: calendar.days_off[day] for day in named}, set(weekends)))
    parts = [f"bỏ {', '.join(words)}"] if words else []
    if counted:
        parts.append(f"tính cả {days_as_words(dict.fromkeys(counted, 'Ngày làm việc (làm bù)'))}")
    return parts


def _why_off(calendar: WorkCalendar, day: date) -> str:
    if name := calendar.days_off.get(day):
        return f"ngày nghỉ ({name})"
    return weekend_words({day.weekday()})
