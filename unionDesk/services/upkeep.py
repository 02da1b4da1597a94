"""Keeping the data safe: checked backups by hand and by themselves, the check, restoring."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from unionDesk import paths
from unionDesk.records.audit import Operation
from unionDesk.rules.errors import UserError
from unionDesk.safe_file import safe_name
from unionDesk.storage import backup as backups_of
from unionDesk.storage.backup import BackupReport
from unionDesk.storage.check import CheckReport
from unionDesk.storage.check import check as check_database
from unionDesk.storage.engine import locate
from unionDesk.storage.restore import CopyContents, contents, restore_file
from unionDesk.storage.store import Store
from unionDesk.storage.upgrade import revisions

from .late_store import LateStore
from .rights import Right, require

__all__ = ["BackupReport", "CheckReport", "CopyContents", "contents"]

KEPT = 14
EVERY = timedelta(days=1)


@dataclass(frozen=True)
class KeptBackup:
    """A checked backup that lies in the folder."""

    path: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class DatabaseFacts:
    """Where the data is: `size` in bytes and `revision` None where they cannot be told."""

    shown: str
    is_local: bool
    size: int | None
    revision: str
    folder: Path
    last: datetime | None


def last_backup(folder: Path) -> datetime | None:
    """When the newest checked backup in the folder was made; None where there is none."""
    newest = backups_of.last_verified(folder)
    return newest.at if newest is not None else None


def folder_of(database: str | Path, own: str | Path, folder: Path) -> Path:
    """Where the backups of a database lie: the office's own in the folder itself, others each in their own."""
    if str(database) == str(own):
        return folder
    mark = hashlib.sha256(str(database).encode("utf-8")).hexdigest()[:8]
    return folder / safe_name(f"{Path(str(database)).stem}-{mark}")


def backup_to(store: Store, target: Path) -> BackupReport:
    """A checked copy under a name of the user's choice. Raises UserError when it cannot be written."""
    if store.place.path is not None and target.resolve() == store.place.path.resolve():
        raise UserError("Không thể sao lưu đè lên chính cơ sở dữ liệu đang dùng. Hãy chọn tên tệp khác.")
    return backups_of.backup(store, target)


def backup_in(store: Store, folder: Path, now: datetime | None = None) -> BackupReport:
    """A checked copy in the folder of the rotated backups; the newest fourteen stay."""
    report = backups_of.backup(store, backups_of.rotated(folder, now or datetime.now(UTC)))
    backups_of.keep_newest(folder, KEPT)
    return report


def has_news(store: Store, since: datetime | None) -> bool:
    """Whether anything was done in the database after a moment (None: anything at all)."""
    with store.connection() as connection:
        last = connection.scalar(select(func.max(Operation.at)))
    # a backup's name tells whole seconds: what was done in its second may not be in it
    return last is not None and (since is None or last.replace(microsecond=0) >= since)


def is_due(store: Store, folder: Path, now: datetime) -> bool:
    """Whether the newest backup is older than a day although something was done since."""
    last = last_backup(folder)
    return (last is None or now - last > EVERY) and has_news(store, last)


def kept_backups(folder: Path) -> list[KeptBackup]:
    """What can be restored: every SQLite file in the folder, newest first."""
    found = []
    for path in folder.glob("*.sqlite"):
        stat = path.stat()
        found.append(KeptBackup(path, datetime.fromtimestamp(stat.st_mtime).astimezone(), stat.st_size))
    return sorted(found, key=lambda kept: kept.at, reverse=True)


def facts(store: Store, folder: Path) -> DatabaseFacts:
    """Where the data is, how large, at which revision."""
    path = store.place.path
    size = path.stat().st_size if path is not None and path.exists() else None
    newest = revisions(paths.MIGRATIONS)[-1]  # an opened database is always at the program's own
    return DatabaseFacts(store.place.shown, path is not None, size, newest, folder, last_backup(folder))


def check_store(store: Store) -> CheckReport:
    """Looks for damage, breaks of the audit chain and whatever else is not as it should be; changes nothing."""
    return check_database(store)


def restore(database: str | Path, source: Path, folder: Path) -> Path | None:
    """Puts a backup in the place of the database; where the present one is kept.

    Works on a damaged database too. Raises UserError and changes nothing when the copy is not usable.
    """
    return restore_file(source, locate(database), folder)


class Upkeep:
    """Upkeep of whatever database is open in the window; each method is work for a thread."""

    def __init__(self, store: LateStore, own: str) -> None:
        self._store, self._own = store, own

    @property
    def folder(self) -> Path:
        """Where this database's backups lie."""
        return folder_of(self._store.database, self._own, self._store.backups)

    @property
    def database(self) -> str:
        """The database as a setting names it."""
        return str(self._store.database)

    def facts(self) -> DatabaseFacts:
        return facts(self._open(), self.folder)

    def last(self) -> datetime | None:
        """When the newest checked backup was made."""
        return last_backup(self.folder)

    def kept(self) -> list[KeptBackup]:
        return kept_backups(self.folder)

    def check(self) -> CheckReport:
        return check_store(self._open())

    def backup(self) -> BackupReport:
        return backup_in(self._open(), self.folder)

    def backup_to(self, target: Path) -> BackupReport:
        """A copy that may leave the office: an administrator's."""
        self._require_administrator()
        return backup_to(self._open(), target)

    def backup_if_due(self) -> BackupReport | None:
        """The daily backup of a local file, when it is due; a server's is its administrator's."""
        opened = self._store.open()
        if not self._by_itself() or not is_due(opened.store, self.folder, datetime.now(UTC)):
            return None
        return self.backup()

    def backup_on_leaving(self) -> BackupReport | None:
        """The same at the end of work: whatever was done since the newest backup is in one then."""
        if not self._by_itself() or not has_news(self._open(), self.last()):
            return None
        return self.backup()

    def restore(self, source: Path) -> Path | None:
        """Back to a backup: an administrator's, unless the database is too damaged to know who acts."""
        self._require_administrator()
        return restore(self._store.database, source, self.folder)

    def _require_administrator(self) -> None:
        if self._store.actor is not None:
            require(self._store.actor, Right.SET_UP)

    def _by_itself(self) -> bool:
        opened = self._store.opened
        return bool(
            opened is not None
            and opened.has_office
            and not opened.is_sample
            and opened.store.place.path is not None
        )

    def _open(self) -> Store:
        return self._store.open().store


def require_file(path: Path) -> Path:
    """The path, when a backup may be written there. Raises UserError for a folder."""
    if path.is_dir():
        raise UserError(f"“{path}” là một thư mục. Hãy ghi tên tệp, ví dụ {path / 'sao-luu.sqlite'}.")
    return path
