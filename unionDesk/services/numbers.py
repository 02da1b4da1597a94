"""Numbers of records and papers of the office, taken in the transaction that uses them."""

from __future__ import annotations

from sqlalchemy import select

from unionDesk.records.branch import Branch
from unionDesk.rules.numbering import CodeSeries, RecordNumber, RecordSeries
from unionDesk.storage import numbers
from unionDesk.storage.unit_of_work import Work

from . import settings

BRANCH_CODES = "branch-code"


def next_record_number(work: Work, series: RecordSeries, year: int | None = None) -> str:
    """The next number of visits, promises or cases: `CD-2026-0001`. Counts anew each year."""
    year = year or work.today.year
    return RecordNumber(series, year, numbers.take(work, series.value, year)).text


def next_branch_codes(work: Work, count: int) -> list[str]:
    """The next codes of the office's own series, past any code of that form already given by hand."""
    series = CodeSeries(f"{settings.get(work, 'branch.code_prefix')}-")
    given = work.session.scalars(
        select(Branch.code).where(
            Branch.organisation_id == work.organisation_id,
            Branch.code.startswith(series.prefix, autoescape=True),
        )
    )
    beyond = series.following([code for code in given if code is not None])
    first = numbers.take(work, BRANCH_CODES, 0, count)
    if first < beyond:
        # codes were given by hand meanwhile: the series goes on behind them
        numbers.take(work, BRANCH_CODES, 0, beyond - first)
        first = beyond
    return [series.format(first + i) for i in range(count)]
