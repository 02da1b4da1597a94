"""Steps of a visit, what each needs, and by when the result is reported (rules V of section 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from .errors import UserError
from .kinds import TimeUnit, VisitStatus
from .names import clean
from .working_days import Deadline, WorkCalendar, count

REPORT_WORKING_DAYS = 3
_S = VisitStatus
# Minuted and reported follow from the papers; going back a step undoes a wrong click, never a paper.
MOVES: Mapping[VisitStatus, frozenset[VisitStatus]] = {
    _S.PLANNED: frozenset({_S.CONFIRMED, _S.DONE, _S.POSTPONED, _S.CANCELLED, _S.REFUSED}),
    _S.CONFIRMED: frozenset({_S.PLANNED, _S.DONE, _S.POSTPONED, _S.CANCELLED, _S.REFUSED}),
    _S.DONE: frozenset({_S.PLANNED, _S.CONFIRMED, _S.MINUTED, _S.REPORTED}),
    _S.MINUTED: frozenset({_S.REPORTED}),
    _S.REPORTED: frozenset(),
    _S.POSTPONED: frozenset({_S.PLANNED, _S.CONFIRMED, _S.CANCELLED}),
    _S.CANCELLED: frozenset({_S.PLANNED}),
    _S.REFUSED: frozenset({_S.PLANNED}),
}
NEEDS_REASON = frozenset({_S.POSTPONED, _S.CANCELLED, _S.REFUSED})


def can_move(before: VisitStatus, after: VisitStatus) -> bool:
    """Whether a visit may go from one status to the other (staying is no move)."""
    return after in MOVES[before]


def check_move(
    before: VisitStatus,
    after: VisitStatus,
    *,
    today: date,
    reason: str = "",
    held_on: date | None = None,
    new_day: date | None = None,
) -> None:
    """Refuse an impossible move with a sentence.

    Postponed, cancelled and refused need a reason, postponed a new day (`new_day`) from today on; done needs
    the day it was held (`held_on`), which cannot lie ahead.
    """
    if not can_move(before, after):
        raise UserError(f"Chuyến đi “{before.label}” không thể chuyển sang “{after.label}”.")
    if after in NEEDS_REASON and not clean(reason):
        raise UserError(f"Xin ghi lý do {_REASON_FOR[after]}.")
    if after is _S.POSTPONED and (new_day is None or new_day < today):
        raise UserError("Hoãn chuyến đi thì phải chọn ngày mới, từ hôm nay trở đi.")
    if after is _S.DONE and held_on is None:
        raise UserError("Xin ghi ngày chuyến đi đã diễn ra.")
    if after is _S.DONE and held_on is not None and held_on > today:
        raise UserError("Chuyến đi chưa diễn ra thì chưa thể ghi là đã thực hiện.")


_REASON_FOR = {
    _S.POSTPONED: "hoãn chuyến đi",
    _S.CANCELLED: "hủy chuyến đi",
    _S.REFUSED: "bị từ chối tiếp, ai từ chối và bằng chứng nếu có",
}


def check_times(begins: datetime, ends: datetime | None) -> None:
    """A visit ends after it begins."""
    if ends is not None and ends <= begins:
        raise UserError("Giờ kết thúc phải sau giờ bắt đầu.")


def report_deadline(
    held_on: date, calendar: WorkCalendar, working_days: int = REPORT_WORKING_DAYS
) -> Deadline:
    """By when the team reports the result to the office (V8; the number is a setting)."""
    return count(calendar, held_on, working_days, TimeUnit.WORKING_DAY)


def is_overdue(status: VisitStatus, planned_to: date, today: date) -> bool:
    """Not carried out by the day after its planned end (V9)."""
    return status in {_S.PLANNED, _S.CONFIRMED} and (today - planned_to).days > 1
