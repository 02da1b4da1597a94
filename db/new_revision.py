"""Write the revision that brings a database to what the records now say: `python db/new_revision.py "add …"`.

Alembic compares the records with an empty database that went through all revisions. What it writes is a
draft: read it, and fill in what a comparison cannot know (moved data, renamed columns).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from unionDesk import paths
from unionDesk.storage.engine import locate, make_engine
from unionDesk.storage.upgrade import bring_up, revisions


def write_revision(message: str, migrations: Path) -> Path:
    """Write the next revision into `migrations/versions` and give back its file."""
    number = f"{int(revisions(migrations)[-1]) + 1:04d}"
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    with tempfile.TemporaryDirectory() as folder:
        place = locate(Path(folder) / "empty.sqlite")
        bring_up(place, migrations, Path(folder))
        engine = make_engine(place)
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        engine.dispose()
    (written,) = (migrations / "versions").glob(f"{number}_*.py")
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('usage: python db/new_revision.py "what changes"')
    print(write_revision(sys.argv[1], paths.MIGRATIONS))
