"""Who is working: asked where several may be, remembered, and changed from the status bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from stores import ACTOR, TODAY

from unionDesk.rules.kinds import Role
from unionDesk.services.offices import add_officer
from unionDesk.storage.engine import locate
from unionDesk.storage.store import Store
from unionDesk.ui.start.pages import WhoWorks
from unionDesk.ui.start.who_works import SwitchOfficer


@pytest.fixture
def shared(sqlite_office, tmp_path):
    """A database in which two officers work."""
    path = tmp_path / "chung.sqlite"
    path.write_bytes(sqlite_office.read_bytes())
    store = Store(locate(path), ACTOR, day=TODAY)
    with store.write("Thêm cán bộ") as work:
        add_officer(work, "Nguyễn Thị Hạnh", "Chuyên viên", Role.OFFICER)
    store.close()
    return path


def names(page) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_it_is_asked_once_and_then_remembered(qtbot, open_desktop, shared):
    desktop = open_desktop(shared)
    page = desktop.window.pages.currentWidget()
    assert isinstance(page, WhoWorks)
    assert names(page) == ["Trần Văn Bình – Quản trị", "Nguyễn Thị Hạnh – Chuyên viên – Chuyên viên"]
    page.list.setCurrentRow(1)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.context.user is not None)
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.window.status.user.text() == "Người dùng: Nguyễn Thị Hạnh (Chuyên viên)"
    desktop.window.close()
    assert open_desktop(shared).context.user.name == "Nguyễn Thị Hạnh"


def test_nobody_is_asked_where_one_officer_works(open_desktop, sqlite_office, tmp_path):
    path = tmp_path / "một.sqlite"
    path.write_bytes(sqlite_office.read_bytes())
    assert open_desktop(path).context.user.name == "Trần Văn Bình"


def test_an_officer_named_on_the_command_line_is_not_asked(open_desktop, shared):
    assert open_desktop(shared, "nguyen thi hanh").context.user.name == "Nguyễn Thị Hạnh"


def test_another_officer_takes_over_from_the_status_bar(qtbot, open_desktop, shared):
    desktop = open_desktop(shared, "Trần Văn Bình")
    desktop.window.status.user.click()
    dialog = desktop.window.findChild(SwitchOfficer)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    row = next(row for row, name in enumerate(names(dialog)) if name.startswith("Nguyễn Thị Hạnh"))
    dialog.list.setCurrentRow(row)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.context.user.name == "Nguyễn Thị Hạnh")
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.window.status.user.text().startswith("Người dùng: Nguyễn Thị Hạnh")


def test_leaving_the_question_changes_nobody(qtbot, open_desktop, shared):
    desktop = open_desktop(shared, "Trần Văn Bình")
    desktop.window.switch_officer()
    dialog = desktop.window.findChild(SwitchOfficer)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Escape)
    assert desktop.context.user.name == "Trần Văn Bình"


def test_enter_changes_the_officer_once(qtbot, open_desktop, shared):
    desktop = open_desktop(shared, "Trần Văn Bình")
    changed = []
    desktop.context.switch_officer = changed.append
    desktop.window.switch_officer()
    dialog = desktop.window.findChild(SwitchOfficer)
    qtbot.waitUntil(lambda: dialog.list.count() == 2)
    dialog.list.setCurrentRow(1 - dialog.list.currentRow())
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert len(changed) == 1
