"""Writing the accepted rows of a list: new branches and what changes of known ones, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.branch import (
    Branch,
    BranchEmployer,
    BranchKindPeriod,
    BranchManager,
    BranchName,
    BranchPlace,
    BranchStatusPeriod,
)
from unionDesk.records.branch_facts import Agreement, BranchOfficer, Figures, Rating
from unionDesk.records.place import Place
from unionDesk.rules.kinds import (
    BranchForm,
    BranchKind,
    BranchPosition,
    BranchStatus,
    FiguresSource,
    PlaceSystem,
)
from unionDesk.rules.names import fold, person_sort_key, sort_key
from unionDesk.rules.places import REFORM_DAY
from unionDesk.storage import history
from unionDesk.storage.unit_of_work import Work
from unionDesk.workbooks.branch_plan import PlannedRow

from . import places
from .import_matching import COUNTS, PLAIN, Change, Known
from .numbers import next_branch_codes

REASON = "Nhập từ Excel"


@dataclass
class Writer:
    """Writes rows of one list. `successors` holds a person's choice for communes that were split."""

    work: Work
    as_of: date
    successors: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places: dict[tuple[PlaceSystem, str], int] = {
            (row.system, row.code): row.id
            for row in self.work.session.execute(
                select(Place.id, Place.system, Place.code).where(
                    Place.organisation_id == self.work.organisation_id, Place.deleted_at.is_(None)
                )
            )
        }

    def create(self, rows: list[PlannedRow]) -> None:
        """New branches; those without a code get the next of the office's series."""
        missing = [row for row in rows if not row.values.get("code")]
        codes = iter(next_branch_codes(self.work, len(missing)) if missing else [])
        for row in rows:
            self._create(row, str(row.values.get("code") or next(codes)))

    def _create(self, row: PlannedRow, code: str) -> None:
        values, session = row.values, self.work.session
        branch = Branch(
            id=new_id(),
            code=code,
            current_name=row.name,
            name_key=sort_key(row.name),
            form=values.get("form") or BranchForm.BRANCH,
            **{name: values[name] for name in PLAIN if name in values},
        )
        session.add(branch)
        for cls, attribute, value in (
            (BranchName, "name", row.name),
            (BranchManager, "manager_id", self.work.organisation_id),
            (BranchStatusPeriod, "status", BranchStatus.ACTIVE),
        ):
            session.add(cls(branch_id=branch.id, valid_from=self.as_of, reason=REASON, **{attribute: value}))
        session.add(
            BranchKindPeriod(
                branch_id=branch.id,
                valid_from=self.as_of,
                kind=values.get("kind") or BranchKind.UNCLASSIFIED,
                is_proposal="kind" in row.proposed,
                reason=REASON,
            )
        )
        self._place(branch.id, row)
        if values.get("employer"):
            session.add(BranchEmployer(branch_id=branch.id, name=values["employer"]))
        self._figures(branch.id, row, None)
        self._chair(branch, row, None)
        self._rank(branch.id, row, None)
        self._agreement(branch.id, row)

    def update(self, row: PlannedRow, known: Known, found: list[Change]) -> None:
        """Writes what a row changes of a known branch."""
        names = {change.field for change in found}
        for name in names & set(PLAIN):
            setattr(known.branch, name, row.values[name])
        if "name" in names:
            self._dated(known, BranchName, "name", row.name, same=fold(row.name) == fold(known.name))
        if "kind" in names:
            self._dated(
                known,
                BranchKindPeriod,
                "kind",
                row.values["kind"],
                same=known.kind is BranchKind.UNCLASSIFIED,
            )
        if "commune" in names:
            if known.place is None:
                self._place(known.branch.id, row)
            else:
                self._dated(known, BranchPlace, "place_id", self._place_id(row), same=False)
        if names & set(COUNTS):
            self._figures(known.branch.id, row, known.figures)
        if names & {"chair", "phone"}:
            self._chair(known.branch, row, known.chair)
        if "employer" in names:
            self.work.session.add(BranchEmployer(branch_id=known.branch.id, name=row.values["employer"]))
        if "rank" in names:
            self._rank(known.branch.id, row, known.ratings.get(row.values["rank_year"]))
        if names & {"agreement", "agreement_signed_on", "agreement_ends_on"}:
            self._agreement(known.branch.id, row)

    def _dated(self, known: Known, cls: Any, attribute: str, value: Any, *, same: bool) -> None:
        """A changed dated fact: mended in place where only its writing differs, else a row from the list's day."""
        rows = history.rows_of(self.work.session, cls, known.branch.id)
        valid = [
            r for r in rows if r.valid_from <= self.as_of and (r.valid_to is None or r.valid_to > self.as_of)
        ]
        row = next(iter(valid or rows), None)
        if row is not None and (same or row.valid_from == self.as_of or not valid):
            setattr(row, attribute, value)
            return
        history.change(
            self.work.session, cls, known.branch.id, self.as_of, reason=REASON, **{attribute: value}
        )

    def _place_id(self, row: PlannedRow) -> int:
        return self._place_of(row.values["place_system"], row.values["place_code"])

    def _place_of(self, system: PlaceSystem, code: str) -> int:
        key = (system, code)
        if key not in self._places:
            self._places[key] = places.by_code(self.work, system, code)
        return self._places[key]

    def _place(self, branch_id: int, row: PlannedRow) -> None:
        """The commune as the list names it; where July 2025 gave it one successor, the second row at once."""
        if not row.values.get("place_code"):
            return
        system, code = row.values["place_system"], row.values["place_code"]
        first = BranchPlace(
            branch_id=branch_id, place_id=self._place_of(system, code), valid_from=self.as_of, reason=REASON
        )
        self.work.session.add(first)
        if system is not PlaceSystem.BEFORE_2025_07:
            return
        successor = self.successors.get(code) or sole_successor(code)
        if successor is None:
            return
        if first.valid_from >= REFORM_DAY:
            # a list that still names the old commune after the reform
            first.valid_from = date(REFORM_DAY.year, 1, 1)
        first.valid_to = REFORM_DAY
        self.work.session.add(
            BranchPlace(
                branch_id=branch_id,
                place_id=self._place_of(PlaceSystem.SINCE_2025_07, successor),
                valid_from=REFORM_DAY,
                decision_number="1654/NQ-UBTVQH15" if row.values.get("province_code") else None,
                reason="Sắp xếp đơn vị hành chính",
            )
        )

    def _figures(self, branch_id: int, row: PlannedRow, known: Figures | None) -> None:
        counts = {name: row.values[name] for name in COUNTS if name in row.values}
        if not counts:
            return
        if known is None:
            self.work.session.add(
                Figures(branch_id=branch_id, on=self.as_of, source=FiguresSource.IMPORT, **counts)
            )
            return
        for name, value in counts.items():
            setattr(known, name, value)

    def _chair(self, branch: Branch, row: PlannedRow, known: BranchOfficer | None) -> None:
        name, phone = row.values.get("chair"), row.values.get("phone")
        if name is None:
            if known is not None:
                known.phone = phone or known.phone
            elif phone is not None:
                branch.phone = phone
            return
        if known is not None and fold(known.full_name) == fold(name):
            known.full_name, known.name_key = name, person_sort_key(name)
            known.phone = phone or known.phone
            return
        if known is not None and known.valid_to is None:
            if known.valid_from >= self.as_of:
                self.work.bin(known)
            else:
                known.valid_to = self.as_of
        self.work.session.add(
            BranchOfficer(
                branch_id=branch.id,
                full_name=name,
                name_key=person_sort_key(name),
                position=BranchPosition.CHAIR,
                valid_from=self.as_of,
                phone=phone,
            )
        )

    def _rank(self, branch_id: int, row: PlannedRow, known: Rating | None) -> None:
        if "rank" not in row.values:
            return
        if known is None:
            self.work.session.add(
                Rating(branch_id=branch_id, year=row.values["rank_year"], rank=row.values["rank"])
            )
        else:
            known.rank = row.values["rank"]

    def _agreement(self, branch_id: int, row: PlannedRow) -> None:
        signed, ends = row.values.get("agreement_signed_on"), row.values.get("agreement_ends_on")
        if row.values.get("agreement") or signed or ends:
            self.work.session.add(
                Agreement(branch_id=branch_id, signed_on=signed, effective_on=signed, ends_on=ends)
            )


def sole_successor(code: str) -> str | None:
    """The code since July 2025 of a commune that had one successor; None where it was split or is unknown."""
    found = places.book().successors(code)
    return found[0][0].code if len(found) == 1 else None
