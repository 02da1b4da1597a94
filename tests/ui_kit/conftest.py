"""Fixtures of the kit's tests: a small store, jobs on it, and a check for stray windows and threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import small_store

from unionDesk.ui.kit.jobs import Jobs


@pytest.fixture
def store(tmp_path: Path) -> small_store.SmallStore:
    return small_store.create(tmp_path / "sổ.sqlite")


@pytest.fixture
def jobs(qtbot, store) -> Iterator[Jobs]:
    made = Jobs(store, ticket=store.path, opening="small_store:open_small")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_is_left_behind(qapp) -> Iterator[None]:
    """No test may leave a window on the screen or a thread behind."""
    threads = set(threading.enumerate())
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    stray = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    assert not stray, f"windows left open: {stray}"
    left = [thread.name for thread in threading.enumerate() if thread not in threads]
    assert not left, f"threads left running: {left}"
