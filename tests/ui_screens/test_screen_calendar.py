"""The calendar: planned by keyboard, moved by dragging, steps with their reasons, undo, the list."""

from __future__ import annotations

from datetime import date, datetime

import factories
import pytest
from kit_keys import give, press, the_dialog
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from stores import OFFICER, TODAY

from unionDesk.rules.kinds import VisitKind, VisitStatus
from unionDesk.services import visits
from unionDesk.services.visits import VisitPlan
from unionDesk.ui.ask_dialog import AskDialog
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.screens.calendar.chips import chips_in
from unionDesk.ui.screens.calendar.month_data import day_text, first_shown
from unionDesk.ui.screens.calendar.month_model import BRANCH_MIME, VISIT_MIME, carried
from unionDesk.ui.screens.calendar.month_view import MonthView
from unionDesk.ui.screens.calendar.plan_dialog import PlanDialog
from unionDesk.ui.screens.calendar.screen import CalendarScreen
from unionDesk.ui.window import Window

SCHOOL, FIRM = "CĐCS Trường Tiểu học Đá Nổi", "CĐCS Công ty TNHH Ân Phước"
DAY = date(2026, 11, 26)


@pytest.fixture
def ids(office) -> dict[str, int]:
    with office.write("Lập danh sách") as work:
        return {name: factories.branch(work, name).id for name in (SCHOOL, FIRM)}


@pytest.fixture
def screen(qtbot, context, settled, ids) -> CalendarScreen:
    made = CalendarScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    settled()
    return made


def plan(office, branch_id: int, when: datetime, **values) -> int:
    given = {"branch_id": branch_id, "kind": VisitKind.REGULAR, "planned_from": when, **values}
    with office.write("Lên lịch") as work:
        return visits.plan(work, given).visit_id


def stored(office, visit_id: int) -> VisitPlan:
    with office.read() as work:
        return visits.read_plan(work, visit_id)


def drag_to(view: MonthView, mime, day: date, *, drop: bool = True) -> None:
    """What Qt sends a view over which something is dragged and let go."""
    where = QPointF(view.visualRect(view.days.index_of(day)).center())
    action, left, plain = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dragEnterEvent(QDragEnterEvent(where.toPoint(), action, mime, left, plain))
    view.dragMoveEvent(QDragMoveEvent(where.toPoint(), action, mime, left, plain))
    if drop:
        view.dropEvent(QDropEvent(where, action, mime, left, plain, QEvent.Type.Drop))


