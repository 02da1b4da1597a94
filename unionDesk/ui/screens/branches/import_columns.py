"""Which field each column of the list holds, and where the communes that were split in July 2025 went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.formats import integer
from unionDesk.rules.kinds import ImportField
from unionDesk.services.imports import ImportPreview, Split, column_name
from unionDesk.ui.kit.form import scrolled

LATER = "Để sau (chưa chọn nơi mới)"


class ColumnsTab(QWidget):
    """The columns of the list with what they hold; each field is held by one column.

    Signals:
        mapped(object): {column from 0: ImportField}.
    """

    mapped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[int, QComboBox] = {}
        self._inside = QWidget()
        self._area = scrolled(self._inside)
        note = QLabel("Chương trình đã đoán mỗi cột là gì theo tiêu đề. Cột nào sai, xin chọn lại.")
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.addWidget(note)
        column.addWidget(self._area, 1)

    def show_columns(self, preview: ImportPreview) -> None:
        """Show the columns of the list as they are mapped now."""
        wanted = [head.column for head in preview.plan.heads]
        if list(self.boxes) != wanted:
            self._build(preview)
        for number, box in self.boxes.items():
            field = preview.plan.mapping.get(number, ImportField.IGNORED)
            box.setCurrentIndex(box.findData(field))

    def _build(self, preview: ImportPreview) -> None:
        self.boxes = {}
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setColumnStretch(3, 1)
        for place, title in enumerate(("Cột", "Tiêu đề trong tệp", "Là")):
            label = QLabel(title)
            label.setProperty("role", "heading")
            grid.addWidget(label, 0, place)
        for line, head in enumerate(preview.plan.heads, start=1):
            grid.addWidget(QLabel(column_name(head.column)), line, 0)
            words = QLabel(head.text)
            words.setWordWrap(True)
            words.setMinimumWidth(words.fontMetrics().averageCharWidth() * 36)
            grid.addWidget(words, line, 1)
            box = QComboBox()
            box.setAccessibleName(f"Cột {column_name(head.column)}, {head.text}, là")
            for field in ImportField:
                box.addItem(field.label, field)
            box.activated.connect(partial(self._on_chosen, head.column))
            words.setBuddy(box)
            grid.addWidget(box, line, 2)
            self.boxes[head.column] = box
        grid.setRowStretch(len(preview.plan.heads) + 1, 1)
        self._area.setWidget(self._inside)

    def choose(self, column: int, field: ImportField) -> None:
        """Say what a column holds, as if it were chosen in its box."""
        self.boxes[column].setCurrentIndex(self.boxes[column].findData(field))
        self._on_chosen(column)

    def _on_chosen(self, column: int, _index: int = 0) -> None:
        chosen = {number: ImportField(box.currentData()) for number, box in self.boxes.items()}
        field = chosen[column]
        if field is not ImportField.IGNORED:
            for number, other in chosen.items():
                if number != column and other is field:
                    chosen[number] = ImportField.IGNORED
        self.mapped.emit(chosen)


class SplitsTab(QWidget):
    """Communes that July 2025 split: a person says where the branches of each are now.

    Signals:
        chosen(str, str): old code, new code ("" for later).
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._known: dict[str, Split] = {}
        self._inside = QWidget()
        self._area = scrolled(self._inside)
        note = QLabel(
            "Những xã, phường, thị trấn này được chia cho nhiều nơi từ 01/7/2025. Hãy chọn nơi mới của các công "
            "đoàn cơ sở ở đó; chưa rõ thì để sau, sửa từng đơn vị."
        )
        note.setWordWrap(True)
        note.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.addWidget(note)
        column.addWidget(self._area, 1)

    def show_splits(self, splits: Sequence[Split], successors: Mapping[str, str]) -> int:
        """Show the splits, those answered already too; how many there are."""
        self._known.update({split.code: split for split in splits})
        answered = set(successors)
        self._known = {
            code: split
            for code, split in self._known.items()
            if code in answered or any(one.code == code for one in splits)
        }
        self.boxes = {}
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setColumnStretch(1, 1)
        for line, split in enumerate(self._known.values()):
            label = QLabel(f"{split.name} ({integer(len(split.rows))} công đoàn cơ sở)")
            box = QComboBox()
            box.setAccessibleName(f"Nơi mới của {split.name}")
            box.addItem(LATER, "")
            for code, name in split.options:
                box.addItem(name, code)
            box.setCurrentIndex(max(box.findData(successors.get(split.code, "")), 0))
            box.activated.connect(partial(self._on_chosen, split.code))
            label.setBuddy(box)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(box, line, 1, Qt.AlignmentFlag.AlignTop)
            self.boxes[split.code] = box
        grid.setRowStretch(len(self._known), 1)
        self._area.setWidget(self._inside)
        return len(self._known)

    def forget(self) -> None:
        """Another list is looked at."""
        self._known = {}

    def _on_chosen(self, code: str, _index: int = 0) -> None:
        self.chosen.emit(code, str(self.boxes[code].currentData()))
