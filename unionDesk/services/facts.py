"""Facts of a branch over time: figures, officers, ranks, agreements, democracy. One way for all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from unionDesk.records.base import Record, new_id
from unionDesk.records.branch import Branch
from unionDesk.records.branch_facts import Agreement, BranchOfficer, DemocracyEvent, Figures, Rating
from unionDesk.rules.agreements import agreement_problems
from unionDesk.rules.errors import UserError
from unionDesk.rules.figures import figures_problems
from unionDesk.rules.names import person_sort_key
from unionDesk.rules.rating import rating_problem
from unionDesk.storage.unit_of_work import Work

from . import keeping
from .rights import Right, require

FACTS: dict[str, tuple[type[Any], str]] = {
    # kind: record class, the attribute by which the list is ordered, newest first
    "figures": (Figures, "on"),
    "branch_officer": (BranchOfficer, "valid_from"),
    "rating": (Rating, "year"),
    "agreement": (Agreement, "signed_on"),
    "democracy_event": (DemocracyEvent, "on"),
}


@dataclass(frozen=True)
class Fact:
    """One fact with its values by field name and the version to save it with."""

    fact_id: int
    version: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Warned:
    """What saving said: the record's id and remarks that do not refuse it, by field."""

    record_id: int
    remarks: tuple[tuple[str, str], ...] = ()


def of_branch(work: Work, kind: str, branch_id: int) -> list[Fact]:
    """The facts of one kind of a branch, newest first."""
    cls, order = FACTS[kind]
    statement = (
        select(cls)
        .where(cls.branch_id == branch_id, cls.deleted_at.is_(None))
        .order_by(getattr(cls, order).desc().nulls_last(), cls.id.desc())
    )
    return [Fact(row.id, row.version, keeping.values_of(row)) for row in work.session.scalars(statement)]


def add(work: Work, kind: str, branch_id: int, values: Mapping[str, Any]) -> Warned:
    """A new fact of a branch. Raises UserError for what the rules refuse; remarks come back."""
    require(work.actor, Right.EDIT)
    branch = work.load(Branch, branch_id)
    cls, _order = FACTS[kind]
    record = cls(id=new_id(), branch_id=branch_id)
    return _save(work, record, branch, values, is_new=True)


def save(work: Work, kind: str, fact_id: int, version: int, values: Mapping[str, Any]) -> Warned:
    """Changes a fact. Raises StaleError when somebody saved it since `version` was read."""
    require(work.actor, Right.EDIT)
    cls, _order = FACTS[kind]
    record = work.load(cls, fact_id, version)
    return _save(work, record, work.load(Branch, record.branch_id), values, is_new=False)


def discard(work: Work, kind: str, fact_id: int, version: int) -> None:
    """Puts a fact into the bin."""
    require(work.actor, Right.DELETE)
    work.bin(work.load(FACTS[kind][0], fact_id, version))


def _save(work: Work, record: Any, branch: Branch, values: Mapping[str, Any], *, is_new: bool) -> Warned:
    keeping.apply(record, {key: value for key, value in values.items() if key != "branch_id"})
    remarks = _CHECKS[record.__tablename__](record, branch, work.today)
    if is_new:
        work.session.add(record)
    return Warned(record.id, tuple(remarks))


def _check_figures(record: Record, branch: Branch, today: date) -> list[tuple[str, str]]:
    assert isinstance(record, Figures)
    if record.on is None:
        raise UserError("Hãy nhập ngày của số liệu.")
    numbers = {k: v for k, v in keeping.values_of(record).items() if isinstance(v, int) and k != "visit_id"}
    found = figures_problems(numbers, counted_on=record.on, today=today)
    refused = [problem.message for problem in found if problem.refuses]
    if refused:
        raise UserError(" ".join(refused))
    return [(problem.field, problem.message) for problem in found]


def _check_person(record: Record, branch: Branch, today: date) -> list[tuple[str, str]]:
    assert isinstance(record, BranchOfficer)
    if not record.full_name:
        raise UserError("Hãy nhập họ và tên.")
    record.name_key = person_sort_key(record.full_name)
    record.valid_from = record.valid_from or today
    if record.valid_to is not None and record.valid_to <= record.valid_from:
        raise UserError("Ngày thôi giữ chức vụ phải sau ngày bắt đầu.")
    return []


def _check_rating(record: Record, branch: Branch, today: date) -> list[tuple[str, str]]:
    assert isinstance(record, Rating)
    problem = rating_problem(record.rank, record.year, branch.founded_on)
    return [("rank", problem)] if problem else []


def _check_agreement(record: Record, branch: Branch, today: date) -> list[tuple[str, str]]:
    assert isinstance(record, Agreement)
    problems = agreement_problems(record.signed_on, record.effective_on, record.ends_on)
    return [("ends_on", problem) for problem in problems]


def _check_nothing(record: Record, branch: Branch, today: date) -> list[tuple[str, str]]:
    return []


_CHECKS: dict[str, Callable[[Record, Branch, date], list[tuple[str, str]]]] = {
    "figures": _check_figures,
    "branch_officer": _check_person,
    "rating": _check_rating,
    "agreement": _check_agreement,
    "democracy_event": _check_nothing,
}
