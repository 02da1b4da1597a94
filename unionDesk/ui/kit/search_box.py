"""The search over everything: a field in the window and, below it, an inline list (no Qt.Popup: UniKey)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from unionDesk.rules.names import nfc
from unionDesk.ui.kit.icons import icon

if TYPE_CHECKING:
    from unionDesk.ui.context import Context, SearchHit

WAIT_MS = 120
MOST_LINES = 12


class SearchBox(QLineEdit):
    """Type, arrows choose, Enter opens, Esc puts the list away.

    Signals:
        opened(SearchHit)
    """

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setPlaceholderText("Tìm mọi thứ (Ctrl+K)")
        self.setAccessibleName("Tìm mọi thứ")
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.list = QListWidget(parent.window())
        self.list.setObjectName("suggestions")
        self.list.setAccessibleName("Kết quả tìm")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.hide()
        self.list.itemClicked.connect(self._open)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.installEventFilter(self)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self.put_away()

    @Slot()
    def put_away(self) -> None:
        self._timer.stop()
        self.list.hide()

    @Slot()
    def _ask(self) -> None:
        search, text = self._context.search, nfc(self.text()).strip()
        if search is not None and text:
            self._context.jobs.read(
                lambda work: search(work, text), then=self._show, owner=self, replaces="search-everything"
            )

    def _show(self, hits: Sequence[SearchHit]) -> None:
        if not self.text().strip():
            return
        self.list.clear()
        for hit in hits:
            said = " — ".join(part for part in (hit.title, hit.detail) if part)
            item = QListWidgetItem(f"{hit.kind}:  {said}" if hit.kind else said)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.list.addItem(item)
        if not hits:
            nothing = QListWidgetItem("Không tìm thấy gì. Thử bớt chữ, hoặc gõ không dấu.")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        else:
            self.list.setCurrentRow(0)
        self._place_list()

    def _place_list(self) -> None:
        window = self.window()
        corner = self.mapTo(window, QPoint(0, self.height()))
        line = self.list.sizeHintForRow(0) + 2
        height = line * min(self.list.count(), MOST_LINES) + 6
        width = min(max(self.width(), self.fontMetrics().averageCharWidth() * 70), window.width() - 16)
        left = max(8, min(corner.x(), window.width() - width - 8))
        self.list.setGeometry(left, corner.y(), width, min(height, window.height() - corner.y() - 8))
        self.list.show()
        self.list.raise_()

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem | None) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if hit is None:
            return
        self.put_away()
        self.clear()
        self.opened.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.FocusOut:
            self.put_away()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.list.isVisible():
            self.put_away()
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.list.isVisible():
                self._open(self.list.currentItem())
            else:
                self._ask()
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.list.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)
            return True
        return False
