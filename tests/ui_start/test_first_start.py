"""The first start: an office is set up by typing, nothing typed is lost, what is wrong stands at its field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from unionDesk.rules.kinds import Role
from unionDesk.services.offices import letterhead, officers
from unionDesk.services.places import search
from unionDesk.ui.desktop import Desktop
from unionDesk.ui.start.pages import FirstStart


def type_text(text: str) -> None:
    """Letter by letter into whatever has the focus."""
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char)
            QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.fixture
def press(qtbot):
    def key(*keys: Qt.Key) -> None:
        for each in keys:
            qtbot.keyClick(QApplication.focusWidget(), each)

    return key


def page_of(desktop: Desktop) -> FirstStart:
    page = desktop.window.pages.currentWidget()
    assert isinstance(page, FirstStart)
    return page


@pytest.fixture
def desktop(open_desktop, qtbot) -> Desktop:
    made = open_desktop()
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page_of(made).where.radios["local"])
    return made


@pytest.fixture
def page(desktop) -> FirstStart:
    return page_of(desktop)


def fill_office(qtbot, desktop, press) -> None:
    """The second step by keys alone; the province is found without accents."""
    for text in ("Công đoàn phường Long Xuyên", "Liên đoàn Lao động tỉnh An Giang", "CĐP", "Long Xuyên"):
        type_text(text)
        press(Qt.Key.Key_Tab)
    type_text("kien giang")
    qtbot.waitUntil(page_of(desktop).office.editor("province").list.isVisible)
    press(Qt.Key.Key_Return)


def test_an_office_is_set_up_by_keys_alone(qtbot, desktop, page, press):
    press(Qt.Key.Key_Return)
    fill_office(qtbot, desktop, press)
    press(Qt.Key.Key_Return)
    type_text("Nguyễn Thị Hạnh")
    press(Qt.Key.Key_Tab)
    type_text("Chuyên viên")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.context.user is not None)
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.context.user.name == "Nguyễn Thị Hạnh"
    assert desktop.window.status.office.text() == "Công đoàn phường Long Xuyên"
    branches = desktop.window.screens["branches"]
    assert branches.isVisible()
    assert branches.stack.currentWidget() is branches.importing  # the list from Excel comes next
    with desktop.store.read() as work:
        head = letterhead(work, date(2026, 11, 24))
        known = search(work, "long xuyen")
    assert (head.parent, head.symbol, head.place_line) == (
        "Liên đoàn Lao động tỉnh An Giang",
        "CĐP",
        "Long Xuyên",
    )
    assert "Phường Long Xuyên" in {place.name for place in known}


def test_a_missing_name_is_said_beside_its_field(desktop, page, press):
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert page.steps.currentIndex() == 1
    assert page.office.rows["name"].note.text() == "Hãy nhập “Tên đơn vị”."
    assert page.office.rows["province"].note.text() == "Hãy nhập “Tỉnh, thành phố”."
    assert QApplication.focusWidget() is page.office.editor("name").field()


def test_a_province_nobody_knows_is_refused(desktop, page, press):
    press(Qt.Key.Key_Return)
    type_text("Công đoàn xã Mỹ Đức")
    page.office.editor("province").setFocus()
    type_text("Tỉnh Không Có")
    page.office.editor("name").setFocus()
    press(Qt.Key.Key_Return)
    assert page.steps.currentIndex() == 1
    assert "Chưa chọn được “Tỉnh Không Có”" in page.office.rows["province"].note.text()


def test_going_back_loses_nothing(qtbot, desktop, page, press):
    press(Qt.Key.Key_Return)
    fill_office(qtbot, desktop, press)
    press(Qt.Key.Key_Return)
    type_text("Trần Văn Bình")
    press(Qt.Key.Key_Escape)
    assert page.steps.currentIndex() == 1
    assert page.office.values()["name"] == "Công đoàn phường Long Xuyên"
    assert page.office.values()["province"] == 91
    press(Qt.Key.Key_Return)
    assert page.officer.values()["officer_name"] == "Trần Văn Bình"


def test_the_district_list_follows_the_province(qtbot, desktop, page, press):
    press(Qt.Key.Key_Return)
    fill_office(qtbot, desktop, press)
    page.office.editor("district").setFocus()
    type_text("chau phu")
    district = page.office.editor("district")
    qtbot.waitUntil(district.list.isVisible)
    press(Qt.Key.Key_Return)
    assert page.office.values()["district"] == 889
    page.office.editor("province").setFocus()
    QApplication.focusWidget().selectAll()
    type_text("can tho")
    assert district.value() is None


def test_what_was_typed_comes_back_after_a_crash(qtbot, open_desktop, desktop, page, press):
    press(Qt.Key.Key_Return)
    type_text("Công đoàn phường Châu Đốc")
    page._keeper.keep_now()  # what the clock does every few seconds
    again = page_of(open_desktop())
    assert again.office.draft()["name"] == "Công đoàn phường Châu Đốc"


def test_closing_the_window_keeps_what_was_typed_last(open_desktop, desktop, page, press):
    press(Qt.Key.Key_Return)
    type_text("Công đoàn xã Mỹ Đức")
    desktop.window.close()
    assert page_of(open_desktop()).office.draft()["name"] == "Công đoàn xã Mỹ Đức"


def test_enter_on_a_button_gives_that_button(qtbot, desktop, page, press):
    press(Qt.Key.Key_Return)
    page.back.setFocus()
    press(Qt.Key.Key_Return)
    assert page.steps.currentIndex() == 0


def test_an_address_that_is_none_is_said_beside_its_field(qtbot, desktop, page, press):
    page.where.choose("shared")
    page.where.address.focus_first()
    press(Qt.Key.Key_Return)
    assert page.where.address.rows["address"].note.text() == "Hãy nhập “Địa chỉ”."
    type_text("may-chu/cong_doan")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(desktop.jobs.settled)
    assert "bắt đầu bằng postgresql://" in page.where.address.rows["address"].note.text()
    assert page.steps.currentIndex() == 0


def test_a_password_in_an_address_is_refused(qtbot, desktop, page, press):
    page.where.choose("shared")
    page.where.address.focus_first()
    type_text("postgresql://hanh:bi-mat@127.0.0.1:9/cong_doan")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(desktop.jobs.settled)
    assert "không được chứa mật khẩu" in page.where.address.rows["address"].note.text()


def test_a_server_that_does_not_answer_is_said_and_the_step_stays(qtbot, desktop, page, press):
    page.where.choose("shared")
    page.where.address.focus_first()
    type_text("postgresql://hanh@127.0.0.1:9/cong_doan")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(desktop.jobs.settled, timeout=20_000)
    assert page.where.address.rows["address"].problem
    assert page.next.isEnabled()
    page.where.choose("local")
    page.go_on()
    assert page.steps.currentIndex() == 1


def test_a_shared_database_is_joined_and_opened_again_next_time(qtbot, open_desktop, postgres_place):
    desktop = open_desktop()
    page = page_of(desktop)
    page.where.choose("shared")
    page.where.address.load({"address": postgres_place.url.replace("postgresql+psycopg", "postgresql")})
    page.go_on()
    qtbot.waitUntil(lambda: desktop.context.user is not None, timeout=20_000)
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.context.user.name == "Trần Văn Bình"
    desktop.window.close()
    again = open_desktop()
    assert again.context.user.name == "Trần Văn Bình"
    assert again.store.opened.store.place.url == postgres_place.url


def test_the_sample_office_lies_in_a_file_of_its_own(qtbot, desktop, page):
    page.where.choose("sample")
    page.go_on()
    qtbot.waitUntil(lambda: desktop.context.user is not None, timeout=120_000)
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.window.band.isVisible()
    assert desktop.store.database.endswith("mau.sqlite")
    assert desktop.context.user.role is Role.ADMINISTRATOR
    desktop.window.band.linkActivated.emit("own")
    qtbot.waitUntil(desktop.jobs.settled)
    assert page_of(desktop).where.choice() == "local"
    with desktop.store.read() as work:
        assert officers(work) == []


def test_making_the_sample_can_be_stopped_and_leaves_nothing(qtbot, desktop, page):
    page.where.choose("sample")
    page.go_on()
    qtbot.waitUntil(page.stop.isVisible)
    page.stop.click()
    qtbot.waitUntil(desktop.jobs.settled, timeout=30_000)
    assert "Đã dừng" in page.problem.text()
    assert not Path(desktop.context.own_database).with_name("mau.sqlite").exists()
    assert page.next.isEnabled()
