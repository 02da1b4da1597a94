"""Reading a printed PDF back with pypdfium2: text, positions in millimetres, typefaces and sizes."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 72 / 25.4
_TIMES = {
    "TimesNewRomanPSMT": "LiberationSerif",
    "TimesNewRomanPS-BoldMT": "LiberationSerif-Bold",
    "TimesNewRomanPS-ItalicMT": "LiberationSerif-Italic",
    "TimesNewRomanPS-BoldItalicMT": "LiberationSerif-BoldItalic",
}


@dataclass(frozen=True)
class Found:
    """A piece of printed text; edges in millimetres from the sheet's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    face: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class Printed:
    """A PDF as a reader sees it."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pdfium.PdfDocument(pdf)
        self.pages = [self.document[place] for place in range(len(self.document))]
        self._texts = [page.get_textpage() for page in self.pages]
        self.raw_texts = [text.get_text_range() for text in self._texts]

    def close(self) -> None:
        for text in self._texts:
            text.close()
        for page in self.pages:
            page.close()
        self.document.close()

    @property
    def text(self) -> str:
        """All text, blanks and line ends collapsed to one space."""
        return re.sub(r"\s+", " ", " ".join(self.raw_texts)).strip()

    def lines(self, page: int) -> list[str]:
        return [line.strip() for line in self.raw_texts[page].splitlines() if line.strip()]

    def find(self, text: str, page: int = 0) -> Found:
        """The first place of the text on the page (0-based)."""
        return self.find_all(text, page)[0]

    def find_all(self, text: str, page: int = 0) -> list[Found]:
        own, found = self._texts[page], []
        whole = own.get_text_range()
        start = 0
        while (start := whole.find(text, start)) >= 0:
            found.append(self._found(text, page, range(start, start + len(text))))
            start += len(text)
        return found

    def _found(self, text: str, page: int, places: range) -> Found:
        own = self._texts[page]
        boxes = [
            own.get_charbox(place, loose=False) for place in places if text[place - places.start].strip()
        ]
        height = self.pages[page].get_height()
        return Found(
            text,
            min(box[0] for box in boxes) / MM,
            max(box[2] for box in boxes) / MM,
            (height - max(box[3] for box in boxes)) / MM,
            (height - min(box[1] for box in boxes)) / MM,
            raw.FPDFText_GetFontSize(own, places.start),
            _face(own, places.start),
        )

    def rules(self, page: int = 0) -> list[tuple[float, float, float]]:
        """Horizontal lines: left and right edge and depth below the sheet's top, in millimetres."""
        height = self.pages[page].get_height()
        found = []
        for item in self.pages[page].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = item.get_bounds()
            if top - bottom < 2 and right - left > 10:
                found.append((left / MM, right / MM, (height - (top + bottom) / 2) / MM))
        return found

    def faces(self) -> set[str]:
        """All typefaces that any letter of the paper is drawn in."""
        return {_face(own, place) for own in self._texts for place in range(own.count_chars())} - {""}


def _face(textpage: pdfium.PdfTextPage, place: int) -> str:
    buffer = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage, place, buffer, 200, ctypes.byref(flags))
    name = buffer.raw[: max(length - 1, 0)].decode()
    return _TIMES.get(name, name)  # Windows prints in Times New Roman, whose metrics are the same
