"""PySide6 does not eat the interpreter: some releases drop a reference to None at every call.

Before Python 3.12 None is counted like any object; 6.12.0 loses one at each `parent()` or `data()` that
gives None, and after some hundred thousand calls the process dies with "deallocating None".
"""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")


class Empty(QAbstractTableModel):
    """A table whose every answer is None, as most roles' answers are."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 40

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 8

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return None


def test_a_million_parents_that_are_none_lose_no_reference() -> None:
    orphan = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000_000):
        orphan.parent()
    assert abs(sys.getrefcount(None) - before) < 1000


def test_repainting_a_table_loses_no_reference(qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    model = Empty()
    view.setModel(model)
    view.resize(800, 600)
    view.grab()
    before = sys.getrefcount(None)
    for _ in range(50):
        view.grab()
    assert abs(sys.getrefcount(None) - before) < 1000
