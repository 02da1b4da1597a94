"""The model of the month: a cell per day; what stands in it is also said in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.screens.calendar.month_data import WEEK, WEEKDAYS, WEEKS, MonthData, day_text, first_shown

VISIT_MIME = "application/x-uniondesk-visit"
BRANCH_MIME = "application/x-uniondesk-branch"
Role = Qt.ItemDataRole
AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class MonthModel(QAbstractTableModel):
    """Six weeks of seven days, beginning on a Monday."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.month = today().replace(day=1)
        self.content = MonthData(first_shown(self.month), today())

    def show(self, month: date, content: MonthData) -> None:
        """Show this month with what was gathered for it."""
        self.beginResetModel()
        self.month, self.content = month, content
        self.endResetModel()

    def day(self, index: AnyIndex) -> date:
        return self.content.day(index.row(), index.column())

    def index_of(self, day: date) -> QModelIndex:
        """Where a day stands; an invalid index when it is on another page."""
        place = (day - self.content.first).days
        return self.index(*divmod(place, WEEK)) if 0 <= place < WEEKS * WEEK else QModelIndex()

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else WEEK

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return WEEKDAYS[section]
        return None

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in {Role.DisplayRole, Role.AccessibleTextRole}:
            return None
        day = self.day(index)
        return str(day.day) if role == Role.DisplayRole else day_text(self.content, day)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDropEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        return [VISIT_MIME, BRANCH_MIME]

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def carried(kind: str, number: int) -> QMimeData:
    """What is dragged: a visit or a branch, by its id."""
    mime = QMimeData()
    mime.setData(kind, str(number).encode("ascii"))
    return mime


def carried_id(mime: QMimeData) -> tuple[str, int] | None:
    """Which kind and id is being dragged; None for anything else."""
    for kind in (VISIT_MIME, BRANCH_MIME):
        if mime.hasFormat(kind):
            text = bytes(mime.data(kind).data()).decode("ascii", "replace")
            return (kind, int(text)) if text.isdecimal() else None
    return None
