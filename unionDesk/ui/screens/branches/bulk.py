"""Bulk edits of chosen branches, with what was and what will be, line by line, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import integer
from unionDesk.rules.kinds import AttentionLevel
from unionDesk.services import branch_page, branches
from unionDesk.services.branches import BranchRow
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.pick_editors import PickEditor
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_CHUNK = 500
ASSIGN = (
    FieldSpec(name="officer", label="Cán bộ phụ trách", sort=Sort.OFFICER, required=True),
    FieldSpec(name="valid_from", label="Từ ngày", sort=Sort.DATE, required=True),
)
ATTENTION = (
    FieldSpec(name="level", label="Mức quan tâm", sort=Sort.CHOICE, choices=AttentionLevel, required=True),
    FieldSpec(name="reason", label="Lý do", length=255, wanted=True),
)


@dataclass(frozen=True)
class Change:
    """A line of the dialog: a branch, what is now, what will be ("" until it is said)."""

    id: int
    code: str
    name: str
    before: Any
    after: Any


class BulkDialog(QDialog):
    """Asks for the new value and shows each branch's before and after; *Ghi* does it in one operation."""

    def __init__(
        self,
        context: Context,
        title: str,
        specs: Sequence[FieldSpec],
        before: Callable[[BranchRow], Any],
        branch_ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._before, self._ids = context, before, list(branch_ids)
        self._rows: list[BranchRow] = []
        self.setWindowTitle(title)
        self.form = Form(context.jobs, specs, pickers=PICKERS)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.table = RowTable(
            (
                Column("code", "Mã CĐCS", 10),
                Column("name", "Tên CĐCS", 40),
                Column("before", "Hiện nay", 22),
                Column("after", "Sẽ là", 22),
            ),
            context.settings,
            "branches/bulk",
        )
        self.table.setAccessibleName("Trước và sau khi ghi")
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton("Ghi", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Thôi", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.form)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 28)
        self.form.edited.connect(self._show)
        self.finished.connect(self.deleteLater)
        context.jobs.read(partial(_rows, self._ids), then=self._on_rows, owner=self)

    # for subclasses

    def after(self) -> Any:
        """What the value will be, for the table; "" while it is not said."""
        raise NotImplementedError

    def task(self) -> Callable[[Any], Any]:
        """The job that writes."""
        raise NotImplementedError

    def told(self) -> str:
        """What was done, for the notice."""
        raise NotImplementedError

    # inside

    def _on_rows(self, rows: list[BranchRow]) -> None:
        self._rows = rows
        self._show()

    @Slot()
    def _show(self) -> None:
        after = self.after()
        self.table.set_rows(
            [Change(r.branch_id, r.code, r.name, self._before(r) or "", after) for r in self._rows]
        )
        same = sum(self._before(row) == after for row in self._rows)
        words = f"{integer(len(self._rows))} công đoàn cơ sở được chọn"
        self.said.setText(f"{words}; {integer(same)} nơi đã đúng như vậy." if same else f"{words}.")

    @Slot()
    def _on_accepted(self) -> None:
        if not self.form.check():
            return
        self.ok.setEnabled(False)
        self._context.jobs.write(
            self.windowTitle(),
            recorded(self.task()),
            then=self._on_done,
            otherwise=self._on_refused,
            owner=self,
        )

    def _on_done(self, done: Done) -> None:
        tell_done(self._context, self.told(), done)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.ok.setEnabled(True)
        self.said.setText(str(error))


class AssignDialog(BulkDialog):
    """Gives the chosen branches a lead officer."""

    def __init__(self, context: Context, branch_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(
            context, "Phân công cán bộ phụ trách", ASSIGN, lambda row: row.officer, branch_ids, parent
        )
        self.form.load({"valid_from": today()})

    def after(self) -> Any:
        editor = self.form.editor("officer")
        assert isinstance(editor, PickEditor)
        return editor.pick.title if editor.pick is not None else ""

    def task(self) -> Callable[[Any], Any]:
        values = self.form.values()
        return partial(
            branch_page.assign,
            branch_ids=self._ids,
            officer_id=values["officer"],
            valid_from=values["valid_from"],
        )

    def told(self) -> str:
        return f"Đã phân công {self.after()} phụ trách {integer(len(self._ids))} công đoàn cơ sở."


class AttentionDialog(BulkDialog):
    """Follows the chosen branches more or less closely."""

    def __init__(self, context: Context, branch_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(
            context, "Đặt mức quan tâm", ATTENTION, lambda row: row.attention, branch_ids, parent
        )

    def after(self) -> Any:
        raw = self.form.editor("level").raw()
        return AttentionLevel.from_label(str(raw or "")) or ""

    def task(self) -> Callable[[Any], Any]:
        values = self.form.values()
        return partial(
            branch_page.set_attention,
            branch_ids=self._ids,
            level=values["level"],
            reason=values["reason"] or "",
        )

    def told(self) -> str:
        level = self.after()
        return f"Đã đặt mức “{level.label}” cho {integer(len(self._ids))} công đoàn cơ sở."


def _rows(branch_ids: list[int], work: Any) -> list[BranchRow]:
    found: list[BranchRow] = []
    for start in range(0, len(branch_ids), _CHUNK):
        found += branches.rows(work, branch_ids[start : start + _CHUNK])
    return found
