"""The screen of promises: views, counts, adding, closing, moving the day, reopening, undo, stale, drafts."""

from __future__ import annotations

from datetime import date

import factories
import pytest
from desk_helpers import show, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from stores import OFFICER

from unionDesk.rules.kinds import HolderKind, PromiseStatus
from unionDesk.services import promise_listing, promises
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.kit.pick_editors import Pick
from unionDesk.ui.screens.promises.screen import PromisesScreen
from unionDesk.ui.window import Window

SCHOOL = "CĐCS Trường Tiểu học Đá Nổi"


@pytest.fixture
def ids(office) -> dict[str, int]:
    """One overdue on the employer, one of ours due soon, one closed."""
    with office.write("Lập kiến nghị") as work:
        branch = factories.branch(work, SCHOOL)
        late = factories.promise(
            work,
            branch.id,
            text="Trả dứt lương tháng 9",
            holder_kind=HolderKind.EMPLOYER,
            officer_id=OFFICER,
            made_on=date(2026, 10, 1),
            due_on=date(2026, 11, 2),
        )
        soon = factories.promise(
            work,
            branch.id,
            text="Mở lớp bồi dưỡng",
            holder_kind=HolderKind.OFFICE,
            made_on=date(2026, 10, 1),
            due_on=date(2026, 11, 25),
        )
        closed = factories.promise(
            work,
            branch.id,
            text="Lắp quạt",
            holder_kind=HolderKind.EMPLOYER,
            made_on=date(2026, 9, 1),
            due_on=date(2026, 10, 1),
            status=PromiseStatus.KEPT,
            closed_on=date(2026, 9, 20),
            result="Đã lắp đủ",
        )
        return {"branch": branch.id, "late": late.id, "soon": soon.id, "closed": closed.id}


@pytest.fixture
def screen(qtbot, context, settled, ids) -> PromisesScreen:
    return show(qtbot, PromisesScreen(context), settled)


def shown(screen: PromisesScreen) -> list[int]:
    return list(screen.table.model.ids)


def stored(office, promise_id: int) -> promise_listing.PromiseRow:
    with office.read() as work:
        return promise_listing.rows(work, [promise_id])[0]


def choose(screen: PromisesScreen, promise_id: int) -> None:
    screen.table.view.setFocus()
    screen.table.select(promise_id)


