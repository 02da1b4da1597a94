"""The coverage of a period by officer, counted from visits that took place; plan against done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import factories
import pytest
from case_desk import Desk
from stores import OFFICER, TODAY

from unionDesk.records.branch import Branch
from unionDesk.rules.cadence import CadenceState
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import AttentionLevel, BranchStatus, DueColour, Role, VisitStatus
from unionDesk.services import branches, cadence, coverage, settings
from unionDesk.services.coverage import OfficerCoverage

QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


def make(desk: Desk, factory: Any, *given: Any, **values: Any) -> int:
    record_id: int = desk.do(lambda work: factory(work, *given, **values).id)
    return record_id


def held(desk: Desk, branch_id: int, on: date, status: VisitStatus = VisitStatus.DONE) -> None:
    make(desk, factories.visit, branch_id, datetime(on.year, on.month, on.day, 9), status=status)


def covered(desk: Desk, first: date = QUARTER[0], last: date = QUARTER[1]) -> dict[str, OfficerCoverage]:
    found = desk.see(lambda work: coverage.coverage(work, first, last))
    return {one.name: one for one in found}


def test_an_empty_office_covers_nothing(desk: Desk) -> None:
    for branch_id in (desk.branch_id, desk.other_branch_id):
        desk.do(lambda work, i=branch_id: branches.discard(work, [i]))
    assert covered(desk) == {}


def test_each_officer_counts_visited_due_overdue_and_never(both_desks: Desk) -> None:
    desk = both_desks
    visited = make(desk, factories.branch, "CĐCS A")
    held(desk, visited, date(2026, 10, 20))
    held(desk, visited, date(2026, 11, 20))
    soon = make(desk, factories.branch, "CĐCS B", attention=AttentionLevel.RED)
    held(desk, soon, date(2026, 10, 26))  # thirty days later is 25/11, two days ahead
    overdue = make(desk, factories.branch, "CĐCS C", attention=AttentionLevel.RED)
    held(desk, overdue, date(2026, 10, 1))
    beyond = make(desk, factories.branch, "CĐCS D")
    held(desk, beyond, date(2025, 6, 1))
    never = make(desk, factories.branch, "CĐCS E")
    for status in (VisitStatus.CANCELLED, VisitStatus.REFUSED, VisitStatus.POSTPONED, VisitStatus.PLANNED):
        held(desk, never, date(2026, 11, 2), status)
    desk.do(lambda work: branches.assign(work, [visited, soon, overdue, beyond, never], OFFICER))
    found = covered(desk)
    mine = found["Trần Văn Bình"]
    assert (mine.total, mine.visited, mine.due, mine.overdue, mine.never) == (5, 3, 1, 2, 1)
    lines = {line.branch_id: line for line in mine.branches}
    assert [lines[i].visits for i in (visited, soon, overdue, beyond, never)] == [2, 1, 1, 0, 0]
    assert lines[visited].cadence.last_visit == date(2026, 11, 20)
    assert lines[beyond].state is CadenceState.BEYOND
    assert lines[never].cadence.last_visit is None
    assert list(found) == ["Trần Văn Bình", ""]
    assert found[""].total == 2


def test_a_past_period_knows_nothing_of_what_came_after_it(both_desks: Desk) -> None:
    desk = both_desks
    held(desk, desk.branch_id, date(2026, 3, 10))
    held(desk, desk.branch_id, date(2026, 11, 10))
    first = covered(desk, date(2026, 1, 1), date(2026, 3, 31))[""]
    line = next(one for one in first.branches if one.branch_id == desk.branch_id)
    assert (line.visits, line.cadence.last_visit) == (1, date(2026, 3, 10))
    before = covered(desk, date(2026, 1, 1), date(2026, 2, 28))[""]
    assert before.never == 2


def test_officer_name_place_and_status_are_those_of_the_periods_end(desk: Desk) -> None:
    desk.do(lambda work: branches.assign(work, [desk.branch_id], OFFICER, date(2026, 1, 1)))
    desk.do(
        lambda work: branches.assign(work, [desk.branch_id], desk.people[Role.OFFICER], date(2026, 10, 1))
    )
    moved_to = make(desk, factories.place, "Phường Bình Đức")

    def change(work: Any, fact: str, value: Any) -> None:
        version = work.load(Branch, desk.branch_id).version
        branches.change(work, desk.branch_id, version, fact, value, valid_from=date(2026, 10, 1))

    desk.do(lambda work: change(work, "current_name", "CĐCS Công ty May Long Xuyên"))
    desk.do(lambda work: change(work, "current_place_id", moved_to))
    gone = make(desk, factories.branch, "CĐCS Giải thể")
    desk.do(
        lambda work: branches.change(
            work,
            gone,
            work.load(Branch, gone).version,
            "current_status",
            BranchStatus.DISSOLVED,
            valid_from=date(2026, 10, 1),
        )
    )
    summer = covered(desk, date(2026, 7, 1), date(2026, 9, 30))
    assert [line.name for line in summer["Trần Văn Bình"].branches] == ["CĐCS Công ty May Vàm Cống"]
    assert summer["Trần Văn Bình"].branches[0].place == "Xã Mỹ Đức"
    assert gone in {line.branch_id for line in summer[""].branches}
    autumn = covered(desk)
    assert [(line.name, line.place) for line in autumn["Lê Hoàng Phúc"].branches] == [
        ("CĐCS Công ty May Long Xuyên", "Phường Bình Đức")
    ]
    assert gone not in {line.branch_id for line in autumn[""].branches}


def test_a_branch_founded_after_the_period_is_not_in_it(desk: Desk) -> None:
    young = make(desk, factories.branch, "CĐCS Mới", founded_on=date(2026, 11, 1))
    assert young not in {b.branch_id for b in covered(desk, date(2026, 7, 1), date(2026, 9, 30))[""].branches}
    assert young in {b.branch_id for b in covered(desk)[""].branches}


def test_one_officer_alone_may_be_asked_for(desk: Desk) -> None:
    desk.do(lambda work: branches.assign(work, [desk.branch_id], OFFICER))
    found = desk.see(lambda work: coverage.coverage(work, *QUARTER, OFFICER))
    assert [(one.name, one.total) for one in found] == [("Trần Văn Bình", 1)]
    assert desk.see(lambda work: coverage.coverage(work, *QUARTER, desk.people[Role.CLERK])) == ()


def test_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="kết thúc sau khi bắt đầu"):
        covered(desk, date(2026, 12, 1), date(2026, 11, 1))


def test_a_new_branch_is_due_a_month_after_its_founding(desk: Desk) -> None:
    founded = date(2026, 11, 10)
    young = make(desk, factories.branch, "CĐCS Mới", founded_on=founded, since=founded)
    old = make(desk, factories.branch, "CĐCS Cũ", founded_on=date(2010, 1, 1))
    desk.enter_all()
    for day in (TODAY, date(2027, 1, 4)):
        found = desk.see(lambda work: cadence.of_branch(work, young), day=day)
        assert (found.next_due, found.state) == (date(2026, 12, 10), CadenceState.NEVER)
        assert "mới thành lập ngày 10/11/2026, phải đi trong 30 ngày" in found.sentence
    assert found.colour is DueColour.RED
    assert "mới thành lập" not in desk.see(lambda work: cadence.of_branch(work, old)).sentence


def test_plan_and_done_by_lead_officer(both_desks: Desk) -> None:
    desk = both_desks
    me = desk.people[Role.OFFICER]

    def planned(on: date, status: VisitStatus, lead_id: int | None = me) -> None:
        make(
            desk,
            factories.visit,
            desk.branch_id,
            planned_from=datetime(on.year, on.month, on.day, 8),
            status=status,
            lead_id=lead_id,
        )

    planned(date(2026, 10, 5), VisitStatus.REPORTED)
    planned(date(2026, 10, 6), VisitStatus.DONE)
    planned(date(2026, 10, 7), VisitStatus.REFUSED)
    planned(date(2026, 12, 31), VisitStatus.CONFIRMED)
    planned(date(2027, 1, 1), VisitStatus.PLANNED)
    planned(date(2026, 10, 8), VisitStatus.POSTPONED, None)
    found = desk.see(lambda work: coverage.plan_and_done(work, *QUARTER))
    assert [(one.name, one.planned, one.done, one.called_off, one.ahead) for one in found] == [
        ("Lê Hoàng Phúc", 4, 2, 1, 1),
        ("", 1, 0, 0, 1),
    ]


def test_a_maximum_set_below_the_ideal_is_read_as_the_ideal(desk: Desk) -> None:
    desk.do(lambda work: settings.put(work, "cadence.red.maximum_days", 5))
    interval = desk.see(cadence.norms).intervals[AttentionLevel.RED]
    assert (interval.ideal, interval.maximum) == (30, 30)


def test_cadence_settings_hold_from_their_day(desk: Desk) -> None:
    desk.do(lambda work: settings.put(work, "cadence.green.ideal_days", 60, date(2026, 11, 1)))
    green = AttentionLevel.GREEN
    assert desk.see(lambda work: cadence.norms(work, date(2026, 10, 31))).intervals[green].ideal == 180
    assert desk.see(lambda work: cadence.norms(work, date(2026, 11, 1))).intervals[green].ideal == 60
