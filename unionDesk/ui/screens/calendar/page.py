"""The calendar's page: month or list, whose visits, and what stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.working_days import add_months
from unionDesk.services import visit_clashes
from unionDesk.services.visit_clashes import Clash
from unionDesk.services.visit_listing import CalendarLine
from unionDesk.ui.kit.icons import icon
from unionDesk.ui.screens.calendar.listing import VisitList
from unionDesk.ui.screens.calendar.month_data import MonthData, gather
from unionDesk.ui.screens.calendar.month_model import VISIT_MIME
from unionDesk.ui.screens.calendar.month_view import MonthView
from unionDesk.ui.screens.calendar.plan_dialog import USUAL_HOUR
from unionDesk.ui.screens.calendar.side import DayPanel, DuePanel
from unionDesk.ui.screens.calendar.team import all_officers

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_SHOWN, _WHOSE = "calendar/shown", "calendar/whose"
_MINE, _ALL = "mine", "all"


class CalendarPage(QWidget):
    """Month and list of the same visits.

    Signals:
        opened(int): a visit is to be opened.
        plan_wanted(date, object): plan on this day; to a branch by id, or None.
        move_wanted(CalendarLine, datetime): a visit was dropped on another day.
        chosen(): another visit or day is the current one.
    """

    opened = Signal(object)
    plan_wanted = Signal(object, object)
    move_wanted = Signal(object, object)
    chosen = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted_day: date | None = None
        self._month: date | None = None
        self.month_view = MonthView()
        self.list = VisitList(context)
        self.day_panel = DayPanel()
        self.due_panel = DuePanel(context)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setProperty("role", "problem")
        self.said.setAccessibleName("Trùng lịch")
        self._build()
        self._connect()
        self.show_part("list" if context.settings.text(_SHOWN) == "list" else "month")

    def _build(self) -> None:
        self.previous, self.next = _arrow("previous", "Tháng trước"), _arrow("next", "Tháng sau")
        self.today_button = QPushButton("Hôm nay")
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self.whose = QComboBox()
        self.whose.setAccessibleName("Lịch của ai")
        self.whose.addItem("Cả đơn vị", _ALL)
        if self._me() is not None:
            self.whose.addItem("Của tôi", _MINE)
        kept = self.whose.findData(self._context.settings.text(_WHOSE, _ALL))
        self.whose.setCurrentIndex(max(kept, 0))
        self.switch = QPushButton()
        bar = QHBoxLayout()
        for widget in (self.previous, self.next, self.today_button, self.title):
            bar.addWidget(widget)
        bar.addStretch(1)
        label = QLabel("Lịch của:")
        label.setBuddy(self.whose)
        bar.addWidget(label)
        bar.addWidget(self.whose)
        bar.addWidget(self.switch)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.month_view, 1)
        column.addWidget(self.said)
        side = QSplitter(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.addWidget(self.day_panel)
        side.addWidget(self.due_panel)
        side.setSizes([280, 380])
        self.month_part = QSplitter()
        self.month_part.setChildrenCollapsible(False)
        self.month_part.addWidget(middle)
        self.month_part.addWidget(side)
        self.month_part.setStretchFactor(0, 3)
        self.month_part.setStretchFactor(1, 1)
        self.month_part.setSizes([720, 260])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.month_part)
        self.stack.addWidget(self.list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 4)
        outer.addLayout(bar)
        outer.addWidget(self.stack, 1)

    def _connect(self) -> None:
        view = self.month_view
        self.previous.clicked.connect(partial(self.turn, -1))
        self.next.clicked.connect(partial(self.turn, 1))
        self.today_button.clicked.connect(self.go_today)
        self.switch.clicked.connect(self.switch_part)
        self.whose.currentIndexChanged.connect(self._on_whose)
        view.turned.connect(self.turn)
        view.day_chosen.connect(self._show_day)
        view.visit_chosen.connect(self._on_visit_chosen)
        view.opened.connect(self.opened)
        view.planned.connect(self._on_day_planned)
        view.over.connect(self._on_over)
        view.dropped.connect(self._on_dropped)
        self.day_panel.opened.connect(self.opened)
        self.day_panel.chosen.connect(view.choose_visit)
        self.day_panel.plan_wanted.connect(self._on_plan_here)
        self.due_panel.plan_wanted.connect(self._on_branch_planned)
        self.list.opened.connect(self.opened)
        self.list.chosen.connect(self.chosen)
        self.list.plan_wanted.connect(self._on_plan_here)

    def _me(self) -> int | None:
        user = self._context.user
        return user.officer_id if user is not None else None

    # for the screen

    def refresh(self) -> None:
        """Ask for month, list, due branches and officers anew."""
        self._context.jobs.read(all_officers, then=self._on_officers, owner=self, replaces="officers")
        self._ask_month(self.month_view.days.month, self.month_view.day() if self._month else None)
        self.list.officer_ids = self.officer_ids()
        self.list.table.refresh()
        people = self.officer_ids()
        self.due_panel.refresh(people[0] if people else None)

    def officer_ids(self) -> tuple[int, ...]:
        """Whose visits are shown; nobody named: of all."""
        chosen = self.whose.currentData()
        me = self._me()
        if chosen == _MINE:
            return (me,) if me is not None else ()
        return (int(chosen),) if isinstance(chosen, int) else ()

    def shows_month(self) -> bool:
        return self.stack.currentWidget() is self.month_part

    def show_part(self, part: str) -> None:
        """ "month" or "list"; it is remembered."""
        month = part == "month"
        self.stack.setCurrentWidget(self.month_part if month else self.list)
        self.switch.setText("Xem danh sách" if month else "Xem lịch tháng")
        for widget in (self.previous, self.next, self.today_button, self.title):
            widget.setVisible(month)
        self._context.settings.set(_SHOWN, part)
        self.chosen.emit()

    @Slot()
    def switch_part(self) -> None:
        self.show_part("list" if self.shows_month() else "month")
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor into the month or the list."""
        (self.month_view if self.shows_month() else self.list.table.view).setFocus()

    def visit_id(self) -> int | None:
        """The visit that commands work on."""
        if self.shows_month():
            line = self.month_view.visit()
            return line.visit_id if line else None
        return self.list.table.current_id()

    def day(self) -> date:
        """The day on which a new visit is planned."""
        return self.month_view.day() if self.shows_month() else self.month_view.days.content.today

    def show_day(self, day: date) -> None:
        """Turn to this day's month and choose the day."""
        self._ask_month(day.replace(day=1), day)

    def turn(self, months: int) -> None:
        """So many months on or back; the day of the month stays."""
        self.show_day(add_months(self._wanted_day or self.month_view.day(), months))

    @Slot()
    def go_today(self) -> None:
        self.show_day(self.month_view.days.content.today)

    # the month

    def _ask_month(self, month: date, day: date | None) -> None:
        self._wanted_day = day
        self._context.jobs.read(
            partial(gather, month=month, officer_ids=self.officer_ids()),
            then=partial(self._on_month, month, day),
            owner=self,
            replaces="month",
        )

    def _on_month(self, month: date, day: date | None, content: MonthData) -> None:
        self._wanted_day = None
        if self._month is None and day is None and month != content.today.replace(day=1):
            self.show_day(content.today)  # the work's day is not the wall's
            return
        self._month = month
        self.title.setText(f"Tháng {month.month}/{month.year}")
        self.month_view.show_month(month, content, day or content.today)

    @Slot(object)
    def _show_day(self, day: date) -> None:
        self.day_panel.show_day(self.month_view.days.content, day, self.month_view.look.chosen)

    @Slot(object)
    def _on_visit_chosen(self, line: CalendarLine | None) -> None:
        self.day_panel.list.blockSignals(True)
        self.day_panel.list.choose(line.visit_id if line else None)
        self.day_panel.list.blockSignals(False)
        self.chosen.emit()

    def _on_officers(self, officers: Sequence[tuple[int, str]]) -> None:
        known = {self.whose.itemData(place) for place in range(self.whose.count())}
        for number, name in officers:
            if number not in known:
                self.whose.addItem(name, number)

    @Slot()
    def _on_whose(self) -> None:
        chosen = self.whose.currentData()
        self._context.settings.set(_WHOSE, chosen if chosen == _MINE else _ALL)
        self.refresh()

    # planning and dragging

    @Slot(object)
    def _on_day_planned(self, day: date) -> None:
        self.plan_wanted.emit(day, None)

    @Slot()
    def _on_plan_here(self) -> None:
        self.plan_wanted.emit(self.day(), None)

    @Slot(object)
    def _on_branch_planned(self, branch_id: int) -> None:
        self.plan_wanted.emit(self.day(), branch_id)

    @Slot(str, object, object)
    def _on_over(self, kind: str, number: int, day: date | None) -> None:
        """Something hangs over a day: say whom it would meet there."""
        self.said.clear()
        if day is None:
            return
        line = self.month_view.line_of(number) if kind == VISIT_MIME else None
        if kind == VISIT_MIME and line is None:
            return
        begins = datetime.combine(day, line.begins.time() if line else USUAL_HOUR)
        me = self._me()
        self._context.jobs.read(
            partial(
                visit_clashes.clashes,
                begins=begins,
                ends=begins + (line.ends - line.begins)
                if line and line.ends
                else begins + timedelta(hours=2),
                officer_ids=line.officer_ids if line else ([me] if me is not None else []),
                branch_id=line.branch_id if line else number,
                except_visit_id=line.visit_id if line else None,
            ),
            then=partial(self._on_clashes, day),
            owner=self,
            replaces="over",
        )

    def _on_clashes(self, day: date, found: Sequence[Clash]) -> None:
        if self.month_view.look.target != day:
            return
        self.month_view.mark_target(day, bool(found))
        self.said.setText("\n".join(f"Trùng lịch: {clash.sentence}" for clash in found[:2]))

    @Slot(str, object, object)
    def _on_dropped(self, kind: str, number: int, day: date) -> None:
        if kind != VISIT_MIME:
            self.plan_wanted.emit(day, number)
            return
        line = self.month_view.line_of(number)
        if line is not None:
            self.move_wanted.emit(line, datetime.combine(day, line.begins.time()))


def _arrow(sign: str, name: str) -> Any:
    button = QToolButton()
    button.setIcon(icon(sign))
    button.setAutoRaise(True)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
