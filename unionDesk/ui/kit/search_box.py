"""The search over everything: a field in the window with its results below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from unionDesk.rules.names import nfc
from unionDesk.ui.kit.icons import icon, put_icon
from unionDesk.ui.kit.suggestions import Suggestions

if TYPE_CHECKING:
    from unionDesk.ui.context import Context, SearchHit

WAIT_MS = 120


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
        self._sign = self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        put_icon(self._sign, "search")
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.list = Suggestions(self, "Kết quả tìm")
        self.list.taken.connect(self._open)
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._ask)

    def refresh_icons(self) -> None:
        """Colour the icon for the theme anew."""
        self._sign.setIcon(icon("search"))

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.list.put_away()

    @Slot()
    def _ask(self) -> None:
        search, text = self._context.search, nfc(self.text()).strip()
        if search is not None and text:
            self._context.jobs.read(
                lambda work: search(work, text), then=self._show, owner=self, replaces="search-everything"
            )

    def _show(self, hits: Sequence[SearchHit]) -> None:
        if self.text().strip() and self.hasFocus():
            lines = [(_said(hit), hit) for hit in hits]
            self.list.offer(lines, nothing="Không tìm thấy gì. Thử bớt chữ, hoặc gõ không dấu.")

    @Slot(object)
    def _open(self, hit: SearchHit) -> None:
        self._timer.stop()
        self.clear()
        self.opened.emit(hit)


def _said(hit: SearchHit) -> str:
    said = " — ".join(part for part in (hit.title, hit.detail) if part)
    return f"{hit.kind}:  {said}" if hit.kind else said
