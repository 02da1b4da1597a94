"""The screen of branches: list, filters, page, corrections, changes by decision, undo, drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import factories
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)
from stores import OFFICER, TODAY

from unionDesk.rules.kinds import AttentionLevel, BranchKind, BranchStatus
from unionDesk.services import branches, facts
from unionDesk.services.branches import BranchFilter
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.pick_editors import Pick
from unionDesk.ui.screens.branches.bulk import AssignDialog, AttentionDialog
from unionDesk.ui.screens.branches.choices import kept, restored
from unionDesk.ui.screens.branches.screen import BranchesScreen
from unionDesk.ui.window import Window

SCHOOL, FIRM, GUILD = "CĐCS Trường Tiểu học Đá Nổi", "CĐCS Công ty TNHH Ân Phước", "Nghiệp đoàn Xe ôm Cái Dầu"


@pytest.fixture
def ids(office) -> dict[str, int]:
    """Three branches with people and figures; the firm has an officer in charge."""
    with office.write("Lập danh sách") as work:
        place = factories.place(work, "Xã Mỹ Đức")
        school = factories.branch(work, SCHOOL, kind=BranchKind.SN_CL_NS, place_id=place.id, code="CS-01")
        firm = factories.branch(work, FIRM, kind=BranchKind.DN_NNN, code="CS-02")
        guild = factories.branch(work, GUILD, kind=BranchKind.NDCS, code="CS-03")
        factories.chair(work, school.id)
        factories.figures(work, school.id)
        factories.figures(work, firm.id, workers=1200, members=800)
        found = {SCHOOL: school.id, FIRM: firm.id, GUILD: guild.id}
    with office.write("Phân công") as work:
        branches.assign(work, [found[FIRM]], OFFICER, date(2020, 1, 1))
    return found


@pytest.fixture
def open_screen(qtbot, context, settled) -> Callable[[], BranchesScreen]:
    def build() -> BranchesScreen:
        screen = BranchesScreen(context)
        qtbot.addWidget(screen)
        screen.resize(1300, 760)
        with qtbot.waitExposed(screen):
            screen.show()
        settled()
        return screen

    return build


@pytest.fixture
def screen(ids, open_screen) -> BranchesScreen:
    return open_screen()


def names(screen: BranchesScreen) -> list[str]:
    model = screen.list.table.model
    return [model.row(place).name for place in range(model.rowCount())]


def stored(office, branch_id: int) -> branches.BranchRow:
    with office.read() as work:
        return branches.rows(work, [branch_id])[0]


def said(screen: BranchesScreen) -> str:
    return screen.notices.past[-1].text


def test_the_list_shows_all_branches_in_vietnamese_order_with_their_totals(screen):
    QAbstractItemModelTester(screen.list.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert names(screen) == [FIRM, SCHOOL, GUILD]
    assert (
        "3 công đoàn cơ sở, 1.241 lao động, 840 đoàn viên (1 nơi chưa có số liệu)"
        in screen.list.totals.text()
    )


def test_words_typed_without_accents_filter_the_list(screen, qtbot, settled):
    screen.list.table.filter.setText("da noi")
    screen.list.table.refresh()
    settled()
    assert names(screen) == [SCHOOL]


def test_a_condition_stands_as_a_chip_and_goes_on_a_click(screen, settled):
    screen.list.bar.set_choice(BranchFilter(kinds=(BranchKind.DN_NNN, BranchKind.NDCS)))
    settled()
    assert names(screen) == [FIRM, GUILD]
    assert [chip.accessibleName() for chip in screen.list.bar.chips] == [
        f"Bỏ điều kiện Loại hình: {BranchKind.DN_NNN.label}",
        f"Bỏ điều kiện Loại hình: {BranchKind.NDCS.label}",
    ]
    screen.list.bar.chips[0].click()
    settled()
    assert names(screen) == [GUILD]


def test_the_menu_of_conditions_offers_officers_and_communes_with_counts(screen, settled):
    bar = screen.list.bar
    bar.menu.aboutToShow.emit()
    parts = {action.text(): action.menu() for action in bar.menu.actions() if action.menu()}
    assert [action.text() for action in parts["Cán bộ phụ trách"].actions()] == ["Trần Văn Bình (1)"]
    assert [a.text() for a in parts["Địa bàn"].actions()] == ["Xã Mỹ Đức (trước 01/7/2025) (1)"]
    parts["Cán bộ phụ trách"].actions()[0].trigger()
    settled()
    assert names(screen) == [FIRM]
    assert "Phụ trách: Trần Văn Bình" in bar.chips[0].text()


def test_branches_without_an_officer_are_found(screen, settled):
    screen.list.bar.set_choice(BranchFilter(unassigned=True))
    settled()
    assert names(screen) == [SCHOOL, GUILD]


def test_filters_are_remembered_for_the_next_start(screen, settled, open_screen):
    screen.list.bar.set_choice(BranchFilter(kinds=(BranchKind.NDCS,), missing_data=True))
    settled()
    again = open_screen()
    assert names(again) == [GUILD]


def test_a_filter_survives_being_kept_and_restored():
    whole = BranchFilter(
        text="đá nổi",
        kinds=(BranchKind.HC,),
        statuses=(BranchStatus.MERGED,),
        place_ids=(3, 4),
        officer_id=9,
        attention=(AttentionLevel.RED,),
        missing_data=True,
    )
    assert restored(kept(whole)) == whole
    assert restored({"kinds": ["mất rồi"], "place_ids": "x", "officer_id": None}) == BranchFilter()


def test_a_saved_filter_comes_back_with_its_words(screen, settled):
    screen.list.table.filter.setText("phuoc")
    screen.list.bar.set_choice(BranchFilter(kinds=(BranchKind.DN_NNN,)))
    screen.list.bar.save_as("Doanh nghiệp Phước")
    screen.list.bar.clear()
    screen.list.table.clear_filter()
    screen.list.bar.use("Doanh nghiệp Phước")
    settled()
    screen.list.table.refresh()
    settled()
    assert names(screen) == [FIRM]
    screen.list.bar.saved_menu.aboutToShow.emit()
    settled()
    assert screen.list.bar.saved_menu.actions()[0].text() == "Doanh nghiệp Phước (1)"


def test_a_filter_that_leaves_nothing_offers_to_be_dropped(screen, settled):
    screen.list.bar.set_choice(BranchFilter(attention=(AttentionLevel.RED,)))
    settled()
    empty = screen.list.table.empty_state
    assert empty.isVisible()
    assert empty.button.text() == "Bỏ hết điều kiện"
    empty.button.click()
    settled()
    assert len(names(screen)) == 3


def test_an_empty_office_is_led_to_the_import(open_screen):
    screen = open_screen()
    assert screen.list.table.empty_state.button.text() == "Nhập danh sách từ Excel"
    assert screen.list.add_button.isVisible()


def test_the_sum_of_chosen_branches_is_said(screen, settled):
    screen.list.table.view.selectAll()
    settled()
    assert screen.list.totals.text().startswith("Đang chọn 3 công đoàn cơ sở, 1.241 lao động")


def test_enter_opens_the_page_beside_the_list(screen, qtbot, settled, ids):
    screen.list.table.view.selectRow(0)
    qtbot.keyClick(screen.list.table.view, Qt.Key.Key_Return)
    settled()
    assert screen.page.panel.name.text() == FIRM
    assert screen.page.panel.pairs["Phụ trách"].text() == "Phụ trách: Trần Văn Bình"
    assert "1.200" in screen.page.panel.pairs["Lao động"].text()
    assert screen.page.identity.form.form.editor("code").value() == "CS-02"
    assert not screen.page.identity.form.form.is_edited()


def opened(screen: BranchesScreen, settled: Callable[[], None], branch_id: int) -> BranchesScreen:
    screen.open_record(branch_id)
    settled()
    return screen


def test_a_correction_is_saved_and_can_be_undone(screen, settled, office, ids):
    form = opened(screen, settled, ids[SCHOOL]).page.identity.form
    form.form.editor("address").set_raw("Ấp Mỹ Chánh")
    assert form.save()
    settled()
    assert stored(office, ids[SCHOOL]).address == "Ấp Mỹ Chánh"
    assert not form.form.is_edited()
    assert screen.notices.undo_last()
    settled()
    assert stored(office, ids[SCHOOL]).address == ""
    assert form.form.editor("address").value() is None


def test_two_corrections_in_a_row_are_both_saved(screen, settled, office, ids):
    form = opened(screen, settled, ids[SCHOOL]).page.identity.form
    for address in ("Ấp Một", "Ấp Hai"):
        form.form.editor("address").set_raw(address)
        form.save()
        settled()
    assert stored(office, ids[SCHOOL]).address == "Ấp Hai"


def test_a_stale_save_is_refused_and_keeps_what_was_typed(screen, settled, office, ids):
    form = opened(screen, settled, ids[SCHOOL]).page.identity.form
    form.form.editor("note").set_raw("điều đang gõ dở")
    with office.write("Người khác sửa") as work:
        _values, version = branches.read(work, ids[SCHOOL])
        branches.correct(work, ids[SCHOOL], version, {"address": "Ấp của người khác"})
    screen.refresh()
    settled()
    form.save()
    settled()
    assert "Trần Văn Bình đã lưu công đoàn cơ sở này" in form.refusal.text()
    assert form.form.editor("note").raw() == "điều đang gõ dở"
    assert stored(office, ids[SCHOOL]).address == "Ấp của người khác"


def test_a_draft_is_kept_and_offered_when_the_program_starts_again(
    screen, settled, context, ids, open_screen
):
    form = opened(screen, settled, ids[FIRM]).page.identity.form
    form.form.editor("address").set_raw("Số 5 đường tỉnh 945")
    form.form.edited_changed.emit(True)
    form._keeper.keep_now()
    screen.take_down()
    context.drafts = Drafts(context.paths.folder / "drafts")
    (draft,) = context.drafts.waiting()
    again = open_screen()
    again.open_draft(draft)
    settled()
    offered = again.page.identity.form
    assert offered.offer.isVisible()
    offered.take_draft.click()
    assert offered.form.editor("address").raw() == "Số 5 đường tỉnh 945"


def test_the_draft_of_a_person_opens_that_form_again(screen, settled, context, ids, open_screen):
    tab = opened(screen, settled, ids[GUILD]).page.people
    screen.page.tabs.setCurrentWidget(tab)
    tab.add()
    tab.editing.form.editor("full_name").set_raw("Võ Thị Bé")
    tab.editing.form.edited_changed.emit(True)
    tab.editing._keeper.keep_now()
    screen.take_down()
    (draft,) = context.drafts.waiting()
    again = open_screen()
    again.open_draft(draft)
    settled()
    form = again.page.people.editing
    assert again.page.branch_id == ids[GUILD]
    assert form.offer.isVisible()
    form.take_draft.click()
    assert form.form.editor("full_name").raw() == "Võ Thị Bé"


def test_leaving_a_form_with_changes_asks_once(screen, settled, ids):
    form = opened(screen, settled, ids[SCHOOL]).page.identity.form
    form.form.editor("address").set_raw("Ấp Mỹ Chánh")
    asked = []
    screen.notices.asker = lambda question: asked.append(question.text) or "stay"
    screen.open_record(ids[FIRM])
    settled()
    assert len(asked) == 1
    assert screen.page.branch_id == ids[SCHOOL]
    screen.bring_in()
    assert not screen.can_close()


def test_a_branch_that_has_gone_is_said_and_closed(screen, settled, office, ids):
    with office.write("Xóa") as work:
        branches.discard(work, [ids[GUILD]])
    opened(screen, settled, ids[GUILD])
    assert "không còn trong sổ" in said(screen)
    assert screen.side.isHidden()


def test_employers_are_edited_in_the_form(screen, settled, office, ids):
    form = opened(screen, settled, ids[FIRM]).page.identity.form
    employers = form.form.editor("employers")
    employers.set_raw([["Công ty TNHH  Ân Phước", "1600123456", "Lê Thị Ân", "02963888999"]])
    form.save()
    settled()
    with office.read() as work:
        values, _version = branches.read(work, ids[FIRM])
    assert values["employers"] == (("Công ty TNHH Ân Phước", "1600123456", "Lê Thị Ân", "02963888999"),)
    employers.set_raw([["", "1600123456", "", ""]])
    assert not form.save()
    assert "tên đơn vị" in form.form.rows["employers"].note.text()


def test_a_new_branch_gets_a_code_and_a_proposed_kind(screen, settled, office):
    screen.add()
    form = screen.adding.form.form
    form.editor("current_name").set_raw("CĐCS Trường THPT Trần Văn Thành")
    form.editor("current_name").left.emit()
    settled()
    assert form.editor("current_kind").value() is BranchKind.SN_CL_NS
    screen.adding.form.save()
    settled()
    added = stored(office, screen.page.branch_id)
    assert added.name == "CĐCS Trường THPT Trần Văn Thành"
    assert added.code
    assert "CĐCS Trường THPT Trần Văn Thành" in names(screen)


def test_a_branch_of_the_same_name_is_pointed_out_while_typing(screen, settled):
    screen.add()
    screen.adding.form.form.editor("current_name").set_raw("cđcs trường tiểu học đá nổi")
    screen.adding.form.form.editor("current_name").left.emit()
    settled()
    assert screen.adding.twin.isVisible()
    assert "CS-01, Xã Mỹ Đức" in screen.adding.twin_text.text()


def test_deleting_asks_nothing_and_can_be_undone(screen, settled):
    screen.list.table.view.selectRow(1)
    screen.discard()
    settled()
    assert names(screen) == [FIRM, GUILD]
    assert said(screen) == "Đã xóa 1 công đoàn cơ sở."
    screen.notices.undo_last()
    settled()
    assert names(screen) == [FIRM, SCHOOL, GUILD]


def test_a_change_by_decision_keeps_the_old_name(screen, settled, office, ids):
    screen = opened(screen, settled, ids[SCHOOL])
    screen.change_by_decision()
    panel = screen.page.decision
    form = panel.form.form
    form.editor("value").set_raw("CĐCS Trường Tiểu học B Mỹ Đức")
    form.editor("valid_from").set_raw("1/9/2026")
    form.editor("decision_number").set_raw("12/QĐ-LĐLĐ")
    panel.form.save()
    settled()
    assert screen.page.panel.name.text() == "CĐCS Trường Tiểu học B Mỹ Đức"
    screen.change_by_decision()
    settled()
    rows = screen.page.decision.periods.rows_model
    assert [(rows.row(i).value, rows.row(i).valid_to) for i in range(2)] == [
        ("CĐCS Trường Tiểu học B Mỹ Đức", None),
        (SCHOOL, date(2026, 9, 1)),
    ]


def test_a_person_is_added_changed_and_deleted_on_the_page(screen, settled, office, ids):
    tab = opened(screen, settled, ids[GUILD]).page.people
    screen.page.tabs.setCurrentWidget(tab)
    tab.add()
    tab.editing.form.editor("full_name").set_raw("Võ Thị Bé Năm")
    tab.editing.save()
    settled()
    assert stored(office, ids[GUILD]).chair == "Võ Thị Bé Năm"
    assert screen.page.tabs.tabText(1) == "Con người (1)"
    assert screen.page.panel.pairs["Chủ tịch"].text() == "Chủ tịch: Võ Thị Bé Năm"
    tab.table.selectRow(0)
    tab.discard()
    settled()
    assert stored(office, ids[GUILD]).chair == ""


def test_new_figures_have_the_last_ones_beside(screen, settled, office, ids):
    tab = opened(screen, settled, ids[SCHOOL]).page.figures
    screen.page.tabs.setCurrentWidget(tab)
    settled()
    tab.add()
    line = tab.editing.form.editor("workers").line
    beside = [line.itemAt(i).widget() for i in range(line.count())]
    assert "kỳ 31/12/2024: 41" in [widget.text() for widget in beside if hasattr(widget, "text")]
    tab.editing.form.editor("workers").set_raw("44")
    tab.editing.save()
    settled()
    with office.read() as work:
        newest = facts.of_branch(work, "figures", ids[SCHOOL])[0]
    assert newest.values["workers"] == 44


def test_the_history_tells_the_change_in_a_sentence(screen, settled, ids):
    form = opened(screen, settled, ids[SCHOOL]).page.identity.form
    form.form.editor("address").set_raw("Ấp Mỹ Chánh")
    form.save()
    settled()
    screen.page.tabs.setCurrentWidget(screen.page.history)
    settled()
    text = screen.page.history.page.toPlainText()
    assert "Trần Văn Bình: Sửa công đoàn cơ sở" in text
    assert "Địa chỉ: từ “chưa có” thành “Ấp Mỹ Chánh”" in text


def test_an_officer_is_assigned_to_the_selection_after_a_look_at_before_and_after(
    screen, settled, office, ids, context, qtbot
):
    dialog = AssignDialog(context, [ids[SCHOOL], ids[FIRM]])
    qtbot.addWidget(dialog)
    settled()
    dialog.form.editor("officer").set_value(Pick(OFFICER, "Trần Văn Bình"))
    dialog.form.edited.emit()
    rows = dialog.table.rows_model
    assert [(rows.row(i).before, rows.row(i).after) for i in range(2)] == [
        ("", "Trần Văn Bình"),
        ("Trần Văn Bình", "Trần Văn Bình"),
    ]
    dialog.form.editor("valid_from").set_value(TODAY)
    dialog._on_accepted()
    settled()
    assert stored(office, ids[SCHOOL]).officer == "Trần Văn Bình"
    screen.notices.undo_last()
    settled()
    assert stored(office, ids[SCHOOL]).officer == ""


def test_attention_is_set_for_the_selection_with_its_reason(screen, settled, office, ids, context, qtbot):
    dialog = AttentionDialog(context, [ids[GUILD]])
    qtbot.addWidget(dialog)
    dialog.form.editor("level").set_raw("Đặc biệt quan tâm")
    dialog.form.editor("reason").set_raw("Chậm lương hai tháng")
    dialog._on_accepted()
    settled()
    assert stored(office, ids[GUILD]).attention is AttentionLevel.RED
    opened(screen, settled, ids[GUILD])
    assert screen.page.panel.attention.text() == "Đặc biệt quan tâm: Chậm lương hai tháng"


def test_the_list_goes_to_excel_as_it_stands(screen, settled, context, tmp_path):
    from openpyxl import load_workbook

    screen.list.bar.set_choice(BranchFilter(kinds=(BranchKind.DN_NNN,)))
    settled()
    screen.export_to(str(tmp_path / "ds.xlsx"))
    settled()
    sheet = load_workbook(tmp_path / "ds.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(rows) if "Mã CĐCS" in row)
    first = dict(zip(rows[head], rows[head + 1], strict=True))
    assert first["Mã CĐCS"] == "CS-02"
    assert first["Loại hình"] == BranchKind.DN_NNN.label
    assert first["Lao động"] == 1200
    assert len(rows) == head + 2


def test_chosen_rows_are_copied_for_excel(screen, settled, qtbot):
    screen.list.table.view.selectRow(0)
    screen.list.table.copy()
    settled()
    assert "1200" in QGuiApplication.clipboard().text()


def test_the_commands_do_not_clash_with_the_windows():
    assert clashes(Window, BranchesScreen) == []


def test_the_head_follows_the_text_size(screen, settled, ids, context, qtbot):
    name = opened(screen, settled, ids[SCHOOL]).page.panel.name
    before = name.fontMetrics().height()
    context.theme.set_text_size(150)
    qtbot.waitUntil(lambda: name.fontMetrics().height() > before * 1.3)


def test_every_control_has_a_name_for_screen_readers(screen, settled, ids):
    own_parts = (QLineEdit, QTabBar, QAbstractItemView)  # Qt's own buttons in them name themselves
    opened(screen, settled, ids[SCHOOL])
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
        for widget in screen.findChildren(kind)
        if widget.isVisible()
        and not isinstance(widget.parent(), own_parts)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
