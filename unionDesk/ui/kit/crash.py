"""What happens when the program meets a bug: the log gets the traceback, the user a dialog to copy from."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6 import __version__ as pyside
from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk import __version__

log = logging.getLogger("unionDesk")

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashDialog(QDialog):
    """Says that a fault was met, what to do, and offers the details for copying."""

    def __init__(self, details: str, log_path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Chương trình gặp lỗi")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.details = details
        words = (
            "Chương trình vừa gặp một lỗi ngoài ý muốn. Việc đang làm dở có thể chưa được ghi; "
            "những gì đã lưu trước đó không bị ảnh hưởng.\n\n"
            "Xin bấm «Chép chi tiết» rồi gửi cho người hỗ trợ, kèm theo việc vừa làm."
        )
        if log_path is not None:
            words += f"\n\nNhật ký: {log_path}"
        label = QLabel(words)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName("Chi tiết lỗi")
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox()
        copy = QPushButton("Chép chi tiết")
        copy.clicked.connect(self.copy)
        go_on = QPushButton("Tiếp tục làm việc")
        go_on.clicked.connect(self.close)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(text, 1)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 90, self.fontMetrics().height() * 24)

    @Slot()
    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)


class CrashGuard(QObject):
    """Catches what nobody caught, on any thread, and shows it once.

    Signals:
        crashed(str): details of a fault, emitted on whichever thread met it.
    """

    crashed = Signal(str)

    def __init__(self, log_path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self._open: CrashDialog | None = None
        self.crashed.connect(self.show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Answer `sys.excepthook`, `threading.excepthook` and Qt's messages from now on."""
        sys.excepthook = self.on_exception
        threading.excepthook = self.on_thread_exception
        qInstallMessageHandler(on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back to Python and Qt."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("unexpected error", exc_info=(kind, error, trace))
        self.crashed.emit(described("".join(traceback.format_exception(kind, error, trace))))

    def on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    @Slot(str)
    def show(self, details: str) -> None:
        """Open the dialog, unless one is open already (the log has every fault)."""
        if self._open is not None:
            return
        self._open = CrashDialog(details, self._log_path, QApplication.activeWindow())
        self._open.destroyed.connect(self._on_closed)
        self._open.open()

    @Slot()
    def _on_closed(self) -> None:
        self._open = None


def described(trace: str) -> str:
    """A traceback with what a supporter needs to know about the machine."""
    return f"unionDesk {__version__} · Python {platform.python_version()} · PySide6 {pyside} · {platform.platform()}\n\n{trace}"


def on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Send Qt's own messages to the log."""
    where: Any = context.category or "qt"
    log.log(LEVELS.get(kind, logging.WARNING), "%s: %s", where, text)
