"""Who may see which case: asked here and nowhere else. A case one may not see does not exist for him."""

from __future__ import annotations

from typing import Any

from sqlalchemy import false, or_, select

from unionDesk.records.audit import AuditEntry
from unionDesk.records.case import Case
from unionDesk.rules.errors import NotFoundError
from unionDesk.storage.trail import open_to_all
from unionDesk.storage.unit_of_work import Work

from .rights import Right, may


def visible(work: Work) -> list[Any]:
    """Conditions on Case: of this office, outside the bin, and not hidden from the actor."""
    conditions: list[Any] = [Case.organisation_id == work.organisation_id, Case.deleted_at.is_(None)]
    if not may(work.actor, Right.SEE_CONFIDENTIAL):
        conditions.append(or_(Case.confidential.is_(False), _own(work)))
    return conditions


def not_of_hidden(work: Work, case_id: Any) -> list[Any]:
    """Conditions on another record's key to a case: it does not belong to a case hidden from the actor."""
    if may(work.actor, Right.SEE_CONFIDENTIAL):
        return []
    return [open_to_all(case_id, work.actor.officer_id)]


def touched_hidden(work: Work, operation_id: Any) -> list[Any]:
    """Conditions that an operation touched a case hidden from the actor; empty when he may see all."""
    if may(work.actor, Right.SEE_CONFIDENTIAL):
        return []
    hidden = select(AuditEntry.sequence).where(
        AuditEntry.operation_id == operation_id, ~open_to_all(AuditEntry.case_id, work.actor.officer_id)
    )
    return [hidden.exists()]


def load(work: Work, case_id: int, version: int | None = None) -> Case:
    """The case. Raises NotFoundError for one that is hidden as for one that is not there, or StaleError."""
    found = work.session.scalars(select(Case.id).where(Case.id == case_id, *visible(work))).first()
    if found is None:
        raise NotFoundError("Vụ việc này không còn trong sổ, có thể đã được chuyển vào thùng rác.")
    return work.load(Case, case_id, version)


def sees_names(work: Work, case: Case) -> bool:
    """Whether the actor may read the reporter's name: the owner, leaders and administrators (rule C9)."""
    return may(work.actor, Right.SEE_CONFIDENTIAL) or (
        work.actor.officer_id is not None and case.owner_id == work.actor.officer_id
    )


def _own(work: Work) -> Any:
    if work.actor.officer_id is None:
        return false()
    return Case.owner_id == work.actor.officer_id
