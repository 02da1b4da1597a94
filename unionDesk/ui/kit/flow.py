"""A layout that goes on in the next line when a line is full: chips of filters, buttons of a page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

MOST_LETTERS = 24  # a wider item does not keep the window from getting small: it is cut


class FlowLayout(QLayout):
    """Items from left to right at their own size, as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6, line_spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._line_spacing = line_spacing
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget before the item that stands at `place`."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        parent = self.parentWidget()
        most = parent.fontMetrics().averageCharWidth() * MOST_LETTERS if parent is not None else size.width()
        return QSize(min(size.width(), most), size.height())

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            high = max(item.sizeHint().height() for item in line)
            left = rect.x()
            for item in line:
                size = item.sizeHint()
                if move:
                    width, down = min(size.width(), rect.width()), (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top + down), QSize(width, size.height())))
                left += size.width() + self.spacing()
            top += high + self._line_spacing
        return max(top - self._line_spacing - rect.y(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items by lines of this width."""
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or used + self.spacing() + wide > width:
                lines.append([])
                used = wide
            else:
                used += self.spacing() + wide
            lines[-1].append(item)
        return lines
