"""Restoring from a backup: what is in it is shown before anything is replaced. Also on the trouble page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from unionDesk.rules.formats import integer, moment_text
from unionDesk.services.upkeep import CopyContents, contents
from unionDesk.ui.kit.notices import Answer

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_RESTORE = Answer("restore", "Khôi phục", destructive=True)
_LEAVE = Answer("leave", "Thôi")


class Restoring(QObject):
    """Reads a backup, asks, restores, and opens the database anew.

    Signals:
        refused(str): why the backup was not taken.
    """

    refused = Signal(str)

    def __init__(self, context: Context, database: str, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._database = context, database

    def begin(self, source: Path) -> None:
        """Look into the backup; the question comes when it was read."""
        self._context.jobs.aside(
            partial(contents, source), then=self._on_contents, otherwise=self._on_refused, owner=self
        )

    def _on_contents(self, found: CopyContents) -> None:
        answer = self._context.notices.ask(
            f"Khôi phục từ bản sao lưu “{found.path.name}”?", _RESTORE, _LEAVE, details=told(found)
        )
        if answer == _RESTORE.value:
            self._context.jobs.aside(
                partial(self._context.upkeep().restore, found.path),
                then=self._on_restored,
                otherwise=self._on_refused,
                owner=self,
            )

    def _on_restored(self, kept: Path | None) -> None:
        said = f" Dữ liệu trước khi khôi phục được giữ ở: {kept}" if kept is not None else ""
        self._context.notices.tell(f"Đã khôi phục từ bản sao lưu.{said}")
        self._context.open_database(self._database)

    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(str(error))


def told(found: CopyContents) -> str:
    """What a backup holds, in sentences."""
    lines = [f"Đơn vị: {found.office or 'chưa lập'}."]
    if found.newest_at is not None:
        lines.append(
            f"Việc cuối cùng: {found.newest_what} (lúc {moment_text(found.newest_at.astimezone())})."
        )
    lines += [f"{label}: {integer(number)}" for label, number in found.counts]
    lines.append("Dữ liệu hiện có được cất thành một bản riêng trước khi thay, nên lấy lại được.")
    return "\n".join(lines)
