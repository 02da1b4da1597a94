"""How dates, numbers and money are written in Vietnamese, and typed numbers read back."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*|\d+")


def date_text(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def weekday_text(day: date) -> str:
    """'Thứ Hai' … 'Chủ nhật'."""
    return _WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """d/m/yyyy, as dates stand inside sentences."""
    return f"{day.day}/{day.month}/{day.year}"


def day_month(day: date) -> str:
    """d/m, where the year is clear."""
    return f"{day.day}/{day.month}"


def time_text(moment: time | datetime) -> str:
    """HH:mm."""
    return f"{moment.hour:02}:{moment.minute:02}"


def moment_text(moment: datetime) -> str:
    """dd/mm/yyyy HH:mm, in the zone that the moment carries."""
    return f"{date_text(moment)} {time_text(moment)}"


def period_text(first: date, last: date) -> str:
    """'từ dd/mm/yyyy đến dd/mm/yyyy', one day alone as 'ngày dd/mm/yyyy'."""
    if first == last:
        return f"ngày {date_text(first)}"
    return f"từ {date_text(first)} đến {date_text(last)}"


def vietnamese_date_words(day: date) -> str:
    """'ngày 05 tháng 3 năm 2026' with hard blanks.

    A nought stands before days 1 to 9 and before months 1 and 2 only (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return NBSP.join(("ngày", f"{day.day:02}", "tháng", month, "năm", f"{day.year}"))


def vietnamese_time_words(moment: time | datetime) -> str:
    """'08 giờ 30 phút' with hard blanks, as minutes write it."""
    return NBSP.join((f"{moment.hour:02}", "giờ", f"{moment.minute:02}", "phút"))


def two_digits(number: int) -> str:
    """A count as official papers write it: 0 before 1 to 9."""
    return f"{number:02}"


def integer(number: int) -> str:
    """1.234.567."""
    return f"{number:,}".replace(",", ".")


def decimal(number: float | Decimal, places: int = 1) -> str:
    """1.234,5: comma before the decimals, halves rounded away from zero, noughts kept."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def money(dong: int) -> str:
    """'1.250.000 đ' with a hard blank."""
    return f"{integer(dong)}{NBSP}đ"


def percent(part: float | Decimal, whole: float | Decimal = 1, places: int = 1) -> str:
    """The share of part in whole, '12,5%'; a whole of nothing gives '-'."""
    if not whole:
        return "-"
    return f"{decimal(Decimal(str(part)) * 100 / Decimal(str(whole)), places)}%"


def read_integer(text: str) -> int | None:
    """The whole number that was typed ('1.234', '1 234', '1,234', '-5'); None when it is not clearly one.

    Groups must have three digits and one kind of separator, so '1.5' and '12,34' are not taken.
    """
    bare = " ".join(text.split())
    sign = -1 if bare[:1] in {"-", "\u2212"} else 1
    bare = bare.lstrip("-\u2212+").strip()
    if not bare.isascii() or not _GROUPED.fullmatch(bare):
        return None
    return sign * int(re.sub(r"[., ]", "", bare))


_MONEY_UNITS = {
    "": 1,
    "đ": 1,
    "d": 1,
    "đồng": 1,
    "vnđ": 1,
    "vnd": 1,
    "k": 1_000,
    "ng": 1_000,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "tr": 1_000_000,
    "triệu": 1_000_000,
    "tỷ": 1_000_000_000,
    "tỉ": 1_000_000_000,
}


def read_money(text: str) -> int | None:
    """The sum in đồng that was typed ('1.250.000 đ', '1,5 triệu', '500k'); None when unclear."""
    bare = " ".join(text.casefold().split())
    found = re.fullmatch(r"([-\u2212+]?[\d., ]*\d) ?([^\d., ]*)", bare)
    if not found or found[2] not in _MONEY_UNITS:
        return None
    unit = _MONEY_UNITS[found[2]]
    whole = read_integer(found[1])
    if whole is not None:
        return whole * unit
    if unit == 1 or not re.fullmatch(r"[-\u2212]?\d+[.,]\d{1,2}", found[1]):
        return None
    return int(Decimal(found[1].replace("\u2212", "-").replace(",", ".")) * unit)
