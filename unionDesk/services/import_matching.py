"""Which known branch a row of a list means, and what the row would change of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch, BranchEmployer, BranchKindPeriod, BranchName, BranchPlace
from unionDesk.records.branch_facts import Agreement, BranchOfficer, Figures, Rating
from unionDesk.records.place import Place
from unionDesk.rules.kinds import BranchKind, BranchPosition
from unionDesk.rules.names import clean, fold
from unionDesk.storage import history
from unionDesk.storage.unit_of_work import Work
from unionDesk.workbooks.branch_plan import PlannedRow

COUNTS = ("workers", "women_workers", "members", "women_members", "committee_count", "inspection_count")
PLAIN = (
    "address",
    "email",
    "founded_on",
    "founding_decision",
    "industry",
    "industrial_zone",
    "company_form",
    "country",
    "note",
)
_CHUNK = 500


@dataclass
class Known:
    """What the database says of a branch on the list's day. Lives only inside the import."""

    branch: Branch
    name: str
    kind: BranchKind | None
    place: Place | None
    figures: Figures | None = None
    chair: BranchOfficer | None = None
    employers: list[str] = field(default_factory=list)
    ratings: dict[int, Rating] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """One value that a row would change: field name, what is known, what the list says."""

    field: str
    old: Any
    new: Any


class Matcher:
    """Finds the branch a row means: by code, else by the same name in the same commune, never by name alone."""

    def __init__(self, work: Work, as_of: date) -> None:
        self._work = work
        self._as_of = as_of
        root = table_of(Branch).c.id
        rows = work.session.execute(
            select(Branch.id, Branch.code, BranchName.name, Place.system, Place.code, Place.name)
            .join(BranchName, BranchName.id == history.as_of(BranchName, root, as_of), isouter=True)
            .join(BranchPlace, BranchPlace.id == history.as_of(BranchPlace, root, as_of), isouter=True)
            .join(Place, Place.id == BranchPlace.place_id, isouter=True)
            .where(Branch.organisation_id == work.organisation_id, Branch.deleted_at.is_(None))
        ).all()
        self._by_code: dict[str, int] = {}
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        for branch_id, code, name, system, place_code, place_name in rows:
            if code:
                self._by_code[fold(code)] = branch_id
            place = f"{system.value}:{place_code}" if place_code else fold(place_name or "")
            for key in _name_keys(name or ""):
                self._by_name[key, place].append(branch_id)

    def find(self, row: PlannedRow) -> int | None:
        """The id of the branch meant; None for a new one, also where two would fit."""
        code = row.values.get("code")
        if code:
            return self._by_code.get(fold(str(code)))
        if row.values.get("place_code"):
            place = f"{row.values['place_system'].value}:{row.values['place_code']}"
        else:
            place = ""
        for key in _name_keys(row.name):
            found = self._by_name.get((key, place), [])
            if len(found) == 1:
                return found[0]
        return None

    def known(self, ids: Sequence[int]) -> dict[int, Known]:
        """What is known of these branches on the list's day, read in few statements."""
        found: dict[int, Known] = {}
        for start in range(0, len(ids), _CHUNK):
            found.update(self._known_part(list(ids[start : start + _CHUNK])))
        return found

    def _known_part(self, ids: list[int]) -> dict[int, Known]:
        session, root = self._work.session, table_of(Branch).c.id
        known = {
            branch.id: Known(branch, name or branch.current_name, kind, place)
            for branch, name, kind, place in session.execute(
                select(Branch, BranchName.name, BranchKindPeriod.kind, Place)
                .join(BranchName, BranchName.id == history.as_of(BranchName, root, self._as_of), isouter=True)
                .join(
                    BranchKindPeriod,
                    BranchKindPeriod.id == history.as_of(BranchKindPeriod, root, self._as_of),
                    isouter=True,
                )
                .join(
                    BranchPlace, BranchPlace.id == history.as_of(BranchPlace, root, self._as_of), isouter=True
                )
                .join(Place, Place.id == BranchPlace.place_id, isouter=True)
                .where(Branch.id.in_(ids))
            )
        }
        for figures in self._of(Figures, ids):
            if figures.on == self._as_of:
                known[figures.branch_id].figures = figures
        for person in sorted(self._of(BranchOfficer, ids), key=lambda p: p.valid_from):
            held = person.valid_from <= self._as_of and (
                person.valid_to is None or person.valid_to > self._as_of
            )
            if person.position is BranchPosition.CHAIR and (held or known[person.branch_id].chair is None):
                known[person.branch_id].chair = person
        for employer in self._of(BranchEmployer, ids):
            known[employer.branch_id].employers.append(employer.name)
        for rating in self._of(Rating, ids):
            known[rating.branch_id].ratings[rating.year] = rating
        for agreement in self._of(Agreement, ids):
            known[agreement.branch_id].agreements.append(agreement)
        return known

    def _of(self, cls: Any, ids: list[int]) -> list[Any]:
        return list(
            self._work.session.scalars(select(cls).where(cls.branch_id.in_(ids), cls.deleted_at.is_(None)))
        )


