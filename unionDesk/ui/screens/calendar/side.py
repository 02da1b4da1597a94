"""Beside the month: the chosen day's visits in words, and the branches that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.formats import date_text, integer
from unionDesk.services import cadence
from unionDesk.services.cadence import BranchDue
from unionDesk.ui.kit.marks import due_mark
from unionDesk.ui.screens.calendar.month_data import (
    WEEKDAYS,
    MonthData,
    colour_of,
    line_text,
    movable,
    short_place,
)
from unionDesk.ui.screens.calendar.month_model import BRANCH_MIME, VISIT_MIME, carried

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MOST_DUE = 60
Role = Qt.ItemDataRole


class CarryList(QListWidget):
    """Lines with an id that can be dragged onto a day, opened by Enter or a double click.

    Signals:
        wanted(int): a line was opened.
    """

    wanted = Signal(object)

    def __init__(self, mime: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mime = mime
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(self._on_opened)

    def put(self, number: int, words: str, mark: Any, tip: str = "", *, carry: bool = True) -> None:
        """Add a line at the end."""
        item = QListWidgetItem(words)
        item.setData(Role.UserRole, number)
        item.setData(Role.DecorationRole, mark)
        item.setToolTip(tip or words)
        if not carry:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        self.addItem(item)

    def current_id(self) -> int | None:
        item = self.currentItem()
        return int(item.data(Role.UserRole)) if item is not None else None

    def choose(self, number: int | None) -> None:
        """Make the line with this id the current one."""
        rows = range(self.count())
        self.setCurrentRow(next((row for row in rows if self.item(row).data(Role.UserRole) == number), -1))

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802 - Qt's name
        return carried(self._mime, int(items[0].data(Role.UserRole))) if items else QMimeData()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._on_opened()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_opened(self) -> None:
        number = self.current_id()
        if number is not None:
            self.wanted.emit(number)


class DayPanel(QWidget):
    """The visits of the chosen day, whole.

    Signals:
        opened(int): a visit; chosen(object): the id of the current line, or None; plan_wanted().
    """

    opened = Signal(object)
    chosen = Signal(object)
    plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.list = CarryList(VISIT_MIME, "Chuyến đi trong ngày")
        self.nothing = QLabel("Chưa có chuyến đi nào trong ngày này.")
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.plan = QPushButton("Lên lịch chuyến đi")
        self.plan.setToolTip("Lên lịch chuyến đi vào ngày này (Enter hoặc Ctrl+N)")
        self.plan.clicked.connect(self.plan_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self.plan)
        column.addStretch(0)  # takes the room when the list is hidden
        self.list.wanted.connect(self.opened)
        self.list.currentRowChanged.connect(self._on_row)

    def show_day(self, content: MonthData, day: date, visit_id: int | None) -> None:
        """Show this day; the visit the keys work on is marked."""
        mark = content.marks.get(day)
        said = f" – {mark.name}" if mark else ""
        self.title.setText(f"{WEEKDAYS[day.weekday()]}, {date_text(day)}{said}")
        lines = content.visits.get(day, ())
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            self.list.put(line.visit_id, line_text(line), due_mark(colour_of(line)), carry=movable(line))
        self.list.choose(visit_id)
        self.list.blockSignals(False)
        self.list.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        self.chosen.emit(self.list.current_id())


class DuePanel(QWidget):
    """The branches that should be visited, the most urgent first.

    Signals:
        plan_wanted(int): a visit to this branch is to be planned on the chosen day.
    """

    plan_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = context.jobs
        self.title = QLabel("Công đoàn cơ sở đến hạn đi")
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.list = CarryList(BRANCH_MIME, "Công đoàn cơ sở đến hạn đi")
        self.nothing = QLabel("Không có nơi nào quá nhịp đi cơ sở.")
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.plan = QPushButton("Lên lịch đến nơi này")
        self.plan.setToolTip("Lên lịch đến nơi đang chọn vào ngày đang chọn; cũng có thể kéo thả vào lịch")
        self.plan.clicked.connect(self._on_plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addWidget(self.plan)
        column.addStretch(0)  # takes the room when the list is hidden
        self.list.wanted.connect(self.plan_wanted)
        self._show((0, []))

    def refresh(self, officer_id: int | None) -> None:
        """Ask anew, of one officer's branches or of all."""
        self._jobs.read(
            partial(cadence.beyond, officer_id=officer_id, limit=MOST_DUE),
            then=self._show,
            owner=self,
            replaces="due",
        )

    def _show(self, found: tuple[int, list[BranchDue]]) -> None:
        total, lines = found
        here = self.list.current_id()
        self.list.clear()
        for due in lines:
            planned = f"; đã có lịch {date_text(due.planned_on)}" if due.planned_on else ""
            words = f"{short_place(due.name)} ({due.place}) – {due.cadence.state.label}{planned}"
            self.list.put(
                due.branch_id, words, due_mark(due.cadence.colour), f"{due.name}. {due.cadence.sentence}"
            )
        self.list.choose(here)
        more = f", đang xem {integer(len(lines))}" if total > len(lines) else ""
        self.title.setText(f"Công đoàn cơ sở đến hạn đi ({integer(total)}{more})")
        for widget in (self.list, self.plan):
            widget.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    @Slot()
    def _on_plan(self) -> None:
        number = self.list.current_id()
        if number is None and self.list.count():
            self.list.setCurrentRow(0)
            number = self.list.current_id()
        if number is not None:
            self.plan_wanted.emit(number)
