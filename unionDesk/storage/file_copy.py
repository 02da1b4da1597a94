"""A checked copy of a SQLite file in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from unionDesk.rules.errors import UserError

from .engine import sqlite_uri


def copy_file(source: Path, target: Path) -> None:
    """A checked copy of a SQLite database in use; what stood at the target is replaced only when it is good.

    Uses SQLite's backup call: copying the file alone would lose what still lies in its write-ahead log.
    Raises UserError when the copy cannot be written or does not pass the integrity check.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _copy(source, part)
        part.replace(target)
    except OSError as error:
        raise UserError(_not_written(target)) from error
    finally:
        _remove(part)


def check_file(path: Path) -> None:
    """Raises UserError when SQLite finds damage in the file."""
    try:
        with closing(sqlite3.connect(sqlite_uri(path, "ro"), uri=True)) as connection:
            result = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise UserError(damaged(path)) from error
    if result != [("ok",)]:
        raise UserError(damaged(path))


def damaged(path: Path) -> str:
    """The sentence for a damaged database file."""
    return (
        f"Tệp cơ sở dữ liệu “{path.name}” bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất; "
        "tệp hỏng được giữ nguyên."
    )


def _copy(source: Path, part: Path) -> None:
    with closing(_opened(source)) as origin:
        try:
            with closing(sqlite3.connect(part)) as copy:
                origin.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                result = copy.execute("PRAGMA integrity_check").fetchall()
        except sqlite3.OperationalError as error:
            raise UserError(_not_written(part.with_suffix(""))) from error
        except sqlite3.DatabaseError as error:
            raise UserError(damaged(source)) from error
    if result != [("ok",)]:
        raise UserError(damaged(source))


def _opened(source: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(sqlite_uri(source, "ro"), uri=True)
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        raise UserError(f"Không đọc được cơ sở dữ liệu “{source}” để sao lưu.") from error
    except sqlite3.DatabaseError as error:
        raise UserError(damaged(source)) from error
    return connection


def _not_written(target: Path) -> str:
    return f"Không ghi được bản sao lưu “{target}”. Hãy kiểm tra thư mục và chỗ trống trên đĩa."


def _remove(part: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        try:
            part.with_name(part.name + suffix).unlink(missing_ok=True)
        except OSError:
            continue
