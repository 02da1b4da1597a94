"""What the page of a branch shows at its head and in its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from unionDesk.records.branch import Branch
from unionDesk.records.office import Assignment, Organisation
from unionDesk.rules.agreements import AgreementState, agreement_state
from unionDesk.rules.choice import Choice
from unionDesk.rules.kinds import AttentionLevel
from unionDesk.rules.names import fold
from unionDesk.storage import history as dated_history
from unionDesk.storage.unit_of_work import Work

from . import branches, facts, histories, places
from .branches import BranchRow
from .histories import HistoryLine
from .rights import Right, require


@dataclass(frozen=True)
class BranchHead:
    """The head of the page: the line of the list, and why the branch is followed as closely as it is."""

    row: BranchRow
    version: int
    attention_reason: str
    manager: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Period:
    """A row of the dated history of one fact: the value in words, from when to when, by which decision."""

    id: int
    value: str
    valid_from: date
    valid_to: date | None
    decision_number: str
    decision_on: date | None
    reason: str


def head(work: Work, branch_id: int) -> BranchHead:
    """The head of a branch's page with the values of its form. Raises NotFoundError when it has gone."""
    values, version = branches.read(work, branch_id)
    (row,) = branches.rows(work, [branch_id])
    manager_id = values["current_manager_id"]
    manager = organisation_name(work, manager_id) if manager_id is not None else ""
    return BranchHead(row, version, values["attention_reason"] or "", manager, values)


def save(work: Work, branch_id: int, version: int, values: Mapping[str, Any]) -> int:
    """Corrects a branch (`branches.correct`) and gives the version to go on with."""
    branches.correct(work, branch_id, version, values)
    work.session.flush()
    return work.load(Branch, branch_id).version


def state_of_agreement(values: Mapping[str, Any], today: date) -> AgreementState:
    """The state of a collective agreement, by its field values, on a day."""
    return agreement_state(
        today=today,
        starts_on=values["effective_on"] or values["signed_on"],
        ends_on=values["extended_to"] or values["ends_on"],
        void=bool(values["is_void"]),
    )


def periods(work: Work, branch_id: int, fact: str) -> list[Period]:
    """How one dated fact (a key of `branches.DATED`) has changed, newest first."""
    cls, attribute = branches.DATED[fact]
    return [
        Period(
            row.id,
            _words(work, fact, getattr(row, attribute)),
            row.valid_from,
            row.valid_to,
            row.decision_number or "",
            row.decision_on,
            row.reason or "",
        )
        for row in reversed(dated_history.rows_of(work.session, cls, branch_id))
    ]


def _words(work: Work, fact: str, value: Any) -> str:
    if fact == "current_place_id":
        return places.name_of(work, value)
    if fact == "current_manager_id":
        return organisation_name(work, value)
    return value.label if isinstance(value, Choice) else str(value)


def history(work: Work, branch_id: int, limit: int = 300) -> list[HistoryLine]:
    """What was done with a branch and with what is known of it over time, newest first."""
    roots: dict[str, list[int]] = {"branch": [branch_id]}
    for kind, (cls, _order) in facts.FACTS.items():
        # the bin counts too: that a person was taken off is part of the story
        roots[kind] = list(work.session.scalars(select(cls.id).where(cls.branch_id == branch_id)))
    roots["assignment"] = list(
        work.session.scalars(select(Assignment.id).where(Assignment.branch_id == branch_id))
    )
    return histories.of_records(work, {kind: ids for kind, ids in roots.items() if ids}, limit)


def organisations(work: Work, text: str, limit: int = 20) -> list[tuple[int, str]]:
    """Managing bodies whose name holds the words: id and name, the office itself first."""
    words = fold(text).split()
    found = work.session.execute(
        select(Organisation.id, Organisation.current_name).where(
            Organisation.organisation_id == work.organisation_id, Organisation.deleted_at.is_(None)
        )
    ).all()
    fitting = [(i, name) for i, name in found if all(word in fold(name) for word in words)]
    fitting.sort(key=lambda line: (line[0] != work.organisation_id, fold(line[1])))
    return fitting[:limit]


def organisation_name(work: Work, organisation_id: int) -> str:
    """The name of a managing body; empty for one that is gone."""
    found = work.session.get(Organisation, organisation_id)
    return found.current_name if found is not None else ""


def set_attention(work: Work, branch_ids: list[int], level: AttentionLevel, reason: str) -> int:
    """Follows branches more or less closely, with the reason; how many changed."""
    require(work.actor, Right.BULK if len(branch_ids) > 1 else Right.EDIT)
    changed = 0
    for branch_id in branch_ids:
        branch = work.load(Branch, branch_id)
        if branch.attention is level and (branch.attention_reason or "") == reason:
            continue
        branches.correct(
            work, branch_id, branch.version, {"attention": level, "attention_reason": reason or None}
        )
        changed += 1
    return changed


def assign(work: Work, branch_ids: list[int], officer_id: int, valid_from: date | None = None) -> None:
    """Gives branches a lead officer; several at once need the right to edit in bulk."""
    require(work.actor, Right.BULK if len(branch_ids) > 1 else Right.EDIT)
    branches.assign(work, branch_ids, officer_id, valid_from)


def same_named(work: Work, name: str) -> list[BranchRow]:
    """Known branches of that very name, for a warning while a new one is typed."""
    return branches.rows(work, branches.same_name(work, name)) if name.strip() else []
