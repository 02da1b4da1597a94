"""Fixtures of the screens' tests: the real context on a real database."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from stores import ACTOR, TODAY

from unionDesk import paths
from unionDesk.services.opening import Ticket
from unionDesk.storage.store import Store
from unionDesk.ui.context import Context
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.notices import Notices
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.theme import Theme


@dataclass(frozen=True)
class FolderPaths:
    """A test's own folder in place of the user's."""

    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "unionDesk.log"

    @property
    def papers(self) -> Path:
        return self.folder


@pytest.fixture
def office(sqlite_store: Store) -> Store:
    """An opened office on SQLite."""
    return sqlite_store


@pytest.fixture
def context(qapp, qtbot, office, tmp_path) -> Iterator[Context]:
    """What the window hands to each screen, with the program's look."""
    gc.collect()  # what the last test left goes here: on a lane's thread its timers could not be stopped
    style, font, palette = qapp.style().name(), qapp.font(), qapp.palette()
    settings = Settings(tmp_path / "settings.json")
    theme = Theme(qapp, paths.RESOURCES, settings)
    notices = Notices()
    ticket = Ticket(office.place.url, ACTOR.officer_id, TODAY)
    jobs = Jobs(office, ticket=ticket, refuse=notices.refuse)
    yield Context(
        jobs=jobs,
        notices=notices,
        settings=settings,
        drafts=Drafts(tmp_path / "drafts"),
        theme=theme,
        paths=FolderPaths(tmp_path),
        user=ACTOR,
    )
    jobs.close()
    theme.take_off()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def settled(qtbot, context) -> Callable[[], None]:
    """Waits until every job asked has been answered."""

    def wait() -> None:
        qtbot.waitUntil(context.jobs.settled, timeout=20_000)

    return wait