def test_the_month_begins_on_a_monday_and_shows_today(screen):
    view = screen.page.month_view
    QAbstractItemModelTester(view.days, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert view.days.day(view.days.index(0, 0)) == date(2026, 10, 26)
    assert view.day() == TODAY
    assert screen.page.title.text() == "Tháng 11/2026"


@pytest.mark.parametrize("month", [date(2026, 2, 1), date(2027, 2, 1), date(2026, 8, 1)])
def test_a_page_holds_its_whole_month(month):
    first = first_shown(month)
    assert first.weekday() == 0
    assert 0 <= (month - first).days < 7


def test_holidays_are_named_in_their_cells(screen, settled):
    screen.page.show_day(date(2026, 9, 2))
    settled()
    content = screen.page.month_view.days.content
    assert "Quốc khánh" in day_text(content, date(2026, 9, 2))
    assert not content.marks[date(2026, 9, 2)].working
    assert "Quốc khánh" in screen.page.day_panel.title.text()


def test_a_visit_is_planned_by_keyboard(qtbot, screen, office, settled, ids):
    view = screen.page.month_view
    view.setFocus()
    for _ in range(3):
        press(view, Qt.Key.Key_Right)
    assert view.day() == DAY
    press(view, Qt.Key.Key_Return)
    dialog = the_dialog(screen, PlanDialog)
    settled()
    give(dialog.form, "branch_id", "da noi", settled)
    give(dialog.form, "topic", "Bữa ăn ca", settled)
    dialog.write()
    settled()
    line = view.lines()[0]
    assert (line.where, line.topic, line.begins) == (SCHOOL, "Bữa ăn ca", datetime(2026, 11, 26, 8))
    assert line.lead_id == OFFICER
    assert line.visit_id == view.look.chosen


def test_a_firm_without_a_union_is_planned(screen, office, settled):
    screen.plan_on(DAY, None)
    dialog = the_dialog(screen, PlanDialog)
    dialog.form.editor("firm_name").set_value("Công ty TNHH Bến Mới")
    dialog.write()
    settled()
    assert [line.where for line in screen.page.month_view.days.content.visits[DAY]] == [
        "Công ty TNHH Bến Mới"
    ]


def test_a_plan_without_a_place_is_refused_in_the_dialog_and_nothing_is_lost(screen, settled):
    screen.plan_on(DAY, None)
    dialog = the_dialog(screen, PlanDialog)
    dialog.form.editor("topic").set_value("Bữa ăn ca")
    dialog.write()
    settled()
    assert "Hãy chọn công đoàn cơ sở" in dialog.refusal.text()
    assert dialog.form.editor("topic").value() == "Bữa ăn ca"
    dialog.reject()


def test_the_planning_dialog_says_a_clash(screen, office, settled, ids):
    plan(office, ids[SCHOOL], datetime(2026, 11, 26, 8))
    screen.plan_on(DAY, ids[FIRM])
    dialog = the_dialog(screen, PlanDialog)
    settled()
    assert "Trần Văn Bình" in dialog.clash.text()
    dialog.reject()


def test_dragging_moves_a_visit_and_undo_moves_it_back(screen, context, office, settled, ids):
    visit_id = plan(office, ids[SCHOOL], datetime(2026, 11, 26, 8, 30))
    screen.refresh()
    settled()
    drag_to(screen.page.month_view, carried(VISIT_MIME, visit_id), date(2026, 11, 27))
    settled()
    assert stored(office, visit_id).values["planned_from"] == datetime(2026, 11, 27, 8, 30)
    assert context.notices.undo_last()
    settled()
    assert stored(office, visit_id).values["planned_from"] == datetime(2026, 11, 26, 8, 30)


def test_a_clash_is_said_while_dragging(screen, office, settled, ids):
    plan(office, ids[FIRM], datetime(2026, 11, 27, 8))
    visit_id = plan(office, ids[SCHOOL], datetime(2026, 11, 26, 8, 30))
    screen.refresh()
    settled()
    drag_to(screen.page.month_view, carried(VISIT_MIME, visit_id), date(2026, 11, 27), drop=False)
    settled()
    assert "Trùng lịch" in screen.page.said.text()
    assert screen.page.month_view.look.target_clashes
    drag_to(screen.page.month_view, carried(VISIT_MIME, visit_id), date(2026, 11, 30), drop=False)
    settled()
    assert screen.page.said.text() == ""


def test_moving_an_announced_visit_asks_for_the_reason(screen, office, settled, ids):
    visit_id = plan(office, ids[SCHOOL], datetime(2026, 11, 26, 8), announced_on=date(2026, 11, 20))
    screen.refresh()
    settled()
    drag_to(screen.page.month_view, carried(VISIT_MIME, visit_id), date(2026, 11, 27))
    dialog = the_dialog(screen, AskDialog)
    dialog.ok.click()
    assert "Hãy nhập" in dialog.form.rows["reason"].problem
    dialog.form.editor("reason").set_value("Trường bận thi")
    dialog.ok.click()
    settled()
    assert stored(office, visit_id).values["planned_from"] == datetime(2026, 11, 27, 8)
    assert stored(office, visit_id).status_reason == "Trường bận thi"


def test_a_branch_dragged_onto_a_day_is_planned_there(screen, office, settled, ids):
    drag_to(screen.page.month_view, carried(BRANCH_MIME, ids[FIRM]), DAY)
    dialog = the_dialog(screen, PlanDialog)
    settled()
    assert dialog.form.editor("branch_id").value() == ids[FIRM]
    dialog.write()
    settled()
    assert [line.where for line in screen.page.month_view.days.content.visits[DAY]] == [FIRM]


def test_foreign_things_are_not_dropped_on_the_calendar(screen, settled):
    from_elsewhere = carried("text/plain", 5)
    drag_to(screen.page.month_view, from_elsewhere, DAY)
    settled()
    assert screen.findChild(PlanDialog) is None


def test_a_visit_is_moved_by_keyboard(screen, office, settled, ids):
    visit_id = plan(office, ids[SCHOOL], datetime(2026, 11, 23, 8))
    screen.refresh()
    settled()
    view = screen.page.month_view
    view.setFocus()
    press(view, Qt.Key.Key_Space)
    assert screen.aimed() == visit_id
    press(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settled()
    dialog = the_dialog(screen, AskDialog)
    assert dialog.form.editor("when").value() == datetime(2026, 11, 23, 8)
    dialog.form.editor("when").set_value(datetime(2026, 12, 1, 14))
    dialog.ok.click()
    settled()
    assert stored(office, visit_id).values["planned_from"] == datetime(2026, 12, 1, 14)


@pytest.mark.parametrize(
    ("step", "given", "status"),
    [
        ("mark_done", {}, VisitStatus.DONE),
        ("postpone", {"when": datetime(2026, 12, 2, 9), "reason": "Mưa lớn"}, VisitStatus.POSTPONED),
        ("cancel", {"reason": "Trùng hội nghị"}, VisitStatus.CANCELLED),
        ("refused", {"reason": "Giám đốc không tiếp"}, VisitStatus.REFUSED),
    ],
)
def test_each_step_asks_what_it_needs_and_is_undone(
    screen, context, office, settled, ids, step, given, status
):
    visit_id = plan(office, ids[SCHOOL], datetime(2026, 11, 23, 8))
    screen.refresh()
    settled()
    screen.page.month_view.choose_visit(visit_id)
    getattr(screen, step)()
    settled()
    dialog = the_dialog(screen, AskDialog)
    for name, value in given.items():
        dialog.form.editor(name).set_value(value)
    dialog.ok.click()
    settled()
    assert stored(office, visit_id).status is status
    assert stored(office, visit_id).status_reason == given.get("reason", "")
    assert context.notices.undo_last()
    settled()
    assert stored(office, visit_id).status is VisitStatus.PLANNED


def test_cancelling_without_a_reason_keeps_asking(screen, office, settled, ids):
    visit_id = plan(office, ids[SCHOOL], datetime(2026, 11, 23, 8))
    screen.refresh()
    settled()
    screen.page.month_view.choose_visit(visit_id)
    screen.cancel()
    settled()
    dialog = the_dialog(screen, AskDialog)
    dialog.ok.click()
    assert dialog.isVisible()
    assert stored(office, visit_id).status is VisitStatus.PLANNED
    dialog.reject()


def test_the_list_shows_the_same_visits_and_filters_them(qtbot, screen, office, settled, ids):
    plan(office, ids[SCHOOL], datetime(2026, 11, 26, 8))
    plan(office, ids[FIRM], datetime(2026, 11, 27, 8), kind=VisitKind.GIFT)
    screen.switch_part()
    screen.refresh()
    settled()
    table = screen.page.list.table
    QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [table.model.row(place).where for place in range(2)] == [FIRM, SCHOOL]
    screen.page.list.kinds.setCurrentIndex(screen.page.list.kinds.findData("gift"))
    settled()
    assert [table.model.row(place).where for place in range(table.model.rowCount())] == [FIRM]


def test_only_my_visits_are_shown_when_asked(screen, office, settled, ids):
    with office.write("Thêm cán bộ") as work:
        other = factories.officer(work, "Lê Thị Sen").id
    plan(office, ids[SCHOOL], datetime(2026, 11, 26, 8), lead_id=other)
    plan(office, ids[FIRM], datetime(2026, 11, 26, 10))
    screen.page.whose.setCurrentIndex(screen.page.whose.findData("mine"))
    settled()
    assert [line.where for line in screen.page.month_view.days.content.visits[DAY]] == [FIRM]


def test_an_empty_list_offers_to_plan(screen, settled):
    screen.switch_part()
    screen.refresh()
    settled()
    state = screen.page.list.table.empty_state
    assert state.isVisible()
    state.button.click()
    the_dialog(screen, PlanDialog).reject()


def test_more_visits_than_fit_are_counted_in_the_cell_and_listed_beside(screen, office, settled, ids):
    for hour in range(7, 17):
        plan(office, ids[SCHOOL], datetime(2026, 11, 23, hour))
    screen.refresh()
    settled()
    assert screen.page.day_panel.list.count() == 10
    view = screen.page.month_view
    cell = view.visualRect(view.days.index_of(date(2026, 11, 23)))
    chips, more = chips_in(cell, view.fontMetrics(), view.lines())
    assert more > 0
    assert len(chips) + more == 10
    assert all(cell.contains(chip.rect) for chip in chips)


def test_the_keys_of_screen_and_window_do_not_meet():
    assert clashes(Window, CalendarScreen) == []
