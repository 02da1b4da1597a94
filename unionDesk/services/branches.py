"""Branches: their list, their page, corrections (a typing error) and changes (a decision)."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from unionDesk.records.base import new_id, table_of
from unionDesk.records.branch import (
    Branch,
    BranchEmployer,
    BranchKindPeriod,
    BranchManager,
    BranchName,
    BranchPlace,
    BranchStatusPeriod,
)
from unionDesk.records.branch_facts import BranchOfficer, Figures, Rating
from unionDesk.records.office import Assignment, Officer
from unionDesk.records.place import Place
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import AssignmentRole, AttentionLevel, BranchKind, BranchStatus, RatingRank
from unionDesk.rules.names import clean, fold, sort_key
from unionDesk.storage import history
from unionDesk.storage.search import like_words
from unionDesk.storage.unit_of_work import Work

from . import keeping
from .numbers import next_branch_codes
from .rights import Right, require

# facts that are dated: the value in a form, the row that holds it, the row's attribute
DATED: dict[str, tuple[Any, str]] = {
    "current_name": (BranchName, "name"),
    "current_kind": (BranchKindPeriod, "kind"),
    "current_status": (BranchStatusPeriod, "status"),
    "current_manager_id": (BranchManager, "manager_id"),
    "current_place_id": (BranchPlace, "place_id"),
}


@dataclass(frozen=True)
class BranchFilter:
    """What the list shows. Empty parts filter nothing; closed branches only when a status asks for them."""

    text: str = ""
    kinds: tuple[BranchKind, ...] = ()
    statuses: tuple[BranchStatus, ...] = ()
    place_ids: tuple[int, ...] = ()
    officer_id: int | None = None
    attention: tuple[AttentionLevel, ...] = ()
    unassigned: bool = False
    missing_data: bool = False


@dataclass(frozen=True)
class BranchRow:
    """A line of the list."""

    branch_id: int
    code: str
    name: str
    kind: BranchKind
    status: BranchStatus
    place: str
    address: str
    workers: int | None
    women_workers: int | None
    members: int | None
    women_members: int | None
    chair: str
    phone: str
    officer: str
    attention: AttentionLevel
    last_visit_on: date | None
    founded_on: date | None
    rank: RatingRank | None

    @property
    def id(self) -> int:
        """What the list's table knows the line by."""
        return self.branch_id


OPEN_STATUSES = (BranchStatus.ACTIVE, BranchStatus.SUSPENDED, BranchStatus.DISSOLVING)

_ORDERS: dict[str, Any] = {
    "name": Branch.name_key,
    "code": Branch.code,
    "kind": Branch.current_kind,
    "attention": Branch.attention,
    "last_visit_on": Branch.last_visit_on,
    "founded_on": Branch.founded_on,
}


def filtered(work: Work, choice: BranchFilter) -> Select[Any]:
    """Ids of the branches that the filter leaves, unordered."""
    statement = select(Branch.id).where(
        Branch.organisation_id == work.organisation_id,
        Branch.deleted_at.is_(None),
        Branch.current_status.in_(choice.statuses or OPEN_STATUSES),
        *like_words(Branch.search_words, choice.text),
    )
    if choice.kinds:
        statement = statement.where(Branch.current_kind.in_(choice.kinds))
    if choice.place_ids:
        statement = statement.where(Branch.current_place_id.in_(choice.place_ids))
    if choice.attention:
        statement = statement.where(Branch.attention.in_(choice.attention))
    if choice.missing_data:
        statement = statement.where(
            or_(
                Branch.current_chair_id.is_(None),
                Branch.current_figures_id.is_(None),
                Branch.current_place_id.is_(None),
            )
        )
    if choice.officer_id is not None or choice.unassigned:
        leads = _lead_on(work.today)
        if choice.unassigned:
            return statement.where(~leads.exists())
        statement = statement.where(leads.where(Assignment.officer_id == choice.officer_id).exists())
    return statement


def _lead_on(day: date) -> Select[Any]:
    return select(Assignment.id).where(
        Assignment.branch_id == Branch.id,
        Assignment.deleted_at.is_(None),
        Assignment.role == AssignmentRole.LEAD,
        Assignment.valid_from <= day,
        or_(Assignment.valid_to.is_(None), Assignment.valid_to > day),
    )


def ids(work: Work, choice: BranchFilter, order: str = "name", *, descending: bool = False) -> array[int]:
    """Ids of the filtered branches in order; `order` is one of the list's sortable columns."""
    statement = filtered(work, choice)
    if order in {"workers", "women_workers", "members", "women_members"}:
        statement = statement.join(Figures, Figures.id == Branch.current_figures_id, isouter=True)
        key: Any = getattr(Figures, order)
    elif order == "place":
        statement = statement.join(Place, Place.id == Branch.current_place_id, isouter=True)
        key = Place.name
    elif order == "chair":
        statement = statement.join(BranchOfficer, BranchOfficer.id == Branch.current_chair_id, isouter=True)
        key = BranchOfficer.name_key
    else:
        key = _ORDERS[order]
    ordering = key.desc().nulls_last() if descending else key.asc().nulls_last()
    if order == "name":
        ordering = key.desc() if descending else key.asc()
    return array("q", work.session.scalars(statement.order_by(ordering, Branch.id)))


