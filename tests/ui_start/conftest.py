"""A whole program in a folder of a test's own: real window, jobs and database."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from unionDesk import paths
from unionDesk.paths import Paths
from unionDesk.ui.desktop import Desktop


@pytest.fixture
def open_desktop(qtbot, qapp, tmp_path) -> Iterator[Callable[..., Desktop]]:
    """Opens the program on a folder, as often as a test wants; `database` as `--database` would name it."""
    style, font, palette = qapp.style().name(), qapp.font(), qapp.palette()
    opened: list[Desktop] = []

    def build(database: str | Path | None = None, officer: str | None = None) -> Desktop:
        made = Desktop(
            qapp,
            Paths.of(tmp_path / "dữ liệu"),
            str(database) if database is not None else None,
            officer,
            paths.RESOURCES,
        )
        qtbot.addWidget(made.window)
        made.window.show()
        made.start()
        qtbot.waitUntil(made.jobs.settled)
        opened.append(made)
        return made

    yield build
    for desktop in opened:
        desktop.window.close()
        desktop.close()
        desktop.context.theme.take_off()
        desktop.window.deleteLater()
    opened.clear()
    qapp.processEvents()
    gc.collect()  # here, not on a thread of the next test: timers belong to this thread
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(palette)
