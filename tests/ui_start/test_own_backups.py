"""The program backs up by itself: at start when the last one is old, and once a day on leaving."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial

import factories
import pytest

from unionDesk.storage.backup import last_verified

HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path, sqlite_office):
    path = tmp_path / "dữ liệu" / "unionDesk.sqlite"
    path.parent.mkdir()
    path.write_bytes(sqlite_office.read_bytes())
    return path


def backups(database) -> list[str]:
    return sorted(file.name for file in (database.parent / "backups").glob("*.sqlite"))


def leave(desktop) -> None:
    desktop.window.close()
    desktop.close()


def test_the_first_start_makes_a_checked_backup_and_says_when(qtbot, open_desktop, database):
    desktop = open_desktop()
    made = last_verified(database.parent / "backups")
    assert made is not None
    qtbot.waitUntil(lambda: f"{made.at:%H:%M}" in desktop.window.status.backup.text())


def test_nothing_new_makes_no_other_backup(open_desktop, database):
    leave(open_desktop())
    before = backups(database)
    leave(open_desktop())
    assert backups(database) == before
    assert len(before) == 1


def branches_in_newest(database) -> int:
    newest = last_verified(database.parent / "backups")
    with closing(sqlite3.connect(newest.path)) as copy:
        return copy.execute("SELECT count(*) FROM branch").fetchone()[0]


def test_leaving_backs_up_what_was_done_but_once_a_day(open_desktop, database, qtbot):
    kept = []
    for name in ("CĐCS Bệnh viện huyện", "CĐCS Trường Mầm non Sao Mai"):
        desktop = open_desktop()
        newest = last_verified(database.parent / "backups")
        # the next backup's name must differ: names tell whole seconds
        newest.path.rename(newest.path.with_name(f"unionDesk-{newest.at - HOUR:%Y%m%d-%H%M%S}.sqlite"))
        desktop.jobs.write("Thêm công đoàn cơ sở", partial(add, name))
        qtbot.waitUntil(desktop.jobs.settled)
        leave(desktop)
        kept.append(branches_in_newest(database))
    assert kept == [1, 1]


def add(name, work) -> int:
    return factories.branch(work, name).id
