"""The way of a case: legal next steps, moving, pausing, closing, opening again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unionDesk.records.case import Case
from unionDesk.records.office import Officer
from unionDesk.rules.case_flow import ARCHIVED, CLOSED, Action, may_keep_number
from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import DiaryKind
from unionDesk.rules.names import clean, clean_lines
from unionDesk.storage.unit_of_work import Work

from . import case_access, case_clocks, case_diary, case_reference, keeping
from .rights import Right, require

# facts of the case that a move may bring along
FACTS = frozenset(
    {"owner_id", "outcome", "result", "money_secured", "people_helped", "replied_on", "lessons", "satisfied"}
)


@dataclass(frozen=True)
class StepAction:
    """Something that may be done now. `missing` are the facts to ask for, as (name, words); `asks` is the
    question for the reason; `choices` are the steps to choose from, as (code, label)."""

    code: str
    label: str
    target: str
    missing: tuple[tuple[str, str], ...]
    asks: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PathStep:
    """A step of the case's path; `state` is "done", "now" or "ahead"."""

    code: str
    label: str
    state: str


def path(case: Case) -> tuple[PathStep, ...]:
    """The path of the case's kind with where it stands; a side exit stands at its end."""
    flow = case_reference.flow()
    codes = flow.kind(case.kind).path
    here = codes.index(case.step) if case.step in codes else None
    if here is None and case.step == ARCHIVED:
        here = len(codes)
    steps = [PathStep(code, flow.step(code).label, _state(place, here)) for place, code in enumerate(codes)]
    if case.step not in codes:
        steps.append(PathStep(case.step, case_reference.step_name(case.step), "now"))
    return tuple(steps)


def _state(place: int, here: int | None) -> str:
    if here is None or place > here:
        return "ahead"
    return "now" if place == here else "done"


def actions(case: Case) -> tuple[StepAction, ...]:
    """What may be done with the case now; extending is done at a clock (`case_clocks.extend`)."""
    flow = case_reference.flow()
    facts = _facts(case, {}, "")
    found = []
    for action in flow.actions_at(case.kind, case.step, paused=case.is_paused):
        if action.code == "extend":
            continue
        target = _target(case, action)
        needs = dict.fromkeys((*action.needs, *(flow.step(target).needs if target else ())))
        if target == CLOSED and action.outcome is None:
            needs.update(dict.fromkeys(flow.actions["close"].needs))
        missing = tuple(
            (need, flow.facts[need])
            for need in needs
            if facts.get(need) in (None, "") and not (need == "replied_on" and case.is_anonymous)
        )
        choices = flow.choices(case.kind, case.step) if action.to == "chosen" else ()
        found.append(
            StepAction(
                action.code,
                action.label,
                case_reference.step_name(target) if target else "",
                missing,
                action.asks,
                tuple((step.code, step.label) for step in choices),
            )
        )
    return tuple(found)


def _target(case: Case, action: Action) -> str:
    codes = case_reference.flow().kind(case.kind).path
    if action.to in {"next", "back"}:
        return codes[codes.index(case.step) + (1 if action.to == "next" else -1)]
    if action.to == "same":
        return case.step
    return "" if action.to == "chosen" else action.to


