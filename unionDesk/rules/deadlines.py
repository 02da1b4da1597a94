"""Deadline rules as data: which clock an event starts, for whom, and on which article of law it stands."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from .errors import NotFoundError, UserError
from .formats import date_text
from .kinds import CalendarKind, CountingMode, Direction, DutyHolder, TimeUnit
from .working_days import Deadline, WorkCalendar, WorkCalendars, count, shift_working_days

UNVERIFIED = "chưa kiểm chứng"
_REMINDERS_BEFORE_TERM = (5, 2, 0)  # working days
_REMINDERS_BEFORE_LIMITATION = (60, 30, 7)  # days


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One row: from an event, so many units, on whose duty. A rule with variants is several rows of one id.

    `kinds` are codes of case kinds (empty: no case, but another event such as a dialogue; '*': all cases);
    `trigger` is a code of the events in `case_kinds.toml`; `roll` says whether a day off at the end moves
    the day; `valid_to` is the last day on which an event still falls under the rule.
    """

    id: str
    variant: str
    label: str
    kinds: frozenset[str]
    trigger: str
    number: int
    unit: TimeUnit
    direction: Direction
    mode: CountingMode
    roll: bool
    extendable: bool
    pausable: bool
    duty: DutyHolder
    calendar: CalendarKind
    basis: str
    source: str
    verified: bool
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def ref(self) -> str:
        """'D31', or 'D32/complex' for a variant."""
        return f"{self.id}/{self.variant}" if self.variant else self.id

    @property
    def basis_words(self) -> str:
        """The article of law, with 'chưa kiểm chứng' where nobody has checked it."""
        return self.basis if self.verified else f"{self.basis}, {UNVERIFIED}"

    def holds_on(self, day: date) -> bool:
        """Whether an event of that day falls under this row."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def concerns(self, kind: str) -> bool:
        """Whether cases of this kind know the rule."""
        return kind in self.kinds or "*" in self.kinds


def load_rules(path: Path) -> tuple[DeadlineRule, ...]:
    """The shipped rules (`db/reference/deadline_rules.csv`); UserError naming the row that is unreadable."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(enumerate(csv.DictReader(lines), 2))
    return tuple(_rule(row, f"Tệp {path.name}, dòng {number}") for number, row in rows)


