"""Reading a cell as a day: founding, decisions, agreements."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.names import clean, fold
from unionDesk.rules.typed_dates import written_date

from .reading import DASHES, NO_WORDS, NOTHING, YES_WORDS, Reading, read_text, shown
from .sheet import Cell

_YEAR = re.compile(r"(?:năm\s*|nam\s*)?(19\d\d|20\d\d)", re.ASCII | re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(?:tháng\s*|thang\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})", re.ASCII | re.IGNORECASE)
_WRITTEN_DATE = re.compile(
    r"(?:ký\s+|ky\s+)?(?:ngày\s*|ngay\s*)?(\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}\s*(?:[/.\-]|năm)\s*\d{2,4})\s*$",
    re.IGNORECASE,
)
_EPOCH = date(1899, 12, 30)
_EARLIEST = 1900
DATE_EXPECTED = "ngày có thật, dạng ngày/tháng/năm (ví dụ 05/11/2019)"


def read_date(cell: Cell, as_of: date) -> Reading:
    """A day: a real date, its serial number, d/m/yyyy, d/m/yy, m/yyyy or a year alone (with a warning)."""
    if isinstance(cell, str):
        text = clean(cell)
        if not text or text in DASHES or text == "0" or (not text[0].isdigit() and fold(text) in NO_WORDS):
            return NOTHING
        return _written(text, as_of)
    if isinstance(cell, date):
        return _plausible(cell.date() if isinstance(cell, datetime) else cell)
    if isinstance(cell, bool | time | timedelta):
        return _no_date(shown(cell))
    return _date_from_number(float(cell))


def _written(text: str, as_of: date) -> Reading:
    bare = re.sub(r"^(?:ký\s+)?ngày\s*[:\s]\s*(?=\d)", "", text, flags=re.IGNORECASE)
    if (day := written_date(bare, as_of)) is not None:
        return _plausible(day)
    if found := _YEAR.fullmatch(bare):
        return _only_year(int(found[1]))
    if (found := _MONTH_YEAR.fullmatch(bare)) and 1 <= int(found[1]) <= 12:
        day = date(int(found[2]), int(found[1]), 1)
        return Reading(day, warning=f"Chỉ có tháng và năm, ghi là {day:%d/%m/%Y}.", expected=DATE_EXPECTED)
    return _no_date(text)


def _date_from_number(number: float) -> Reading:
    if number.is_integer() and 1900 <= number <= 2100:
        return _only_year(int(number))
    if 3000 <= number < 73051:  # serial days of 1908 to 2099
        return _plausible(_EPOCH + timedelta(days=int(number)))
    digits = f"{int(number):08}"
    if number.is_integer() and len(digits) == 8 and (day := _digits_date(digits)):
        return Reading(
            error=f"“{int(number)}” không phải là ngày.", expected=DATE_EXPECTED, offer=f"{day:%d/%m/%Y}"
        )
    return _no_date(shown(number))


def _digits_date(digits: str) -> date | None:
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _only_year(year: int) -> Reading:
    return Reading(date(year, 1, 1), warning=f"Chỉ có năm, ghi là 01/01/{year}.", expected=DATE_EXPECTED)


def _plausible(day: date) -> Reading:
    if day.year < _EARLIEST:
        return Reading(error=f"Năm {day.year} quá xa, xin kiểm tra lại.", expected=DATE_EXPECTED)
    return Reading(day)


def _no_date(text: str) -> Reading:
    found = re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", text)
    swapped = _digits_date(f"{int(found[2]):02}{int(found[1]):02}{found[3]}") if found else None
    if swapped is not None:
        return Reading(
            error=f"“{text}” không có tháng {int(found[2]) if found else 0}; có thể là {swapped:%d/%m/%Y}.",
            expected=DATE_EXPECTED,
            offer=f"{swapped:%d/%m/%Y}",
        )
    what = "là ngày không có thật" if found else "không phải là ngày"
    return Reading(error=f"“{text}” {what}.", expected=DATE_EXPECTED)


def read_agreement(cell: Cell, as_of: date) -> Reading:
    """Whether there is an agreement: "x", "có", "không", or the day on which it was signed."""
    text, folded = shown(cell), fold(shown(cell))
    if not text:
        return NOTHING
    if text in DASHES or folded in NO_WORDS or cell is False:
        return Reading(False)
    if folded in YES_WORDS:
        return Reading(True)
    return _agreement_with_day(cell, as_of)


def _agreement_with_day(cell: Cell, as_of: date) -> Reading:
    folded = fold(shown(cell))
    day = read_date(cell, as_of)
    if day.value is not None:
        return Reading(True, warning=day.warning, extra=((F.AGREEMENT_SIGNED_ON, day.value),))
    if found := _WRITTEN_DATE.search(shown(cell)):
        inner = read_date(found[1], as_of)
        return Reading(
            True, error=inner.error, expected=inner.expected, extra=((F.AGREEMENT_SIGNED_ON, inner.value),)
        )
    if folded.startswith(("co ", "da ")):
        return Reading(True)
    return Reading(
        warning=f"Không rõ “{shown(cell)}” là có hay không có thỏa ước.", expected="có, không, hoặc ngày ký"
    )


def read_agreement_date(cell: Cell, as_of: date) -> Reading:
    """The day of an agreement; "có" and "không" in such a column still say whether there is one."""
    if isinstance(cell, str):
        folded = fold(cell)
        if folded in YES_WORDS or folded in NO_WORDS or cell.strip() in DASHES:
            return Reading(extra=((F.AGREEMENT, folded in YES_WORDS),))
    day = read_date(cell, as_of)
    return (
        day if day.value is None else Reading(day.value, day.error, day.warning, extra=((F.AGREEMENT, True),))
    )


def read_decision(cell: Cell, as_of: date) -> Reading:
    """The decision's number; a day written behind it ("12/QĐ-LĐLĐ ngày 3/4/2010") is the founding day."""
    if isinstance(cell, date):
        return Reading(extra=((F.FOUNDED_ON, read_date(cell, as_of).value),))
    text = read_text(cell, F.FOUNDING_DECISION)
    if not isinstance(text.value, str):
        return text
    found = _WRITTEN_DATE.search(text.value)
    if not found:
        return text
    day = read_date(found[1], as_of)
    number = text.value[: found.start()].strip(" ,;-–(").removeprefix("Số ").removeprefix("số ")
    return Reading(number or None, day.error, day.warning, day.expected, extra=((F.FOUNDED_ON, day.value),))
