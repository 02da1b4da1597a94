"""A change by decision: from a day on a fact of the branch is another; what was before stays known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.services import branch_page, branches
from unionDesk.services.branch_page import BranchHead, Period
from unionDesk.services.specs import field_of
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

FACTS = {
    "current_name": "Đổi tên",
    "current_status": "Đổi trạng thái (tạm ngừng, giải thể, sáp nhập…)",
    "current_kind": "Đổi loại hình",
    "current_place_id": "Đổi xã, phường",
    "current_manager_id": "Chuyển công đoàn quản lý",
}
_PERIODS = (
    Column("value", "Giá trị", 40),
    Column("valid_from", "Có hiệu lực từ", 14, Sort.DATE),
    Column("valid_to", "Đến trước ngày", 14, Sort.DATE),
    Column("decision_number", "Số quyết định", 18),
    Column("reason", "Lý do", 30),
)


def decision_specs(fact: str) -> tuple[FieldSpec, ...]:
    """The fields of a change: the new value, from when, by which decision, why."""
    new = replace(field_of("branch", fact), name="value", group="", wanted=False, required=True, help="")
    return (
        replace(new, label=f"{new.label} mới"),
        FieldSpec(name="valid_from", label="Có hiệu lực từ", sort=Sort.DATE, required=True),
        FieldSpec(name="decision_number", label="Số quyết định", length=60),
        FieldSpec(name="decision_on", label="Ngày quyết định", sort=Sort.DATE),
        FieldSpec(name="reason", label="Lý do", length=255),
    )


def _save(
    branch_id: int, branch_version: int, fact: str, work: Any, *, values: Mapping[str, Any], **_nothing: None
) -> Done:
    known = {name: value for name, value in values.items() if value is not None}
    return recorded(
        partial(branches.change, branch_id=branch_id, version=branch_version, fact=fact, **known)
    )(work)


class DecisionPanel(QWidget):
    """The form of a change and, below it, how the fact has changed so far.

    Signals:
        closed(): saved or given up.
    """

    closed = Signal()

    def __init__(self, context: Context, head: BranchHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.head = context, head
        self.form: RecordForm | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName("Thay đổi gì")
        for fact, words in FACTS.items():
            self.choice.addItem(words, fact)
        label = QLabel("Thay đổi theo quyết định:")
        label.setBuddy(self.choice)
        top = QHBoxLayout()
        top.addWidget(label)
        top.addWidget(self.choice, 1)
        self.periods = RowTable(_PERIODS, context.settings, "branches/periods")
        self.periods.setAccessibleName("Các giá trị từ trước đến nay")
        self.periods.setMaximumHeight(self.fontMetrics().height() * 9)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top)
        self._column.addWidget(QLabel("Từ trước đến nay:"))
        self._column.addWidget(self.periods)
        self._fact = ""
        self._show_fact(next(iter(FACTS)))
        self.choice.activated.connect(self._on_chosen)

    def can_leave(self) -> bool:
        return self.form is None or self.form.can_leave()

    def choose(self, fact: str) -> None:
        """Show the form of this fact, unless the user goes on with the one that is open."""
        if fact == self._fact:
            return
        if self.can_leave():
            self._show_fact(fact)
        self.choice.setCurrentIndex(self.choice.findData(self._fact))

    @Slot()
    def _on_chosen(self) -> None:
        self.choose(self.choice.currentData())

    def _show_fact(self, fact: str) -> None:
        row = self.head.row
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self._fact = fact
        self.form = RecordForm(
            self._context,
            f"branches/decision/{row.branch_id}/{fact}",
            decision_specs(fact),
            what=FACTS[fact].partition(" (")[0],
            save=partial(_save, row.branch_id, self.head.version, fact),
            pickers=PICKERS,
        )
        self.form.open(None, None, f"Thay đổi của {row.name}", {"valid_from": today()})
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self.closed)
        self._column.insertWidget(1, self.form, 1)
        self.form.form.editor("value").setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.jobs.read(
            partial(_periods, row.branch_id, fact), then=self._on_periods, owner=self, replaces="periods"
        )

    def _on_periods(self, found: list[Period]) -> None:
        self.periods.set_rows(found)

    def _on_saved(self, done: Done) -> None:
        tell_done(self._context, f"Đã ghi thay đổi của {self.head.row.name}.", done)
        self.closed.emit()


def _periods(branch_id: int, fact: str, work: Any) -> list[Period]:
    return branch_page.periods(work, branch_id, fact)
