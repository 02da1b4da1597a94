"""Windows come back where they were left."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from unionDesk.ui.kit.settings import Settings


def restore_geometry(window: QWidget, settings: Settings, name: str, wide: int, high: int) -> None:
    """Place the window as it was left; the first time `wide` letters by `high` lines, within the screen."""
    metrics, screen = window.fontMetrics(), window.screen().availableSize()
    window.resize(
        min(metrics.averageCharWidth() * wide, screen.width()), min(metrics.height() * high, screen.height())
    )
    kept = settings.text(f"{name}/geometry")
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))


def remember_geometry(window: QWidget, settings: Settings, name: str) -> None:
    settings.set(f"{name}/geometry", bytes(window.saveGeometry().toBase64().data()).decode("ascii"))
