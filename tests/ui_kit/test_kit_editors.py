"""Editors read what Vietnamese officers type, keep it NFC, and say what is wrong in a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from kit_helpers import commit_ime, type_text
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from unionDesk.rules.choice import Choice
from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import BranchKind, Role
from unionDesk.ui.kit.date_editors import CalendarSheet, DateEditor, MomentEditor, today
from unionDesk.ui.kit.editors import Editor
from unionDesk.ui.kit.form import EDITORS, PICKED
from unionDesk.ui.kit.pick_editors import Pick, PickEditor, PickSource


def spec(sort: Sort, **more) -> FieldSpec:
    return FieldSpec(name="field", label="Ô thử", sort=sort, **more)


@pytest.fixture
def show(qtbot) -> Callable[[Editor], Editor]:
    def put(editor: Editor) -> Editor:
        window = QWidget()
        column = QVBoxLayout(window)
        column.addWidget(editor)
        other = QWidget()
        other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(other)
        column.addStretch(1)
        qtbot.addWidget(window)
        window.resize(500, 400)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        editor.setFocus()
        editor.test_window, editor.test_other = window, other
        return editor

    return put


@pytest.fixture
def make(show) -> Callable[..., Editor]:
    def build(sort: Sort, **more) -> Editor:
        return show(EDITORS[sort](spec(sort, **more)))

    return build


def leave(editor: Editor) -> None:
    editor.test_other.setFocus()


def test_every_sort_has_an_editor():
    assert set(EDITORS) | PICKED | {Sort.LIST} == set(Sort)


@pytest.mark.parametrize("way", [type_text, commit_ime])
def test_vietnamese_is_typed_and_committed(make, way):
    editor = make(Sort.TEXT)
    edits: list[bool] = []
    editor.edited.connect(lambda: edits.append(True))
    way(editor.field(), "Đỗ Mỹ Hường")
    assert editor.value() == "Đỗ Mỹ Hường"
    assert edits


@pytest.mark.parametrize("sort", [Sort.TEXT, Sort.LONG_TEXT])
def test_decomposed_letters_are_kept_composed(make, sort):
    editor = make(sort)
    commit_ime(editor.field(), unicodedata.normalize("NFD", "Nguyễn Thị Hường"))
    assert editor.value() == "Nguyễn Thị Hường"
    assert unicodedata.is_normalized("NFC", editor.value())


def test_setting_a_value_is_silent(make):
    for sort, value in (
        (Sort.TEXT, "A"),
        (Sort.LONG_TEXT, "A\nB"),
        (Sort.INTEGER, 5),
        (Sort.DATE, date(2026, 1, 2)),
        (Sort.BOOLEAN, True),
        (Sort.MOMENT, datetime(2026, 1, 2, 8, 30)),
    ):
        editor = make(sort)
        edits: list[bool] = []
        editor.edited.connect(lambda e=edits: e.append(True))
        editor.set_value(value)
        assert editor.value() == value
        assert edits == []
        editor.set_value(None)
        assert editor.value() is None


def test_text_is_trimmed_and_too_long_a_text_is_told_not_cut(make):
    editor = make(Sort.TEXT, length=5)
    type_text(editor.field(), "  Hoa   Sen ")
    with pytest.raises(UserError, match=r"Dài quá 5 ký tự \(đang có 7\)"):
        editor.value()
    editor.field().clear()
    type_text(editor.field(), "  Hoa ")
    assert editor.value() == "Hoa"


def test_tab_leaves_a_long_text_and_it_grows_with_its_lines(qtbot, make):
    editor = make(Sort.LONG_TEXT)
    before = editor.field().height()
    commit_ime(editor.field(), "một")
    for line in range(6):
        qtbot.keyClick(editor.field(), Qt.Key.Key_Return)
        commit_ime(editor.field(), f"dòng {line}")
    assert editor.field().height() > before
    qtbot.keyClick(editor.field(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not editor.field()
    assert "\t" not in editor.value()
    assert editor.value().splitlines()[-1] == "dòng 5"


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("1250000", 1_250_000, "1.250.000"),
        ("1,5 triệu", 1_500_000, "1.500.000"),
        ("500k", 500_000, "500.000"),
    ],
)
def test_money_is_read_and_written_with_dots(make, typed, value, shown):
    editor = make(Sort.MONEY)
    type_text(editor.field(), typed)
    assert editor.value() == value
    leave(editor)
    assert editor.field().text() == shown


def test_money_stands_in_words_beside_its_figure(make):
    editor = make(Sort.MONEY)
    type_text(editor.field(), "1250000")
    assert "Một triệu hai trăm năm mươi nghìn đồng" in editor.hint()


@pytest.mark.parametrize("typed", ["abc", "1.5", "-3", "12,34"])
def test_what_is_no_whole_number_is_refused_and_stays_to_be_seen(make, typed):
    editor = make(Sort.INTEGER)
    type_text(editor.field(), typed)
    with pytest.raises(UserError):
        editor.value()
    leave(editor)
    assert editor.field().text() == typed


@pytest.mark.parametrize(
    ("typed", "value", "shown"), [("85", 8500, "85"), ("85,5", 8550, "85,5"), ("7,25%", 725, "7,25")]
)
def test_a_rate_is_kept_in_hundredths(make, typed, value, shown):
    editor = make(Sort.PERCENT)
    type_text(editor.field(), typed)
    assert editor.value() == value
    leave(editor)
    assert editor.field().text() == shown


def test_a_rate_that_is_none_is_refused(make):
    editor = make(Sort.PERCENT)
    type_text(editor.field(), "tám mươi")
    with pytest.raises(UserError, match="không phải là tỷ lệ"):
        editor.value()


def test_a_phone_is_kept_as_digits_and_shown_in_groups(make):
    editor = make(Sort.PHONE, length=60)
    type_text(editor.field(), "0912.345.678")
    assert editor.value() == "0912345678"
    leave(editor)
    assert editor.field().text() == "0912 345 678"
    assert editor.value() == "0912345678"


def test_a_phone_without_its_nought_is_put_right_and_told(make):
    editor = make(Sort.PHONE, length=60)
    type_text(editor.field(), "912345678")
    assert editor.value() == "0912345678"
    assert "số 0" in editor.hint()


def test_a_yes_or_no_is_unknown_until_somebody_says(qtbot, make):
    editor = make(Sort.BOOLEAN)
    assert editor.value() is None
    qtbot.keyClick(editor.field(), Qt.Key.Key_Space)
    assert editor.value() is True
    qtbot.keyClick(editor.field(), Qt.Key.Key_Space)
    assert editor.value() is False


# days


def test_digits_alone_are_a_day_of_this_year(make):
    editor = make(Sort.DATE)
    type_text(editor.field(), "5/11")
    assert editor.value() == date(today().year, 11, 5)
    leave(editor)
    assert editor.field().text() == f"05/11/{today().year}"


def test_h_is_today_at_once(make):
    editor = make(Sort.DATE)
    type_text(editor.field(), "h")
    assert editor.field().text() == f"{today():%d/%m/%Y}"
    assert editor.value() == today()


def test_plus_and_minus_move_a_whole_day_and_start_at_today(make):
    editor = make(Sort.DATE)
    edits: list[bool] = []
    editor.edited.connect(lambda: edits.append(True))
    editor.set_value(date(2026, 2, 28))
    type_text(editor.field(), "+")
    assert editor.value() == date(2026, 3, 1)
    type_text(editor.field(), "--")
    assert editor.value() == date(2026, 2, 27)
    assert len(edits) == 3
    editor.set_value(None)
    type_text(editor.field(), "+")
    assert editor.value() == today() + timedelta(days=1)


def test_a_dash_in_a_half_typed_day_is_a_separator(make):
    editor = make(Sort.DATE)
    type_text(editor.field(), "5-11-2026")
    assert editor.value() == date(2026, 11, 5)


def test_what_is_no_day_is_told_and_stays(make):
    editor = make(Sort.DATE)
    type_text(editor.field(), "31/2/2026")
    leave(editor)
    assert editor.field().text() == "31/2/2026"
    with pytest.raises(UserError, match="không phải là ngày"):
        editor.value()


def test_a_day_is_clicked_in_a_calendar_that_starts_on_monday(qtbot, make):
    editor = make(Sort.DATE)
    assert isinstance(editor, DateEditor)
    editor.set_value(date(2026, 11, 5))
    qtbot.mouseClick(editor.button, Qt.MouseButton.LeftButton)
    (sheet,) = editor.findChildren(CalendarSheet)
    assert sheet.calendar.selectedDate() == QDate(2026, 11, 5)
    assert sheet.calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    sheet.calendar.clicked.emit(QDate(2026, 11, 20))
    assert editor.value() == date(2026, 11, 20)
    qtbot.waitUntil(lambda: editor.findChildren(CalendarSheet) == [])


def test_a_moment_is_a_day_and_a_time(make):
    editor = make(Sort.MOMENT)
    assert isinstance(editor, MomentEditor)
    type_text(editor.field(), "5/11/2026")
    with pytest.raises(UserError, match="chưa có giờ"):
        editor.value()
    type_text(editor.time, "8h30")
    assert editor.value() == datetime(2026, 11, 5, 8, 30)
    leave(editor)
    editor.time.setFocus()
    leave(editor)
    assert (editor.field().text(), editor.time.text()) == ("05/11/2026", "08:30")


# choosing


def lines(editor: Editor) -> list[str]:
    return [editor.list.item(row).text() for row in range(editor.list.count())]


def test_a_choice_is_found_without_accents_and_taken_with_enter(qtbot, make):
    editor = make(Sort.CHOICE, choices=BranchKind)
    type_text(editor.field(), "su nghiep")
    assert editor.list.isVisible()
    assert editor.list.windowType() == Qt.WindowType.Widget
    assert QApplication.focusWidget() is editor.field()
    assert lines(editor) == [
        "Đơn vị sự nghiệp công lập hưởng 100% lương ngân sách",
        "Đơn vị sự nghiệp công lập không hưởng 100% lương ngân sách",
        "Đơn vị sự nghiệp ngoài công lập",
    ]
    qtbot.keyClick(editor.field(), Qt.Key.Key_Down)
    qtbot.keyClick(editor.field(), Qt.Key.Key_Return)
    assert editor.value() is BranchKind.SN_CL_TC
    assert not editor.list.isVisible()


def test_leaving_with_words_that_fit_one_choice_takes_it(make):
    editor = make(Sort.CHOICE, choices=Role)
    type_text(editor.field(), "van thu")
    leave(editor)
    assert editor.value() is Role.CLERK
    assert editor.field().text() == "Văn thư"
    assert not editor.list.isVisible()


def test_a_choice_that_is_not_in_the_list_is_refused(make):
    editor = make(Sort.CHOICE, choices=Role)
    type_text(editor.field(), "giám đốc")
    assert lines(editor) == ["Danh sách không có mục này."]
    with pytest.raises(UserError, match="không có trong danh sách"):
        editor.value()


def test_the_down_key_shows_the_whole_list_and_esc_puts_it_away(qtbot, make):
    editor = make(Sort.CHOICE, choices=Role)
    editor.set_value(Role.CLERK)
    qtbot.keyClick(editor.field(), Qt.Key.Key_Down)
    assert lines(editor) == [role.label for role in Role]
    assert editor.list.currentItem().text() == "Văn thư"
    qtbot.keyClick(editor.field(), Qt.Key.Key_Escape)
    assert not editor.list.isVisible()
    assert editor.value() is Role.CLERK


def test_a_click_takes_a_choice(qtbot, make):
    editor = make(Sort.CHOICE, choices=Role)
    qtbot.mouseClick(editor.field(), Qt.MouseButton.LeftButton)
    spot = editor.list.visualItemRect(editor.list.item(1)).center()
    qtbot.mouseClick(editor.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert editor.value() is Role.LEADER


PLACES = [
    Pick(1, "Phường Long Xuyên", "tỉnh An Giang"),
    Pick(2, "Xã Long Điền", "tỉnh An Giang"),
    Pick(2**40, "Xã Mỹ Đức"),
]


@pytest.fixture
def picker(qtbot, jobs, show) -> PickEditor:
    def search(work: object, text: str) -> list[Pick]:
        return [pick for pick in PLACES if text.lower() in pick.title.lower()]

    def named(work: object, number: int) -> Pick | None:
        return next((pick for pick in PLACES if pick.id == number), None)

    return show(PickEditor(spec(Sort.PLACE), jobs, PickSource(search, named)))


def test_a_record_is_picked_by_searching_beside_the_window(qtbot, picker):
    type_text(picker.field(), "long")
    qtbot.waitUntil(picker.list.isVisible)
    assert lines(picker) == ["Phường Long Xuyên — tỉnh An Giang", "Xã Long Điền — tỉnh An Giang"]
    qtbot.keyClick(picker.field(), Qt.Key.Key_Down)
    qtbot.keyClick(picker.field(), Qt.Key.Key_Return)
    assert picker.value() == 2
    assert picker.field().text() == "Xã Long Điền"


def test_a_picked_record_is_named_from_its_id(qtbot, jobs, picker):
    picker.set_value(2**40)
    assert picker.value() == 2**40  # before its name has come
    qtbot.waitUntil(jobs.settled)
    assert picker.field().text() == "Xã Mỹ Đức"
    assert picker.value() == 2**40


def test_words_that_were_not_picked_are_told(qtbot, jobs, picker):
    picker.set_value(PLACES[0])
    type_text(picker.field(), "x")
    with pytest.raises(UserError, match="Chưa chọn được"):
        picker.value()
    leave(picker)
    qtbot.waitUntil(jobs.settled)
    picker.field().clear()
    assert picker.value() is None


def test_an_editor_made_read_only_lets_nothing_in(make):
    editor = make(Sort.CHOICE, choices=Role)
    editor.set_value(Role.LEADER)
    editor.set_read_only(True)
    type_text(editor.field(), "x")
    assert editor.value() is Role.LEADER
    assert not editor.list.isVisible()


class Colour(Choice):
    RED = "red", "Đỏ"
    DARK_RED = "dark_red", "Đỏ sẫm"


def test_an_exact_label_wins_over_longer_ones(make):
    editor = make(Sort.CHOICE, choices=Colour)
    type_text(editor.field(), "do")
    assert editor.value() is Colour.RED
