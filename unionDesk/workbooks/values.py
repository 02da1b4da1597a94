"""Reading one cell as the value of a field, the way offices write numbers, dates, phones and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import lru_cache

from unionDesk.rules.branch_kinds import kind_from_words
from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.kinds import RatingRank
from unionDesk.rules.names import clean, fold
from unionDesk.rules.phones import read_phones

from .day_values import read_agreement, read_agreement_date, read_date, read_decision
from .reading import DASHES, NO_WORDS, NOTHING, Reading, read_text, shown
from .sheet import Cell

_NUMBER = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]0+)?", re.ASCII)
_UNIT = re.compile(
    r"\s*(người|nguoi|đv|dv|đoàn viên|doan vien|lđ|ld|lao động|lao dong|nữ|nu|nam)\.?$", re.IGNORECASE
)
_NAME_AND_PHONE = re.compile(
    r"([^\d(,;:–]*[^\W\d_])[\s,;:.(–-]*(?:(?:số\s+)?(?:đt|sđt|điện thoại|dt|sdt)\s*[.:]?\s*)?(\+?\d[\d .\-]{7,14}\d)\s*\)?",
    re.IGNORECASE,
)
_SPREADSHEET_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
MOST_PEOPLE = 10_000_000

NUMBER_EXPECTED = "số nguyên từ 0 trở lên (ví dụ 1.234)"


def is_spreadsheet_error(cell: Cell) -> bool:
    """Whether the cell holds the error of a formula (#REF!, #N/A …)."""
    return isinstance(cell, str) and "#" in cell and bool(_SPREADSHEET_ERROR.fullmatch(cell.strip()))


def read_number(cell: Cell) -> Reading:
    """A count of people: 1234, "1.234", "1 234", "45 người"; a dash is nought."""
    if isinstance(cell, bool | date | time | timedelta):
        return _no_number(cell)
    if isinstance(cell, int | float):
        return _whole(float(cell))
    text = clean(cell)
    if not text:
        return NOTHING
    if text in DASHES or fold(text) in {"khong", "khong co"}:
        return Reading(0)
    bare = _UNIT.sub("", text)
    if _NUMBER.fullmatch(bare):
        whole = re.sub(r"[.,]0{1,2}$", "", bare) if not re.search(r"[.,]\d{3}$", bare) else bare
        return _limited(int(re.sub(r"[., ]", "", whole)))
    return _no_number(cell)


def _whole(number: float) -> Reading:
    if number < 0:
        return Reading(error="Số người không thể âm.", expected=NUMBER_EXPECTED)
    if number.is_integer():
        return _limited(int(number))
    thousand = round(number * 1000)
    offer = str(thousand) if abs(number * 1000 - thousand) < 1e-6 and number < 1000 else ""
    hint = f" Có thể là {thousand:,}.".replace(",", ".") if offer else ""
    return Reading(error=f"“{number}” không phải là số nguyên.{hint}", expected=NUMBER_EXPECTED, offer=offer)


def _limited(number: int) -> Reading:
    if number > MOST_PEOPLE:
        return Reading(error=f"Số {number} quá lớn cho một CĐCS.", expected=NUMBER_EXPECTED)
    return Reading(number)


def _no_number(cell: Cell) -> Reading:
    return Reading(error=f"“{shown(cell)}” không phải là số.", expected=NUMBER_EXPECTED)


def read_phone_cell(cell: Cell) -> Reading:
    """One or several numbers, joined by ", "; a lost nought is put back, an odd prefix only warned about."""
    text = shown(cell)
    if not text or text in DASHES or (not text[0].isdigit() and fold(text) in NO_WORDS) or text == "0":
        return NOTHING
    readings = read_phones(text if isinstance(cell, str) else text.replace(".", ""))
    values = [one.value for one in readings if one.value]
    warnings = [one.warning for one in readings if one.warning and not one.offered]
    if not values:
        return Reading(
            warning=" ".join(warnings) or f"“{text}” không phải là số điện thoại.", expected="số điện thoại"
        )
    return Reading(
        ", ".join(values), warning=" ".join(warnings), expected="số điện thoại" if warnings else ""
    )


def read_chair(cell: Cell) -> Reading:
    """The chair's name as written; a phone number behind it ("Lê Văn Tám - 0912 345 678") is the phone."""
    text = read_text(cell, F.CHAIR)
    found = _NAME_AND_PHONE.fullmatch(str(text.value or ""))
    if found is None:
        return text
    phone = read_phone_cell(found[2])
    return Reading(found[1], warning=phone.warning, extra=((F.PHONE, phone.value),))


def read_email(cell: Cell) -> Reading:
    text = shown(cell).replace(" ", "")
    if not text or text in DASHES:
        return NOTHING
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}", text):
        return Reading(text)
    return Reading(
        warning=f"“{text}” không phải là địa chỉ thư điện tử.", expected="thư điện tử (ví dụ ten@vi-du.vn)"
    )


