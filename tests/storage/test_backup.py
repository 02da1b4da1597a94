"""Backups and restores: whole, checked, portable; whatever fails leaves what was there."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import factories
import pytest
from sqlalchemy import select
from stores import ACTOR, TODAY

from unionDesk.records.branch import Branch
from unionDesk.rules.errors import UserError
from unionDesk.storage import numbers
from unionDesk.storage.backup import backup, keep_newest, last_verified, rotated
from unionDesk.storage.check import check, rows_by_table
from unionDesk.storage.engine import locate
from unionDesk.storage.restore import contents, restore_file
from unionDesk.storage.search import find
from unionDesk.storage.store import Store


def _fill(store: Store, number: int = 3) -> None:
    with store.write("Thêm công đoàn cơ sở") as work:
        for i in range(number):
            branch = factories.branch(work, f"CĐCS Đỗ Mỹ {i}", code=f"S-{i}")
            factories.chair(work, branch.id)
            factories.figures(work, branch.id, average_wage=7_450_000)
            factories.visit(work, branch.id, datetime(2026, 11, 2, 9, 15))
            factories.promise(work, branch.id)
            case = factories.case(work, branch.id, reporter="Phạm Thị Sáu")
            factories.diary_line(work, case.id)
        work.details = {"file": "danh sách.xlsx"}
    with store.write("Lấy số") as work:
        data = b"%PDF \x00\xff"
        number = numbers.take(work, "BB", 2026)
        factories.numbered_document(
            work, number, data, hashlib.sha256(data).hexdigest(), content={"tiêu đề": "Biên bản"}
        )


def _names(store: Store) -> list[str]:
    with store.read() as work:
        return sorted(work.session.scalars(select(Branch.current_name)))


def _rows(store: Store) -> dict[str, int]:
    with store.connection() as connection:
        return rows_by_table(connection)


def test_a_backup_holds_everything_and_opens_without_a_server(store: Store, tmp_path: Path) -> None:
    _fill(store)
    target = tmp_path / "Sao lưu" / "bản một.sqlite"
    report = backup(store, target)
    assert report.path == target
    assert report.size == target.stat().st_size
    assert dict(report.counts)["Công đoàn cơ sở"] == 3
    copy = Store(locate(target), ACTOR, day=TODAY)
    assert _rows(copy) == _rows(store)
    assert _names(copy) == _names(store)
    assert check(copy).findings == check(store).findings == ()
    with copy.connection() as connection:
        hits = find(connection, ACTOR.organisation_id, "huong dang", limit=9, sees_confidential=True)
    assert len(hits) == 6
    with copy.write("Sửa bản sao") as work:
        factories.branch(work)
    copy.close()
    assert [p.name for p in target.parent.iterdir()] == ["bản một.sqlite"]


def test_a_backup_of_a_file_holds_what_still_lies_in_the_log(sqlite_store: Store, tmp_path: Path) -> None:
    with sqlite_store.read() as reader:  # a reader keeps the log from being folded into the file
        reader.session.scalars(select(Branch)).all()
        _fill(sqlite_store)
        assert sqlite_store.place.path.with_name(sqlite_store.place.path.name + "-wal").stat().st_size > 0
        backup(sqlite_store, tmp_path / "b.sqlite")
    connection = sqlite3.connect(tmp_path / "b.sqlite")
    assert connection.execute("SELECT count(*) FROM branch").fetchone() == (3,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


def test_a_backup_that_fails_leaves_the_one_before(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    _fill(store, 1)
    backup(store, target)
    before = target.read_bytes()
    with pytest.raises(UserError):
        backup(store, target / "darunter" / "b.sqlite")
    folder = tmp_path / "là thư mục.sqlite"
    folder.mkdir()
    with pytest.raises(UserError):
        backup(store, folder)
    assert target.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["b.sqlite"]


def test_a_damaged_database_makes_no_backup(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store, 40)
    target = tmp_path / "b.sqlite"
    backup(sqlite_store, target)
    before = target.read_bytes()
    sqlite_store.close()
    damage(sqlite_store.place.path)
    with pytest.raises(UserError, match="hỏng"):
        backup(sqlite_store, target)
    assert target.read_bytes() == before


def damage(path: Path) -> None:
    """Overwrites pages in the middle of a file, as a bad disk does."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xde\xad\xbe\xef" * ((size - 4096) // 8))


def test_old_backups_go_and_other_files_stay(sqlite_store: Store, tmp_path: Path) -> None:
    assert last_verified(tmp_path / "no folder") is None
    start = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
    paths = [rotated(tmp_path, start + timedelta(days=i)) for i in range(5)]
    for path in paths:
        backup(sqlite_store, path)
    others = ["unionDesk-truoc-nang-cap-0001-20261101-100000.sqlite", "của tôi.sqlite"]
    for name in others:
        (tmp_path / name).write_bytes(b"x")
    assert keep_newest(tmp_path, 2) == (paths[2], paths[1], paths[0])
    assert sorted(p.name for p in tmp_path.glob("*.sqlite")) == sorted(
        [*others, paths[3].name, paths[4].name]
    )
    found = last_verified(tmp_path)
    assert found is not None
    assert (found.path, found.at) == (paths[4], start + timedelta(days=4))


def test_what_a_copy_holds_is_shown_before_it_is_restored(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store)
    backup(sqlite_store, tmp_path / "b.sqlite")
    shown = contents(tmp_path / "b.sqlite")
    assert shown.office == "Liên đoàn Lao động huyện Châu Phú"
    assert dict(shown.counts)["Công đoàn cơ sở"] == 3
    assert shown.newest_what == "Lấy số"
    assert shown.newest_at is not None


def test_restoring_brings_the_copy_back_and_keeps_the_present(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store)
    old = _names(sqlite_store)
    backup(sqlite_store, tmp_path / "b.sqlite")
    with sqlite_store.write("Thêm") as work:
        factories.branch(work, "CĐCS Mới thêm")
    kept = restore_file(tmp_path / "b.sqlite", sqlite_store.place, tmp_path / "giữ")
    assert _names(sqlite_store) == old, "an open program sees the restored state"
    assert kept is not None
    aside = Store(locate(kept), ACTOR, day=TODAY)
    assert "CĐCS Mới thêm" in _names(aside)
    aside.close()
    with sqlite_store.write("Ghi tiếp") as work:
        factories.branch(work, "CĐCS Sau khôi phục")
    assert len(_names(sqlite_store)) == 4


def test_a_damaged_database_is_replaced_and_kept_as_it_was(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store, 40)
    backup(sqlite_store, tmp_path / "b.sqlite")
    sqlite_store.close()
    path = sqlite_store.place.path
    damage(path)
    broken = path.read_bytes()
    kept = restore_file(tmp_path / "b.sqlite", sqlite_store.place, tmp_path / "giữ")
    assert kept is not None
    assert kept.read_bytes() == broken
    assert len(_names(sqlite_store)) == 40


def test_a_missing_database_is_made_from_the_copy(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store)
    backup(sqlite_store, tmp_path / "b.sqlite")
    sqlite_store.close()
    for file in sqlite_store.place.path.parent.iterdir():
        file.unlink()
    assert restore_file(tmp_path / "b.sqlite", sqlite_store.place, tmp_path / "giữ") is None
    assert len(_names(sqlite_store)) == 3


def test_a_wrong_file_is_never_restored(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store)
    wrong = {
        "ảnh.sqlite": b"\x89PNG\r\n" * 300,
        "trống.sqlite": b"",
        "chữ.sqlite": "không phải".encode() * 300,
    }
    for name, content in wrong.items():
        (tmp_path / name).write_bytes(content)
    foreign = sqlite3.connect(tmp_path / "khác.sqlite")
    foreign.execute("CREATE TABLE note (id)")
    foreign.commit()
    foreign.close()
    for name in (*wrong, "khác.sqlite", "không có.sqlite"):
        with pytest.raises(UserError):
            restore_file(tmp_path / name, sqlite_store.place, tmp_path / "giữ")
    with pytest.raises(UserError, match="chính là"):
        restore_file(sqlite_store.place.path, sqlite_store.place, tmp_path / "giữ")
    assert len(_names(sqlite_store)) == 3
    assert not (tmp_path / "giữ").exists()


def test_nothing_is_restored_while_another_program_writes(sqlite_store: Store, tmp_path: Path) -> None:
    _fill(sqlite_store)
    backup(sqlite_store, tmp_path / "b.sqlite")
    other = sqlite3.connect(sqlite_store.place.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UserError, match="đang bận"):
        restore_file(tmp_path / "b.sqlite", sqlite_store.place, tmp_path / "giữ", busy_ms=100)
    other.execute("ROLLBACK")
    other.close()
    assert len(_names(sqlite_store)) == 3
