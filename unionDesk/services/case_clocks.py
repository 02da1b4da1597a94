"""The clocks of a case: started by events, met, stopped, extended, superseded; never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from unionDesk.records.base import new_id
from unionDesk.records.case import Case, CaseClock
from unionDesk.rules.deadlines import DeadlineRule, after_pause, compute, extended, rules_for
from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import date_text
from unionDesk.rules.intake_clocks import intake_clocks
from unionDesk.rules.kinds import (
    ClockState,
    DiaryKind,
    DutyHolder,
    TimeUnit,
)
from unionDesk.rules.names import clean
from unionDesk.rules.working_days import Deadline, WorkCalendars, working_days_between
from unionDesk.storage.unit_of_work import Work

from . import case_access, case_diary, case_reference
from .case_clock_lines import NEXT_ACTION, is_limitation, of_case, ref_of
from .rights import Right, require
from .work_calendar import calendars


def sync_intake(work: Work, case: Case, before: Iterable[str] = ()) -> None:
    """Brings the clocks of the intake in line with the case's kind, severity and days.

    `before` are the references that its former kind and severity had: those that no longer apply stop. A
    day that moved supersedes; what was met stays met. Clocks of a raised severity start today.
    """
    flow, rules, both = case_reference.flow(), case_reference.rules(), calendars(work)
    facts = {"received_on": case.received_on, "violation_found_on": case.violation_found_on}
    started = {c.rule.ref: c for c in intake_clocks(flow, rules, case.kind, case.severity, facts, both)}
    raised = set(flow.intake_by_severity[case.severity]) - set(before) if before else set()
    if raised:
        late = intake_clocks(
            flow, rules, case.kind, case.severity, {**facts, "received_on": work.today}, both
        )
        started.update({c.rule.ref: c for c in late if c.rule.ref in raised})
    known: dict[str, list[CaseClock]] = {}
    for row in of_case(work, case.id):
        known.setdefault(ref_of(row), []).append(row)
    for ref, clock in started.items():
        own = known.get(ref, [])
        if any(r.started_on == clock.started_on and r.state is not ClockState.STOPPED for r in own):
            continue
        _end([r for r in own if r.state is ClockState.RUNNING], ClockState.SUPERSEDED, work.today)
        _start(work, case, clock.rule, clock.started_on, clock.deadline)
    for ref in set(before) - set(started):
        running = [r for r in known.get(ref, []) if r.state is ClockState.RUNNING]
        _end(running, ClockState.STOPPED, work.today)
    refresh_due(work, case)


def start_for_event(
    work: Work, case_id: int, version: int, event: str, on: date | datetime
) -> tuple[str, ...]:
    """Starts the clocks of an event (petition accepted, mediator appointed …); their labels.

    `on` is the day; clocks counted in hours need the moment in local time. A running clock of the same rule
    is superseded. Where a rule has variants the ordinary one starts. Raises UserError when none starts.
    """
    require(work.actor, Right.EDIT)
    case = _open_case(work, case_id, version)
    day = on.date() if isinstance(on, datetime) else on
    if day > work.today:
        raise UserError("Ngày của sự việc không thể ở sau hôm nay.")
    words = case_reference.flow().events.get(event)
    found = rules_for(case_reference.rules(), day, kind=case.kind, trigger=event)
    by_id: dict[str, DeadlineRule] = {}
    for rule in found:
        if rule.id not in by_id or (by_id[rule.id].variant and not rule.variant):
            by_id[rule.id] = rule
    ordinary = list(by_id.values())
    if words is None or not ordinary:
        raise UserError(f"Sự việc “{words or event}” không bắt đầu thời hạn nào của loại vụ việc này.")
    both = calendars(work)
    for rule in ordinary:
        deadline = compute(rule, on, both)
        same = [r for r in of_case(work, case.id) if ref_of(r) == rule.ref and r.state is ClockState.RUNNING]
        _end(same, ClockState.SUPERSEDED, work.today)
        _start(work, case, rule, day, deadline)
    labels = tuple(rule.label for rule in ordinary)
    case_diary.note(
        work, case.id, DiaryKind.CLOCK, f"{words} ngày {date_text(day)}. Bắt đầu tính: {'; '.join(labels)}."
    )
    refresh_due(work, case)
    return labels


def _start(work: Work, case: Case, rule: DeadlineRule, started_on: date, deadline: Deadline) -> CaseClock:
    row = CaseClock(
        id=new_id(),
        case_id=case.id,
        rule_id=rule.id,
        variant=rule.variant or None,
        label=rule.label,
        started_on=started_on,
        due_on=deadline.due_on,
        due_at=deadline.due_at.astimezone() if deadline.due_at else None,
        duty=rule.duty,
        arithmetic=deadline.arithmetic,
        basis=rule.basis_words,
        is_verified=rule.verified,
        state=ClockState.RUNNING,
    )
    work.session.add(row)
    return row


def _end(rows: Iterable[CaseClock], state: ClockState, on: date) -> None:
    for row in rows:
        row.state, row.ended_on = state, on


def meet(work: Work, case_id: int, version: int, clock_id: int, on: date | None = None) -> None:
    """What the clock waited for was done, on a day up to today."""
    require(work.actor, Right.EDIT)
    case = _open_case(work, case_id, version)
    row = _running(work, case, clock_id)
    day = on or work.today
    if day > work.today:
        raise UserError("Ngày thực hiện không thể ở sau hôm nay.")
    _end([row], ClockState.MET, day)
    late = f", quá hạn {(day - row.due_on).days} ngày" if day > row.due_on else ""
    case_diary.note(work, case.id, DiaryKind.CLOCK, f"Đã thực hiện ngày {date_text(day)}{late}: {row.label}.")
    if row.rule_id == NEXT_ACTION:
        case.next_action = None
    refresh_due(work, case)


def stop(work: Work, case_id: int, version: int, clock_id: int, reason: str) -> None:
    """Stops a clock that no longer matters; the reason stands in the diary."""
    require(work.actor, Right.EDIT)
    case = _open_case(work, case_id, version)
    row = _running(work, case, clock_id)
    if not clean(reason):
        raise UserError("Xin ghi vì sao dừng thời hạn này.")
    _end([row], ClockState.STOPPED, work.today)
    case_diary.note(work, case.id, DiaryKind.CLOCK, f"Dừng thời hạn: {row.label}. Lý do: {clean(reason)}")
    if row.rule_id == NEXT_ACTION:
        case.next_action = None
    refresh_due(work, case)


def extend(
    work: Work,
    case_id: int,
    version: int,
    clock_id: int,
    reason: str,
    *,
    number: int | None = None,
    new_due_on: date | None = None,
) -> date:
    """Prolongs a clock by so many of its units, or to a day that was decided; the new due day.

    The old clock stays, superseded, with its day. Raises UserError where the law allows no extension.
    """
    require(work.actor, Right.EDIT)
    case = _open_case(work, case_id, version)
    row = _running(work, case, clock_id)
    both = calendars(work)
    rule = case_reference.rule_of(row.rule_id, row.variant, row.started_on)
    if rule is None:
        raise UserError("Việc tiếp theo do bạn tự đặt hạn; hãy đặt lại ngày thay vì gia hạn.")
    if number:
        deadline = extended(rule, _deadline(row, rule, both), number, both)
        new_due_on = deadline.due_on
    elif new_due_on is not None:
        extended(rule, _deadline(row, rule, both), 1, both)  # refuses what the law does not extend
        deadline = Deadline(new_due_on, f"gia hạn từ {date_text(row.due_on)} đến {date_text(new_due_on)}")
    case_reference.flow().move(
        case.kind,
        case.step,
        "extend",
        facts={"reason": reason, "new_due_on": new_due_on},
        paused=case.is_paused,
    )
    if deadline.due_on <= row.due_on:
        raise UserError(f"Hạn mới phải sau hạn cũ ({date_text(row.due_on)}).")
    _supersede(work, case, row, rule, deadline)
    case_diary.note(
        work,
        case.id,
        DiaryKind.CLOCK,
        f"Gia hạn “{row.label}” từ {date_text(row.due_on)} đến {date_text(deadline.due_on)}. "
        f"Lý do: {clean(reason)}",
    )
    refresh_due(work, case)
    return deadline.due_on


def _supersede(work: Work, case: Case, row: CaseClock, rule: DeadlineRule, deadline: Deadline) -> None:
    _end([row], ClockState.SUPERSEDED, work.today)
    _start(work, case, rule, row.started_on, deadline)


def _deadline(row: CaseClock, rule: DeadlineRule, both: WorkCalendars) -> Deadline:
    """The clock's deadline with the unmoved end from which an extension counts, where it is still known."""
    if rule.unit is not TimeUnit.HOUR:
        first = compute(rule, row.started_on, both)
        if first.due_on == row.due_on:
            return first
    due_at = row.due_at.astimezone().replace(tzinfo=None) if row.due_at else None
    return Deadline(row.due_on, row.arithmetic, row.basis or "", due_at=due_at)


