"""The frame of a page before the screens: a heading, what it is about, its parts, its buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unionDesk.ui.kit.form import scrolled

LETTERS = 92  # as wide as a line that is easy to read


class PageFrame(QWidget):
    """A column in the middle of the window that scrolls when it is high; buttons stay below it.

    Signals:
        finished(): the page has done its part; the desktop goes on.
    """

    finished = Signal()
    then: tuple[str, str] | None = None
    """The screen to open afterwards and the command to give there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel()
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self.heading.setFont(font)
        self.said = QLabel()
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        for label in (self.heading, self.said, self.problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        self.body = QVBoxLayout()
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.heading)
        column.addWidget(self.said)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addLayout(self.body)
        column.addWidget(self.problem)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addLayout(self.buttons)
        column.addStretch(1)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(self.fontMetrics().averageCharWidth() * LETTERS)
        around = QWidget()
        row = QHBoxLayout(around)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(around))

    def add_button(self, label: str, *, default: bool = False) -> QPushButton:
        """A button below the page; the default one is given by Enter."""
        button = QPushButton(label)
        button.setDefault(default)
        self.buttons.addWidget(button)
        return button

    def focus_first(self) -> None:
        """Put the cursor where the page begins; called when the page is first seen."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.focus_first()

    def go_on(self) -> None:
        """What Enter means on this page."""

    def go_back(self) -> None:
        """What Esc means on this page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def refuse(self, sentence: str) -> None:
        """Say what went wrong, above the buttons ("": nothing)."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
