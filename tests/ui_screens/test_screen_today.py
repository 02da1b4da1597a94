"""The screen of the day: groups with reasons, whose work, more lines, drafts, what to do when there is nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import factories
import pytest
from desk_helpers import show
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from stores import OFFICER, TODAY

from unionDesk.rules.kinds import DueColour, HolderKind, Role, VisitStatus
from unionDesk.services import promises
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.kit.grouped_model import Group, Line
from unionDesk.ui.screens.today.screen import TodayScreen
from unionDesk.ui.window import Window

SCHOOL = "CĐCS Trường Tiểu học Đá Nổi"


@pytest.fixture
def opened(context) -> list[tuple]:
    """What the screen asked the window to open."""
    asked: list[tuple] = []
    context.open_screen = lambda *arguments: asked.append(arguments)
    return asked


@pytest.fixture
def busy(office) -> dict[str, int]:
    """A visit today, thirty promises overdue, of them one of somebody else."""
    with office.write("Lập việc") as work:
        branch = factories.branch(work, SCHOOL)
        other = factories.officer(work, "Lê Thị Út", Role.OFFICER)
        visit = factories.visit(
            work,
            branch.id,
            lead_id=OFFICER,
            status=VisitStatus.PLANNED,
            planned_from=datetime.combine(TODAY, datetime.min.time()).replace(hour=8),
        )
        visit.held_from = None
        for number in range(30):
            factories.promise(
                work,
                branch.id,
                text=f"Sửa nhà vệ sinh khu {number}",
                holder_kind=HolderKind.EMPLOYER,
                officer_id=OFFICER if number else other.id,
                made_on=date(2026, 10, 1),
                due_on=date(2026, 11, 1) + timedelta(days=number // 2),
            )
        return {"branch": branch.id, "visit": visit.id}


@pytest.fixture
def screen(qtbot, context, settled, busy, opened) -> TodayScreen:
    return show(qtbot, TodayScreen(context), settled)


def groups(screen: TodayScreen) -> dict[str, int]:
    """Heading and number of lines that open something, of each group."""
    return {group.title: len(lines(group)) for group in screen.tree.lines.groups}


def group(screen: TodayScreen, title: str) -> Group:
    (found,) = [one for one in screen.tree.lines.groups if one.title.startswith(title)]
    return found


def lines(group: Group) -> list[Line]:
    return [line for line in group.lines if line.target is not None]


def go_to(screen: TodayScreen, title: str, place: int) -> None:
    model = screen.tree.lines
    top = model.index(model.groups.index(group(screen, title)), 0)
    screen.tree.setCurrentIndex(model.index(place % model.rowCount(top), 0, top))


def test_the_day_is_told_with_its_groups_and_counts(screen):
    QAbstractItemModelTester(screen.tree.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert screen.title.text().startswith("Thứ Hai, 23/11/2026: ")
    told = groups(screen)
    assert told["Chuyến đi hôm nay (1)"] == 1
    assert told["Kiến nghị, cam kết đến hạn (29)"] == 21  # a page, and the line for the rest


def test_each_line_has_a_word_beside_its_colour_and_a_reason(screen):
    first = group(screen, "Kiến nghị").lines[0]
    assert first.cells[0].startswith("quá hạn ")
    assert first.colour is DueColour.ORANGE
    assert first.cells[1] == SCHOOL
    assert "hạn 01/11/2026" in first.cells[2]
    top = screen.tree.lines.index(3, 0)
    spoken = screen.tree.lines.index(0, 0, top).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Quá hạn, cần đôn đốc, quá hạn ")


def test_enter_opens_the_record_of_the_line(qtbot, screen, busy, opened):
    assert screen.tree.currentIndex().siblingAtColumn(1).data() == SCHOOL  # the first line is chosen at once
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return)
    assert opened == [("calendar", busy["visit"])]


def test_the_rest_of_a_group_is_shown_on_demand(qtbot, screen, settled):
    assert group(screen, "Kiến nghị").lines[-1].cells == ("Xem thêm 9 việc…",)
    go_to(screen, "Kiến nghị", -1)
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return)
    settled()
    assert groups(screen)["Kiến nghị, cam kết đến hạn (29)"] == 29


def test_everybodys_work_is_one_key_away_and_remembered(qtbot, context, screen, settled):
    screen.switch_whose()
    settled()
    assert "Kiến nghị, cam kết đến hạn (30)" in groups(screen)
    assert context.settings.text("today/whose") == "all"
    qtbot.mouseClick(screen.whose.buttons["mine"], Qt.MouseButton.LeftButton)
    settled()
    assert "Kiến nghị, cam kết đến hạn (29)" in groups(screen)


def test_a_change_elsewhere_is_seen_at_once_and_folded_groups_stay_folded(context, screen, settled, busy):
    screen.tree.collapse(screen.tree.lines.index(0, 0))
    values = {
        "branch_id": busy["branch"],
        "text": "Lắp quạt",
        "holder_kind": HolderKind.OFFICE,
        "officer_id": OFFICER,
        "made_on": date(2026, 11, 2),
        "due_on": date(2026, 11, 3),
    }
    context.jobs.write("Thêm", lambda work: promises.add(work, values))
    settled()
    assert "Kiến nghị, cam kết đến hạn (30)" in groups(screen)
    assert not screen.tree.isExpanded(screen.tree.lines.index(0, 0))
    assert screen.tree.isExpanded(screen.tree.lines.index(1, 0))


def test_a_draft_that_waits_stands_first_and_opens(qtbot, context, screen, settled, opened):
    context.drafts.keep("promises/edit", 7, 1, "KN-2026-0007", {"text": "dở"})
    screen.refresh()
    settled()
    assert screen.tree.lines.groups[0].title == "Bản nháp chưa lưu (1)"
    go_to(screen, "Bản nháp", 0)
    qtbot.keyClick(screen.tree, Qt.Key.Key_Return)
    ((name, draft),) = opened
    assert (name, draft.title) == ("promises", "KN-2026-0007")


def test_a_draft_that_was_answered_is_gone_when_the_screen_is_seen_again(context, screen, settled):
    context.drafts.keep("promises/edit", 7, 1, "KN-2026-0007", {"text": "dở"})
    screen.refresh()
    settled()
    screen.hide()
    context.drafts.drop("promises/edit", 7)
    screen.show()
    settled()
    assert not any(title.startswith("Bản nháp") for title in groups(screen))


def test_an_office_without_branches_is_told_to_bring_them_in(qtbot, context, settled, opened):
    screen = show(qtbot, TodayScreen(context), settled)
    assert "nhập danh sách công đoàn cơ sở" in screen.empty_state.label.text()
    qtbot.mouseClick(screen.empty_state.button, Qt.MouseButton.LeftButton)
    assert opened == [("branches",)]


def test_its_keys_do_not_clash_with_the_windows():
    assert clashes(Window, TodayScreen) == []