def _rule(row: dict[str, str], where: str) -> DeadlineRule:
    try:
        rule = DeadlineRule(
            id=row["id"],
            variant=row["variant"],
            label=row["label"],
            kinds=frozenset(row["kinds"].split()),
            trigger=row["trigger"],
            number=int(row["number"]),
            unit=TimeUnit(row["unit"]),
            direction=Direction(row["direction"]),
            mode=CountingMode(row["mode"]),
            roll=_yes(row["roll"]),
            extendable=_yes(row["extendable"]),
            pausable=_yes(row["pausable"]),
            duty=DutyHolder(row["duty"]),
            calendar=CalendarKind(row["calendar"]),
            basis=row["basis"],
            source=row["source"],
            verified=_yes(row["verified"]),
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UserError(f"{where}: không đọc được quy tắc thời hạn.") from None
    if not (rule.id and rule.label and rule.trigger and rule.basis) or rule.number < 0:
        raise UserError(f"{where}: quy tắc thời hạn thiếu mã, tên, mốc tính hoặc căn cứ.")
    return rule


def _yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(text)
    return text == "yes"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def with_own_rules(seed: Iterable[DeadlineRule], own: Iterable[DeadlineRule]) -> tuple[DeadlineRule, ...]:
    """The seed with the office's own dated rows before it, so that an own row wins wherever it holds."""
    return (*own, *seed)


def find_rule(rules: Iterable[DeadlineRule], ref: str, on: date) -> DeadlineRule:
    """The row of 'D31' or 'D32/complex' that holds on a day; NotFoundError says what is missing."""
    wanted, _, variant = ref.strip().partition("/")
    rows = [rule for rule in rules if rule.id.casefold() == wanted.casefold()]
    if not rows:
        raise NotFoundError(f"Không có quy tắc thời hạn “{ref}”.")
    of_variant = [rule for rule in rows if rule.variant == variant]
    if not of_variant:
        known = ", ".join(dict.fromkeys(rule.variant for rule in rows if rule.variant)) or "không có"
        raise NotFoundError(f"Quy tắc {rows[0].id} không có biến thể “{variant}” (các biến thể: {known}).")
    found = next((rule for rule in of_variant if rule.holds_on(on)), None)
    if found is None:
        raise NotFoundError(f"Quy tắc {of_variant[0].ref} không áp dụng cho ngày {date_text(on)}.")
    return found


def rules_for(
    rules: Sequence[DeadlineRule], on: date, *, kind: str | None = None, trigger: str | None = None
) -> list[DeadlineRule]:
    """The rows that hold on a day for a case kind and an event, one for each id and variant."""
    found: dict[str, DeadlineRule] = {}
    for rule in rules:
        fits = (kind is None or rule.concerns(kind)) and (trigger is None or rule.trigger == trigger)
        if fits and rule.holds_on(on):
            found.setdefault(rule.ref, rule)
    return list(found.values())


def compute(rule: DeadlineRule, start: date | datetime, calendars: WorkCalendars) -> Deadline:
    """The clock that an event starts. Hours need the moment of the event (local time), else UserError."""
    if rule.unit is TimeUnit.HOUR and not isinstance(start, datetime):
        raise UserError(f"Thời hạn “{rule.label}” tính theo giờ, xin ghi cả giờ của sự việc.")
    return count(
        calendars.of(rule.calendar),
        start,
        rule.number,
        rule.unit,
        direction=rule.direction,
        mode=rule.mode,
        roll=rule.roll,
        basis=rule.basis_words,
    )


def extended(rule: DeadlineRule, deadline: Deadline, number: int, calendars: WorkCalendars) -> Deadline:
    """The deadline prolonged by so many of the rule's units, counted on from its unmoved end (Đ.149)."""
    if not rule.extendable:
        raise UserError(f"Thời hạn “{rule.label}” không được gia hạn.")
    longer = replace(rule, number=number)
    start = deadline.due_at or deadline.unmoved_on or deadline.due_on
    found = compute(longer, start, calendars)
    return replace(found, arithmetic=f"gia hạn {found.arithmetic}")


def after_pause(
    rule: DeadlineRule, deadline: Deadline, days_paused: int, calendars: WorkCalendars
) -> Deadline:
    """The deadline moved by the days that did not count; UserError where the law lets no clock stop.

    Working days are moved by working days, all others by calendar days.
    """
    if not rule.pausable:
        raise UserError(f"Thời hạn “{rule.label}” theo luật không được tạm dừng.")
    unit = TimeUnit.WORKING_DAY if rule.unit is TimeUnit.WORKING_DAY else TimeUnit.DAY
    found = count(
        calendars.of(rule.calendar),
        deadline.unmoved_on or deadline.due_on,
        days_paused,
        unit,
        mode=rule.mode,
        roll=rule.roll,
        basis=rule.basis_words,
    )
    return replace(found, arithmetic=f"cộng thời gian tạm dừng: {found.arithmetic}")


def reminder_days(rule: DeadlineRule, deadline: Deadline, calendar: WorkCalendar) -> tuple[date, ...]:
    """When to remind: 5 and 2 working days before and on the day; for a limitation 60, 30 and 7 days before."""
    if rule.mode is CountingMode.LIMITATION:
        return tuple(date.fromordinal(deadline.due_on.toordinal() - n) for n in _REMINDERS_BEFORE_LIMITATION)
    return tuple(shift_working_days(calendar, deadline.due_on, -n) for n in _REMINDERS_BEFORE_TERM)