def rows(work: Work, wanted: Sequence[int]) -> list[BranchRow]:
    """The lines of these branches, in the order asked for; a branch that has gone since is left out."""
    lead = (
        select(Officer.full_name)
        .join(Assignment, Assignment.officer_id == Officer.id)
        .where(_lead_on(work.today).whereclause)  # type: ignore[arg-type]
        .limit(1)
        .correlate(Branch)
        .scalar_subquery()
    )
    rank = (
        select(Rating.rank)
        .where(Rating.branch_id == Branch.id, Rating.deleted_at.is_(None), Rating.year <= work.today.year)
        .order_by(Rating.year.desc())
        .limit(1)
        .correlate(Branch)
        .scalar_subquery()
    )
    statement = (
        select(Branch, Place.name, Figures, BranchOfficer.full_name, BranchOfficer.phone, lead, rank)
        .join(Place, Place.id == Branch.current_place_id, isouter=True)
        .join(Figures, Figures.id == Branch.current_figures_id, isouter=True)
        .join(BranchOfficer, BranchOfficer.id == Branch.current_chair_id, isouter=True)
        .where(Branch.id.in_(list(wanted)))
    )
    found = {}
    for branch, place, figures, chair, chair_phone, officer, rank_ in work.session.execute(statement):
        found[branch.id] = BranchRow(
            branch_id=branch.id,
            code=branch.code or "",
            name=branch.current_name,
            kind=branch.current_kind,
            status=branch.current_status,
            place=place or "",
            address=branch.address or "",
            workers=figures.workers if figures else None,
            women_workers=figures.women_workers if figures else None,
            members=figures.members if figures else None,
            women_members=figures.women_members if figures else None,
            chair=chair or "",
            phone=chair_phone or branch.phone or "",
            officer=officer or "",
            attention=branch.attention,
            last_visit_on=branch.last_visit_on,
            founded_on=branch.founded_on,
            rank=RatingRank(rank_) if rank_ else None,
        )
    return [found[i] for i in wanted if i in found]


def count(work: Work) -> int:
    """How many branches the office has outside the bin, closed ones included."""
    return (
        work.session.scalar(
            select(func.count())
            .select_from(Branch)
            .where(Branch.organisation_id == work.organisation_id, Branch.deleted_at.is_(None))
        )
        or 0
    )


def find_by_code(work: Work, code: str) -> int:
    """The id of the branch of a code. Raises UserError when there is none."""
    found = work.session.scalars(
        select(Branch.id).where(
            Branch.organisation_id == work.organisation_id,
            Branch.code == clean(code),
            Branch.deleted_at.is_(None),
        )
    ).first()
    if found is None:
        raise UserError(f"Không có công đoàn cơ sở nào mang mã “{code}”.")
    return found


def suggest(work: Work, text: str, limit: int = 12) -> list[tuple[int, str]]:
    """Branches for a picker: id and "name · commune" of those that hold the words."""
    statement = (
        select(Branch.id, Branch.current_name, Place.name)
        .join(Place, Place.id == Branch.current_place_id, isouter=True)
        .where(Branch.id.in_(filtered(work, BranchFilter(text))))
        .order_by(Branch.name_key)
        .limit(limit)
    )
    return [
        (i, " · ".join(p for p in (name, place) if p)) for i, name, place in work.session.execute(statement)
    ]


def read(work: Work, branch_id: int) -> tuple[dict[str, Any], int]:
    """The values of a branch for its form, and its version."""
    branch = work.load(Branch, branch_id)
    values = keeping.values_of(branch)
    values["employers"] = tuple(
        (e.name, e.tax_code or "", e.representative or "", e.phone or "") for e in employers(work, branch_id)
    )
    return values, branch.version


def employers(work: Work, branch_id: int) -> list[BranchEmployer]:
    """The employers that a branch covers. For services only."""
    return list(
        work.session.scalars(
            select(BranchEmployer)
            .where(BranchEmployer.branch_id == branch_id, BranchEmployer.deleted_at.is_(None))
            .order_by(BranchEmployer.id)
        )
    )


def add(work: Work, values: Mapping[str, Any], *, valid_from: date | None = None) -> int:
    """A new branch; the id. Without a code it gets the next of the office's series.

    Dated facts hold from `valid_from`, else from the founding day, else from today.
    """
    require(work.actor, Right.EDIT)
    name = clean(str(values.get("current_name") or ""))
    if not name:
        raise UserError("Hãy nhập tên công đoàn cơ sở.")
    start = valid_from or values.get("founded_on") or work.today
    plain = {key: value for key, value in values.items() if key not in DATED and key != "employers"}
    branch = Branch(id=new_id(), current_name=name, name_key=sort_key(name))
    keeping.apply(branch, plain)
    if branch.code is None:
        branch.code = next_branch_codes(work, 1)[0]
    work.session.add(branch)
    facts = {
        "current_name": name,
        "current_kind": values.get("current_kind") or BranchKind.UNCLASSIFIED,
        "current_status": values.get("current_status") or BranchStatus.ACTIVE,
        "current_manager_id": values.get("current_manager_id") or work.organisation_id,
        "current_place_id": values.get("current_place_id"),
    }
    for key, value in facts.items():
        if value is not None:
            cls, attribute = DATED[key]
            work.session.add(cls(branch_id=branch.id, valid_from=start, **{attribute: value}))
    _set_employers(work, branch.id, values.get("employers") or ())
    return branch.id


