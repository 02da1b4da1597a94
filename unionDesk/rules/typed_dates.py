"""Dates and times as people type and lists write them."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from .errors import UserError
from .names import clean

_WRITTEN = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]00:00(?::00)?)?", re.ASCII)
_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})", re.ASCII)
_STEP = re.compile(r"([+\-\u2212])\s*(\d{0,4})", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?)?(?:\s*(?:phút|p))?", re.ASCII)
YEARS_AHEAD = 10


def full_year(year: int, today: date) -> int:
    """A two-digit year in the hundred years that end ten years from now (26 → 2026, 85 → 1985)."""
    if year >= 100:
        return year
    century = today.year - today.year % 100 + year
    return century - 100 if century > today.year + YEARS_AHEAD else century


def written_date(text: str, today: date) -> date | None:
    """A whole date as a list writes it (d/m/yyyy, d-m-yy, d.m.yyyy, ISO, 'ngày … tháng … năm …'), else None.

    The day always stands before the month. `today` only settles the century of two-digit years.
    """
    bare = clean(text).casefold()
    if found := _ISO.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups())
    elif found := _WRITTEN.fullmatch(bare) or _WORDS.fullmatch(bare):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    return _date_or_none(full_year(year, today), month, day)


def typed_date(text: str, today: date, current: date | None = None) -> date | None:
    """The day meant by what was typed into a date field; None for nothing.

    '5/11' this year, '5' this month, '0511', '051126', '05112026', 'h' today, '+3' and '-1' days from
    `current` (else today), and everything `written_date` reads. UserError when it is no day.
    """
    bare = clean(text).casefold()
    if not bare:
        return None
    if bare in {"h", "hn", "hôm nay", "nay"}:
        return today
    if step := _STEP.fullmatch(bare):
        return _moved(current or today, int(step[2] or 1) * (1 if step[1] == "+" else -1), text)
    found = written_date(bare, today)
    if found is None and (short := _DAY_MONTH.fullmatch(bare)):
        found = _date_or_none(today.year, int(short[2]), int(short[1]))
    if found is None and bare.isascii() and bare.isdigit():
        found = _from_digits(bare, today)
    if found is None:
        raise UserError(
            f"“{text.strip()}” không phải là ngày. Xin gõ như 5/11, 05/11/{today.year} hoặc h (hôm nay)."
        )
    return found


def _from_digits(digits: str, today: date) -> date | None:
    if len(digits) <= 2:
        return _date_or_none(today.year, today.month, int(digits))
    if len(digits) == 4:
        return _date_or_none(today.year, int(digits[2:]), int(digits[:2]))
    if len(digits) in {6, 8}:
        return _date_or_none(full_year(int(digits[4:]), today), int(digits[2:4]), int(digits[:2]))
    return None


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(start: date, days: int, text: str) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise UserError(f"“{text.strip()}” đi quá xa, không có ngày đó.") from None


def typed_time(text: str) -> time | None:
    """The time of day meant: '8', '8h', '8h30', '8:30', '830', '0830'; None for nothing, else UserError."""
    bare = clean(text).casefold()
    if not bare:
        return None
    if re.fullmatch(r"[0-9]{3,4}", bare):
        bare = f"{bare[:-2]}:{bare[-2:]}"
    found = _CLOCK.fullmatch(bare)
    if found and bare.isascii():
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UserError(f"“{text.strip()}” không phải là giờ. Xin gõ như 8:30, 8h30 hoặc 0830.")
