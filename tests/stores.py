"""Opened databases for tests: a copy of a finished template each, on SQLite and on a real PostgreSQL.

`store` runs a test on both databases, `sqlite_store` and `postgres_store` on one. In each an office with one
officer works: `OFFICE` and `OFFICER` are their ids, `ACTOR` acts for them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import factories
import pytest
from postgres import Server

from unionDesk import paths
from unionDesk.rules.actor import Actor
from unionDesk.rules.kinds import Role
from unionDesk.storage.engine import Place, locate
from unionDesk.storage.store import Store
from unionDesk.storage.upgrade import bring_up

OFFICE = 1  # the same in every process of a test
OFFICER = 2
TODAY = date(2026, 11, 23)
ACTOR = Actor(OFFICE, "Trần Văn Bình", Role.ADMINISTRATOR, OFFICER)


def _fill(place: Place, folder: Path) -> None:
    bring_up(place, paths.MIGRATIONS, folder)
    store = Store(place, ACTOR, day=TODAY)
    with store.write("Lập đơn vị") as work:
        factories.office(work, id=OFFICE)
        factories.officer(work, "Trần Văn Bình", Role.ADMINISTRATOR, id=OFFICER)
    store.close()


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of this revision with an office in it; to be copied, not used."""
    folder = tmp_path_factory.mktemp("template")
    _fill(locate(folder / "template.sqlite"), folder)
    return folder / "template.sqlite"


@pytest.fixture(scope="session")
def postgres_office(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a PostgreSQL database of this revision with an office in it; to be copied, not used."""
    name = postgres_server.create(name="template_office")
    _fill(locate(postgres_server.url(name)), tmp_path_factory.mktemp("template"))
    return name


@pytest.fixture
def sqlite_place(sqlite_office: Path, tmp_path: Path) -> Place:
    """A SQLite file of a test's own, in a folder with a blank and Vietnamese letters."""
    folder = tmp_path / "Sổ của đơn vị"
    folder.mkdir()
    shutil.copy(sqlite_office, folder / "sổ #1.sqlite")
    return locate(folder / "sổ #1.sqlite")


@pytest.fixture
def postgres_place(postgres_server: Server, postgres_office: str) -> Iterator[Place]:
    name = postgres_server.create(postgres_office)
    yield locate(postgres_server.url(name))
    postgres_server.drop(name)


@pytest.fixture
def sqlite_store(sqlite_place: Place) -> Iterator[Store]:
    store = Store(sqlite_place, ACTOR, day=TODAY)
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_place: Place) -> Iterator[Store]:
    store = Store(postgres_place, ACTOR, day=TODAY)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Place:
    """A database of each kind, not opened."""
    name = "sqlite_place" if request.param == "sqlite" else "postgres_place"
    found: Place = request.getfixturevalue(name)
    return found


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    """An opened database of each kind."""
    store = Store(place, ACTOR, day=TODAY)
    yield store
    store.close()
