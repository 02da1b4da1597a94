"""Lịch công tác: the calendar, and in its place the form of the visit that is open."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import moment_text
from unionDesk.services import visits
from unionDesk.services.undoing import Done, recorded
from unionDesk.services.visit_listing import CalendarLine
from unionDesk.services.visits import PlannedVisit, VisitPlan
from unionDesk.ui.ask_dialog import AskDialog
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.screens.calendar.page import CalendarPage
from unionDesk.ui.screens.calendar.plan_dialog import PlanDialog, new_values
from unionDesk.ui.screens.calendar.steps import Steps, aim_of
from unionDesk.ui.screens.calendar.visit_page import VisitPage
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU, VIEW = "Chuyến đi", "Lịch"
_NEXT = (
    FieldSpec(name="when", label="Ngày, giờ", sort=Sort.MOMENT, required=True),
    FieldSpec(name="topic", label="Chuyên đề", length=255),
)


def _has_visit(screen: CalendarScreen) -> bool:
    return screen.aimed() is not None


def _in_calendar(screen: CalendarScreen) -> bool:
    return screen.stack.currentWidget() is screen.page


def _in_form(screen: CalendarScreen) -> bool:
    return not _in_calendar(screen)


class CalendarScreen(Screen):
    """The calendar with the form of the visit that is open."""

    kinds = frozenset(
        {
            "visit", "visit_officer", "visit_participant", "opinion_note", "promise", "promise_answer",
            "document", "branch", "figures", "officer", "holiday_override", "setting", "assignment",
        }
    )  # fmt: skip
    help_page = "calendar"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.page = CalendarPage(context)
        self.form = VisitPage(context)
        self.steps = Steps(context, self)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.page.opened.connect(self.open_record)
        self.page.plan_wanted.connect(self.plan_on)
        self.page.move_wanted.connect(self._on_dropped)
        self.page.chosen.connect(self.commands.refresh)
        self.form.closed.connect(self._on_form_closed)
        self.form.loaded.connect(self.commands.refresh)
        self.form.next_wanted.connect(self.ask_next)

    # what the window asks

    def refresh(self) -> None:
        self.page.refresh()
        self.form.refresh()

    @Slot(object)
    def open_record(self, record: int) -> None:
        if record == self.form.visit_id:
            self.stack.setCurrentWidget(self.form)
        elif _in_calendar(self) or self.form.can_leave():
            self.form.show_visit(record)
            self.stack.setCurrentWidget(self.form)
        self.commands.refresh()

    def can_close(self) -> bool:
        return self.form.can_leave()

    def focus_search(self) -> bool:
        if not _in_calendar(self):
            return False
        self.page.show_part("list")
        self.page.list.table.focus_filter()
        return True

    def take_down(self) -> None:
        self.form.desk.close()
        super().take_down()

    def aimed(self) -> int | None:
        """The visit that commands work on: the open one, else the chosen one."""
        return self.page.visit_id() if _in_calendar(self) else self.form.visit_id

    @Slot()
    def _on_form_closed(self) -> None:
        self.stack.setCurrentWidget(self.page)
        self.page.focus_first()
        self.commands.refresh()

    # planning

    @command("Lên lịch chuyến đi", menu=MENU, key="Ctrl+N", icon="add", toolbar=True, enabled=_in_calendar)
    def plan(self) -> None:
        self.plan_on(self.page.day(), None)

    @Slot(object, object)
    def plan_on(self, day: date, branch_id: int | None) -> None:
        """Plan a visit on a day, to a branch or to wherever is chosen."""
        user = self.context.user
        officer_id = user.officer_id if user is not None else None
        self._open_plan(None, new_values(day, officer_id, branch_id))

    @command("Sửa kế hoạch", menu=MENU, key="Ctrl+E", icon="edit", toolbar=True, enabled=_has_visit)
    def edit_plan(self) -> None:
        visit_id = self.aimed()
        if visit_id is not None and self._form_is_saved():
            self.jobs.read(
                partial(visits.read_plan, visit_id=visit_id),
                then=self._open_plan,
                owner=self,
                replaces="plan",
            )

    def _open_plan(self, plan: VisitPlan | None, values: dict[str, Any] | None = None) -> None:
        dialog = PlanDialog(self.context, plan, values=values, parent=self.window())
        dialog.written.connect(partial(self._on_planned, plan is None))
        dialog.open()

    def _on_planned(self, is_new: bool, done: Done) -> None:
        planned: PlannedVisit = done.value
        words = "Đã lên lịch chuyến" if is_new else "Đã ghi kế hoạch chuyến"
        tell_done(self.context, f"{words} {planned.number}.", done)
        for clash in planned.clashes[:3]:
            self.notices.warn(f"Trùng lịch: {clash.sentence}")
        self.page.month_view.look.chosen = planned.visit_id

    @command("Mở chuyến đi", menu=MENU, icon="open", tip="Mở biểu mẫu (Enter)", enabled=_has_visit)
    def open_chosen(self) -> None:
        visit_id = self.aimed()
        if visit_id is not None:
            self.open_record(visit_id)

    # steps

    def _step(self, step: Any) -> None:
        visit_id = self.aimed()
        if visit_id is not None and self._form_is_saved():
            self.steps.with_aim(visit_id, step)

    def _form_is_saved(self) -> bool:
        """Steps change the visit: what is typed in its form is answered for before."""
        return _in_calendar(self) or self.form.can_leave()

    @Slot(object, object)
    def _on_dropped(self, line: CalendarLine, when: datetime) -> None:
        self.steps.move_to(aim_of(line), when)

    @command("Đổi ngày", menu=MENU, key="Ctrl+D", icon="calendar", toolbar=True, enabled=_has_visit)
    def move_visit(self) -> None:
        self._step(self.steps.ask_move)

    @command("Xác nhận với cơ sở", menu=MENU, icon="ok", enabled=_has_visit)
    def confirm(self) -> None:
        self._step(self.steps.confirm)

    @command("Đã thực hiện", menu=MENU, key="Ctrl+Shift+D", icon="ok", toolbar=True, enabled=_has_visit)
    def mark_done(self) -> None:
        self._step(self.steps.ask_done)

    @command("Hoãn sang ngày khác", menu=MENU, key="Ctrl+Shift+H", icon="next", enabled=_has_visit)
    def postpone(self) -> None:
        self._step(self.steps.ask_postpone)

    @command("Hủy chuyến đi", menu=MENU, icon="close", enabled=_has_visit)
    def cancel(self) -> None:
        self._step(self.steps.ask_cancel)

    @command("Bị từ chối tiếp", menu=MENU, icon="warn", enabled=_has_visit)
    def refused(self) -> None:
        self._step(self.steps.ask_refused)

    @command("Đưa về dự kiến", menu=MENU, icon="undo", enabled=_has_visit)
    def plan_again(self) -> None:
        self._step(self.steps.plan_again)

    @command("Đã báo cáo kết quả", menu=MENU, icon="reports", enabled=_has_visit)
    def report(self) -> None:
        self._step(self.steps.report)

    @command(
        "Xóa chuyến đi",
        menu=MENU,
        key="Del",
        icon="delete",
        enabled=lambda s: _in_calendar(s) and _has_visit(s),
    )
    def discard(self) -> None:
        if not isinstance(QApplication.focusWidget(), (QLineEdit, QPlainTextEdit)):
            self._step(self.steps.discard)

    # the form

    @command("Lưu chuyến đi", menu=MENU, key="Ctrl+S", icon="save", toolbar=True, enabled=_in_form)
    def save(self) -> None:
        self.form.save()

    @command("Xong và hẹn lần sau", menu=MENU, key="Ctrl+Return", icon="ok", toolbar=True, enabled=_in_form)
    def finish(self) -> None:
        self.form.finish()

    @command("Xem biên bản", menu=MENU, key="Ctrl+P", icon="minutes", toolbar=True, enabled=_has_visit)
    def open_minutes(self) -> None:
        visit_id = self.aimed()
        if _in_form(self):
            self.form.open_minutes()
        elif visit_id is not None:
            self.form.desk.open_visit(visit_id)

    @Slot(object)
    def ask_next(self, visit_id: int) -> None:
        """After *Xong*: when to come again, the cadence's day proposed."""
        self.jobs.read(
            partial(visits.suggested_next, visit_id=visit_id),
            then=partial(self._on_suggested, visit_id),
            owner=self,
        )

    def _on_suggested(self, visit_id: int, when: datetime) -> None:
        dialog = AskDialog(
            self.context,
            "Hẹn lần sau",
            _NEXT,
            said=f"Theo nhịp đi cơ sở, nên trở lại khoảng {moment_text(when)}.",
            yes="Hẹn",
            values={"when": when},
            parent=self.window(),
        )
        dialog.answered.connect(partial(self._plan_next, visit_id))
        dialog.open()

    def _plan_next(self, visit_id: int, given: dict[str, Any]) -> None:
        values = {"topic": given["topic"]} if given["topic"] else None
        self.jobs.write(
            "Hẹn lần sau",
            recorded(partial(visits.plan_next, visit_id=visit_id, planned_from=given["when"], values=values)),
            then=partial(self._on_planned, True),
            owner=self,
        )

    # looking

    @command("Tháng trước", menu=VIEW, key="Alt+Left", icon="previous", enabled=_in_calendar)
    def previous_month(self) -> None:
        self.page.turn(-1)

    @command("Tháng sau", menu=VIEW, key="Alt+Right", icon="next", enabled=_in_calendar)
    def next_month(self) -> None:
        self.page.turn(1)

    @command("Về hôm nay", menu=VIEW, key="Ctrl+H", icon="today", enabled=_in_calendar)
    def go_today(self) -> None:
        self.page.go_today()

    @command("Lịch tháng hoặc danh sách", menu=VIEW, key="Ctrl+L", icon="calendar", enabled=_in_calendar)
    def switch_part(self) -> None:
        self.page.switch_part()
