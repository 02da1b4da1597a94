"""What the lines above (and below) a list say: the office, the one above it, and the day of the figures."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

from unionDesk.rules.names import clean, fold
from unionDesk.rules.typed_dates import full_year

from .header import Layout
from .sheet import Cell, Sheet

_OFFICE = re.compile(
    r"^(ldld|lien doan lao dong|cong doan (xa|phuong|dac khu|nganh|cac|vien chuc|khu|tong|giao duc))\b"
)
_LEAD = (
    r"(?:đến|tới|tính đến|tính tới|den|tinh den|thời điểm|thoi diem)\s+(?:hết\s+|het\s+)?(?:ngày\s+|ngay\s+)?"
)
_DAY = r"(\d{1,2})\s*(?:[/.\-]|tháng|thang)\s*(\d{1,2})\s*(?:[/.\-]|năm|nam)\s*(\d{4}|\d{2})\b"
_DAY_WORDS = re.compile(r"(?:ngày|ngay)\s+" + _DAY, re.IGNORECASE)
_UNTIL = re.compile(_LEAD + _DAY, re.IGNORECASE)
_ANY_DAY = re.compile(r"(?<![\d/])" + _DAY, re.IGNORECASE)
_HALF = re.compile(r"\b6 thang dau nam (\d{4})")
_QUARTER = re.compile(r"\bquy (iv|iii|ii|i|[1-4])\s+(?:nam )?(\d{4})")
_MONTH = re.compile(r"\bthang (\d{1,2})\s+(?:nam )?(\d{4})")
_YEAR = re.compile(r"\bnam (20\d\d)\b(?!\s+20)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Titles:
    """The title lines and what was understood. `office` is the lowest office named, `parent` the one above."""

    lines: tuple[str, ...] = ()
    office: str = ""
    parent: str = ""
    as_of: date | None = None
    as_of_line: str = ""


def read_titles(sheet: Sheet, layout: Layout, today: date) -> Titles:
    """Read the lines above the header; the day may also stand in it, or above the signatures."""
    lines = _lines(sheet.rows[: layout.top])
    offices = [line for line in lines if _OFFICE.match(fold(line))]
    day, source = _day_in(lines, today)
    if day is None:
        day, source = _exact_day(tuple(level for head in layout.heads for level in head.levels), today)
    if day is None:
        day, source = _exact_day(_lines(sheet.rows[layout.bottom + 1 :][-15:]), today)
    return Titles(
        lines=lines,
        office=offices[-1] if offices else "",
        parent=offices[0] if len(offices) > 1 else "",
        as_of=day,
        as_of_line=source,
    )


def _lines(rows: list[list[Cell]]) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and cell.strip():
                found.extend(text for line in cell.splitlines() if (text := clean(line)))
            elif isinstance(cell, date | datetime):
                found.append(f"{cell.day:02}/{cell.month:02}/{cell.year}")
    return tuple(found)


def _day_in(lines: tuple[str, ...], today: date) -> tuple[date | None, str]:
    day, source = _exact_day(lines, today)
    if day is not None:
        return day, source
    for line in lines:
        if (found := _ANY_DAY.search(line)) and (day := _made(*found.groups(), today=today)):
            return day, line
    for reader in (_half, _quarter, _month, _year):
        for line in lines:
            if day := reader(fold(line)):
                return day, line
    return None, ""


def _exact_day(lines: tuple[str, ...], today: date) -> tuple[date | None, str]:
    for pattern in (_UNTIL, _DAY_WORDS):
        for line in lines:
            if (found := pattern.search(line)) and (day := _made(*found.groups(), today=today)):
                return day, line
    return None, ""


def _made(day: str, month: str, year: str, *, today: date) -> date | None:
    try:
        return date(full_year(int(year), today), int(month), int(day))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _half(text: str) -> date | None:
    found = _HALF.search(text)
    return _month_end(int(found[1]), 6) if found else None


def _quarter(text: str) -> date | None:
    found = _QUARTER.search(text)
    return _month_end(int(found[2]), _QUARTERS[found[1]] * 3) if found else None


def _month(text: str) -> date | None:
    found = _MONTH.search(text)
    return _month_end(int(found[2]), int(found[1])) if found else None


def _year(text: str) -> date | None:
    found = _YEAR.search(text)
    return date(int(found[1]), 12, 31) if found else None
