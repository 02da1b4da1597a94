"""The pages of a PDF below each other, drawn beside the window when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.pdf_file import Hit, PdfFile
from unionDesk.ui.kit.theme import colours

GAP = 12
MOST_PICTURES = 12
SMALLEST, LARGEST = 0.25, 4.0
HIGHLIGHT, CURRENT = QColor(255, 213, 0, 110), QColor(255, 120, 0, 150)


class PagesView(QAbstractScrollArea):
    """Shows pages at a zoom (1.0: paper size); a zoom of 0 fits the width.

    Signals:
        page_changed(int): the page in the middle of the view, from 0.
        zoom_changed(float): the zoom in force.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, jobs: Jobs, file: PdfFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._file = jobs, file
        self._fit, self._zoom = True, 1.0
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._hits: list[Hit] = []
        self._current = -1
        self._page = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.setAccessibleName("Các trang của văn bản")

    # zoom and place

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def page(self) -> int:
        return self._page

    def set_zoom(self, zoom: float) -> None:
        """Zoom to this, keeping the page in view; 0 fits the width."""
        page = self._page
        self._fit = zoom == 0
        self._zoom = self._fitting() if self._fit else min(max(zoom, SMALLEST), LARGEST)
        self._lay_out()
        self.go_to(page)
        self.zoom_changed.emit(self._zoom)

    def go_to(self, page: int) -> None:
        """Bring the top of this page into view."""
        page = min(max(page, 0), self._file.count - 1)
        self.verticalScrollBar().setValue(round(self._tops()[page]) - GAP)
        self._on_scrolled()

    def show_hits(self, hits: list[Hit], current: int) -> None:
        """Mark the places that were found, and bring the current one into view."""
        self._hits, self._current = hits, current
        if 0 <= current < len(hits):
            hit = hits[current]
            box = hit.rects(self._scale())[0] if hit.boxes else QRectF()
            middle = self._tops()[hit.page] + box.top() - self.viewport().height() / 3
            self.verticalScrollBar().setValue(round(middle))
        self.viewport().update()

    # laying out

    def _scale(self) -> float:
        """Pixels of the screen per point."""
        return self._zoom * self.logicalDpiY() / 72

    def _fitting(self) -> float:
        widest = max((size.width() for size in self._file.sizes), default=595)
        room = max(self.viewport().width() - 2 * GAP, 100)
        return min(max(room * 72 / self.logicalDpiY() / widest, SMALLEST), LARGEST)

    def _tops(self) -> list[float]:
        """The upper edge of each page in the whole length."""
        tops, y = [], float(GAP)
        for size in self._file.sizes:
            tops.append(y)
            y += size.height() * self._scale() + GAP
        return [*tops, y]

    def _lay_out(self) -> None:
        high, wide = self.viewport().height(), self.viewport().width()
        widest = max((size.width() for size in self._file.sizes), default=0) * self._scale() + 2 * GAP
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(self._tops()[-1]) - high))
        down.setPageStep(high)
        down.setSingleStep(max(high // 12, 20))
        across.setRange(0, max(0, round(widest) - wide))
        across.setPageStep(wide)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if self._fit:
            self._zoom = self._fitting()
            self.zoom_changed.emit(self._zoom)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.15 if event.angleDelta().y() > 0 else 1 / 1.15))
            event.accept()
        else:
            super().wheelEvent(event)

    @Slot()
    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        tops = self._tops()
        page = next((n for n in range(self._file.count - 1, -1, -1) if tops[n] <= middle), 0)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours().border))
        top, tops, scale = self.verticalScrollBar().value(), self._tops(), self._scale()
        room = max(self.viewport().width(), self.horizontalScrollBar().maximum() + self.viewport().width())
        for number, size in enumerate(self._file.sizes):
            width, height = size.width() * scale, size.height() * scale
            left = (room - width) / 2 - self.horizontalScrollBar().value()
            sheet = QRectF(left, tops[number] - top, width, height)
            if not sheet.intersects(QRectF(self.viewport().rect())):
                continue
            painter.fillRect(sheet, Qt.GlobalColor.white)
            picture = self._picture(number)
            if picture is not None:
                painter.drawImage(sheet, picture)
            for place, hit in enumerate(self._hits):
                if hit.page == number:
                    for box in hit.rects(scale):
                        colour = CURRENT if place == self._current else HIGHLIGHT
                        painter.fillRect(box.translated(QPointF(left, sheet.top())), colour)
        painter.end()

    def _picture(self, number: int) -> QImage | None:
        scale = self._scale() * self.devicePixelRatioF()
        key = (number, round(scale * 1000))
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._asked:
            self._asked.add(key)
            self._jobs.aside(
                partial(self._file.picture, number, scale), then=partial(self._on_drawn, key), owner=self
            )
        other = [old for old in self._pictures if old[0] == number]
        return self._pictures[other[-1]] if other else None

    def _on_drawn(self, key: tuple[int, int], picture: Any) -> None:
        self._asked.discard(key)
        self._pictures[key] = picture
        while len(self._pictures) > MOST_PICTURES:
            self._pictures.popitem(last=False)
        self.viewport().update()
