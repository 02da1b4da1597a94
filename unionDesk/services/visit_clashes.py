"""Who or what would be at two places at once: officers and branches of visits that overlap in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from unionDesk.records.branch import Branch
from unionDesk.records.office import Officer
from unionDesk.records.visit import Visit, VisitOfficer
from unionDesk.rules.formats import moment_text
from unionDesk.rules.kinds import VisitStatus
from unionDesk.storage.unit_of_work import Work

USUAL_LENGTH = timedelta(hours=2)  # of a visit whose end nobody gave
_OFF = (VisitStatus.CANCELLED, VisitStatus.REFUSED)


@dataclass(frozen=True)
class Clash:
    """A visit at the same time: whom it shares with the asked one, and a sentence for the reader."""

    visit_id: int
    number: str
    begins: datetime
    where: str
    officers: tuple[str, ...]
    same_branch: bool
    sentence: str


def clashes(
    work: Work,
    begins: datetime,
    ends: datetime | None,
    *,
    officer_ids: Sequence[int] = (),
    branch_id: int | None = None,
    except_visit_id: int | None = None,
) -> tuple[Clash, ...]:
    """Visits that overlap the time and share an officer or the branch, soonest first; one query.

    A visit without an end is taken to last two hours. Cancelled and refused ones are at no place.
    """
    ends = ends or begins + USUAL_LENGTH
    shared: list[Any] = [Officer.id.is_not(None)]
    if branch_id is not None:
        shared.append(Visit.branch_id == branch_id)
    people = list(dict.fromkeys(officer_ids))
    goes_along = and_(
        VisitOfficer.visit_id == Visit.id,
        VisitOfficer.deleted_at.is_(None),
        VisitOfficer.officer_id.in_(people),
    )
    statement = (
        select(Visit, Branch.current_name, Officer.full_name)
        .join(Branch, Branch.id == Visit.branch_id, isouter=True)
        .join(VisitOfficer, goes_along, isouter=True)
        .join(
            Officer,
            or_(
                Officer.id == VisitOfficer.officer_id,
                and_(Officer.id == Visit.lead_id, Officer.id.in_(people)),
            ),
            isouter=True,
        )
        .where(
            Visit.organisation_id == work.organisation_id,
            Visit.deleted_at.is_(None),
            Visit.status.not_in(_OFF),
            Visit.planned_from < ends,
            or_(
                Visit.planned_to > begins,
                and_(Visit.planned_to.is_(None), Visit.planned_from > begins - USUAL_LENGTH),
            ),
            or_(*shared),
        )
        .order_by(Visit.planned_from, Visit.id, Officer.name_key)
    )
    if except_visit_id is not None:
        statement = statement.where(Visit.id != except_visit_id)
    found: dict[int, tuple[Visit, str, list[str]]] = {}
    for visit, branch, officer in work.session.execute(statement):
        entry = found.setdefault(visit.id, (visit, branch or visit.firm_name or "", []))
        if officer is not None and officer not in entry[2]:
            entry[2].append(officer)
    return tuple(_clash(visit, where, names, branch_id) for visit, where, names in found.values())


def _clash(visit: Visit, where: str, officers: list[str], branch_id: int | None) -> Clash:
    same = branch_id is not None and visit.branch_id == branch_id
    who = ", ".join(officers)
    trip = f"chuyến {visit.number} lúc {moment_text(visit.planned_from)}"
    parts = []
    if officers:
        parts.append(f"{who} đã có {trip} tại {where}")
    if same:
        parts.append(f"{where} đã có {trip}" if not officers else "cũng là cơ sở này")
    return Clash(
        visit.id, visit.number, visit.planned_from, where, tuple(officers), same, ", ".join(parts) + "."
    )
