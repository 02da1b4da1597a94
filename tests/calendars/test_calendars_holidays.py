"""The Vietnamese calendar: known dates of 2026 and 2027, swaps, the office's own corrections."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.calendars.holidays import DayOverride, read_overrides, work_calendars
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import CalendarKind, CountingMode, DayKind, TimeUnit
from unionDesk.rules.working_days import WorkCalendars, count

SEED = Path(__file__).parents[2] / "db" / "reference" / "holiday_overrides.csv"


@pytest.fixture(scope="module")
def calendars() -> WorkCalendars:
    return work_calendars(read_overrides(SEED))


@pytest.mark.parametrize(
    ("start", "number", "unit", "due"),
    [
        (date(2026, 4, 24), 5, TimeUnit.WORKING_DAY, date(2026, 5, 6)),
        (date(2026, 8, 20), 7, TimeUnit.WORKING_DAY, date(2026, 8, 28)),
        (date(2026, 11, 20), 5, TimeUnit.WORKING_DAY, date(2026, 11, 30)),
        (date(2027, 2, 1), 5, TimeUnit.WORKING_DAY, date(2027, 2, 15)),
        (date(2026, 8, 3), 30, TimeUnit.DAY, date(2026, 9, 3)),
        (date(2027, 1, 8), 30, TimeUnit.DAY, date(2027, 2, 11)),
        (date(2026, 8, 31), 6, TimeUnit.MONTH, date(2027, 3, 1)),
        (date(2026, 2, 28), 1, TimeUnit.YEAR, date(2027, 3, 1)),
    ],
)
def test_periods_over_tet_and_swapped_days(
    calendars: WorkCalendars, start: date, number: int, unit: TimeUnit, due: date
) -> None:
    assert count(calendars.public, start, number, unit).due_on == due


@pytest.mark.parametrize(
    ("start", "number", "unit"),
    [(date(2026, 8, 31), 6, TimeUnit.MONTH), (date(2026, 2, 28), 1, TimeUnit.YEAR)],
)
def test_a_limitation_ends_on_its_sunday_and_warns_from_the_friday(
    calendars: WorkCalendars, start: date, number: int, unit: TimeUnit
) -> None:
    found = count(calendars.public, start, number, unit, mode=CountingMode.LIMITATION)
    assert (found.due_on, found.act_by) == (date(2027, 2, 28), date(2027, 2, 26))


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.integers(1, 45))
def test_over_a_hundred_years_the_count_agrees_with_walking_day_by_day(start: date, number: int) -> None:
    calendar = work_calendars(read_overrides(SEED)).public
    day, left = start, number
    while left:
        day += timedelta(days=1)
        swapped = calendar.name_of(day).startswith("Làm bù")
        if swapped or (day.isoweekday() <= 5 and not calendar.name_of(day)):
            left -= 1
    assert count(calendar, start, number, TimeUnit.WORKING_DAY).due_on == day


@pytest.mark.parametrize("year", range(1990, 2101))
def test_every_year_has_tet_and_the_fixed_holidays(calendars: WorkCalendars, year: int) -> None:
    for day in (date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)):
        assert calendars.enterprise.name_of(day)
        assert not calendars.enterprise.is_working(day)
    tet = [day for day, name in calendars.public.days_off.items() if day.year == year and "Tết" in name]
    assert len(tet) >= 5


def test_the_tet_week_is_one_span_in_the_sentence(calendars: WorkCalendars) -> None:
    assert "4/2–10/2 (Tết)" in count(calendars.public, date(2027, 2, 1), 5, TimeUnit.WORKING_DAY).arithmetic


def test_the_swap_of_new_year_2026_binds_the_office_only(calendars: WorkCalendars) -> None:
    assert not calendars.public.is_working(date(2026, 1, 2))
    assert calendars.public.is_working(date(2026, 1, 10))
    assert calendars.enterprise.is_working(date(2026, 1, 2))
    assert not calendars.enterprise.is_working(date(2026, 1, 10))


def test_a_swap_known_to_the_library_does_not_bind_enterprises(calendars: WorkCalendars) -> None:
    assert calendars.public.is_working(date(2026, 8, 22))
    assert not calendars.public.is_working(date(2026, 8, 31))
    assert calendars.of(CalendarKind.ENTERPRISE).is_working(date(2026, 8, 31))
    assert not calendars.of(CalendarKind.ENTERPRISE).is_working(date(2026, 8, 22))


def test_holidays_have_vietnamese_names(calendars: WorkCalendars) -> None:
    assert calendars.public.name_of(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert "nghỉ bù" in calendars.enterprise.name_of(date(2026, 4, 27))
    assert calendars.public.name_of(date(2026, 11, 25)) == ""


def test_the_offices_own_day_wins_over_the_shipped_one() -> None:
    own = (
        DayOverride(date(2026, 1, 2), DayKind.WORK, "Vẫn làm việc"),
        DayOverride(date(2026, 11, 24), DayKind.WORK, "Chưa được nghỉ", None),
        DayOverride(date(2026, 12, 1), DayKind.OFF, "Họp mặt", CalendarKind.ENTERPRISE),
    )
    changed = work_calendars(read_overrides(SEED), own)
    assert changed.public.is_working(date(2026, 1, 2))
    assert changed.public.is_working(date(2026, 11, 24))
    assert changed.enterprise.is_working(date(2026, 11, 24))
    assert changed.public.is_working(date(2026, 12, 1))
    assert not changed.enterprise.is_working(date(2026, 12, 1))


def test_an_enterprise_may_work_on_saturdays() -> None:
    six_days = work_calendars((), (), frozenset({6}))
    assert six_days.enterprise.is_working(date(2026, 11, 28))
    assert not six_days.public.is_working(date(2026, 11, 28))


def test_the_same_corrections_give_the_same_calendar(calendars: WorkCalendars) -> None:
    assert work_calendars(read_overrides(SEED)).public is calendars.public


def test_an_unreadable_row_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "days.csv"
    broken.write_text("day,kind,name,calendar\n2026-13-01,off,Nghỉ,public\n", encoding="utf-8")
    with pytest.raises(UserError, match="dòng 2"):
        read_overrides(broken)
