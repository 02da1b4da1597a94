"""The results of the summary's formulas, calculated from the same rows without a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from unionDesk.rules.kinds import BranchKind
from unionDesk.rules.names import sort_key

from .summary_data import BranchRow, SummaryData
from .summary_layout import GROUPS, KIND_ROWS, RANK_CODES, TOTAL_ROW, UNCLASSIFIED_ROW, WITHOUT_AGREEMENT

_RANKS = tuple(RANK_CODES.values())


@dataclass(frozen=True)
class KindFigures:
    """A row of 02: sums over the branches of one kind, a group, or all."""

    branches: int = 0
    workers: int = 0
    women_workers: int = 0
    members: int = 0
    women_members: int = 0
    agreements: int = 0
    conferences: int = 0
    with_dialogue: int = 0
    ranks: tuple[int, ...] = (0, 0, 0, 0)

    def __add__(self, other: KindFigures) -> KindFigures:
        return KindFigures(
            self.branches + other.branches,
            self.workers + other.workers,
            self.women_workers + other.women_workers,
            self.members + other.members,
            self.women_members + other.women_members,
            self.agreements + other.agreements,
            self.conferences + other.conferences,
            self.with_dialogue + other.with_dialogue,
            tuple(a + b for a, b in zip(self.ranks, other.ranks, strict=True)),
        )

    @property
    def not_rated(self) -> int:
        return self.branches - sum(self.ranks)


@dataclass(frozen=True)
class Sums:
    """Everything the workbook calculates, once."""

    by_row: dict[int, KindFigures]  # row of 02 -> its figures
    rate_base: dict[int, KindFigures]  # row of 02 -> what its agreement rate is taken of
    wage_people: int
    average_wage: float | None  # weighted by the people it was calculated for

    @property
    def total(self) -> KindFigures:
        return self.by_row[TOTAL_ROW]


def ordered(rows: Iterable[BranchRow]) -> list[BranchRow]:
    """By managing body, kind as in 02, then name in Vietnamese order; code where names are the same."""
    places = {kind.casefold(): row for kind, row in KIND_ROWS.items()}

    def key(row: BranchRow) -> tuple[str, int, str, str]:
        return sort_key(row.manager), places.get(row.kind.casefold(), TOTAL_ROW), sort_key(row.name), row.code

    return sorted(rows, key=key)


def wage_cells(row: BranchRow) -> tuple[int, int]:
    """Average wage and number of people as sheet 99 holds them: 0 and 0 unless both are known."""
    if row.average_wage is None or row.wage_people is None:
        return 0, 0
    return row.average_wage, row.wage_people


def rank_code(row: BranchRow) -> str:
    """XS, TOT, HT, KHT, or nothing for not rated."""
    return RANK_CODES.get(row.rating_rank, "") if row.rating_rank else ""


def calculate(data: SummaryData) -> Sums:
    """All sums of 02 and the weighted average wage over all branches."""
    by_kind = {
        kind: _figures([row for row in data.rows if row.kind.casefold() == kind.casefold()], data.as_of)
        for kind in KIND_ROWS
    }
    by_row = {row: by_kind[kind] for kind, row in KIND_ROWS.items()}
    for group in GROUPS:
        by_row[group.row] = _total(by_kind[kind] for kind in group.kinds)
    by_row[TOTAL_ROW] = _total(by_row[group.row] for group in GROUPS) + by_row[UNCLASSIFIED_ROW]
    wages = [wage_cells(row) for row in data.rows]
    people = sum(count for _, count in wages)
    return Sums(
        by_row=by_row,
        rate_base=_rate_bases(by_row, by_kind, without_state=data.agreement_rate_without_state),
        wage_people=people,
        average_wage=sum(wage * count for wage, count in wages) / people if people else None,
    )


def _rate_bases(
    by_row: dict[int, KindFigures], by_kind: dict[BranchKind, KindFigures], *, without_state: bool
) -> dict[int, KindFigures]:
    bases = dict(by_row)
    if without_state:
        bases[GROUPS[0].row] = _total(
            by_kind[kind] for kind in GROUPS[0].kinds if kind not in WITHOUT_AGREEMENT
        )
        bases[TOTAL_ROW] = _total(by_kind[kind] for kind in KIND_ROWS if kind not in WITHOUT_AGREEMENT)
    return bases


def _total(parts: Iterable[KindFigures]) -> KindFigures:
    return sum(parts, start=KindFigures())


def _figures(rows: Sequence[BranchRow], day: date) -> KindFigures:
    ranks = [rank_code(row) for row in rows]
    return KindFigures(
        branches=len(rows),
        workers=known_sum(rows, lambda row: row.workers),
        women_workers=known_sum(rows, lambda row: row.women_workers),
        members=known_sum(rows, lambda row: row.members),
        women_members=known_sum(rows, lambda row: row.women_members),
        agreements=sum(row.agreement_ends_on is not None and row.agreement_ends_on >= day for row in rows),
        conferences=sum(bool(row.worker_conference_held) for row in rows),
        with_dialogue=sum((row.dialogues or 0) > 0 for row in rows),
        ranks=tuple(ranks.count(code) for code in _RANKS),
    )


def known_sum(rows: Iterable[BranchRow], value: Callable[[BranchRow], int | None]) -> int:
    """The sum of what was reported; what was not counts for nothing."""
    return sum(value(row) or 0 for row in rows)


def ratio(part: float, whole: float) -> float | str:
    """part / whole, or the empty text where there is nothing to divide by."""
    return part / whole if whole else ""
