"""A workbook as plain values: sheets, rows, merged ranges, and the names of cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

# A blank cell is the empty string, as the reading library gives it.
Cell = str | int | float | bool | date | datetime | time | timedelta


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
