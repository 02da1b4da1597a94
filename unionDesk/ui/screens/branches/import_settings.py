"""The line of the import that says where the list stands in the file and of which day it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSpinBox, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.services.imports import ImportPreview
from unionDesk.ui.kit.date_editors import DateEditor
from unionDesk.ui.kit.flow import FlowLayout

TYPING_MS = 900  # a day is typed in several keys
MOST_ROWS = 1_048_576


class SettingsRow(QWidget):
    """Sheet, rows of the header, day of the list, what becomes of rows with an unreadable cell.

    Signals:
        sheet_chosen(str)
        header_chosen(int, int): first and last row as in Excel.
        day_chosen(object): a date, or None for what the program finds.
        bad_cells_chosen(bool): whether a row is taken without its unreadable cells.
    """

    sheet_chosen = Signal(str)
    header_chosen = Signal(int, int)
    day_chosen = Signal(object)
    bad_cells_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("Trang tính")
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.first, self.last = QSpinBox(), QSpinBox()
        for box, name in ((self.first, "Dòng tiêu đề đầu tiên"), (self.last, "Dòng tiêu đề cuối cùng")):
            box.setRange(1, MOST_ROWS)
            box.setAccessibleName(name)
            box.setKeyboardTracking(False)
            box.valueChanged.connect(self._on_header)
        self.day = DateEditor(FieldSpec(name="as_of", label="Số liệu tính đến ngày", sort=Sort.DATE))
        self.source = QLabel()
        self.source.setProperty("role", "muted")
        self.bad_cells = QCheckBox("Ô không đọc được thì bỏ riêng ô đó, vẫn nhập dòng")
        flow = FlowLayout(self, spacing=14)
        for words, widget in (
            ("Trang tính:", self.sheet),
            ("Dòng tiêu đề từ:", self.first),
            ("đến:", self.last),
            ("Số liệu tính đến ngày:", self.day),
        ):
            label = QLabel(words)
            label.setBuddy(widget)
            flow.addWidget(label)
            flow.addWidget(widget)
        flow.addWidget(self.source)
        flow.addWidget(self.bad_cells)
        self.sheet.textActivated.connect(self.sheet_chosen)
        self._timer = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._timer.timeout.connect(self._on_day)
        self.day.left.connect(self._on_day)
        self.day.edited.connect(self._timer.start)
        self.bad_cells.clicked.connect(self.bad_cells_chosen)
        self._day: date | None = None

    def show_plan(self, preview: ImportPreview) -> None:
        """Show what was found in the file or said by the person."""
        plan = preview.plan
        if [self.sheet.itemText(i) for i in range(self.sheet.count())] != list(plan.sheets):
            self.sheet.clear()
            self.sheet.addItems(list(plan.sheets))
        self.sheet.setCurrentText(plan.sheet)
        for box, row in zip((self.first, self.last), plan.header_rows, strict=True):
            box.blockSignals(True)
            box.setValue(row)
            box.blockSignals(False)
        self._day = plan.as_of
        if not self.day.field().hasFocus():
            self.day.set_value(plan.as_of)
        self.source.setText(f"(theo “{plan.as_of_source}”)" if plan.as_of_source else "")

    @Slot()
    def _on_header(self) -> None:
        first, last = self.first.value(), max(self.first.value(), self.last.value())
        self.header_chosen.emit(first, last)

    @Slot()
    def _on_day(self) -> None:
        self._timer.stop()
        try:
            day = self.day.value()
        except UserError:
            self.day.set_wrong(True)
            return  # half-typed: what was found before stays until it is a day
        self.day.set_wrong(False)
        if day is not None and day != self._day:
            self._day = day
            self.day_chosen.emit(day)
