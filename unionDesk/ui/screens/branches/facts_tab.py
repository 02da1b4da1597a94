"""A tab of facts over time: people, figures, agreements, democracy, ranks. A list, and a form in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from unionDesk.services import facts
from unionDesk.services.facts import Fact, Warned
from unionDesk.services.specs import field_of, fields_of
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.cells import WIDTHS, Column
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_KEYS = frozenset({"branch_id", "visit_id"})


@dataclass(frozen=True)
class FactKind:
    """What a tab keeps: kind of record, its noun in a sentence, columns, what a new one begins with.

    `derived` are columns computed from a fact's values.
    """

    name: str
    noun: str
    columns: tuple[str, ...]
    initial: Callable[[], Mapping[str, Any]]
    widths: Mapping[str, int] = field(default_factory=dict)
    derived: tuple[Column, ...] = ()

    def table_columns(self) -> tuple[Column, ...]:
        specs = [field_of(self.name, name) for name in self.columns]
        plain = tuple(
            Column(
                spec.name,
                spec.label,
                self.widths.get(spec.name, WIDTHS.get(spec.sort, 18)),
                spec.sort,
                sortable=False,
                value=partial(_value, spec.name),
            )
            for spec in specs
        )
        return (*plain, *self.derived)


def _value(name: str, fact: Fact) -> Any:
    return fact.values[name]


def _save(
    kind: str, branch_id: int, work: Any, record: int | None, version: int | None, values: Mapping[str, Any]
) -> Done:
    if record is None or version is None:
        known = {name: value for name, value in values.items() if value is not None}
        return recorded(partial(facts.add, kind=kind, branch_id=branch_id, values=known))(work)
    return recorded(partial(facts.save, kind=kind, fact_id=record, version=version, values=values))(work)


class FactsTab(QWidget):
    """The facts of one kind of the branch shown. Insert adds, Enter opens, Delete puts into the bin.

    Signals:
        counted(int): how many there are.
    """

    counted = Signal(int)

    def __init__(self, context: Context, kind: FactKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.kind = context, kind
        self.branch_id: int | None = None
        self.facts: list[Fact] = []
        self.editing: RecordForm | None = None
        self.opening: Fact | None = None
        self._draft_wanted: int | None = None
        self.table = RowTable(kind.table_columns(), context.settings, f"branches/{kind.name}")
        self.table.setAccessibleName(f"Danh sách: {kind.noun}")
        self.add_button = QPushButton("Thêm")
        self.open_button = QPushButton("Sửa")
        self.discard_button = QPushButton("Xóa")
        for button, tip in (
            (self.add_button, f"Thêm {kind.noun} (Insert)"),
            (self.open_button, f"Sửa {kind.noun} đang chọn (Enter)"),
            (self.discard_button, f"Xóa {kind.noun} đang chọn (Delete); hoàn tác được"),
        ):
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.nothing = QLabel(f"Chưa có {kind.noun} nào được ghi.")
        self.nothing.setProperty("role", "muted")
        buttons = QHBoxLayout()
        for button in (self.add_button, self.open_button, self.discard_button):
            buttons.addWidget(button)
        buttons.addWidget(self.nothing)
        buttons.addStretch(1)
        list_page = QWidget()
        column = QVBoxLayout(list_page)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(list_page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.add_button.clicked.connect(self.add)
        self.open_button.clicked.connect(self.open_current)
        self.discard_button.clicked.connect(self.discard)
        self.table.row_opened.connect(self.open_fact)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self._on_chosen()

    # for the page

    def load(self, branch_id: int) -> None:
        """Show the facts of this branch; a form that is being filled stays."""
        if branch_id != self.branch_id:
            self._close_form()
            self.branch_id = branch_id
            self._show([])
        self._context.jobs.read(
            partial(_facts, self.kind.name, branch_id), then=self._on_facts, owner=self, replaces="facts"
        )

    def can_leave(self) -> bool:
        return self.editing is None or self.editing.can_leave()

    def open_draft(self, record: int | None) -> None:
        """Open the form whose draft waits, when its fact has come."""
        if record is None:
            self.add()
        else:
            self._draft_wanted = record

    @Slot()
    def add(self) -> None:
        """A form for a new fact."""
        self._edit(None)

    @Slot()
    def open_current(self) -> None:
        fact = self.table.current_row()
        if fact is not None:
            self.open_fact(fact)

    @Slot(object)
    def open_fact(self, fact: Fact) -> None:
        """A form for this fact."""
        self._edit(fact)

    @Slot()
    def discard(self) -> None:
        """Put the chosen facts into the bin; the notice takes it back."""
        chosen: list[Fact] = self.table.chosen_rows()
        if chosen:
            self._context.jobs.write(
                f"Xóa {self.kind.noun}",
                recorded(partial(_discard, self.kind.name, chosen)),
                then=partial(self._on_discarded, len(chosen)),
                owner=self,
            )

    # the form

    def make_form(self, branch_id: int) -> RecordForm:
        """The form of one fact."""
        kind = self.kind
        specs = [spec for spec in fields_of(kind.name) if spec.name not in _KEYS]
        return RecordForm(
            self._context,
            f"branches/{kind.name}/{branch_id}",
            specs,
            what=f"Lưu {kind.noun}",
            save=partial(_save, kind.name, branch_id),
            pickers=PICKERS,
        )

    def _edit(self, fact: Fact | None) -> None:
        if self.branch_id is None or not self.can_leave():
            return
        self._close_form()
        self.opening = fact
        form = self.make_form(self.branch_id)
        if fact is None:
            form.open(None, None, f"{self.kind.noun[:1].upper()}{self.kind.noun[1:]} mới", {})
            form.form.load(self.kind.initial())
        else:
            form.open(fact.fact_id, fact.version, self.kind.noun, fact.values)
        form.saved.connect(self._on_saved)
        form.closed.connect(self._on_form_closed)
        self.editing = form
        self.stack.addWidget(form)
        self.stack.setCurrentWidget(form)
        form.form.focus_first()

    def _close_form(self) -> None:
        if self.editing is not None:
            self.stack.removeWidget(self.editing)
            self.editing.hide()
            self.editing.deleteLater()
            self.editing = None
        self.stack.setCurrentIndex(0)

    @Slot()
    def _on_form_closed(self) -> None:
        self._close_form()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, done: Done) -> None:
        warned: Warned = done.value
        said = f"Đã lưu {self.kind.noun}."
        if warned.remarks:
            said += " Lưu ý: " + " ".join(sentence for _field, sentence in warned.remarks)
        tell_done(self._context, said, done)
        self._on_form_closed()
        if self.branch_id is not None:
            self.load(self.branch_id)

    # the list

    def _on_facts(self, found: list[Fact]) -> None:
        self._show(found)
        wanted, self._draft_wanted = self._draft_wanted, None
        fact = next((fact for fact in found if fact.fact_id == wanted), None)
        if fact is not None:
            self._edit(fact)

    def _show(self, found: list[Fact]) -> None:
        self.facts = found
        self.table.set_rows(found)
        if found and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self.nothing.setVisible(not found)
        self.counted.emit(len(found))
        self._on_chosen()

    def _on_discarded(self, count: int, done: Done) -> None:
        tell_done(self._context, f"Đã xóa {count} {self.kind.noun}.", done)

    @Slot()
    def _on_chosen(self) -> None:
        chosen = bool(self.table.chosen_places())
        self.open_button.setEnabled(chosen)
        self.discard_button.setEnabled(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Insert and self.editing is None:
            self.add()
        elif event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self.discard()
        else:
            super().keyPressEvent(event)


def _facts(kind: str, branch_id: int, work: Any) -> list[Fact]:
    return facts.of_branch(work, kind, branch_id)


def _discard(kind: str, chosen: list[Fact], work: Any) -> None:
    for fact in chosen:
        facts.discard(work, kind, fact.fact_id, fact.version)
