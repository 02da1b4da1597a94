"""The history of a branch in sentences: who, when, what, from what to what."""

from __future__ import annotations

import html
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from unionDesk.rules.formats import moment_text
from unionDesk.services import branch_page
from unionDesk.services.histories import HistoryLine

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
        self.page.setHtml("".join(_told(list(group)) for _id, group in groupby(lines, _operation)))


def _history(branch_id: int, work: Any) -> list[HistoryLine]:
    return branch_page.history(work, branch_id)


def _operation(line: HistoryLine) -> int:
    return line.operation_id


def _told(lines: list[HistoryLine]) -> str:
    """One operation: who and when, what in words, then its sentences."""
    first = lines[0]
    head = f"{moment_text(first.at.astimezone())} – {first.who}: {first.what}"
    parts = "".join(
        f"<p style='margin:2px 0 2px 16px'>{html.escape(_sentence(line.sentences))}</p>"
        for line in reversed(lines)
        if len(line.sentences) > 1 or not line.sentences[0].endswith(": sửa")
    )
    return f"<p style='margin:10px 0 2px 0'><b>{html.escape(head)}</b></p>{parts}"


def _sentence(sentences: tuple[str, ...]) -> str:
    head, *rest = sentences
    return f"{head} – {'; '.join(rest)}." if rest else f"{head}."
