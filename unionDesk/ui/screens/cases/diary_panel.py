"""The diary of a case: what happened, newest first; wrong lines stay to be read, struck out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTreeView, QVBoxLayout, QWidget

from unionDesk.rules.formats import moment_text
from unionDesk.services.case_diary import WRITTEN, DiaryLine
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.table_model import AnyIndex, ListModel
from unionDesk.ui.kit.wrapping import wrap

_COLUMNS = (
    Column("at", "Lúc", value=lambda line: moment_text(line.at.astimezone())),
    Column("kind", "Loại"),
    Column(
        "text",
        "Nội dung",
        value=lambda line: f"{line.text}\n(đã gạch bỏ)" if line.struck else line.text,
    ),
    Column("who", "Người ghi"),
)


class DiaryModel(ListModel):
    """The lines; struck ones are struck out."""

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            line: DiaryLine | None = self.row(index.row())
            if line is not None and line.struck:
                font = QFont()
                font.setStrikeOut(True)
                return font
            return None
        return super().data(index, role)


class DiaryPanel(QWidget):
    """The lines, and the buttons that add one or strike one.

    Signals:
        add_wanted()
        strike_wanted(DiaryLine)
    """

    add_wanted = Signal()
    strike_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = DiaryModel(_COLUMNS, self)
        self.list = QTreeView()
        self.list.setModel(self.lines)
        self.list.setAccessibleName("Nhật ký vụ việc")
        self.list.setRootIsDecorated(False)
        wrap(self.list, {0: 15, 1: 13, 3: 15}, stretched=2)
        self.add = QPushButton("Ghi nhật ký…")
        self.add.setToolTip("Ghi nhật ký (Ctrl+L)")
        self.strike = QPushButton("Đính chính dòng đang chọn…")
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addWidget(self.strike)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.add.clicked.connect(self.add_wanted)
        self.strike.clicked.connect(self._on_strike)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._on_current()

    def show_lines(self, lines: Sequence[DiaryLine]) -> None:
        """Show these lines; the one that was current stays so."""
        here = self.current()
        self.lines.set_rows(lines)
        for place, line in enumerate(lines):
            if here is not None and line.entry_id == here.entry_id:
                self.list.setCurrentIndex(self.lines.index(place, 0))
        self._on_current()

    def current(self) -> DiaryLine | None:
        index = self.list.currentIndex()
        line = self.lines.row(index.row()) if index.isValid() else None
        return line if isinstance(line, DiaryLine) else None

    @Slot()
    def _on_current(self) -> None:
        line = self.current()
        self.strike.setEnabled(line is not None and line.kind in WRITTEN and not line.struck)

    @Slot()
    def _on_strike(self) -> None:
        if (line := self.current()) is not None:
            self.strike_wanted.emit(line)
