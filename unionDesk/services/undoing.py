"""Undo of whole operations: edits, deletions, bulk edits, imports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from unionDesk.records.audit import Operation
from unionDesk.rules.errors import NotFoundError
from unionDesk.storage.undo import UndoReport
from unionDesk.storage.undo import undo as storage_undo
from unionDesk.storage.unit_of_work import Work

from . import case_access
from .rights import Right, require


@dataclass(frozen=True)
class Done:
    """What a writing service gave back, with the operation by which it can be undone."""

    value: Any
    operation_id: int


def recorded(task: Callable[[Work], Any]) -> Callable[[Work], Done]:
    """The same task, giving back its operation's id too."""

    def run(work: Work) -> Done:
        return Done(task(work), work.operation_id)

    return run


def undo(work: Work, operation_id: int) -> UndoReport:
    """Takes an operation back; records edited since stay and are named.

    Raises NotAllowedError for a role that may not edit, UserError for what cannot be undone.
    """
    require(work.actor, Right.EDIT)
    touched = case_access.touched_hidden(work, Operation.id)
    if (
        touched
        and work.session.scalars(select(Operation.id).where(Operation.id == operation_id, *touched)).first()
    ):
        raise NotFoundError("Không tìm thấy việc cần hoàn tác.")
    return storage_undo(work, operation_id)
