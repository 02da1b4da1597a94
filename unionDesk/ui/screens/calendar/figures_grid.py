"""Figures of the branch beside those of last time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from unionDesk.rules.formats import date_text, integer
from unionDesk.services.specs import field_of
from unionDesk.services.visit_form_data import FIGURE_FIELDS, FiguresSide
from unionDesk.ui.kit.form import EDITORS, FormRow


class FiguresGrid(QWidget):
    """A line for each figure: what it was, what it is.

    Signals:
        edited()
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, FormRow] = {}
        self.last: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self.title, now = QLabel("Lần trước"), QLabel("Lần này")
        for place, label in enumerate((self.title, now), start=1):
            label.setProperty("role", "muted")
            grid.addWidget(label, 0, place)
        for line, name in enumerate(FIGURE_FIELDS, start=1):
            spec = field_of("figures", name)
            row = FormRow(spec, EDITORS[spec.sort](spec))
            row.editor.edited.connect(self.edited)
            self.rows[name], self.last[name] = row, QLabel()
            for label in (row.label, self.last[name]):
                label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                label.setContentsMargins(0, self.fontMetrics().height() // 3, 12, 0)
            grid.addWidget(row.label, 2 * line, 0)
            grid.addWidget(self.last[name], 2 * line, 1)
            grid.addWidget(row.editor, 2 * line, 2)
            grid.addWidget(row.note, 2 * line + 1, 0, 1, 3)
        grid.setColumnStretch(2, 1)
        self.checked = QCheckBox("Đã đối chiếu tại chuyến đi, số liệu không đổi")
        self.checked.setToolTip("Ghi lại số liệu vào ngày đi dù không có gì thay đổi")
        self.checked.clicked.connect(self.edited)
        grid.addWidget(self.checked, 2 * len(FIGURE_FIELDS) + 2, 0, 1, 3)

    def load(self, own: FiguresSide, last: FiguresSide) -> None:
        """Show both sides; where nothing was noted yet the last figures stand ready."""
        self.title.setText(f"Ngày {date_text(last.on)}" if last.on else "Chưa có số liệu cũ")
        shown = own.values or last.values
        for name, row in self.rows.items():
            value = last.values.get(name)
            self.last[name].setText("–" if value is None else integer(value))
            row.editor.set_value(shown.get(name))
            row.say()
        self.checked.setChecked(False)

    def values(self) -> dict[str, int | None]:
        return {name: row.editor.value() for name, row in self.rows.items()}

    def check(self) -> bool:
        problems = {name: row.check() for name, row in self.rows.items()}
        for name, row in self.rows.items():
            row.say(problems[name])
        wrong = next((name for name, problem in problems.items() if problem), None)
        if wrong is not None:
            self.rows[wrong].editor.setFocus()
        return wrong is None

    def state(self) -> list[Any]:
        return [*(row.state() for row in self.rows.values()), self.checked.isChecked()]

    def draft(self) -> dict[str, Any]:
        raw = {name: row.editor.raw() for name, row in self.rows.items()}
        return {"raw": raw, "checked": self.checked.isChecked()}

    def load_draft(self, draft: Mapping[str, Any]) -> None:
        for name, row in self.rows.items():
            row.editor.set_raw(draft["raw"].get(name))
        self.checked.setChecked(bool(draft["checked"]))
