"""Sums and counts over the list of branches: its totals, and what its filters can choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from unionDesk.records.branch import Branch
from unionDesk.records.branch_facts import Figures
from unionDesk.records.office import Assignment
from unionDesk.records.place import Place
from unionDesk.rules.kinds import AssignmentRole, PlaceSystem
from unionDesk.rules.names import sort_key
from unionDesk.storage.unit_of_work import Work

from .branches import OPEN_STATUSES, BranchFilter, filtered
from .offices import officers

_CHUNK = 500


@dataclass(frozen=True)
class Totals:
    """Branches with their people; `without_figures` have none reported and add nothing."""

    branches: int = 0
    workers: int = 0
    members: int = 0
    without_figures: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.branches + other.branches,
            self.workers + other.workers,
            self.members + other.members,
            self.without_figures + other.without_figures,
        )


@dataclass(frozen=True)
class Offer:
    """Something a filter can choose: id, words, how many open branches it would leave."""

    id: int
    title: str
    count: int


@dataclass(frozen=True)
class Offers:
    """What the filters of officer and commune can choose from."""

    officers: tuple[Offer, ...]
    places: tuple[Offer, ...]


def totals(work: Work, choice: BranchFilter) -> Totals:
    """The totals of what a filter leaves."""
    return _sum(work, Branch.id.in_(filtered(work, choice)))


def totals_of(work: Work, branch_ids: Sequence[int]) -> Totals:
    """The totals of chosen branches, by their newest figures."""
    found = Totals()
    for start in range(0, len(branch_ids), _CHUNK):
        found += _sum(work, Branch.id.in_(list(branch_ids[start : start + _CHUNK])))
    return found


def _sum(work: Work, condition: ColumnElement[bool]) -> Totals:
    row = work.session.execute(
        select(
            func.count(Branch.id),
            func.coalesce(func.sum(Figures.workers), 0),
            func.coalesce(func.sum(Figures.members), 0),
            func.count(Figures.id),
        )
        .select_from(Branch)
        .join(Figures, Figures.id == Branch.current_figures_id, isouter=True)
        .where(condition)
    ).one()
    branches, workers, members, reported = (int(number) for number in row)
    return Totals(branches, workers, members, branches - reported)


def offers(work: Work) -> Offers:
    """Active officers, and communes in which there are branches, with counts; communes of today first."""
    found: Any = work.session.execute(
        select(Place.id, Place.name, Place.system, func.count(Branch.id))
        .join(Branch, Branch.current_place_id == Place.id)
        .where(
            Branch.organisation_id == work.organisation_id,
            Branch.deleted_at.is_(None),
            Branch.current_status.in_(OPEN_STATUSES),
        )
        .group_by(Place.id, Place.name, Place.system)
    ).all()
    ordered = sorted(found, key=lambda row: (row[2] is PlaceSystem.BEFORE_2025_07, sort_key(row[1])))
    places = tuple(
        Offer(i, f"{name} (trước 01/7/2025)" if system is PlaceSystem.BEFORE_2025_07 else name, count)
        for i, name, system, count in ordered
    )
    led = _led_by_officer(work)
    people = tuple(
        Offer(officer.officer_id, officer.full_name, led.get(officer.officer_id, 0))
        for officer in officers(work)
    )
    return Offers(people, places)


def _led_by_officer(work: Work) -> dict[int, int]:
    """How many open branches each officer leads today."""
    found = work.session.execute(
        select(Assignment.officer_id, func.count(Assignment.branch_id.distinct()))
        .join(Branch, Branch.id == Assignment.branch_id)
        .where(
            Assignment.organisation_id == work.organisation_id,
            Assignment.deleted_at.is_(None),
            Assignment.role == AssignmentRole.LEAD,
            Assignment.valid_from <= work.today,
            or_(Assignment.valid_to.is_(None), Assignment.valid_to > work.today),
            Branch.deleted_at.is_(None),
            Branch.current_status.in_(OPEN_STATUSES),
        )
        .group_by(Assignment.officer_id)
    )
    return {int(officer_id): int(count) for officer_id, count in found}


def counts(work: Work, choices: Sequence[BranchFilter]) -> list[int]:
    """How many branches each of these filters leaves: the live counts of saved filters."""
    return [
        work.session.scalar(select(func.count()).select_from(filtered(work, choice).subquery())) or 0
        for choice in choices
    ]
