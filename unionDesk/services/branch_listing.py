"""The branches as of a day, for the command line: by the dated history, never by the copies."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch, BranchKindPeriod, BranchName, BranchPlace, BranchStatusPeriod
from unionDesk.records.branch_facts import BranchOfficer, Figures, Rating
from unionDesk.records.place import Place
from unionDesk.rules.kinds import BranchKind, BranchPosition, RatingRank
from unionDesk.storage import history
from unionDesk.storage.search import like_words
from unionDesk.storage.unit_of_work import Work

from .branches import OPEN_STATUSES


class AsOfRow(NamedTuple):
    """A branch with what held on the day asked for."""

    branch: Branch
    name: str | None
    kind: BranchKind | None
    place: Place | None
    figures: Figures | None
    chair: BranchOfficer | None
    rank: Any


def rows_as_of(work: Work, day: date, search: str = "", limit: int | None = None) -> list[AsOfRow]:
    """The branches as of a day, closed ones left out: branch, name, kind, place, figures, chair, rank.

    A branch's place is the one its list gave unless a later row is valid on the day. Figures are the newest
    up to the day. For services only: the rows hold records.
    """
    root = table_of(Branch).c.id
    figures = (
        select(Figures.id)
        .where(Figures.branch_id == Branch.id, Figures.deleted_at.is_(None), Figures.on <= day)
        .order_by(Figures.on.desc())
        .limit(1)
        .correlate(Branch)
        .scalar_subquery()
    )
    chair_valid = and_(
        BranchOfficer.valid_from <= day, or_(BranchOfficer.valid_to.is_(None), BranchOfficer.valid_to > day)
    )
    chair = (
        select(BranchOfficer.id)
        .where(
            BranchOfficer.branch_id == Branch.id,
            BranchOfficer.deleted_at.is_(None),
            BranchOfficer.position == BranchPosition.CHAIR,
        )
        .order_by(chair_valid.desc(), BranchOfficer.valid_from.desc())
        .limit(1)
        .correlate(Branch)
        .scalar_subquery()
    )
    rank = (
        select(Rating.rank)
        .where(Rating.branch_id == Branch.id, Rating.deleted_at.is_(None), Rating.year <= day.year)
        .order_by(Rating.year.desc())
        .limit(1)
        .correlate(Branch)
        .scalar_subquery()
    )
    statement = (
        select(Branch, BranchName.name, BranchKindPeriod.kind, Place, Figures, BranchOfficer, rank)
        .join(BranchName, BranchName.id == history.as_of(BranchName, root, day), isouter=True)
        .join(
            BranchKindPeriod, BranchKindPeriod.id == history.as_of(BranchKindPeriod, root, day), isouter=True
        )
        .join(
            BranchStatusPeriod,
            BranchStatusPeriod.id == history.as_of(BranchStatusPeriod, root, day),
            isouter=True,
        )
        .join(BranchPlace, BranchPlace.id == history.as_of(BranchPlace, root, day), isouter=True)
        .join(Place, Place.id == BranchPlace.place_id, isouter=True)
        .join(Figures, Figures.id == figures, isouter=True)
        .join(BranchOfficer, BranchOfficer.id == chair, isouter=True)
        .where(
            Branch.organisation_id == work.organisation_id,
            Branch.deleted_at.is_(None),
            or_(BranchStatusPeriod.status.is_(None), BranchStatusPeriod.status.in_(OPEN_STATUSES)),
            *like_words(Branch.search_words, search),
        )
        .order_by(Branch.code, Branch.id)
    )
    if limit is not None:
        statement = statement.limit(limit)
    return [AsOfRow(*row) for row in work.session.execute(statement)]


def listing(
    work: Work, search: str = "", as_of: date | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """The branches as of a day with names, places and figures of that day, one plain row each."""
    return [_listed(*row) for row in rows_as_of(work, as_of or work.today, search, limit)]


def _listed(
    branch: Branch,
    name: str | None,
    kind: BranchKind | None,
    place: Place | None,
    figures: Figures | None,
    chair: BranchOfficer | None,
    rank: Any,
) -> dict[str, Any]:
    def figure(key: str) -> int | None:
        return getattr(figures, key) if figures is not None else None

    return {
        "code": branch.code,
        "name": name or branch.current_name,
        "kind": (kind or branch.current_kind).value,
        "kind_name": (kind or branch.current_kind).label,
        "place_system": place.system.value if place else None,
        "place_code": place.code if place else None,
        "place_name": place.name if place else None,
        "address": branch.address,
        "workers": figure("workers"),
        "women_workers": figure("women_workers"),
        "members": figure("members"),
        "women_members": figure("women_members"),
        "chair": chair.full_name if chair else None,
        "phone": (chair.phone if chair else None) or branch.phone,
        "email": branch.email,
        "founded_on": branch.founded_on,
        "founding_decision": branch.founding_decision,
        "rank": RatingRank(rank).label if rank else None,
        "note": branch.note,
    }
