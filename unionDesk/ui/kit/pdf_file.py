"""A PDF for looking at: pages as pictures, words with their places. pdfium is loaded on first use."""

from __future__ import annotations

import threading
import unicodedata
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from unionDesk.rules.errors import UserError
from unionDesk.rules.names import has_marks, nfc

_ONE_AT_A_TIME = threading.Lock()
"""pdfium is not safe in threads: every call into it happens under this one lock."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Hit:
    """A place where the searched words stand: page from 0, boxes in points from the upper left corner."""

    page: int
    boxes: tuple[Box, ...]

    def rects(self, scale: float) -> list[QRectF]:
        """The boxes in pixels at this scale (pixels per point)."""
        return [QRectF(x * scale, y * scale, w * scale, h * scale) for x, y, w, h in self.boxes]


class PdfFile:
    """An opened PDF. Sizes are in points (1/72 inch)."""

    def __init__(self, data: bytes) -> None:
        """Raises UserError when the bytes are no PDF that can be shown."""
        import pypdfium2

        self.data = data
        with _ONE_AT_A_TIME:
            try:
                self._document: Any = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError:
                raise UserError("Không mở được tệp PDF này: tệp bị hỏng hoặc có mật khẩu.") from None
            sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        self.sizes = [QSizeF(width, height) for width, height in sizes]

    @property
    def count(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """A page drawn at `scale` pixels per point."""
        with _ONE_AT_A_TIME:
            page = self._document[number]
            drawn = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(
                drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
            ).copy()
            drawn.close()
            page.close()
        return image

    def find(self, words: str) -> list[Hit]:
        """Every place of the words in reading order, capitals regardless; without marks typed, marks too."""
        wanted = nfc(words).strip()
        if not wanted:
            return []
        with _ONE_AT_A_TIME:
            return [hit for number in range(self.count) for hit in self._find_on(number, wanted)]

    def _find_on(self, number: int, wanted: str) -> list[Hit]:
        page = self._document[number]
        text = page.get_textpage()
        plain = not has_marks(wanted)
        there = _letters(text.get_text_range(), plain=plain)
        sought = _letters(wanted, plain=plain)
        hits, start = [], there.find(sought)
        while start >= 0:
            rects = [text.get_rect(place) for place in range(text.count_rects(start, len(sought)))]
            high = self.sizes[number].height()
            boxes = tuple(
                (left, high - top, right - left, top - bottom) for left, bottom, right, top in rects
            )
            hits.append(Hit(number, boxes))
            start = there.find(sought, start + len(sought))
        text.close()
        page.close()
        return hits

    def close(self) -> None:
        with _ONE_AT_A_TIME:
            self._document.close()


def _letters(text: str, *, plain: bool) -> str:
    """The text in small letters, one for each character, so that places stay the same."""
    small = (char.lower()[:1] for char in text)
    if not plain:
        return "".join(small)
    return "".join("d" if char == "đ" else unicodedata.normalize("NFD", char)[:1] for char in small)
