"""What can go wrong with a database: each gets one clear Vietnamese sentence and loses nothing."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import factories
import pytest
from postgres import Server, _cluster, binaries
from source_tree import ROOT
from sqlalchemy import func, select, text
from stores import ACTOR, TODAY

from unionDesk import paths
from unionDesk.records.branch import Branch
from unionDesk.rules.errors import UserError
from unionDesk.storage import numbers
from unionDesk.storage.backup import backup
from unionDesk.storage.check import check
from unionDesk.storage.engine import Place, locate
from unionDesk.storage.store import Store
from unionDesk.storage.upgrade import State, bring_up, look

POSIX = pytest.mark.skipif(os.name == "nt", reason="made with means that Windows does not have")


def _add(store: Store, number: int = 1, note: str = "") -> None:
    with store.write("Thêm công đoàn cơ sở") as work:
        for _ in range(number):
            factories.branch(work, note=note)


def _count(store: Store) -> int:
    with store.read() as work:
        return work.session.scalar(select(func.count()).select_from(Branch)) or 0


def _is_a_sentence(error: pytest.ExceptionInfo[UserError]) -> bool:
    told = str(error.value)
    return (told[0].isupper() or told[0] == "“") and told.endswith(".") and "sqlite3" not in told


# ---- the file is not what it should be


def test_a_missing_folder_is_made_and_one_that_cannot_be_is_told(tmp_path: Path) -> None:
    place = locate(tmp_path / "một" / "hai" / "sổ.sqlite")
    bring_up(place, paths.MIGRATIONS, tmp_path / "backups")
    assert look(place, paths.MIGRATIONS).state is State.CURRENT
    (tmp_path / "tệp").write_bytes(b"")
    with pytest.raises(UserError, match="thư mục") as error:
        bring_up(locate(tmp_path / "tệp" / "sổ.sqlite"), paths.MIGRATIONS, tmp_path)
    assert _is_a_sentence(error)


def test_a_file_that_went_away_is_told_and_not_made_anew_in_silence(sqlite_store: Store) -> None:
    _add(sqlite_store)
    sqlite_store.close()
    path = sqlite_store.place.path
    away = path.with_name("away.sqlite")
    path.rename(away)
    for attempt in (lambda: _add(sqlite_store), lambda: _count(sqlite_store), lambda: check(sqlite_store)):
        with pytest.raises(UserError, match="Không mở được") as error:
            attempt()
        assert _is_a_sentence(error)
    assert not path.exists()
    away.rename(path)
    assert _count(sqlite_store) == 1


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 5000, "Danh sách".encode() * 99, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "danh sách.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match="không phải là cơ sở dữ liệu") as error:
        bring_up(locate(path), paths.MIGRATIONS, tmp_path)
    assert _is_a_sentence(error)
    assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="là một thư mục"):
        bring_up(locate(tmp_path), paths.MIGRATIONS, tmp_path)


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "khác.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE branch (id INTEGER, note TEXT)")
        foreign.commit()
    before = path.read_bytes()
    with pytest.raises(UserError, match="chương trình khác") as error:
        bring_up(locate(path), paths.MIGRATIONS, tmp_path)
    assert _is_a_sentence(error)
    assert path.read_bytes() == before


def test_the_database_of_another_program_on_the_server_is_refused(postgres_url: str, tmp_path: Path) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    with create_engine(postgres_url, poolclass=NullPool).begin() as connection:
        connection.execute(text("CREATE TABLE invoice (id int)"))
    with pytest.raises(UserError, match="chương trình khác"):
        bring_up(locate(postgres_url), paths.MIGRATIONS, tmp_path)


def test_a_damaged_page_is_told_by_use_and_by_check_and_the_file_is_left(sqlite_store: Store) -> None:
    _add(sqlite_store, 60, note="x" * 400)
    sqlite_store.close()
    path = sqlite_store.place.path
    page, size = 4096, path.stat().st_size
    with path.open("r+b") as file:
        for number in range(3, size // page, 2):
            file.seek(number * page)
            file.write(os.urandom(page))
    before = path.read_bytes()
    with pytest.raises(UserError, match="hỏng") as error, sqlite_store.read() as work:
        work.session.scalars(select(Branch).order_by(Branch.note)).all()
    assert _is_a_sentence(error)
    assert [finding.kind for finding in check(sqlite_store).findings] == ["file"]
    sqlite_store.close()
    assert path.read_bytes() == before


def test_a_damaged_beginning_is_told_at_the_start(sqlite_place: Place, tmp_path: Path) -> None:
    with sqlite_place.path.open("r+b") as file:
        file.seek(16)
        file.write(os.urandom(4000))
    before = sqlite_place.path.read_bytes()
    with pytest.raises(UserError) as error:
        bring_up(sqlite_place, paths.MIGRATIONS, tmp_path)
    assert _is_a_sentence(error)
    assert sqlite_place.path.read_bytes() == before


# ---- somebody else is at it


def test_a_file_that_another_program_holds_is_told_and_can_be_used_afterwards(sqlite_store: Store) -> None:
    hasty = Store(sqlite_store.place, ACTOR, day=TODAY, busy_ms=50)
    with contextlib.closing(sqlite3.connect(sqlite_store.place.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="đang bận") as error:
            _add(hasty)
        assert _is_a_sentence(error)
        assert _count(hasty) == 0, "reading goes on beside a writer"
        other.execute("ROLLBACK")
    _add(hasty)
    assert _count(hasty) == 1
    hasty.close()


def test_a_series_that_another_program_holds_is_told(postgres_store: Store) -> None:
    hasty = Store(postgres_store.place, ACTOR, day=TODAY, busy_ms=50)
    with postgres_store.write("Lấy số") as work:
        numbers.take(work, "BB", 2026)
        with pytest.raises(UserError, match="đang bận") as error, hasty.write("Lấy số") as other:
            numbers.take(other, "BB", 2026)
        assert _is_a_sentence(error)
    with hasty.write("Lấy số") as other:
        assert numbers.take(other, "BB", 2026) == 2
    hasty.close()


# ---- it may not or cannot be written


@contextlib.contextmanager
def _as_somebody() -> Iterator[None]:
    """Acts without the rights of root, for whom no file is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder(sqlite_office: Path) -> Iterator[Path]:
    """A folder that everybody may enter, with a database in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sổ.sqlite").write_bytes(sqlite_office.read_bytes())
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


@POSIX
def test_a_file_that_may_not_be_written_is_told(open_folder: Path) -> None:
    path = open_folder / "sổ.sqlite"
    path.chmod(0o444)
    store = Store(locate(path), ACTOR, day=TODAY)
    with _as_somebody(), pytest.raises(UserError, match="chỉ cho đọc") as error:
        _add(store)
    store.close()
    assert _is_a_sentence(error)
    path.chmod(0o666)
    assert _count(store) == 0
    store.close()


@POSIX
def test_a_folder_that_may_not_be_written_is_told(open_folder: Path) -> None:
    path = open_folder / "sổ.sqlite"
    path.chmod(0o666)
    open_folder.chmod(0o555)
    store = Store(locate(path), ACTOR, day=TODAY)
    with _as_somebody():
        with pytest.raises(UserError) as error:
            _add(store)
        with pytest.raises(UserError) as second:
            bring_up(locate(open_folder / "mới.sqlite"), paths.MIGRATIONS, open_folder)
        with pytest.raises(UserError):
            backup(store, open_folder / "bản sao.sqlite")
    store.close()
    assert _is_a_sentence(error)
    assert _is_a_sentence(second)
    assert [p.name for p in open_folder.iterdir()] == ["sổ.sqlite"]


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """A disk of two megabytes where root may mount one, else a limit on the size of a file."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    mounted = sys.platform == "linux" and os.geteuid() == 0
    mounted = mounted and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    if mounted:
        try:
            yield True
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        yield False
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@POSIX
def test_on_a_full_disk_nothing_is_lost_and_work_goes_on_when_there_is_room(
    sqlite_office: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "đĩa nhỏ"
    folder.mkdir()
    with _small_disk(folder) as is_real:
        (folder / "sổ.sqlite").write_bytes(sqlite_office.read_bytes())
        store = Store(locate(folder / "sổ.sqlite"), ACTOR, day=TODAY)
        _add(store, 3)
        with pytest.raises(UserError, match="Ổ đĩa") as error:
            _add(store, 40, note="đầy " * 20_000)
        assert _is_a_sentence(error)
        assert _count(store) == 3
        if is_real:
            with pytest.raises(UserError, match="Không ghi được bản sao lưu") as second:
                backup(store, folder / "bản sao.sqlite")
            assert _is_a_sentence(second)
            assert not (folder / "bản sao.sqlite").exists()
        assert not list(folder.glob("*.part*"))
        _add(store, 2)
        assert _count(store) == 5
        assert check(store).ok
        store.close()


# ---- the link to the server goes


def test_a_link_cut_in_the_middle_is_told_and_the_next_work_succeeds(
    postgres_store: Store, postgres_server: Server
) -> None:
    _add(postgres_store)
    with pytest.raises(UserError, match="Mất kết nối") as error, postgres_store.write("Thêm") as work:
        factories.branch(work)
        work.session.flush()
        process = work.session.scalar(text("SELECT pg_backend_pid()"))
        postgres_server.execute(f"SELECT pg_terminate_backend({process})")
        factories.branch(work)
    assert _is_a_sentence(error)
    assert _count(postgres_store) == 1
    _add(postgres_store)
    assert _count(postgres_store) == 2
    assert check(postgres_store).ok


def test_a_server_that_stopped_is_told(tmp_path: Path, postgres_server: Server) -> None:
    folder = binaries()
    assert folder is not None
    with _cluster(folder) as server:
        place = locate(server.url("postgres"))
        bring_up(place, paths.MIGRATIONS, tmp_path)
        store = Store(place, ACTOR, day=TODAY)
        assert _count(store) == 0
    for attempt in (lambda: _count(store), lambda: _add(store), lambda: look(place, paths.MIGRATIONS)):
        with pytest.raises(UserError, match="kết nối") as error:
            attempt()
        assert _is_a_sentence(error)
    store.close()


def test_a_wrong_password_is_not_told_as_a_lost_link() -> None:
    from sqlalchemy.exc import OperationalError

    from unionDesk.storage.driver_errors import explained

    told = explained(
        OperationalError(
            "",
            None,
            Exception(
                'connection to server at "10.0.0.5", port 5432 failed: FATAL:  password authentication '
                'failed for user "hanh"'
            ),
        )
    )
    assert "mật khẩu" in str(told)


# ---- the program is killed


def _kill(place: Place, job: str, count: int) -> int:
    script = Path(__file__).with_name("killed_programs.py")
    done = subprocess.run(
        [sys.executable, script, place.url, job, str(count), "7"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


@POSIX
def test_a_program_killed_while_bringing_in_leaves_all_or_nothing(store: Store) -> None:
    points = 6 if store.place.is_sqlite else 3
    assert _kill(store.place, "import", points) == points + 1
    with store.read() as work:
        batches = dict(work.session.execute(select(Branch.note, func.count()).group_by(Branch.note)).all())
        given = sorted(int(c.removeprefix("K-")) for c in work.session.scalars(select(Branch.code)))
        assert batches == {"LAN-0": 120}
        assert given == list(range(1, 121))
        assert numbers.last(work, "CS", 0) == 120
    assert check(store).ok
    _add(store)


@POSIX
def test_a_program_killed_at_its_first_start_leaves_nothing_or_a_whole_database(tmp_path: Path) -> None:
    place = locate(tmp_path / "sổ.sqlite")
    assert _kill(place, "upgrade", 3) == 4
    assert look(place, paths.MIGRATIONS).state is State.EMPTY
    bring_up(place, paths.MIGRATIONS, tmp_path)
    store = Store(place, ACTOR, day=TODAY)
    assert check(store).ok
    store.close()
