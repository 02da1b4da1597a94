"""Dated history: the only writer of the `current_…` copies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Select,
    Table,
    and_,
    case,
    func,
    or_,
    select,
    true,
)
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
from unionDesk.records.catalogue import RECORDS
from unionDesk.records.office import OrganisationName, OrganisationParent, OrganisationSymbol
from unionDesk.records.visit import Visit
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import BranchPosition, VisitStatus
from unionDesk.rules.names import sort_key

from . import bulk

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
_CHUNK = 2_000


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
    """Correlated subquery: the id of the row valid on `day`, else of the one best known for that day.

    A list names its communes and chairs on the list's day; for a day before all rows the earliest is the
    best known, in a gap the one that ended last.
    """
    table = table_of(cls)
    begun = table.c.valid_from <= day
    valid = and_(begun, or_(table.c.valid_to.is_(None), table.c.valid_to > day))
    return (
        select(table.c.id)
        .where(root_column(cls) == root, table.c.deleted_at.is_(None))
        .order_by(
            valid.desc(),
            begun.desc(),
            case((begun, table.c.valid_from)).desc(),
            table.c.valid_from,
            table.c.id.desc(),
        )
        .limit(1)
        .correlate(root.table)
        .scalar_subquery()
    )


def refresh(connection: Connection, day: date, table: str, ids: Collection[int] | None = None) -> set[int]:
    """Writes the copies of the roots in one table where they differ from the history; ids of the written.

    Without ids all roots are looked at, which is what start-up and midnight do. Copies carry no version and
    no audit entry of their own: the dated row beneath has both.
    """
    root = RECORDS[table]
    wanted: dict[int, dict[str, Any]] = {}
    for query in stale_copies(day, table):
        for part in _parts(ids):
            for row in connection.execute(query.where(*_within(query, part))).mappings():
                wanted.setdefault(row["id"], {}).update(_copies(root, dict(row)))
    alike: dict[tuple[str, ...], list[list[Any]]] = {}
    for root_id, values in wanted.items():
        bound = bulk.bound(connection, root, values)
        alike.setdefault(tuple(bound), []).append([*bound.values(), root_id])
    for names, rows in alike.items():
        bulk.update_tuples(connection, table, names, rows)
    return set(wanted)


def stale_copies(day: date, table: str) -> list[Select[Any]]:
    """Queries for the roots of one table whose copies differ from the truth on `day`.

    Each gives `id` and the right values under the names of the copies.
    """
    found = [_stale_class(cls, day) for cls in DATED if cls.__root__[1] == table]
    return [*found, _stale_facts(day)] if table == "branch" else found


def _stale_class(cls: type[Any], day: date) -> Select[Any]:
    root: Table = Record.metadata.tables[cls.__root__[1]]
    row = table_of(cls)
    differs = [
        and_(
            root.c[copy].is_distinct_from(row.c[name]),
            true() if root.c[copy].nullable else row.c.id.is_not(None),
        )
        for name, copy in cls.__copies__.items()
    ]
    return (
        select(root.c.id, *(row.c[name].label(copy) for name, copy in cls.__copies__.items()))
        .select_from(root.join(row, row.c.id == as_of(cls, root.c.id, day), isouter=True))
        .where(or_(*differs))
    )


def _copies(root: type[Record], row: dict[str, Any]) -> dict[str, Any]:
    del row["id"]
    if "current_name" in row and root is Branch:
        row["name_key"] = sort_key(row["current_name"])
    if isinstance(row.get("last_visit_on"), str):  # SQLite computes days as text
        row["last_visit_on"] = date.fromisoformat(row["last_visit_on"])
    return row


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


def _stale_facts(day: date) -> Select[Any]:
    branch = table_of(Branch)
    copies = fact_copies(day)
    known = select(
        branch.c.id,
        *(query.label(name) for name, query in copies.items()),
        *(branch.c[name].label(f"old_{name}") for name in copies),
    ).subquery("known")
    return select(known.c.id, *(known.c[name] for name in copies)).where(
        or_(*(known.c[name].is_distinct_from(known.c[f"old_{name}"]) for name in copies))
    )


def _parts(ids: Collection[int] | None) -> Sequence[Sequence[int] | None]:
    if ids is None:
        return [None]
    ordered = sorted(ids)
    return [ordered[i : i + _CHUNK] for i in range(0, len(ordered), _CHUNK)]


def _within(query: Select[Any], part: Sequence[int] | None) -> list[ColumnElement[bool]]:
    return [] if part is None else [query.selected_columns[0].in_(part)]
