"""Promises and recommendations: noted with a holder and a day, answered at visits, closed with a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch
from unionDesk.records.office import Officer
from unionDesk.records.promise import Promise
from unionDesk.records.visit import PromiseAnswer, Visit
from unionDesk.rules import promises as rules
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import HolderKind, PromiseSource, PromiseStatus, PromiseWord, TimeUnit
from unionDesk.rules.names import clean, clean_lines
from unionDesk.rules.numbering import RecordSeries
from unionDesk.rules.working_days import Deadline, count
from unionDesk.storage.unit_of_work import Work

from . import keeping, settings
from .numbers import next_record_number
from .rights import Right, require
from .work_calendar import office_calendar

# what a form of a promise may set; status, closing and the due day have verbs of their own
PLAIN = frozenset(
    {
        "branch_id",
        "source",
        "visit_id",
        "text",
        "topic",
        "opinion_count",
        "holder_kind",
        "holder_name",
        "coordination",
        "officer_id",
        "case_id",
    }
)
_TERMS = {
    HolderKind.OFFICE: "promise.branch_working_days",
    HolderKind.BRANCH: "promise.branch_working_days",
    HolderKind.EMPLOYER: "promise.employer_working_days",
}


@dataclass(frozen=True)
class AddedPromise:
    """A promise just noted."""

    promise_id: int
    number: str
    due_on: date


def default_due(work: Work, holder: HolderKind, made_on: date) -> Deadline:
    """By when the holder should answer when nothing else is agreed, by the office's settings (rule K1)."""
    key = _TERMS.get(holder)
    values = settings.everything(work)
    if key is not None:
        return count(office_calendar(work), made_on, values[key], TimeUnit.WORKING_DAY)
    return count(office_calendar(work), made_on, values["promise.agency_days"], TimeUnit.DAY)


def add(work: Work, values: Mapping[str, Any]) -> AddedPromise:
    """Notes a promise: `PLAIN` fields plus `made_on` (today without one) and `due_on` (the default term).

    Raises UserError where text or holder is missing or the due day lies before the day it was made.
    """
    require(work.actor, Right.EDIT)
    made_on = values.get("made_on") or work.today
    holder = values.get("holder_kind")
    if not holder:
        raise UserError("Hãy chọn bên thực hiện kiến nghị, cam kết.")
    due_on = values.get("due_on") or default_due(work, HolderKind(holder), made_on).due_on
    _check_due(made_on, due_on)
    promise = Promise(id=new_id(), made_on=made_on, due_on=due_on, source=PromiseSource.VISIT)
    _apply(work, promise, {"text": "", **values})
    promise.officer_id = promise.officer_id or work.actor.officer_id
    promise.number = next_record_number(work, RecordSeries.PROMISE, made_on.year)
    work.session.add(promise)
    return AddedPromise(promise.id, promise.number, due_on)


def read(work: Work, promise_id: int) -> tuple[dict[str, Any], int]:
    """The values of a promise for its form, and its version."""
    promise = work.load(Promise, promise_id)
    return keeping.values_of(promise), promise.version


