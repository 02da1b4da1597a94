"""The register of papers: the list, its filters, the paper behind a line."""

from __future__ import annotations

from datetime import date, datetime

import factories
import pytest
from kit_keys import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from unionDesk.rules.kinds import VisitKind, VisitStatus
from unionDesk.services import minutes, offices, papers, visit_forms, visits
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.screens.papers.screen import PapersScreen
from unionDesk.ui.window import Window

SCHOOL, FIRM = "CĐCS Trường Tiểu học Đá Nổi", "CĐCS Công ty TNHH Ân Phước"


@pytest.fixture
def opened(office) -> dict[str, int]:
    """The papers of two visits: one numbered, one put up for signature."""
    found = {}
    with office.write("Ký hiệu") as work:
        offices.change_symbol(work, "CĐP", date(2020, 1, 1))
    for place, name in enumerate((SCHOOL, FIRM)):
        with office.write("Chuyến đi") as work:
            branch = factories.branch(work, name)
            when = datetime(2026, 11, 16 + place, 8)
            given = {"branch_id": branch.id, "kind": VisitKind.REGULAR, "planned_from": when}
            visit = visits.plan(work, given).visit_id
            visits.set_status(work, visit, visit_forms.read(work, visit).version, VisitStatus.DONE)
        with office.write("Biên bản") as work:
            found[name] = (minutes.number if name == SCHOOL else minutes.submit)(work, visit).paper_id
    return found


@pytest.fixture
def screen(qtbot, context, settled) -> PapersScreen:
    made = PapersScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    return made


def show(qtbot, screen: PapersScreen, settled) -> None:
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    settled()


def places(screen: PapersScreen) -> list[str]:
    return [screen.table.model.row(place).branch for place in range(screen.table.model.rowCount())]


def test_papers_without_a_number_stand_first(qtbot, screen, opened, settled):
    show(qtbot, screen, settled)
    QAbstractItemModelTester(screen.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert places(screen) == [FIRM, SCHOOL]


def test_state_and_words_filter_the_register(qtbot, screen, opened, settled):
    show(qtbot, screen, settled)
    screen.states.setCurrentIndex(screen.states.findData("numbered"))
    settled()
    assert places(screen) == [SCHOOL]
    screen.states.setCurrentIndex(0)
    screen.table.filter.setText("an phuoc")
    screen.refresh()
    settled()
    assert places(screen) == [FIRM]


def test_enter_opens_the_stored_bytes_of_a_numbered_paper(qtbot, screen, office, opened, settled):
    show(qtbot, screen, settled)
    screen.table.select(opened[SCHOOL])
    screen.table.view.setFocus()
    press(screen.table.view, Qt.Key.Key_Return)
    settled()
    window = screen.desk.window
    with office.read() as work:
        assert window.file.data == papers.paper_bytes(work, opened[SCHOOL])
    assert list(window.buttons) == ["sign", "correct"]
    screen.desk.close()


def test_a_waiting_paper_gets_its_number_from_the_register(qtbot, screen, opened, settled):
    show(qtbot, screen, settled)
    screen.open_record(opened[FIRM])
    settled()
    screen.desk.window.buttons["number"].click()
    settled()
    line = next(row for row in (screen.table.model.row(0), screen.table.model.row(1)) if row.branch == FIRM)
    assert line.full_number.startswith("02/")
    assert line.full_number in screen.desk.window.state.text()
    screen.desk.close()


def test_the_visit_of_a_paper_is_opened(qtbot, screen, context, opened, settled):
    asked = []
    context.open_screen = lambda *what: asked.append(what)
    show(qtbot, screen, settled)
    screen.table.select(opened[SCHOOL])
    row = screen.table.model.row(screen.table.view.currentIndex().row())
    screen.open_visit()
    assert asked == [("calendar", row.visit_id)]


def test_an_empty_register_leads_to_the_calendar(qtbot, screen, context, settled):
    asked = []
    context.open_screen = lambda *what: asked.append(what)
    show(qtbot, screen, settled)
    assert screen.table.empty_state.isVisible()
    screen.table.empty_state.button.click()
    assert asked == [("calendar",)]


def test_the_keys_of_register_and_window_do_not_meet():
    assert clashes(Window, PapersScreen) == []
