"""Backups: made through the database's own means, opened and checked before they count."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.exc import DBAPIError

from unionDesk import paths
from unionDesk.records.audit import AuditHead
from unionDesk.records.base import Base, table_of
from unionDesk.rules.errors import UserError
from unionDesk.safe_file import replacing

from .check import counts, rows_by_table
from .driver_errors import explained
from .engine import locate, make_engine
from .file_copy import copy_file
from .store import Store
from .upgrade import bring_up

_STAMP = "%Y%m%d-%H%M%S"
_ROTATED = re.compile(r"^unionDesk-(\d{8}-\d{6})\.sqlite$")
_CHUNK = 2_000


@dataclass(frozen=True)
class BackupReport:
    """A finished backup: the file, its size in bytes, the records outside the bin by the label of their kind."""

    path: Path
    size: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Verified:
    """A backup that was opened and checked when it was made."""

    path: Path
    at: datetime


def backup(store: Store, target: Path) -> BackupReport:
    """A checked copy of the whole database as one SQLite file; what stood at the target is replaced by it.

    A PostgreSQL database is copied table by table as it is at one moment, so the copy opens without a
    server. Raises UserError, and leaves the target as it was, when the copy cannot be written or is not
    whole.
    """
    path = store.place.path
    if path is not None:
        copy_file(path, target)
    else:
        _make_folder(target.parent)
        with replacing(target) as beside:
            _copy_server(store, beside)
    return BackupReport(target, target.stat().st_size, _counts_in(target))


def rotated(folder: Path, at: datetime) -> Path:
    """The path for a backup made at a moment, in the naming that `keep_newest` and `last_verified` know."""
    return folder / f"unionDesk-{at.astimezone():{_STAMP}}.sqlite"


def keep_newest(folder: Path, number: int) -> tuple[Path, ...]:
    """Removes all but the newest rotated backups of a folder; gives back what went.

    Copies made before an upgrade or a restore, and files of other names, stay. A file that cannot be
    removed (open in another program) stays until the next time.
    """
    gone = []
    for path in sorted(_rotated_in(folder), reverse=True)[number:]:
        try:
            path.unlink()
        except OSError:
            continue
        gone.append(path)
    return tuple(gone)


def last_verified(folder: Path) -> Verified | None:
    """The newest rotated backup; it got its name only after it was checked. None where there is none."""
    newest = max(_rotated_in(folder), default=None)
    if newest is None:
        return None
    stamp = newest.name.removeprefix("unionDesk-").removesuffix(".sqlite")
    return Verified(newest, datetime.strptime(stamp, _STAMP).astimezone())


def _rotated_in(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if _ROTATED.match(path.name)]
    except OSError:
        return []


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"Không tạo được thư mục “{folder}”. Hãy chọn nơi lưu khác.") from error


def _counts_in(path: Path) -> tuple[tuple[str, int], ...]:
    engine = make_engine(locate(path), read_only=True)
    try:
        with engine.begin() as connection:
            return counts(connection)
    finally:
        engine.dispose()


def _copy_server(store: Store, target: Path) -> None:
    """Fills an empty SQLite file with everything in a PostgreSQL database as it is at one moment."""
    place = locate(target)
    bring_up(place, paths.MIGRATIONS, target.parent)
    engine = make_engine(place)
    try:
        with store.snapshot() as source, engine.begin() as copy:
            _copy_tables(source, copy)
            if rows_by_table(source) != rows_by_table(copy):
                raise UserError("Bản sao lưu không đủ số dòng nên không được dùng; bản cũ được giữ nguyên.")
        with engine.connect() as copy:
            raw = copy.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.rollback()
            raw.execute("PRAGMA journal_mode = DELETE")
            damage = raw.execute("PRAGMA integrity_check").fetchall()
            strays = raw.execute("PRAGMA foreign_key_check").fetchall()
        if damage != [("ok",)] or strays:
            raise UserError("Bản sao lưu không qua được bước kiểm tra nên không được dùng.")
    except DBAPIError as error:
        sentence = explained(error)
        if sentence is None:
            raise
        raise sentence from error
    finally:
        engine.dispose()


def _copy_tables(source: Connection, copy: Connection) -> None:
    copy.execute(delete(table_of(AuditHead)))
    for table in Base.metadata.sorted_tables:
        rows = source.execution_options(stream_results=True, yield_per=_CHUNK).execute(select(table))
        for part in rows.mappings().partitions(_CHUNK):
            copy.execute(insert(table), [dict(row) for row in part])
    copy.execute(text("INSERT INTO search_fts(rowid, words) SELECT id, words FROM search_row ORDER BY id"))
