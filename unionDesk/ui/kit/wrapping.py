"""Rows of a tree as high as their words need in the width that their column has."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView


class Wrapping(QStyledItemDelegate):
    """Wraps every column but the first, whose words are short or reach over all columns."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option  # the rectangle in it is not that of the column yet
        metrics, column = self._view.fontMetrics(), index.column()
        air = metrics.height() // 2
        if column == 0:
            return QSize(0, metrics.height() + air)
        room = QRect(0, 0, self._view.columnWidth(column) - air, metrics.height() * 40)
        wanted = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data() or ""))
        return QSize(wanted.width(), wanted.height() + air)


def wrap(view: QTreeView, letters: dict[int, int], stretched: int) -> None:
    """Let a tree wrap its words; `letters` are widths of columns, `stretched` takes what is left."""
    view.setWordWrap(True)
    view.setUniformRowHeights(False)
    view.setAlternatingRowColors(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setItemDelegate(Wrapping(view))
    header = view.header()
    header.setStretchLastSection(False)
    for column, count in letters.items():
        view.setColumnWidth(column, view.fontMetrics().averageCharWidth() * count)
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    view.setVerticalScrollBarPolicy(
        Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    )  # else heights and widths chase each other
    later = QTimer(view, singleShot=True, interval=0)  # a layout within a layout is Qt's end
    later.timeout.connect(view.doItemsLayout)
    header.sectionResized.connect(later.start)
