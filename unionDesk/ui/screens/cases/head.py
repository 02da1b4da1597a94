"""The head of a case's page: number, kind, place, owner, how severe, and where on its way it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text
from unionDesk.services.cases import CasePage

_SIGNS = {"done": "✓", "now": "▶", "ahead": "○"}


class CaseHead(QFrame):
    """What one wants to know of a case at a glance."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.facts, self.summary, self.way, self.warnings = (QLabel() for _ in range(5))
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self.title.setFont(font)
        self.way.setAccessibleName("Các bước của vụ việc")
        self.warnings.setProperty("role", "problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for label in (self.title, self.facts, self.summary, self.way, self.warnings):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)

    def show_case(self, page: CasePage) -> None:
        """Show what is known now."""
        values = page.values
        self.title.setText(f"{page.number} – {page.kind_name}")
        state = "tạm dừng" if page.paused else ""
        if page.closed_on is not None:
            outcome = f": {values['outcome'].label.lower()}" if values.get("outcome") else ""
            state = f"kết thúc ngày {date_text(page.closed_on)}{outcome}"
        parts = (
            page.branch,
            f"mức độ {values['severity'].label.lower()}",
            f"tiếp nhận {date_text(values['received_on'])}",
            f"phụ trách: {page.owner or 'chưa phân công'}",
            state,
        )
        self.facts.setText("  ·  ".join(part for part in parts if part))
        self.summary.setText(values["summary"])
        self.way.setText(
            "  →  ".join(
                f"{_SIGNS[step.state]} {step.label}{' (đang ở đây)' if step.state == 'now' else ''}"
                for step in page.path
            )
        )
        self.warnings.setText("\n".join(_warnings(page)))
        self.warnings.setVisible(bool(self.warnings.text()))


def _warnings(page: CasePage) -> list[str]:
    lines = []
    if page.values.get("confidential"):
        lines.append("Vụ việc kín: chỉ người phụ trách, lãnh đạo và quản trị thấy.")
    if page.names_hidden:
        lines.append("Tên và số điện thoại người phản ánh không hiện với bạn.")
    if page.sensitive:
        lines.append(f"Có dữ liệu nhạy cảm: {', '.join(page.sensitive)}. Không sao chép ra ngoài.")
    if page.missing and page.closed_on is None:
        lines.append(f"Còn thiếu: {', '.join(page.missing)}.")
    return lines
