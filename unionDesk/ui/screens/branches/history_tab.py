"""The history of a branch in sentences: who, when, what, from what to what."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from unionDesk.services import branch_page
from unionDesk.services.histories import HistoryLine
from unionDesk.ui.history_text import history_html

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


class HistoryTab(QWidget):
    """What was done with the branch shown, newest first.

    Signals:
        counted(int): never; the history is not counted.
    """

    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.branch_id: int | None = None
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName("Lịch sử")
        column = QVBoxLayout(self)
        column.addWidget(self.page)

    def load(self, branch_id: int) -> None:
        """Show the history of this branch."""
        if branch_id != self.branch_id:
            self.branch_id = branch_id
            self.page.clear()
        self._context.jobs.read(partial(_history, branch_id), then=self._show, owner=self, replaces="history")

    def can_leave(self) -> bool:
        return True

    def _show(self, lines: list[HistoryLine]) -> None:
        self.page.setHtml(history_html(lines))


def _history(branch_id: int, work: Any) -> list[HistoryLine]:
    return branch_page.history(work, branch_id)
