"""Backups: made through the database's own means, opened and checked before they count."""

from __future__ import annotations

import sqlite3
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
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(
            f"Không ghi được bản sao lưu “{target}”. Hãy kiểm tra thư mục và chỗ trống trên đĩa."
        ) from error
    except sqlite3.DatabaseError as error:
        raise UserError(
            "Cơ sở dữ liệu bị hỏng nên bản sao lưu không dùng được; bản sao lưu cũ được giữ nguyên."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    origin = sqlite3.connect(sqlite_uri(source, "ro"), uri=True)
    try:
        copy = sqlite3.connect(target)
        try:
            origin.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("integrity check failed")
        finally:
            copy.close()
    finally:
        origin.close()
