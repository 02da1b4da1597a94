"""A fault of the program is logged, shown once with its details for copying, and does not end the work."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from unionDesk.ui.kit.crash import CrashDialog, CrashGuard, on_qt_message


@pytest.fixture
def guard(qapp, tmp_path) -> Iterator[CrashGuard]:
    made = CrashGuard(tmp_path / "unionDesk.log")
    yield made
    for dialog in open_dialogs():
        dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_dialogs() -> list[CrashDialog]:
    return [
        window
        for window in QApplication.topLevelWidgets()
        if isinstance(window, CrashDialog) and window.isVisible()
    ]


def fail(guard: CrashGuard, words: str) -> None:
    guard.on_exception(ZeroDivisionError, ZeroDivisionError(words), None)


def test_a_fault_is_shown_with_details_to_copy_and_the_place_of_the_log(qtbot, guard, caplog, tmp_path):
    with caplog.at_level(logging.CRITICAL, logger="unionDesk"):
        fail(guard, "lỗi cố ý")
    qtbot.waitUntil(lambda: len(open_dialogs()) == 1)
    (dialog,) = open_dialogs()
    assert "lỗi cố ý" in dialog.details
    assert "ZeroDivisionError" in dialog.details
    assert "Python 3." in dialog.details
    assert "lỗi cố ý" in caplog.text
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Chép chi tiết")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.details


def test_many_faults_open_one_dialog_and_later_ones_a_new_one(qtbot, guard):
    for number in range(5):
        fail(guard, f"lỗi {number}")
    qtbot.waitUntil(lambda: len(open_dialogs()) == 1)
    QApplication.processEvents()
    (dialog,) = open_dialogs()
    dialog.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert open_dialogs() == []
    fail(guard, "lỗi sau")
    qtbot.waitUntil(lambda: len(open_dialogs()) == 1)
    assert "lỗi sau" in open_dialogs()[0].details


def test_a_fault_on_a_thread_is_shown_on_the_main_thread(qtbot, guard, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", guard.on_thread_exception)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(open_dialogs()) == 1)
    assert "ZeroDivisionError" in open_dialogs()[0].details


def test_the_hooks_are_taken_and_given_back(guard):
    before = sys.excepthook
    guard.install()
    taken = sys.excepthook
    guard.uninstall()
    assert taken == guard.on_exception
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook = before


def test_qts_own_messages_go_to_the_log(qtbot, caplog):
    class Where:
        category = "qt.widgets"

    with caplog.at_level(logging.WARNING, logger="unionDesk"):
        on_qt_message(QtMsgType.QtWarningMsg, Where(), "something odd")
    assert "qt.widgets: something odd" in caplog.text


def test_the_log_is_named_to_the_user(qtbot, tmp_path):
    dialog = CrashDialog("chi tiết", Path(tmp_path) / "unionDesk.log")
    qtbot.addWidget(dialog)
    assert "unionDesk.log" in " ".join(label.text() for label in dialog.findChildren(QLabel))
