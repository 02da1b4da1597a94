"""Fixtures of the kit's tests: a small store, jobs on it, the look, a context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import small_store

from unionDesk.ui.context import Context
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.notices import Notices, Question
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.theme import Theme

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture
def store(tmp_path: Path) -> small_store.SmallStore:
    return small_store.create(tmp_path / "sổ.sqlite")


@pytest.fixture
def jobs(qtbot, store) -> Iterator[Jobs]:
    made = Jobs(store, ticket=store.path, opening="small_store:open_small")
    yield made
    made.close()


@dataclass(frozen=True)
class TestPaths:
    """A test's own folder in place of the user's."""

    __test__ = False
    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "unionDesk.log"

    @property
    def papers(self) -> Path:
        return self.folder


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def theme(qapp, settings) -> Iterator[Theme]:
    """The program's look, taken off again after the test."""
    style, font, palette = qapp.style().name(), qapp.font(), qapp.palette()
    made = Theme(qapp, RESOURCES, settings)
    yield made
    made.take_off()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(palette)


def unexpected_question(question: Question) -> str:
    """A real box would stop the run for ever; a test that expects a question sets its own asker."""
    raise AssertionError(f"unexpected question: {question.text}")


@pytest.fixture
def context(jobs, theme, settings, tmp_path) -> Context:
    notices = Notices()
    notices.asker = unexpected_question
    return Context(
        jobs=jobs,
        notices=notices,
        settings=settings,
        drafts=Drafts(tmp_path / "drafts"),
        theme=theme,
        paths=TestPaths(tmp_path),
    )
