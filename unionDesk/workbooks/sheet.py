"""A workbook as plain values: sheets, rows, merged ranges, and the names of cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

# A blank cell is the empty string, as the reading library gives it.
Cell = str | int | float | bool | date | datetime | time | timedelta


_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all four bounds counted from 0 and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet. `rows[r][c]` with r and c counted from 0, as in the file, nothing shifted.

    `uncached` names the formulas whose result the file does not hold.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    uncached: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    hidden: bool = False

    def cell_name(self, row: int, column: int) -> str:
        """The cell as a reader finds it: `DS CĐCS!D17` for row 16, column 3."""
        return f"{self.name}!{column_letters(column)}{row + 1}"

    def corrected(self, corrections: Mapping[str, str]) -> Sheet:
        """The sheet with these cells (by name, `DS!D17`) saying something else; others' names are ignored."""
        places = {
            (int(found[2]) - 1, column_number(found[1])): text
            for name, text in corrections.items()
            if name.startswith(f"{self.name}!") and (found := _CELL.fullmatch(name[len(self.name) + 1 :]))
        }
        rows = list(self.rows)
        for (row, column), text in places.items():
            if row < len(rows):
                cells = list(rows[row])
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = text
                rows[row] = cells
        return replace(self, rows=rows, uncached=self.uncached - places.keys()) if places else self

    def value(self, row: int, column: int) -> Cell:
        """The cell's value; the empty string outside of what the file holds."""
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that was read. `sha256` recognises the same file; `notes` are sentences for the reader."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, regardless of capitals."""
        return next((one for one in self.sheets if one.name.casefold() == name.strip().casefold()), None)


def column_letters(column: int) -> str:
    """A, B … Z, AA … for 0, 1 … 25, 26 …"""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """0 for A, 26 for AA; the opposite of `column_letters`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
