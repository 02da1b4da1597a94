"""The plan of an import: what each row of a list would bring, and every problem by its cell.

Plain frozen data: it can be pickled to a worker process, shown in the preview and written as JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from unionDesk.rules.kinds import ImportAction, ImportField, PlaceSystem, ProblemSeverity, SkipReason

from .mapping import ColumnHead


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `cell` is `Sheet!D17`; `found` and `expected` are for reading.

    `offers` may be chosen: typed into `PlanOptions.corrections`, or, where `place_offers` has the same
    places as (system, code), into `PlanOptions.place_choices`.
    """

    cell: str
    field: str
    found: str
    expected: str
    message: str
    severity: ProblemSeverity = ProblemSeverity.ERROR
    offers: tuple[str, ...] = ()
    place_offers: tuple[tuple[PlaceSystem, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One branch of the list. `row_number` is the row in Excel (from 1).

    `values` has only what the row says, by the names of `ImportField` plus `place_system`, `place_code`,
    `place_name`, `place_text`, `rank_year` and `form`; a blank cell gives no entry. Dates are `date`, counts
    `int`, choices members of their list. `proposed` names values that are the program's guess and need a
    person's word.
    """

    row_number: int
    action: ImportAction
    values: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    proposed: frozenset[str] = frozenset()
    groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))

    @property
    def is_refused(self) -> bool:
        return self.action is ImportAction.REFUSED


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows that are no branch, first to last (numbers as in Excel, usually the same), and why."""

    first: int
    last: int
    reason: SkipReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class BranchPlan:
    """What an import of one sheet would do, before the database is asked."""

    file: str
    sha256: str
    sheet: str
    sheets: tuple[str, ...]
    header_rows: tuple[int, int]
    heads: tuple[ColumnHead, ...]
    mapping: dict[int, ImportField]
    as_of: date
    as_of_source: str
    place_system: PlaceSystem
    titles: tuple[str, ...]
    office: str
    parent: str
    rows: tuple[PlannedRow, ...]
    skipped: tuple[SkippedRows, ...]
    notes: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if not row.is_refused)

    @property
    def refused(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if row.is_refused)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def skipped_count(self) -> int:
        """How many rows below the header are no branches, blank ones included."""
        return sum(one.last - one.first + 1 for one in self.skipped)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain JSON values: dates ISO, choices their stored value, sets sorted lists."""
        found = asdict(self)
        found["mapping"] = {str(column): field for column, field in self.mapping.items()}
        plain = _plain(found)
        assert isinstance(plain, dict)
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
