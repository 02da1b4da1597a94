"""Days off inside a sentence: '16/2–20/2 (Tết), 27/4 (nghỉ bù), 30/4'."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from .formats import day_month

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday_name(day: date) -> str:
    """'thứ Hai' … 'Chủ nhật'."""
    return _WEEKDAYS[day.weekday()]


def weekend_words(weekdays: Collection[int]) -> str:
    """'thứ Bảy, Chủ nhật' for weekday numbers (Monday 0)."""
    return ", ".join(_WEEKDAYS[number] for number in sorted(weekdays))


def days_as_words(named: Mapping[date, str], bridges: Collection[date] = ()) -> str:
    """Days with their remark, in order; three or more in a row become one span.

    `bridges` are days off without a name (weekends) that do not interrupt a row.
    """
    spans: list[list[date]] = []
    for day in sorted(named):
        if spans and _joined(spans[-1][-1], day, bridges):
            spans[-1].append(day)
        else:
            spans.append([day])
    return ", ".join(words for span in spans for words in _span_words(span, named))


def _joined(before: date, day: date, bridges: Collection[date]) -> bool:
    gap = (day - before).days
    return all(before + timedelta(days=i) in bridges for i in range(1, gap))


def _span_words(span: list[date], named: Mapping[date, str]) -> list[str]:
    if len(span) < 3:
        return [day_month(day) + _remark(named[day]) for day in span]
    tet = " (Tết)" if all("Tết" in named[day] for day in span) else ""
    return [f"{day_month(span[0])}–{day_month(span[-1])}{tet}"]


def _remark(name: str) -> str:
    """What a holiday's name says in brackets (nghỉ bù, hoán đổi) is all that a sentence repeats."""
    found = re.search(r"\(([^()]*)\)\s*$", name)
    return f" ({found[1]})" if found else ""
