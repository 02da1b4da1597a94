"""The table of employers inside the form of a branch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.names import clean
from unionDesk.services.specs import fields_of
from unionDesk.ui.kit.editors import Editor

EMPLOYERS = FieldSpec(
    name="employers",
    label="Đơn vị, doanh nghiệp",
    sort=Sort.LIST,
    group="Người sử dụng lao động",
    help="Một công đoàn cơ sở có thể gồm một hay nhiều đơn vị, doanh nghiệp.",
)
_NAMES = ("name", "tax_code", "representative", "phone")
_LINES = 4


class EmployersEditor(Editor):
    """Lines of (name, tax code, representative, phone); F2 or typing edits a cell, Delete takes a line out."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._specs = [field for field in fields_of("branch_employer") if field.name in _NAMES]
        self.table = _Lines(0, len(self._specs))
        self.table.setHorizontalHeaderLabels([field.label for field in self._specs])
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setItemDelegate(_NamedCells(self._specs, self.table))
        letter, line = self.fontMetrics().averageCharWidth(), round(self.fontMetrics().height() * 1.8)
        self.table.verticalHeader().setDefaultSectionSize(line)
        for number, width in enumerate((30, 14, 22, 16)):
            self.table.setColumnWidth(number, letter * width)
        self.table.setMinimumHeight(line * (_LINES + 1))
        self.table.setMaximumHeight(line * (_LINES + 2))
        self.add_button, self.remove_button = QPushButton("Thêm dòng"), QPushButton("Bỏ dòng")
        self.remove_button.setToolTip("Bỏ dòng đang chọn (Delete)")
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.addLayout(buttons)
        self._adopt(self.table)
        self.line.removeWidget(self.table)
        column.insertWidget(0, self.table)
        self.line.addLayout(column)
        self.table.removed = self.remove_line
        self.add_button.clicked.connect(self.add_line)
        self.remove_button.clicked.connect(self.remove_line)
        self.table.itemChanged.connect(self._on_changed)

    def field(self) -> QWidget:
        return self.table

    def set_read_only(self, read_only: bool) -> None:
        for widget in (self.table, self.add_button, self.remove_button):
            widget.setEnabled(not read_only)

    def value(self) -> tuple[tuple[str, ...], ...]:
        """Lines with something in them. Raises UserError for a line without a name or a text too long."""
        lines = []
        for cells in self._lines():
            line = tuple(clean(cell) for cell in cells)
            if not any(line):
                continue
            if not line[0]:
                raise UserError("Mỗi dòng cần có tên đơn vị, doanh nghiệp.")
            for field, cell in zip(self._specs, line, strict=True):
                if field.length is not None and len(cell) > field.length:
                    raise UserError(f"“{field.label}” dài quá {field.length} ký tự (đang có {len(cell)}).")
            lines.append(line)
        return tuple(lines)

    def set_value(self, value: Any) -> None:
        self._fill(value or ())

    def raw(self) -> list[list[str]]:
        return [cells for cells in self._lines() if any(cells)]

    def set_raw(self, raw: Any) -> None:
        self._fill(raw or ())

    @Slot()
    def add_line(self) -> None:
        """A new line at the end, ready to type into."""
        self._append(("",) * len(self._specs))
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.setFocus()
        item = self.table.currentItem()
        if item is not None:
            self.table.editItem(item)

    @Slot()
    def remove_line(self) -> None:
        """Take the current line out."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.edited.emit()

    def _lines(self) -> list[list[str]]:
        found = []
        for row in range(self.table.rowCount()):
            items = [self.table.item(row, column) for column in range(len(self._specs))]
            found.append([item.text() if item is not None else "" for item in items])
        return found

    def _fill(self, lines: Sequence[Sequence[str]]) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for line in lines:
            self._append(line)
        self.table.blockSignals(False)

    def _append(self, cells: Sequence[str]) -> None:
        blocked = self.table.blockSignals(True)
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column in range(len(self._specs)):
            text = str(cells[column]) if column < len(cells) else ""
            self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.blockSignals(blocked)

    @Slot()
    def _on_changed(self) -> None:
        self.edited.emit()


class _Lines(QTableWidget):
    """A table whose Tab leaves it at its end and whose Delete takes a line out."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.removed: Any = None
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Delete and self.removed is not None:
            self.removed()
        else:
            super().keyPressEvent(event)


class _NamedCells(QStyledItemDelegate):
    """Editors that a screen reader can name and that take no more than the field holds."""

    def __init__(self, specs: Sequence[FieldSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self._specs = list(specs)

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        spec = self._specs[index.column()]
        field = QLineEdit(parent)
        field.setAccessibleName(spec.label)
        if spec.length is not None:
            field.setMaxLength(spec.length)
        return field
