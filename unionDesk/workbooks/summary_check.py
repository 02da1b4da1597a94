"""Sheets 00_BIA (cover with the figures in short) and KT (whether the sheets agree)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from unionDesk.rules.kinds import ReportPeriod

from .summary_book import INTEGER, MOMENT, RATE, Book, Look, Sheet
from .summary_data import BranchRow, SummaryData
from .summary_layout import (
    BRANCHES,
    CHECK,
    CODES,
    COVER,
    FIRST_BRANCH,
    KIND_ROWS,
    KINDS,
    TOTAL_ROW,
    Ranges,
)
from .summary_sums import Sums, known_sum, rank_code, ratio

MATCH, MISMATCH = "KHỚP", "LỆCH"
_QUARTERS = ("I", "II", "III", "IV")
_BOX: dict[str, Look] = {"border": 1}
_HEAD: dict[str, Look] = {**_BOX, "bold": True, "align": "center", "text_wrap": True}


@dataclass(frozen=True)
class _Check:
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
    checks = _checks(rows, sums, Ranges(len(rows)))
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


def _checks(rows: Sequence[BranchRow], sums: Sums, ranges: Ranges) -> list[_Check]:
    n = len(rows)
    listed = f"COUNT({ranges.branches('A')})"
    total = sums.total
    return [
        _Check("Số dòng ở 01 = tổng số CĐCS ở 02", listed, _total("C"), n, total.branches),
        _Check("Số dòng ở 01 = số dòng ở 99", listed, f"COUNTA({ranges.data('B')})", n, _kinds_filled(rows)),
        *_sum_checks(rows, sums, ranges),
        _Check(
            "Tổng lao động nữ không lớn hơn tổng số lao động",
            _total("E"),
            _total("D"),
            total.women_workers,
            total.workers,
            at_most=True,
        ),
        _Check(
            "Tổng đoàn viên nữ không lớn hơn tổng số đoàn viên",
            _total("G"),
            _total("F"),
            total.women_members,
            total.members,
            at_most=True,
        ),
        *_row_checks(rows, ranges),
        _Check(
            "Tổng xếp loại + chưa đánh giá = số CĐCS",
            f"(SUM('{KINDS}'!$M${TOTAL_ROW}:$P${TOTAL_ROW})"
            f'+SUMPRODUCT(({ranges.data("B")}<>"")*({ranges.data("I")}="")))',
            _total("C"),
            sum(total.ranks) + sum(bool(row.kind) and not rank_code(row) for row in rows),
            total.branches,
        ),
    ]


def _sum_checks(rows: Sequence[BranchRow], sums: Sums, ranges: Ranges) -> list[_Check]:
    total = sums.total
    sources = (
        ("Tổng số lao động", "D", "D", known_sum(rows, lambda row: row.workers), total.workers),
        ("Lao động nữ", "P", "E", known_sum(rows, lambda row: row.women_workers), total.women_workers),
        ("Tổng số đoàn viên", "E", "F", known_sum(rows, lambda row: row.members), total.members),
        ("Đoàn viên nữ", "G", "G", known_sum(rows, lambda row: row.women_members), total.women_members),
    )
    last = ranges.last_branch + 1
    return [
        _Check(f"{text} ở 01 = ở 02", f"'{BRANCHES}'!${left}${last}", _total(right), of_01, of_02)
        for text, left, right, of_01, of_02 in sources
    ]


def _row_checks(rows: Sequence[BranchRow], ranges: Ranges) -> list[_Check]:
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
    return [_Check(text, left, "0", result, 0) for text, left, result in counts]


def _more(part: int | None, whole: int | None) -> bool:
    return part is not None and whole is not None and part > whole


def _kinds_filled(rows: Sequence[BranchRow]) -> int:
    return sum(bool(row.kind) for row in rows)


def _total(letter: str) -> str:
    return f"'{KINDS}'!${letter}${TOTAL_ROW}"


def write_cover(book: Book, data: SummaryData, rows: Sequence[BranchRow], sums: Sums) -> None:
    """Write 00, the first sheet."""
    sheet = book.sheet(COVER)
    sheet.raw.set_column("A:A", 38)
    sheet.raw.set_column("B:B", 84)
    sheet.text("A1", f"Công đoàn cấp trên: {data.parent}")
    sheet.text("A2", f"Đơn vị báo cáo: {data.office}", bold=True)
    title = "BÁO CÁO TỔNG HỢP SỐ LIỆU CÔNG ĐOÀN CƠ SỞ VÀ ĐOÀN VIÊN CÔNG ĐOÀN"
    sheet.merge("A4:B4", title, bold=True, font_size=13, align="center")
    sheet.merge("A5:B5", _period(data), bold=True, font_size=12, align="center")
    sheet.merge("A6:B6", _data_day(data), italic=True, align="center")
    facts = (
        ("Số hiệu văn bản", data.document_number),
        ("Nơi nhận", "\n".join(data.recipients)),
        ("Người lập biểu", data.maker),
        ("Người duyệt", data.approver),
    )
    for r, (label, text) in enumerate(facts, 8):
        sheet.text(f"A{r}", label, **_BOX)
        sheet.text(f"B{r}", text, **_BOX, text_wrap=True, align="left")
        sheet.fit_height(r, [(text, 84)])
    sheet.text("A12", "Ngày xuất", **_BOX)
    sheet.day("B12", data.exported_at, **_BOX, num_format=MOMENT, align="left")
    sheet.text("A13", "Phiên bản mẫu", **_BOX)
    sheet.text("B13", data.form_version, **_BOX, align="left")
    sheet.text("A14", "Mã băm", **_BOX)
    sheet.text("B14", data.digest(), **_BOX, align="left")
    _results(sheet, _checks(rows, sums, Ranges(len(rows))))
    _in_short(sheet, rows, sums)


def _period(data: SummaryData) -> str:
    year = f"NĂM {data.year}"
    if data.period is ReportPeriod.MONTH and data.period_number:
        return f"THÁNG {data.period_number} {year}"
    if data.period is ReportPeriod.QUARTER and data.period_number:
        return f"QUÝ {_QUARTERS[data.period_number - 1]} {year}"
    if data.period is ReportPeriod.HALF_YEAR:
        return f"6 THÁNG ĐẦU {year}"
    if data.period is ReportPeriod.SPECIAL:
        return f"BÁO CÁO ĐỘT XUẤT, {year}"
    return year


def _data_day(data: SummaryData) -> str:
    day = (data.as_of.day, data.as_of.month)
    may, november = ("☒" if day == known else "☐" for known in ((31, 5), (30, 11)))
    other = f"☒ khác: {data.as_of:%d/%m/%Y}" if "☒" not in may + november else "☐ khác"
    return f"Số liệu tính đến ngày: {may} 31/5   {november} 30/11   {other}"


def _results(sheet: Sheet, checks: Sequence[_Check]) -> None:
    mismatches = sum(not check.holds for check in checks)
    held = len(checks) - mismatches
    fine = "số liệu khớp" if not mismatches else "có số liệu lệch - xem sheet KT"
    column = f"{CHECK}!C:C"
    lines = (
        (
            f'="Kiểm tra: "&IF(COUNTIF({column},"{MISMATCH}")=0,"số liệu khớp","có số liệu lệch - xem sheet KT")',
            f"Kiểm tra: {fine}",
        ),
        (f'="Số phép kiểm tra khớp: "&COUNTIF({column},"{MATCH}")', f"Số phép kiểm tra khớp: {held}"),
        (
            f'="Số phép kiểm tra lệch: "&COUNTIF({column},"{MISMATCH}")',
            f"Số phép kiểm tra lệch: {mismatches}",
        ),
    )
    for r, (formula, result) in enumerate(lines, 16):
        sheet.formula(f"A{r}", formula, result, bold=True)


def _in_short(sheet: Sheet, rows: Sequence[BranchRow], sums: Sums) -> None:
    """The figures of all branches, with the number of those that did not report."""
    ranges, total = Ranges(len(rows)), sums.total
    wages, people = ranges.data("F"), ranges.data("G")
    listed = f"COUNT({ranges.branches('A')})"
    lines: tuple[tuple[str, str, float | str | None, str], ...] = (
        ("Số CĐCS, NĐCS", f"={_total('C')}", total.branches, INTEGER),
        ("Tổng số lao động", f"={_total('D')}", total.workers, INTEGER),
        ("- Trong đó: nữ", f"={_total('E')}", total.women_workers, INTEGER),
        ("Tổng số đoàn viên", f"={_total('F')}", total.members, INTEGER),
        ("- Trong đó: nữ", f"={_total('G')}", total.women_members, INTEGER),
        ("Tỷ lệ đoàn viên / lao động", f"={_total('H')}", ratio(total.members, total.workers), RATE),
        (
            "Tiền lương bình quân tháng (đồng)",
            f'=IFERROR(SUMPRODUCT({wages},{people})/SUM({people}),"")',
            sums.average_wage,
            INTEGER,
        ),
        ("- Số người được tính", f"=SUM({people})", sums.wage_people, INTEGER),
        (
            "CĐCS chưa có số liệu lao động",
            f"={listed}-COUNT({ranges.branches('D')})",
            sum(row.workers is None for row in rows),
            INTEGER,
        ),
        (
            "CĐCS chưa có số liệu đoàn viên",
            f"={listed}-COUNT({ranges.branches('E')})",
            sum(row.members is None for row in rows),
            INTEGER,
        ),
    )
    sheet.text("A20", "SỐ LIỆU CHUNG", bold=True)
    for r, (label, formula, result, num_format) in enumerate(lines, 21):
        sheet.text(f"A{r}", label, **_BOX)
        sheet.formula(f"B{r}", formula, result, **_BOX, num_format=num_format, align="left")
