"""Cells of a streamed list as SpreadsheetML: chunks of rows in, text of `<row>` elements out."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from html import escape
from re import compile as pattern

from .cell_text import cell_text, looks_like_formula

# Numbers of the cell formats in `table_parts.STYLES`, in that order.
PLAIN, HEADER, AS_TEXT, PLAIN_QUOTED, AS_TEXT_QUOTED, INTEGER, DECIMAL, DATE, MOMENT = range(9)

_TEXTUAL = {"phone", "code"}
_EMPTY = '"/>'
_REMEMBERED = 2_048  # values a column keeps the finished cell of
_SAFE_INTEGER = 10**15  # a spreadsheet counts in doubles: a longer number would lose its last digits
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's day numbers are off by one (it knows a 29/02/1900)
_ESCAPE_ALIKE = pattern("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ in a text as "A"

_Cells = Callable[[Sequence[str], Sequence[object]], list[str]]


def column_letters(index: int) -> str:
    """The letters of the column with this index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class CellWriter:
    """Turns rows of values into SpreadsheetML; works a column at a time, which Python does fastest."""

    def __init__(self, sorts: Sequence[str]) -> None:
        self._columns: list[_Cells] = []
        for index, sort in enumerate(sorts):
            head = f'<c r="{column_letters(index)}'
            textual = sort in _TEXTUAL
            cells = _integers if sort == "integer" else _remembering({})
            self._columns.append(partial(cells, head, textual))

    def chunk(self, first: int, rows: Sequence[Sequence[object]]) -> str:
        """The rows from row number `first` on; each must hold one value a column."""
        width = len(self._columns)
        if any(len(row) != width for row in rows):
            raise ValueError(f"a row of the list does not have {width} values")
        numbers = [str(number) for number in range(first, first + len(rows))]
        columns = [
            cells(numbers, values)
            for cells, values in zip(self._columns, zip(*rows, strict=True), strict=True)
        ]
        lines = map("".join, zip(*columns, strict=True))
        return "".join(
            [f'<row r="{number}">{line}</row>' for number, line in zip(numbers, lines, strict=True)]
        )


def _integers(head: str, textual: bool, numbers: Sequence[str], values: Sequence[object]) -> list[str]:
    return [
        f'{head}{number}" s="5"><v>{value}</v></c>'
        if type(value) is int and -_SAFE_INTEGER < value < _SAFE_INTEGER
        else f"{head}{number}{_cell(value, textual)}"
        for number, value in zip(numbers, values, strict=True)
    ]


def _remembering(
    memory: dict[object, str],
) -> Callable[[str, bool, Sequence[str], Sequence[object]], list[str]]:
    """Cells of a column whose values come again: texts and days."""
    known = memory.get

    def make(value: object, textual: bool) -> str:
        cell = _cell(value, textual)
        if value is None or isinstance(value, str | date):  # 1, 1.0 and True would share one place
            if len(memory) >= _REMEMBERED:
                memory.clear()
            memory[value] = cell
        return cell

    def cells(head: str, textual: bool, numbers: Sequence[str], values: Sequence[object]) -> list[str]:
        return [
            f"{head}{number}{known(value) or make(value, textual)}"
            for number, value in zip(numbers, values, strict=True)
        ]

    return cells


def _cell(value: object, textual: bool) -> str:
    """What follows the cell's address: `" s="…"><v>…</v></c>`."""
    if value is None:
        return _EMPTY
    if isinstance(value, str):
        return _text(value, textual)
    if isinstance(value, bool):
        return _text("Có" if value else "Không", textual)
    if textual:
        return _text(str(value), textual)
    return _counted(value)


def _counted(value: object) -> str:
    """A number, a day or a moment."""
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int):
        return _number(value, INTEGER) if abs(value) < _SAFE_INTEGER else _text(str(value), textual=True)
    if isinstance(value, float | Decimal):
        return _number(value, DECIMAL) if math.isfinite(value) else _EMPTY
    raise TypeError(f"a cell cannot hold {type(value).__name__}")


def _number(value: float | Decimal, style: int) -> str:
    return f'" s="{style}"><v>{value}</v></c>'


def _day(value: date) -> str:
    if value < _FIRST_DAY:
        return _text(f"{value:%d/%m/}{value.year:04}", textual=True)
    return _number((value - _EPOCH).days, DATE)


def _moment(value: datetime) -> str:
    """Local time; a moment with a zone is told in the zone of this computer."""
    local = value.astimezone().replace(tzinfo=None) if value.tzinfo else value
    if local.date() < _FIRST_DAY:
        return _text(f"{local:%d/%m/}{local.year:04}{local: %H:%M}", textual=True)
    seconds = local.hour * 3600 + local.minute * 60 + local.second
    return _number((local.date() - _EPOCH).days + seconds / 86_400, MOMENT)


def _text(value: str, textual: bool) -> str:
    if not value.isprintable() or len(value) > 16_000 or not unicodedata.is_normalized("NFC", value):
        value = cell_text(value)
    if not value:
        return _EMPTY
    quoted = looks_like_formula(value)
    if textual:
        style = f' s="{AS_TEXT_QUOTED if quoted else AS_TEXT}"'
    else:
        style = f' s="{PLAIN_QUOTED}"' if quoted else ""
    kept = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
    return f'"{style} t="inlineStr"><is><t{kept}>{xml_text(value)}</t></is></c>'


def xml_text(value: str) -> str:
    """A cleaned text as XML content of a cell."""
    if "_x" in value:
        value = _ESCAPE_ALIKE.sub("_x005F_", value)
    return escape(value, quote=False) if "&" in value or "<" in value or ">" in value else value
