"""The page of a promise: what was promised, by whom, by when, what came of it; and its form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import PromiseStatus
from unionDesk.services import promise_listing, promises
from unionDesk.services.promise_listing import PromiseRow
from unionDesk.services.undoing import Done
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.marks import due_mark
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.promises.questions import edit_specs, save
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

EDIT = "promises/edit"


@dataclass(frozen=True)
class Opened:
    """A promise as the page shows it."""

    row: PromiseRow
    values: dict[str, Any]
    version: int


class PromisePage(QWidget):
    """Head and form of one promise.

    Signals:
        closed(): the user is done with it.
        shown(): another promise, or another state of the same.
    """

    closed = Signal()
    shown = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.row: PromiseRow | None = None
        self._wanted: int | None = None
        self.mark, self.due = QLabel(), QLabel()
        self.due.setProperty("role", "heading")
        self.due.setWordWrap(True)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.form = RecordForm(
            context, EDIT, edit_specs(), what="Sửa kiến nghị, cam kết", save=save, pickers=PICKERS
        )
        head = QHBoxLayout()
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.due, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.form, 1)
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self.closed)

    def show_promise(self, promise_id: int) -> None:
        """Read and show this promise."""
        self._wanted = promise_id
        self._context.jobs.read(
            partial(_read, promise_id),
            then=self._show,
            otherwise=self._on_gone,
            owner=self,
            replaces="promise",
        )

    def refresh(self) -> None:
        """Read the promise anew; what is being typed stays."""
        if self._wanted is not None:
            self.show_promise(self._wanted)

    def can_leave(self) -> bool:
        return self._wanted is None or self.form.can_leave()

    def leave(self) -> None:
        """Nothing is shown any more."""
        self.row = self._wanted = None

    def _show(self, opened: Opened) -> None:
        same = self.row is not None and self.row.promise_id == opened.row.promise_id
        self.row = row = opened.row
        self.mark.setPixmap(QPixmap.fromImage(due_mark(row.colour)))
        closed = f", {row.status.label.lower()} ngày {date_text(row.closed_on)}" if row.closed_on else ""
        words = f", {row.due_words}" if row.due_words else ""
        self.due.setText(f"{row.number}: hạn {date_text(row.due_on)}{words}{closed}")
        self.facts.setText("\n".join(_facts(row, opened.values)))
        if not (same and self.form.form.is_edited()):
            self.form.open(row.promise_id, opened.version, row.number, opened.values)
        self.shown.emit()

    def _on_gone(self, error: UserError) -> None:
        self._context.notices.refuse(error)
        self.leave()
        self.closed.emit()

    @Slot(object)
    def _on_saved(self, done: Done) -> None:
        tell_done(self._context, f"Đã sửa {self.form.title}.", done)

    def take_draft(self, draft: Draft) -> None:
        """The form itself offers its draft once the promise is shown."""
        if draft.record is not None:
            self.show_promise(draft.record)


def _read(promise_id: int, work: Any) -> Opened:
    values, version = promises.read(work, promise_id)
    (row,) = promise_listing.rows(work, [promise_id])
    return Opened(row, values, version)


def _facts(row: PromiseRow, values: dict[str, Any]) -> list[str]:
    lines = [
        f"Ghi nhận {date_text(row.made_on)}" + (f", chuyến đi {row.visit_number}" if row.visit_number else "")
    ]
    if row.branch:
        lines.append(f"Công đoàn cơ sở: {row.branch}")
    if values.get("due_reason"):
        lines.append(f"Lý do đổi hạn: {values['due_reason']}")
    if row.result:
        lines.append(f"Kết quả: {row.result}")
    if row.status is not PromiseStatus.OPEN:
        agrees = {None: "chưa rõ có đồng ý không", True: "cơ sở đồng ý", False: "cơ sở chưa đồng ý"}
        told = row.told_branch_on
        lines.append(
            f"Đã phản hồi cho cơ sở ngày {date_text(told)}, {agrees[row.branch_agrees]}"
            if told
            else "Chưa phản hồi kết quả cho cơ sở"
        )
    return lines
