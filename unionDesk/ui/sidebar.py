"""Sidebar: the screens by name, as wide as its longest title."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from unionDesk.ui.kit.icons import icon
from unionDesk.ui.screens import ScreenSpec


class Sidebar(QListWidget):
    """One line a screen; the line chosen is the screen shown."""

    def __init__(self, specs: Iterable[ScreenSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = tuple(specs)
        self.setObjectName("sidebar")
        self.setAccessibleName("Các màn hình")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for spec in self._specs:
            item = QListWidgetItem(spec.title)
            item.setData(Qt.ItemDataRole.UserRole, spec.name)
            item.setToolTip(f"{spec.title} ({spec.key})" if spec.key else spec.title)
            self.addItem(item)

    def chosen(self) -> str:
        """The name of the chosen screen; empty before one was chosen."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def refresh_look(self) -> None:
        """Icons and width for the present colours and text size."""
        height = self.fontMetrics().height()
        self.setIconSize(QSize(height, height))
        for row, spec in enumerate(self._specs):
            self.item(row).setIcon(icon(spec.icon))
        self.setFixedWidth(self.sizeHintForColumn(0) + height if self._specs else 0)
