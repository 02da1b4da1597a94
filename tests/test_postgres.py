"""The throw-away server: real, empty, each test alone in its database."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from unionDesk import paths
from unionDesk.storage.engine import locate
from unionDesk.storage.upgrade import State, look


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_an_empty_database(postgres_url: str, turn: int) -> None:
    engine = create_engine(postgres_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text('CREATE TABLE left_behind (name text COLLATE "C")'))
        connection.execute(text("INSERT INTO left_behind VALUES ('Đỗ Mỹ Hường')"))
        assert connection.scalar(text("SELECT name FROM left_behind")) == "Đỗ Mỹ Hường"


def test_the_server_listens_on_this_machine_only(postgres_url: str) -> None:
    engine = create_engine(postgres_url, poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW listen_addresses")) == "127.0.0.1"
        assert connection.scalar(text("SHOW server_encoding")) == "UTF8"


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_may_get_a_database_of_the_newest_revision(postgres_migrated_url: str, turn: int) -> None:
    assert look(locate(postgres_migrated_url), paths.MIGRATIONS).state is State.CURRENT
    engine = create_engine(postgres_migrated_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (name text)"))


def test_a_machine_without_a_server_is_told_loudly(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests that were not run must not look like tests that passed."""
    pytester.makepyfile(
        """
        import postgres
        import pytest

        pytest_plugins = ["postgres"]
        postgres.binaries = lambda: None

        def test_one(postgres_url): ...
        def test_two(postgres_migrated_url): ...
        def test_three(): ...
        """
    )
    pytester.makeini("[pytest]\nmarkers = postgresql\n")
    tests = Path(__file__).parent
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tests), str(tests.parent)]))
    done = pytester.runpytest_subprocess("-p", "postgres")
    done.assert_outcomes(passed=1, skipped=2)
    done.stdout.fnmatch_lines(["*POSTGRESQL: 2 TESTS NOT RUN, NO SERVER*", "*apt-get install*postgresql*"])