def move(
    work: Work,
    case_id: int,
    version: int,
    action: str,
    *,
    to: str | None = None,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> str:
    """Does one of `actions`; the code of the step it leads to. The move stands in the diary.

    `facts` brings what the move needs (`FACTS`, and `closed_on` when it closes). Raises UserError for an
    illegal move or a missing fact, StaleError when somebody saved the case meanwhile.
    """
    require(work.actor, Right.EDIT)
    case = case_access.load(work, case_id, version)
    flow = case_reference.flow()
    if action == "extend":
        raise UserError("Hãy chọn thời hạn cần gia hạn trong danh sách thời hạn của vụ việc.")
    given = dict(facts or {})
    closed_on = given.pop("closed_on", None) or work.today
    target = flow.move(
        case.kind, case.step, action, facts=_facts(case, given, reason), to=to, paused=case.is_paused
    ).code
    _take_facts(work, case, given)
    done = flow.actions[action]
    if action == "pause":
        _pause(work, case, reason)
    elif action == "resume":
        _resume(work, case)
    elif action == "reopen":
        _reopen(work, case, target, reason)
    elif target == CLOSED:
        _close(work, case, done, reason, closed_on)
    else:
        _go(work, case, done, target, reason)
    return case.step


def _facts(case: Case, given: Mapping[str, Any], reason: str) -> dict[str, Any]:
    known = {name: getattr(case, name) for name in FACTS}
    return {**known, "is_anonymous": case.is_anonymous, **given, "reason": reason}


def _take_facts(work: Work, case: Case, given: Mapping[str, Any]) -> None:
    if given.get("owner_id") is not None:
        work.load(Officer, given["owner_id"])
    replied_on = given.get("replied_on")
    if replied_on is not None and not case.received_on <= replied_on <= work.today:
        raise UserError("Ngày trả lời phải từ ngày tiếp nhận đến hôm nay.")
    keeping.apply(case, given, only=FACTS)


def _go(work: Work, case: Case, action: Action, target: str, reason: str) -> None:
    before = case_reference.step_name(case.step)
    case.step = target
    case_clocks.met_by_step(work, case, target)
    case_diary.note(
        work, case.id, DiaryKind.STEP, _words(f"{before} → {case_reference.step_name(target)}", reason)
    )
    case_clocks.refresh_due(work, case)
    if action.code == "split":
        case.next_action = case.next_action or "Lập các vụ việc được tách ra"


def _words(what: str, reason: str) -> str:
    return f"{what}. Lý do: {clean_lines(reason)}" if clean(reason) else f"{what}."


def _pause(work: Work, case: Case, reason: str) -> None:
    case.is_paused = True
    case_diary.note(work, case.id, DiaryKind.PAUSE, _words("Tạm dừng", reason))
    case_clocks.refresh_due(work, case)


def _resume(work: Work, case: Case) -> None:
    since = case_diary.paused_since(work, case.id) or work.today
    moved = case_clocks.move_after_pause(work, case, since)
    case.is_paused = False
    words = f"Tiếp tục giải quyết sau khi tạm dừng từ {date_text(since)}."
    if moved:
        words += f" Thời hạn được cộng thời gian tạm dừng: {'; '.join(moved)}."
    case_diary.note(work, case.id, DiaryKind.RESUME, words)
    case_clocks.refresh_due(work, case)


def close(work: Work, case_id: int, version: int, facts: Mapping[str, Any]) -> None:
    """Closes a case with `outcome`, `result`, `money_secured` (0 allowed), `people_helped`, `replied_on`.

    `closed_on` is today without one. Raises UserError naming what is missing (rule C6).
    """
    move(work, case_id, version, "close", facts=facts)


def _close(work: Work, case: Case, action: Action, reason: str, closed_on: date) -> None:
    if not case.received_on <= closed_on <= work.today:
        raise UserError("Ngày kết thúc phải từ ngày tiếp nhận đến hôm nay.")
    before = case_reference.step_name(case.step)
    if action.outcome is not None:
        case.outcome = action.outcome
        case.result = case.result or clean_lines(reason)
    case.step, case.closed_on, case.is_paused = CLOSED, closed_on, False
    case_clocks.met_by_step(work, case, "replied" if case.replied_on else CLOSED)
    case_clocks.stop_all(work, case, closed_on)
    outcome = case.outcome.label if case.outcome else ""
    case_diary.note(work, case.id, DiaryKind.STEP, _words(f"{before} → Kết thúc: {outcome}", reason))


def _reopen(work: Work, case: Case, target: str, reason: str) -> None:
    closed_on = case.closed_on or work.today
    if not may_keep_number(closed_on, work.today, case_clocks.limitation_end(work, case)):
        raise UserError(
            f"Vụ việc {case.number} kết thúc ngày {date_text(closed_on)}, nay đã quá thời hiệu nên không mở "
            "lại được. Hãy lập vụ việc mới và ghi số vụ việc cũ trong phần tóm tắt."
        )
    before = f"{case.outcome.label}: {case.result}" if case.outcome else ""
    case.step, case.closed_on, case.outcome = target, None, None
    case_diary.note(
        work,
        case.id,
        DiaryKind.STEP,
        _words(f"Mở lại (kết quả trước: {before})" if before else "Mở lại", reason),
    )
    case_clocks.go_on(work, case, closed_on)