def _name_keys(name: str) -> tuple[str, str]:
    """The name as written but for capitals, and the name without marks and signs.

    Two schools of one commune may differ by a quotation mark alone, so the first key is asked first.
    """
    return clean(name).casefold(), fold(name)


def changes(row: PlannedRow, known: Known) -> list[Change]:
    """What the row would change; a blank cell keeps what is known, a proposal never overrules it."""
    values = row.values
    found = [
        Change(name, getattr(known.branch, name), values[name])
        for name in PLAIN
        if name in values and values[name] != getattr(known.branch, name)
    ]
    if row.name != known.name:
        found.append(Change("name", known.name, row.name))
    kind = values.get("kind")
    if kind is not None and kind != known.kind and "kind" not in row.proposed:
        found.append(Change("kind", known.kind, kind))
    if values.get("place_code"):
        place = (values["place_system"], values["place_code"])
        if known.place is None or place != (known.place.system, known.place.code):
            found.append(
                Change("commune", known.place.name if known.place else None, values.get("place_name"))
            )
    for name in COUNTS:
        old = getattr(known.figures, name) if known.figures else None
        if name in values and values[name] != old:
            found.append(Change(name, old, values[name]))
    found += _people_changes(row, known)
    if "employer" in values and fold(values["employer"]) not in {fold(name) for name in known.employers}:
        found.append(Change("employer", "; ".join(known.employers) or None, values["employer"]))
    if "rank" in values:
        rating = known.ratings.get(values["rank_year"])
        if rating is None or rating.rank != values["rank"]:
            found.append(Change("rank", rating.rank if rating else None, values["rank"]))
    found += _agreement_changes(row, known)
    return found


def _people_changes(row: PlannedRow, known: Known) -> list[Change]:
    found = []
    chair, phone = row.values.get("chair"), row.values.get("phone")
    if chair is not None and (known.chair is None or known.chair.full_name != chair):
        found.append(Change("chair", known.chair.full_name if known.chair else None, chair))
    has_chair = known.chair is not None or chair is not None
    old_phone = known.chair.phone if known.chair and not found else None if has_chair else known.branch.phone
    if phone is not None and phone != old_phone:
        found.append(Change("phone", old_phone, phone))
    return found


def _agreement_changes(row: PlannedRow, known: Known) -> list[Change]:
    signed, ends = row.values.get("agreement_signed_on"), row.values.get("agreement_ends_on")
    if not (row.values.get("agreement") or signed or ends):
        return []
    if signed is None and ends is None:
        return [] if known.agreements else [Change("agreement", None, True)]
    for agreement in known.agreements:
        if agreement.signed_on == signed and (ends is None or agreement.ends_on == ends):
            return []
    return [Change("agreement_signed_on" if signed else "agreement_ends_on", None, signed or ends)]
