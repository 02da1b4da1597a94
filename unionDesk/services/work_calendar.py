"""The working calendars as this office counts them: the library, the shipped corrections, its own days."""

from __future__ import annotations

from sqlalchemy import select

from unionDesk import paths
from unionDesk.calendars.holidays import DayOverride, read_overrides, work_calendars
from unionDesk.records.office import HolidayOverride
from unionDesk.rules.working_days import WorkCalendar, WorkCalendars
from unionDesk.storage.unit_of_work import Work

_SHIPPED = "holiday_overrides.csv"


def calendars(work: Work) -> WorkCalendars:
    """Both calendars: public bodies and the union; enterprises. The office's own days come last and win."""
    if "calendars" not in work.kept:
        work.kept["calendars"] = _read(work)
    kept: WorkCalendars = work.kept["calendars"]
    return kept


def _read(work: Work) -> WorkCalendars:
    own = [
        DayOverride(row.day, row.kind, row.name, row.calendar)
        for row in work.session.scalars(
            select(HolidayOverride)
            .where(
                HolidayOverride.organisation_id == work.organisation_id, HolidayOverride.deleted_at.is_(None)
            )
            .order_by(HolidayOverride.day, HolidayOverride.id)
        )
    ]
    return work_calendars(read_overrides(paths.REFERENCE / _SHIPPED), own)


def office_calendar(work: Work) -> WorkCalendar:
    """The calendar by which the office itself counts working days."""
    return calendars(work).public
