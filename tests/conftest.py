"""What every test gets: no screen, no user's real folder, no window or thread left behind."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import pytest
from hypothesis import settings
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from unionDesk import paths

pytest_plugins = ["postgres", "stores", "demo_office", "pytester"]

settings.register_profile("house", deadline=None)  # a busy machine is no failure
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def no_real_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test that loses its data folder must not write into that of the person who runs it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))
        yield


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with the bundled fonts, so that widths are the same on every machine."""
    for font in sorted(paths.FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    qapp.setFont(QFont("Liberation Sans", 10))
    return qapp


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail a test after which a window still shows or a thread still runs that it started."""
    windows = set(map(id, _windows()))
    threads = set(threading.enumerate())
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()  # what Python put there kills the offscreen platform at its end
    stray = [
        f"{type(each).__name__} “{each.windowTitle()}”" for each in _windows() if id(each) not in windows
    ]
    assert not stray, f"windows left open: {stray}"
    end = time.monotonic() + 5
    for thread in threading.enumerate():
        if thread not in threads and not _not_ours(thread):
            thread.join(max(0.0, end - time.monotonic()))
            assert not thread.is_alive(), f"thread left running: {thread}"


def _windows() -> list[object]:
    if QApplication.instance() is None:
        return []
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def _not_ours(thread: threading.Thread) -> bool:
    """A Qt thread that ran Python stays listed for ever as a dummy; the time-out has its own."""
    return isinstance(thread, threading._DummyThread) or thread.name.startswith("pytest_timeout")


def pytest_report_header() -> str:
    return f"unionDesk: {paths.PACKAGE} with Python {sys.version.split()[0]}"
