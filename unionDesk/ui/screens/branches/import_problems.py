"""The problems of a list, cell by cell, and putting them right without touching the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from unionDesk.rules.names import nfc
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.screens.branches.import_lines import PROBLEM_COLUMNS, ProblemLine, alike

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


class ProblemsTab(QWidget):
    """All findings; below them what the chosen cell should say instead.

    Signals:
        corrected(object): {cell: text} to be read instead of what the file says.
        placed(str, object): the commune (system, code) chosen for a text of the list.
    """

    corrected = Signal(object)
    placed = Signal(str, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: list[ProblemLine] = []
        self.table = RowTable(PROBLEM_COLUMNS, context.settings, "branches/import-problems")
        self.table.setAccessibleName("Các vấn đề của danh sách")
        self.nothing = QLabel("Không có vấn đề nào: mọi ô đều đọc được.")
        self.nothing.setProperty("role", "muted")
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.offers = QComboBox()
        self.offers.setAccessibleName("Chọn giá trị đúng")
        self.field = QLineEdit()
        self.field.setAccessibleName("Sửa ô thành")
        self.field.setPlaceholderText("Gõ giá trị đúng của ô này")
        self.label = QLabel("Sửa thành:")
        self.one, self.all = QPushButton("Sửa ô này"), QPushButton("Sửa mọi ô giống vậy")
        row = QHBoxLayout()
        for widget, stretch in (
            (self.label, 0),
            (self.offers, 1),
            (self.field, 1),
            (self.one, 0),
            (self.all, 0),
        ):
            row.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addLayout(row)
        self._fixing = (self.said, self.label, self.offers, self.field, self.one, self.all)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.table.row_opened.connect(self._on_opened)
        self.one.clicked.connect(self._on_one)
        self.all.clicked.connect(self._on_all)
        self.field.returnPressed.connect(self._on_one)

    def show_problems(self, problems: list[ProblemLine]) -> None:
        """Show these findings; the place in the list stays."""
        self._problems = problems
        place = min(max(self.table.currentIndex().row(), 0), len(problems) - 1)
        self.table.set_rows(problems)
        if problems:
            self.table.selectRow(place)
        self.nothing.setVisible(not problems)
        self._on_chosen()

    def current(self) -> ProblemLine | None:
        places = self.table.chosen_places()
        return self._problems[places[0]] if places and places[0] < len(self._problems) else None

    @Slot()
    def _on_chosen(self) -> None:
        problem = self.current()
        for widget in self._fixing:
            widget.setVisible(problem is not None)
        if problem is None:
            return
        many = len(alike(problem, self._problems))
        is_place = bool(problem.place_offers)
        self.said.setText(f"{problem.cell}: {problem.message}")
        self.offers.clear()
        for number, offer in enumerate(problem.offers):
            self.offers.addItem(offer, number)
        self.offers.setVisible(bool(problem.offers))
        self.field.setVisible(not is_place)
        self.field.setText(problem.offers[0] if problem.offers and not is_place else "")
        self.offers.setVisible(is_place)
        self.label.setText("Đó là:" if is_place else "Sửa thành:")
        self.one.setText("Chọn" if is_place else "Sửa ô này")
        self.all.setVisible(many > 1 and not is_place)
        self.all.setText(f"Sửa cả {many} ô giống vậy")

    @Slot(object)
    def _on_opened(self, _row: Any) -> None:
        target = self.offers if self.offers.isVisible() else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_one(self) -> None:
        problem = self.current()
        if problem is None:
            return
        if problem.place_offers:
            number = self.offers.currentIndex()
            if 0 <= number < len(problem.place_offers):
                self.placed.emit(problem.place_text, problem.place_offers[number])
        else:
            self._correct([problem])

    @Slot()
    def _on_all(self) -> None:
        problem = self.current()
        if problem is not None:
            self._correct(alike(problem, self._problems))

    def _correct(self, problems: list[ProblemLine]) -> None:
        text = nfc(self.field.text()).strip()
        self.corrected.emit({problem.cell: text for problem in problems})
