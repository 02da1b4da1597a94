"""How a day is drawn: its number and name above, its visits as chips below, "+3 nữa" where room ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from unionDesk.rules.kinds import VisitStatus
from unionDesk.services.visit_listing import CalendarLine
from unionDesk.ui.kit.icons import icon
from unionDesk.ui.kit.theme import colours, due_colour
from unionDesk.ui.screens.calendar.month_data import MonthData, chip_texts, colour_of, sign_of
from unionDesk.ui.screens.calendar.month_model import MonthModel

GAP = 3


@dataclass(frozen=True)
class Chip:
    """A drawn visit and where it stands in its cell."""

    line: CalendarLine
    rect: QRect
    rows: int = 1


def chips_in(cell: QRect, metrics: QFontMetrics, lines: tuple[CalendarLine, ...]) -> tuple[list[Chip], int]:
    """The chips that have room in a cell, in two lines each while all have, and how many visits have none."""
    top = cell.top() + metrics.height() + 2 * GAP
    whole = cell.bottom() - top + 1
    rows = 2 if len(lines) * (2 * metrics.height() + 6) <= whole else 1
    high = rows * metrics.height() + 4
    room = max(whole // (high + 2), 0)
    shown = len(lines) if len(lines) <= room else max(room - 1, 0)
    rects = (
        QRect(cell.left() + GAP, top + place * (high + 2), cell.width() - 2 * GAP, high)
        for place in range(shown)
    )
    return [Chip(line, rect, rows) for line, rect in zip(lines, rects, strict=False)], len(lines) - shown


@lru_cache(maxsize=128)
def _sign(name: str, colour: str, size: int, ratio: float) -> QImage:
    return icon(name, QColor(colour)).pixmap(QSize(size, size), ratio).toImage()


class DayDelegate(QStyledItemDelegate):
    """Draws the days of a `MonthModel`. `chosen` is the visit that the keys work on."""

    def __init__(self, model: MonthModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.chosen: int | None = None
        self.target: date | None = None
        self.target_clashes = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cell: QRect = option.rect
        font: QFont = option.font
        focused = bool(option.state & option.state.State_Selected)
        content, day = self._model.content, self._model.day(index)
        painter.save()
        self._ground(painter, cell, content, day)
        self._heading(painter, cell, font, content, day)
        metrics = QFontMetrics(font)
        chips, more = chips_in(cell, metrics, content.visits.get(day, ()))
        for chip in chips:
            self._chip(painter, chip, font)
        if more:
            below = chips[-1].rect.bottom() + 2 if chips else cell.top() + metrics.height() + 2 * GAP
            painter.setPen(QColor(colours().muted))
            painter.setFont(font)
            room = QRect(cell.left() + 2 * GAP, below, cell.width() - 3 * GAP, metrics.height() + 2)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter, f"+{more} nữa" if chips else f"{more} chuyến"
            )
        if focused:
            painter.setPen(QPen(QColor(colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        painter.restore()

    def _ground(self, painter: QPainter, cell: QRect, content: MonthData, day: date) -> None:
        look = colours()
        mark = content.marks.get(day)
        off = not mark.working if mark else day.weekday() >= 5
        painter.fillRect(cell, QColor(look.window if off else look.base))
        if day == self.target:
            tint = QColor(look.problem if self.target_clashes else look.accent)
            tint.setAlpha(60)
            painter.fillRect(cell, tint)

    def _heading(self, painter: QPainter, cell: QRect, font: QFont, content: MonthData, day: date) -> None:
        look = colours()
        metrics = QFontMetrics(font)
        here = day.month == self._model.month.month
        words = str(day.day) if here else f"{day.day}/{day.month}"
        wide = metrics.horizontalAdvance(words) + 4 * GAP
        badge = QRect(cell.left() + GAP, cell.top() + GAP, max(wide, metrics.height()), metrics.height())
        painter.setFont(font)
        if day == content.today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
            painter.setPen(QColor(look.accent_text))
        else:
            painter.setPen(QColor(look.text if here else look.muted))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
        said = "hôm nay" if day == content.today else ""
        if mark := content.marks.get(day):
            painter.setPen(QColor(look.muted if mark.working else look.problem))
            said = mark.name
        elif said:
            painter.setPen(QColor(look.muted))
        room = QRect(badge.right() + GAP, badge.top(), cell.right() - badge.right() - 2 * GAP, badge.height())
        short = metrics.elidedText(said, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, short)

    def _chip(self, painter: QPainter, chip: Chip, font: QFont) -> None:
        look, colour = colours(), due_colour(colour_of(chip.line))
        chosen = chip.line.visit_id == self.chosen
        ground = QColor(look.accent) if chosen else QColor(colour)
        if not chosen:
            ground.setAlpha(38)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip.rect, 3, 3)
        metrics = QFontMetrics(font)
        edge = metrics.height() - 2
        ink = look.accent_text if chosen else colour.name()
        painter.drawImage(
            chip.rect.left() + 2,
            chip.rect.top() + 3,
            _sign(sign_of(chip.line), ink, edge, painter.device().devicePixelRatio()),
        )
        crossed = QFont(font)
        crossed.setStrikeOut(chip.line.status in {VisitStatus.CANCELLED, VisitStatus.REFUSED})
        painter.setFont(crossed)
        painter.setPen(QColor(look.accent_text if chosen else look.text))
        when, people, where = chip_texts(chip.line)
        texts = [f"{when} {people}", where] if chip.rows == 2 else [f"{when} {where}"]
        room = QRect(chip.rect.left(), chip.rect.top() + 2, chip.rect.width() - 3, metrics.height())
        for place, text in enumerate(texts):
            line = room.translated(0, place * metrics.height())
            line.setLeft(line.left() + (edge + 5 if place == 0 else 4))
            words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
