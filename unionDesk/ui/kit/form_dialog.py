"""FormDialog: a few questions in a window of their own, with draft, problems and one question on leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.ui.kit.editors import Editor
from unionDesk.ui.kit.pick_editors import PickSource
from unionDesk.ui.kit.record_form import RecordForm

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

Task = Callable[[Any, Mapping[str, Any]], Any]
LETTERS = 84


class FormDialog(QDialog):
    """Asks for values and does something with them; a refusal is said in the dialog and nothing typed is lost.

    `task(work, values)` is the job behind the button that says `button`; what is done is called `what`.
    Drafts are kept under `key`, which begins with the screen's name.

    Signals:
        answered(object): what the task gave back; the dialog closes.
    """

    answered = Signal(object)

    def __init__(
        self,
        context: Context,
        key: str,
        title: str,
        specs: Sequence[FieldSpec],
        task: Task,
        *,
        what: str,
        button: str = "Lưu",
        intro: str = "",
        values: Mapping[str, Any] | None = None,
        pickers: Mapping[str, PickSource] | None = None,
        editors: Mapping[str, Callable[[FieldSpec], Editor]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._task = task
        self.page = RecordForm(
            context, key, specs, what=what, save=self._save, pickers=pickers, editors=editors
        )
        self.form = self.page.form
        self.page.save_button.setText(button)
        self.page.close_button.setText("Thôi")
        self.intro = QLabel(intro, self)
        self.intro.setWordWrap(True)
        self.intro.setVisible(bool(intro))
        self.intro.setContentsMargins(8, 8, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.intro)
        column.addWidget(self.page, 1)
        self.page.open(None, None, title, values or {})
        self.page.saved.connect(self._on_saved)
        self.page.closed.connect(self.accept)
        metrics = self.fontMetrics()
        lines = 5 + sum(6 if spec.sort is Sort.LONG_TEXT else 2.4 for spec in specs) + 2 * bool(intro)
        self.resize(metrics.averageCharWidth() * LETTERS, round(metrics.height() * 1.25 * min(lines, 30)))
        self.form.focus_first()

    def _save(self, work: Any, *, values: Mapping[str, Any], **_nothing: Any) -> Any:
        return self._task(work, values)

    def _on_saved(self, result: Any) -> None:
        self.answered.emit(result)
        self.accept()

    @Slot()
    def reject(self) -> None:
        """Esc and the like: what was typed is asked about."""
        if self.page.can_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self.isVisible() and not self.page.can_leave():
            event.ignore()
        else:
            event.accept()
