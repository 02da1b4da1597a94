"""Engines: a local SQLite file or a PostgreSQL database, opened as their papers recommend."""

from __future__ import annotations

import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from unionDesk.rules.errors import UserError

BUSY_TIMEOUT_MS = 10_000
APPLICATION_ID = 0x75446B31  # "uDk1": marks a SQLite file as ours
_CONNECT_TIMEOUT_S = 10


@dataclass(frozen=True)
class Place:
    """Where a database is: `url` never holds a password."""

    url: str

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database; None for a server."""
        return Path(make_url(self.url).database or "") if self.is_sqlite else None

    @property
    def shown(self) -> str:
        """For the status bar: the file's name, or database and server."""
        if self.path is not None:
            return str(self.path)
        url = make_url(self.url)
        return f"{url.database} trên {url.host or 'máy này'}"


def locate(database: str | Path) -> Place:
    """The place meant by a `--database` setting: a file path or a PostgreSQL URL.

    Raises UserError for a URL that holds a password or names another kind of database.
    """
    text = str(database)
    if "://" not in text:
        return Place(URL.create("sqlite", database=str(Path(text).expanduser().resolve())).render_as_string())
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise UserError(f"Địa chỉ cơ sở dữ liệu “{text}” không đúng dạng.") from error
    if url.get_backend_name() == "sqlite":
        return locate(url.database or "")
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise UserError("Chương trình chỉ dùng được tệp SQLite trên máy hoặc máy chủ PostgreSQL.")
    if url.password is not None:
        raise UserError(
            "Địa chỉ cơ sở dữ liệu không được chứa mật khẩu. Hãy lưu mật khẩu trong kho khóa của Windows "
            "hoặc đặt biến PGPASSWORD."
        )
    return Place(url.set(drivername="postgresql+psycopg").render_as_string())


def password_for(url: URL) -> str | None:
    """The server password from PGPASSWORD or the system's keyring; None when neither has one."""
    if os.environ.get("PGPASSWORD"):
        return None  # libpq reads it by itself
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password("unionDesk", f"{url.username}@{url.host}/{url.database}")
    except KeyringError:
        return None


def keep_password(place: Place, password: str) -> None:
    """Keeps a server's password in the system's keyring, where `password_for` finds it.

    Raises UserError where the system has no keyring that could be opened.
    """
    import keyring
    from keyring.errors import KeyringError

    url = make_url(place.url)
    try:
        keyring.set_password("unionDesk", f"{url.username}@{url.host}/{url.database}", password)
    except KeyringError as error:
        raise UserError(
            "Không cất được mật khẩu vào kho khóa của máy này. Hãy mở kho khóa rồi thử lại, "
            "hoặc nhờ người quản trị đặt biến PGPASSWORD và để trống ô mật khẩu."
        ) from error


def make_engine(
    place: Place, *, read_only: bool = False, creates: bool = False, busy_ms: int = BUSY_TIMEOUT_MS
) -> Engine:
    """An engine whose transactions lock at their start when they may write (`BEGIN IMMEDIATE`).

    A SQLite file that is gone is an error, not an empty database, unless `creates`. `busy_ms` is how long to
    wait for another program's lock, in milliseconds.
    """
    if place.path is not None:
        return _sqlite(place.path, read_only=read_only, mode="rwc" if creates else "rw", busy_ms=busy_ms)
    return _postgresql(place, read_only=read_only, busy_ms=busy_ms)


def sqlite_uri(path: Path, mode: str) -> str:
    """The `file:` address by which SQLite opens a path in a mode (`ro`, `rw`, `rwc`)."""
    name = quote(path.absolute().as_posix())
    if name.startswith("//"):
        name = "//" + name  # a share on Windows: an empty authority stands before its two slashes
    elif not name.startswith("/"):
        name = "/" + name  # a drive on Windows
    return f"file:{name}?mode={mode}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sqlite(path: Path, *, read_only: bool, mode: str, busy_ms: int) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            sqlite_uri(path, mode), uri=True, timeout=busy_ms / 1000, check_same_thread=False
        )

    engine = create_engine(URL.create("sqlite", database=str(path)), json_serializer=_json, creator=connect)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {busy_ms}")
        cursor.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA cache_size = -32000")
        cursor.execute("PRAGMA temp_store = MEMORY")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _postgresql(place: Place, *, read_only: bool, busy_ms: int) -> Engine:
    url = make_url(place.url)
    password = password_for(url)
    if password:
        url = url.set(password=password)
    options = (
        f"-c client_encoding=UTF8 -c lock_timeout={busy_ms} -c idle_in_transaction_session_timeout=600000"
    )
    if read_only:
        options += " -c default_transaction_read_only=on"
    return create_engine(
        url,
        json_serializer=_json,
        pool_pre_ping=True,
        pool_size=2,
        connect_args={
            "connect_timeout": _CONNECT_TIMEOUT_S,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
            "options": options,
        },
    )
