"""*Việc hôm nay*: what needs doing, grouped and counted, of one officer or of all; each line opens its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from unionDesk.storage.unit_of_work import Work

from .today_lists import GROUPS, Asked, TodayLine

__all__ = ["Today", "TodayGroup", "TodayLine", "group", "read"]


@dataclass(frozen=True)
class TodayGroup:
    """One group: its whole count and the lines of one page, the most pressing first; `empty` when it has none."""

    name: str
    title: str
    count: int
    lines: tuple[TodayLine, ...]
    empty: str


@dataclass(frozen=True)
class Today:
    """The groups of a day in their order, empty ones included."""

    day: date
    groups: tuple[TodayGroup, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def read(work: Work, officer_id: int | None = None, limit: int = 20) -> Today:
    """What needs doing today, at most `limit` lines a group; with an officer only what is his."""
    return Today(work.today, tuple(group(work, name, officer_id, limit) for name in GROUPS))


def group(
    work: Work, name: str, officer_id: int | None = None, limit: int = 50, offset: int = 0
) -> TodayGroup:
    """A page of one group of `GROUPS`."""
    title, empty, page = GROUPS[name]
    count, lines = page(Asked(work, officer_id, limit, offset))
    return TodayGroup(name, title, count, tuple(lines), empty)