def correct(work: Work, branch_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Corrects what was typed wrong: a dated fact is mended in the row that holds today, without a decision.

    Raises StaleError when somebody saved the branch since `version` was read.
    """
    require(work.actor, Right.EDIT)
    branch = work.load(Branch, branch_id, version)
    keeping.apply(branch, {k: v for k, v in values.items() if k not in DATED and k != "employers"})
    for key in DATED.keys() & values.keys():
        _correct_dated(work, branch, key, values[key])
    if "employers" in values:
        _set_employers(work, branch_id, values["employers"])


def _correct_dated(work: Work, branch: Branch, key: str, value: Any) -> None:
    cls, attribute = DATED[key]
    if key == "current_name":
        value = clean(str(value or ""))
    if value is None or value == "":
        if key == "current_name":
            raise UserError("Tên công đoàn cơ sở không được để trống.")
        return
    row_id: int | None = work.session.scalar(
        select(history.as_of(cls, table_of(Branch).c.id, work.today)).where(Branch.id == branch.id)
    )
    if row_id is None:
        work.session.add(cls(branch_id=branch.id, valid_from=work.today, **{attribute: value}))
        return
    row = work.session.get(cls, row_id)
    if getattr(row, attribute) != value:
        setattr(row, attribute, value)
        if isinstance(row, BranchKindPeriod):
            row.is_proposal = False


def change(
    work: Work,
    branch_id: int,
    version: int,
    fact: str,
    value: Any,
    *,
    valid_from: date,
    decision_number: str = "",
    decision_on: date | None = None,
    reason: str = "",
) -> None:
    """A change by decision: from `valid_from` on the fact is another; before, it stays as it was.

    `fact` is a key of `DATED`. Raises StaleError, or UserError for an empty value or a day taken already.
    """
    require(work.actor, Right.EDIT)
    work.load(Branch, branch_id, version)
    cls, attribute = DATED[fact]
    if isinstance(value, str) and not isinstance(value, BranchKind | BranchStatus):
        value = clean(value)
    if value is None or value == "":
        raise UserError("Hãy nhập giá trị mới.")
    history.change(
        work.session,
        cls,
        branch_id,
        valid_from,
        decision_number=clean(decision_number) or None,
        decision_on=decision_on,
        reason=clean(reason) or None,
        **{attribute: value},
    )


def discard(work: Work, branch_ids: Sequence[int]) -> None:
    """Puts branches into the bin; undo brings them back."""
    require(work.actor, Right.DELETE)
    for branch_id in branch_ids:
        work.bin(work.load(Branch, branch_id))


def assign(work: Work, branch_ids: Sequence[int], officer_id: int, valid_from: date | None = None) -> None:
    """Gives branches a lead officer from a day on; the one before is relieved on that day."""
    require(work.actor, Right.EDIT)
    start = valid_from or work.today
    work.load(Officer, officer_id)
    for branch_id in branch_ids:
        open_rows = work.session.scalars(
            select(Assignment).where(
                Assignment.branch_id == branch_id,
                Assignment.role == AssignmentRole.LEAD,
                Assignment.deleted_at.is_(None),
                Assignment.valid_to.is_(None),
            )
        ).all()
        if any(row.officer_id == officer_id for row in open_rows):
            continue
        for row in open_rows:
            if row.valid_from >= start:
                work.bin(row)
            else:
                row.valid_to = start
        work.session.flush()
        work.session.add(
            Assignment(branch_id=branch_id, officer_id=officer_id, role=AssignmentRole.LEAD, valid_from=start)
        )


def _set_employers(work: Work, branch_id: int, wanted: Sequence[Sequence[str]]) -> None:
    kept = {e.name: e for e in employers(work, branch_id)}
    for name, tax_code, representative, phone in wanted:
        if not clean(name):
            continue
        employer = kept.pop(clean(name), None)
        if employer is None:
            employer = BranchEmployer(branch_id=branch_id, name=clean(name))
            work.session.add(employer)
        keeping.apply(employer, {"tax_code": tax_code, "representative": representative, "phone": phone})
    for gone in kept.values():
        work.bin(gone)


def same_name(work: Work, name: str) -> list[int]:
    """Branches outside the bin whose name is the same but for capitals, marks and blanks."""
    key = fold(name)
    found = work.session.execute(
        select(Branch.id, Branch.current_name).where(
            Branch.organisation_id == work.organisation_id,
            Branch.deleted_at.is_(None),
            *like_words(Branch.search_words, name),
        )
    )
    return [i for i, known in found if fold(known) == key]
