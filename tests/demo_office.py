"""The sample office, filled once for the whole session; tests get a copy of its file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from unionDesk.services import demo
from unionDesk.services.opening import Opened, open_database

DEMO_DAY = date(2026, 11, 24)


def quiet(_done: int, _total: int, _text: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the sample office as of `DEMO_DAY`; to be copied, not used."""
    folder = tmp_path_factory.mktemp("demo")
    opened = open_database(folder / "mau.sqlite", backups=folder)
    demo.fill(opened, quiet, DEMO_DAY)
    opened.store.close()
    return folder / "mau.sqlite"


@pytest.fixture
def demo_opened(demo_file: Path, tmp_path: Path) -> Iterator[Opened]:
    """The sample office of a test's own, opened on `DEMO_DAY`."""
    shutil.copy(demo_file, tmp_path / "mau.sqlite")
    opened = open_database(tmp_path / "mau.sqlite", backups=tmp_path, day=DEMO_DAY)
    yield opened
    opened.store.close()
