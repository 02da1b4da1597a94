"""Where the program's own files and the user's data are: from source, from a wheel and frozen."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def program_folder() -> Path:
    """The folder that holds `db` and `resources`.

    From source they lie beside the package, a wheel brings them in `unionDesk/_data`, and PyInstaller
    unpacks them where `sys._MEIPASS` says.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen)
    installed = PACKAGE / "_data"
    return installed if installed.is_dir() else PACKAGE.parent


RESOURCES = program_folder() / "resources"
FONTS = RESOURCES / "fonts"
SAMPLES = RESOURCES / "samples"
MIGRATIONS = program_folder() / "db" / "migrations"
REFERENCE = program_folder() / "db" / "reference"


def user_folder() -> Path:
    """The user's own data folder, by the custom of his system. It may not exist yet."""
    import platformdirs

    return Path(platformdirs.user_data_dir("unionDesk", appauthor=False, roaming=False))


@dataclass(frozen=True)
class Paths:
    """Everything the program keeps for a user lies under one folder; folders are made when asked for."""

    data: Path

    @classmethod
    def of(cls, data: str | Path | None = None) -> Paths:
        """The paths under the folder of `--data`, or under the user's own data folder."""
        return cls(Path(data).expanduser().absolute() if data is not None else user_folder())

    @property
    def database(self) -> Path:
        """The local database, where no `--database` names another."""
        return self._made() / "unionDesk.sqlite"

    @property
    def settings(self) -> Path:
        """What this user of this machine set: window places, zoom, the last officer."""
        return self._made() / "settings.ini"

    @property
    def log(self) -> Path:
        return self._made("log") / "unionDesk.log"

    @property
    def drafts(self) -> Path:
        """Unsaved forms, kept against a crash."""
        return self._made("drafts")

    @property
    def backups(self) -> Path:
        return self._made("backups")

    @property
    def papers(self) -> Path:
        """Papers written for printing or opening in another program."""
        return self._made("papers")

    def _made(self, *parts: str) -> Path:
        folder = self.data.joinpath(*parts)
        folder.mkdir(parents=True, exist_ok=True)
        return folder
