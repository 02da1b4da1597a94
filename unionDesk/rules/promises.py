"""Promises and recommendations: default deadline by holder, status from the answers, closing.

Deadlines by rule K1 of the field paper on follow-up (section 8.3): proposals that the office may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .errors import UserError
from .kinds import HolderKind, PromiseStatus, PromiseWord, TimeUnit
from .names import clean
from .working_days import Deadline, WorkCalendar, count

DEFAULT_TERMS: Mapping[HolderKind, tuple[int, TimeUnit]] = {
    HolderKind.OFFICE: (10, TimeUnit.WORKING_DAY),
    HolderKind.BRANCH: (10, TimeUnit.WORKING_DAY),
    HolderKind.EMPLOYER: (15, TimeUnit.WORKING_DAY),
    HolderKind.UPPER_UNION: (30, TimeUnit.DAY),
    HolderKind.COMMUNE: (30, TimeUnit.DAY),
    HolderKind.AGENCY: (30, TimeUnit.DAY),
    HolderKind.OTHER: (30, TimeUnit.DAY),
}
# What a person may move a promise to; a closed one is only reopened, never relabelled.
MOVES: Mapping[PromiseStatus, frozenset[PromiseStatus]] = {
    PromiseStatus.OPEN: frozenset(
        {PromiseStatus.KEPT, PromiseStatus.LATE, PromiseStatus.BROKEN, PromiseStatus.VOID}
    ),
    PromiseStatus.KEPT: frozenset({PromiseStatus.OPEN}),
    PromiseStatus.LATE: frozenset({PromiseStatus.OPEN}),
    PromiseStatus.BROKEN: frozenset({PromiseStatus.OPEN}),
    PromiseStatus.VOID: frozenset({PromiseStatus.OPEN}),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The one word with which a promise was answered, and when."""

    on: date
    word: PromiseWord


def default_deadline(holder: HolderKind, start: date, calendar: WorkCalendar) -> Deadline:
    """By when the holder should answer when nothing else is agreed (K1)."""
    number, unit = DEFAULT_TERMS[holder]
    return count(calendar, start, number, unit)


def is_ours(holder: HolderKind) -> bool:
    """Whether an overdue promise is our own fault (red) or another's to be urged (orange)."""
    return holder is HolderKind.OFFICE


def status_from(due_on: date | None, answers: Iterable[Answer]) -> PromiseStatus:
    """Done in time is kept, done after the due day is late, anything else is still open.

    A promise only becomes broken or void by a person's decision; the last answer counts, so that 'chưa'
    after 'xong' opens it again.
    """
    last = max(answers, key=lambda answer: answer.on, default=None)
    if last is None or last.word is not PromiseWord.DONE:
        return PromiseStatus.OPEN
    return PromiseStatus.LATE if due_on is not None and last.on > due_on else PromiseStatus.KEPT


def verdict(status: PromiseStatus, due_on: date | None, today: date) -> PromiseStatus:
    """How the next minutes print it: an open promise past its day reads as not carried out."""
    if status is PromiseStatus.OPEN and due_on is not None and due_on < today:
        return PromiseStatus.BROKEN
    return status


def check_move(before: PromiseStatus, after: PromiseStatus, result: str = "", reason: str = "") -> None:
    """Refuse an impossible move: closing needs a result, voiding and reopening a reason."""
    if before is after:
        return
    if after not in MOVES[before]:
        raise UserError(
            f"Kiến nghị đang ở trạng thái “{before.label}”, phải mở lại trước khi chuyển sang “{after.label}”."
        )
    if after is PromiseStatus.OPEN:
        if not clean(reason):
            raise UserError("Xin ghi lý do mở lại kiến nghị, cam kết này.")
    elif after is PromiseStatus.VOID:
        if not clean(reason or result):
            raise UserError("Xin ghi lý do kiến nghị, cam kết này không còn giá trị.")
    elif not clean(result):
        raise UserError("Xin ghi kết quả trước khi đóng kiến nghị, cam kết này.")
