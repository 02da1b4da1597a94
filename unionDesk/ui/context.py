"""Context: what every screen is handed by its constructor; nothing of it is global."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.notices import Notices
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.theme import Theme


class UserPaths(Protocol):
    """Where the user's files are; `unionDesk.paths.Paths`, or a folder of a test."""

    @property
    def log(self) -> Path: ...

    @property
    def papers(self) -> Path: ...


@dataclass(frozen=True)
class SearchHit:
    """One line of the search over everything: `screen` and `record` are what a click opens."""

    screen: str
    record: int
    title: str
    detail: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Place:
    """What the status bar tells, always."""

    office: str = "Chưa đặt tên đơn vị"
    user: str = ""
    database: str = ""
    reachable: bool = True
    trouble: str = ""
    backup: str = "chưa sao lưu"
    sample: bool = False


@dataclass
class Context:
    """Handed to the window and to each screen.

    `user` is the acting officer (`rules.actor.Actor`), None before the office is set up. `search` is a
    job `(work, text) -> Sequence[SearchHit]`; `place` a job `(work) -> Place` for the status bar.
    """

    jobs: Jobs
    notices: Notices
    settings: Settings
    drafts: Drafts
    theme: Theme
    paths: UserPaths
    user: Any = None
    search: Callable[[Any, str], Sequence[SearchHit]] | None = None
    place: Callable[[Any], Place] | None = None
    open_screen: Callable[..., None] = field(default=lambda *_args, **_named: None)
    """`open_screen(name, record=None)`: set by the window; how one screen opens another."""
    switch_officer: Callable[[int], None] = field(default=lambda _officer_id: None)
    """Let another officer act from now on; set by the desktop."""
    open_database: Callable[..., None] = field(default=lambda *_args: None)
    """`open_database(place, officer_id=None)`: leave this database for another; set by the desktop."""
    own_database: str = ""
    """The office's own local database: where leaving the sample leads back to; set by the desktop."""
    upkeep: Callable[[], Any] = field(default=lambda: None)
    """Backup, check and restore of the open database (`services.upkeep.Upkeep`); set by the desktop."""
