"""The screen of cases: register, intake, next steps, clocks, diary, closing, names that stay hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import factories
import pytest
from desk_helpers import show, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from stores import ACTOR

from unionDesk.rules.kinds import CaseOutcome, ClockState, DiaryKind, Role
from unionDesk.services import case_diary, cases
from unionDesk.storage.store import Store
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.kit.pick_editors import Pick
from unionDesk.ui.screens.cases.fields import kinds
from unionDesk.ui.screens.cases.questions import needs_nothing
from unionDesk.ui.screens.cases.screen import CasesScreen
from unionDesk.ui.window import Window

FIRM = "CĐCS Công ty TNHH Ân Phước"


def take_in(work, branch_id: int, **values) -> int:
    given = {
        "kind": "KNPA",
        "branch_id": branch_id,
        "summary": "Công nhân phản ánh bữa ăn giữa ca",
        "received_on": date(2026, 11, 20),
    }
    return cases.intake(work, {**given, **values}).case_id


@pytest.fixture
def ids(office) -> dict[str, int]:
    """A fresh case, an old one that is overdue, of one firm."""
    with office.write("Lập đơn vị") as work:
        branch = factories.branch(work, FIRM).id
    with office.write("Tiếp nhận") as work:
        fresh = take_in(work, branch, reporter="Nguyễn Văn Tám", reporter_phone="0912345678")
        old = take_in(work, branch, kind="NOLUONG", summary="Nợ lương", received_on=date(2026, 10, 1))
    return {"branch": branch, "fresh": fresh, "old": old}


@pytest.fixture
def screen(qtbot, context, settled, ids) -> CasesScreen:
    return show(qtbot, CasesScreen(context), settled)


@pytest.fixture
def opened(screen, settled, ids) -> CasesScreen:
    """The fresh case is open."""
    screen.open_record(ids["fresh"])
    settled()
    return screen


def shown(screen: CasesScreen) -> list[int]:
    return list(screen.table.model.ids)


def stored(office, case_id: int) -> cases.CasePage:
    with office.read() as work:
        return cases.read(work, case_id)


def answer(screen: CasesScreen, settled, **texts: str) -> None:
    """Type into the dialog that stands open and press its button."""
    dialog = screen.panel.dialog
    for name, text in texts.items():
        type_into(dialog.form, name, text)
    assert dialog.page.save()
    settled()


def test_the_register_shows_open_cases_with_colour_and_words(screen, ids):
    QAbstractItemModelTester(screen.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(screen) == [ids["old"], ids["fresh"]]
    first = screen.table.model.index(0, 0)
    assert first.data().startswith("quá hạn ")
    assert first.data(Qt.ItemDataRole.DecorationRole) is not None


def test_conditions_stand_as_chips_and_go_on_a_click(qtbot, screen, settled, ids):
    menu = screen.list.menu.actions()[0].menu()
    (wages,) = [action for action in menu.actions() if action.text().startswith("Nợ lương")]
    wages.trigger()
    settled()
    assert shown(screen) == [ids["old"]]
    (chip,) = screen.list.chips
    assert chip.accessibleName() == f"Bỏ điều kiện {wages.text()}"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    settled()
    assert len(shown(screen)) == 2


def test_each_view_shows_its_own(screen, settled, ids):
    screen.list.view.buttons["overdue"].click()
    settled()
    assert ids["old"] in shown(screen)
    screen.list.view.buttons["closed"].click()
    settled()
    assert shown(screen) == []
    assert screen.table.empty_state.button.text() == "Xem tất cả"


def test_a_case_is_taken_in_from_the_keyboard_and_opens(qtbot, context, screen, settled, office, ids):
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.dialog
    assert not dialog.page.save()
    assert dialog.form.rows["kind"].problem == "Hãy nhập “Loại vụ việc”."
    type_into(dialog.form, "kind", "Tư vấn pháp luật")
    type_into(dialog.form, "employer", "Cơ sở may Hòa Bình")
    type_into(dialog.form, "summary", "Hỏi về hợp đồng thử việc")
    type_into(dialog.form, "received_on", "23/11/2026")
    assert dialog.page.save()
    settled()
    page = screen.panel.page
    assert (page.kind_name, page.branch) == ("Tư vấn pháp luật", "Cơ sở may Hòa Bình")
    assert f"Đã tiếp nhận {page.number}." in context.notices.past[-1].text
    assert page.case_id in shown(screen)
    assert context.notices.undo_last()
    settled()
    assert page.case_id not in shown(screen)


def test_intake_points_out_open_cases_of_the_same_kind_and_place(context, screen, settled, office, ids):
    screen.add()
    dialog = screen.dialog
    dialog.form.editor("branch_id").set_value(Pick(ids["branch"], FIRM))
    type_into(dialog.form, "kind", "Kiến nghị, phản ánh")
    settled()
    assert stored(office, ids["fresh"]).number in dialog.similar.text()
    assert dialog.similar.isVisible()
    context.notices.asker = lambda question: "discard"
    dialog.similar.linkActivated.emit(str(ids["fresh"]))
    settled()
    assert screen.panel.page.case_id == ids["fresh"]


def test_the_page_tells_way_clocks_arithmetic_and_basis(opened):
    panel = opened.panel
    assert "▶ Tiếp nhận (đang ở đây)" in panel.head.way.text()
    card = panel.clocks.cards[0]
    assert card.title.text().startswith(card.clock.label)
    assert card.clock.arithmetic in card.said.text()
    assert "Căn cứ: " in card.said.text()


def test_what_is_not_proved_is_marked_so(opened, office, ids):
    unproved = [card for card in opened.panel.clocks.cards if not card.clock.verified]
    proved = [card for card in opened.panel.clocks.cards if card.clock.verified]
    assert all("hưa kiểm chứng" in card.said.text() for card in unproved)
    assert not any("hưa kiểm chứng" in card.said.text() for card in proved)


def test_a_step_that_needs_nothing_is_taken_at_once_and_undone(qtbot, context, opened, settled, office, ids):
    qtbot.mouseClick(opened.panel.action_buttons["advance"], Qt.MouseButton.LeftButton)
    settled()
    assert stored(office, ids["fresh"]).step == "registered"
    assert "▶ Vào sổ" in opened.panel.head.way.text()
    context.notices.undo_last()
    settled()
    assert stored(office, ids["fresh"]).step == "received"


def test_a_step_asks_for_what_is_missing(opened, settled, office, ids):
    opened.panel.act("pause")
    assert not opened.panel.dialog.page.save()
    answer(opened, settled, reason="Chờ công ty trả lời")
    page = stored(office, ids["fresh"])
    assert page.paused
    assert "tạm dừng" in opened.panel.head.facts.text()
    opened.panel.act("resume")
    settled()
    assert not stored(office, ids["fresh"]).paused


def test_a_case_is_withdrawn_and_opened_again(opened, settled, office, ids):
    opened.panel.act("withdraw")
    dialog = opened.panel.dialog
    answer(
        opened,
        settled,
        **dict.fromkeys(("reason",), "Rút toàn bộ, đã thỏa thuận"),
        **{name: "23/11/2026" for name in ("closed_on", "replied_on") if name in dialog.form.rows},
    )
    page = stored(office, ids["fresh"])
    assert page.closed_on is not None
    assert page.values["outcome"] is CaseOutcome.WITHDRAWN
    assert set(opened.panel.form.form.rows) == {"result", "satisfied", "lessons"}
    opened.panel.act("reopen")
    answer(opened, settled, reason="Công ty không giữ lời")
    assert stored(office, ids["fresh"]).closed_on is None


FACTS = {
    "reason": "Đã xong",
    "outcome": CaseOutcome.SUCCESS.label,
    "result": "Đã cải thiện bữa ăn",
    "money_secured": "0",
    "people_helped": "12",
    "replied_on": "23/11/2026",
    "closed_on": "23/11/2026",
}


def test_a_case_goes_its_whole_way_and_closes_with_its_result(opened, settled, office, ids):
    panel = opened.panel
    while "close" not in panel.action_buttons:
        step = panel.page.step
        (advance,) = [action for action in panel.page.actions if action.code == "advance"]
        panel.act("advance")
        if not needs_nothing(advance):
            answer(opened, settled, **{name: FACTS[name] for name in panel.dialog.form.rows})
        settled()
        assert panel.page.step != step
    panel.act("close")
    asked = set(panel.dialog.form.rows)
    assert asked >= {"outcome", "money_secured", "people_helped", "closed_on"}
    assert not panel.dialog.page.save()
    answer(opened, settled, **{name: FACTS[name] for name in asked})
    page = stored(office, ids["fresh"])
    assert (page.closed_on, page.values["outcome"]) == (date(2026, 11, 23), CaseOutcome.SUCCESS)
    assert (page.values["money_secured"], page.values["people_helped"]) == (0, 12)
    assert ids["fresh"] not in shown(opened)


def test_the_diary_is_added_to_and_a_wrong_line_is_struck_by_a_new_one(qtbot, opened, settled, office, ids):
    QAbstractItemModelTester(opened.panel.diary.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert opened.commands.actions["write_diary"].isEnabled()
    qtbot.keyClick(opened, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    answer(opened, settled, kind=DiaryKind.CALL.label, text="Gọi nhầm số máy")
    diary = opened.panel.diary
    opened.panel.tabs.setCurrentWidget(diary)
    place = [line.text for line in stored(office, ids["fresh"]).diary].index("Gọi nhầm số máy")
    diary.list.setCurrentIndex(diary.lines.index(place, 0))
    assert diary.strike.isEnabled()
    qtbot.mouseClick(diary.strike, Qt.MouseButton.LeftButton)
    answer(opened, settled, reason="Đã gọi số của quản đốc")
    (struck,) = [line for line in stored(office, ids["fresh"]).diary if line.struck]
    assert struck.text == "Gọi nhầm số máy"
    place = [line.entry_id for line in stored(office, ids["fresh"]).diary].index(struck.entry_id)
    index = diary.lines.index(place, 2)
    assert index.data().endswith("(đã gạch bỏ)")
    assert index.data(Qt.ItemDataRole.FontRole).strikeOut()
    diary.list.setCurrentIndex(index)
    assert not diary.strike.isEnabled()


def test_the_next_action_is_set_and_met(qtbot, opened, settled, office, ids):
    qtbot.keyClick(opened, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    answer(opened, settled, action="Gặp ban giám đốc", due_on="25/11/2026")
    assert opened.panel.next_words.text() == "Gặp ban giám đốc, trước ngày 25/11/2026"
    (card,) = [card for card in opened.panel.clocks.cards if card.clock.label == "Gặp ban giám đốc"]
    qtbot.mouseClick(card.buttons["meet"], Qt.MouseButton.LeftButton)
    answer(opened, settled, on="23/11/2026")
    page = stored(office, ids["fresh"])
    assert page.next_action == ""
    assert [c.state for c in page.clocks if c.label == "Gặp ban giám đốc"] == [ClockState.MET]


def test_a_clock_is_stopped_with_a_reason(qtbot, opened, settled, office, ids):
    card = next(card for card in opened.panel.clocks.cards if "stop" in card.buttons)
    qtbot.mouseClick(card.buttons["stop"], Qt.MouseButton.LeftButton)
    assert not opened.panel.dialog.page.save()
    answer(opened, settled, reason="Không còn cần")
    (clock,) = [c for c in stored(office, ids["fresh"]).clocks if c.clock_id == card.clock.clock_id]
    assert clock.state is ClockState.STOPPED


def test_an_edit_is_saved_and_told_in_the_history(opened, settled, office, ids):
    form = opened.panel.form
    type_into(form.form, "people_count", "40")
    form.save()
    settled()
    assert stored(office, ids["fresh"]).values["people_count"] == 40
    opened.panel.tabs.setCurrentWidget(opened.panel.history)
    settled()
    assert "Sửa vụ việc" in opened.panel.history.toPlainText()


def test_what_is_typed_stays_when_the_case_changes_elsewhere(opened, context, settled, ids):
    form = opened.panel.form
    type_into(form.form, "women_count", "3")
    context.jobs.write("Người khác", lambda work: case_diary.add(work, ids["fresh"], "Ghi thêm"))
    settled()
    assert form.form.editor("women_count").raw() == "3"
    assert opened.panel.form is form
    context.notices.asker = lambda question: "discard"
    assert opened.can_close()


def test_names_stay_hidden_from_those_who_may_not_read_them(
    qtbot, context, settled, office, sqlite_place, ids
):
    with office.write("Thêm cán bộ") as work:
        other = factories.officer(work, "Lê Thị Út", Role.OFFICER).id
    theirs = Store(sqlite_place, replace(ACTOR, name="Lê Thị Út", role=Role.OFFICER, officer_id=other))
    context.jobs._opener = theirs
    screen = show(qtbot, CasesScreen(context), settled)
    screen.open_record(ids["fresh"])
    settled()
    assert "reporter" not in screen.panel.form.form.rows
    assert "không hiện với bạn" in screen.panel.head.warnings.text()
    theirs.close()


def test_a_confidential_case_says_so(opened, settled, office, ids):
    page = stored(office, ids["fresh"])
    with office.write("Đặt kín") as work:
        cases.save(work, ids["fresh"], page.version, {"confidential": True})
    opened.refresh()
    settled()
    assert "Vụ việc kín" in opened.panel.head.warnings.text()
    texts = [opened.table.model.index(row, 2).data() for row in range(2)]
    assert f"{page.number} (kín)" in texts


def test_delete_and_undo(qtbot, context, opened, settled, ids):
    opened.table.view.setFocus()
    qtbot.keyClick(opened.table.view, Qt.Key.Key_Delete)
    settled()
    assert shown(opened) == [ids["old"]]
    assert opened.panel.isHidden()
    context.notices.undo_last()
    settled()
    assert len(shown(opened)) == 2


def test_drafts_of_intake_and_of_questions_are_taken_up_again(context, screen, settled, ids):
    context.drafts.keep("cases/new", None, None, "Tiếp nhận vụ việc", {"summary": "Gõ dở"})
    context.drafts.keep(f"cases/diary/{ids['fresh']}", None, None, "Ghi nhật ký", {"text": "Gọi lúc 9 giờ"})
    drafts = {draft.title: draft for draft in context.drafts.waiting()}
    context.notices.asker = lambda question: "discard"
    screen.open_draft(drafts["Tiếp nhận vụ việc"])
    screen.dialog.page.take_draft.click()
    assert screen.dialog.form.editor("summary").value() == "Gõ dở"
    screen.dialog.reject()
    screen.open_draft(drafts["Ghi nhật ký"])
    settled()
    screen.panel.dialog.page.take_draft.click()
    assert screen.panel.dialog.form.editor("text").value() == "Gọi lúc 9 giờ"
    screen.panel.dialog.reject()
    assert context.drafts.waiting() == []


def test_an_empty_register_offers_to_take_in_the_first_case(qtbot, context, settled):
    screen = show(qtbot, CasesScreen(context), settled)
    screen.list.show_everything()
    settled()
    assert screen.table.empty_state.button.text() == "Tiếp nhận vụ việc"
    qtbot.mouseClick(screen.table.empty_state.button, Qt.MouseButton.LeftButton)
    assert screen.dialog.isVisible()
    screen.dialog.reject()


def test_every_kind_may_be_chosen_by_its_name():
    assert {kind.value for kind in kinds()} >= {"TC", "KNPA", "NOLUONG"}
    assert all(kind.label != kind.value for kind in kinds())


def test_its_keys_do_not_clash_with_the_windows():
    assert clashes(Window, CasesScreen) == []
