"""The path of a case as data: kinds, steps, what may be done where and what it needs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .errors import NotFoundError, UserError
from .kinds import CaseOutcome, CaseSeverity

CLOSED, ARCHIVED, RECEIVED = "closed", "archived", "received"
_HELD = frozenset({CLOSED, ARCHIVED})


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a case: the code that is stored, the words that are read, facts needed to enter it."""

    code: str
    label: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """What a person can do with a case at a step.

    `needs` names facts of the case (attributes of the record, plus reason and new_due_on); `asks` is the
    question to put for the reason; `outcome` is set by the action itself.
    """

    code: str
    label: str
    sources: frozenset[str]
    to: str
    needs: tuple[str, ...] = ()
    asks: str = ""
    outcome: CaseOutcome | None = None
    when_paused: bool = False


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case: `handling` are its own steps, `path` all steps in order, from intake to closing.

    `sensitive` says in Vietnamese words which sensitive data it touches; `intake` names the deadline rules
    that start at intake besides those of every case; `needs_violation_day` marks disputes, whose limitation
    runs from the day the violation was found.
    """

    code: str
    name: str
    path: tuple[str, ...]
    handling: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    intake: tuple[str, ...] = ()
    needs_violation_day: bool = False


@dataclass(frozen=True)
class CaseFlow:
    """Everything that `case_kinds.toml` says. Codes that it does not know raise NotFoundError.

    `events` names what starts clocks; `event_facts` the fact of the case that holds the day of some of them.
    """

    kinds: Mapping[str, CaseKind]
    steps: Mapping[str, Step]
    actions: Mapping[str, Action]
    facts: Mapping[str, str]
    events: Mapping[str, str]
    event_facts: Mapping[str, str]
    intake_all: tuple[str, ...]
    intake_by_severity: Mapping[CaseSeverity, tuple[str, ...]]

    def kind(self, code: str) -> CaseKind:
        """The kind with that code, capitals forgiven."""
        if found := self.kinds.get(code.strip().upper()):
            return found
        raise NotFoundError(f"Không có loại vụ việc “{code}”. Các loại: {', '.join(self.kinds)}.")

    def step(self, code: str) -> Step:
        """The step with that code."""
        if found := self.steps.get(code):
            return found
        raise NotFoundError(f"Không có bước “{code}”.")

    def intake_rules(self, kind: str, severity: CaseSeverity) -> tuple[str, ...]:
        """References of the deadline rules that start when such a case is received."""
        return (*self.intake_all, *self.intake_by_severity[severity], *self.kind(kind).intake)

    def missing_at_intake(self, kind: str, facts: Mapping[str, object]) -> tuple[str, ...]:
        """Words for what a good intake of this kind still lacks; it is asked for, never enforced."""
        if self.kind(kind).needs_violation_day and facts.get("violation_found_on") is None:
            return (self.facts["violation_found_on"],)
        return ()

    def actions_at(self, kind: str, step: str, *, paused: bool = False) -> list[Action]:
        """What may be done now; a paused case can only be resumed or withdrawn."""
        return [
            action
            for action in self.actions.values()
            if self._starts_at(action, self.kind(kind), step)
            and (action.when_paused or action.outcome is not None if paused else not action.when_paused)
            and (action.to != "chosen" or self.choices(kind, step))
        ]

    def choices(self, kind: str, step: str) -> list[Step]:
        """The steps that may be chosen from here: later ones of the handling, up to the result."""
        path = self.kind(kind).path
        if step not in path:
            return []
        return [self.steps[code] for code in path[path.index(step) + 1 : path.index("result") + 1]]

    def move(
        self,
        kind: str,
        step: str,
        action: str,
        *,
        facts: Mapping[str, object] | None = None,
        to: str | None = None,
        paused: bool = False,
    ) -> Step:
        """The step a case comes to; UserError when the move is not allowed or a fact is missing.

        `facts` holds what the action needs; for an anonymous case (`is_anonymous`) nobody can be answered.
        """
        wanted = self.actions.get(action)
        if wanted is None or wanted not in self.actions_at(kind, step, paused=paused):
            label = wanted.label if wanted else action
            held = "đang tạm dừng" if paused else f"ở bước “{self.step(step).label}”"
            raise UserError(f"Vụ việc {held}, không thể làm “{label}”.")
        target = self._target(wanted, self.kind(kind), step, to)
        if target.code == CLOSED and wanted.outcome is None:
            wanted = self.actions["close"]
        self._check_facts((*wanted.needs, *target.needs), wanted, facts or {})
        return target

    def _starts_at(self, action: Action, kind: CaseKind, step: str) -> bool:
        on_path = step in kind.path and step not in _HELD
        if action.to == "back" and step == kind.path[0]:
            return False
        return (
            step in action.sources
            or ("open" in action.sources and step not in _HELD)
            or ("path" in action.sources and on_path)
            or ("handling" in action.sources and step in {*kind.handling, "assigned"})
        )

    def _target(self, action: Action, kind: CaseKind, step: str, to: str | None) -> Step:
        if action.to == "same":
            return self.step(step)
        if action.to in {"next", "back"}:
            return self.steps[kind.path[kind.path.index(step) + (1 if action.to == "next" else -1)]]
        if action.to == "chosen":
            choices = self.choices(kind.code, step)
            found = next((choice for choice in choices if choice.code == to), None)
            if found is None:
                words = ", ".join(f"“{choice.label}”" for choice in choices)
                raise UserError(f"Từ bước “{self.step(step).label}” có thể chuyển đến: {words}.")
            return found
        return self.step(action.to)

    def _check_facts(self, needs: Iterable[str], action: Action, facts: Mapping[str, object]) -> None:
        missing = [need for need in dict.fromkeys(needs) if _is_missing(facts.get(need))]
        if facts.get("is_anonymous") and "replied_on" in missing:
            missing.remove("replied_on")
        if missing == ["reason"] and action.asks:
            raise UserError(action.asks)
        if missing:
            words = ", ".join(self.facts[need] for need in missing)
            raise UserError(f"Để làm “{action.label}”, xin ghi: {words}.")


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def may_keep_number(closed_on: date, reopened_on: date, limitation_ends: date | None) -> bool:
    """Whether a reopened case keeps its number (C7): within its limitation period, a year when it has none."""
    if limitation_ends is not None:
        return reopened_on <= limitation_ends
    return (reopened_on - closed_on).days <= 365


def load_case_flow(path: Path) -> CaseFlow:
    """Read `db/reference/case_kinds.toml`; a file that contradicts itself is a bug and raises ValueError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = {
        code: Step(code, one["label"], tuple(one.get("needs", ()))) for code, one in data["steps"].items()
    }
    flow = CaseFlow(
        kinds={code: _kind(code, one, data) for code, one in data["kinds"].items()},
        steps=steps,
        actions={code: _action(code, one) for code, one in data["actions"].items()},
        facts=data["facts"],
        events=data["events"],
        event_facts=data["event_facts"],
        intake_all=tuple(data["intake"]["all"]),
        intake_by_severity={level: tuple(data["intake"][level.value]) for level in CaseSeverity},
    )
    _check(flow, data["exits"])
    return flow


