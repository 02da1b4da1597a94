"""A throw-away PostgreSQL server for tests, started from the machine's own binaries.

`postgres_server` runs one cluster for the whole session on a free port of the loopback. `postgres_url`
gives a test an empty database of its own, `postgres_migrated_url` one of the newest revision. Tests that
use them carry the marker `postgresql`; where no server is installed they are skipped, and the summary
says so loudly.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from unionDesk import paths
from unionDesk.storage.engine import locate
from unionDesk.storage.upgrade import bring_up

USER = "uniondesk"
FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
HINT = "Debian: apt-get install -y --no-install-recommends postgresql"


@functools.cache
def binaries() -> Path | None:
    """The folder of the newest server on this machine; None where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    name = "initdb.exe" if os.name == "nt" else "initdb"
    places = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", r"C:\Program Files\PostgreSQL"]
    found = [path for place in places for path in Path(place).glob(f"*/bin/{name}")]
    return max(found, key=_version).parent if found else None


def _version(path: Path) -> int:
    return int("".join(filter(str.isdigit, path.parents[1].name)) or 0)


@dataclass
class Server:
    """A running cluster that trusts everybody on this machine and ends with the session."""

    port: int
    names: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, as CREATE DATABASE needs."""
        import psycopg

        connection = psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, dbname="postgres", autocommit=True
        )
        with contextlib.closing(connection):
            connection.execute(statement.encode())

    def create(self, template: str = "template0", name: str | None = None) -> str:
        """Create a database, empty or a copy of `template` (about 0.1 s); gives back its name."""
        name = name or f"test_{next(self.names)}"
        self.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Drop a database, with the connections that a test forgot."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    folder = binaries()
    if folder is None:
        pytest.skip(f"no PostgreSQL server installed ({HINT})")
    with _cluster(folder) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, dropped after the test."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: Server) -> str:
    """The name of a database that went through all revisions once, to be copied."""
    name = postgres_server.create(name="template_of_tests")
    bring_up(locate(postgres_server.url(name)), paths.MIGRATIONS, Path("no file, no backup"))
    return name


@pytest.fixture
def postgres_migrated_url(postgres_server: Server, postgres_template: str) -> Iterator[str]:
    """The SQLAlchemy URL of a database of the newest revision, without rows, dropped after the test."""
    name = postgres_server.create(postgres_template)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@contextlib.contextmanager
def _cluster(folder: Path) -> Iterator[Server]:
    base = Path(tempfile.mkdtemp(prefix="unionDesk-postgres-"))
    person = _person(base)
    data, log = base / "data", base / "log"

    def call(program: str, *arguments: str) -> int:
        # Output goes to the log: the server would keep a pipe open for ever.
        with log.open("ab") as out:
            return subprocess.call(
                [folder / program, "-D", data, *arguments],
                **person,
                cwd=base,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )

    try:
        if call("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"):
            pytest.fail(f"initdb failed:\n{log.read_text(errors='replace')}")
        for _attempt in range(5):  # another program may take the free port before the server does
            port = _free_port()
            options = f"-p {port} -c listen_addresses=127.0.0.1 {FAST}"
            if os.name != "nt":
                options += " -c unix_socket_directories=''"
            if call("pg_ctl", "-w", "-o", options, "start") == 0:
                break
        else:
            pytest.fail(f"the PostgreSQL server did not start:\n{log.read_text(errors='replace')}")
        try:
            yield Server(port)
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _person(base: Path) -> dict[str, Any]:
    """Whom to run the server as: it refuses root, so root lends the folder to somebody else."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return {}
    import pwd

    known = {each.pw_name: each for each in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    os.chown(base, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the server is marked by that; `-m "not postgresql"` leaves them out."""
    for item in items:
        if "postgres_server" in getattr(item, "fixturenames", ()):
            item.add_marker("postgresql")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: Any) -> Iterator[None]:
    """Say it last, right above pytest's own last line: what was skipped here is half of the storage."""
    yield
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if "postgresql" in r.keywords]
    if skipped:
        title = f"POSTGRESQL: {len(skipped)} TESTS NOT RUN, NO SERVER"
        terminalreporter.write_sep("!", title, red=True, bold=True)
        terminalreporter.write_line(f"Nothing was tested against PostgreSQL. {HINT}", red=True)
        terminalreporter.write_sep("!", red=True, bold=True)
