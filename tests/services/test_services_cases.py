"""Cases: taken in with their clocks, led along their path, paused, extended, closed and opened again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from case_desk import Desk
from stores import OFFICER, TODAY

from unionDesk.rules.errors import NotAllowedError, NotFoundError, StaleError, UserError
from unionDesk.rules.kinds import (
    CaseOutcome,
    CaseSeverity,
    ClockState,
    DiaryKind,
    DueColour,
    DutyHolder,
    Role,
)
from unionDesk.services import (
    case_clocks,
    case_diary,
    case_reference,
    case_register,
    case_steps,
    cases,
    histories,
    undoing,
)
from unionDesk.services.case_register import CaseFilter

FRIDAY = date(2026, 11, 20)  # five working days later is Monday 30/11, since 24/11 is a day off
NO_PAY = {"kind": "NOLUONG", "violation_found_on": date(2026, 10, 1)}


def test_a_case_is_numbered_dated_and_begins_its_diary(both_desks: Desk) -> None:
    first, second = both_desks.take_in(), both_desks.take_in(FRIDAY, source="in_person")
    page = both_desks.page(first)
    assert (page.number, both_desks.page(second).number) == ("VV-2026-0001", "VV-2026-0002")
    assert (page.step_name, page.owner, page.branch) == (
        "Tiếp nhận",
        "Trần Văn Bình",
        "CĐCS Công ty May Vàm Cống",
    )
    assert page.values["received_on"] == TODAY
    assert [line.kind for line in page.diary] == [DiaryKind.INTAKE]
    assert "Gặp trực tiếp" in both_desks.page(second).diary[0].text


def test_numbers_begin_anew_with_the_year_of_receipt(desk: Desk) -> None:
    desk.take_in()
    last_year = desk.take_in(received_on=date(2025, 12, 31))
    assert desk.page(last_year).number == "VV-2025-0001"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": ""}, "loại vụ việc"),
        ({"kind": "XYZ"}, "Không có loại vụ việc"),
        ({"summary": "  "}, "tóm tắt"),
        ({"branch_id": None}, "công đoàn cơ sở, hoặc ghi tên đơn vị"),
        ({"received_on": TODAY + timedelta(days=1)}, "Ngày tiếp nhận"),
        ({"violation_found_on": TODAY + timedelta(days=1)}, "Ngày phát hiện vi phạm"),
        ({"people_count": 3, "women_count": 4}, "Số lao động nữ"),
        ({"owner_id": 12345}, "Cán bộ này không còn"),
    ],
)
def test_an_intake_that_lacks_or_contradicts_something_is_refused(
    desk: Desk, values: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        desk.take_in(**values)
    assert desk.see(case_register.count) == 0
    assert desk.page(desk.take_in()).number == "VV-2026-0001"


def test_a_dispute_starts_its_limitation_periods_from_the_day_the_violation_was_found(
    both_desks: Desk,
) -> None:
    case_id = both_desks.take_in(FRIDAY, **NO_PAY)
    clock = both_desks.clock(case_id, "D05")
    assert clock.due_on == date(2027, 4, 1)
    assert clock.limitation
    assert "6 tháng kể từ 01/10/2026" in clock.arithmetic
    assert "Đ.190(1)" in clock.basis
    assert clock.duty is DutyHolder.WORKER
    reply = both_desks.clock(case_id, "D45/first_reply")
    assert reply.due_on == date(2026, 11, 30)
    assert "24/11" in reply.arithmetic


def test_a_dispute_without_the_day_of_the_violation_says_what_it_lacks(desk: Desk) -> None:
    taken = desk.do(
        lambda work: cases.intake(
            work, {"kind": "nobhxh", "branch_id": desk.branch_id, "summary": "Chậm đóng bảo hiểm"}
        )
    )
    assert taken.missing == ("ngày phát hiện vi phạm",)
    page = desk.page(taken.case_id)
    assert "D05" not in {line.ref for line in page.clocks}
    values = {**page.values, "violation_found_on": date(2026, 11, 2)}
    desk.do(lambda work: cases.save(work, taken.case_id, page.version, values))
    assert desk.clock(taken.case_id, "D05").due_on == date(2027, 5, 2)


def test_an_unverified_rule_says_so(desk: Desk) -> None:
    case_id = desk.take_in(kind="KN")
    clock = desk.clock(case_id, "D31")
    assert not clock.verified
    assert "chưa kiểm chứng" in clock.basis
    assert clock.due_on == date(2026, 12, 3)  # seven working days from 23/11, 24/11 off


def test_a_critical_case_is_reported_upward_the_same_day(desk: Desk) -> None:
    case_id = desk.take_in(kind="NGUNGVIEC", severity="critical")
    assert desk.clock(case_id, "C1").due_on == TODAY
    assert desk.page(case_id).next_due_on == TODAY


def test_a_case_made_critical_later_counts_its_quick_report_from_that_day(desk: Desk) -> None:
    case_id = desk.take_in(FRIDAY)
    assert desk.clock(case_id, "C2").due_on == date(2026, 11, 26)
    page = desk.page(case_id)
    desk.do(lambda work: cases.save(work, case_id, page.version, {"severity": CaseSeverity.CRITICAL}))
    assert desk.clock(case_id, "C1").due_on == TODAY
    assert desk.clock(case_id, "C2").state is ClockState.STOPPED
    assert desk.clock(case_id, "D45/first_reply").due_on == date(2026, 11, 30)


def test_saving_the_same_values_again_leaves_the_clocks_alone(desk: Desk) -> None:
    case_id = desk.take_in(**NO_PAY)
    page = desk.page(case_id)
    desk.do(lambda work: cases.save(work, case_id, page.version, page.values))
    again = desk.page(case_id)
    assert again.clocks == page.clocks
    assert again.version == page.version


def test_a_corrected_day_supersedes_the_clock_and_keeps_the_old_one(desk: Desk) -> None:
    case_id = desk.take_in(**NO_PAY)
    page = desk.page(case_id)
    desk.do(lambda work: cases.save(work, case_id, page.version, {"violation_found_on": date(2026, 9, 1)}))
    found = [line for line in desk.page(case_id).clocks if line.ref == "D05"]
    assert [(line.due_on, line.state) for line in found] == [
        (date(2027, 3, 1), ClockState.RUNNING),
        (date(2027, 4, 1), ClockState.SUPERSEDED),
    ]


def test_a_stale_save_is_refused_with_the_name_of_who_saved(desk: Desk) -> None:
    case_id = desk.take_in()
    page = desk.page(case_id)
    desk.do(lambda work: cases.save(work, case_id, page.version, {"summary": "Đã sửa"}), Role.OFFICER)
    with pytest.raises(StaleError, match="Lê Hoàng Phúc"):
        desk.do(lambda work: cases.save(work, case_id, page.version, {"summary": "Sửa khác"}))


def test_a_reader_may_not_take_in_move_or_write(desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        desk.take_in(role=Role.READER)
    case_id = desk.take_in()
    with pytest.raises(NotAllowedError):
        desk.do(lambda work: case_diary.add(work, case_id, "Ghi thử"), Role.READER)
    with pytest.raises(NotAllowedError):
        desk.do(lambda work: case_steps.move(work, case_id, 1, "advance"), Role.READER)


def test_the_path_leads_from_intake_to_the_closed_file_and_the_diary_tells_it(both_desks: Desk) -> None:
    case_id = both_desks.take_in(**NO_PAY)
    both_desks.walk_to(case_id, "result")
    both_desks.close(case_id)
    page = both_desks.page(case_id)
    assert (page.step, page.closed_on, page.values["outcome"]) == ("closed", TODAY, CaseOutcome.SUCCESS)
    assert page.next_due_on is None
    assert {line.state for line in page.clocks} <= {ClockState.MET, ClockState.STOPPED}
    steps = [line.text for line in page.diary if line.kind is DiaryKind.STEP]
    assert steps[0].startswith("Kết quả → Kết thúc")
    assert steps[-1] == "Tiếp nhận → Vào sổ."
    assert page.path[-1].state == "now"


def test_booking_in_and_classifying_fulfil_their_clocks(desk: Desk) -> None:
    case_id = desk.take_in(FRIDAY)
    desk.walk_to(case_id, "classified", FRIDAY)
    for ref in ("D45", "D45/classify"):
        clock = desk.clock(case_id, ref)
        assert (clock.state, clock.colour, clock.ended_on) == (ClockState.MET, DueColour.GREEN, FRIDAY)
    assert desk.clock(case_id, "D45/first_reply").state is ClockState.RUNNING


def test_an_illegal_move_is_refused_by_name_of_the_step(desk: Desk) -> None:
    case_id = desk.take_in()
    with pytest.raises(UserError, match="Tiếp nhận"):
        desk.move(case_id, "await")
    with pytest.raises(UserError, match="không thể làm"):
        desk.close(case_id)
    assert desk.page(case_id).step == "received"


def test_the_buttons_offered_are_exactly_the_moves_that_work(desk: Desk) -> None:
    offered = {action.code for action in desk.page(desk.take_in()).actions}
    for code in case_reference.flow().actions:
        case_id = desk.take_in()
        try:
            desk.move(case_id, code, reason="Thử", to="result")
        except UserError:
            assert code not in offered
        else:
            assert code in offered


def test_a_side_exit_asks_its_own_question(desk: Desk) -> None:
    case_id = desk.take_in()
    desk.walk_to(case_id, "classified")
    action = next(one for one in desk.page(case_id).actions if one.code == "forward")
    assert action.missing == (("reason", "lý do"),)
    with pytest.raises(UserError, match="cơ quan nào"):
        desk.move(case_id, "forward")
    assert desk.move(case_id, "forward", reason="Sở Nội vụ, công văn 15") == "forwarded"
    assert desk.move(case_id, "await") == "awaiting"


@pytest.mark.parametrize("fact", ["outcome", "result", "money_secured", "people_helped", "replied_on"])
def test_closing_asks_for_everything_that_rule_c6_wants(desk: Desk, fact: str) -> None:
    case_id = desk.take_in()
    desk.walk_to(case_id, "result")
    with pytest.raises(UserError, match="xin ghi"):
        desk.close(case_id, **{fact: None})
    assert desk.page(case_id).closed_on is None


def test_nobody_can_be_answered_in_an_anonymous_case(desk: Desk) -> None:
    case_id = desk.take_in(is_anonymous=True)
    desk.walk_to(case_id, "result")
    desk.close(case_id, replied_on=None)
    assert desk.page(case_id).closed_on == TODAY


def test_a_closed_case_takes_its_lesson_and_nothing_else(desk: Desk) -> None:
    case_id = desk.take_in()
    desk.walk_to(case_id, "result")
    desk.close(case_id)
    version = desk.page(case_id).version
    with pytest.raises(UserError, match="mở lại"):
        desk.do(lambda work: cases.save(work, case_id, version, {"summary": "Khác"}))
    desk.do(lambda work: cases.save(work, case_id, version, {"lessons": "Hỏi ngay bảng lương"}))
    assert desk.page(case_id).values["lessons"] == "Hỏi ngay bảng lương"


def test_a_withdrawn_case_is_closed_as_withdrawn(desk: Desk) -> None:
    case_id = desk.take_in()
    desk.move(case_id, "withdraw", reason="Công ty đã xin lỗi")
    page = desk.page(case_id)
    assert (page.step, page.values["outcome"]) == ("closed", CaseOutcome.WITHDRAWN)
    assert page.values["result"] == "Công ty đã xin lỗi"


def test_a_pause_moves_the_clocks_that_may_stand_still_and_no_others(both_desks: Desk) -> None:
    desk = both_desks
    monday, friday = date(2026, 11, 9), date(2026, 11, 13)
    case_id = desk.take_in(monday, **NO_PAY)
    assert desk.clock(case_id, "D45/first_reply", monday).due_on == date(2026, 11, 16)
    desk.move(case_id, "pause", monday, reason="Chờ bảng lương của công ty")
    paused = desk.page(case_id, day=date(2026, 11, 12))
    assert paused.paused
    assert {action.code for action in paused.actions} == {"resume", "withdraw"}
    reply = desk.clock(case_id, "D45/first_reply", date(2026, 11, 12))
    assert (reply.paused, reply.colour, reply.words) == (True, DueColour.GREY, "đang tạm dừng")
    desk.move(case_id, "resume", friday)
    # four working days did not count: 16/11 becomes 20/11
    assert desk.clock(case_id, "D45/first_reply", friday).due_on == FRIDAY
    assert desk.clock(case_id, "D05", friday).due_on == date(2027, 4, 1)
    assert desk.clock(case_id, "C2", friday).due_on == date(2026, 11, 12)
    assert any("16/11/2026 → 20/11/2026" in line.text for line in desk.page(case_id).diary)


def test_the_nearest_day_of_a_paused_case_is_one_that_does_not_stand_still(desk: Desk) -> None:
    case_id = desk.take_in(FRIDAY)
    assert desk.page(case_id).next_due_on == TODAY  # booked in within one working day
    desk.move(case_id, "pause", FRIDAY, reason="Chờ hồ sơ")
    assert desk.page(case_id).next_due_on == date(2026, 11, 26)  # first contact


def test_what_had_run_out_before_the_pause_stays_overdue(desk: Desk) -> None:
    case_id = desk.take_in(date(2026, 11, 2))
    desk.move(case_id, "pause", date(2026, 11, 12), reason="Chờ hồ sơ")
    desk.move(case_id, "resume", TODAY)
    clock = desk.clock(case_id, "D45/first_reply")
    assert (clock.due_on, clock.colour) == (date(2026, 11, 9), DueColour.RED)


def test_an_extension_needs_a_reason_and_keeps_the_old_day(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in(FRIDAY)
    extend = case_clocks.extend
    with pytest.raises(UserError, match="ai duyệt"):
        desk.with_clock(case_id, "D45/first_reply", extend, "", number=3)
    new = desk.with_clock(case_id, "D45/first_reply", extend, "Chờ xác minh", number=3)
    assert new == date(2026, 12, 3)
    found = [line for line in desk.page(case_id).clocks if line.ref == "D45/first_reply"]
    assert [(line.due_on, line.state) for line in found] == [
        (date(2026, 12, 3), ClockState.RUNNING),
        (date(2026, 11, 30), ClockState.SUPERSEDED),
    ]
    assert "gia hạn" in found[0].arithmetic
    assert desk.page(case_id).diary[0].text.endswith("Lý do: Chờ xác minh")


def test_an_extension_to_a_decided_day_must_lie_behind_the_old_one(desk: Desk) -> None:
    case_id = desk.take_in(FRIDAY)
    with pytest.raises(UserError, match="sau hạn cũ"):
        desk.with_clock(case_id, "D45/first_reply", case_clocks.extend, "Chờ", new_due_on=date(2026, 11, 30))
    day = date(2026, 12, 15)
    assert desk.with_clock(case_id, "D45/first_reply", case_clocks.extend, "Chờ", new_due_on=day) == day


def test_what_the_law_does_not_extend_is_not_extended(desk: Desk) -> None:
    case_id = desk.take_in(**NO_PAY)
    assert not desk.clock(case_id, "D05").extendable
    with pytest.raises(UserError, match="không được gia hạn"):
        desk.with_clock(case_id, "D05", case_clocks.extend, "Muốn thêm", number=1)


def test_an_event_starts_the_next_clock_and_a_later_one_supersedes_it(desk: Desk) -> None:
    case_id = desk.take_in(FRIDAY, **NO_PAY)
    assert ("mediator_received", "Hòa giải viên nhận yêu cầu") in desk.page(case_id).events

    def start(day: date) -> None:
        version = desk.page(case_id).version
        desk.do(lambda work: case_clocks.start_for_event(work, case_id, version, "mediator_received", day))

    start(FRIDAY)
    clock = desk.clock(case_id, "D02")
    assert (clock.due_on, clock.duty) == (date(2026, 11, 30), DutyHolder.MEDIATOR)
    start(TODAY)
    assert [(line.due_on, line.state) for line in desk.page(case_id).clocks if line.ref == "D02"] == [
        (date(2026, 12, 1), ClockState.RUNNING),
        (date(2026, 11, 30), ClockState.SUPERSEDED),
    ]


def test_an_event_of_another_kind_or_ahead_starts_nothing(desk: Desk) -> None:
    case_id = desk.take_in()
    version = desk.page(case_id).version
    for event, day, words in (
        ("poll_held", TODAY, "không bắt đầu thời hạn"),
        ("nothing", TODAY, "không bắt đầu thời hạn"),
        ("received", TODAY + timedelta(days=1), "sau hôm nay"),
    ):
        with pytest.raises(UserError, match=words):
            desk.do(lambda work, e=event, d=day: case_clocks.start_for_event(work, case_id, version, e, d))


def test_a_clock_in_hours_needs_and_keeps_the_hour(desk: Desk) -> None:
    case_id = desk.take_in(kind="NGUNGVIEC")
    version = desk.page(case_id).version
    with pytest.raises(UserError, match="giờ"):
        desk.do(lambda work: case_clocks.start_for_event(work, case_id, version, "stoppage_reported", TODAY))
    moment = datetime(2026, 11, 23, 7, 30)
    desk.do(lambda work: case_clocks.start_for_event(work, case_id, version, "stoppage_reported", moment))
    due_at = desk.clock(case_id, "D13").due_at
    assert due_at is not None
    assert due_at.astimezone().replace(tzinfo=None) == datetime(2026, 11, 23, 19, 30)


def test_overdue_is_red_when_it_is_ours_and_orange_when_others_must_be_urged(desk: Desk) -> None:
    case_id = desk.take_in(date(2026, 11, 2), **NO_PAY)
    version = desk.page(case_id).version
    desk.do(
        lambda work: case_clocks.start_for_event(
            work, case_id, version, "mediator_received", date(2026, 11, 3)
        )
    )
    assert desk.clock(case_id, "D45/first_reply").colour is DueColour.RED
    assert desk.clock(case_id, "D02").colour is DueColour.ORANGE
    assert desk.clock(case_id, "D02").words == "quá hạn 13 ngày"


def test_a_limitation_period_warns_sixty_days_before_its_end(desk: Desk) -> None:
    case_id = desk.take_in(date(2026, 10, 5), **NO_PAY)
    ends = date(2027, 4, 1)
    far, near = ends - timedelta(days=75), ends - timedelta(days=58)
    assert desk.clock(case_id, "D05", far).colour is DueColour.GREY
    assert desk.clock(case_id, "D05", near).colour is DueColour.AMBER


def test_a_clock_that_is_met_says_when_and_how_late(desk: Desk) -> None:
    case_id = desk.take_in(date(2026, 11, 2))
    desk.with_clock(case_id, "C2", case_clocks.meet)
    clock = desk.clock(case_id, "C2")
    assert (clock.state, clock.ended_on, clock.colour) == (ClockState.MET, TODAY, DueColour.GREEN)
    assert "quá hạn 18 ngày" in desk.page(case_id).diary[0].text
    page = desk.page(case_id)
    with pytest.raises(UserError, match="không còn chạy"):
        desk.do(lambda work: case_clocks.meet(work, case_id, page.version, clock.clock_id))


def test_a_clock_of_another_case_cannot_be_met_through_this_one(desk: Desk) -> None:
    mine, other = desk.take_in(), desk.take_in()
    clock, page = desk.clock(other, "C2"), desk.page(mine)
    with pytest.raises(UserError):
        desk.do(lambda work: case_clocks.meet(work, mine, page.version, clock.clock_id))
    assert desk.clock(other, "C2").state is ClockState.RUNNING


def test_the_next_action_with_its_day_counts_like_a_clock(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in(FRIDAY, next_action="Gọi giám đốc nhân sự", next_action_on=FRIDAY)
    page = desk.page(case_id)
    assert (page.next_action, page.next_action_on, page.next_due_on) == (
        "Gọi giám đốc nhân sự",
        FRIDAY,
        FRIDAY,
    )
    desk.do(
        lambda work: case_clocks.set_next_action(
            work, case_id, page.version, "Gửi công văn", date(2026, 12, 9)
        )
    )
    page = desk.page(case_id)
    assert (page.next_action, page.next_action_on, page.next_due_on) == (
        "Gửi công văn",
        date(2026, 12, 9),
        TODAY,
    )
    desk.with_clock(case_id, "NEXT", case_clocks.meet)
    assert desk.page(case_id).next_action == ""


def test_a_day_without_words_is_no_next_action(desk: Desk) -> None:
    case_id = desk.take_in()
    version = desk.page(case_id).version
    with pytest.raises(UserError, match="việc tiếp theo"):
        desk.do(lambda work: case_clocks.set_next_action(work, case_id, version, " ", TODAY))


def test_reopening_keeps_the_number_and_lets_the_limitation_run_on(desk: Desk) -> None:
    case_id = desk.take_in(**NO_PAY)
    desk.walk_to(case_id, "result")
    desk.close(case_id)
    later = date(2026, 12, 20)
    with pytest.raises(UserError, match="Vì sao mở lại"):
        desk.move(case_id, "reopen", later)
    desk.move(case_id, "reopen", later, reason="Công ty lại chậm lương")
    page = desk.page(case_id, day=later)
    assert (page.number, page.step, page.closed_on) == ("VV-2026-0001", "assigned", None)
    assert page.values["outcome"] is None
    assert desk.clock(case_id, "D05", later).state is ClockState.RUNNING
    assert "Đã trả đủ lương" in page.diary[0].text


def test_past_the_limitation_a_new_case_is_asked_for(desk: Desk) -> None:
    case_id = desk.take_in(**NO_PAY)
    desk.walk_to(case_id, "result")
    desk.close(case_id)
    with pytest.raises(UserError, match="vụ việc mới"):
        desk.move(case_id, "reopen", date(2027, 10, 2), reason="Lại chậm lương")


def test_a_wrong_line_of_the_diary_is_struck_and_stays_readable(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in()
    version = desk.page(case_id).version
    wrong = desk.do(lambda work: case_diary.add(work, case_id, "Đã gặp 30 người", DiaryKind.MEETING))
    desk.do(lambda work: case_diary.strike(work, wrong, "Đúng là 13 người"), Role.OFFICER)
    newest, struck, _intake = desk.page(case_id).diary
    assert (newest.text, newest.strikes_id, newest.who) == ("Đúng là 13 người", wrong, "Lê Hoàng Phúc")
    assert (struck.text, struck.struck) == ("Đã gặp 30 người", True)
    assert desk.page(case_id).version == version
    with pytest.raises(UserError, match="gạch bỏ rồi"):
        desk.do(lambda work: case_diary.strike(work, wrong, "Lần nữa"))
    with pytest.raises(UserError, match="chương trình ghi"):
        desk.do(lambda work: case_diary.strike(work, _intake.entry_id, "Sai"))


def test_a_line_of_the_diary_lies_in_the_past_and_has_words(desk: Desk) -> None:
    case_id = desk.take_in()
    with pytest.raises(UserError, match="sau bây giờ"):
        desk.do(lambda work: case_diary.add(work, case_id, "Hẹn", at=datetime(2026, 11, 24, 18, tzinfo=UTC)))
    with pytest.raises(UserError, match="nội dung"):
        desk.do(lambda work: case_diary.add(work, case_id, " \n "))
    early = datetime(2026, 11, 20, 2, tzinfo=UTC)
    desk.do(lambda work: case_diary.add(work, case_id, "Đã gọi trước đó", at=early))
    assert desk.page(case_id).diary[-1].at == early


def test_a_similar_open_case_of_the_branch_is_offered(desk: Desk) -> None:
    earlier = desk.take_in(date(2026, 11, 1), kind="NOLUONG")
    desk.take_in(date(2026, 9, 1), kind="NOLUONG")
    desk.take_in(kind="KNPA")
    desk.take_in(kind="NOLUONG", branch_id=desk.other_branch_id)
    closed = desk.take_in(kind="NOLUONG")
    desk.move(closed, "withdraw", reason="Thôi")

    def similar(**more: int) -> list[int]:
        found = desk.see(lambda work: cases.similar_open(work, "NOLUONG", desk.branch_id, **more))
        return [one.case_id for one in found]

    assert similar() == [earlier]
    assert similar(but=earlier) == []


def test_a_kind_changed_by_correction_leads_back_to_where_handling_begins(desk: Desk) -> None:
    case_id = desk.take_in(**NO_PAY)
    desk.walk_to(case_id, "asking_authority")
    page = desk.page(case_id)
    desk.do(lambda work: cases.save(work, case_id, page.version, {"kind": "TVPL"}))
    page = desk.page(case_id)
    assert page.step == "assigned"
    assert desk.clock(case_id, "D05").state is ClockState.STOPPED
    assert desk.clock(case_id, "D45/advice").state is ClockState.RUNNING


def test_every_kind_walks_from_intake_to_archive(desk: Desk) -> None:
    for kind in case_reference.kinds():
        case_id = desk.take_in(kind=kind.code, violation_found_on=date(2026, 11, 1))
        desk.walk_to(case_id, "result")
        desk.close(case_id)
        assert desk.move(case_id, "archive") == "archived"
        assert desk.page(case_id).path[-1].label == "Lưu hồ sơ"


def test_the_register_filters_sorts_and_counts(both_desks: Desk) -> None:
    desk = both_desks
    late = desk.take_in(date(2026, 11, 2), summary="Quạt thông gió hỏng")
    urgent = desk.take_in(severity="urgent", kind="KKDX", branch_id=desk.other_branch_id)
    closed = desk.take_in(date(2026, 11, 3), owner_id=desk.people[Role.OFFICER])
    desk.move(closed, "withdraw", reason="Thôi")

    def ids(order: str = "number", **choice: object) -> list[int]:
        return list(desk.see(lambda work: case_register.ids(work, CaseFilter(**choice), order)))  # type: ignore[arg-type]

    assert ids() == [late, urgent, closed]
    assert ids("severity")[0] == urgent
    assert ids("next_due_on") == [late, urgent, closed]
    assert ids("branch")[-1] == urgent  # May before Thủy sản
    assert ids(text="quat thong") == [late]
    assert ids(text="thủy sản") == [urgent]
    assert ids(text="quat thuy san") == []
    assert ids(is_open=False) == [closed]
    assert ids(is_open=True, overdue=True) == [late]
    assert ids(owner_id=desk.people[Role.OFFICER]) == [closed]
    assert ids(kinds=("KKDX",)) == ids(severities=(CaseSeverity.URGENT,)) == [urgent]
    assert ids(steps=("closed",)) == [closed]
    assert ids(received_from=date(2026, 11, 3), received_to=date(2026, 11, 3)) == [closed]
    assert desk.see(lambda work: case_register.count(work, CaseFilter(is_open=True))) == 2
    lines = {line.case_id: line for line in desk.see(lambda work: case_register.rows(work, ids()))}
    assert lines[late].colour is DueColour.RED
    assert lines[late].due_words == "quá hạn 20 ngày"
    assert lines[closed].colour is DueColour.GREEN


def test_the_listing_of_a_day_shows_a_case_closed_later_as_open(desk: Desk) -> None:
    case_id = desk.take_in(date(2026, 11, 2))
    desk.take_in(TODAY)
    desk.move(case_id, "withdraw", reason="Thôi")
    now = desk.see(case_register.listing)
    assert [(row["number"], row["closed_on"]) for row in now] == [
        ("VV-2026-0002", None),
        ("VV-2026-0001", TODAY),
    ]
    then = desk.see(lambda work: case_register.listing(work, as_of=date(2026, 11, 10)))
    assert [(row["number"], row["closed_on"], row["outcome"]) for row in then] == [
        ("VV-2026-0001", None, None)
    ]
    assert {
        "number",
        "branch_code",
        "kind",
        "received_on",
        "owner",
        "step",
        "next_due_on",
        "closed_on",
    } <= then[0].keys()
    assert len(desk.see(lambda work: case_register.listing(work, limit=1))) == 1


def test_a_binned_case_is_gone_from_register_and_page(desk: Desk) -> None:
    case_id = desk.take_in()
    version = desk.page(case_id).version
    desk.do(lambda work: cases.discard(work, case_id, version))
    assert desk.see(case_register.count) == 0
    with pytest.raises(NotFoundError):
        desk.page(case_id)


def test_a_case_is_found_by_its_number(desk: Desk) -> None:
    case_id = desk.take_in()
    assert desk.see(lambda work: cases.find_by_number(work, " vv-2026-0001 ")) == case_id
    with pytest.raises(NotFoundError, match="VV-2026-0009"):
        desk.see(lambda work: cases.find_by_number(work, "VV-2026-0009"))


def test_the_acting_officer_owns_a_case_for_which_nobody_is_named(desk: Desk) -> None:
    assert desk.page(desk.take_in()).values["owner_id"] == OFFICER
    assert desk.page(desk.take_in(role=Role.CLERK)).owner == "Trần Thị Mai"


def test_the_history_of_a_case_is_told_in_words_not_in_codes(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in(**NO_PAY)
    desk.walk_to(case_id, "classified")
    told = desk.see(lambda work: histories.of_record(work, "case_file", case_id))
    sentences = [sentence for line in told for sentence in line.sentences]
    assert "Bước: từ “Vào sổ” thành “Phân loại”" in sentences
    assert "Loại vụ việc: Nợ lương, chậm lương, thanh toán khi thôi việc" in sentences
    assert "Loại: Chuyển bước" in sentences
    assert "Tình trạng: từ “Đang chạy” thành “Đã thực hiện”" in sentences
    shown = " ".join(sentences)
    assert not {
        word for word in ("received", "registered", "classif", "NOLUONG", "step", "running") if word in shown
    }


def test_moments_in_the_history_are_told_by_the_clock_of_this_place(desk: Desk) -> None:
    case_id = desk.take_in()
    moment = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)
    desk.do(lambda work: case_diary.add(work, case_id, "Đã gọi", at=moment))
    told = desk.see(lambda work: histories.of_record(work, "case_file", case_id))
    assert f"Thời điểm: {moment.astimezone():%H:%M %d/%m/%Y}" in told[0].sentences


def test_undo_takes_no_line_out_of_the_diary_but_strikes_it(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in()
    with desk.sitting() as store, store.write("Ghi nhật ký") as work:
        case_diary.add(work, case_id, "Đã gọi nhầm số")
        operation_id = work.operation_id
    desk.do(lambda work: undoing.undo(work, operation_id))
    line = desk.page(case_id).diary[0]
    assert (line.text, line.struck) == ("Đã gọi nhầm số", True)


def test_a_move_that_was_undone_leaves_the_case_where_it_was(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in(FRIDAY)
    before = desk.page(case_id)
    with desk.sitting() as store, store.write("Chuyển bước") as work:
        case_steps.move(work, case_id, before.version, "advance")
        operation_id = work.operation_id
    desk.do(lambda work: undoing.undo(work, operation_id))
    after = desk.page(case_id)
    assert (after.step, after.next_due_on, after.clocks) == (before.step, before.next_due_on, before.clocks)


def test_an_event_starts_every_rule_it_concerns_each_in_its_ordinary_variant(desk: Desk) -> None:
    rules = [rule for rule in case_reference.rules() if rule.holds_on(FRIDAY)]
    for kind in ("TNLD", "TCTT-Q", "KN", "THAISAN"):
        for event, _words in case_reference.events(kind, FRIDAY):
            meant = {rule.id for rule in rules if rule.trigger == event and rule.concerns(kind)}
            case_id = desk.take_in(FRIDAY, kind=kind)
            page = desk.page(case_id)
            known = {line.clock_id for line in page.clocks}
            moment = datetime(2026, 11, 20, 9)
            desk.do(
                lambda work, c=case_id, v=page.version, e=event, m=moment: case_clocks.start_for_event(
                    work, c, v, e, m
                )
            )
            started = [line.ref for line in desk.page(case_id).clocks if line.clock_id not in known]
            assert {ref.split("/")[0] for ref in started} == meant, (kind, event)
            assert len(started) == len(meant), (kind, event)