def save(work: Work, promise_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Changes the `PLAIN` fields of a promise. Raises StaleError when somebody saved it meanwhile."""
    require(work.actor, Right.EDIT)
    _apply(work, work.load(Promise, promise_id, version), values)


def _apply(work: Work, promise: Promise, values: Mapping[str, Any]) -> None:
    if "text" in values and not clean(str(values["text"] or "")):
        raise UserError("Hãy ghi nội dung kiến nghị, cam kết.")
    if values.get("opinion_count") == 0:
        raise UserError("Số ý kiến cùng nội dung ít nhất là 1.")
    for key, cls in (("branch_id", Branch), ("officer_id", Officer), ("visit_id", Visit)):
        if values.get(key) is not None:
            work.load(cls, values[key])
    # a field that has a default of its own keeps it when the form leaves it empty
    plain = {
        key: value
        for key, value in values.items()
        if key in PLAIN and (value is not None or key in {"holder_name", "coordination", "case_id"})
    }
    keeping.apply(promise, plain)


def _check_due(made_on: date, due_on: date) -> None:
    if due_on < made_on:
        raise UserError(
            f"Hạn thực hiện {due_on:%d/%m/%Y} ở trước ngày ghi nhận {made_on:%d/%m/%Y}, xin kiểm tra lại."
        )


def change_due(work: Work, promise_id: int, version: int, due_on: date, reason: str) -> None:
    """Another due day; the reason is asked for, the days before stay in the history."""
    require(work.actor, Right.EDIT)
    promise = work.load(Promise, promise_id, version)
    if promise.status is not PromiseStatus.OPEN:
        raise UserError("Kiến nghị, cam kết này đã kết thúc nên không đổi hạn được. Hãy mở lại trước.")
    if due_on == promise.due_on:
        return
    if not clean(reason):
        raise UserError("Xin ghi lý do đổi hạn.")
    _check_due(promise.made_on, due_on)
    keeping.apply(promise, {"due_on": due_on, "due_reason": reason})


def close(
    work: Work,
    promise_id: int,
    version: int,
    status: PromiseStatus,
    result: str,
    *,
    closed_on: date | None = None,
    told_branch_on: date | None = None,
    branch_agrees: bool | None = None,
) -> PromiseStatus:
    """Ends a promise as kept, late, broken or void; kept after its day becomes late. The status it got.

    Raises UserError without a result (a void one: without a reason) or for a day that lies ahead.
    """
    require(work.actor, Right.EDIT)
    promise = work.load(Promise, promise_id, version)
    day = closed_on or work.today
    if day > work.today:
        raise UserError("Ngày kết thúc không thể ở sau hôm nay.")
    if day < promise.made_on:
        raise UserError("Ngày kết thúc không thể ở trước ngày ghi nhận.")
    if status in {PromiseStatus.KEPT, PromiseStatus.LATE}:
        status = PromiseStatus.LATE if day > promise.due_on else PromiseStatus.KEPT
    rules.check_move(promise.status, status, result=result)
    if promise.status is status:
        raise UserError(f"Kiến nghị, cam kết này đã ở trạng thái “{status.label}”.")
    promise.status = status
    promise.closed_on = day
    keeping.apply(promise, {"result": result})
    _tell(promise, told_branch_on, branch_agrees, work.today)
    return status


def tell_branch(work: Work, promise_id: int, version: int, on: date, agrees: bool | None) -> None:
    """Notes that the branch was told what came of it, and whether it agrees (rule K4)."""
    require(work.actor, Right.EDIT)
    _tell(work.load(Promise, promise_id, version), on, agrees, work.today)


def _tell(promise: Promise, on: date | None, agrees: bool | None, today: date) -> None:
    if on is not None and on > today:
        raise UserError("Ngày phản hồi cho cơ sở không thể ở sau hôm nay.")
    if on is not None:
        promise.told_branch_on = on
    if agrees is not None:
        promise.branch_agrees = agrees


def reopen(work: Work, promise_id: int, version: int, reason: str) -> None:
    """Opens a closed promise again; the reason is kept with what came of it before."""
    require(work.actor, Right.EDIT)
    promise = work.load(Promise, promise_id, version)
    if promise.status is PromiseStatus.OPEN:
        raise UserError("Kiến nghị, cam kết này đang được theo dõi, không cần mở lại.")
    rules.check_move(promise.status, PromiseStatus.OPEN, reason=reason)
    before = f"{promise.status.label}: {promise.result}" if promise.result else promise.status.label
    promise.result = clean_lines(f"{before}\nMở lại {work.today:%d/%m/%Y}: {clean(reason)}")
    promise.status = PromiseStatus.OPEN
    promise.closed_on = None


def discard(work: Work, promise_ids: Sequence[int]) -> None:
    """Puts promises into the bin; undo brings them back."""
    require(work.actor, Right.DELETE)
    for promise_id in promise_ids:
        work.bin(work.load(Promise, promise_id))


def answered(work: Work, promise: Promise, word: PromiseWord | None, note: str, held_on: date) -> None:
    """Brings a promise up to date after its answer at a visit was given, changed or taken back.

    For the services of visits: the caller has written the answers. The last answer counts; what a person
    decided (broken, void) stays.
    """
    if promise.status in {PromiseStatus.BROKEN, PromiseStatus.VOID}:
        return
    status = rules.status_from(promise.due_on, answers_of(work, promise.id))
    if status is PromiseStatus.OPEN:
        promise.status, promise.closed_on = status, None
        return
    promise.status, promise.closed_on = status, held_on
    if word is PromiseWord.DONE:
        promise.result = clean(note) or promise.result or f"Cơ sở xác nhận xong ngày {held_on:%d/%m/%Y}"
        promise.told_branch_on = promise.told_branch_on or held_on


def answers_of(work: Work, promise_id: int) -> list[rules.Answer]:
    """All answers that a promise got, with the day of the visit."""
    statement = (
        select(Visit.held_from, Visit.planned_from, PromiseAnswer.word)
        .join(Visit, Visit.id == PromiseAnswer.visit_id)
        .where(
            PromiseAnswer.promise_id == promise_id,
            PromiseAnswer.deleted_at.is_(None),
            Visit.deleted_at.is_(None),
        )
        .order_by(Visit.planned_from, Visit.id)
    )
    return [
        rules.Answer((held or planned).date(), word)
        for held, planned, word in work.session.execute(statement)
    ]
