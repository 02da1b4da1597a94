"""The screen of reports: what is offered, previews, Excel files in every edition, refusals, stopping."""

from __future__ import annotations

from datetime import date

import factories
import pytest
from desk_helpers import show, type_into
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from stores import ACTOR

from unionDesk.services.reports import REPORTS
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.screens.reports.catalogue import BRANCHES, SUMMARY, Edition, Period
from unionDesk.ui.screens.reports.screen import ReportsScreen
from unionDesk.ui.window import Window

SCHOOL = "CĐCS Trường Tiểu học Đá Nổi"


@pytest.fixture
def screen(qtbot, context, settled, office) -> ReportsScreen:
    with office.write("Lập danh sách") as work:
        branch = factories.branch(work, SCHOOL, code="CS-01")
        factories.figures(work, branch.id)
    return show(qtbot, ReportsScreen(context), settled)


def choose(screen: ReportsScreen, name: str) -> None:
    screen.list.setCurrentRow(list(screen.offers).index(name))


def said(screen: ReportsScreen) -> list[str]:
    return [notice.text for notice in screen.notices.past]


def test_every_report_of_the_services_is_offered_with_what_it_is_for(screen):
    assert set(screen.offers) == {*REPORTS, SUMMARY, BRANCHES}
    for name in screen.offers:
        choose(screen, name)
        assert screen.title.text() == screen.offers[name].title
        assert screen.help.text().endswith(".")


def test_enter_makes_the_report_and_shows_its_pages(qtbot, screen, settled):
    choose(screen, "coverage")
    type_into(screen.form, "first", "01/10/2026")
    type_into(screen.form, "last", "31/12/2026")
    screen.list.setFocus()
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    settled()
    assert screen.preview.isVisible()
    assert screen.preview.windowTitle() == f"Xem trước: {REPORTS['coverage'].title}"
    assert any(text.startswith("Đã lập “Kết quả đi cơ sở”: ") for text in said(screen))
    screen.preview.close()
    settled()


def test_a_period_fills_the_days_and_may_be_typed_over(screen):
    choose(screen, "cases")
    screen.period.buttons["year"].click()
    first, last = screen.form.values()["first"], screen.form.values()["last"]
    assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    type_into(screen.form, "first", "15/03/2026")
    assert screen.form.values()["first"] == date(2026, 3, 15)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.MONTH, date(2026, 12, 1), date(2026, 12, 31)),
        (Period.LAST_MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (Period.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (Period.HALF, date(2026, 1, 1), date(2026, 6, 30)),
        (Period.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_end_with_their_last_day(period, first, last):
    assert period.days(date(2026, 12, 5)) == (first, last)


def test_a_period_that_ends_before_it_begins_is_refused_in_a_sentence(screen, settled):
    choose(screen, "coverage")
    type_into(screen.form, "first", "31/12/2026")
    type_into(screen.form, "last", "01/12/2026")
    screen.show_report()
    settled()
    assert screen.preview is None
    assert said(screen)[-1].endswith(".")
    assert not screen.notices.past[-1].has_action


def test_a_missing_day_is_said_beside_its_field(screen, settled):
    choose(screen, "coverage")
    screen.form.editor("first").set_value(None)
    screen.show_report()
    settled()
    assert screen.form.rows["first"].problem == "Hãy nhập “Từ ngày”."
    assert said(screen) == []


@pytest.mark.parametrize("edition", list(Edition))
def test_the_upward_workbook_is_written_in_each_edition(screen, settled, tmp_path, edition):
    choose(screen, SUMMARY)
    type_into(screen.form, "as_of", "30/11/2026")
    screen.form.editor("edition").set_value(edition)
    target = tmp_path / "Tổng hợp.xlsx"
    screen.export_to(str(target))
    settled()
    book = load_workbook(target)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert SCHOOL in cells
    has_formulas = any(isinstance(value, str) and value.startswith("=") for value in cells)
    assert has_formulas is (edition is Edition.FORMULAS)
    assert screen.notices.past[-1].action_label == "Mở thư mục"
    assert "1 công đoàn cơ sở" in said(screen)[-2]


def test_the_list_of_branches_is_written(screen, settled, tmp_path):
    choose(screen, BRANCHES)
    target = tmp_path / "Danh sách.xlsx"
    screen.export_to(str(target))
    settled()
    cells = [cell.value for row in load_workbook(target).worksheets[0].iter_rows() for cell in row]
    assert "CS-01" in cells


def test_an_export_proposes_a_name_and_may_be_given_up(screen, tmp_path):
    choose(screen, SUMMARY)
    screen.export()
    assert screen.dialog.isVisible()
    screen.dialog.reject()
    assert said(screen) == []


def test_long_work_can_be_stopped(screen, settled, tmp_path):
    choose(screen, SUMMARY)
    target = tmp_path / "Tổng hợp.xlsx"
    screen.export_to(str(target))
    screen.notices.past[-1].act()
    settled()
    assert said(screen)[-1].startswith("Đã dừng theo yêu cầu")
    assert not target.exists()


def test_the_last_report_is_chosen_again(qtbot, context, screen, settled):
    choose(screen, SUMMARY)
    again = show(qtbot, ReportsScreen(context), settled)
    assert again.offer.name == SUMMARY
    assert not again.commands.actions["show_report"].isEnabled()
    assert again.commands.actions["export"].isEnabled()
    assert ACTOR.officer_id is not None


def test_its_keys_do_not_clash_with_the_windows():
    assert clashes(Window, ReportsScreen) == []
