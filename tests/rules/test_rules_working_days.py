"""Behaviour of counting days, with a small calendar made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules.kinds import CountingMode, Direction, TimeUnit
from unionDesk.rules.working_days import (
    WorkCalendar,
    add_months,
    count,
    next_working_day,
    previous_working_day,
    shift_working_days,
    working_days_between,
)

APRIL = WorkCalendar(
    days_off={
        date(2026, 4, 26): "Giỗ Tổ",
        date(2026, 4, 27): "Giỗ Tổ (nghỉ bù)",
        date(2026, 4, 30): "Ngày Chiến thắng",
        date(2026, 5, 1): "Quốc tế Lao động",
    },
    worked={date(2026, 5, 9): "Làm bù"},
    first_year=2026,
    last_year=2026,
)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
weekends = st.frozensets(st.integers(0, 6), max_size=3)
calendars = st.builds(
    WorkCalendar,
    days_off=st.dictionaries(days, st.just("Nghỉ"), max_size=40),
    worked=st.dictionaries(days, st.just("Làm bù"), max_size=10),
    weekend=weekends,
)


@given(calendars, days, st.integers(1, 60))
def test_as_many_working_days_lie_in_the_period_as_were_asked_for(
    calendar: WorkCalendar, start: date, number: int
) -> None:
    due = count(calendar, start, number, TimeUnit.WORKING_DAY).due_on
    lived = 0
    day = start
    while day < due:
        day += timedelta(days=1)
        lived += calendar.is_working(day)
    assert lived == number
    assert calendar.is_working(due)


@given(calendars, days, st.integers(1, 60))
def test_between_the_act_and_the_event_lie_enough_working_days(
    calendar: WorkCalendar, event: date, number: int
) -> None:
    act = count(calendar, event, number, TimeUnit.WORKING_DAY, direction=Direction.BEFORE).due_on
    assert sum(calendar.is_working(act + timedelta(days=i)) for i in range((event - act).days)) == number


@given(calendars, days, st.integers(1, 400))
def test_a_period_never_ends_on_a_day_off_and_never_early(
    calendar: WorkCalendar, start: date, number: int
) -> None:
    found = count(calendar, start, number, TimeUnit.DAY)
    assert calendar.is_working(found.due_on)
    assert (found.due_on - start).days >= number
    assert found.unmoved_on is not None
    waited = (found.unmoved_on + timedelta(days=i) for i in range((found.due_on - found.unmoved_on).days))
    assert not any(calendar.is_working(day) for day in waited)


@given(calendars, days, st.integers(1, 400))
def test_counting_back_never_shortens_the_gap(calendar: WorkCalendar, event: date, number: int) -> None:
    found = count(calendar, event, number, TimeUnit.DAY, direction=Direction.BEFORE)
    assert (event - found.due_on).days >= number
    assert calendar.is_working(found.due_on)


@given(calendars, days, st.integers(1, 24))
def test_a_limitation_is_not_moved_and_warns_before_its_last_day(
    calendar: WorkCalendar, start: date, months: int
) -> None:
    found = count(calendar, start, months, TimeUnit.MONTH, mode=CountingMode.LIMITATION)
    assert found.due_on == found.unmoved_on
    assert found.act_by is not None
    assert found.act_by < found.due_on
    assert calendar.is_working(found.act_by)


@given(days, st.integers(-60, 60))
def test_months_keep_the_day_or_take_the_months_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@given(calendars, days, days)
def test_counting_between_two_days_is_the_same_seen_from_either_end(
    calendar: WorkCalendar, one: date, other: date
) -> None:
    assert working_days_between(calendar, one, other) == -working_days_between(calendar, other, one)


@given(calendars, days)
def test_the_next_working_day_is_reached_only_over_days_off(calendar: WorkCalendar, day: date) -> None:
    assert previous_working_day(calendar, day) <= day <= next_working_day(calendar, day)
    assert calendar.is_working(day) == (next_working_day(calendar, day) == day)


def test_the_arithmetic_names_what_was_left_out() -> None:
    found = count(APRIL, date(2026, 4, 24), 5, TimeUnit.WORKING_DAY, basis="BLLĐ Đ.181(3)")
    assert found.sentence == (
        "5 ngày làm việc kể từ 24/04/2026, không tính ngày đầu; bỏ thứ Bảy, Chủ nhật, 27/4 (nghỉ bù), 30/4, 1/5"
        " → 06/05/2026 (BLLĐ Đ.181(3))"
    )


def test_a_worked_saturday_is_counted_and_named() -> None:
    found = count(APRIL, date(2026, 5, 7), 2, TimeUnit.WORKING_DAY)
    assert found.due_on == date(2026, 5, 9)
    assert "tính cả 9/5 (làm bù)" in found.arithmetic


def test_a_moved_last_day_says_why() -> None:
    found = count(APRIL, date(2026, 4, 20), 10, TimeUnit.DAY)
    assert found.due_on == date(2026, 5, 4)
    assert "ngày cuối 30/04/2026 là ngày nghỉ (Ngày Chiến thắng)" in found.arithmetic


def test_counting_back_says_that_it_went_back() -> None:
    found = count(APRIL, date(2026, 5, 8), 6, TimeUnit.DAY, direction=Direction.BEFORE)
    assert found.due_on == date(2026, 4, 29)
    assert "lùi về" in found.arithmetic


def test_a_year_without_known_holidays_is_admitted() -> None:
    assert (
        "chưa có lịch nghỉ lễ năm 2027"
        in count(APRIL, date(2026, 12, 30), 5, TimeUnit.WORKING_DAY).arithmetic
    )


def test_hours_run_through_nights_and_days_off() -> None:
    start = datetime(2026, 4, 30, 17, 30, tzinfo=UTC)
    found = count(APRIL, start, 12, TimeUnit.HOUR)
    assert found.due_at == datetime(2026, 5, 1, 5, 30, tzinfo=UTC)
    assert found.due_on == date(2026, 5, 1)
    assert "05:30 ngày 01/05/2026" in found.arithmetic
    with pytest.raises(TypeError):
        count(APRIL, date(2026, 4, 30), 12, TimeUnit.HOUR)


def test_at_once_means_the_same_day_even_on_a_day_off() -> None:
    found = count(APRIL, date(2026, 5, 1), 0, TimeUnit.DAY)
    assert (found.due_on, found.arithmetic) == (date(2026, 5, 1), "ngay trong ngày 01/05/2026")


def test_ten_working_days_from_a_friday_end_on_a_friday_two_weeks_later() -> None:
    friday = date(2026, 6, 5)
    assert shift_working_days(APRIL, friday, 10) == date(2026, 6, 19)


def test_a_week_without_working_days_is_no_calendar() -> None:
    with pytest.raises(ValueError, match="working day"):
        WorkCalendar(weekend=frozenset(range(7)))
