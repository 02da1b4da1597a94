"""Undo of whole operations: edits, deletions, bulk edits, imports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from unionDesk.storage.unit_of_work import Work


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
