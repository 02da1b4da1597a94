"""Days off and days worked instead: what the office adds to the public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from unionDesk.records.office import HolidayOverride
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import CalendarKind, DayKind
from unionDesk.rules.names import clean
from unionDesk.storage.unit_of_work import Work

from .rights import Right, require
from .work_calendar import calendars

EVERYWHERE = "Mọi nơi"


@dataclass(frozen=True)
class DayLine:
    """A day off or worked. `day_id` is None for a day of the shipped calendar, which cannot be removed."""

    day_id: int | None
    day: date
    name: str
    kind: DayKind
    applies_to: str

    @property
    def origin(self) -> str:
        return "Lịch chung" if self.day_id is None else "Đơn vị đặt"


def days_of(work: Work, year: int) -> list[DayLine]:
    """All days of a year that are off or worked instead, the office's own marked as such, by day."""
    own = [
        DayLine(row.id, row.day, row.name, row.kind, row.calendar.label if row.calendar else EVERYWHERE)
        for row in work.session.scalars(_own(work))
        if row.day.year == year
    ]
    taken = {line.day for line in own}
    public = calendars(work).public
    shipped = [
        DayLine(None, day, name, kind, CalendarKind.PUBLIC.label if kind is DayKind.WORK else EVERYWHERE)
        for kind, days in ((DayKind.OFF, public.days_off), (DayKind.WORK, public.worked))
        for day, name in days.items()
        if day.year == year and day not in taken
    ]
    return sorted([*own, *shipped], key=lambda line: line.day)


def add_day(work: Work, day: date, kind: DayKind, name: str, calendar: CalendarKind | None = None) -> int:
    """Adds a day; the id. Raises UserError where the office has set the same day already."""
    require(work.actor, Right.SET_UP)
    if not clean(name):
        raise UserError("Hãy nhập tên ngày, ví dụ: Nghỉ bù Tết Dương lịch.")
    for row in work.session.scalars(_own(work).where(HolidayOverride.day == day)):
        if None in {row.calendar, calendar} or row.calendar is calendar:
            raise UserError(f"Ngày {day:%d/%m/%Y} đã được đặt là “{row.name}”. Hãy xóa dòng đó trước.")
    line = HolidayOverride(day=day, kind=kind, name=clean(name), calendar=calendar)
    work.session.add(line)
    work.session.flush()
    return line.id


def swap(work: Work, off: date, worked: date, name: str = "") -> None:
    """A day swap of public bodies: off on one day, worked on another (Bộ Nội vụ announces them each year)."""
    if off == worked:
        raise UserError("Ngày nghỉ và ngày làm bù phải là hai ngày khác nhau.")
    told = clean(name)
    public = CalendarKind.PUBLIC
    add_day(work, off, DayKind.OFF, told or f"Nghỉ thay ngày {worked:%d/%m/%Y} (hoán đổi)", public)
    add_day(work, worked, DayKind.WORK, f"Làm bù cho ngày {off:%d/%m/%Y}", public)


def remove_day(work: Work, day_id: int) -> None:
    """Takes one of the office's own days away; the shipped calendar counts again."""
    require(work.actor, Right.SET_UP)
    work.bin(work.load(HolidayOverride, day_id))


def _own(work: Work) -> Select[HolidayOverride]:
    return select(HolidayOverride).where(
        HolidayOverride.organisation_id == work.organisation_id, HolidayOverride.deleted_at.is_(None)
    )
