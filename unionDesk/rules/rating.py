"""Which branches are ranked in a year (Hướng dẫn 1294/HD-TLĐ ngày 14/8/2019)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .formats import date_text
from .kinds import RatingRank
from .working_days import add_months

MONTHS_AFTER_FOUNDING = 12
MONTHS_AFTER_MERGER = 6


@dataclass(frozen=True, slots=True)
class RatingCondition:
    """Whether a branch can be ranked in a year; when not, the reason to record."""

    may_be_ranked: bool
    reason: str = ""


def rating_day(year: int) -> date:
    """The day on which the year's condition is judged: 30 November, the yearly data day."""
    return date(year, 11, 30)


def rating_condition(year: int, founded_on: date | None, merged_on: date | None = None) -> RatingCondition:
    """At least 12 months since founding and 6 months since a split or merger, on 30 November.

    An unknown founding day does not stand in the way.
    """
    day = rating_day(year)
    for since, months, what in (
        (founded_on, MONTHS_AFTER_FOUNDING, "Thành lập"),
        (merged_on, MONTHS_AFTER_MERGER, "Chia tách, sáp nhập"),
    ):
        if since is not None and add_months(since, months) > day:
            return RatingCondition(
                False, f"{what} ngày {date_text(since)}, chưa đủ {months} tháng tính đến {date_text(day)}."
            )
    return RatingCondition(True)


def rating_problem(
    rank: RatingRank, year: int, founded_on: date | None, merged_on: date | None = None
) -> str:
    """A sentence that warns when a rank is given to a branch that cannot be ranked yet; else ""."""
    condition = rating_condition(year, founded_on, merged_on)
    if rank is RatingRank.NOT_RATED or condition.may_be_ranked:
        return ""
    return f"{condition.reason} Công đoàn cơ sở này chưa thuộc diện xếp loại năm {year}."
