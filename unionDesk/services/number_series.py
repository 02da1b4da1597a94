"""The number series of the office and the last number of each, for the settings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from unionDesk.records.document import NumberSeries
from unionDesk.rules.kinds import DocumentKind
from unionDesk.rules.numbering import RecordSeries
from unionDesk.storage.unit_of_work import Work

from .imports import BATCHES
from .numbers import BRANCH_CODES
from .papers import ONE_SERIES


@dataclass(frozen=True)
class SeriesLine:
    """A series in a year (None: it does not begin anew each year) and its last number."""

    name: str
    year: int | None
    last: int


def lasts(work: Work) -> list[SeriesLine]:
    """All series in which a number was given, the newest year first."""
    rows = work.session.execute(
        select(NumberSeries.name, NumberSeries.year, NumberSeries.last)
        .where(NumberSeries.organisation_id == work.organisation_id)
        .order_by(NumberSeries.year.desc(), NumberSeries.name)
    )
    return [SeriesLine(_named(row.name), row.year or None, row.last) for row in rows if row.last]


def _named(name: str) -> str:
    if name == ONE_SERIES:
        return "Văn bản: sổ chung cho mọi loại"
    known = {kind.value: f"Văn bản: {kind.label.lower()}" for kind in DocumentKind}
    known |= {series.value: series.label for series in RecordSeries}
    known |= {BRANCH_CODES: "Mã công đoàn cơ sở", BATCHES: "Lần nhập từ Excel"}
    return known.get(name, name)
