"""The month as a view: days by the arrow keys, visits by the space bar, both by the mouse, and dragging."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QToolTip, QWidget

from unionDesk.services.visit_listing import CalendarLine
from unionDesk.ui.screens.calendar.chips import DayDelegate, chips_in
from unionDesk.ui.screens.calendar.month_data import MonthData, line_text, movable
from unionDesk.ui.screens.calendar.month_model import VISIT_MIME, MonthModel, carried, carried_id


class MonthView(QTableView):
    """Shows one month.

    Signals:
        day_chosen(date): another day is the current one.
        visit_chosen(object): the CalendarLine that the keys work on, or None.
        opened(int): a visit is to be opened; planned(date): a visit is to be planned on a day.
        over(str, int, object): something is dragged over a day (None: it left); dropped(str, int, object).
        turned(int): a page on or back.
    """

    day_chosen = Signal(object)
    visit_chosen = Signal(object)
    opened = Signal(object)
    planned = Signal(object)
    over = Signal(str, object, object)
    dropped = Signal(str, object, object)
    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = MonthModel(self)
        self.setModel(self.days)
        self.look = DayDelegate(self.days, self)
        self.setItemDelegate(self.look)
        self.setAccessibleName("Lịch tháng")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setMinimumSectionSize(20)
        self._pressed: tuple[QPoint, CalendarLine] | None = None
        self._silent = False
        self.selectionModel().currentChanged.connect(self._on_current)

    # for the page

    def show_month(self, month: date, content: MonthData, day: date) -> None:
        """Show a month with this day as the current one; the chosen visit stays, if it is there."""
        self._silent = True
        self.days.show(month, content)
        index = self.days.index_of(day)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._silent = False
        self.day_chosen.emit(self.day())
        self.choose_visit(self.look.chosen)

    def day(self) -> date:
        """The current day."""
        index = self.currentIndex()
        return self.days.day(index) if index.isValid() else self.days.month

    def visit(self) -> CalendarLine | None:
        """The visit of the current day that the keys work on."""
        return next((line for line in self.lines() if line.visit_id == self.look.chosen), None)

    def lines(self) -> tuple[CalendarLine, ...]:
        """The visits of the current day."""
        return self.days.content.visits.get(self.day(), ())

    def line_of(self, visit_id: int) -> CalendarLine | None:
        """A visit of this page."""
        everything = self.days.content.visits.values()
        return next((line for lines in everything for line in lines if line.visit_id == visit_id), None)

    def choose_visit(self, visit_id: int | None) -> None:
        """Let the keys work on this visit of the current day."""
        there = any(line.visit_id == visit_id for line in self.lines())
        self.look.chosen = visit_id if there else None
        self.viewport().update()
        self.visit_chosen.emit(self.visit())

    def mark_target(self, day: date | None, clashes: bool = False) -> None:
        """Tint the day over which something hangs."""
        self.look.target, self.look.target_clashes = day, clashes
        self.viewport().update()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self._act()
        elif key == Qt.Key.Key_Space:
            self._next_visit()
        elif key == Qt.Key.Key_PageUp:
            self.turned.emit(-1)
        elif key == Qt.Key.Key_PageDown:
            self.turned.emit(1)
        elif key == Qt.Key.Key_Escape and self.look.chosen is not None:
            self.choose_visit(None)
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        chosen = self.visit()
        if chosen is not None:
            self.opened.emit(chosen.visit_id)
        else:
            self.planned.emit(self.day())

    def _next_visit(self) -> None:
        """The next visit of the day, after the last one none again."""
        numbers: list[int | None] = [*(line.visit_id for line in self.lines()), None]
        here = numbers.index(self.look.chosen) if self.look.chosen in numbers else -1
        self.choose_visit(numbers[(here + 1) % len(numbers)])

    @Slot()
    def _on_current(self) -> None:
        if not self._silent:
            self.day_chosen.emit(self.day())
            self.choose_visit(self.look.chosen)

    # mouse

    def chip_at(self, where: QPoint) -> CalendarLine | None:
        """The visit drawn at a point of the viewport."""
        index = self.indexAt(where)
        if not index.isValid():
            return None
        lines = self.days.content.visits.get(self.days.day(index), ())
        chips, _ = chips_in(self.visualRect(index), self.fontMetrics(), lines)
        return next((chip.line for chip in chips if chip.rect.contains(where)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        chip = self.chip_at(event.position().toPoint())
        self._pressed = None
        if event.button() is Qt.MouseButton.LeftButton:
            self.choose_visit(chip.visit_id if chip else None)
            if chip is not None and movable(chip):
                self._pressed = (event.position().toPoint(), chip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return  # the view's own way of choosing cells by dragging over them is of no use here
        begun, chip = self._pressed
        if (event.position().toPoint() - begun).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            drag.setMimeData(carried(VISIT_MIME, chip.visit_id))
            drag.exec(Qt.DropAction.MoveAction)
            self.mark_target(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        chip = self.chip_at(event.position().toPoint())
        if chip is not None:
            self.opened.emit(chip.visit_id)
        elif self.indexAt(event.position().toPoint()).isValid():
            self.planned.emit(self.day())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            chip = self.chip_at(event.pos())
            QToolTip.showText(event.globalPos(), line_text(chip) if chip else "", self)
            return True
        return super().viewportEvent(event)

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if carried_id(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        found = carried_id(event.mimeData())
        index = self.indexAt(event.position().toPoint())
        if found is None or not index.isValid():
            event.ignore()
            return
        event.acceptProposedAction()
        day = self.days.day(index)
        if day != self.look.target:
            self.mark_target(day)
            self.over.emit(*found, day)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        event.accept()
        self.mark_target(None)
        self.over.emit("", 0, None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        found = carried_id(event.mimeData())
        index = self.indexAt(event.position().toPoint())
        self.mark_target(None)
        self.over.emit("", 0, None)
        if found is not None and index.isValid():
            event.acceptProposedAction()
            self.dropped.emit(*found, self.days.day(index))