def _check(flow: CaseFlow, exits: Iterable[str]) -> None:
    walked = {code for kind in flow.kinds.values() for code in kind.path} | set(exits)
    needed = {need for step in flow.steps.values() for need in step.needs}
    needed |= {need for action in flow.actions.values() for need in action.needs}
    if (
        unknown := (walked - set(flow.steps))
        | (needed - set(flow.facts))
        | (set(flow.event_facts) - set(flow.events))
    ):
        raise ValueError(f"codes without a declaration: {sorted(unknown)}")


def _kind(code: str, one: Mapping[str, Any], data: Mapping[str, Any]) -> CaseKind:
    handling = tuple(one["handling"])
    return CaseKind(
        code=code,
        name=one["name"],
        path=(*data["before"], *handling, *data["after"]),
        handling=handling,
        sensitive=tuple(data["sensitive"][key] for key in one.get("sensitive", ())),
        intake=tuple(one.get("intake", ())),
        needs_violation_day=one.get("violation", False),
    )


def _action(code: str, one: Mapping[str, Any]) -> Action:
    return Action(
        code=code,
        label=one["label"],
        sources=frozenset(one["from"]),
        to=one["to"],
        needs=tuple(one.get("needs", ())),
        asks=one.get("asks", ""),
        outcome=CaseOutcome(one["outcome"]) if "outcome" in one else None,
        when_paused=one.get("when_paused", False),
    )
