"""Bringing a database to this program's revision: look, refuse, check, back up, upgrade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from unionDesk.rules.errors import UserError

from .driver_errors import explained
from .engine import APPLICATION_ID, Place, make_engine
from .file_copy import check_file, copy_file

_SQLITE_HEADER = b"SQLite format 3\x00"
_ADVISORY_LOCK = 7_546_431


class State(Enum):
    """What was found where the database should be."""

    EMPTY = "empty"
    CURRENT = "current"
    OLDER = "older"


@dataclass(frozen=True)
class Found:
    state: State
    revision: str | None


def revisions(migrations: Path) -> list[str]:
    """Ids of this program's revisions, oldest first; a revision's file is named after its id."""
    return sorted(file.name.split("_")[0] for file in (migrations / "versions").glob("[0-9]*.py"))


def look(place: Place, migrations: Path) -> Found:
    """What lies at the place, without importing Alembic.

    Raises UserError for a file that is no database, is foreign or damaged, or comes from a newer program.
    """
    path = place.path
    if path is not None:
        _look_at_file(path)
        if not path.exists() or path.stat().st_size == 0:
            return Found(State.EMPTY, None)
    engine = make_engine(place, read_only=True)
    try:
        with engine.begin() as connection:
            return _look_inside(connection, place, migrations)
    except DBAPIError as error:
        raise _sentence(error, place) from error
    finally:
        engine.dispose()


def _look_at_file(path: Path) -> None:
    if path.is_dir():
        raise UserError(f"“{path}” là một thư mục, không phải tệp cơ sở dữ liệu.")
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as error:
        raise UserError(f"Không đọc được tệp “{path}”. Hãy kiểm tra quyền đọc tệp.") from error
    if start and start != _SQLITE_HEADER:
        raise UserError(f"“{path.name}” không phải là cơ sở dữ liệu của unionDesk. Tệp được giữ nguyên.")


def _look_inside(connection: Connection, place: Place, migrations: Path) -> Found:
    if place.is_sqlite:
        tables = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
    else:
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise UserError(
                "Cơ sở dữ liệu trên máy chủ không dùng bảng mã UTF-8 nên không lưu được tiếng Việt."
            )
        tables = set(
            connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        )
    if not tables:
        return Found(State.EMPTY, None)
    if "alembic_version" not in tables or "audit_entry" not in tables:
        raise UserError(
            f"“{place.shown}” là cơ sở dữ liệu của một chương trình khác. unionDesk không ghi gì vào đó."
        )
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    known = revisions(migrations)
    if revision == known[-1]:
        return Found(State.CURRENT, revision)
    if revision not in known:
        raise UserError(
            "Cơ sở dữ liệu này do một phiên bản unionDesk mới hơn tạo ra. Hãy cập nhật chương trình trên máy này "
            "rồi mở lại; dữ liệu được giữ nguyên."
        )
    return Found(State.OLDER, revision)


def bring_up(place: Place, migrations: Path, backups: Path) -> Path | None:
    """Creates or upgrades the database. Returns the copy that was made before an upgrade, if one was.

    Raises UserError when the file is damaged (it is checked before it is touched) or cannot be written.
    """
    found = look(place, migrations)
    if found.state is State.CURRENT:
        return None
    kept = None
    if place.path is not None:
        _make_folder(place.path.parent)
        if found.state is State.OLDER:
            check_file(place.path)
            _make_folder(backups)
            stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
            kept = backups / f"{place.path.stem}-truoc-nang-cap-{found.revision}-{stamp}.sqlite"
            copy_file(place.path, kept)
    engine = make_engine(place, creates=True)
    try:
        _run(engine, migrations)
    except DBAPIError as error:
        raise _sentence(error, place) from error
    finally:
        engine.dispose()
    return kept


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"Không tạo được thư mục “{folder}”. Hãy chọn một thư mục được phép ghi.") from error


def _run(engine: Engine, migrations: Path) -> None:
    # Alembic costs half a second of start-up, so it is loaded only when there is something to do
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # outside a transaction, else SQLite ignores it
            connection.connection.driver_connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")  # type: ignore[union-attr]
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _sentence(error: DBAPIError, place: Place) -> UserError:
    known = explained(error)
    if known is not None:
        return known
    if place.is_sqlite:
        return UserError(
            f"Không mở được cơ sở dữ liệu “{place.shown}”. Hãy kiểm tra tệp và quyền ghi vào thư mục."
        )
    return UserError(f"Không kết nối được cơ sở dữ liệu {place.shown}. Hãy kiểm tra mạng, tên và mật khẩu.")
