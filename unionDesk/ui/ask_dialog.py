"""AskDialog: a few fields to fill in before something is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec
from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.pick_editors import PickSource

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


class AskDialog(QDialog):
    """Asks for values; what cannot be read or is missing is said beside its field and keeps the dialog open.

    Signals:
        answered(object): the values by field name, when the user agreed.
    """

    answered = Signal(object)

    def __init__(
        self,
        context: Context,
        title: str,
        specs: Sequence[FieldSpec],
        *,
        said: str = "",
        yes: str = "Ghi",
        values: Mapping[str, Any] | None = None,
        pickers: Mapping[str, PickSource] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`said` is what the user should know before answering; `yes` is the button that does it."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.said = QLabel(said)
        self.said.setWordWrap(True)
        self.said.setVisible(bool(said))
        self.form = Form(context.jobs, specs, pickers=pickers)
        self.form.load(values or {})
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setDefault(True)
        buttons.addButton("Thôi", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.said)
        column.addWidget(self.form, 1)
        column.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        self.finished.connect(self.deleteLater)
        self.form.focus_first()

    @Slot()
    def _on_accepted(self) -> None:
        if self.form.check():
            values = self.form.values()
            self.accept()
            self.answered.emit(values)
