"""The head of a branch's page: name, kind, size, who looks after it, how closely it is followed and why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text, integer
from unionDesk.services.branch_page import BranchHead
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.marks import attention_mark


class HeadPanel(QFrame):
    """What one wants to know of a branch at a glance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._head: BranchHead | None = None
        self._set_size()
        self.what = QLabel()
        self.what.setWordWrap(True)
        self.mark = QLabel()
        self.attention = QLabel()
        self.attention.setWordWrap(True)
        followed = QHBoxLayout()
        followed.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        followed.addWidget(self.attention, 1)
        self.facts = QWidget()
        self._flow = FlowLayout(self.facts, spacing=18, line_spacing=3)
        self.pairs: dict[str, QLabel] = {}
        for key in ("Lao động", "Đoàn viên", "Chủ tịch", "Phụ trách", "Đi gần nhất"):
            label = QLabel()
            self._flow.addWidget(label)
            self.pairs[key] = label
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(3)
        for widget in (self.name, self.what, self.facts):
            column.addWidget(widget)
        column.addLayout(followed)

    def _set_size(self) -> None:
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.name.setFont(font)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another text size or theme: the name and the mark follow."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange} and hasattr(self, "_head"):
            QTimer.singleShot(0, self, self._set_size)  # the style sheet puts its own font back first
            if self._head is not None:
                self.show_head(self._head)

    def show_head(self, head: BranchHead) -> None:
        """Show what is known now."""
        self._head = head
        row = head.row
        self.name.setText(row.name)
        parts = (row.code, row.kind.label, row.status.label, row.place or "chưa rõ xã, phường")
        self.what.setText("  ·  ".join(part for part in parts if part))
        self._say("Lao động", _people(row.workers, row.women_workers))
        self._say("Đoàn viên", _people(row.members, row.women_members))
        self._say("Chủ tịch", row.chair or "chưa có")
        self._say("Phụ trách", row.officer or "chưa phân công")
        self._say("Đi gần nhất", date_text(row.last_visit_on) if row.last_visit_on else "chưa đi")
        self.mark.setPixmap(QPixmap.fromImage(attention_mark(row.attention)))
        reason = f": {head.attention_reason}" if head.attention_reason else ""
        self.attention.setText(f"{row.attention.label}{reason}")
        self.attention.setAccessibleName(f"Mức quan tâm: {row.attention.label}{reason}")

    def _say(self, key: str, value: str) -> None:
        self.pairs[key].setText(f"{key}: {value}")
        self._flow.invalidate()


def _people(everybody: int | None, women: int | None) -> str:
    if everybody is None:
        return "chưa có số liệu"
    return integer(everybody) if women is None else f"{integer(everybody)} (nữ {integer(women)})"
