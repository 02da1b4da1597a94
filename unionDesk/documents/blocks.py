"""What a page is set from: blocks that know their height, how they split, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from . import fonts
from .wording import marked

Align = Literal["left", "center", "justify"]
_ALIGNMENTS: dict[str, Literal[0, 1, 4]] = {"left": TA_LEFT, "center": TA_CENTER, "justify": TA_JUSTIFY}
LEADING = 1.15
FUZZ = 0.01  # points; sums of heights are floats


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block is drawn: its upper left corner and width in points, and the paper's page count."""

    canvas: Canvas
    left: float
    top: float
    width: float
    pages: int


class Block:
    """One thing on a page. Heights and widths in points.

    `space_before` counts only below another block; `keep_next` binds the block to the one after it.
    """

    space_before: float = 0.0
    keep_next: bool = False

    def height(self, width: float) -> float:
        """Height when set in this width."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """The least of the block that may stand below a heading."""
        return self.height(width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        """The part that fits into `room` and the rest; None when nothing may stay."""
        del width, room
        return None

    def draw(self, spot: Spot) -> None:
        """Draw there."""
        raise NotImplementedError


class Gap(Block):
    """Empty height between two blocks."""

    def __init__(self, height: float) -> None:
        self._height = height

    def height(self, width: float) -> float:
        del width
        return self._height

    def draw(self, spot: Spot) -> None:
        pass


@lru_cache(maxsize=256)
def style(
    face: str, size: float, align: Align, indent: float = 0, hanging: float = 0, leading: float = LEADING
) -> ParagraphStyle:
    """A paragraph style; `indent` of the first line and `hanging` of the others in points."""
    return ParagraphStyle(
        f"{face}-{size}-{align}-{indent}-{hanging}",
        fontName=face,
        bulletFontName=face,
        fontSize=size,
        leading=size * leading,
        alignment=_ALIGNMENTS[align],
        firstLineIndent=indent - hanging,
        leftIndent=hanging,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )


class Text(Block):
    """A paragraph. `text` is cleaned text without markup; `pages` in it stands for the page count."""

    def __init__(
        self,
        text: str | Callable[[int], str],
        paragraph_style: ParagraphStyle,
        *,
        space_before: float = 0.0,
        keep_next: bool = False,
        lead: str = "",
    ) -> None:
        """`lead` is printed in bold before the text. A callable text gets the paper's page count."""
        self._text = text
        self._lead = f"<b>{marked(lead)}</b> " if lead else ""
        self._style = paragraph_style
        self.space_before = space_before
        self.keep_next = keep_next
        self._paragraph: Flowable = self._made(2)
        self._at: tuple[float, float] = (-1.0, 0.0)

    def _made(self, pages: int) -> Paragraph:
        text = self._text if isinstance(self._text, str) else self._text(pages)
        return Paragraph(self._lead + marked(text), self._style)

    def height(self, width: float) -> float:
        if self._at[0] != width:
            self._at = (width, float(self._paragraph.wrap(width, 1e6)[1]))
        return self._at[1]

    def count_lines(self, width: float) -> int:
        """How many lines the paragraph takes in this width."""
        return round(self.height(width) / self._style.leading)

    def least(self, width: float) -> float:
        lines = self.count_lines(width)
        return self._style.leading * (lines if lines <= 3 else 2)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        if not isinstance(self._text, str) or self.keep_next:
            return None
        self._paragraph.wrap(width, 1e6)
        self._at = (-1.0, 0.0)
        parts = self._paragraph.split(width, room)
        if len(parts) != 2:
            return None
        return self._part(parts[0]), self._part(parts[1])

    def _part(self, paragraph: Flowable) -> Text:
        part = Text.__new__(Text)
        part._text = ""
        part._lead = ""
        part._style = self._style
        part.space_before = self.space_before
        part.keep_next = False
        part._paragraph = paragraph
        part._at = (-1.0, 0.0)
        return part

    def draw(self, spot: Spot) -> None:
        if not isinstance(self._text, str):
            self._paragraph = self._made(spot.pages)
            self._at = (-1.0, 0.0)
        height = self.height(spot.width)  # sets the lines, if that is still to be done
        self._paragraph.drawOn(spot.canvas, spot.left, spot.top - height)


class Columns(Block):
    """Cells side by side, each a stack of blocks from the top; kept on one page."""

    def __init__(
        self, widths: Sequence[float], cells: Sequence[Sequence[Block]], *, space_before: float = 0.0
    ) -> None:
        """Widths in points."""
        self._widths = tuple(widths)
        self._cells = tuple(tuple(cell) for cell in cells)
        self.space_before = space_before

    def height(self, width: float) -> float:
        del width
        return max(
            sum(block.space_before + block.height(own) for block in cell)
            for own, cell in zip(self._widths, self._cells, strict=True)
        )

    def draw(self, spot: Spot) -> None:
        left = spot.left
        for own, cell in zip(self._widths, self._cells, strict=True):
            y = spot.top
            for block in cell:
                y -= block.space_before
                block.draw(Spot(spot.canvas, left, y, own, spot.pages))
                y -= block.height(own)
            left += own


class Stack(Block):
    """Blocks below each other that stay on one page, as one."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = tuple(blocks)
        self.space_before = self._blocks[0].space_before

    def height(self, width: float) -> float:
        gaps = sum(block.space_before for block in self._blocks[1:])
        return gaps + sum(block.height(width) for block in self._blocks)

    def draw(self, spot: Spot) -> None:
        top = spot.top
        for place, block in enumerate(self._blocks):
            top -= block.space_before if place else 0
            block.draw(Spot(spot.canvas, spot.left, top, spot.width, spot.pages))
            top -= block.height(spot.width)


@lru_cache(maxsize=20_000)
def _width(word: str, face: str, size: float) -> float:
    return fonts.width(word, face, size)


def broken(text: str, face: str, size: float, width: float) -> list[str]:
    """The lines of plain text in this width; a word wider than the line is cut where it must be."""
    blank = _width(" ", face, size)
    found: list[str] = []
    for own_line in text.split("\n"):
        words: list[str] = []
        used = 0.0
        for word in own_line.split(" "):
            wide = _width(word, face, size)
            if words and used + blank + wide > width:
                found.append(" ".join(words))
                words, used = [], 0.0
            while wide > width and len(word) > 1:
                cut = _fitting(word, face, size, width)
                found.append(word[:cut])
                word = word[cut:]  # noqa: PLW2901  # the rest of the same word
                wide = _width(word, face, size)
            used += wide + (blank if words else 0.0)
            words.append(word)
        found.append(" ".join(words))
    return found


def _fitting(word: str, face: str, size: float, width: float) -> int:
    used = 0.0
    for place, letter in enumerate(word):
        used += _width(letter, face, size)
        if used > width:
            return max(place, 1)
    return len(word)


def draw_centred_rule(canvas: Canvas, middle: float, y: float, length: float, weight: float) -> None:
    """A thin line of this length around `middle`."""
    canvas.setLineWidth(weight)
    canvas.line(middle - length / 2, y, middle + length / 2, y)


def points(millimetres: float) -> float:
    """Millimetres as points."""
    return millimetres * mm
