"""Checks across the figures of a branch (section 6.4): what cannot be, and what is only odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .formats import integer

LOW_WAGE, HIGH_WAGE = 1_500_000, 100_000_000  # đồng a month; outside it is asked about, not refused


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: the field to show it beside, a Vietnamese sentence, and whether it stops saving."""

    field: str
    message: str
    refuses: bool = True


@dataclass(frozen=True, slots=True)
class _AtMost:
    part: str
    whole: str
    message: str
    refuses: bool = True


_LIMITS = (
    _AtMost("women_workers", "workers", "Lao động nữ ({part}) nhiều hơn tổng số lao động ({whole})."),
    _AtMost("women_members", "members", "Đoàn viên nữ ({part}) nhiều hơn tổng số đoàn viên ({whole})."),
    _AtMost(
        "members",
        "workers",
        "Đoàn viên ({part}) nhiều hơn lao động ({whole}), xin kiểm tra lại.",
        refuses=False,
    ),
    _AtMost(
        "women_members",
        "women_workers",
        "Đoàn viên nữ ({part}) nhiều hơn lao động nữ ({whole}), xin kiểm tra lại.",
        refuses=False,
    ),
    _AtMost(
        "underemployed", "workers", "Lao động thiếu việc làm ({part}) nhiều hơn tổng số lao động ({whole})."
    ),
    _AtMost(
        "women_underemployed",
        "underemployed",
        "Nữ thiếu việc làm ({part}) nhiều hơn lao động thiếu việc làm ({whole}).",
    ),
    _AtMost(
        "women_underemployed", "women_workers", "Nữ thiếu việc làm ({part}) nhiều hơn lao động nữ ({whole})."
    ),
    _AtMost(
        "with_contract", "workers", "Lao động được ký hợp đồng ({part}) nhiều hơn tổng số lao động ({whole})."
    ),
    _AtMost(
        "insured", "workers", "Lao động được đóng bảo hiểm ({part}) nhiều hơn tổng số lao động ({whole})."
    ),
    _AtMost(
        "wage_counted", "workers", "Số người được tính lương ({part}) nhiều hơn tổng số lao động ({whole})."
    ),
)


def figures_problems(
    values: Mapping[str, int | None], *, counted_on: date | None = None, today: date | None = None
) -> list[Problem]:
    """Findings about one row of figures; unknown numbers (None or absent) are never compared.

    Names: workers, women_workers, members, women_members, underemployed, women_underemployed,
    average_wage, wage_counted, with_contract, insured and any other count. More members than workers only
    warns (retired or special members).
    """
    known = {name: value for name, value in values.items() if value is not None}
    found = [Problem(name, "Số liệu không thể âm.") for name, value in known.items() if value < 0]
    found += [
        Problem(limit.part, _filled(limit, known), limit.refuses)
        for limit in _LIMITS
        if limit.part in known and limit.whole in known and known[limit.part] > known[limit.whole]
    ]
    found += _wage_problems(known)
    if counted_on is not None and today is not None and counted_on > today:
        found.append(Problem("counted_on", "Ngày số liệu ở sau hôm nay, xin kiểm tra lại.", refuses=False))
    return found


def _filled(limit: _AtMost, known: Mapping[str, int]) -> str:
    return limit.message.format(part=integer(known[limit.part]), whole=integer(known[limit.whole]))


def _wage_problems(known: Mapping[str, int]) -> list[Problem]:
    wage, counted = known.get("average_wage"), known.get("wage_counted")
    if wage is not None and counted is None:
        return [Problem("wage_counted", "Có lương bình quân thì cần cả số người được tính lương.")]
    if counted is not None and wage is None:
        return [Problem("average_wage", "Có số người được tính lương thì cần cả lương bình quân.")]
    if wage is not None and counted and not LOW_WAGE <= wage <= HIGH_WAGE:
        return [
            Problem(
                "average_wage",
                f"Lương bình quân {integer(wage)} đ một tháng, xin kiểm tra lại.",
                refuses=False,
            )
        ]
    return []


def average_wage(rows: list[tuple[int, int]]) -> int | None:
    """The average weighted by people counted, in đồng, from (average wage, people); None without people.

    Two branches with 10 people at 10 million and 90 at 6 million earn 6.4 million on average, not 8.
    """
    people = sum(counted for _, counted in rows)
    if not people:
        return None
    total = sum(wage * counted for wage, counted in rows)
    return (2 * total + people) // (2 * people)
