"""Behaviour of the paths of cases, on the shipped kinds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unionDesk.paths import REFERENCE
from unionDesk.rules.case_flow import CLOSED, RECEIVED, load_case_flow, may_keep_number
from unionDesk.rules.errors import NotFoundError, UserError
from unionDesk.rules.kinds import CaseOutcome, CaseSeverity

FLOW = load_case_flow(REFERENCE / "case_kinds.toml")
EVERYTHING: dict[str, object] = dict.fromkeys(FLOW.facts, "có")
TABLE_B1 = (
    "TCCN SATHAI NOLUONG NOBHXH TNLD THAISAN TCTT-Q TCTT-L NGUNGVIEC KN TC KNPA TVPL KKDX BENH MAIAM TET DKTV"
    " KKCS BVCB"
)


def reachable(kind: str) -> set[str]:
    seen, front = {RECEIVED}, {RECEIVED}
    while front:
        after: set[str] = set()
        for step in front:
            for action in FLOW.actions_at(kind, step):
                choices = [one.code for one in FLOW.choices(kind, step)] if action.to == "chosen" else [None]
                after |= {FLOW.move(kind, step, action.code, facts=EVERYTHING, to=to).code for to in choices}
        front = after - seen
        seen |= front
    return seen


def test_every_kind_of_the_table_is_there() -> None:
    assert list(FLOW.kinds) == TABLE_B1.split()
    assert FLOW.kind("kkcs").name == "Khó khăn của công đoàn cơ sở"


def test_every_step_of_every_kind_can_be_reached() -> None:
    for code, kind in FLOW.kinds.items():
        assert set(kind.path) <= reachable(code), code


def test_no_declared_step_is_unused() -> None:
    assert set().union(*(reachable(code) for code in FLOW.kinds)) == set(FLOW.steps)


@given(st.sampled_from(sorted(FLOW.kinds)), st.data())
@settings(max_examples=60)
def test_from_wherever_a_case_stands_it_can_be_closed(kind: str, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(sorted(reachable(kind))))
    seen, front = {step}, {step}
    while front and CLOSED not in seen:
        front = {
            FLOW.move(kind, one, action.code, facts=EVERYTHING, to="result").code
            for one in front
            for action in FLOW.actions_at(kind, one)
        } - seen
        seen |= front
    assert CLOSED in seen


def test_a_case_walks_its_path_step_by_step() -> None:
    step, walked = RECEIVED, [RECEIVED]
    while step != CLOSED:
        step = FLOW.move("NOLUONG", step, "advance", facts=EVERYTHING).code
        walked.append(step)
    assert tuple(walked) == FLOW.kind("NOLUONG").path
    assert walked.index("asking_employer") < walked.index("asking_authority") < walked.index("litigation")


def test_mediation_may_be_skipped_where_the_law_allows() -> None:
    assert FLOW.move("SATHAI", "advising", "skip", to="litigation").label == "Đại diện khởi kiện"
    with pytest.raises(UserError, match="Đại diện khởi kiện"):
        FLOW.move("SATHAI", "arbitration", "skip", to="mediation")


def test_an_illegal_move_is_refused_with_the_name_of_the_step() -> None:
    with pytest.raises(UserError, match="Tiếp nhận"):
        FLOW.move("KN", "received", "close", facts=EVERYTHING)
    with pytest.raises(UserError, match="Kết thúc"):
        FLOW.move("KN", CLOSED, "advance", facts=EVERYTHING)
    with pytest.raises(UserError):
        FLOW.move("KN", "received", "no_such_action")


def test_closing_names_what_is_missing() -> None:
    with pytest.raises(UserError) as caught:
        FLOW.move("KN", "rated", "close", facts={"outcome": CaseOutcome.SUCCESS, "money_secured": 0})
    assert "diễn giải kết quả" in str(caught.value)
    assert "số tiền" not in str(caught.value)
    with pytest.raises(UserError, match="ngày trả lời"):
        FLOW.move("KN", "rated", "advance", facts={})


def test_nobody_can_answer_an_anonymous_case() -> None:
    facts = {"outcome": "failed", "result": "Không đủ căn cứ.", "money_secured": 0, "people_helped": 0}
    with pytest.raises(UserError, match="ngày trả lời"):
        FLOW.move("KN", "result", "close", facts=facts)
    assert FLOW.move("KN", "result", "close", facts={**facts, "is_anonymous": True}).code == CLOSED


def test_a_case_has_one_owner_before_it_is_worked_on() -> None:
    with pytest.raises(UserError, match="người phụ trách"):
        FLOW.move("KN", "classified", "advance")
    assert FLOW.move("KN", "classified", "advance", facts={"owner_id": 3}).code == "assigned"


def test_what_is_not_ours_is_forwarded_and_followed() -> None:
    with pytest.raises(UserError, match="Chuyển đơn đến cơ quan nào"):
        FLOW.move("KNPA", "classified", "forward", facts={"reason": "  "})
    assert FLOW.move("KNPA", "classified", "forward", facts=EVERYTHING).code == "forwarded"
    assert FLOW.move("KNPA", "forwarded", "await").code == "awaiting"
    assert FLOW.move("KNPA", "awaiting", "answered").code == "result"


def test_a_paused_case_can_only_go_on_or_be_withdrawn() -> None:
    assert [one.code for one in FLOW.actions_at("KN", "verifying", paused=True)] == ["withdraw", "resume"]
    assert FLOW.move("KN", "verifying", "resume", paused=True).code == "verifying"
    with pytest.raises(UserError, match="đang tạm dừng"):
        FLOW.move("KN", "verifying", "advance", paused=True)
    with pytest.raises(UserError):
        FLOW.move("KN", "verifying", "resume")


def test_withdrawing_sets_the_outcome_and_needs_a_reason() -> None:
    assert FLOW.actions["withdraw"].outcome is CaseOutcome.WITHDRAWN
    with pytest.raises(UserError, match="Rút toàn bộ"):
        FLOW.move("KN", "verifying", "withdraw")
    assert FLOW.move("KN", "verifying", "withdraw", facts={"reason": "Đã thỏa thuận"}).code == CLOSED


def test_a_closed_case_can_be_reopened_or_archived_and_nothing_else() -> None:
    assert {one.code for one in FLOW.actions_at("KN", CLOSED)} == {"reopen", "archive"}
    assert (
        FLOW.move("KN", CLOSED, "reopen", facts={"reason": "Có tình tiết mới", "owner_id": 3}).code
        == "assigned"
    )


def test_going_back_stays_on_the_path() -> None:
    assert FLOW.move("KN", "verifying", "back", facts={"reason": "Nhầm"}).code == "accepting"
    assert "back" not in {one.code for one in FLOW.actions_at("KN", RECEIVED)}


def test_a_reopened_case_keeps_its_number_within_the_limitation() -> None:
    closed = date(2026, 1, 10)
    assert may_keep_number(closed, date(2026, 6, 1), date(2026, 6, 1))
    assert not may_keep_number(closed, date(2026, 6, 2), date(2026, 6, 1))
    assert may_keep_number(closed, date(2027, 1, 10), None)
    assert not may_keep_number(closed, date(2027, 1, 11), None)


def test_disputes_ask_for_the_day_of_the_violation_at_intake() -> None:
    assert FLOW.missing_at_intake("TCCN", {}) == ("ngày phát hiện vi phạm",)
    assert FLOW.missing_at_intake("TCCN", {"violation_found_on": date(2026, 1, 1)}) == ()
    assert FLOW.missing_at_intake("TET", {}) == ()


def test_kinds_say_which_sensitive_data_they_touch() -> None:
    assert FLOW.kind("TC").sensitive == ("người tố cáo",)
    assert "sức khỏe" in FLOW.kind("BENH").sensitive
    assert FLOW.kind("DKTV").sensitive == ()


def test_urgent_cases_start_shorter_clocks() -> None:
    assert "C2/urgent" in FLOW.intake_rules("KN", CaseSeverity.URGENT)
    assert "C1" in FLOW.intake_rules("KN", CaseSeverity.CRITICAL)
    assert "C2" in FLOW.intake_rules("KN", CaseSeverity.NORMAL)


def test_codes_that_do_not_exist_are_named() -> None:
    with pytest.raises(NotFoundError, match="XYZ"):
        FLOW.kind("XYZ")
    with pytest.raises(NotFoundError, match="nowhere"):
        FLOW.step("nowhere")


def test_a_file_that_contradicts_itself_is_not_loaded(tmp_path: Path) -> None:
    text = (REFERENCE / "case_kinds.toml").read_text(encoding="utf-8")
    broken = tmp_path / "kinds.toml"
    broken.write_text(text.replace('handling = ["promised"', 'handling = ["promissed"'), encoding="utf-8")
    with pytest.raises(ValueError, match="promissed"):
        load_case_flow(broken)
