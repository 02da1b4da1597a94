"""Notices pass, can be read again, can be undone; asking is rare and replaceable."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from unionDesk.rules.errors import UserError
from unionDesk.ui.kit.notice_bar import NoticeBar, PastNotices
from unionDesk.ui.kit.notices import Answer, NoticeKind, Notices, Question


@pytest.fixture
def notices(qapp) -> Notices:
    return Notices()


@pytest.fixture
def bar(qtbot, notices) -> NoticeBar:
    made = NoticeBar(notices)
    qtbot.addWidget(made)
    return made


def shown(bar: NoticeBar) -> list[str]:
    return [row.notice.text for row in bar.rows]


def test_the_bar_is_hidden_until_something_is_said(bar, notices):
    assert not bar.isVisibleTo(None)
    notices.tell("Đã lưu công đoàn cơ sở.")
    assert bar.isVisibleTo(None)
    assert shown(bar) == ["Đã lưu công đoàn cơ sở."]


def test_a_told_notice_passes_and_a_warning_stays(qtbot, bar, notices):
    notices.tell("Đã lưu.")
    notices.warn("Chưa có số điện thoại.")
    for row in bar.rows:
        if row._timer.isActive():
            row._timer.setInterval(1)
    qtbot.waitUntil(lambda: shown(bar) == ["Chưa có số điện thoại."])
    assert [notice.text for notice in notices.past] == ["Đã lưu.", "Chưa có số điện thoại."]


def test_only_the_newest_three_stand_in_the_bar(bar, notices):
    for number in range(5):
        notices.warn(f"Việc {number}")
    assert shown(bar) == ["Việc 2", "Việc 3", "Việc 4"]
    assert len(notices.past) == 5


def test_undo_is_offered_once(qtbot, bar, notices):
    undone: list[str] = []
    notices.tell("Đã xóa chuyến đi.", undo=lambda: undone.append("chuyến đi"))
    button = bar.rows[0]._action
    assert button.text() == "Hoàn tác"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert undone == ["chuyến đi"]
    assert not button.isVisibleTo(bar)
    assert notices.undo_last() is False


def test_undo_last_takes_the_newest_that_can_be_undone(notices):
    undone: list[int] = []
    notices.tell("Một", undo=lambda: undone.append(1))
    notices.tell("Hai", undo=lambda: undone.append(2))
    notices.tell("Ba")
    notices.warn("Bốn", action=lambda: undone.append(4), action_label="Mở")
    assert notices.undo_last()
    assert notices.undo_last()
    assert not notices.undo_last()
    assert undone == [2, 1]


def test_progress_is_shown_can_be_stopped_and_becomes_its_result(qtbot, bar, notices):
    stopped: list[bool] = []
    running = notices.progress("Đang nhập danh sách…", cancel=lambda: stopped.append(True))
    running.report(40, 109, "Dòng 40 của 109")
    row = bar.rows[0]
    assert (row._bar.value(), row._bar.maximum()) == (40, 109)
    assert row._text.text() == "Dòng 40 của 109"
    assert not row._timer.isActive()
    qtbot.mouseClick(row._action, Qt.MouseButton.LeftButton)
    assert stopped == [True]
    running.finish("Đã nhập 109 công đoàn cơ sở.")
    assert running.kind is NoticeKind.TOLD
    assert not row._bar.isVisibleTo(row)
    assert row._timer.isActive()


def test_a_user_error_is_said_as_it_is(bar, notices):
    notices.refuse(UserError("Mã CĐCS này đã có."))
    assert shown(bar) == ["Mã CĐCS này đã có."]
    assert bar.rows[0].accessibleName() == "Cần chú ý: Mã CĐCS này đã có."


def test_past_notices_can_be_read_and_undone_later(qtbot, notices):
    undone: list[str] = []
    notices.tell("Đã nhập 109 dòng.", undo=lambda: undone.append("nhập"))
    notices.tell("Đã in.")
    dialog = PastNotices(notices)
    dialog.open()
    texts = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert [text.split("   ")[1] for text in texts] == ["Đã in.", "Đã nhập 109 dòng."]
    dialog.list.setCurrentRow(0)
    assert not dialog._act.isVisibleTo(dialog)
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog._act, Qt.MouseButton.LeftButton)
    assert undone == ["nhập"]
    dialog.close()


def test_a_test_can_answer_for_the_user(notices):
    asked: list[Question] = []

    def answer(question: Question) -> str:
        asked.append(question)
        return "save"

    notices.asker = answer
    chosen = notices.ask("Lưu thay đổi?", Answer("save", "Lưu"), Answer("stay", "Ở lại"))
    assert chosen == "save"
    assert [a.label for a in asked[0].answers] == ["Lưu", "Ở lại"]


@pytest.mark.parametrize(("key", "value"), [(Qt.Key.Key_Return, "save"), (Qt.Key.Key_Escape, "stay")])
def test_the_box_answers_enter_with_the_first_and_esc_with_the_last(qtbot, notices, key, value):
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        qtbot.keyClick(box, key)

    QTimer.singleShot(0, press)
    assert (
        notices.ask("Lưu thay đổi?", Answer("save", "Lưu"), Answer("drop", "Bỏ"), Answer("stay", "Ở lại"))
        == value
    )
