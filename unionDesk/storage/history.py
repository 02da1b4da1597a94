"""Dated history: the only writer of the `current_…` copies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, func, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import ScalarSelect

from unionDesk.records.base import Record, table_of
from unionDesk.records.branch import (
    Branch,
    BranchKindPeriod,
    BranchManager,
    BranchName,
    BranchPlace,
    BranchStatusPeriod,
)
from unionDesk.records.branch_facts import BranchOfficer, Figures
from unionDesk.records.office import OrganisationName, OrganisationParent, OrganisationSymbol
from unionDesk.records.visit import Visit
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import BranchPosition, VisitStatus
from unionDesk.rules.names import sort_key

DATED: tuple[type[Any], ...] = (
    BranchName,
    BranchManager,
    BranchPlace,
    BranchKindPeriod,
    BranchStatusPeriod,
    OrganisationName,
    OrganisationParent,
    OrganisationSymbol,
)
_CHUNK = 500


def root_column(cls: type[Any]) -> Column[Any]:
    """The column of a dated class that points to its root."""
    column: Column[Any] = table_of(cls).c[cls.__root__[0]]
    return column


def change(session: Session, cls: type[Any], root_id: int, valid_from: date, **values: Any) -> Any:
    """Adds a row that holds from `valid_from` on, ending the row before it; a later row ends the new one.

    Raises UserError when a row begins on that very day already: that is a correction, not a change.
    """
    rows = rows_of(session, cls, root_id)
    if any(row.valid_from == valid_from for row in rows):
        raise UserError(
            f"{cls.__label__} đã có một thay đổi từ ngày {valid_from:%d/%m/%Y}. Hãy sửa dòng đó thay vì thêm dòng mới."
        )
    earlier = [row for row in rows if row.valid_from < valid_from]
    later = [row for row in rows if row.valid_from > valid_from]
    if earlier and (earlier[-1].valid_to is None or earlier[-1].valid_to > valid_from):
        earlier[-1].valid_to = valid_from
    row = cls(valid_from=valid_from, valid_to=later[0].valid_from if later else None, **values)
    setattr(row, cls.__root__[0], root_id)
    session.add(row)
    return row


def rows_of(session: Session, cls: type[Any], root_id: int) -> list[Any]:
    """The rows of one root outside the bin, earliest first."""
    statement = (
        select(cls).where(root_column(cls) == root_id, cls.deleted_at.is_(None)).order_by(cls.valid_from)
    )
    return list(session.scalars(statement))


def as_of(cls: type[Any], root: Any, day: date) -> ScalarSelect[int]:
    """Correlated subquery: the id of the row valid on `day`; the earliest row where the day lies before all.

    A list names its communes and chairs on the list's day; for an earlier day they are the best known.
    """
    table = table_of(cls)
    valid = and_(table.c.valid_from <= day, or_(table.c.valid_to.is_(None), table.c.valid_to > day))
    return (
        select(table.c.id)
        .where(root_column(cls) == root, table.c.deleted_at.is_(None))
        .order_by(valid.desc(), _distance(table.c.valid_from, day), table.c.valid_from, table.c.id)
        .limit(1)
        .correlate(root.table)
        .scalar_subquery()
    )


def _distance(column: ColumnElement[date], day: date) -> ColumnElement[bool]:
    # among rows that are not valid on the day, an ended one is nearer than one that lies ahead
    return column > day


def refresh(connection: Connection, day: date, table: str, ids: Collection[int] | None = None) -> int:
    """Writes the copies of the roots in one table where they differ from the history; counts the written.

    Without ids all roots are looked at, which is what start-up and midnight do. Copies carry no version and
    no audit entry of their own: the dated row beneath has both.
    """
    written = 0
    for cls in DATED:
        if cls.__root__[1] == table:
            written += _refresh_class(connection, cls, day, ids)
    if table == "branch":
        written += _refresh_facts(connection, day, ids)
    return written


def _refresh_class(connection: Connection, cls: type[Any], day: date, ids: Collection[int] | None) -> int:
    root: Table = Record.metadata.tables[cls.__root__[1]]
    row = table_of(cls)
    joined = select(root.c.id, *(row.c[name].label(f"new_{name}") for name in cls.__copies__)).join(
        row, row.c.id == as_of(cls, root.c.id, day)
    )
    differs = or_(*(root.c[copy].is_distinct_from(row.c[name]) for name, copy in cls.__copies__.items()))
    written = 0
    for part in _parts(ids):
        found = connection.execute(joined.where(differs, *_within(root, part))).all()
        for item in found:
            values = {copy: getattr(item, f"new_{name}") for name, copy in cls.__copies__.items()}
            if "name_key" in root.c and "current_name" in values:
                values["name_key"] = sort_key(values["current_name"])
            connection.execute(update(root).where(root.c.id == item.id).values(values))
        written += len(found)
    return written


def fact_copies(day: date) -> dict[str, ScalarSelect[Any]]:
    """The copies on Branch that come from its facts, each as a correlated subquery."""
    branch, figures, person, visit = (table_of(c) for c in (Branch, Figures, BranchOfficer, Visit))
    in_office = and_(person.c.valid_from <= day, or_(person.c.valid_to.is_(None), person.c.valid_to > day))
    took_place = [status for status in VisitStatus if status.took_place]
    return {
        "current_figures_id": select(figures.c.id)
        .where(figures.c.branch_id == branch.c.id, figures.c.deleted_at.is_(None), figures.c.on <= day)
        .order_by(figures.c.on.desc())
        .limit(1)
        .correlate(branch)
        .scalar_subquery(),
        "current_chair_id": select(person.c.id)
        .where(
            person.c.branch_id == branch.c.id,
            person.c.deleted_at.is_(None),
            person.c.position == BranchPosition.CHAIR,
        )
        .order_by(in_office.desc(), person.c.valid_from.desc(), person.c.id.desc())
        .limit(1)
        .correlate(branch)
        .scalar_subquery(),
        "last_visit_on": select(func.max(func.date(visit.c.held_from)))
        .where(visit.c.branch_id == branch.c.id, visit.c.deleted_at.is_(None), visit.c.status.in_(took_place))
        .correlate(branch)
        .scalar_subquery(),
    }


def _refresh_facts(connection: Connection, day: date, ids: Collection[int] | None) -> int:
    branch = table_of(Branch)
    copies = fact_copies(day)
    written = 0
    for part in _parts(ids):
        found = connection.execute(
            select(
                branch.c.id,
                *(query.label(f"new_{name}") for name, query in copies.items()),
                *(branch.c[name] for name in copies),
            ).where(*_within(branch, part))
        ).all()
        for item in found:
            new = {name: getattr(item, f"new_{name}") for name in copies}
            if isinstance(new["last_visit_on"], str):
                new["last_visit_on"] = date.fromisoformat(new["last_visit_on"])
            if any(new[name] != getattr(item, name) for name in copies):
                connection.execute(update(branch).where(branch.c.id == item.id).values(new))
                written += 1
    return written


def _parts(ids: Collection[int] | None) -> Sequence[Sequence[int] | None]:
    if ids is None:
        return [None]
    ordered = sorted(ids)
    return [ordered[i : i + _CHUNK] for i in range(0, len(ordered), _CHUNK)]


def _within(table: Table, part: Sequence[int] | None) -> list[ColumnElement[bool]]:
    return [] if part is None else [table.c.id.in_(part)]
