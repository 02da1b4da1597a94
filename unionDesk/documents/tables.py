"""Tables of any length: header repeated on each page, rows whole where they may be, time linear in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from . import fonts
from .blocks import LEADING, Block, Spot, broken, points
from .profile import Profile
from .wording import glued

_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in millimetres as wanted; a table shares its whole width in these proportions."""

    title: str
    width: float
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of cleaned text. A group row has one cell over the whole width and stays with the next row."""

    cells: tuple[str, ...]
    kind: Literal["plain", "total", "group"] = "plain"


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row broken into lines for its columns."""

    cells: tuple[list[str], ...]
    kind: str
    bold: bool

    @property
    def depth(self) -> int:
        return max((len(cell) for cell in self.cells), default=1) or 1


@dataclass(frozen=True, slots=True)
class _Look:
    """Sizes in points, shared by all the parts of one table."""

    columns: tuple[Column, ...]
    head_size: float
    cell_size: float
    padding: float
    kept_whole_below: float

    def widths(self, width: float) -> list[float]:
        whole = sum(column.width for column in self.columns)
        return [column.width / whole * width for column in self.columns]


def needs_landscape(columns: Sequence[Column], profile: Profile) -> bool:
    """Whether the widths that the columns want do not fit an upright sheet."""
    sheet = profile.sheet
    return sum(column.width for column in columns) > sheet.width - sheet.left - sheet.right


