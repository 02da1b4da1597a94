"""RowsEditor: a list whose lines are small forms; lines are added, changed and taken out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.field_spec import FieldSpec
from unionDesk.ui.kit.form import EDITORS, FormRow
from unionDesk.ui.kit.icons import icon

COLUMNS = 12
Wide = tuple[FieldSpec, int]


class RowFrame(QFrame):
    """One line: fields with their labels above them, `COLUMNS` to a row.

    Signals:
        edited(); remove_wanted().
    """

    edited = Signal()
    remove_wanted = Signal()

    def __init__(
        self, fields: Sequence[Wide], key: Any, *, heading: str = "", removable: bool = True
    ) -> None:
        super().__init__()
        self.key = key
        self.rows: dict[str, FormRow] = {}
        self.setObjectName("noticeRow")
        outer = QHBoxLayout(self)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        self.heading = QLabel(heading)
        self.heading.setWordWrap(True)
        self.heading.setVisible(bool(heading))
        grid.addWidget(self.heading, 0, 0, 1, COLUMNS)
        at, line = 0, 1
        for spec, wide in fields:
            if at + wide > COLUMNS:
                at, line = 0, line + 3
            self._add(grid, spec, line, at, wide)
            at += wide
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        outer.addLayout(grid, 1)
        if removable:
            button = QToolButton()
            button.setIcon(icon("delete"))
            button.setAutoRaise(True)
            button.setToolTip("Bỏ dòng này")
            button.setAccessibleName("Bỏ dòng này")
            button.clicked.connect(self.remove_wanted)
            outer.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _add(self, grid: QGridLayout, spec: FieldSpec, line: int, at: int, wide: int) -> None:
        row = FormRow(spec, EDITORS[spec.sort](spec))
        row.editor.edited.connect(self._on_edited)
        field = row.editor.field()
        field.setMaximumWidth(16_777_215)  # the grid says how wide
        field.setMinimumWidth(0)
        grid.addWidget(row.label, line, at, 1, wide)
        grid.addWidget(row.editor, line + 1, at, 1, wide, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(row.note, line + 2, at, 1, wide)
        self.rows[spec.name] = row

    def load(self, values: Mapping[str, Any]) -> None:
        for name, row in self.rows.items():
            row.editor.set_value(values.get(name))
            row.say()

    def values(self) -> dict[str, Any]:
        return {name: row.editor.value() for name, row in self.rows.items()}

    def is_empty(self) -> bool:
        return all(not row.editor.raw() for row in self.rows.values())

    def check(self) -> bool:
        """Say what is wrong beside its field; True when nothing is."""
        problems = {name: row.check() for name, row in self.rows.items()}
        for name, row in self.rows.items():
            row.say(problems[name])
        wrong = next((name for name, problem in problems.items() if problem), None)
        if wrong is not None:
            self.rows[wrong].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is None

    def state(self) -> tuple[Any, ...]:
        return (self.key, *(row.state() for row in self.rows.values()))

    @Slot()
    def _on_edited(self) -> None:
        for row in self.rows.values():
            if row.editor is self.sender():
                row.say()
        self.edited.emit()


class RowsEditor(QWidget):
    """Lines below each other with a button that adds one.

    `fields` are (field, columns of twelve). A line has a `key` that the owner knows it by (None: new).

    Signals:
        edited(): a line was changed, added or taken out; added(RowFrame).
    """

    edited = Signal()
    added = Signal(object)

    def __init__(
        self, fields: Sequence[Wide], add: str, first: Mapping[str, Any] | None = None, *, fixed: bool = False
    ) -> None:
        """`add` is what the button says, `first` what a new line begins with; `fixed` lists have no button."""
        super().__init__()
        self._fields, self._first, self._fixed = tuple(fields), dict(first or {}), fixed
        self.frames: list[RowFrame] = []
        self.removed: list[Any] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.button = QPushButton(add, self)
        self.button.setIcon(icon("add"))
        self.button.clicked.connect(self.add_line)
        self.button.setVisible(not fixed)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def load(self, lines: Sequence[tuple[Any, Mapping[str, Any], str]]) -> None:
        """Show these lines: key, values, heading."""
        for frame in self.frames:
            self._take_out(frame)
        self.frames, self.removed = [], []
        for key, values, heading in lines:
            self._put(key, values, heading)

    @Slot()
    def add_line(self) -> RowFrame:
        """Add an empty line and put the cursor into it."""
        frame = self._put(None, self._first, "")
        next(iter(frame.rows.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
        return frame

    def lines(self) -> list[tuple[Any, dict[str, Any]]]:
        """The lines as (key, values); new ones in which nothing stands are left out."""
        return [(frame.key, frame.values()) for frame in self.frames if not self._blank(frame)]

    def check(self) -> bool:
        """Say what is wrong, at the first line with a problem; True when nothing is."""
        return all(frame.check() for frame in self.frames if not self._blank(frame))

    def state(self) -> list[Any]:
        return [frame.state() for frame in self.frames if not self._blank(frame)]

    def draft(self) -> dict[str, Any]:
        """What is typed, for keeping."""
        lines = [
            {
                "key": frame.key,
                "heading": frame.heading.text(),
                "raw": {name: row.editor.raw() for name, row in frame.rows.items()},
            }
            for frame in self.frames
        ]
        return {"lines": lines, "removed": list(self.removed)}

    def load_draft(self, draft: Mapping[str, Any]) -> None:
        self.load([(line["key"], {}, line["heading"]) for line in draft["lines"]])
        for frame, line in zip(self.frames, draft["lines"], strict=True):
            for name, row in frame.rows.items():
                row.editor.set_raw(line["raw"].get(name))
                row.say()
        self.removed = list(draft["removed"])

    def _blank(self, frame: RowFrame) -> bool:
        if frame.key is not None:
            return False
        return all(
            row.editor.raw() in (None, "", [None, "", ""]) or row.state() == (True, self._first.get(name))
            for name, row in frame.rows.items()
        )

    def _put(self, key: Any, values: Mapping[str, Any], heading: str) -> RowFrame:
        frame = RowFrame(self._fields, key, heading=heading, removable=not self._fixed)
        frame.load(values)
        frame.edited.connect(self.edited)
        frame.remove_wanted.connect(self._on_remove)
        self._column.insertWidget(self._column.count() - 1, frame)
        self.frames.append(frame)
        self.added.emit(frame)
        return frame

    def _take_out(self, frame: RowFrame) -> None:
        self._column.removeWidget(frame)
        frame.hide()
        frame.deleteLater()

    @Slot()
    def _on_remove(self) -> None:
        frame = self.sender()
        assert isinstance(frame, RowFrame)
        self.frames.remove(frame)
        if frame.key is not None:
            self.removed.append(frame.key)
        self._take_out(frame)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()