def move_after_pause(work: Work, case: Case, paused_on: date) -> list[str]:
    """Moves the clocks that the law lets stand still by the days of the pause; words for the diary.

    A clock that had run out before the pause stays overdue.
    """
    both = calendars(work)
    moved = []
    for row in of_case(work, case.id):
        rule = case_reference.rule_of(row.rule_id, row.variant, row.started_on)
        if row.state is not ClockState.RUNNING or rule is None or not rule.pausable or row.due_on < paused_on:
            continue
        days = (work.today - paused_on).days
        if rule.unit is TimeUnit.WORKING_DAY:
            days = working_days_between(both.of(rule.calendar), paused_on, work.today)
        if days:
            deadline = after_pause(rule, _deadline(row, rule, both), days, both)
            _supersede(work, case, row, rule, deadline)
            moved.append(f"{row.label}: {date_text(row.due_on)} → {date_text(deadline.due_on)}")
    return moved


def met_by_step(work: Work, case: Case, step: str) -> None:
    """Entering a step fulfils the clocks that wait for it: booking in, classifying, answering."""
    waiting = _MET_BY_STEP.get(step, ())
    _end(
        [row for row in of_case(work, case.id) if row.state is ClockState.RUNNING and ref_of(row) in waiting],
        ClockState.MET,
        work.today,
    )


