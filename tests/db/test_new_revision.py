"""A developer gets the revision of a changed record by one command, and it runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from source_tree import ROOT
from sqlalchemy import create_engine, inspect

from unionDesk.storage.engine import locate
from unionDesk.storage.upgrade import State, bring_up, look

ADD_FAX = """
import runpy, sys
from pathlib import Path
from sqlalchemy import Column
from unionDesk.records.base import Base
from unionDesk.records.catalogue import RECORDS
from unionDesk.records.branch import Branch
from unionDesk.records.types import Phone
if "changed" in sys.argv:
    Branch.__table__.append_column(Column("fax", Phone() if isinstance(Phone, type) else Phone))
write = runpy.run_path(sys.argv[1])["write_revision"]
print(write("add the fax", Path(sys.argv[2])))
"""


def write_revision(migrations: Path, *how: str) -> Path:
    done = subprocess.run(
        [sys.executable, "-c", ADD_FAX, ROOT / "db" / "new_revision.py", migrations, *how],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1])


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "db" / "migrations", tmp_path / "migrations"))


def test_a_new_field_gets_a_revision_that_adds_it(migrations: Path, tmp_path: Path) -> None:
    place = locate(tmp_path / "office.sqlite")
    bring_up(place, migrations, tmp_path / "backups")
    written = write_revision(migrations, "changed")
    assert written.name.endswith("_add_the_fax.py")
    assert look(place, migrations).state is State.OLDER
    assert bring_up(place, migrations, tmp_path / "backups"), "the file was copied before"
    assert look(place, migrations).state is State.CURRENT
    engine = create_engine(f"sqlite:///{place.path}")
    assert "fax" in {column["name"] for column in inspect(engine).get_columns("branch")}
    engine.dispose()


def test_without_a_change_the_revision_is_empty(migrations: Path) -> None:
    text = write_revision(migrations).read_text(encoding="utf-8")
    assert "def upgrade() -> None:" in text
    assert "op." not in text
