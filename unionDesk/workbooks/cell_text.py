"""Texts as a spreadsheet cell may hold them: forbidden characters gone, never taken for a formula."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 32_767  # characters that a cell of Excel holds, counted in UTF-16 units
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile("\r\n?")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell_text(text: str) -> str:
    """The text in NFC without control codes and lone surrogates, cut to what a cell holds.

    Line ends become "\\n". A cut text ends in "…".
    """
    kept = unicodedata.normalize("NFC", _FORBIDDEN.sub("", _LINE_END.sub("\n", text)))
    if len(kept) <= LONGEST // 2:
        return kept
    units = kept.encode("utf-16-le")
    if len(units) <= LONGEST * 2:
        return kept
    return units[: (LONGEST - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take a typed text of this kind for a formula (CSV injection).

    Such a text is written as a string cell that stays one when somebody edits it.
    """
    return text.lstrip(" \u00a0").startswith(_FORMULA_START) or text.startswith(("\t", "\r", "\n"))


def lines_needed(text: str, width: float) -> int:
    """How many lines a wrapped text takes in a column this many characters wide.

    Not every program fits the height of rows when it opens a file, so the height is written. Errs on the
    side of a line too many: Times New Roman sets a little more than one letter to a character's width.
    """
    room = max(int(width), 1)
    return sum(_paragraph_lines(paragraph, room) for paragraph in text.split("\n"))


def _paragraph_lines(paragraph: str, room: int) -> int:
    lines, used = 1, 0
    for word in paragraph.split():
        needed = len(word) + (1 if used else 0)
        if used and used + needed > room:
            lines, used, needed = lines + 1, 0, len(word)
        lines += (needed - 1) // room if needed > room else 0
        used = (needed - 1) % room + 1 if needed > room else used + needed
    return lines
