"""Restoring a local database from a backup: shows what the copy holds first, keeps the present file aside."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from unionDesk import paths
from unionDesk.records.audit import Operation
from unionDesk.records.base import table_of
from unionDesk.records.office import Organisation
from unionDesk.rules.errors import UserError

from .check import counts
from .driver_errors import explained
from .engine import BUSY_TIMEOUT_MS, Place, locate, make_engine, sqlite_uri
from .file_copy import check_file, copy_file
from .upgrade import State, look

_BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class CopyContents:
    """What a backup holds: to be shown before anything is replaced. `newest_…` tell its last operation."""

    path: Path
    office: str
    revision: str
    counts: tuple[tuple[str, int], ...]
    newest_at: datetime | None
    newest_what: str


def contents(source: Path) -> CopyContents:
    """What a backup holds. Raises UserError for a file that is missing, damaged, foreign or too new."""
    if not source.is_file():
        raise UserError(f"Không tìm thấy bản sao lưu “{source}”.")
    place = locate(source)
    found = look(place, paths.MIGRATIONS)
    if found.state is State.EMPTY:
        raise UserError(f"Bản sao lưu “{source.name}” trống, không có gì để khôi phục.")
    check_file(source)
    engine = make_engine(place, read_only=True)
    try:
        with engine.begin() as connection:
            newest = connection.execute(
                select(Operation.at, Operation.what).order_by(Operation.at.desc()).limit(1)
            ).first()
            organisation = table_of(Organisation)
            office = connection.scalar(
                select(organisation.c.current_name).where(
                    organisation.c.id == organisation.c.organisation_id, organisation.c.deleted_at.is_(None)
                )
            )
            return CopyContents(
                source,
                office or "",
                found.revision or "",
                counts(connection),
                newest.at if newest else None,
                newest.what if newest else "",
            )
    except DBAPIError as error:
        raise explained(error) or UserError(
            f"Bản sao lưu “{source.name}” do một phiên bản khác tạo ra nên không xem được nội dung."
        ) from error
    finally:
        engine.dispose()


def restore_file(source: Path, place: Place, backups: Path, *, busy_ms: int = BUSY_TIMEOUT_MS) -> Path | None:
    """Puts a backup in the place of the local database. Gives back where the present one is kept.

    The copy is written into the file in one transaction of its own, so whoever has it open sees either the
    old or the new; a file that is damaged or gone is replaced as a whole. A copy of an older revision is
    brought up when the database is opened next. Raises UserError and changes nothing when the copy is not
    usable, the present file cannot be kept, or another program holds it.
    """
    target = place.path
    if target is None:
        raise UserError("Chỉ khôi phục được vào tệp trên máy này. Máy chủ do người quản trị khôi phục.")
    if source.resolve() == target.resolve():
        raise UserError("Bản sao lưu này chính là cơ sở dữ liệu đang dùng.")
    contents(source)
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    if not target.exists() or target.stat().st_size == 0:
        copy_file(source, target)
        return None
    kept = backups / f"{target.stem}-truoc-khoi-phuc-{stamp}.sqlite"
    if _is_whole(target):
        copy_file(target, kept)
        _write_into(source, target, busy_ms)
    else:
        _keep_as_is(target, kept)
        _replace(source, target)
    check_file(target)
    return kept


def _is_whole(path: Path) -> bool:
    try:
        check_file(path)
    except UserError:
        return False
    return True


def _write_into(source: Path, target: Path, busy_ms: int) -> None:
    try:
        with (
            closing(sqlite3.connect(sqlite_uri(source, "ro"), uri=True)) as origin,
            closing(sqlite3.connect(sqlite_uri(target, "rw"), uri=True, timeout=busy_ms / 1000)) as present,
        ):
            # the backup call waits for ever where another program writes: ask for the lock first
            present.isolation_level = None
            present.execute("BEGIN IMMEDIATE")
            present.execute("ROLLBACK")
            origin.backup(present)
    except sqlite3.OperationalError as error:
        raise UserError(
            "Chưa khôi phục được vì cơ sở dữ liệu đang bận hoặc không ghi được. Hãy đóng các cửa sổ unionDesk khác, "
            "kiểm tra ổ đĩa rồi thử lại; dữ liệu hiện có được giữ nguyên."
        ) from error


def _keep_as_is(target: Path, kept: Path) -> None:
    """Copies a damaged database with what lies beside it, as it is: a later rescue needs all of it."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        for suffix in _BESIDE:
            part = target.with_name(target.name + suffix)
            if part.exists():
                shutil.copy2(part, kept.with_name(kept.name + suffix))
    except OSError as error:
        raise UserError(
            f"Không giữ lại được tệp hiện có trong “{kept.parent}” nên chưa khôi phục. Hãy kiểm tra chỗ trống trên đĩa."
        ) from error


def _replace(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".khoi-phuc")
    try:
        copy_file(source, part)
        for suffix in _BESIDE[1:]:  # a log of the damaged file must not be read into the restored one
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        part.replace(target)
    except OSError as error:
        raise UserError(
            "Chưa khôi phục được vì tệp hiện có đang mở trong chương trình khác. Hãy đóng chương trình đó rồi thử lại."
        ) from error
    finally:
        part.unlink(missing_ok=True)
