"""Thiết lập: each change holds from a day, only administrators make it, the data can be kept and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import factories
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from stores import ACTOR

from unionDesk.rules.field_spec import Sort
from unionDesk.rules.kinds import DayKind, Role
from unionDesk.rules.numbering import RecordSeries
from unionDesk.services import offices, settings
from unionDesk.services.late_store import LateStore
from unionDesk.services.numbers import next_record_number
from unionDesk.services.office_names import OfficeFact
from unionDesk.services.offices import letterhead
from unionDesk.services.upkeep import Upkeep
from unionDesk.services.work_calendar import office_calendar
from unionDesk.ui.screens.settings.database_page import DatabasePage
from unionDesk.ui.screens.settings.days_page import DaysPage
from unionDesk.ui.screens.settings.done_page import DonePage
from unionDesk.ui.screens.settings.look_page import LookPage
from unionDesk.ui.screens.settings.numbers_page import NumbersPage
from unionDesk.ui.screens.settings.office_page import OfficePage
from unionDesk.ui.screens.settings.officers_page import OfficersPage
from unionDesk.ui.screens.settings.screen import PAGES, SettingsScreen
from unionDesk.ui.screens.settings.values_page import ValuesPage


@pytest.fixture
def late(office, tmp_path):
    """The open database as the desktop holds it, for backups."""
    made = LateStore(str(office.place.path), tmp_path / "sao lưu")
    yield made
    made.close()


@pytest.fixture
def open_screen(qtbot, context, late) -> Callable[[], SettingsScreen]:
    def build() -> SettingsScreen:
        context.upkeep = lambda: Upkeep(late, str(late.database))
        screen = SettingsScreen(context)
        screen.resize(1200, 800)
        qtbot.addWidget(screen)
        with qtbot.waitExposed(screen):
            screen.show()
        qtbot.waitUntil(context.jobs.settled)
        return screen

    return build


@pytest.fixture
def screen(open_screen) -> SettingsScreen:
    return open_screen()


@pytest.fixture
def settled(qtbot, context) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(context.jobs.settled)


def texts(table) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(table, text: str) -> None:
    row = next(row for row, cells in enumerate(texts(table)) if text in cells)
    table.selectRow(row)


def test_every_page_opens_and_shows_something(screen, settled):
    for row, kind in enumerate(PAGES):
        screen.list.setCurrentRow(row)
        settled()
        assert screen.stack.currentWidget() is screen.pages[kind]
    assert screen.context.notices.past == []


def test_a_new_name_holds_from_its_day_and_can_be_taken_back(qtbot, screen, settled, office):
    page = screen.go_to(OfficePage)
    settled()
    page.open_change()
    form = page.change.form
    form.load(
        {"fact": OfficeFact.NAME, "text": "Công đoàn phường Long Xuyên", "valid_from": date(2026, 7, 1)}
    )
    qtbot.mouseClick(page.change.save_button, Qt.MouseButton.LeftButton)
    settled()
    with office.read() as work:
        assert letterhead(work, date(2026, 6, 30)).name == "Liên đoàn Lao động huyện Châu Phú"
        assert letterhead(work, date(2026, 7, 1)).name == "Công đoàn phường Long Xuyên"
    assert texts(page.table)[0][1:3] == ["Công đoàn phường Long Xuyên", "01/07/2026"]
    assert screen.context.notices.undo_last()
    settled()
    with office.read() as work:
        assert letterhead(work, date(2026, 7, 1)).name == "Liên đoàn Lao động huyện Châu Phú"


def test_a_missing_day_is_said_beside_its_field(screen, settled):
    page = screen.go_to(OfficePage)
    settled()
    page.open_change()
    page.change.form.load({"fact": OfficeFact.SYMBOL, "text": "CĐP"})
    page.change.save()
    assert page.change.form.rows["valid_from"].note.text() == "Hãy nhập “Có hiệu lực từ”."


def test_a_slip_of_the_pen_is_corrected(screen, settled, office):
    page = screen.go_to(OfficePage)
    settled()
    choose(page.table, "Liên đoàn Lao động huyện Châu Phú")
    page.open_correct()
    page.correct.form.load_draft({"text": "Liên đoàn Lao động huyện Châu Thành"})
    page.correct.save()
    settled()
    with office.read() as work:
        assert letterhead(work, date(2026, 11, 23)).name == "Liên đoàn Lao động huyện Châu Thành"


def test_officers_come_change_and_leave(screen, settled, office):
    page = screen.go_to(OfficersPage)
    settled()
    page.add()
    page.form.form.load_draft({"full_name": "Nguyễn Thị Hạnh", "phone": "0912 345 678"})
    page.form.save()
    settled()
    choose(page.table, "Nguyễn Thị Hạnh")
    page.edit()
    page.form.form.load_draft({"role": "Văn thư", "active": False})
    page.form.save()
    settled()
    with office.read() as work:
        line = next(o for o in offices.officers(work, everybody=True) if o.full_name == "Nguyễn Thị Hạnh")
    assert (line.role, line.active, line.phone) == (Role.CLERK, False, "0912345678")
    assert texts(page.table)[-1][-1] == "đã nghỉ"


def test_the_last_administrator_cannot_go(screen, settled):
    page = screen.go_to(OfficersPage)
    settled()
    choose(page.table, "Trần Văn Bình")
    page.edit()
    page.form.form.load_draft({"role": "Chỉ xem"})
    page.form.save()
    settled()
    assert "ít nhất một cán bộ có vai trò Quản trị" in page.form.refusal.text()


def test_a_setting_is_saved_from_a_day_and_says_so(screen, settled, office):
    page = screen.go_to(ValuesPage)
    settled()
    form = page.form.form
    assert form.rows["due.soon_working_days"].note.text() == "Mặc định của chương trình."
    form.load_draft({"due.soon_working_days": "7", "valid_from": "01/01/2027"})
    page.form.save()
    settled()
    with office.read() as work:
        assert settings.get(work, "due.soon_working_days", date(2026, 12, 31)) == 5
        assert settings.get(work, "due.soon_working_days", date(2027, 1, 1)) == 7
    assert "Từ 01/01/2027: 7." in form.rows["due.soon_working_days"].note.text()


def test_an_ideal_interval_above_the_longest_is_refused(screen, settled):
    page = screen.go_to(ValuesPage)
    settled()
    page.form.form.load_draft({"cadence.red.ideal_days": "90"})
    page.form.save()
    settled()
    assert "không thể dài hơn" in page.form.refusal.text()


def test_an_unreadable_number_is_said_beside_its_field(screen, settled):
    page = screen.go_to(ValuesPage)
    settled()
    page.form.form.load_draft({"due.soon_working_days": "năm ngày"})
    assert page.form.save() is False
    assert "không phải là số" in page.form.form.rows["due.soon_working_days"].note.text()


def test_a_day_swap_is_added_and_taken_away(screen, settled, office):
    page = screen.go_to(DaysPage)
    page.year.setValue(2027)
    settled()
    page.open_swap()
    page.swapping.form.load({"off": date(2027, 1, 8), "worked": date(2027, 1, 9)})
    page.swapping.save()
    settled()
    with office.read() as work:
        assert office_calendar(work).is_working(date(2027, 1, 9))
    choose(page.table, "09/01/2027")
    page.remove()
    settled()
    with office.read() as work:
        assert not office_calendar(work).is_working(date(2027, 1, 9))
    assert "09/01/2027" not in [row[0] for row in texts(page.table)]


def test_a_shipped_holiday_cannot_be_taken_away(screen, settled):
    page = screen.go_to(DaysPage)
    page.year.setValue(2026)
    settled()
    choose(page.table, "02/09/2026")
    assert page.table.current_row().kind is DayKind.OFF
    buttons = {button.text(): button for button in page.findChildren(QPushButton)}
    assert not buttons["Bỏ ngày đang chọn"].isEnabled()


def test_the_series_are_shown_with_their_last_numbers(screen, settled, office):
    with office.write("Thêm") as work:
        next_record_number(work, RecordSeries.VISIT, 2026)
    page = screen.go_to(NumbersPage)
    settled()
    assert texts(page.table) == [["Chuyến đi", "2026", "1"]]


def test_what_was_done_is_listed_and_taken_back(screen, settled, office):
    with office.write("Thêm công đoàn cơ sở") as work:
        factories.branch(work, "CĐCS Bệnh viện huyện")
    page = screen.go_to(DonePage)
    settled()
    choose(page.table, "Thêm công đoàn cơ sở")
    page.undo()
    settled()
    assert "đã hoàn tác" in next(row for row in texts(page.table) if "Thêm công đoàn cơ sở" in row)
    with office.read() as work:
        assert (
            work.session.connection()
            .exec_driver_sql("SELECT count(*) FROM branch WHERE deleted_at IS NULL")
            .scalar_one()
            == 0
        )


def test_backup_and_restore_bring_back_what_was_there(screen, settled, office, late):
    page = screen.go_to(DatabasePage)
    settled()
    page.back_up()
    settled()
    assert "Đã sao lưu và kiểm tra" in screen.context.notices.past[-1].text
    assert page.table.model().rowCount() == 1
    with office.write("Thêm công đoàn cơ sở") as work:
        factories.branch(work, "CĐCS Bệnh viện huyện")
    asked, opened = [], []
    screen.context.notices.asker = lambda question: asked.append(question) or "restore"
    screen.context.open_database = opened.append
    page.table.selectRow(0)
    page.restore_chosen()
    settled()
    assert "Cán bộ: 1" in asked[0].details
    assert "Công đoàn cơ sở" not in asked[0].details
    assert opened == [str(late.database)]
    with office.read() as work:
        assert work.session.connection().exec_driver_sql("SELECT count(*) FROM branch").scalar_one() == 0
    assert any("truoc-khoi-phuc" in kept.path.name for kept in Upkeep(late, str(late.database)).kept())


def test_a_refused_restore_changes_nothing(screen, settled, office, tmp_path):
    page = screen.go_to(DatabasePage)
    settled()
    wrong = tmp_path / "thư.sqlite"
    wrong.write_text("Đây là thư, không phải cơ sở dữ liệu.", encoding="utf-8")
    page.ask_open = lambda _title: str(wrong)
    page.restore_other()
    settled()
    assert "không phải là cơ sở dữ liệu của unionDesk" in page.result.text()
    with office.read() as work:
        assert len(offices.officers(work)) == 1


def test_a_question_answered_no_restores_nothing(screen, settled, office):
    page = screen.go_to(DatabasePage)
    settled()
    page.back_up()
    settled()
    with office.write("Thêm công đoàn cơ sở") as work:
        factories.branch(work, "CĐCS Bệnh viện huyện")
    screen.context.notices.asker = lambda _question: "leave"
    page.table.selectRow(0)
    page.restore_chosen()
    settled()
    with office.read() as work:
        assert work.session.connection().exec_driver_sql("SELECT count(*) FROM branch").scalar_one() == 1


def test_a_backup_goes_where_the_user_wants_it(screen, settled, tmp_path):
    page = screen.go_to(DatabasePage)
    settled()
    target = tmp_path / "thẻ nhớ" / "sổ.sqlite"
    page.ask_save = lambda: str(target)
    page.back_up_to()
    settled()
    assert target.stat().st_size > 0


def test_the_check_says_that_all_is_well(screen, settled):
    screen.check_database()
    settled()
    assert screen.go_to(DatabasePage).result.text().startswith("✓ Cơ sở dữ liệu nguyên vẹn. Cán bộ: 1")


def test_others_read_the_settings_and_are_told_why(context, open_screen, settled):
    context.user = replace(ACTOR, role=Role.OFFICER)
    screen = open_screen()
    assert screen.why.isVisible()
    page = screen.go_to(OfficersPage)
    settled()
    page.table.selectRow(0)
    enabled = {b.text() for b in page.findChildren(QPushButton) if b.isEnabled()}
    assert not enabled & {"Thêm cán bộ…", "Sửa, đổi vai trò, cho nghỉ…"}
    values = screen.go_to(ValuesPage)
    settled()
    assert all(
        row.editor.field().isReadOnly()
        for row in values.form.form.rows.values()
        if row.spec.sort in {Sort.INTEGER, Sort.DATE, Sort.TEXT}
    )


def test_the_text_size_takes_effect_at_once_and_is_remembered(screen, settled, context):
    page = screen.go_to(LookPage)
    page.sizes[130].click()
    page.schemes["dark"].click()
    assert context.theme.text_size == 130
    assert context.theme.dark()
    assert context.settings.number("look/text_size") == 130


def test_leaving_with_changes_asks_once_and_stays(screen, settled):
    page = screen.go_to(ValuesPage)
    settled()
    page.form.form.load_draft({"due.soon_working_days": "7"})
    asked = []
    screen.context.notices.asker = lambda question: asked.append(question) or "stay"
    screen.list.setCurrentRow(0)
    assert len(asked) == 1
    assert screen.list.currentRow() == PAGES.index(ValuesPage)
    screen.context.notices.asker = lambda _question: "discard"
    assert screen.can_close()
