"""What is to be seen of a list before it comes in: its rows, problems, columns, split communes, rows left aside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from unionDesk.rules.formats import integer
from unionDesk.services.imports import ImportPreview
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.screens.branches.import_columns import ColumnsTab, SplitsTab
from unionDesk.ui.screens.branches.import_lines import (
    ASIDE_COLUMNS,
    LINE_COLUMNS,
    Line,
    RowView,
    aside_lines,
    lines,
    problem_lines,
)
from unionDesk.ui.screens.branches.import_problems import ProblemsTab

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

ROWS, PROBLEMS, SPLITS, ASIDE = "Các dòng", "Vấn đề", "Nơi mới từ 01/7/2025", "Dòng bỏ qua"


class ImportBoard(QTabWidget):
    """The tabs of a preview; what a person says there comes as signals of the tabs.

    Signals:
        toggled(object): numbers of the rows to be left out, or taken back in.
    """

    toggled = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview: ImportPreview | None = None
        self.setDocumentMode(True)
        self.rows = RowTable(LINE_COLUMNS, context.settings, "branches/import-rows")
        self.rows.setAccessibleName("Các dòng của danh sách")
        self.view = QComboBox()
        self.view.setAccessibleName("Xem những dòng nào")
        for view in RowView:
            self.view.addItem(view.label, view)
        self.leave_out_button = QPushButton("Bỏ ra, không nhập")
        self.leave_out_button.setToolTip("Không nhập các dòng đang chọn, hoặc lấy lại (Delete)")
        rows_page = QWidget()
        over = QHBoxLayout()
        over.addWidget(self.view)
        over.addWidget(self.leave_out_button)
        over.addStretch(1)
        inner = QVBoxLayout(rows_page)
        inner.addLayout(over)
        inner.addWidget(self.rows, 1)
        self.problems = ProblemsTab(context)
        self.columns = ColumnsTab()
        self.splits = SplitsTab()
        self.aside = RowTable(ASIDE_COLUMNS, context.settings, "branches/import-aside")
        self.aside.setAccessibleName("Các dòng không phải công đoàn cơ sở")
        for page, words in (
            (rows_page, ROWS),
            (self.problems, PROBLEMS),
            (self.columns, "Cột"),
            (self.splits, SPLITS),
            (self.aside, ASIDE),
        ):
            self.addTab(page, words)
        self.view.activated.connect(self.show_rows)
        self.leave_out_button.clicked.connect(self.toggle_chosen)
        self.rows.row_opened.connect(self._on_row_opened)

    def show_preview(self, preview: ImportPreview, successors: Mapping[str, str]) -> None:
        """Show what was found; `successors` are the split communes already answered for."""
        self.preview = preview
        self.columns.show_columns(preview)
        found = problem_lines(preview)
        self.problems.show_problems(found)
        self.aside.set_rows(aside_lines(preview))
        many = self.splits.show_splits(preview.splits, successors)
        self._title(self.problems, PROBLEMS, len(found))
        self._title(self.splits, SPLITS, many)
        self._title(self.aside, ASIDE, preview.plan.skipped_count)
        self.setTabVisible(self.indexOf(self.splits), bool(many))
        self.show_rows()

    def look_at(self, view: RowView) -> None:
        """Show the rows of this view."""
        self.view.setCurrentIndex(self.view.findData(view))
        self.show_rows()
        self.setCurrentIndex(0)

    @Slot()
    def show_rows(self) -> None:
        """Show the rows that the chosen view leaves."""
        if self.preview is not None:
            found = lines(self.preview, RowView(self.view.currentData()))
            self.rows.set_rows(found)
            self.setTabText(0, f"{ROWS} ({integer(len(found))})")

    @Slot()
    def toggle_chosen(self) -> None:
        """Leave the chosen rows out of the import, or take them back in."""
        chosen: list[Line] = self.rows.chosen_rows()
        if chosen and self.leave_out_button.isEnabled():
            self.toggled.emit(frozenset(line.id for line in chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Delete and self.rows.hasFocus():
            self.toggle_chosen()
        else:
            super().keyPressEvent(event)

    def _title(self, tab: QWidget, words: str, count: int) -> None:
        self.setTabText(self.indexOf(tab), f"{words} ({integer(count)})" if count else words)

    @Slot(object)
    def _on_row_opened(self, line: Line) -> None:
        """Enter on a row with a problem goes to that problem."""
        rows = self.problems.table.rows_model
        for place in range(rows.rowCount()):
            problem = rows.row(place)
            if problem is not None and problem.id == line.id:
                self.setCurrentWidget(self.problems)
                self.problems.table.selectRow(place)
                self.problems.table.setFocus()
                return
