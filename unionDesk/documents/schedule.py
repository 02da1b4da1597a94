"""Lịch công tác tuần: the week's schedule as a sheet for the notice board."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import IO

from . import fonts
from .blocks import Block
from .data import ScheduleData, ScheduleEntry
from .page import deliver
from .paper import Paper
from .profile import Profile, load_profile
from .reports import Report, cell, made_at, period
from .tables import Column, Row, TableBlock, filled_columns, needs_landscape
from .wording import NBSP, line, short_day

TITLE = "Lịch công tác tuần"
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")

COLUMNS = (
    Column("Thời gian", 22, "center"),
    Column("Nội dung", 58),
    Column("Địa điểm", 45),
    Column("Thành phần", 40),
    Column("Ghi chú", 30),
)


def write(data: ScheduleData, out: Path | IO[bytes], profile: Profile | None = None) -> int:
    """Write the PDF and return its page count. UserError when the file or a font, form is at fault."""
    paper = make(data, profile)
    deliver(paper.pdf, out)
    return paper.pages


def make(data: ScheduleData, profile: Profile | None = None) -> Paper:
    """The PDF's bytes and page count."""
    profile = profile or load_profile()
    fonts.register()
    columns, rows = filled_columns(COLUMNS, _rows(data))
    report = Report(data.frame, profile, landscape=needs_landscape(columns, profile))
    blocks: list[Block] = report.head(TITLE, period(data.frame), None)
    blocks.append(TableBlock(columns, rows, profile, register=True))
    blocks.append(
        report.parts.paragraph(
            f"Lịch được lập lúc {made_at(data.frame)} theo các chuyến đi cơ sở và công việc đã ghi nhận đến thời "
            "điểm lập; những thay đổi sau thời điểm này được thông báo riêng."
        )
    )
    return report.finish(blocks, TITLE)


def _rows(data: ScheduleData) -> list[Row]:
    off = dict(data.days_off)
    rows: list[Row] = []
    day = data.frame.period_from
    while day <= data.frame.period_to:
        entries = sorted((own for own in data.entries if own.day == day), key=lambda own: own.time)
        if entries or day in off or day.weekday() < 5:
            rows.append(Row((_day(day, off),), "group"))
            rows.extend(_entry(entry) for entry in entries)
            if not entries and day not in off:
                rows.append(Row(("", "", "", "", "")))  # room for a hand
        day += timedelta(days=1)
    return rows


def _day(day: date, off: dict[date, str]) -> str:
    name = f"{WEEKDAYS[day.weekday()]}, ngày{NBSP}{short_day(day)}"
    return f"{name} (nghỉ: {line(off[day])})" if day in off else name


def _entry(entry: ScheduleEntry) -> Row:
    return Row(
        (cell(entry.time), cell(entry.content), cell(entry.place), cell(entry.people), cell(entry.note))
    )
