"""What the pages of the settings have in common: a list, forms below it, the right to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from unionDesk.services.rights import Right, may
from unionDesk.services.undoing import Done
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


class SettingsPage(QWidget):
    """One page. `title` stands in the list at the left; `drafts` is where its drafts' names begin."""

    title = ""
    drafts = ""
    for_everybody = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.may_change = self.for_everybody or may(context.user, Right.SET_UP)
        self.column = QVBoxLayout(self)
        heading = QLabel(self.title)
        heading.setProperty("role", "heading")
        self.column.addWidget(heading)

    def refresh(self) -> None:
        """Ask for the data anew."""

    def can_leave(self) -> bool:
        """Whether the page may go; a form with changes asks."""
        return True

    def open_record(self, record: int) -> None:
        """Show this record, where the page has it."""

    def open_draft(self, draft: Draft) -> None:
        """Take up what was typed and never saved."""

    def tell(self, text: str) -> QLabel:
        """A sentence of explanation on the page."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setProperty("role", "muted")
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(label)
        return label


class ListPage(SettingsPage):
    """A list, its buttons, and below them the form that a button opened."""

    name = ""
    columns: tuple[Column, ...] = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.table = RowTable(self.columns, context.settings, f"settings-{self.name}")
        self.table.setAccessibleName(self.title)
        self._wants: dict[QPushButton, Callable[[Any], bool] | None] = {}
        self.buttons = FlowLayout()
        self.forms = QStackedWidget()
        self.forms.hide()
        self.build_above()
        self.column.addWidget(self.table, 1)
        self.column.addLayout(self.buttons)
        self.column.addWidget(self.forms, 1)
        self.build()
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self._on_chosen()

    def build_above(self) -> None:
        """What stands above the list."""

    def build(self) -> None:
        """Add buttons and forms."""

    def fetch(self, work: Any) -> Sequence[Any]:
        """The rows; runs in the reading lane."""
        raise NotImplementedError

    def refresh(self) -> None:
        self.context.jobs.read(self.fetch, then=self.show_rows, owner=self, replaces="rows")

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.table.set_rows(rows)
        self._on_chosen()

    def add_button(
        self, label: str, action: Callable[[], object], wants: Callable[[Any], bool] | None = None
    ) -> QPushButton:
        """A button below the list; `wants(row)` says for which chosen row it may be given."""
        button = QPushButton(label)
        button.clicked.connect(action)
        self._wants[button] = wants
        button.setEnabled(self.may_change and wants is None)
        self.buttons.addWidget(button)
        return button

    @Slot()
    def _on_chosen(self) -> None:
        row = self.table.current_row()
        for button, wants in self._wants.items():
            if wants is not None:
                button.setEnabled(self.may_change and row is not None and wants(row))

    # forms

    def add_form(self, form: RecordForm) -> RecordForm:
        """A form that a button opens; what it saved is told with a way back."""
        self.forms.addWidget(form)
        form.closed.connect(self._close_form)
        form.saved.connect(self._on_saved)
        return form

    def show_form(
        self, form: RecordForm, record: int | None, version: int | None, title: str, values: Mapping[str, Any]
    ) -> bool:
        """Open the form, unless the one that is open has changes and stays."""
        if not self.can_leave():
            return False
        form.open(record, version, title, values)
        form.form.set_read_only(not self.may_change)
        self.forms.setCurrentWidget(form)
        self.forms.show()
        form.form.focus_first()
        return True

    def can_leave(self) -> bool:
        form = self.forms.currentWidget()
        if self.forms.isHidden() or not isinstance(form, RecordForm):
            return True
        return form.can_leave()

    @Slot()
    def _close_form(self) -> None:
        self.forms.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_saved(self, done: Done) -> None:
        self._close_form()
        tell_done(self.context, str(done.value), done)
        self.refresh()
