"""The revisions make exactly the records' tables, on both databases, from any revision on."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, text

from unionDesk import paths
from unionDesk.records.base import Base
from unionDesk.records.catalogue import RECORDS
from unionDesk.rules.errors import UserError
from unionDesk.storage.engine import APPLICATION_ID, Place, locate, make_engine
from unionDesk.storage.upgrade import State, bring_up, look, revisions


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return locate(tmp_path / "Đơn vị" / "sổ.sqlite")
    return locate(request.getfixturevalue("postgres_url"))


def differences(place: Place, metadata: MetaData) -> list[Any]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = make_engine(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, *_rest: (
                    not (name or "").startswith(("search_fts", "ix_search_vector"))
                ),
                "compare_type": True,
            },
        )
        found = list(compare_metadata(context, metadata))
    engine.dispose()
    return [each for each in found if not _same_on_sqlite(each, place)]


def _same_on_sqlite(difference: Any, place: Place) -> bool:
    # SQLite knows one sort of whole number and one of text; only PostgreSQL tells them apart
    return place.is_sqlite and isinstance(difference, list) and difference[0][0] == "modify_type"


def test_the_revisions_make_the_tables_of_the_records(empty: Place, tmp_path: Path) -> None:
    assert RECORDS
    bring_up(empty, paths.MIGRATIONS, tmp_path)
    assert differences(empty, Base.metadata) == []


def test_a_forgotten_revision_is_noticed(empty: Place, tmp_path: Path) -> None:
    bring_up(empty, paths.MIGRATIONS, tmp_path)
    changed = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(changed)
    changed.tables["branch"].append_column(Column("forgotten", Integer))
    (found,) = differences(empty, changed)
    assert found[0] == "add_column"
    assert found[3].name == "forgotten"


def test_the_newest_file_is_the_only_head_and_names_its_revision() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(paths.MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    in_order = [revision.revision for revision in script.walk_revisions()][::-1]
    assert revisions(paths.MIGRATIONS) == in_order
    assert script.get_heads() == [in_order[-1]]


@pytest.mark.parametrize("last", revisions(paths.MIGRATIONS))
def test_every_revision_is_reached_from_nothing_and_left_for_the_newest(
    empty: Place, tmp_path: Path, last: str
) -> None:
    """A program of that time made the database; this one brings it up."""
    then = tmp_path / "migrations"
    shutil.copytree(paths.MIGRATIONS, then)
    for file in (then / "versions").glob("[0-9]*.py"):
        if file.name.split("_")[0] > last:
            file.unlink()
    bring_up(empty, then, tmp_path / "backups")
    assert look(empty, then).revision == last
    kept = bring_up(empty, paths.MIGRATIONS, tmp_path / "backups")
    found = look(empty, paths.MIGRATIONS)
    assert (found.state, found.revision) == (State.CURRENT, revisions(paths.MIGRATIONS)[-1])
    older = last != revisions(paths.MIGRATIONS)[-1]
    assert (kept is not None) == (older and empty.is_sqlite)
    assert differences(empty, Base.metadata) == []


def test_a_database_from_a_newer_program_is_refused_and_left_alone(empty: Place, tmp_path: Path) -> None:
    bring_up(empty, paths.MIGRATIONS, tmp_path)
    engine = make_engine(empty)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="mới hơn"):
        bring_up(empty, paths.MIGRATIONS, tmp_path)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
    engine.dispose()


def test_a_file_of_ours_is_marked_as_ours(tmp_path: Path) -> None:
    place = locate(tmp_path / "sổ.sqlite")
    assert look(place, paths.MIGRATIONS).state is State.EMPTY
    bring_up(place, paths.MIGRATIONS, tmp_path)
    engine = make_engine(place)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA application_id")) == APPLICATION_ID
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
