"""Number series: gap-free also under several users, since the number is taken in the transaction that uses it."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from unionDesk.records.base import table_of
from unionDesk.records.document import NumberSeries

from .unit_of_work import Work


def take(work: Work, name: str, year: int, count: int = 1) -> int:
    """The first of `count` next numbers of the office's series in a year; 1 is the first ever.

    The series' row stays locked until the transaction ends; a rollback gives the numbers back.
    """
    table = table_of(NumberSeries)
    connection = work.session.connection()
    key = {"organisation_id": work.organisation_id, "name": name, "year": year}
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(make(table).values(**key, last=0).on_conflict_do_nothing())
    where = [table.c[column] == value for column, value in key.items()]
    last: int = connection.scalars(select(table.c.last).where(*where).with_for_update()).one()
    connection.execute(update(table).where(*where).values(last=last + count))
    return last + 1


def last(work: Work, name: str, year: int) -> int:
    """The last number given in a series; 0 when none was."""
    table = table_of(NumberSeries)
    found = work.session.connection().scalars(
        select(table.c.last).where(
            table.c.organisation_id == work.organisation_id, table.c.name == name, table.c.year == year
        )
    )
    return found.first() or 0
