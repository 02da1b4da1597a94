"""Behaviour of due colours, cadence, promises and visits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules import promises, visits
from unionDesk.rules.cadence import Cadence, CadenceSettings, CadenceState, Interval, cadence_of
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import (
    AttentionLevel,
    DueColour,
    HolderKind,
    PromiseStatus,
    PromiseWord,
    VisitStatus,
)
from unionDesk.rules.overdue import due_colour, due_words
from unionDesk.rules.working_days import WorkCalendar

PLAIN = WorkCalendar()
MONDAY = date(2026, 11, 23)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def colour(due_on: date | None, **facts: bool) -> DueColour:
    return due_colour(due_on, MONDAY, PLAIN, **facts)


def test_past_the_day_our_duty_is_red_and_anothers_orange() -> None:
    yesterday = MONDAY - timedelta(days=1)
    assert colour(yesterday) is DueColour.RED
    assert colour(yesterday, ours=False) is DueColour.ORANGE
    assert colour(yesterday, planned=True) is DueColour.RED
    assert colour(yesterday, done=True) is DueColour.GREEN


def test_five_working_days_ahead_is_soon_and_the_day_itself_is_not_overdue() -> None:
    assert colour(MONDAY) is DueColour.AMBER
    assert colour(date(2026, 11, 30)) is DueColour.AMBER
    assert colour(date(2026, 12, 1)) is DueColour.GREY
    assert colour(date(2026, 12, 1), planned=True) is DueColour.BLUE
    assert colour(None) is DueColour.GREY


@given(days, st.booleans(), st.booleans())
def test_a_due_day_never_gets_milder_as_time_passes(due_on: date, ours: bool, planned: bool) -> None:
    order = [DueColour.GREY, DueColour.BLUE, DueColour.AMBER, DueColour.ORANGE, DueColour.RED]
    seen = [
        order.index(due_colour(due_on, due_on + timedelta(days=i), PLAIN, ours=ours, planned=planned))
        for i in range(-15, 5)
    ]
    assert seen == sorted(seen)


def test_the_distance_is_said_in_words() -> None:
    assert due_words(MONDAY, MONDAY, PLAIN) == "hôm nay"
    assert due_words(date(2026, 11, 30), MONDAY, PLAIN) == "còn 5 ngày làm việc"
    assert due_words(date(2026, 11, 20), MONDAY, PLAIN) == "quá hạn 3 ngày"
    assert due_words(date(2027, 11, 23), MONDAY, PLAIN) == "còn 365 ngày"
    assert due_words(None, MONDAY, PLAIN) == ""


def follow(
    last_visit: date | None,
    attention: AttentionLevel = AttentionLevel.YELLOW,
    founded_on: date | None = None,
    stoppage_on: date | None = None,
) -> Cadence:
    return cadence_of(
        attention,
        today=MONDAY,
        calendar=PLAIN,
        followed_since=date(2026, 1, 1),
        last_visit=last_visit,
        founded_on=founded_on,
        stoppage_on=stoppage_on,
    )


def test_the_next_visit_is_counted_from_the_last_that_took_place() -> None:
    found = follow(date(2026, 10, 23))
    assert found.state is CadenceState.VISITED
    assert found.next_due == date(2027, 1, 22)
    assert found.colour is DueColour.GREEN


@pytest.mark.parametrize(
    ("days_ago", "state", "shade"),
    [
        (80, CadenceState.VISITED, DueColour.GREEN),
        (90, CadenceState.SOON, DueColour.AMBER),
        (91, CadenceState.SOON, DueColour.AMBER),
        (92, CadenceState.OVERDUE, DueColour.AMBER),
        (182, CadenceState.OVERDUE, DueColour.AMBER),
        (183, CadenceState.BEYOND, DueColour.RED),
    ],
)
def test_a_quarter_is_wished_for_and_half_a_year_is_the_most(
    days_ago: int, state: CadenceState, shade: DueColour
) -> None:
    found = follow(MONDAY - timedelta(days=days_ago))
    assert (found.state, found.colour) == (state, shade)


def test_more_attention_means_an_earlier_visit() -> None:
    visited = date(2026, 11, 1)
    red, yellow, green = (follow(visited, level).next_due for level in reversed(AttentionLevel))
    assert red < yellow < green


def test_a_branch_never_visited_stays_visible_and_turns_red_past_the_maximum() -> None:
    found = follow(None)
    assert found.state is CadenceState.NEVER
    assert found.colour is DueColour.RED
    assert "Chưa có chuyến đi nào" in found.sentence


def test_a_new_branch_is_visited_within_thirty_days() -> None:
    found = follow(None, AttentionLevel.GREEN, founded_on=date(2026, 11, 1))
    assert found.next_due == found.latest == date(2026, 12, 1)
    assert "mới thành lập ngày 01/11/2026" in found.sentence


def test_a_stoppage_asks_for_a_visit_within_a_week_unless_one_followed() -> None:
    stoppage = date(2026, 11, 20)
    assert follow(date(2026, 11, 1), stoppage_on=stoppage).next_due == date(2026, 11, 27)
    assert follow(date(2026, 11, 21), stoppage_on=stoppage).next_due > date(2027, 1, 1)


def test_the_sentence_says_how_far_past() -> None:
    assert "đã quá 1 ngày" in follow(MONDAY - timedelta(days=183)).sentence


def test_an_interval_cannot_end_before_it_is_wished_for() -> None:
    with pytest.raises(ValueError, match="maximum"):
        Interval(60, 30)
    with pytest.raises(ValueError, match="positive"):
        Interval(0, 30)


@given(days, st.sampled_from(AttentionLevel), st.none() | days)
def test_due_is_never_after_the_latest_day(last: date, level: AttentionLevel, stoppage: date | None) -> None:
    found = cadence_of(
        level, today=MONDAY, calendar=PLAIN, followed_since=last, last_visit=last, stoppage_on=stoppage,
        settings=CadenceSettings(after_stoppage_days=3),
    )  # fmt: skip
    assert found.next_due <= found.latest


def test_the_holder_decides_how_long_a_promise_may_take() -> None:
    friday = date(2026, 6, 5)
    assert promises.default_deadline(HolderKind.BRANCH, friday, PLAIN).due_on == date(2026, 6, 19)
    assert promises.default_deadline(HolderKind.EMPLOYER, friday, PLAIN).due_on == date(2026, 6, 26)
    assert promises.default_deadline(HolderKind.AGENCY, friday, PLAIN).due_on == date(2026, 7, 6)
    assert set(promises.DEFAULT_TERMS) == set(HolderKind)


def answers(*said: tuple[date, PromiseWord]) -> list[promises.Answer]:
    return [promises.Answer(on, word) for on, word in said]


def test_a_promise_answered_in_time_is_kept_and_later_is_late() -> None:
    done = answers((MONDAY, PromiseWord.DONE))
    assert promises.status_from(MONDAY, done) is PromiseStatus.KEPT
    assert promises.status_from(MONDAY - timedelta(days=1), done) is PromiseStatus.LATE
    assert promises.status_from(None, done) is PromiseStatus.KEPT


def test_the_last_answer_counts() -> None:
    turned = answers((MONDAY, PromiseWord.NOT_YET), (MONDAY - timedelta(days=9), PromiseWord.DONE))
    assert promises.status_from(MONDAY, turned) is PromiseStatus.OPEN
    assert promises.status_from(MONDAY, []) is PromiseStatus.OPEN


def test_an_open_promise_past_its_day_prints_as_not_carried_out() -> None:
    assert promises.verdict(PromiseStatus.OPEN, date(2026, 11, 1), MONDAY) is PromiseStatus.BROKEN
    assert promises.verdict(PromiseStatus.OPEN, MONDAY, MONDAY) is PromiseStatus.OPEN
    assert promises.verdict(PromiseStatus.VOID, date(2026, 11, 1), MONDAY) is PromiseStatus.VOID


@pytest.mark.parametrize("after", [PromiseStatus.KEPT, PromiseStatus.LATE, PromiseStatus.BROKEN])
def test_a_promise_is_not_closed_without_a_result(after: PromiseStatus) -> None:
    with pytest.raises(UserError, match="kết quả"):
        promises.check_move(PromiseStatus.OPEN, after, result=" ")
    promises.check_move(PromiseStatus.OPEN, after, result="Công ty đã trả đủ lương.")


def test_reopening_and_voiding_need_a_reason() -> None:
    with pytest.raises(UserError, match="lý do"):
        promises.check_move(PromiseStatus.KEPT, PromiseStatus.OPEN)
    with pytest.raises(UserError, match="không còn giá trị"):
        promises.check_move(PromiseStatus.OPEN, PromiseStatus.VOID)
    with pytest.raises(UserError, match="mở lại"):
        promises.check_move(PromiseStatus.KEPT, PromiseStatus.BROKEN, result="Xong")
    promises.check_move(PromiseStatus.VOID, PromiseStatus.OPEN, reason="Ghi nhầm")
    promises.check_move(PromiseStatus.OPEN, PromiseStatus.OPEN)


def test_a_planned_visit_is_carried_out_and_then_minuted() -> None:
    visits.check_move(VisitStatus.PLANNED, VisitStatus.CONFIRMED, today=MONDAY)
    visits.check_move(VisitStatus.CONFIRMED, VisitStatus.DONE, today=MONDAY, held_on=MONDAY)
    visits.check_move(VisitStatus.DONE, VisitStatus.MINUTED, today=MONDAY)
    visits.check_move(VisitStatus.MINUTED, VisitStatus.REPORTED, today=MONDAY)


@pytest.mark.parametrize("after", [VisitStatus.POSTPONED, VisitStatus.CANCELLED, VisitStatus.REFUSED])
def test_a_visit_that_falls_through_needs_a_reason(after: VisitStatus) -> None:
    with pytest.raises(UserError, match="lý do"):
        visits.check_move(VisitStatus.PLANNED, after, today=MONDAY, new_day=MONDAY)
    visits.check_move(VisitStatus.PLANNED, after, today=MONDAY, reason="Công ty bận", new_day=MONDAY)


def test_a_postponed_visit_needs_a_day_from_today_on() -> None:
    for new_day in (None, MONDAY - timedelta(days=1)):
        with pytest.raises(UserError, match="ngày mới"):
            visits.check_move(
                VisitStatus.PLANNED, VisitStatus.POSTPONED, today=MONDAY, reason="Mưa bão", new_day=new_day
            )


def test_a_visit_ahead_cannot_be_done() -> None:
    for held_on in (None, MONDAY + timedelta(days=1)):
        with pytest.raises(UserError):
            visits.check_move(VisitStatus.PLANNED, VisitStatus.DONE, today=MONDAY, held_on=held_on)


def test_a_cancelled_visit_cannot_get_minutes() -> None:
    with pytest.raises(UserError, match="Hủy"):
        visits.check_move(VisitStatus.CANCELLED, VisitStatus.MINUTED, today=MONDAY)


def test_every_visit_status_can_be_reached_from_a_plan() -> None:
    reached, front = {VisitStatus.PLANNED}, {VisitStatus.PLANNED}
    while front:
        front = {after for before in front for after in visits.MOVES[before]} - reached
        reached |= front
    assert reached == set(VisitStatus)


def test_a_visit_ends_after_it_begins() -> None:
    eight = datetime.fromisoformat("2026-11-23T08:00")
    visits.check_times(eight, None)
    with pytest.raises(UserError):
        visits.check_times(eight, eight)


def test_the_result_is_reported_within_three_working_days() -> None:
    assert visits.report_deadline(date(2026, 11, 26), PLAIN).due_on == date(2026, 12, 1)


def test_a_plan_is_overdue_two_days_after_its_end() -> None:
    assert not visits.is_overdue(VisitStatus.PLANNED, MONDAY - timedelta(days=1), MONDAY)
    assert visits.is_overdue(VisitStatus.CONFIRMED, MONDAY - timedelta(days=2), MONDAY)
    assert not visits.is_overdue(VisitStatus.DONE, MONDAY - timedelta(days=9), MONDAY)
