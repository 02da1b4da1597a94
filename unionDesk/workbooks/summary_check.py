"""Sheet KT: whether the sheets agree, each check as a formula and as its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .summary_book import Book, Look
from .summary_data import BranchRow
from .summary_layout import (
    BRANCHES,
    CHECK,
    CODES,
    FIRST_BRANCH,
    KIND_ROWS,
    KINDS,
    TOTAL_ROW,
    Ranges,
)
from .summary_sums import Sums, known_sum, rank_code

MATCH, MISMATCH = "KHỚP", "LỆCH"
_BOX: dict[str, Look] = {"border": 1}
_HEAD: dict[str, Look] = {**_BOX, "bold": True, "align": "center", "text_wrap": True}


@dataclass(frozen=True)
class Check:
    """Two sides that must be equal, or of which the first must not be the larger; formulas and results."""

    text: str
    left: str
    right: str
    left_result: int
    right_result: int
    at_most: bool = False

    @property
    def holds(self) -> bool:
        if self.at_most:
            return self.left_result <= self.right_result
        return self.left_result == self.right_result


def write_checks(book: Book, rows: Sequence[BranchRow], sums: Sums) -> None:
    """Write KT: what must agree, both sides, KHỚP or LỆCH."""
    sheet = book.sheet(CHECK)
    sheet.merge("A1:C1", "KIỂM TRA KHỚP SỐ LIỆU", bold=True, font_size=12, align="center")
    for letter, text, width in (("A", "Nội dung", 62), ("B", "Hai vế", 34), ("C", "Kết quả", 16)):
        sheet.raw.set_column(f"{letter}:{letter}", width)
        sheet.text(f"{letter}3", text, **_HEAD)
    checks = all_checks(rows, sums)
    for r, check in enumerate(checks, 4):
        sign = "<=" if check.at_most else "="
        between = " không lớn hơn " if check.at_most else " và "
        sheet.text(f"A{r}", check.text, **_BOX, text_wrap=True)
        both = f"{check.left_result}{between}{check.right_result}"
        sheet.formula(f"B{r}", f'={check.left}&"{between}"&{check.right}', both, **_BOX, align="center")
        result = MATCH if check.holds else MISMATCH
        formula = f'=IF({check.left}{sign}{check.right},"{MATCH}","{MISMATCH}")'
        sheet.formula(f"C{r}", formula, result, **_BOX, align="center", bold=True)
    last = len(checks) + 3
    red = book.look({"font_color": "#C00000", "bg_color": "#FFC7CE"})
    sheet.raw.conditional_format(
        f"C4:C{last}", {"type": "cell", "criteria": "==", "value": f'"{MISMATCH}"', "format": red}
    )
    sheet.raw.freeze_panes("A4")
    sheet.raw.repeat_rows(2)


def all_checks(rows: Sequence[BranchRow], sums: Sums) -> list[Check]:
    """What must agree within the workbook."""
    ranges = Ranges(len(rows))
    n = len(rows)
    listed = f"COUNT({ranges.branches('A')})"
    total = sums.total
    return [
        Check("Số dòng ở 01 = tổng số CĐCS ở 02", listed, total_cell("C"), n, total.branches),
        Check("Số dòng ở 01 = số dòng ở 99", listed, f"COUNTA({ranges.data('B')})", n, _kinds_filled(rows)),
        *_sum_checks(rows, sums, ranges),
        Check(
            "Tổng lao động nữ không lớn hơn tổng số lao động",
            total_cell("E"),
            total_cell("D"),
            total.women_workers,
            total.workers,
            at_most=True,
        ),
        Check(
            "Tổng đoàn viên nữ không lớn hơn tổng số đoàn viên",
            total_cell("G"),
            total_cell("F"),
            total.women_members,
            total.members,
            at_most=True,
        ),
        *_row_checks(rows, ranges),
        Check(
            "Tổng xếp loại + chưa đánh giá = số CĐCS",
            f"(SUM('{KINDS}'!$M${TOTAL_ROW}:$P${TOTAL_ROW})"
            f'+SUMPRODUCT(({ranges.data("B")}<>"")*({ranges.data("I")}="")))',
            total_cell("C"),
            sum(total.ranks) + sum(bool(row.kind) and not rank_code(row) for row in rows),
            total.branches,
        ),
    ]


def _sum_checks(rows: Sequence[BranchRow], sums: Sums, ranges: Ranges) -> list[Check]:
    total = sums.total
    sources = (
        ("Tổng số lao động", "D", "D", known_sum(rows, lambda row: row.workers), total.workers),
        ("Lao động nữ", "P", "E", known_sum(rows, lambda row: row.women_workers), total.women_workers),
        ("Tổng số đoàn viên", "E", "F", known_sum(rows, lambda row: row.members), total.members),
        ("Đoàn viên nữ", "G", "G", known_sum(rows, lambda row: row.women_members), total.women_members),
    )
    last = ranges.last_branch + 1
    return [
        Check(f"{text} ở 01 = ở 02", f"'{BRANCHES}'!${left}${last}", total_cell(right), of_01, of_02)
        for text, left, right, of_01, of_02 in sources
    ]


def _row_checks(rows: Sequence[BranchRow], ranges: Ranges) -> list[Check]:
    """Checks that count the faulty rows, of which there must be none."""
    valid = {kind.casefold() for kind in KIND_ROWS}
    codes = Counter(row.code.casefold() for row in rows if row.code)
    numbered, code = ranges.branches("A"), ranges.branches("M")
    workers, women = ranges.branches("D"), ranges.branches("P")
    members, women_members = ranges.branches("E"), ranges.branches("G")
    counts = (
        (
            "Số dòng ở 01 có lao động nữ lớn hơn tổng số lao động = 0",
            f'SUMPRODUCT(({workers}<>"")*({women}>{workers}))',
            sum(_more(row.women_workers, row.workers) for row in rows),
        ),
        (
            "Số dòng ở 01 có đoàn viên nữ lớn hơn tổng số đoàn viên = 0",
            f'SUMPRODUCT(({members}<>"")*({women_members}>{members}))',
            sum(_more(row.women_members, row.members) for row in rows),
        ),
        (
            "Số dòng ở 01 có mã loại hình không hợp lệ hoặc để trống = 0",
            f'SUMPRODUCT(({numbered}<>"")*(COUNTIF({CODES},{ranges.branches("N")})=0))',
            sum(row.kind.casefold() not in valid for row in rows),
        ),
        (
            "Số dòng có loại hình ở 01 khác ở 99 = 0",
            f"SUMPRODUCT(--({ranges.branches('N')}<>{ranges.data('B')}))",
            0,
        ),
        (
            "Số dòng ở 01 trùng mã CĐCS với dòng ở trên = 0",
            f'SUMPRODUCT(({code}<>"")*(MATCH({code}&"",{code}&"",0)<>ROW({code})-{FIRST_BRANCH - 1}))',
            sum(count - 1 for count in codes.values()),
        ),
    )
    return [Check(text, left, "0", result, 0) for text, left, result in counts]


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


def _kinds_filled(rows: Sequence[BranchRow]) -> int:
    return sum(bool(row.kind) for row in rows)


def total_cell(letter: str) -> str:
    """The cell of the total row of 02 in this column, as formulas of other sheets name it."""
    return f"'{KINDS}'!${letter}${TOTAL_ROW}"
