"""Suggestions: a list below a text field, laid over the window; no Qt.Popup, so UniKey goes on working."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

MOST_LINES = 12


class Suggestions(QListWidget):
    """Belongs to one field, which keeps the focus: arrows choose, Enter takes, Esc puts away.

    Signals:
        taken(object): the thing behind the line that was taken.
    """

    taken = Signal(object)

    def __init__(self, field: QLineEdit, name: str) -> None:
        super().__init__(field)
        self._field = field
        self._things: list[Any] = []
        self.setObjectName("suggestions")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()
        self.itemClicked.connect(self._on_clicked)
        field.installEventFilter(self)

    def offer(self, lines: Sequence[tuple[str, Any]], *, nothing: str = "", current: int = 0) -> None:
        """Show these (text, thing) lines; with none the sentence `nothing`, or no list at all."""
        self.clear()
        self._things = [thing for _, thing in lines]
        self.addItems([text for text, _ in lines])
        if lines:
            self.setCurrentRow(current)
        elif nothing:
            said = QListWidgetItem(nothing)
            said.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(said)
        if self.count():
            self._place()
        else:
            self.hide()

    @Slot()
    def put_away(self) -> None:
        self.hide()

    def _place(self) -> None:
        window = self._field.window()
        if self.parent() is not window:
            self.setParent(window)
        line = self.sizeHintForRow(0)
        wanted = line * min(self.count(), MOST_LINES) + 6
        below = self._field.mapTo(window, QPoint(0, self._field.height()))
        above = self._field.mapTo(window, QPoint(0, 0))
        room_below, room_above = window.height() - below.y() - 4, above.y() - 4
        wide = self.sizeHintForColumn(0) + line
        width = min(max(self._field.width(), wide), window.width() - 16)
        left = max(8, min(below.x(), window.width() - width - 8))
        if room_below < wanted and room_above > room_below:
            height = min(wanted, room_above)
            self.setGeometry(left, above.y() - height, width, height)
        else:
            self.setGeometry(left, below.y(), width, max(min(wanted, room_below), line + 6))
        self.show()
        self.raise_()

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._take(self.row(item))

    def _take(self, row: int) -> bool:
        if not 0 <= row < len(self._things):
            return False
        self.hide()
        self.taken.emit(self._things[row])
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._field and self.isVisible():
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    event.accept()  # ours, before a dialog takes it
                    return True
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            elif event.type() in {QEvent.Type.Hide, QEvent.Type.FocusOut}:
                self.hide()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self._take(self.currentRow())
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            page = MOST_LINES - 1 if key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp} else 1
            step = page if key in {Qt.Key.Key_Down, Qt.Key.Key_PageDown} else -page
            self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))
            return True
        return False
