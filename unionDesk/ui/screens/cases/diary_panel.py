"""The diary of a case: what happened, newest first; wrong lines stay to be read, struck out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from unionDesk.rules.formats import moment_text
from unionDesk.services.case_diary import WRITTEN, DiaryLine
from unionDesk.ui.kit.wrapping import wrap

LINE = Qt.ItemDataRole.UserRole


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
        self.list = QTreeWidget()
        self.list.setAccessibleName("Nhật ký vụ việc")
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels(["Lúc", "Loại", "Nội dung", "Người ghi"])
        wrap(self.list, {0: 17, 1: 16, 3: 17}, stretched=2)
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
        self.list.currentItemChanged.connect(self._on_current)
        self._on_current()

    def show_lines(self, lines: Sequence[DiaryLine]) -> None:
        """Show these lines; the one that was current stays so."""
        here = self.current()
        self.list.clear()
        for line in lines:
            text = f"{line.text}\n(đã gạch bỏ, xem dòng đính chính)" if line.struck else line.text
            item = QTreeWidgetItem(
                self.list, [moment_text(line.at.astimezone()), line.kind.label, text, line.who]
            )
            item.setData(0, LINE, line)
            if line.struck:
                font = item.font(2)
                font.setStrikeOut(True)
                item.setFont(2, font)
            if here is not None and line.entry_id == here.entry_id:
                self.list.setCurrentItem(item)
        self._on_current()

    def current(self) -> DiaryLine | None:
        item = self.list.currentItem()
        line = item.data(0, LINE) if item is not None else None
        return line if isinstance(line, DiaryLine) else None

    @Slot()
    def _on_current(self) -> None:
        line = self.current()
        self.strike.setEnabled(line is not None and line.kind in WRITTEN and not line.struck)

    @Slot()
    def _on_strike(self) -> None:
        if (line := self.current()) is not None:
            self.strike_wanted.emit(line)
