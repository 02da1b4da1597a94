"""Forms from field descriptions: edit values, not records; know whether they were edited; load in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.ui.kit.date_editors import DateEditor, MomentEditor
from unionDesk.ui.kit.editors import (
    BooleanEditor,
    Editor,
    IntegerEditor,
    LongTextEditor,
    MoneyEditor,
    PercentEditor,
    PhoneEditor,
    TextEditor,
)
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.pick_editors import ChoiceEditor, PickEditor, PickSource

MISSING = "thiếu dữ liệu"
EDITORS: dict[Sort, Callable[[FieldSpec], Editor]] = {
    Sort.TEXT: TextEditor,
    Sort.LONG_TEXT: LongTextEditor,
    Sort.PHONE: PhoneEditor,
    Sort.MONEY: MoneyEditor,
    Sort.INTEGER: IntegerEditor,
    Sort.DATE: DateEditor,
    Sort.MOMENT: MomentEditor,
    Sort.BOOLEAN: BooleanEditor,
    Sort.PERCENT: PercentEditor,
    Sort.CHOICE: ChoiceEditor,
}
PICKED = {Sort.PLACE, Sort.OFFICER, Sort.BRANCH, Sort.ORGANISATION}


class FormRow:
    """A label, its editor and, below, what there is to say about it."""

    def __init__(self, spec: FieldSpec, editor: Editor) -> None:
        self.spec, self.editor = spec, editor
        self.label = QLabel(f"{spec.label} *" if spec.required else spec.label)
        self.label.setBuddy(editor)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.note = QLabel(editor)  # without a parent it would be seen as a window of its own for a moment
        self.note.setWordWrap(True)
        self.problem = ""
        self.say()

    def check(self) -> str:
        """Read the field; the problem in a sentence, "" when there is none."""
        try:
            value = self.editor.value()
        except UserError as error:
            return str(error)
        return f"Hãy nhập “{self.spec.label}”." if self.spec.required and value is None else ""

    def state(self) -> tuple[bool, Any]:
        """Whether the field can be read, and its value or what stands there."""
        try:
            return True, self.editor.value()
        except UserError:
            return False, self.editor.raw()

    def say(self, problem: str = "") -> None:
        """Show the problem, else what is missing, else the hint, else the help."""
        self.problem = problem
        missing = (
            not problem and self.spec.wanted and self.editor.raw() in (None, "", ["", ""], [None, "", ""])
        )
        text = problem or (MISSING if missing else "") or self.editor.hint() or self.spec.help
        role = "problem" if problem else "missing" if missing else "muted"
        if missing and self.spec.help:
            text = f"{MISSING} – {self.spec.help}"
        self.note.setText(text)
        self.note.setVisible(bool(text))
        if self.note.property("role") != role:
            self.note.setProperty("role", role)
            self.note.style().unpolish(self.note)
            self.note.style().polish(self.note)
        self.editor.set_wrong(bool(problem))
        field = self.editor.field()
        field.setAccessibleDescription(text)


class Form(QWidget):
    """Fields in groups.

    Signals:
        edited(): the user changed a field.
        edited_changed(bool): whether the values differ from what was loaded.
    """

    edited = Signal()
    edited_changed = Signal(bool)

    def __init__(
        self,
        jobs: Jobs,
        specs: Sequence[FieldSpec],
        *,
        pickers: Mapping[str, PickSource] | None = None,
        editors: Mapping[str, Callable[[FieldSpec], Editor]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`pickers` by field name or by sort ("branch", "officer", "place", "organisation").

        `editors` by field name, for fields that need one of their own.
        """
        super().__init__(parent)
        self._jobs, self._pickers, self._editors = jobs, dict(pickers or {}), dict(editors or {})
        self.rows: dict[str, FormRow] = {}
        self._was_edited = False
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(12)
        self._group = ""
        self._used = 0
        for spec in specs:
            self.add(spec)
        self._grid.setRowStretch(1000, 1)
        self._loaded, self._loaded_raw = self._state(), self._raw()

    # building

    def add(self, spec: FieldSpec) -> None:
        """Add a field below the others; a new group gets its heading."""
        if spec.group and spec.group != self._group:
            heading = QLabel(spec.group)
            heading.setProperty("role", "heading")
            heading.setContentsMargins(0, self.fontMetrics().height() // 2 if self.rows else 0, 0, 0)
            self._grid.addWidget(heading, self._next(), 0, 1, 2)
            line = QFrame()
            line.setObjectName("groupLine")
            self._grid.addWidget(line, self._next(), 0, 1, 2)
        self._group = spec.group
        row = FormRow(spec, self._make(spec))
        row.label.setContentsMargins(0, self.fontMetrics().height() // 3, 0, 0)
        self._widen_labels(row.label)
        place = self._next()
        self._grid.addWidget(row.label, place, 0)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(row.editor)
        column.addWidget(row.note)
        self._grid.addLayout(column, place, 1)
        row.editor.edited.connect(self._on_edited)
        row.editor.left.connect(self._on_left)
        self.rows[spec.name] = row

    def _widen_labels(self, label: QLabel) -> None:
        """Labels get the room of the longest one, up to some thirty letters; then they wrap."""
        most = self.fontMetrics().averageCharWidth() * 30
        wanted = min(label.fontMetrics().horizontalAdvance(label.text()) + 8, most)
        self._grid.setColumnMinimumWidth(0, max(self._grid.columnMinimumWidth(0), wanted))
        label.setMaximumWidth(most)

    def _next(self) -> int:
        self._used += 1
        return self._used - 1

    def _make(self, spec: FieldSpec) -> Editor:
        if spec.name in self._editors:
            return self._editors[spec.name](spec)
        if spec.sort in PICKED:
            source = self._pickers.get(spec.name) or self._pickers[spec.sort.value]
            return PickEditor(spec, self._jobs, source)
        return EDITORS[spec.sort](spec)

    # values

    def load(self, values: Mapping[str, Any]) -> None:
        """Show these values; nothing counts as edited. A picked field takes a Pick or an id."""
        for name, row in self.rows.items():
            row.editor.set_value(values.get(name))
            row.say()
        self.settle()

    def values(self) -> dict[str, Any]:
        """All values, empty ones None. Raises UserError for what cannot be read: ask `check` before."""
        return {name: row.editor.value() for name, row in self.rows.items()}

    def changes(self) -> dict[str, Any]:
        """Only the values that the user has changed."""
        state = self._state()
        return {
            name: self.rows[name].editor.value() for name in self.rows if state[name] != self._loaded[name]
        }

    def is_edited(self) -> bool:
        return self._state() != self._loaded

    def settle(self) -> None:
        """What stands here now is what is stored: nothing is edited any more."""
        self._loaded, self._loaded_raw = self._state(), self._raw()
        self._tell_edited()

    def revert(self) -> None:
        """Show what was loaded again."""
        self.load_draft(self._loaded_raw)

    def draft(self) -> dict[str, Any]:
        """What stands in the fields, readable or not, for keeping."""
        return self._raw()

    def load_draft(self, draft: Mapping[str, Any]) -> None:
        """Put a kept draft over the loaded values; that counts as edited."""
        for name, row in self.rows.items():
            if name in draft:
                row.editor.set_raw(draft[name])
                row.say()
        self._tell_edited()

    # problems

    def check(self) -> bool:
        """Say every problem beside its field and go to the first; True when there is none."""
        return self.show_problems({name: row.check() for name, row in self.rows.items()})

    def show_problems(self, problems: Mapping[str, str]) -> bool:
        """Show these sentences beside their fields; True when there is none."""
        wrong = [name for name, problem in problems.items() if problem and name in self.rows]
        for name, row in self.rows.items():
            row.say(problems.get(name, ""))
        if wrong:
            self.rows[wrong[0]].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    # focus and state

    def editor(self, name: str) -> Editor:
        return self.rows[name].editor

    def focus_first(self) -> None:
        """Go to the first field."""
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, read_only: bool) -> None:
        for row in self.rows.values():
            row.editor.set_read_only(read_only)

    def _state(self) -> dict[str, Any]:
        """For each field its value, so that tidying what was typed is no edit; what cannot be read raw."""
        return {name: row.state() for name, row in self.rows.items()}

    def _raw(self) -> dict[str, Any]:
        return {name: row.editor.raw() for name, row in self.rows.items()}

    @Slot()
    def _on_edited(self) -> None:
        row = self._row_of(self.sender())
        if row is not None:
            row.say()  # what was wrong is being put right
        self.edited.emit()
        self._tell_edited()

    @Slot()
    def _on_left(self) -> None:
        row = self._row_of(self.sender())
        if row is not None:
            problem = row.check()
            required = row.spec.required and row.editor.raw() in (None, "")
            row.say("" if required else problem)
            self._tell_edited()

    def _row_of(self, editor: object) -> FormRow | None:
        return next((row for row in self.rows.values() if row.editor is editor), None)

    def _tell_edited(self) -> None:
        edited = self.is_edited()
        if edited != self._was_edited:
            self._was_edited = edited
            self.edited_changed.emit(edited)


def scrolled(inside: QWidget) -> QScrollArea:
    """The widget in a frame that scrolls when the window is small."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setWidget(inside)
    return area