_RANKS: tuple[tuple[str, RatingRank], ...] = (
    (r"khong (hoan thanh|ht)|^khtnv$|^kht$|^khong dat$", RatingRank.FAILED),
    (
        r"(khong|chua) (danh gia|xep loai|xep hang|phan loai)|moi thanh lap|^kdg$|^kxl$|^cxl$",
        RatingRank.NOT_RATED,
    ),
    (r"xuat sac|^htxs(nv)?$|^xs$|^ht xs( nv)?$|^hoan thanh xs( nv)?$", RatingRank.EXCELLENT),
    (r"hoan thanh tot|^htt(nv)?$|^tot$|^ht tot( nv| nhiem vu)?$|^ht t$|^httnv$", RatingRank.GOOD),
    (r"^hoan thanh( nhiem vu| nv)?$|^ht(nv)?$|^ht (nv|nhiem vu)$", RatingRank.COMPLETED),
)


def read_rank(cell: Cell) -> Reading:
    """The yearly rank by its words or usual abbreviations (HTXSNV, HTTNV, HTNV, KHTNV)."""
    text = shown(cell)
    return NOTHING if not text or text in DASHES else _rank(text)


@lru_cache(maxsize=512)
def _rank(text: str) -> Reading:
    folded = re.sub(r"^(xep )?loai ", "", fold(text))
    for pattern, rank in _RANKS:
        if re.search(pattern, folded):
            return Reading(rank)
    labels = "; ".join(rank.label for rank in RatingRank)
    return Reading(warning=f"Không có mức xếp loại “{text}”, ô này không được nhập.", expected=labels)


def read_kind(cell: Cell) -> Reading:
    """The kind of branch; everyday words are taken as a proposal (`offer` says so)."""
    text = shown(cell)
    if not text or text in DASHES:
        return NOTHING
    found = kind_from_words(text)
    if found is None:
        return Reading(warning=f"Không rõ loại hình “{text}”.", expected="tên hoặc mã loại hình")
    kind, certain = found
    return Reading(kind, offer="" if certain else kind.value)


COUNTS = frozenset(
    {
        F.WORKERS, F.WOMEN_WORKERS, F.MEN_WORKERS, F.MEMBERS, F.WOMEN_MEMBERS, F.MEN_MEMBERS,
        F.COMMITTEE_COUNT, F.INSPECTION_COUNT,
    }
)  # fmt: skip
_DATED: dict[F, Callable[[Cell, date], Reading]] = {
    F.FOUNDED_ON: read_date,
    F.FOUNDING_DECISION: read_decision,
    F.AGREEMENT: read_agreement,
    F.AGREEMENT_SIGNED_ON: read_agreement_date,
    F.AGREEMENT_ENDS_ON: read_date,
}
_PLAIN: dict[F, Callable[[Cell], Reading]] = {
    F.CHAIR: read_chair,
    F.PHONE: read_phone_cell,
    F.EMAIL: read_email,
    F.RANK: read_rank,
    F.KIND: read_kind,
    **dict.fromkeys(COUNTS, read_number),
}


def read_cell(field: F, cell: Cell, as_of: date) -> Reading:
    """The cell read as this field; `as_of` settles the century of two-digit years."""
    if cell == "":
        return NOTHING
    if is_spreadsheet_error(cell):
        return Reading(
            error=f"Ô chứa lỗi công thức {shown(cell)}.", expected="giá trị, không phải lỗi công thức"
        )
    if field in _DATED:
        return _DATED[field](cell, as_of)
    if field in _PLAIN:
        return _PLAIN[field](cell)
    return read_text(cell, field)
