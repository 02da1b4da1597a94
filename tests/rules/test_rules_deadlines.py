"""Behaviour of the shipped deadline rules."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from unionDesk.calendars.holidays import read_overrides, work_calendars
from unionDesk.paths import REFERENCE
from unionDesk.rules.case_flow import CaseFlow, load_case_flow
from unionDesk.rules.deadlines import (
    DeadlineRule,
    after_pause,
    compute,
    extended,
    find_rule,
    load_rules,
    reminder_days,
    rules_for,
    with_own_rules,
)
from unionDesk.rules.errors import NotFoundError, UserError
from unionDesk.rules.intake_clocks import intake_clocks
from unionDesk.rules.kinds import CaseSeverity, CountingMode, DutyHolder
from unionDesk.rules.working_days import WorkCalendars

RULES = load_rules(REFERENCE / "deadline_rules.csv")
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def flow() -> CaseFlow:
    return load_case_flow(REFERENCE / "case_kinds.toml")


@pytest.fixture(scope="module")
def calendars() -> WorkCalendars:
    return work_calendars(read_overrides(REFERENCE / "holiday_overrides.csv"))


def rule(ref: str, on: date = TODAY) -> DeadlineRule:
    return find_rule(RULES, ref, on)


def test_every_rule_of_the_table_is_shipped() -> None:
    shipped = {one.id for one in RULES}
    assert {f"D{number:02}" for number in range(1, 46)} <= shipped


def test_every_rule_has_its_basis_and_a_known_event(flow: CaseFlow) -> None:
    assert all(one.basis and one.label and one.trigger in flow.events for one in RULES)
    assert all(one.kinds <= {*flow.kinds, "*"} for one in RULES)


def test_no_two_rows_of_one_rule_hold_on_the_same_day() -> None:
    for one in RULES:
        rivals = [other for other in RULES if other is not one and other.ref == one.ref]
        for day in {one.valid_from, one.valid_to} - {None}:
            assert day is not None
            assert not any(other.holds_on(day) for other in rivals), one.ref


def test_the_ordinary_variant_is_the_default() -> None:
    ordinary = {one.id for one in RULES if not one.variant}
    assert ordinary == {one.id for one in RULES}
    assert rule("D32").number == 30
    assert rule("d32/complex").number == 45


def test_what_does_not_exist_is_named() -> None:
    with pytest.raises(NotFoundError, match="D99"):
        rule("D99")
    with pytest.raises(NotFoundError, match="complex, remote, remote_complex"):
        rule("D32/nothing")
    with pytest.raises(NotFoundError, match="01/01/2019"):
        rule("D27", date(2019, 1, 1))


def test_a_limitation_is_never_moved_by_days_off() -> None:
    limitations = [one for one in RULES if one.mode is CountingMode.LIMITATION]
    assert {one.id for one in limitations} >= {"D05", "D06", "D07", "D08", "D30"}
    assert not any(one.roll or one.pausable for one in limitations)


def test_the_law_of_the_day_decides(calendars: WorkCalendars) -> None:
    before, since = rule("D31", date(2026, 6, 30)), rule("D31", date(2026, 7, 1))
    assert compute(before, date(2026, 6, 30), calendars).due_on == date(2026, 7, 10)
    assert compute(since, date(2026, 7, 1), calendars).due_on == date(2026, 7, 10)
    assert "10 ngày kể từ" in compute(before, date(2026, 6, 30), calendars).arithmetic
    assert "7 ngày làm việc" in compute(since, date(2026, 7, 1), calendars).arithmetic


def test_an_unchecked_rule_says_so_and_a_checked_one_does_not(calendars: WorkCalendars) -> None:
    assert compute(rule("D31"), TODAY, calendars).sentence.endswith("chưa kiểm chứng)")
    assert "chưa kiểm chứng" not in compute(rule("D01"), TODAY, calendars).sentence


def test_the_two_per_cent_fund_of_september_is_due_on_the_last_of_october(calendars: WorkCalendars) -> None:
    due = compute(rule("D43"), date(2026, 9, 1), calendars)
    assert due.due_on == date(2026, 10, 31)
    assert compute(rule("D43"), date(2026, 9, 30), calendars).due_on == date(2026, 10, 31)
    assert compute(rule("D43/unpaid"), due.due_on, calendars).due_on == date(2026, 12, 30)
    assert "ngày cuối của tháng thứ 1 kể từ tháng 9/2026" in due.arithmetic


def test_insurance_of_january_is_due_on_the_last_of_february(calendars: WorkCalendars) -> None:
    assert compute(rule("D28"), date(2027, 1, 31), calendars).due_on == date(2027, 2, 28)


def test_the_unlawful_stoppage_runs_by_the_hour(calendars: WorkCalendars) -> None:
    told = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
    due = compute(rule("D13"), told, calendars)
    assert due.due_at == datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
    with pytest.raises(UserError, match="giờ"):
        compute(rule("D13"), told.date(), calendars)


def test_the_strike_decision_is_sent_five_working_days_before(calendars: WorkCalendars) -> None:
    assert compute(rule("D11"), date(2026, 12, 1), calendars).due_on == date(2026, 11, 23)


def test_an_accident_is_reported_at_once_even_on_a_holiday(calendars: WorkCalendars) -> None:
    assert compute(rule("D22"), date(2026, 9, 2), calendars).due_on == date(2026, 9, 2)


def test_employers_do_not_follow_the_swap_of_public_bodies(calendars: WorkCalendars) -> None:
    assert compute(rule("D38"), date(2026, 8, 20), calendars).due_on == date(2026, 8, 31)
    assert compute(rule("D01"), date(2026, 8, 20), calendars).due_on == date(2026, 8, 26)


def test_a_rule_is_extended_only_where_the_law_allows(calendars: WorkCalendars) -> None:
    first = compute(rule("D42"), TODAY, calendars)
    longer = extended(rule("D42"), first, 30, calendars)
    assert longer.due_on >= date(2027, 1, 22)
    assert longer.arithmetic.startswith("gia hạn 30 ngày kể từ 23/12/2026")
    with pytest.raises(UserError, match="không được gia hạn"):
        extended(rule("D23"), first, 4, calendars)


def test_a_pause_moves_the_day_but_never_a_limitation(calendars: WorkCalendars) -> None:
    first = compute(rule("D32"), TODAY, calendars)
    assert after_pause(rule("D32"), first, 10, calendars).unmoved_on == date(2027, 1, 2)
    service = compute(rule("D45/first_reply"), TODAY, calendars)
    assert after_pause(rule("D45/first_reply"), service, 2, calendars).due_on == date(2026, 12, 3)
    with pytest.raises(UserError, match="tạm dừng"):
        after_pause(rule("D05"), first, 10, calendars)


def test_reminders_come_five_and_two_working_days_before_and_on_the_day(calendars: WorkCalendars) -> None:
    due = compute(rule("D01"), TODAY, calendars)
    assert due.due_on == date(2026, 12, 1)
    assert reminder_days(rule("D01"), due, calendars.public) == (
        date(2026, 11, 23),
        date(2026, 11, 27),
        date(2026, 12, 1),
    )
    limit = compute(rule("D05"), date(2026, 8, 31), calendars)
    assert reminder_days(rule("D05"), limit, calendars.public)[0] == date(2026, 12, 30)


def test_an_event_starts_the_rules_of_its_kind(calendars: WorkCalendars) -> None:
    found = rules_for(RULES, TODAY, kind="TCCN", trigger="violation_discovered")
    assert [one.ref for one in found] == ["D05", "D06", "D07"]
    assert {one.ref for one in rules_for(RULES, TODAY, kind="KN", trigger="petition_received")} == {"D31"}


def test_the_offices_own_row_wins_while_it_holds() -> None:
    own = replace(rule("D45"), number=2, valid_from=date(2026, 12, 1))
    rules = with_own_rules(RULES, [own])
    assert find_rule(rules, "D45", date(2026, 12, 1)).number == 2
    assert find_rule(rules, "D45", TODAY).number == 1
    assert [one.number for one in rules_for(rules, date(2026, 12, 1), kind="KN") if one.ref == "D45"] == [2]


def test_a_dispute_starts_its_limitations_when_the_violation_is_known(
    flow: CaseFlow, calendars: WorkCalendars
) -> None:
    def clocks(found_on: date | None) -> list[str]:
        facts = {"received_on": TODAY, "violation_found_on": found_on}
        started = intake_clocks(flow, RULES, "NOLUONG", CaseSeverity.URGENT, facts, calendars)
        return [one.rule.ref for one in started]

    assert clocks(None) == ["C2/urgent", "D45", "D45/classify", "D45/first_reply"]
    assert clocks(date(2026, 11, 1))[-3:] == ["D05", "D06", "D07"]


@pytest.mark.parametrize("severity", list(CaseSeverity))
def test_every_kind_starts_clocks_at_intake(
    flow: CaseFlow, calendars: WorkCalendars, severity: CaseSeverity
) -> None:
    facts = {"received_on": TODAY, "violation_found_on": TODAY}
    for kind in flow.kinds:
        started = intake_clocks(flow, RULES, kind, severity, facts, calendars)
        expected = flow.intake_rules(kind, severity)
        assert sorted(one.rule.ref for one in started) == sorted(expected)
        assert any(one.rule.duty is DutyHolder.OFFICE for one in started)


def test_an_unreadable_row_is_named(tmp_path: Path) -> None:
    with (REFERENCE / "deadline_rules.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    for column, value in (("unit", "weeks"), ("number", "-1"), ("basis", ""), ("verified", "maybe")):
        broken = [*rows[0:1], list(rows[1])]
        broken[1][rows[0].index(column)] = value
        path = tmp_path / "rules.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(broken)
        with pytest.raises(UserError, match="dòng 2"):
            load_rules(path)
