"""What the month shows: its days, the visits on them, holidays; gathered by one job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from unionDesk.rules.formats import day_month, time_text
from unionDesk.rules.kinds import DueColour, VisitStatus
from unionDesk.rules.names import clean
from unionDesk.services import visit_listing
from unionDesk.services.visit_listing import CalendarLine
from unionDesk.services.visits import MOVABLE
from unionDesk.services.work_calendar import office_calendar

WEEKS, WEEK = 6, 7
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
STATUS_COLOURS = {
    VisitStatus.PLANNED: DueColour.BLUE,
    VisitStatus.CONFIRMED: DueColour.BLUE,
    VisitStatus.POSTPONED: DueColour.BLUE,
    VisitStatus.DONE: DueColour.GREEN,
    VisitStatus.MINUTED: DueColour.GREEN,
    VisitStatus.REPORTED: DueColour.GREEN,
    VisitStatus.CANCELLED: DueColour.GREY,
    VisitStatus.REFUSED: DueColour.GREY,
}
_SIGNS = {
    VisitStatus.PLANNED: "visit",
    VisitStatus.CONFIRMED: "calendar",
    VisitStatus.POSTPONED: "next",
    VisitStatus.DONE: "ok",
    VisitStatus.MINUTED: "minutes",
    VisitStatus.REPORTED: "reports",
    VisitStatus.CANCELLED: "close",
    VisitStatus.REFUSED: "close",
}
SHORT = {
    VisitStatus.PLANNED: "dự kiến",
    VisitStatus.CONFIRMED: "đã xác nhận",
    VisitStatus.POSTPONED: "hoãn đến ngày này",
    VisitStatus.DONE: "đã đi",
    VisitStatus.MINUTED: "có biên bản",
    VisitStatus.REPORTED: "đã báo cáo",
    VisitStatus.CANCELLED: "đã hủy",
    VisitStatus.REFUSED: "bị từ chối",
}
_BEGINNINGS = ("công đoàn cơ sở ", "nghiệp đoàn cơ sở ", "cđcs ", "công đoàn ")
OVERDUE = "quá hạn, chưa ghi kết quả"


@dataclass(frozen=True)
class DayMark:
    """What there is to say of a day: a holiday's or swapped day's name, and whether the office works."""

    name: str
    working: bool


@dataclass(frozen=True)
class MonthData:
    """Visits by day from `first` on, six weeks of days, with the marks of the days that have one."""

    first: date
    today: date
    visits: dict[date, tuple[CalendarLine, ...]] = field(default_factory=dict)
    marks: dict[date, DayMark] = field(default_factory=dict)

    def day(self, row: int, column: int) -> date:
        return self.first + timedelta(days=row * WEEK + column)


def first_shown(month: date) -> date:
    """The Monday with which the page of a month begins."""
    first = month.replace(day=1)
    return first - timedelta(days=first.weekday())


def gather(work: Any, month: date, officer_ids: Sequence[int]) -> MonthData:
    """The page of a month, of these officers or of all."""
    first = first_shown(month)
    days = [first + timedelta(days=number) for number in range(WEEKS * WEEK)]
    visits: dict[date, list[CalendarLine]] = {}
    for line in visit_listing.month(work, days[0], days[-1], officer_ids):
        visits.setdefault(line.begins.date(), []).append(line)
    calendar = office_calendar(work)
    marks = {day: DayMark(name, calendar.is_working(day)) for day in days if (name := calendar.name_of(day))}
    return MonthData(first, work.today, {day: tuple(lines) for day, lines in visits.items()}, marks)


def colour_of(line: CalendarLine) -> DueColour:
    """The one colour of a visit's status."""
    return DueColour.RED if line.overdue else STATUS_COLOURS[line.status]


def status_words(line: CalendarLine) -> str:
    return OVERDUE if line.overdue else SHORT[line.status]


def initials(names: Sequence[str]) -> str:
    """The people of a visit by the first letters of their names: "Nguyễn Văn An" is NVA."""
    return ", ".join("".join(word[0] for word in clean(name).split()).upper() for name in names if name)


def short_place(name: str) -> str:
    """A branch's name without the words with which nearly all begin."""
    for begin in _BEGINNINGS:
        if name.casefold().startswith(begin) and len(name) > len(begin):
            return name[len(begin)].upper() + name[len(begin) + 1 :]
    return name


def chip_texts(line: CalendarLine) -> tuple[str, str, str]:
    """A visit in a cell: time, officers, place."""
    return time_text(line.begins), initials(line.people), short_place(line.where)


def sign_of(line: CalendarLine) -> str:
    """The drawing that tells the status beside its colour."""
    return "warn" if line.overdue else _SIGNS[line.status]


def line_text(line: CalendarLine) -> str:
    """A visit in one sentence, for the list of a day, tooltips and screen readers."""
    parts = [f"{time_text(line.begins)} – {line.where}", line.kind.label, status_words(line)]
    parts += [", ".join(line.people)] if line.people else []
    parts += [line.topic] if line.topic else []
    return "; ".join(parts)


def day_text(data: MonthData, day: date) -> str:
    """A day in words: weekday, holiday, today, its visits."""
    words = f"{WEEKDAYS[day.weekday()]} {day_month(day)}"
    if day == data.today:
        words += ", hôm nay"
    if mark := data.marks.get(day):
        words += f", {mark.name}"
    lines = data.visits.get(day, ())
    return f"{words}: " + (". ".join(map(line_text, lines)) if lines else "chưa có chuyến đi")


def movable(line: CalendarLine) -> bool:
    """Whether the visit may still get another day."""
    return line.status in MOVABLE
