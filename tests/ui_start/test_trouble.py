"""What stands in the way of opening is said in one sentence, with a way out."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from unionDesk.ui.start.pages import Trouble


def damaged(path, template):
    data = bytearray(template.read_bytes())
    data[4096:40960] = b"\x07" * 36864
    path.write_bytes(data)


def no_database(path, template):
    path.write_text("Đây là một tệp chữ, không phải cơ sở dữ liệu.", encoding="utf-8")


def foreign(path, template):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
        connection.commit()


def newer(path, template):
    path.write_bytes(template.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


TROUBLES = [
    (damaged, "hỏng"),
    (no_database, "không phải là cơ sở dữ liệu của unionDesk"),
    (foreign, "của một chương trình khác"),
    (newer, "phiên bản unionDesk mới hơn"),
]


@pytest.mark.parametrize(("spoil", "said"), TROUBLES, ids=[spoil.__name__ for spoil, _ in TROUBLES])
def test_a_file_that_cannot_be_opened_is_explained_and_left_alone(
    open_desktop, tmp_path, sqlite_office, spoil, said
):
    path = tmp_path / "sổ.sqlite"
    spoil(path, sqlite_office)
    before = path.read_bytes()
    page = open_desktop(path).window.pages.currentWidget()
    assert isinstance(page, Trouble)
    assert said in page.said.text()
    assert path.read_bytes() == before


def test_trying_again_opens_the_file_once_it_is_well(qtbot, open_desktop, tmp_path, sqlite_office):
    path = tmp_path / "sổ.sqlite"
    no_database(path, sqlite_office)
    desktop = open_desktop(path)
    path.write_bytes(sqlite_office.read_bytes())
    desktop.window.pages.currentWidget().again.click()
    qtbot.waitUntil(lambda: desktop.context.user is not None)
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.context.user.name == "Trần Văn Bình"


def test_another_file_is_opened_and_remembered(qtbot, open_desktop, tmp_path, sqlite_office):
    path, good = tmp_path / "hỏng.sqlite", tmp_path / "tốt.sqlite"
    no_database(path, sqlite_office)
    good.write_bytes(sqlite_office.read_bytes())
    desktop = open_desktop(path)
    page = desktop.window.pages.currentWidget()
    page.ask_file = lambda: str(good)
    page.other.click()
    qtbot.waitUntil(lambda: desktop.context.user is not None)
    qtbot.waitUntil(desktop.jobs.settled)
    assert str(good) in desktop.window.status.database.text()
    desktop.window.close()
    assert open_desktop().context.user.name == "Trần Văn Bình"


def test_the_sidebar_waits_while_something_stands_in_the_way(open_desktop, tmp_path, sqlite_office):
    path = tmp_path / "sổ.sqlite"
    no_database(path, sqlite_office)
    assert not open_desktop(path).window.sidebar.isEnabled()


def test_a_damaged_file_is_brought_back_from_its_last_backup(qtbot, open_desktop, tmp_path, sqlite_office):
    path = tmp_path / "dữ liệu" / "unionDesk.sqlite"
    path.parent.mkdir()
    path.write_bytes(sqlite_office.read_bytes())
    desktop = open_desktop()
    qtbot.waitUntil(desktop.jobs.settled)
    assert desktop.window.status.backup.text() != "Sao lưu: chưa có bản nào"
    desktop.window.close()
    desktop.close()
    damaged(path, sqlite_office)
    broken = path.read_bytes()
    again = open_desktop()
    page = again.window.pages.currentWidget()
    assert isinstance(page, Trouble)
    qtbot.waitUntil(page.restore.isVisible)
    asked = []
    again.context.notices.asker = lambda question: asked.append(question) or "restore"
    page.restore.click()
    qtbot.waitUntil(lambda: again.context.user is not None)
    qtbot.waitUntil(again.jobs.settled)
    assert "Đơn vị: Liên đoàn Lao động huyện Châu Phú." in asked[0].details
    assert again.context.user.name == "Trần Văn Bình"
    kept = [file for file in path.parent.glob("backups/*") if "truoc-khoi-phuc" in file.name]
    assert broken in [file.read_bytes() for file in kept]


def test_without_a_backup_none_is_offered(qtbot, open_desktop, tmp_path, sqlite_office):
    path = tmp_path / "sổ.sqlite"
    no_database(path, sqlite_office)
    desktop = open_desktop(path)
    qtbot.waitUntil(desktop.jobs.settled)
    assert not desktop.window.pages.currentWidget().restore.isVisible()
