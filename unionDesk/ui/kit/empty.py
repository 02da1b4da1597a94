"""An empty screen says what to do next, with the button to do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


@dataclass(frozen=True)
class Empty:
    """What an empty list says, what its button says and does ("" and None: no button)."""

    text: str
    button: str = ""
    action: Callable[[], object] | None = None


class EmptyState(QWidget):
    """A sentence in the middle and, below it, the button for the next step."""

    def __init__(self, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.clicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self.label)
        column.addSpacing(self.fontMetrics().height() // 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say(empty)

    def say(self, empty: Empty) -> None:
        self._empty = empty
        self.label.setText(empty.text)
        self.button.setText(empty.button)
        self.button.setVisible(bool(empty.button and empty.action))

    def _on_clicked(self) -> None:
        if self._empty.action is not None:
            self._empty.action()
