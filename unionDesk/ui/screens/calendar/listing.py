"""The visits as a list, with its filters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import Sort
from unionDesk.rules.kinds import DueColour, VisitKind, VisitStatus
from unionDesk.services import visit_listing
from unionDesk.services.visit_listing import VisitFilter, VisitRow
from unionDesk.ui.kit.cells import Column, Due
from unionDesk.ui.kit.data_table import DataTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.table_model import Source
from unionDesk.ui.screens.calendar.month_data import OVERDUE, STATUS_COLOURS

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


def _status(row: VisitRow) -> Due:
    if row.overdue:
        return Due(DueColour.RED, f"{row.status.label}, {OVERDUE}")
    return Due(STATUS_COLOURS[row.status], row.status.label)


def _minutes(row: VisitRow) -> str:
    if row.minutes_number:
        return row.minutes_number
    return row.minutes_state.label if row.minutes_state else ""


COLUMNS = (
    Column("planned_from", "Dự kiến", 17, Sort.MOMENT),
    Column("number", "Số", 14),
    Column("where", "Nơi đến", 44),
    Column("kind", "Loại", 20),
    Column("status", "Tình trạng", 24, value=_status),
    Column("lead", "Trưởng đoàn", 22),
    Column("held_from", "Đã đi lúc", 17, Sort.MOMENT),
    Column("topic", "Chuyên đề", 36, sortable=False),
    Column("minutes", "Biên bản", 18, sortable=False, value=_minutes),
    Column("report_due_on", "Hạn báo cáo", 12, Sort.DATE, shown=False),
    Column("status_reason", "Lý do", 30, sortable=False, shown=False),
)


def _ids(work: Any, order: str, descending: bool, choice: VisitFilter) -> array[int]:
    return visit_listing.ids(work, choice, order, descending=descending)


def _rows(work: Any, wanted: Sequence[int]) -> list[VisitRow]:
    return visit_listing.rows(work, wanted)


class VisitList(QWidget):
    """The list. `officer_ids` filters by people; the screen sets it.

    Signals:
        opened(int): a visit is to be opened; chosen(): another line; plan_wanted(): from the empty list.
    """

    opened = Signal(object)
    chosen = Signal()
    plan_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.officer_ids: tuple[int, ...] = ()
        self.statuses = _chooser("Mọi tình trạng", VisitStatus, "Lọc theo tình trạng")
        self.kinds = _chooser("Mọi loại chuyến đi", VisitKind, "Lọc theo loại chuyến đi")
        self.table = DataTable(
            context,
            "visits",
            Source(COLUMNS, _ids, _rows),
            order="-planned_from",
            empty=Empty(
                "Chưa có chuyến đi nào ở đây. Hãy lên lịch chuyến đi, hoặc bớt điều kiện lọc.",
                "Lên lịch chuyến đi",
                self.plan_wanted.emit,
            ),
            filter_of=self._filter_of,
        )
        self.table.view.setAccessibleName("Danh sách chuyến đi")
        filters = QHBoxLayout()
        filters.addWidget(QLabel("Chỉ xem:"))
        filters.addWidget(self.statuses)
        filters.addWidget(self.kinds)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        for chooser in (self.statuses, self.kinds):
            chooser.currentIndexChanged.connect(self.table.refresh)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self.chosen)

    def _filter_of(self, text: str) -> VisitFilter:
        status, kind = self.statuses.currentData(), self.kinds.currentData()
        return VisitFilter(
            text=text,
            statuses=(VisitStatus(status),) if status else (),
            kinds=(VisitKind(kind),) if kind else (),
            officer_ids=self.officer_ids,
        )


def _chooser(everything: str, choices: type[Choice], name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(everything, "")
    for choice in choices:
        box.addItem(choice.label, choice.value)
    return box
