"""Tables: pages by id, never the whole list; Excel's keys; order asked of the service; empty states."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
import small_store
from kit_helpers import commit_ime, type_text
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import AttentionLevel, DueColour
from unionDesk.ui.kit.cells import Column, Due, cell_text, columns_of, excel_html, excel_tsv
from unionDesk.ui.kit.data_table import DataTable, RowTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.marks import due_mark
from unionDesk.ui.kit.table_model import MOST_PAGES, PAGE, ListModel, PagedModel, Source

COLUMNS = (
    Column("name", "Tên công đoàn cơ sở", 30),
    Column("workers", "Lao động", 10, Sort.INTEGER),
)


class Counting:
    """The service behind the list, counting what it was asked."""

    def __init__(self) -> None:
        self.asked_ids: list[tuple[str, bool, object]] = []
        self.asked_rows: list[int] = []

    def ids(self, work: small_store.SmallWork, order: str, descending: bool, chosen: object) -> array[int]:
        self.asked_ids.append((order, descending, chosen))
        side = "DESC" if descending else "ASC"
        found = work.connection.execute(
            f"SELECT id FROM branch WHERE name LIKE ? ORDER BY {order} {side}, id", (f"%{chosen or ''}%",)
        )
        return array("q", (number for (number,) in found))

    def rows(self, work: small_store.SmallWork, ids: Sequence[int]) -> list[tuple]:
        self.asked_rows.append(len(ids))
        marks = ",".join("?" * len(ids))
        found = work.connection.execute(
            f"SELECT id, name, workers FROM branch WHERE id IN ({marks})", list(ids)
        )
        return list(found)


@pytest.fixture
def service() -> Counting:
    return Counting()


@pytest.fixture
def source(service) -> Source:
    return Source(COLUMNS, service.ids, service.rows)


def fill(store: small_store.SmallStore, count: int) -> None:
    with store.write("Thêm") as work:
        work.connection.executemany(
            "INSERT INTO branch (name, workers) VALUES (?, ?)",
            ((f"Đơn vị {number:05d}", (number * 37) % 1000) for number in range(1, count + 1)),
        )


@pytest.fixture
def make_table(qtbot, context, source):
    def build(**named) -> DataTable:
        table = DataTable(
            context,
            "branches",
            source,
            order=named.pop("order", "name"),
            empty=named.pop("empty", Empty("Chưa có công đoàn cơ sở nào.")),
            **named,
        )
        qtbot.addWidget(table)
        table.resize(700, 400)
        with qtbot.waitExposed(table):
            table.show()
        table.refresh()
        qtbot.waitUntil(context.jobs.settled)
        return table

    return build


def text(model: QAbstractItemModel, row: int, column: int = 0) -> str:
    return model.index(row, column).data()


def test_the_paged_model_keeps_qts_rules(qtbot, jobs, store, source):
    fill(store, 1000)
    model = PagedModel(jobs, source)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.ask("name", False, None)
    qtbot.waitUntil(lambda: model.rowCount() == 1000)
    text(model, 999)
    qtbot.waitUntil(lambda: text(model, 999) == "Đơn vị 01000")
    model.ask("workers", True, "0099")
    qtbot.waitUntil(lambda: 0 < model.rowCount() < 1000)
    assert tester.model() is model


def test_the_list_model_keeps_qts_rules(qtbot):
    model = ListModel(COLUMNS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_rows([(1, "Trường Tiểu học A", 20)])
    model.set_rows([])
    model.set_rows([(1, "Trường Tiểu học A", 20), (2, "Công ty B", 1500)])
    assert text(model, 1, 1) == "1.500"


def test_only_the_pages_that_are_seen_are_fetched(qtbot, jobs, store, source, service):
    fill(store, 20_000)
    model = PagedModel(jobs, source)
    model.ask("name", False, None)
    qtbot.waitUntil(jobs.settled)
    assert model.rowCount() == 20_000
    assert service.asked_rows == [PAGE]
    assert text(model, 10) == "Đơn vị 00011"
    assert text(model, 15_000) == "…"
    qtbot.waitUntil(lambda: text(model, 15_000) == "Đơn vị 15001")
    assert service.asked_rows == [PAGE, PAGE]


def test_old_pages_are_forgotten(qtbot, jobs, store, source):
    fill(store, PAGE * (MOST_PAGES + 10))
    model = PagedModel(jobs, source)
    model.ask("name", False, None)
    qtbot.waitUntil(jobs.settled)
    for page in range(MOST_PAGES + 10):
        text(model, page * PAGE)
        qtbot.waitUntil(lambda p=page: text(model, p * PAGE) != "…")
    assert len(model._rows) <= MOST_PAGES * PAGE
    assert text(model, 0) == "…"


def test_rows_stand_in_the_order_of_the_service_whatever_order_they_come_in(
    qtbot, jobs, store, source, service
):
    fill(store, 300)

    def shuffled(work, ids):
        rows = service.rows(work, ids)
        random.Random(5).shuffle(rows)
        return rows

    model = PagedModel(jobs, Source(COLUMNS, service.ids, shuffled))
    model.ask("name", True, None)
    qtbot.waitUntil(jobs.settled)
    assert [text(model, row) for row in range(3)] == ["Đơn vị 00300", "Đơn vị 00299", "Đơn vị 00298"]


def test_a_header_click_asks_the_service_for_the_order_and_is_remembered(
    qtbot, context, store, make_table, service
):
    fill(store, 50)
    table = make_table()
    header = table.view.horizontalHeader()
    for wanted in (("workers", False), ("workers", True)):
        spot = QPoint(header.sectionPosition(1) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.waitUntil(context.jobs.settled)
        assert service.asked_ids[-1][:2] == wanted
    again = make_table()
    assert service.asked_ids[-1][:2] == ("workers", True)
    assert again.view.horizontalHeader().sortIndicatorSection() == 1


def test_columns_are_chosen_widened_moved_and_remembered(qtbot, store, make_table):
    fill(store, 3)
    table = make_table()
    table.view.show_column(1, False)
    table.view.setColumnWidth(0, 333)
    assert table.view.shown_columns() == [0]
    again = make_table()
    assert again.view.shown_columns() == [0]
    assert abs(again.view.columnWidth(0) - 333) < again.fontMetrics().averageCharWidth()
    again.view.show_column(1, True)
    again.view.horizontalHeader().moveSection(1, 0)
    assert make_table().view.shown_columns() == [1, 0]
    again.view.reset_columns()
    assert again.view.shown_columns() == [0, 1]


def test_the_column_menu_keeps_at_least_one_column(qtbot, store, make_table):
    fill(store, 3)
    table = make_table()
    table.view.show_column(1, False)
    table.view.choose_columns()
    (menu,) = [menu for menu in table.view.findChildren(QMenu) if menu.isVisible()]
    first, second = menu.actions()[:2]
    assert (first.isChecked(), first.isEnabled()) == (True, False)
    second.trigger()
    assert table.view.shown_columns() == [0, 1]
    menu.close()


def test_arrows_enter_and_f2_go_and_open_as_in_excel(qtbot, store, make_table):
    fill(store, 30)
    table = make_table()
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.view.setFocus()
    table.view.selectRow(0)
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    qtbot.keyClick(table.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table.view, Qt.Key.Key_F2)
    qtbot.keyClick(table.view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(table.view, Qt.Key.Key_Enter)
    assert opened == [2, 30, 1]


def test_a_double_click_opens(qtbot, store, make_table):
    fill(store, 5)
    table = make_table()
    opened: list[int] = []
    table.opened.connect(opened.append)
    spot = table.view.visualRect(table.model.index(2, 0)).center()
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened == [3]


def test_ctrl_c_copies_the_chosen_rows_for_excel(qtbot, context, store, make_table):
    fill(store, 1000)
    with store.write("Sửa") as work:
        work.connection.execute("UPDATE branch SET name = '=1+1', workers = 1234567 WHERE id = 2")
    table = make_table(order="id")
    table.view.setFocus()
    table.view.selectRow(0)
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(context.jobs.settled)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "Tên công đoàn cơ sở\tLao động\r\nĐơn vị 00001\t37\r\n'=1+1\t1234567\r\n"
    assert '<td x:num="1234567">1.234.567</td>' in clipboard.mimeData().html()
    assert context.notices.past[-1].text == "Đã chép 2 dòng; dán được vào Excel."


def test_all_rows_can_be_copied_though_few_were_fetched(qtbot, context, store, make_table):
    fill(store, 1500)
    table = make_table()
    table.view.selectAll()
    table.copy()
    qtbot.waitUntil(context.jobs.settled)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 1501
    assert lines[-1].startswith("Đơn vị 01500\t")


def test_the_filter_field_asks_the_service_as_one_types(qtbot, context, store, make_table, service):
    fill(store, 200)
    table = make_table()
    table.focus_filter()
    type_text(table.filter, "0015")
    qtbot.waitUntil(lambda: table.model.rowCount() == 11)
    assert service.asked_ids[-1][2] == "0015"
    assert table.count.text() == "11 dòng"


def test_text_committed_by_an_input_method_reaches_the_service_composed(
    qtbot, context, store, make_table, service
):
    fill(store, 5)
    table = make_table()
    commit_ime(table.filter, "Đo\u031b\u0323n")  # decomposed, as some keyboards send it
    qtbot.waitUntil(lambda: service.asked_ids[-1][2] == "Đợn")


def test_letters_typed_on_the_table_go_into_the_filter(qtbot, context, store, make_table):
    fill(store, 200)
    table = make_table()
    table.view.setFocus()
    table.view.selectRow(0)
    type_text(table.view, "9")
    assert QApplication.focusWidget() is table.filter
    assert table.filter.text() == "9"
    qtbot.waitUntil(lambda: table.model.rowCount() < 200)


def test_an_empty_list_says_what_to_do_with_the_button_to_do_it(qtbot, context, make_table):
    done: list[bool] = []
    table = make_table(
        empty=Empty("Chưa có công đoàn cơ sở nào.", "Nhập từ Excel", lambda: done.append(True))
    )
    assert table.stack.currentWidget() is table.empty_state
    assert table.empty_state.label.text() == "Chưa có công đoàn cơ sở nào."
    qtbot.mouseClick(table.empty_state.button, Qt.MouseButton.LeftButton)
    assert done == [True]


def test_a_filter_that_finds_nothing_offers_to_be_cleared(qtbot, context, store, make_table):
    fill(store, 5)
    table = make_table()
    type_text(table.filter, "không có")
    qtbot.waitUntil(lambda: table.stack.currentWidget() is table.empty_state)
    assert table.empty_state.button.text() == "Bỏ lọc"
    qtbot.mouseClick(table.empty_state.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: table.model.rowCount() == 5)
    assert table.stack.currentWidget() is table.view


def test_refreshing_keeps_the_chosen_row_and_shows_new_values(qtbot, context, store, make_table):
    fill(store, 500)
    table = make_table()
    table.select(400)
    assert table.current_id() == 400
    with store.write("Sửa") as work:
        work.connection.execute("INSERT INTO branch (name, workers) VALUES ('A đứng đầu', 7)")
        work.connection.execute("UPDATE branch SET workers = 4321 WHERE id = 400")
    table.refresh()
    qtbot.waitUntil(lambda: table.model.rowCount() == 501)
    assert table.current_id() == 400
    place = table.model.place_of(400)
    assert place == 400
    qtbot.waitUntil(lambda: text(table.model, place, 1) == "4.321")


def test_a_refresh_without_new_rows_does_not_flicker(qtbot, context, store, make_table):
    fill(store, 20)
    table = make_table()
    resets: list[bool] = []
    table.model.modelReset.connect(lambda: resets.append(True))
    with store.write("Sửa") as work:
        work.connection.execute("UPDATE branch SET workers = 5 WHERE id = 1")
    table.refresh()
    qtbot.waitUntil(lambda: text(table.model, 0, 1) == "5")
    assert resets == []


def test_the_chosen_ids_and_their_number_are_told(qtbot, store, make_table):
    fill(store, 10)
    table = make_table()
    told: list[bool] = []
    table.chosen.connect(lambda: told.append(True))
    table.view.selectRow(2)
    table.view.setFocus()
    qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert table.chosen_ids() == [3, 4]
    assert told
    assert table.count.text() == "10 dòng, đang chọn 2"


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    phone: str | None
    born: date | None
    due: Due | None
    level: AttentionLevel


PERSON_COLUMNS = (
    *columns_of(
        (
            FieldSpec(name="name", label="Họ tên", listed=True),
            FieldSpec(name="phone", label="Điện thoại", sort=Sort.PHONE, listed=True),
            FieldSpec(name="born", label="Ngày sinh", sort=Sort.DATE, listed=True),
            FieldSpec(name="secret", label="Không hiện"),
        )
    ),
    Column("due", "Hạn"),
    Column("level", "Mức chú ý"),
)
PERSON = Person(
    1,
    "Trần Thị Mỹ Hạnh",
    "0912345678",
    date(1985, 3, 5),
    Due(DueColour.RED, "quá 3 ngày làm việc"),
    AttentionLevel.YELLOW,
)


def test_a_short_table_shows_objects_with_marks_beside_their_words(qtbot, context, theme):
    table = RowTable(PERSON_COLUMNS, context.settings, "people")
    qtbot.addWidget(table)
    table.set_rows([PERSON, Person(2, "Lê Văn Út", None, None, None, AttentionLevel.GREEN)])
    model = table.model()
    assert [text(model, 0, column) for column in range(5)] == [
        "Trần Thị Mỹ Hạnh",
        "0912 345 678",
        "05/03/1985",
        "quá 3 ngày làm việc",
        "Cần chú ý",
    ]
    assert [text(model, 1, column) for column in range(1, 4)] == ["", "", ""]
    marks = [model.index(0, column).data(Qt.ItemDataRole.DecorationRole) for column in range(5)]
    assert marks[:3] == [None, None, None]
    assert not marks[3].isNull()
    assert not marks[4].isNull()
    opened: list[Person] = []
    table.row_opened.connect(opened.append)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [PERSON]
    assert table.current_row() is PERSON


def test_overdue_differs_from_done_in_shape_not_only_in_colour(theme):
    red, green, grey = (due_mark(colour) for colour in (DueColour.RED, DueColour.GREEN, DueColour.GREY))
    shapes = [
        [image.pixelColor(x, y).alpha() > 100 for x in range(image.width()) for y in range(image.height())]
        for image in (red, green, grey)
    ]
    assert shapes[0] != shapes[1] != shapes[2]


def test_text_for_excel_keeps_cells_apart():
    sorts = (Sort.TEXT, Sort.PHONE, Sort.DATE)
    rows = [('Nhà "A"\tB\ndòng 2', "0912345678", date(2026, 11, 5))]
    assert excel_tsv(("Tên", "ĐT", "Ngày"), rows, sorts) == (
        'Tên\tĐT\tNgày\r\n"Nhà ""A""\tB\ndòng 2"\t0912 345 678\t05/11/2026\r\n'
    )
    page = excel_html(("Tên", "ĐT", "Ngày"), [("<b>&", "0912345678", date(2026, 11, 5))], sorts)
    assert "&lt;b&gt;&amp;" in page
    assert 'x:num="46331"' in page


@pytest.mark.parametrize(
    ("value", "sort", "shown"),
    [
        (None, Sort.TEXT, ""),
        (True, Sort.BOOLEAN, "Có"),
        (1250000, Sort.MONEY, "1.250.000"),
        (2026, Sort.TEXT, "2026"),
        (AttentionLevel.RED, Sort.CHOICE, "Đặc biệt quan tâm"),
    ],
)
def test_values_are_shown_as_readers_write_them(value, sort, shown):
    assert cell_text(value, sort) == shown
