"""Sheet 00_BIA: whose report of which day, whether it agrees, and the figures in short."""

from __future__ import annotations

from collections.abc import Sequence

from unionDesk.rules.kinds import ReportPeriod

from .summary_book import INTEGER, MOMENT, RATE, Book, Look, Sheet
from .summary_check import MATCH, MISMATCH, Check, all_checks, total_cell
from .summary_data import BranchRow, SummaryData
from .summary_layout import CHECK, COVER, Ranges
from .summary_sums import Sums, ratio

_QUARTERS = ("I", "II", "III", "IV")
_BOX: dict[str, Look] = {"border": 1}


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
    _results(sheet, all_checks(rows, sums))
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


def _results(sheet: Sheet, checks: Sequence[Check]) -> None:
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
        ("Số CĐCS, NĐCS", f"={total_cell('C')}", total.branches, INTEGER),
        ("Tổng số lao động", f"={total_cell('D')}", total.workers, INTEGER),
        ("- Trong đó: nữ", f"={total_cell('E')}", total.women_workers, INTEGER),
        ("Tổng số đoàn viên", f"={total_cell('F')}", total.members, INTEGER),
        ("- Trong đó: nữ", f"={total_cell('G')}", total.women_members, INTEGER),
        ("Tỷ lệ đoàn viên / lao động", f"={total_cell('H')}", ratio(total.members, total.workers), RATE),
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
