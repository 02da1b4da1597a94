"""Telling the rows of a list apart: branches, group titles, sums, repeated headers, signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.kinds import SkipReason
from unionDesk.rules.names import clean, fold, fold_place, has_marks

from .header import Layout
from .mapping import column_of
from .sheet import Cell, Sheet

_DETAILS = (
    F.CHAIR, F.PHONE, F.EMAIL, F.FOUNDED_ON, F.FOUNDING_DECISION, F.COMMUNE, F.ADDRESS, F.EMPLOYER, F.CODE,
    F.AGREEMENT, F.AGREEMENT_SIGNED_ON, F.AGREEMENT_ENDS_ON, F.RANK, F.INDUSTRY, F.KIND,
)  # fmt: skip
_FIGURES = (
    F.WORKERS, F.WOMEN_WORKERS, F.MEN_WORKERS, F.MEMBERS, F.WOMEN_MEMBERS, F.MEN_MEMBERS,
    F.COMMITTEE_COUNT, F.INSPECTION_COUNT,
)  # fmt: skip
# "Cộng" is a sum, "Công" begins most names: marks decide, and without any the word must stand alone.
_SUM_MARKED = re.compile(
    r"^(tổng cộng|tổng số|toàn (huyện|tỉnh|thị xã|thành phố|xã|phường)|cộng|tổng)\b(?! công ty)",
    re.IGNORECASE,
)
_SUM_PLAIN = re.compile(
    r"^(tong cong|tong so|toan (huyen|tinh|thi xa|thanh pho)( \d.*)?|tong|cong)( (cong|so|khoi|nhom|muc|phan|i+v?|toan|\d).*)?$"
)
_ROMAN = re.compile(r"^(?:[IVXL]{1,6}|[A-HK-Z])(?:\.\d+)*\s*[.)\-:/]?$")
_SMALL_LETTER = re.compile(r"^[a-h]\s*[.)]?$")
_NUMBERED = re.compile(r"^\(?\d{1,5}\s*[.)]?(\.0)?$")
_ROMAN_PREFIX = re.compile(r"^(?:[IVXL]{1,6}|[A-HK-Z])\s*[.)\-:/]\s*(?=\S)")
_GROUP = re.compile(
    r"^(khoi|nhom|cum|khu vuc|loai hinh|linh vuc|phan [ivx]+|cac (don vi|doanh nghiep|truong|co quan|nghiep doan|cdcs|cong doan)|"
    r"(doanh nghiep|dn)( nha nuoc| ngoai nha nuoc| fdi| tu nhan| trong nuoc| co von.*| von .*)?$|hanh chinh( va)?( su nghiep)?$|"
    r"su nghiep( cong lap| ngoai cong lap| giao duc| y te)?$|nghiep doan( co so)?$|truong hoc$|giao duc( va dao tao)?$|y te$|"
    r"hop tac xa$|cong doan co so$|(cac )?xa phuong( thi tran)?$|nganh (giao duc|y te|.{2,20})$)"
)
_BRANCH = re.compile(r"^(cdcs|cong doan co so|cong doan|nghiep doan|ndcs) \w+ ?\w*")
_UNIT = re.compile(
    r"^(truong|cong ty|cty|ctcp|ubnd|uy ban nhan dan|tram|phong|trung tam|doanh nghiep tu nhan|dntn|htx|hop tac xa|"
    r"benh vien|chi cuc|chi nhanh|ban|xi nghiep|nha may|tong cong ty) \w+ \w+"
)
_SIGNATURE = re.compile(
    r"^(tm|t m|kt|tl|tuq|q) (ban|chu tich|thuong truc)|^(tm|kt|tl) [a-z]|^(nguoi|can bo) (lap|tong hop|bao cao)|^lap (bieu|bang)|"
    r"^(pho )?chu tich( cong doan.*)?$|^thu truong|^noi nhan|^ky (va )?ghi ro|^ky ten|^da ky|^xac nhan cua|^nguoi phe duyet|"
    r"(^|.{0,40} )ngay (\d{0,2} )?thang (\d{0,2} )?nam( \d{0,4})?$|^nhu tren$|^luu( vt)?\b"
)
_REMARK = re.compile(r"^(ghi chu|luu y|chu thich|danh sach (nay )?(co|gom)|tong so .* (cdcs|cong doan) )")
_PLACE_KINDS = frozenset({"xa", "phuong", "thi tran", "dac khu"})


@dataclass(frozen=True, slots=True)
class RowSight:
    """What a row is: `reason` None for a branch; for a group its title and level (0 widest)."""

    reason: SkipReason | None
    text: str = ""
    level: int = 0
    is_place: bool = False


class RowSorter:
    """Looks at the rows of one list in order; remembers the end of the table."""

    def __init__(self, sheet: Sheet, layout: Layout, mapping: Mapping[int, F]) -> None:
        self._sheet = sheet
        self._layout = layout
        self._name = column_of(mapping, F.NAME)
        self._ordinal = column_of(mapping, F.ORDINAL)
        self._details = [c for c, field in mapping.items() if field in _DETAILS]
        self._figures = [c for c, field in mapping.items() if field in _FIGURES]
        self._heads = {
            head.column: {fold(level) for level in head.levels} | {fold(head.text)} for head in layout.heads
        }
        self._wide = {merge.top for merge in sheet.merges if merge.right - merge.left >= 2}
        self._uncached_rows = {row for row, _ in sheet.uncached}
        self._numbered = self._mostly_numbered()
        self._ended = False

    def _mostly_numbered(self) -> bool:
        """Whether the list numbers its branches 1, 2, 3 …, so that a row without a number is none."""
        if self._ordinal is None or self._name is None:
            return False
        rows = self._sheet.rows[self._layout.bottom + 1 :]
        named = [row for row in rows if _text(row, self._name)]
        numbered = [row for row in named if _NUMBERED.match(_text(row, self._ordinal))]
        return len(numbered) * 2 > len(named)

    def look(self, index: int) -> RowSight:
        """What row `index` (from 0) is."""
        row = self._sheet.rows[index]
        if self._is_plain_branch(row):
            return RowSight(None)
        filled = [column for column, cell in enumerate(row) if cell != "" and _text(row, column)]
        if not filled:
            nameless = self._name is None or (index, self._name) not in self._sheet.uncached
            return RowSight(SkipReason.BLANK if nameless else None)
        name, ordinal = _text(row, self._name), _text(row, self._ordinal)
        label = self._label(row, filled, name)
        counted = bool(name) and bool(_NUMBERED.match(ordinal))
        sight = self._repeated(row, filled) or (None if counted else self._sum(label))
        if sight is None and not counted:
            sight = self._tail(row, filled, name) or self._group(row, index, label, name, ordinal)
        if sight is None and not name:
            sight = self._nameless(row, index, filled, ordinal)
        return sight or RowSight(None)

    def _is_plain_branch(self, row: list[Cell]) -> bool:
        """The usual row, told at a glance: a real number in the first column and a long enough name."""
        if self._ordinal is None or self._name is None or len(row) <= max(self._ordinal, self._name):
            return False
        name = row[self._name]
        if not isinstance(row[self._ordinal], float) or not isinstance(name, str) or len(name) < 8:
            return False
        return fold(name) not in self._heads.get(self._name, ())

    def _repeated(self, row: list[Cell], filled: list[int]) -> RowSight | None:
        if self._is_numbers(row, filled):
            return RowSight(SkipReason.COLUMN_NUMBERS)
        return RowSight(SkipReason.REPEATED_HEADER) if self._is_header(row, filled) else None

    def _sum(self, label: str) -> RowSight | None:
        if not label or not is_sum(label):
            return None
        self._ended = self._ended or fold(label).startswith("tong cong")
        return RowSight(SkipReason.SUM, label)

    def _nameless(self, row: list[Cell], index: int, filled: list[int], ordinal: str) -> RowSight | None:
        """A row without a name: only numbered, a line outside of the table, or else a refused branch."""
        numbered = bool(_NUMBERED.match(ordinal))
        if numbered and filled == [self._ordinal] and index not in self._uncached_rows:
            return RowSight(SkipReason.BLANK, ordinal)
        if self._ended and not self._has_figures(row):
            return RowSight(SkipReason.SIGNATURE, _text(row, filled[0]))
        if not numbered and not self._has_any(row, self._figures + self._details):
            return RowSight(SkipReason.REMARK, _text(row, filled[0]))
        return None

    def _label(self, row: list[Cell], filled: list[int], name: str) -> str:
        """The text that names the row: left of or in the name column."""
        if name:
            return name
        texts = (_text(row, column) for column in filled if self._name is None or column < self._name)
        return next(
            (
                text
                for text in texts
                if len(text) > 1 and not _NUMBERED.match(text) and not _ROMAN.match(text)
            ),
            "",
        )

    def _is_numbers(self, row: list[Cell], filled: list[int]) -> bool:
        texts = [_text(row, column).strip("()").removesuffix(".0") for column in filled]
        rest = [text for text in texts if text.isascii() and text.isdigit()]
        letters = texts[: len(texts) - len(rest)]
        if len(texts) < 2 or not rest or any(len(text) != 1 or not text.isalpha() for text in letters):
            return False
        if len(texts) < min(3, len(self._heads)):
            return False
        numbers = [int(text) for text in rest]
        return numbers[0] in {1, len(letters) + 1} and all(b - a == 1 for a, b in pairwise(numbers))

    def _is_header(self, row: list[Cell], filled: list[int]) -> bool:
        texts = [(column, fold(_text(row, column))) for column in filled]
        same = sum(1 for column, text in texts if text and text in self._heads.get(column, ()))
        if len(self._heads) == 1:
            return same == 1
        return same >= 2 and same * 10 >= len(texts) * 6

    def _tail(self, row: list[Cell], filled: list[int], name: str) -> RowSight | None:
        """Lines below the table: dates, titles and names of those who sign, remarks."""
        texts = [_text(row, column) for column in filled]
        if any(_SIGNATURE.search(fold(text)) for text in texts) and not self._has_figures(row):
            self._ended = True
            return RowSight(SkipReason.SIGNATURE, texts[0])
        if not self._has_figures(row) and _REMARK.match(fold(texts[0])):
            return RowSight(SkipReason.REMARK, texts[0])
        if self._ended and len(filled) <= 2 and not self._has_figures(row) and not _BRANCH.match(fold(name)):
            return RowSight(SkipReason.SIGNATURE, texts[0])
        return None

    def _group(self, row: list[Cell], index: int, label: str, name: str, ordinal: str) -> RowSight | None:
        title = _ROMAN_PREFIX.sub("", label)
        folded = fold(title)
        if not folded:
            return None
        level = self._level(ordinal, label)
        generic = bool(_GROUP.match(folded))
        if not generic and _BRANCH.match(folded):
            return None
        kind = fold_place(title).kind
        if self._has_any(row, self._details):
            return RowSight(SkipReason.GROUP, title, level) if generic and _ROMAN.match(ordinal) else None
        place = kind in _PLACE_KINDS and len(folded.split()) <= 6
        wide = index in self._wide
        roman = bool(_ROMAN.match(ordinal) or _SMALL_LETTER.match(ordinal)) or label != title
        unnumbered = self._numbered and not ordinal and not _is_unit(title)
        if generic or roman or wide or unnumbered or (place and not ordinal) or not name:
            return RowSight(SkipReason.GROUP, title, level, place)
        return None

    @staticmethod
    def _level(ordinal: str, label: str) -> int:
        mark = ordinal or (found[0] if (found := _ROMAN_PREFIX.match(label)) else "")
        if re.match(r"^[A-HK-U]\b", mark) and not re.match(r"^[CDL]\b(?=[IVX])", mark):
            return 0
        return 1 if _ROMAN.match(mark.strip()) else 2

    def _has_figures(self, row: list[Cell]) -> bool:
        return self._has_any(row, self._figures)

    @staticmethod
    def _has_any(row: list[Cell], columns: list[int]) -> bool:
        return any(_text(row, column) for column in columns)


def _is_unit(title: str) -> bool:
    """Whether a text without a number of its own still reads as the name of one unit."""
    return title != title.upper() and bool(_UNIT.match(fold(title)))


def is_sum(text: str) -> bool:
    """Whether a label is that of a sum ("Tổng cộng", "Cộng khối I"), not a name ("Tổng công ty …")."""
    line = clean(text).rstrip(":. ")
    if _SUM_MARKED.match(line):
        return True
    return not has_marks(line) and bool(_SUM_PLAIN.match(fold(line)))


@lru_cache(maxsize=4096)
def _clean(text: str) -> str:
    return clean(text)


def _text(row: list[Cell], column: int | None) -> str:
    if column is None or column >= len(row):
        return ""
    cell = row[column]
    if isinstance(cell, str):
        return _clean(cell) if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