def filled_columns(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[list[Column], list[Row]]:
    """Columns and rows without the columns that are empty in every row (the first two always stay)."""
    kept = [
        place
        for place in range(len(columns))
        if place < 2 or any(len(row.cells) > 1 and row.cells[place] for row in rows)
    ]
    if len(kept) == len(columns):
        return list(columns), list(rows)
    return [columns[place] for place in kept], [
        row if row.kind == "group" else Row(tuple(row.cells[place] for place in kept), row.kind)
        for row in rows
    ]


class TableBlock(Block):
    """A table, or the rest of one from a row on."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row],
        profile: Profile,
        *,
        register: bool = False,
        space_before: float = 6.0,
    ) -> None:
        """`register` takes the smaller type of long lists."""
        measures = profile.table
        size = measures.register_size if register else measures.cell_size
        self._look = _Look(
            tuple(columns),
            min(measures.head_size, size) if register else measures.head_size,
            size,
            points(measures.register_padding if register else measures.padding),
            points(measures.row_kept_whole_below),
        )
        self._rows = rows
        self._first = 0
        self._carried: _Broken | None = None  # rest of a row that was too high for its page
        self.space_before = space_before
        self._set_for = -1.0
        self._lines: list[_Broken] = []
        self._heights: list[float] = []
        self._depths: list[float] = []  # of the rows' upper edges below the header; keeps time linear
        self._head: _Broken | None = None
        self._head_height = 0.0
        self._last = len(rows)

    # -- measuring -------------------------------------------------------------------------------

    def _set(self, width: float) -> None:
        if self._set_for == width:
            return
        look = self._look
        widths = look.widths(width)
        titles = tuple(
            broken(glued(column.title), fonts.BOLD, look.head_size, own - 2 * look.padding)
            for column, own in zip(look.columns, widths, strict=True)
        )
        self._head = _Broken(titles, "head", bold=True)
        self._head_height = self._row_height(self._head, look.head_size)
        self._lines = [self._break(row, widths, width) for row in self._rows]
        self._heights = [self._row_height(row, look.cell_size) for row in self._lines]
        self._depths = [0.0, *accumulate(self._heights)]
        self._set_for = width

    def _break(self, row: Row, widths: list[float], width: float) -> _Broken:
        look = self._look
        bold = row.kind != "plain"
        face = fonts.BOLD if bold else fonts.REGULAR
        spans = [width] if row.kind == "group" else widths
        cells = tuple(
            broken(cell, face, look.cell_size, own - 2 * look.padding) if cell else []
            for cell, own in zip(row.cells, spans, strict=True)
        )
        return _Broken(cells, row.kind, bold)

    def _row_height(self, row: _Broken, size: float) -> float:
        return row.depth * size * LEADING + 2 * self._look.padding

    def _row(self, place: int) -> tuple[_Broken, float]:
        if place == self._first and self._carried is not None:
            return self._carried, self._row_height(self._carried, self._look.cell_size)
        return self._lines[place], self._heights[place]

    def height(self, width: float) -> float:
        self._set(width)
        total = self._head_height + self._depths[self._last] - self._depths[self._first]
        if self._carried is not None:
            total += self._row(self._first)[1] - self._heights[self._first]
        return total

    def least(self, width: float) -> float:
        self._set(width)
        total = self._head_height
        for place in range(self._first, self._last):
            row, height = self._row(place)
            if height >= self._look.kept_whole_below:  # may be split: two of its lines will do
                height = 2 * (self._look.cell_size * LEADING + self._look.padding)
            total += height
            if row.kind != "group":
                break
        return total

    # -- splitting -------------------------------------------------------------------------------

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        self._set(width)
        used = self._head_height
        place = self._first
        while place < self._last:
            height = self._row(place)[1]
            if used + height > room:
                break
            used += height
            place += 1
        if place == self._last:
            return None
        row, height = self._row(place)
        pieces = None
        if height >= self._look.kept_whole_below:
            pieces = self._split_row(row, room - used)
        while pieces is None and place > self._first and self._row(place - 1)[0].kind == "group":
            place -= 1
        if pieces is None and place == self._first:
            return None
        upper, lower = self._part(self._first, place), self._part(place, self._last)
        upper._carried = self._carried
        if pieces is not None:
            upper = self._with_piece(upper, pieces[0])
            lower._carried = pieces[1]
        return upper, lower

    def _split_row(self, row: _Broken, room: float) -> tuple[_Broken, _Broken] | None:
        count = int((room - 2 * self._look.padding) / (self._look.cell_size * LEADING))
        if count < 2 or row.depth - count < 1:
            return None
        upper = _Broken(tuple(cell[:count] for cell in row.cells), row.kind, row.bold)
        lower = _Broken(tuple(cell[count:] for cell in row.cells), row.kind, row.bold)
        return upper, lower

    def _part(self, first: int, last: int) -> TableBlock:
        part = TableBlock.__new__(TableBlock)
        part._look = self._look
        part._rows = self._rows
        part._first, part._last = first, last
        part._carried = None
        part.space_before = self.space_before
        part._set_for = self._set_for
        part._lines, part._heights, part._depths = self._lines, self._heights, self._depths
        part._head, part._head_height = self._head, self._head_height
        return part

    def _with_piece(self, part: TableBlock, piece: _Broken) -> TableBlock:
        """The upper part with the beginning of a split row as its last row, in lists of its own."""
        kept = [part._row(place) for place in range(part._first, part._last)]
        kept.append((piece, self._row_height(piece, self._look.cell_size)))
        part._lines = [row for row, _ in kept]
        part._heights = [height for _, height in kept]
        part._depths = [0.0, *accumulate(part._heights)]
        part._first, part._last = 0, len(kept)
        part._carried = None
        return part

    # -- drawing ---------------------------------------------------------------------------------

    def draw(self, spot: Spot) -> None:
        canvas, left, width = spot.canvas, spot.left, spot.width
        self._set(width)
        assert self._head is not None
        look = self._look
        widths = look.widths(width)
        canvas.setLineWidth(_LINE)
        canvas.setStrokeGray(0)
        edges = [left]
        for own in widths:
            edges.append(edges[-1] + own)
        right = edges[-1]
        y = spot.top
        canvas.line(left, y, right, y)
        y = self._draw_row(canvas, self._head, self._head_height, edges, y)
        for place in range(self._first, self._last):
            row, height = self._row(place)
            y = self._draw_row(canvas, row, height, edges, y)

    def _draw_row(self, canvas: Canvas, row: _Broken, height: float, edges: list[float], top: float) -> float:
        look = self._look
        bottom = top - height
        head = row.kind == "head"
        size = look.head_size if head else look.cell_size
        canvas.setFont(fonts.BOLD if row.bold else fonts.REGULAR, size)
        if row.kind == "group":
            edges = [edges[0], edges[-1]]
        for place, cell in enumerate(row.cells):
            align = "center" if head else "left" if row.kind == "group" else look.columns[place].align
            y = top - (height - len(cell) * size * LEADING) / 2 - size * 0.93
            for text in cell:
                if align == "center":
                    canvas.drawCentredString((edges[place] + edges[place + 1]) / 2, y, text)
                elif align == "right":
                    canvas.drawRightString(edges[place + 1] - look.padding, y, text)
                else:
                    canvas.drawString(edges[place] + look.padding, y, text)
                y -= size * LEADING
        for edge in edges:
            canvas.line(edge, top, edge, bottom)
        canvas.line(edges[0], bottom, edges[-1], bottom)
        return bottom
