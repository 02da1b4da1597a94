"""Segments: a few ways to look at a list side by side, one of them chosen; arrows move between them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget

from unionDesk.ui.kit.flow import FlowLayout

FEW = 3
"""So many stay in one line whatever the width."""


class Segments(QWidget):
    """Buttons of which exactly one is pressed.

    Signals:
        chosen(str): the name of the one that was pressed by the user.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, parts: Iterable[tuple[str, str]], current: str, parent: QWidget | None = None
    ) -> None:
        """`name` is what the whole is called, `parts` are (name, words)."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._silent = True
        listed = list(parts)
        row = FlowLayout(self, spacing=2) if len(listed) > FEW else _row(self)
        for part, words in listed:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("part", part)
            button.setAccessibleDescription(name)
            self._group.addButton(button)
            row.addWidget(button)
            self.buttons[part] = button
        self.set_current(current)
        self._group.buttonToggled.connect(self._on_toggled)

    def current(self) -> str:
        button = self._group.checkedButton()
        return str(button.property("part")) if button is not None else ""

    def set_current(self, part: str) -> None:
        """Press one without telling."""
        button = self.buttons.get(part) or next(iter(self.buttons.values()))
        self._silent = True
        button.setChecked(True)
        self._silent = False

    def say(self, part: str, words: str) -> None:
        """Other words on a button, with a count for instance."""
        self.buttons[part].setText(words)

    def _on_toggled(self, button: QAbstractButton, pressed: bool) -> None:
        if pressed and not self._silent:
            self.chosen.emit(str(button.property("part")))


def _row(owner: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(owner)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    return row
