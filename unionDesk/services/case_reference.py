"""What the shipped reference says of cases: kinds, steps, events and deadline rules, loaded once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from unionDesk import paths
from unionDesk.rules.case_flow import CaseFlow, load_case_flow
from unionDesk.rules.deadlines import DeadlineRule, find_rule, load_rules, rules_for
from unionDesk.rules.errors import NotFoundError
from unionDesk.rules.kinds import CountingMode


@dataclass(frozen=True)
class KindChoice:
    """A kind of case for a picker; `sensitive` says which sensitive data it touches, in words."""

    code: str
    name: str
    sensitive: tuple[str, ...]
    needs_violation_day: bool


@cache
def flow() -> CaseFlow:
    """Kinds, steps and actions of `db/reference/case_kinds.toml`."""
    return load_case_flow(paths.REFERENCE / "case_kinds.toml")


@cache
def rules() -> tuple[DeadlineRule, ...]:
    """The deadline rules of `db/reference/deadline_rules.csv`."""
    return load_rules(paths.REFERENCE / "deadline_rules.csv")


def kinds() -> tuple[KindChoice, ...]:
    """All kinds of cases in the order of the reference."""
    return tuple(
        KindChoice(kind.code, kind.name, kind.sensitive, kind.needs_violation_day)
        for kind in flow().kinds.values()
    )


def steps() -> tuple[tuple[str, str], ...]:
    """All steps as (code, label)."""
    return tuple((step.code, step.label) for step in flow().steps.values())


def events(kind: str, on: date) -> tuple[tuple[str, str], ...]:
    """The events that start a clock in a case of that kind, as (code, words), by the rules of a day."""
    known = flow().events
    triggers = {rule.trigger for rule in rules_for(rules(), on, kind=kind)}
    return tuple((code, words) for code, words in known.items() if code in triggers)


def kind_name(code: str) -> str:
    """The name of a kind; the code itself where the reference no longer has it."""
    found = flow().kinds.get(code)
    return found.name if found else code


def step_name(code: str) -> str:
    """The label of a step; the code itself where the reference no longer has it."""
    found = flow().steps.get(code)
    return found.label if found else code


def rule_of(rule_id: str, variant: str | None, on: date) -> DeadlineRule | None:
    """The rule behind a clock that started on a day; None for a day that a person set himself."""
    try:
        return find_rule(rules(), f"{rule_id}/{variant}" if variant else rule_id, on)
    except NotFoundError:
        return None


@cache
def limitation_rules() -> frozenset[tuple[str, str]]:
    """Id and variant of the rules that are limitation periods (thời hiệu)."""
    return frozenset((rule.id, rule.variant) for rule in rules() if rule.mode is CountingMode.LIMITATION)
