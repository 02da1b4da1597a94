"""The import of a list: what is shown before, what can be put right, what is written, taking it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from stores import OFFICE
from xlsxwriter import Workbook

from unionDesk import paths
from unionDesk.records.office import Organisation
from unionDesk.rules.kinds import ImportAction, ImportField
from unionDesk.services import branches
from unionDesk.services.branches import BranchFilter
from unionDesk.ui.screens.branches.import_lines import RowView
from unionDesk.ui.screens.branches.screen import BranchesScreen

SAMPLE = paths.RESOURCES / "samples" / "danh-sach-cdcs-chau-phu.xlsx"
HEAD = ("TT", "Tên CĐCS", "Xã, thị trấn", "Số lao động", "Số đoàn viên", "Chủ tịch CĐCS", "Điện thoại")


@pytest.fixture
def screen(qtbot, context, office, settled) -> BranchesScreen:
    with office.write("Địa bàn") as work:
        own = work.session.get(Organisation, OFFICE)
        own.province_code, own.district_code = "89", "889"
    screen = BranchesScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1300, 760)
    with qtbot.waitExposed(screen):
        screen.show()
    screen.bring_in()
    settled()
    return screen


@pytest.fixture
def look(screen, qtbot, context, settled) -> Callable[[Path], None]:
    """Opens a file in the import and waits until it was looked at."""

    def open_file(path: Path) -> None:
        screen.importing.open_file(path)
        settled()

    return open_file


@pytest.fixture
def again(screen, qtbot, settled) -> Callable[[], None]:
    """Waits until the list was looked at anew after something was said."""

    def wait() -> None:
        page = screen.importing
        qtbot.waitUntil(lambda: not page._timer.isActive() and page._looking is None, timeout=20_000)
        settled()

    return wait


@pytest.fixture
def bad_list(tmp_path) -> Path:
    """A small list with an unreadable number twice, a commune misspelt and one that was split."""
    path = tmp_path / "danh sách lẻ.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("DS")
        sheet.write(0, 0, "DANH SÁCH CÔNG ĐOÀN CƠ SỞ HUYỆN CHÂU PHÚ, TỈNH AN GIANG")
        sheet.write(1, 0, "(Số liệu tính đến ngày 31/5/2024)")
        for column, words in enumerate(HEAD):
            sheet.write(3, column, words)
        for row, line in enumerate(
            (
                (1, "CĐCS Trường Mẫu giáo Cái Dầu", "Thị trấn Cái Dầu", 20, 20, "Lê Thị Bưởi", "0912345678"),
                (2, "CĐCS Công ty TNHH Một", "Xã Mỹ Đức", "chưa rõ", 20, "Trần Văn Hai", "0912345679"),
                (3, "CĐCS Công ty TNHH Hai", "Xã Mỹ Đức", "chưa rõ", 30, "Trần Văn Ba", "0912345670"),
                (4, "CĐCS Công ty TNHH Ba", "Xã Mỹ Đứk", 12, 10, "Trần Văn Tư", "0912345671"),
            ),
            start=4,
        ):
            for column, value in enumerate(line):
                sheet.write(row, column, value)
    return path


def names(office) -> list[str]:
    with office.read() as work:
        return [row.name for row in branches.rows(work, branches.ids(work, BranchFilter(), "code"))]


def test_the_sample_list_shows_every_row_and_writes_nothing_yet(screen, look, office):
    look(SAMPLE)
    page = screen.importing
    QAbstractItemModelTester(page.board.rows.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.board.rows.rows_model.rowCount() == 109
    assert page.import_button.text() == "Nhập 109 dòng"
    assert page.settings.sheet.currentText() == "DS CĐCS"
    assert page.settings.day.value() == date(2020, 5, 31)
    assert (page.settings.first.value(), page.settings.last.value()) == (7, 8)
    assert page.board.columns.boxes[1].currentText() == "Tên CĐCS"
    assert names(office) == []


def test_the_sample_list_comes_in_whole_and_goes_out_again_whole(screen, look, settled, office):
    look(SAMPLE)
    screen.importing.bring_in()
    settled()
    assert len(names(office)) == 109
    assert screen.stack.currentWidget() is screen.split
    assert screen.list.table.model.rowCount() == 109
    notice = screen.notices.past[-1]
    assert notice.action_label == "Hoàn tác cả đợt"
    assert "thêm mới 109" in notice.text
    notice.act()
    settled()
    assert names(office) == []


def test_bringing_in_the_same_list_again_changes_nothing(screen, look, settled, office):
    look(SAMPLE)
    screen.importing.bring_in()
    settled()
    look(SAMPLE)
    page = screen.importing
    assert page.preview.count(ImportAction.UNCHANGED) == 109
    assert not page.import_button.isEnabled()
    assert "Đúng tệp này đã được" in page.notes.text()


def test_problems_are_told_by_cell_and_kind(screen, look, bad_list):
    look(bad_list)
    problems = screen.importing.board.problems.table.rows_model
    found = [(problems.row(i).cell, problems.row(i).found) for i in range(problems.rowCount())]
    assert ("DS!D6", "chưa rõ") in found
    assert ("DS!D7", "chưa rõ") in found
    assert abs(found.index(("DS!D6", "chưa rõ")) - found.index(("DS!D7", "chưa rõ"))) == 1
    assert any(cell == "DS!C8" for cell, _found in found)


def test_like_cells_are_put_right_together_without_touching_the_file(
    screen, look, again, bad_list, settled, office
):
    before = bad_list.read_bytes()
    look(bad_list)
    page, tab = screen.importing, screen.importing.board.problems
    tab.table.selectRow(place_of(tab, "DS!D6"))
    assert tab.all.text() == "Sửa cả 2 ô giống vậy"
    tab.field.setText("25")
    tab.all.click()
    again()
    assert page.request.corrections == {"DS!D6": "25", "DS!D7": "25"}
    values = [d.row.values.get("workers") for d in page.preview.decisions]
    assert values == [20, 25, 25, 12]
    page.bring_in()
    settled()
    assert "CĐCS Công ty TNHH Hai" in names(office)
    assert bad_list.read_bytes() == before


def place_of(tab, cell: str) -> int:
    rows = tab.table.rows_model
    return next(i for i in range(rows.rowCount()) if rows.row(i).cell == cell)


def test_an_uncertain_commune_is_chosen_by_a_person(screen, look, again, bad_list):
    look(bad_list)
    tab = screen.importing.board.problems
    tab.table.selectRow(place_of(tab, "DS!C8"))
    assert "Xã Mỹ Đức" in tab.offers.itemText(0)
    tab.offers.setCurrentIndex(0)
    tab.one.click()
    again()
    last = screen.importing.preview.decisions[-1].row
    assert last.values["place_name"] == "Xã Mỹ Đức"


def test_rows_left_out_stay_out(screen, look, again, bad_list, qtbot, settled, office):
    look(bad_list)
    board = screen.importing.board
    board.rows.selectRow(0)
    board.rows.setFocus()
    qtbot.keyClick(board.rows, Qt.Key.Key_Delete)
    again()
    assert board.rows.rows_model.row(0).action is ImportAction.SKIPPED
    screen.importing.bring_in()
    settled()
    assert "CĐCS Trường Mẫu giáo Cái Dầu" not in names(office)


def test_refused_rows_are_listed_after_the_import(screen, look, bad_list, settled, office):
    look(bad_list)
    page = screen.importing
    refused = page.preview.count(ImportAction.REFUSED)
    assert refused
    page.bring_in()
    settled()
    assert screen.stack.currentWidget() is page
    assert page.board.rows.rows_model.rowCount() == refused
    assert f"{refused} dòng không nhập được" in page.summary.text()
    page.leave()
    assert screen.stack.currentWidget() is screen.split


def test_a_refused_row_that_is_put_right_comes_in_afterwards(screen, look, again, bad_list, settled, office):
    look(bad_list)
    page, tab = screen.importing, screen.importing.board.problems
    page.bring_in()
    settled()
    assert "CĐCS Công ty TNHH Một" not in names(office)
    tab.table.selectRow(place_of(tab, "DS!D6"))
    tab.field.setText("25")
    tab.one.click()
    again()
    assert page.import_button.text() == "Nhập 1 dòng"
    page.bring_in()
    settled()
    assert names(office).count("CĐCS Công ty TNHH Một") == 1
    assert names(office).count("CĐCS Trường Mẫu giáo Cái Dầu") == 1


def test_closing_during_an_import_asks(screen, look, settled, office):
    look(SAMPLE)
    screen.importing.bring_in()
    asked = []
    screen.notices.asker = lambda question: asked.append(question.text) or "no"
    assert not screen.can_close()
    assert "việc nhập dừng lại" in asked[0]
    settled()
    assert len(names(office)) == 109


def test_only_rows_with_problems_can_be_looked_at(screen, look, bad_list):
    look(bad_list)
    board = screen.importing.board
    board.look_at(RowView.PROBLEMS)
    shown = [board.rows.rows_model.row(i).id for i in range(board.rows.rows_model.rowCount())]
    assert shown == [6, 7, 8]
    board.rows.selectRow(2)
    board.rows.row_opened.emit(board.rows.current_row())
    assert board.currentWidget() is board.problems
    assert board.problems.current().cell == "DS!C8"


def test_a_column_is_mapped_anew(screen, look, again, bad_list):
    look(bad_list)
    screen.importing.board.columns.choose(3, ImportField.MEMBERS)
    again()
    mapping = screen.importing.preview.plan.mapping
    assert mapping[3] is ImportField.MEMBERS
    assert mapping[4] is ImportField.IGNORED


def test_a_list_without_a_name_column_says_so_and_can_be_mended(screen, look, again, bad_list):
    look(bad_list)
    page = screen.importing
    page.board.columns.choose(1, ImportField.IGNORED)
    again()
    assert "Tên CĐCS" in page.trouble.text()
    assert not page.import_button.isEnabled()
    page.board.columns.choose(1, ImportField.NAME)
    again()
    assert page.trouble.text() == ""
    assert page.import_button.isEnabled()


def test_the_day_of_the_list_can_be_said(screen, look, again, bad_list):
    look(bad_list)
    settings = screen.importing.settings
    settings.day.edit.setText("31/12/2024")
    settings.day.left.emit()
    again()
    assert screen.importing.preview.plan.as_of == date(2024, 12, 31)


def test_a_split_commune_asks_where_its_branches_are_now(screen, look, again, tmp_path, settled, office):
    path = tmp_path / "tách.xlsx"
    split, options = split_commune()
    with Workbook(path) as book:
        sheet = book.add_worksheet("DS")
        sheet.write(0, 0, f"LĐLĐ {split.district_name}, {split.province_name}")
        sheet.write(1, 0, "(Số liệu tính đến ngày 31/5/2024)")
        for column, words in enumerate(HEAD[:3]):
            sheet.write(2, column, words)
        for column, value in enumerate((1, "CĐCS Công ty TNHH Nơi Tách", split.name)):
            sheet.write(3, column, value)
    with office.write("Địa bàn") as work:
        own = work.session.get(Organisation, OFFICE)
        own.province_code, own.district_code = split.province_code, split.district_code
    look(path)
    page = screen.importing
    box = page.board.splits.boxes[split.code]
    assert {box.itemText(i) for i in range(1, box.count())} == {unit.name for unit in options}
    box.setCurrentIndex(1)
    box.activated.emit(1)
    again()
    assert page.board.splits.boxes[split.code].currentIndex() == 1
    page.bring_in()
    settled()
    with office.read() as work:
        (row,) = branches.rows(work, branches.ids(work, BranchFilter()))
    assert row.place == options[0].name


def split_commune():
    from unionDesk.rules.kinds import PlaceSystem
    from unionDesk.services.places import book

    for unit in book().communes(PlaceSystem.BEFORE_2025_07):
        options = [new for new, _main in book().successors(unit.code)]
        if len(options) > 1:
            return unit, options
    raise AssertionError("the reference tables know no split commune")


def test_a_file_that_changed_since_it_was_looked_at_is_not_taken(screen, look, bad_list, settled, office):
    look(bad_list)
    bad_list.write_bytes(SAMPLE.read_bytes())
    screen.importing.bring_in()
    settled()
    assert "đã được sửa sau khi xem trước" in screen.notices.past[-1].text
    assert names(office) == []


def test_a_file_that_is_no_workbook_is_said_in_a_sentence(screen, look, tmp_path):
    path = tmp_path / "thư.xlsx"
    path.write_text("xin chào", encoding="utf-8")
    look(path)
    assert "thư.xlsx" in screen.importing.trouble.text()
    assert screen.importing.trouble.isVisible()
    assert not screen.importing.import_button.isVisible()


def test_a_stopped_import_writes_nothing(screen, look, settled, office):
    look(SAMPLE)
    screen.importing.bring_in()
    screen.notices.past[-1].act()
    settled()
    assert names(office) == []
    assert "Đã dừng" in screen.notices.past[-1].text
    assert screen.importing.import_button.isEnabled()


def test_a_workbook_may_be_dropped_on_the_page(screen, bad_list, settled):
    page = screen.importing
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bad_list))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    settled()
    assert page.file.text() == bad_list.name


def test_leaving_with_corrections_asks_once(screen, look, again, bad_list):
    look(bad_list)
    asked = []
    screen.notices.asker = lambda question: asked.append(question.text) or "no"
    page = screen.importing
    page._change(replace(page.request, corrections={"DS!D6": "25"}))
    again()
    page.leave()
    assert len(asked) == 1
    assert screen.stack.currentWidget() is page
    assert not screen.can_close()
