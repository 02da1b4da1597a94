"""Which clocks start when a case is received, and with which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .case_flow import CaseFlow
from .deadlines import DeadlineRule, compute, find_rule
from .errors import NotFoundError
from .kinds import CaseSeverity
from .working_days import Deadline, WorkCalendars


@dataclass(frozen=True, slots=True)
class StartedClock:
    """A rule whose event has happened, and the deadline it gives."""

    rule: DeadlineRule
    started_on: date
    deadline: Deadline


def intake_clocks(
    flow: CaseFlow,
    rules: Sequence[DeadlineRule],
    kind: str,
    severity: CaseSeverity,
    facts: Mapping[str, date | None],
    calendars: WorkCalendars,
) -> list[StartedClock]:
    """The clocks of a new case, soonest first.

    `facts` holds at least received_on, and violation_found_on where it is known: a clock whose day is not
    known does not start yet, nor one whose rule does not hold on that day.
    """
    started: list[StartedClock] = []
    for ref in flow.intake_rules(kind, severity):
        clock = _start(flow, rules, ref, facts, calendars)
        if clock is not None:
            started.append(clock)
    return sorted(started, key=lambda clock: (clock.deadline.due_on, clock.rule.ref))


def _start(
    flow: CaseFlow,
    rules: Sequence[DeadlineRule],
    ref: str,
    facts: Mapping[str, date | None],
    calendars: WorkCalendars,
) -> StartedClock | None:
    trigger = next(rule.trigger for rule in rules if rule.ref == ref)
    day = facts.get(flow.event_facts[trigger])
    if day is None:
        return None
    try:
        rule = find_rule(rules, ref, day)
    except NotFoundError:
        return None
    return StartedClock(rule, day, compute(rule, day, calendars))
