"""Backups by hand and by themselves, the check, restoring."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import factories
import pytest
from stores import ACTOR, TODAY

from unionDesk.rules.errors import NotAllowedError, UserError
from unionDesk.rules.kinds import Role
from unionDesk.services import upkeep
from unionDesk.services.late_store import LateStore
from unionDesk.storage.engine import locate
from unionDesk.storage.store import Store

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def names(place) -> set[str]:
    store = Store(locate(place), ACTOR, day=TODAY)
    with store.read() as work:
        found = work.session.connection().exec_driver_sql("SELECT current_name FROM branch").scalars().all()
    store.close()
    return set(found)


def add(store, name) -> None:
    with store.write("Thêm công đoàn cơ sở") as work:
        factories.branch(work, name)


def test_a_database_without_news_needs_no_new_backup(sqlite_store, tmp_path):
    folder = tmp_path / "sao lưu"
    assert upkeep.is_due(sqlite_store, folder, datetime.now(UTC))
    made = upkeep.backup_in(sqlite_store, folder, datetime.now(UTC) + timedelta(seconds=1))
    later = datetime.now(UTC) + timedelta(days=3)
    assert made.path.parent == folder
    assert not upkeep.is_due(sqlite_store, folder, later)


def test_a_backup_is_due_a_day_later_when_something_was_done(sqlite_store, tmp_path):
    folder = tmp_path / "sao lưu"
    upkeep.backup_in(sqlite_store, folder, datetime.now(UTC) - timedelta(hours=2))
    add(sqlite_store, "CĐCS Bệnh viện huyện")
    assert not upkeep.is_due(sqlite_store, folder, datetime.now(UTC))
    assert upkeep.is_due(sqlite_store, folder, datetime.now(UTC) + timedelta(hours=23))


def test_only_the_newest_fourteen_stay(sqlite_store, tmp_path):
    folder = tmp_path / "sao lưu"
    for day in range(16):
        upkeep.backup_in(sqlite_store, folder, NOON + timedelta(days=day))
    kept = upkeep.kept_backups(folder)
    assert len(kept) == 14
    assert upkeep.last_backup(folder) == NOON + timedelta(days=15)


def test_the_present_state_is_kept_when_an_older_one_comes_back(sqlite_place, tmp_path):
    folder = tmp_path / "sao lưu"
    store = Store(sqlite_place, ACTOR, day=TODAY)
    add(store, "CĐCS Trường Tiểu học A Mỹ Đức")
    made = upkeep.backup_in(store, folder)
    add(store, "CĐCS Trường Tiểu học B Mỹ Đức")
    store.close()
    assert dict(upkeep.contents(made.path).counts)["Công đoàn cơ sở"] == 1
    kept = upkeep.restore(sqlite_place.path, made.path, folder)
    assert names(sqlite_place.path) == {"CĐCS Trường Tiểu học A Mỹ Đức"}
    assert names(kept) == {"CĐCS Trường Tiểu học A Mỹ Đức", "CĐCS Trường Tiểu học B Mỹ Đức"}


def test_a_backup_never_overwrites_the_database_itself(sqlite_store, sqlite_place):
    with pytest.raises(UserError, match="chính cơ sở dữ liệu"):
        upkeep.backup_to(sqlite_store, sqlite_place.path)


def test_a_folder_is_no_backup_file(tmp_path):
    with pytest.raises(UserError, match="là một thư mục"):
        upkeep.require_file(tmp_path)


def test_databases_keep_their_backups_apart(tmp_path):
    own = tmp_path / "unionDesk.sqlite"
    folders = {
        upkeep.folder_of(database, own, tmp_path / "backups")
        for database in (own, tmp_path / "khác.sqlite", tmp_path / "sub" / "khác.sqlite")
    }
    assert len(folders) == 3
    assert tmp_path / "backups" in folders


def test_the_check_counts_and_finds_nothing_in_a_whole_database(store):
    add(store, "CĐCS Bệnh viện huyện")
    report = upkeep.check_store(store)
    assert report.ok
    assert dict(report.counts)["Công đoàn cơ sở"] == 1


def test_facts_tell_where_a_database_is(sqlite_store, sqlite_place, tmp_path):
    facts = upkeep.facts(sqlite_store, tmp_path)
    assert facts.is_local
    assert facts.shown == str(sqlite_place.path)
    assert facts.size == sqlite_place.path.stat().st_size
    assert facts.last is None


def test_only_an_administrator_restores_or_takes_a_copy_away(sqlite_place, tmp_path):
    path = sqlite_place.path
    store = Store(sqlite_place, ACTOR, day=TODAY)
    with store.write("Thêm cán bộ") as work:
        reader = factories.officer(work, "Nguyễn Thị Hạnh", Role.READER).id
    made = upkeep.backup_in(store, tmp_path / "sao lưu")
    store.close()
    late = LateStore(str(path), tmp_path / "sao lưu", reader)
    late.open()
    mine = upkeep.Upkeep(late, str(path))
    with pytest.raises(NotAllowedError, match="Chỉ xem"):
        mine.restore(made.path)
    with pytest.raises(NotAllowedError, match="Chỉ xem"):
        mine.backup_to(tmp_path / "x.sqlite")
    late.close()
    assert not (tmp_path / "x.sqlite").exists()
