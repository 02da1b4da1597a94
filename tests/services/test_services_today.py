"""*Việc hôm nay*: what stands on it, in which colour, whose it is, and that a page is only a page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import factories
import pytest
from case_desk import Desk
from stores import OFFICER, TODAY

from unionDesk.records.branch import Branch
from unionDesk.records.visit import VisitOfficer
from unionDesk.rules.kinds import (
    AttentionLevel,
    BranchStatus,
    DocumentKind,
    DocumentState,
    DueColour,
    HolderKind,
    PromiseStatus,
    Role,
    VisitStatus,
)
from unionDesk.services import branches, case_clocks, case_steps, settings, today
from unionDesk.services.today import TodayGroup
from unionDesk.storage.store import Store


def group(desk: Desk, name: str, officer_id: int | None = None, **more: Any) -> TodayGroup:
    return desk.see(lambda work: today.group(work, name, officer_id, **more))


def put(desk: Desk, make: Any, *given: Any, **values: Any) -> int:
    record_id: int = desk.do(lambda work: make(work, *given, **values).id)
    return record_id


def at(day: date, hour: int = 8) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


def colours(found: TodayGroup) -> list[DueColour]:
    return [line.colour for line in found.lines]


def test_an_empty_office_has_nothing_to_do_and_says_so(store: Store) -> None:
    with store.read() as work:
        found = today.read(work)
    assert [one.count for one in found.groups] == [0] * 7
    assert all(one.empty.endswith(".") for one in found.groups)
    assert found.count == 0


def test_todays_visits_stand_in_the_order_of_their_hours(both_desks: Desk) -> None:
    desk = both_desks
    late = put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY, 14), topic="Thỏa ước")
    early = put(desk, factories.visit, desk.other_branch_id, planned_from=at(TODAY, 7))
    put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY + timedelta(days=1)))
    put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY), status=VisitStatus.CANCELLED)
    found = group(desk, "visits_today")
    assert [(line.record_id, line.words, line.kind) for line in found.lines] == [
        (early, "07:00", "visit"),
        (late, "14:00", "visit"),
    ]
    assert colours(found) == [DueColour.BLUE] * 2
    assert "Thỏa ước" in found.lines[1].sentence


def test_a_visit_whose_day_went_by_without_a_word_is_asked_for_from_the_second_day(desk: Desk) -> None:
    put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY - timedelta(days=1)))
    forgotten = put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY - timedelta(days=2)))
    found = group(desk, "visits_unrecorded")
    assert [line.record_id for line in found.lines] == [forgotten]
    assert colours(found) == [DueColour.RED]
    assert "21/11/2026" in found.lines[0].sentence


def test_a_visit_held_waits_for_minutes_signature_and_report(both_desks: Desk) -> None:
    desk = both_desks
    held = at(TODAY - timedelta(days=13), 9)
    bare = put(desk, factories.visit, desk.branch_id, held)
    unsigned = put(desk, factories.visit, desk.branch_id, held, status=VisitStatus.MINUTED)
    put(desk, _minutes, unsigned, DocumentState.NUMBERED)
    reported = put(desk, factories.visit, desk.branch_id, held, status=VisitStatus.REPORTED)
    put(desk, _minutes, reported, DocumentState.SIGNED)
    half = put(desk, factories.visit, desk.branch_id, held, status=VisitStatus.REPORTED)
    put(desk, _minutes, half, DocumentState.SUBMITTED)
    lines = {line.record_id: line for line in group(desk, "papers").lines}
    assert set(lines) == {bare, unsigned, half}
    assert "chưa lấy số biên bản, chưa báo cáo kết quả" in lines[bare].sentence
    assert "biên bản chưa ký, chưa báo cáo kết quả" in lines[unsigned].sentence
    assert "báo cáo" not in lines[half].sentence
    assert {line.colour for line in lines.values()} == {DueColour.RED}
    assert lines[bare].on == date(2026, 11, 13)  # three working days after 10/11


def _minutes(work: Any, visit_id: int, state: DocumentState) -> Any:
    signed = state in {DocumentState.NUMBERED, DocumentState.SIGNED}
    return factories.numbered_document(
        work,
        visit_id % 1000,
        b"x",
        "0",
        visit_id=visit_id,
        state=state,
        kind=DocumentKind.MINUTES,
        year=2026,
        full_number=f"{visit_id}" if signed else None,
    )


def test_a_corrected_minutes_no_longer_waits_for_its_signature(desk: Desk) -> None:
    visit_id = put(desk, factories.visit, desk.branch_id, at(date(2026, 11, 10)), status=VisitStatus.REPORTED)
    old = put(desk, _minutes, visit_id, DocumentState.NUMBERED)
    desk.do(
        lambda work: factories.numbered_document(
            work, 900, b"y", "1", visit_id=visit_id, state=DocumentState.SIGNED, replaces_id=old
        )
    )
    assert group(desk, "papers").count == 0


def test_promises_overdue_or_due_within_five_working_days_stand_by_day(both_desks: Desk) -> None:
    desk = both_desks

    def promise(due_on: date, **values: Any) -> int:
        return put(desk, factories.promise, desk.branch_id, due_on=due_on, **values)

    ours = promise(date(2026, 11, 20), holder_kind=HolderKind.OFFICE)
    theirs = promise(date(2026, 11, 19))
    soon = promise(date(2026, 12, 1))  # five working days from Monday 23/11 with 24/11 off
    promise(date(2026, 12, 2))
    promise(date(2026, 11, 2), status=PromiseStatus.KEPT)
    found = group(desk, "promises")
    assert [line.record_id for line in found.lines] == [theirs, ours, soon]
    assert colours(found) == [DueColour.ORANGE, DueColour.RED, DueColour.AMBER]
    assert [line.words for line in found.lines] == ["quá hạn 4 ngày", "quá hạn 3 ngày", "còn 5 ngày làm việc"]


def test_how_soon_is_soon_is_a_setting(desk: Desk) -> None:
    put(desk, factories.promise, desk.branch_id, due_on=date(2026, 11, 30))
    desk.do(lambda work: settings.put(work, "due.soon_working_days", 1))
    assert group(desk, "promises").count == 0


def test_a_case_stands_with_its_most_pressing_clock(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in(date(2026, 11, 16), severity="urgent")
    line = group(desk, "cases").lines[0]
    assert (line.kind, line.record_id, line.colour) == ("case_file", case_id, DueColour.RED)
    assert line.words == "quá hạn 6 ngày"
    assert "mức gấp" in line.sentence
    assert "17/11/2026" in line.sentence


def test_a_limitation_period_is_told_two_months_before_and_others_a_week(desk: Desk) -> None:
    found_on = date(2026, 6, 10)  # six months end on 10/12/2026
    case_id = desk.take_in(date(2026, 9, 1), kind="NOLUONG", violation_found_on=found_on)
    for ref in ("D45", "D45/classify", "D45/first_reply", "C2"):
        desk.with_clock(case_id, ref, case_clocks.meet)
    line = group(desk, "cases").lines[0]
    assert line.colour is DueColour.AMBER
    assert "Yêu cầu hòa giải viên" in line.sentence
    later = desk.take_in(kind="KKDX")  # fifteen working days are not soon
    for ref in ("D45", "D45/classify", "D45/first_reply", "C2"):
        desk.with_clock(later, ref, case_clocks.meet)
    assert [one.record_id for one in group(desk, "cases").lines] == [case_id]


def test_a_case_for_which_nothing_is_set_is_not_forgotten(desk: Desk) -> None:
    case_id = desk.take_in()
    for ref in ("D45", "D45/classify", "D45/first_reply", "C2"):
        desk.with_clock(case_id, ref, case_clocks.meet)
    line = group(desk, "cases").lines[0]
    assert (line.colour, line.words) == (DueColour.GREY, "chưa có hạn")
    assert "chưa đặt việc tiếp theo" in line.sentence


def test_a_closed_or_paused_case_asks_for_nothing(desk: Desk) -> None:
    closed = desk.take_in(date(2026, 11, 2))
    desk.move(closed, "withdraw", reason="Thôi")
    assert group(desk, "cases").count == 0
    paused = desk.take_in(date(2026, 11, 2))
    desk.with_clock(paused, "C2", case_clocks.meet)
    desk.do(
        lambda work: case_steps.move(
            work, paused, case_version(desk, paused), "pause", reason="Chờ hồ sơ của công ty"
        )
    )
    assert group(desk, "cases").count == 0


def case_version(desk: Desk, case_id: int) -> int:
    return desk.page(case_id).version


def _branch(desk: Desk, name: str, **values: Any) -> int:
    return put(desk, factories.branch, name, **values)


def _visited(desk: Desk, branch_id: int, days_ago: int, status: VisitStatus = VisitStatus.REPORTED) -> None:
    put(desk, factories.visit, branch_id, at(TODAY - timedelta(days=days_ago)), status=status)


def test_branches_past_their_cadence_stand_worst_first_and_count_from_visits_held(both_desks: Desk) -> None:
    desk = both_desks
    for branch_id in (desk.branch_id, desk.other_branch_id):
        _visited(desk, branch_id, 10)
    beyond_ideal = _branch(desk, "CĐCS Quá nhịp")
    _visited(desk, beyond_ideal, 181)
    at_ideal = _branch(desk, "CĐCS Đúng nhịp")
    _visited(desk, at_ideal, 180)
    beyond_maximum = _branch(desk, "CĐCS Quá hẳn", attention=AttentionLevel.RED)
    _visited(desk, beyond_maximum, 61)
    for status in (VisitStatus.CANCELLED, VisitStatus.REFUSED, VisitStatus.POSTPONED, VisitStatus.PLANNED):
        _visited(desk, beyond_maximum, 1, status)
    never = _branch(desk, "CĐCS Chưa đi")
    desk.enter_all()
    found = group(desk, "branches")
    assert [line.record_id for line in found.lines] == [beyond_maximum, beyond_ideal, never]
    assert colours(found) == [DueColour.RED, DueColour.AMBER, DueColour.GREY]
    assert "Đi gần nhất 23/09/2026" in found.lines[0].sentence
    assert "đã quá 1 ngày" in found.lines[0].sentence
    assert found.lines[2].words == "chưa được đi"


def test_a_closed_branch_wants_no_visit(desk: Desk) -> None:
    gone = _branch(desk, "CĐCS Đã giải thể")
    before = group(desk, "branches").count
    with desk.sitting() as store, store.write("Giải thể") as work:
        version = work.load(Branch, gone).version
        branches.change(
            work, gone, version, "current_status", BranchStatus.DISSOLVED, valid_from=date(2026, 1, 1)
        )
    assert group(desk, "branches").count == before - 1


def test_a_visit_already_planned_stands_beside_the_branch(desk: Desk) -> None:
    put(desk, factories.visit, desk.branch_id, planned_from=at(date(2026, 12, 1)))
    line = next(one for one in group(desk, "branches").lines if one.record_id == desk.branch_id)
    assert line.sentence.endswith("Đã có lịch ngày 01/12/2026.")


def test_an_interruption_of_work_calls_for_a_visit_within_a_week(desk: Desk) -> None:
    _visited(desk, desk.branch_id, 20)
    _visited(desk, desk.other_branch_id, 20)
    desk.take_in(TODAY - timedelta(days=8), kind="NGUNGVIEC")
    found = group(desk, "branches")
    assert [line.record_id for line in found.lines] == [desk.branch_id]
    assert colours(found) == [DueColour.RED]
    assert "ngừng việc" in found.lines[0].sentence
    _visited(desk, desk.branch_id, 3)
    assert group(desk, "branches").count == 0


def test_the_office_sets_its_own_cadence(desk: Desk) -> None:
    _visited(desk, desk.branch_id, 40)
    _visited(desk, desk.other_branch_id, 20)
    assert group(desk, "branches").count == 0
    desk.do(lambda work: settings.put(work, "cadence.green.ideal_days", 30))
    assert [line.record_id for line in group(desk, "branches").lines] == [desk.branch_id]


def test_missing_lead_chair_and_figures_are_named_together(both_desks: Desk) -> None:
    desk = both_desks
    desk.do(lambda work: branches.assign(work, [desk.branch_id], OFFICER))
    put(desk, factories.chair, desk.branch_id)
    lines = {line.record_id: line for line in group(desk, "gaps").lines}
    assert lines[desk.branch_id].sentence == "Chưa có số liệu lao động, đoàn viên."
    assert lines[desk.other_branch_id].sentence.startswith(
        "Chưa phân công cán bộ phụ trách, chưa có chủ tịch"
    )
    put(desk, factories.figures, desk.branch_id)
    assert desk.branch_id not in {line.record_id for line in group(desk, "gaps").lines}


def test_mine_is_what_i_lead_own_follow_or_go_along_to(both_desks: Desk) -> None:
    desk = both_desks
    me, other = desk.people[Role.OFFICER], desk.people[Role.CLERK]
    for officer in (me, other):
        put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY), lead_id=officer)
        put(desk, factories.promise, desk.branch_id, due_on=TODAY, officer_id=officer)
        desk.take_in(date(2026, 11, 2), owner_id=officer)
    desk.do(lambda work: branches.assign(work, [desk.branch_id], me))
    mine = {one.name: one.count for one in desk.see(lambda work: today.read(work, me)).groups}
    everybody = {one.name: one.count for one in desk.see(today.read).groups}
    assert mine == {
        "visits_today": 1,
        "visits_unrecorded": 0,
        "cases": 1,
        "promises": 1,
        "papers": 0,
        "branches": 1,
        "gaps": 1,
    }
    assert [everybody[name] for name in ("visits_today", "cases", "promises", "branches")] == [2, 2, 2, 2]
    assert group(desk, "branches", me).lines[0].officer == "Lê Hoàng Phúc"


def test_going_along_makes_a_visit_mine(desk: Desk) -> None:
    me = desk.people[Role.OFFICER]
    visit_id = put(desk, factories.visit, desk.branch_id, planned_from=at(TODAY), lead_id=OFFICER)
    assert group(desk, "visits_today", me).count == 0
    desk.do(lambda work: work.session.add(VisitOfficer(visit_id=visit_id, officer_id=me)))
    assert [line.record_id for line in group(desk, "visits_today", me).lines] == [visit_id]


@pytest.mark.parametrize("name", ["promises", "branches", "gaps"])
def test_a_page_holds_its_lines_and_tells_the_whole_count(desk: Desk, name: str) -> None:
    for place in range(5):
        branch_id = _branch(desk, f"CĐCS Số {place}")
        put(desk, factories.promise, branch_id, due_on=TODAY)
    whole = group(desk, name, limit=50)
    first, second = group(desk, name, limit=3), group(desk, name, limit=3, offset=3)
    assert first.count == second.count == whole.count == len(whole.lines)
    assert (*first.lines, *second.lines) == whole.lines[:6]
