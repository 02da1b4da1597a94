"""Keeping the data safe: backups and what the newest one is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def last_backup(folder: Path) -> datetime | None:
    """When the newest checked backup in the folder was made (this PC's time); None where there is none.

    A backup gets its name only after it was opened and checked, so each file there counts.
    """
    made = [file.stat().st_mtime for file in folder.glob("*.sqlite")]
    return datetime.fromtimestamp(max(made)).astimezone() if made else None
