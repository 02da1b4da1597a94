"""Telling what was done with a button that takes it back."""

from __future__ import annotations

from functools import partial
from typing import Any

from unionDesk.services import undoing
from unionDesk.services.undoing import Done
from unionDesk.ui.context import Context
from unionDesk.ui.kit.notices import Notice

MOST_NAMED = 3


def tell_done(context: Context, said: str, done: Done, *, label: str = "Hoàn tác") -> None:
    """Say what was done; its operation can be undone from the notice or with Ctrl+Z."""
    context.notices.tell(said, undo=partial(take_back, context, done.operation_id, said), action_label=label)


def finish_done(context: Context, notice: Notice, said: str, done: Done, *, label: str = "Hoàn tác") -> None:
    """End a progress notice with what was done; its operation can be undone."""
    notice.finish(said, undo=partial(take_back, context, done.operation_id, said), action_label=label)


def take_back(context: Context, operation_id: int, said: str) -> None:
    """Undo an operation in the writing lane and say what could not be taken back."""
    context.jobs.write(
        f"Hoàn tác: {said}",
        partial(undoing.undo, operation_id=operation_id),
        then=partial(_say_result, context, said),
    )


def _say_result(context: Context, said: str, report: Any) -> None:
    if not report.kept:
        context.notices.tell(f"Đã hoàn tác: {said}")
        return
    named = "; ".join(f"{one.title} ({one.why})" for one in report.kept[:MOST_NAMED])
    more = len(report.kept) - MOST_NAMED
    rest = f" và {more} mục khác" if more > 0 else ""
    context.notices.warn(f"Đã hoàn tác, trừ những mục để nguyên: {named}{rest}.")
