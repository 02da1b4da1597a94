"""Marks: the dot of a due date and the bars of an attention level, always beside their word."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QImage, QPainter

from unionDesk.rules.kinds import AttentionLevel, DueColour
from unionDesk.ui.kit.theme import colours

BARS = {AttentionLevel.GREEN: 1, AttentionLevel.YELLOW: 2, AttentionLevel.RED: 3}


def mark_size() -> int:
    """Edge of a mark in logical pixels: a little less than a line of text."""
    return max(10, round(QFontMetrics(QGuiApplication.font()).height() * 0.85))


def due_mark(due: DueColour) -> QImage:
    """A dot; overdue ones are filled squares turned on a corner, so that shape tells too."""
    return _due(due, colours().due[due], mark_size(), QGuiApplication.devicePixelRatio(qApp()))


def attention_mark(level: AttentionLevel) -> QImage:
    """One, two or three bars."""
    return _bars(
        BARS[level],
        colours().attention[level],
        colours().border,
        mark_size(),
        QGuiApplication.devicePixelRatio(qApp()),
    )


def qApp() -> QGuiApplication:  # noqa: N802 - Qt's own name for it
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application


def _blank(size: int, ratio: float) -> QImage:
    edge = round(size * ratio)  # images, not pixmaps: these are remembered beyond the application's end
    made = QImage(edge, edge, QImage.Format.Format_ARGB32_Premultiplied)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


@lru_cache(maxsize=128)
def _due(due: DueColour, colour: str, size: int, ratio: float) -> QImage:
    made = _blank(size, ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    if due in {DueColour.RED, DueColour.ORANGE}:
        painter.translate(size / 2, size / 2)
        painter.rotate(45)
        edge = size * 0.62
        painter.drawRect(QRectF(-edge / 2, -edge / 2, edge, edge))
    elif due is DueColour.GREY:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colour))
        painter.drawEllipse(QRectF(size * 0.18, size * 0.18, size * 0.64, size * 0.64))
    else:
        painter.drawEllipse(QRectF(size * 0.14, size * 0.14, size * 0.72, size * 0.72))
    painter.end()
    return made


@lru_cache(maxsize=64)
def _bars(count: int, colour: str, empty: str, size: int, ratio: float) -> QImage:
    made = _blank(size, ratio)
    painter = QPainter(made)
    painter.setPen(Qt.PenStyle.NoPen)
    width = size / 4
    for bar in range(3):
        height = size * (0.45 + 0.25 * bar)
        painter.setBrush(QColor(colour if bar < count else empty))
        painter.drawRect(QRectF(bar * size / 3 + 0.5, size - height, width, height))
    painter.end()
    return made
