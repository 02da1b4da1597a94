"""Public holidays of Vietnam with the office's own corrections, as plain working calendars."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import CalendarKind, DayKind
from unionDesk.rules.working_days import WorkCalendar, WorkCalendars

FIRST_YEAR, LAST_YEAR = 1990, 2100
_SWAPPED = re.compile(r"\(thay cho ngày (\d{2})/(\d{2})/(\d{4})\)")


@dataclass(frozen=True, slots=True)
class DayOverride:
    """One corrected day: off or worked, under which name, for which calendar (None: for both)."""

    day: date
    kind: DayKind
    name: str
    calendar: CalendarKind | None = CalendarKind.PUBLIC


def read_overrides(path: Path) -> tuple[DayOverride, ...]:
    """The shipped corrections (`db/reference/holiday_overrides.csv`); UserError when a row is unreadable."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_override(row, path, number) for number, row in enumerate(csv.DictReader(lines), 2))


def _override(row: dict[str, str], path: Path, number: int) -> DayOverride:
    try:
        return DayOverride(
            day=date.fromisoformat(row["day"]),
            kind=DayKind(row["kind"]),
            name=row["name"],
            calendar=CalendarKind(row["calendar"]) if row["calendar"] else None,
        )
    except (KeyError, TypeError, ValueError):
        raise UserError(f"Tệp {path.name}, dòng {number}: không đọc được ngày nghỉ.") from None


def work_calendars(
    seed: Iterable[DayOverride] = (),
    own: Iterable[DayOverride] = (),
    enterprise_weekend: frozenset[int] = frozenset({5, 6}),
) -> WorkCalendars:
    """Both calendars; a day of the office's `own` wins over the same day of the `seed`. Kept per input."""
    return WorkCalendars(
        public=_build(CalendarKind.PUBLIC, (*seed, *own), frozenset({5, 6})),
        enterprise=_build(CalendarKind.ENTERPRISE, (*seed, *own), enterprise_weekend),
    )


@lru_cache(maxsize=16)
def _build(kind: CalendarKind, overrides: tuple[DayOverride, ...], weekend: frozenset[int]) -> WorkCalendar:
    days_off, worked = _from_library(kind)
    for override in overrides:
        if override.calendar not in {None, kind}:
            continue
        days_off.pop(override.day, None)
        worked.pop(override.day, None)
        target = days_off if override.kind is DayKind.OFF else worked
        target[override.day] = override.name
    return WorkCalendar(days_off, worked, weekend, FIRST_YEAR, LAST_YEAR)


def _from_library(kind: CalendarKind) -> tuple[dict[date, str], dict[date, str]]:
    """Days off and worked weekend days of all years; day swaps do not bind enterprises and are left out."""
    import holidays

    library = holidays.country_holidays("VN", language="vi", years=range(FIRST_YEAR, LAST_YEAR + 1))
    days_off: dict[date, str] = {}
    worked: dict[date, str] = {}
    for day, name in library.items():
        swap = _SWAPPED.search(name)
        if swap is None:
            days_off[day] = name
        elif kind is CalendarKind.PUBLIC:
            instead = date(int(swap[3]), int(swap[2]), int(swap[1]))
            days_off[day] = f"Nghỉ thay ngày {instead.day}/{instead.month}/{instead.year} (hoán đổi)"
            worked[instead] = f"Làm bù cho ngày {day.day}/{day.month}/{day.year}"
    return days_off, worked