def test_open_promises_come_first_due_first_with_colour_and_words(screen, ids):
    QAbstractItemModelTester(screen.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(screen) == [ids["late"], ids["soon"]]
    model = screen.table.model
    assert model.index(0, 0).data() == "quá hạn 21 ngày"
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is not None


def test_counts_by_holder_stand_above_the_list(screen):
    assert screen.list.counts.text() == (
        "Đang theo dõi – Đơn vị mình: 1; Người sử dụng lao động: 1 (quá hạn 1)."
    )


def test_each_view_shows_its_own_and_is_remembered(qtbot, context, screen, settled, ids):
    for view, expected in (("overdue", ["late"]), ("due_soon", ["soon"]), ("closed", ["closed"])):
        qtbot.mouseClick(screen.list.view.buttons[view], Qt.MouseButton.LeftButton)
        settled()
        assert shown(screen) == [ids[name] for name in expected]
    assert context.settings.text("promises/view") == "closed"


def test_a_holder_and_mine_narrow_the_list(screen, settled, ids):
    screen.list.holder.setCurrentIndex(screen.list.holder.findData("office"))
    screen.list.holder.activated.emit(screen.list.holder.currentIndex())
    settled()
    assert shown(screen) == [ids["soon"]]
    screen.list.show_everything()
    settled()
    assert len(shown(screen)) == 3
    screen.list.whose.buttons["mine"].click()
    settled()
    assert shown(screen) == [ids["late"]]


def test_a_promise_is_added_from_the_keyboard_and_taken_back(qtbot, context, screen, settled, office, ids):
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = screen.dialog.form
    form.editor("branch_id").set_value(Pick(ids["branch"], SCHOOL))
    type_into(form, "text", "Công khai thu chi quý III")
    type_into(form, "holder_kind", HolderKind.BRANCH.label)
    type_into(form, "made_on", "20/11/2026")
    type_into(form, "due_on", "30/11/2026")
    assert screen.dialog.page.save()
    settled()
    assert shown(screen)[-1] == screen.table.current_id()
    assert stored(office, screen.table.current_id()).text == "Công khai thu chi quý III"
    assert "hạn 30/11/2026" in context.notices.past[-1].text
    assert context.notices.undo_last()
    settled()
    assert shown(screen) == [ids["late"], ids["soon"]]


def test_closing_needs_a_result_and_notes_that_it_was_late(qtbot, context, screen, settled, office, ids):
    choose(screen, ids["late"])
    qtbot.keyClick(screen, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.dialog
    type_into(dialog.form, "closed_on", "20/11/2026")
    assert not dialog.page.save()
    assert dialog.form.rows["result"].problem == "Hãy nhập “Kết quả, hoặc lý do”."
    type_into(dialog.form, "result", "Đã trả đủ cho 120 người")
    type_into(dialog.form, "told_on", "21/11/2026")
    type_into(dialog.form, "agrees", "Đồng ý")
    assert dialog.page.save()
    settled()
    row = stored(office, ids["late"])
    assert (row.status, row.closed_on) == (PromiseStatus.LATE, date(2026, 11, 20))
    assert (row.told_branch_on, row.branch_agrees) == (date(2026, 11, 21), True)
    assert shown(screen) == [ids["soon"]]
    context.notices.undo_last()
    settled()
    assert stored(office, ids["late"]).status is PromiseStatus.OPEN


def test_another_due_day_needs_a_reason(qtbot, screen, settled, office, ids):
    choose(screen, ids["soon"])
    qtbot.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dialog = screen.dialog
    type_into(dialog.form, "due_on", "10/12/2026")
    assert not dialog.page.save()
    type_into(dialog.form, "reason", "Chờ giảng viên")
    assert dialog.page.save()
    settled()
    assert stored(office, ids["soon"]).due_on == date(2026, 12, 10)


def test_a_closed_promise_is_opened_again_with_its_result_kept(screen, settled, office, ids):
    screen.list.show_everything()
    settled()
    choose(screen, ids["closed"])
    assert not screen.commands.actions["close_promise"].isEnabled()
    screen.commands.actions["reopen"].trigger()
    type_into(screen.dialog.form, "reason", "Quạt hỏng lại")
    assert screen.dialog.page.save()
    settled()
    row = stored(office, ids["closed"])
    assert row.status is PromiseStatus.OPEN
    assert "Đã lắp đủ" in row.result
    assert "Quạt hỏng lại" in row.result


def test_a_question_refused_keeps_what_was_typed(screen, settled, office, ids):
    choose(screen, ids["late"])
    screen.close_promise()
    dialog = screen.dialog
    type_into(dialog.form, "result", "Đã trả đủ")
    type_into(dialog.form, "closed_on", "20/11/2026")
    with office.write("Người khác sửa") as work:
        row = promise_listing.rows(work, [ids["late"]])[0]
        promises.change_due(work, ids["late"], row.version, date(2026, 12, 1), "Gia hạn")
    assert dialog.page.save()
    settled()
    assert dialog.isVisible()
    assert dialog.page.refusal.text() != ""
    assert dialog.form.editor("result").value() == "Đã trả đủ"
    screen.notices.asker = lambda question: "discard"
    dialog.reject()
    assert not dialog.isVisible()


def test_enter_opens_the_page_and_an_edit_is_saved(qtbot, screen, settled, office, ids):
    choose(screen, ids["late"])
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Return)
    settled()
    assert screen.page.isVisible()
    assert "quá hạn 21 ngày" in screen.page.due.text()
    type_into(screen.page.form.form, "holder_name", "Giám đốc Nguyễn Văn Tám")
    screen.page.form.save()
    settled()
    assert stored(office, ids["late"]).holder == "Giám đốc Nguyễn Văn Tám"


def test_what_is_typed_stays_when_the_promise_changes_elsewhere(screen, settled, office, context, ids):
    screen.open_record(ids["late"])
    settled()
    type_into(screen.page.form.form, "coordination", "Phòng Kinh tế")
    row = stored(office, ids["late"])
    context.jobs.write(
        "Người khác", lambda work: promises.save(work, ids["late"], row.version, {"text": "Trả lương"})
    )
    settled()
    assert screen.page.form.form.editor("coordination").value() == "Phòng Kinh tế"
    screen.page.form.save()
    settled()
    assert screen.page.form.refusal.text() != ""
    assert screen.page.form.form.editor("coordination").value() == "Phòng Kinh tế"


def test_delete_puts_the_chosen_into_the_bin_and_undo_brings_them_back(qtbot, context, screen, settled, ids):
    choose(screen, ids["late"])
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Delete)
    settled()
    assert shown(screen) == [ids["soon"]]
    context.notices.undo_last()
    settled()
    assert shown(screen) == [ids["late"], ids["soon"]]


def test_branch_and_visit_open_from_the_list(screen, context, ids):
    asked: list[tuple] = []
    context.open_screen = lambda *arguments: asked.append(arguments)
    choose(screen, ids["late"])
    screen.commands.actions["open_branch"].trigger()
    assert asked == [("branches", ids["branch"])]
    assert not screen.commands.actions["open_visit"].isEnabled()


def test_a_draft_of_a_question_opens_the_question_again(context, screen, settled, ids):
    context.drafts.keep(
        f"promises/close/{ids['late']}",
        None,
        None,
        "Kết thúc",
        {"result": "Đang gõ dở", "ending": "Đã thực hiện"},
    )
    (draft,) = context.drafts.waiting()
    screen.open_draft(draft)
    settled()
    assert screen.dialog.isVisible()
    screen.dialog.page.take_draft.click()
    assert screen.dialog.form.editor("result").value() == "Đang gõ dở"
    context.notices.asker = lambda question: "discard"
    screen.dialog.reject()
    assert context.drafts.waiting() == []


def test_an_empty_list_says_how_promises_come_about(qtbot, context, settled):
    screen = show(qtbot, PromisesScreen(context), settled)
    screen.list.show_everything()
    settled()
    assert "biên bản chuyến đi" in screen.table.empty_state.label.text()
    qtbot.mouseClick(screen.table.empty_state.button, Qt.MouseButton.LeftButton)
    assert screen.dialog.isVisible()
    screen.dialog.reject()


def test_a_view_without_promises_offers_all_of_them(screen, settled, ids):
    screen.list.view.buttons["due_soon"].click()
    screen.table.filter.clear()
    screen.list.holder.setCurrentIndex(screen.list.holder.findData("employer"))
    screen.list.holder.activated.emit(0)
    settled()
    assert screen.table.empty_state.button.text() == "Xem tất cả"
    screen.table.empty_state.button.click()
    settled()
    assert len(shown(screen)) == 3


def test_its_keys_do_not_clash_with_the_windows():
    assert clashes(Window, PromisesScreen) == []
