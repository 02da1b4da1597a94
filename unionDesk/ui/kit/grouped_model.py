"""Model of lines in groups: two levels, handed over whole, for a tree in which every line opens something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from unionDesk.rules.kinds import DueColour
from unionDesk.ui.kit.marks import due_mark

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole
_TOP = 0  # the internal id of a heading; a line's is the place of its group, counted from one


@dataclass(frozen=True)
class Line:
    """A line: its words by column, the mark before them, what it opens (None: it only says something)."""

    cells: tuple[str, ...]
    colour: DueColour | None = None
    target: Any = None


@dataclass(frozen=True)
class Group:
    """A group: its name for the program, its heading, its lines."""

    name: str
    title: str
    lines: tuple[Line, ...]


class GroupedModel(QAbstractItemModel):
    """Shows groups of lines."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self.groups: list[Group] = []

    def set_groups(self, groups: Sequence[Group]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.groups = list(groups)
        self.endResetModel()

    def line(self, index: AnyIndex) -> Line | None:
        """The line at this index; None for a heading."""
        if not index.isValid() or index.internalId() == _TOP:
            return None
        return self.groups[index.internalId() - 1].lines[index.row()]

    def group(self, index: AnyIndex) -> Group | None:
        """The group whose heading or line stands at this index."""
        if not index.isValid():
            return None
        return self.groups[index.row() if index.internalId() == _TOP else index.internalId() - 1]

    # Qt's questions

    def index(self, row: int, column: int, parent: AnyIndex = NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: AnyIndex = NOWHERE) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or index.internalId() == _TOP:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _TOP)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        if not parent.isValid():
            return len(self.groups)
        if parent.internalId() != _TOP or parent.column() > 0:
            return 0
        return len(self.groups[parent.row()].lines)

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        del parent
        return len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return self._heading(index, role)
        cell = line.cells[index.column()] if index.column() < len(line.cells) else ""
        first = index.column() == 0
        if role == Role.DisplayRole:
            return cell
        if first and line.colour is not None:
            if role == Role.DecorationRole:
                return due_mark(line.colour)
            if role == Role.ToolTipRole:
                return line.colour.label
            if role == Role.AccessibleTextRole:
                return f"{line.colour.label}, {cell}"
        return None

    def _heading(self, index: AnyIndex, role: int) -> Any:
        group = self.group(index)
        if group is None or index.column() > 0:
            return None
        if role == Role.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return group.title if role == Role.DisplayRole else None