_MET_BY_STEP: dict[str, tuple[str, ...]] = {
    "registered": ("D45",),
    "classified": ("D45", "D45/classify"),
    "replied": ("D45/first_reply", "D45/advice", "C2", "C2/urgent"),
}


def set_next_action(work: Work, case_id: int, version: int, action: str, due_on: date | None = None) -> None:
    """The one thing to do next and by when; replaces the last one. An empty action takes it away."""
    require(work.actor, Right.EDIT)
    put_next_action(work, _open_case(work, case_id, version), action, due_on)


def put_next_action(work: Work, case: Case, action: str, due_on: date | None) -> None:
    """The same for a case that the caller loaded."""
    words = clean(action)
    if due_on is not None and not words:
        raise UserError("Hãy ghi việc tiếp theo phải làm đến ngày đó.")
    if len(words) > 255:
        raise UserError("Việc tiếp theo dài quá 255 ký tự, xin ghi ngắn lại và để chi tiết trong nhật ký.")
    running = [
        r for r in of_case(work, case.id) if r.rule_id == NEXT_ACTION and r.state is ClockState.RUNNING
    ]
    if running and running[0].label == words and running[0].due_on == due_on:
        return
    _end(running, ClockState.SUPERSEDED, work.today)
    case.next_action = words or None
    if due_on is not None:
        work.session.add(
            CaseClock(
                id=new_id(),
                case_id=case.id,
                rule_id=NEXT_ACTION,
                label=words,
                started_on=work.today,
                due_on=due_on,
                duty=DutyHolder.OFFICE,
                arithmetic=f"{work.actor.name} đặt hạn {date_text(due_on)}",
                state=ClockState.RUNNING,
            )
        )
    refresh_due(work, case)


def stop_all(work: Work, case: Case, on: date) -> None:
    """Closing stops what still runs."""
    _end([r for r in of_case(work, case.id) if r.state is ClockState.RUNNING], ClockState.STOPPED, on)
    case.next_action = None
    case.next_due_on = None


def go_on(work: Work, case: Case, closed_on: date) -> None:
    """Reopening lets those clocks run on that the closing stopped and that are not over."""
    for row in of_case(work, case.id):
        if row.state is ClockState.STOPPED and row.ended_on == closed_on and row.due_on >= work.today:
            row.state, row.ended_on = ClockState.RUNNING, None
            if row.rule_id == NEXT_ACTION:
                case.next_action = row.label
    refresh_due(work, case)


def limitation_end(work: Work, case: Case) -> date | None:
    """The last day of the case's longest limitation period; None when it has none."""
    ends = [
        row.due_on
        for row in of_case(work, case.id)
        if is_limitation(row) and row.state is not ClockState.SUPERSEDED
    ]
    return max(ends, default=None)


def refresh_due(work: Work, case: Case) -> None:
    """Sets the case's nearest due day: of the running clocks and the next action, paused clocks left out."""
    due = []
    for row in of_case(work, case.id):
        if row.state is not ClockState.RUNNING:
            continue
        if case.is_paused:
            rule = case_reference.rule_of(row.rule_id, row.variant, row.started_on)
            if rule is not None and rule.pausable:
                continue
        due.append(row.due_on)
    nearest = min(due, default=None)
    if case.next_due_on != nearest:
        case.next_due_on = nearest


def _open_case(work: Work, case_id: int, version: int) -> Case:
    case = case_access.load(work, case_id, version)
    if case.closed_on is not None:
        raise UserError("Vụ việc đã kết thúc; hãy mở lại trước khi thay đổi thời hạn.")
    return case


def _running(work: Work, case: Case, clock_id: int) -> CaseClock:
    row = work.load(CaseClock, clock_id)
    if row.case_id != case.id or row.state is not ClockState.RUNNING:
        raise UserError(f"Thời hạn này không còn chạy ({row.state.label.lower()}).")
    return row
