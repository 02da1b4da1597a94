"""Sheets 01_DS_CDCS (the known twelve columns and their extension) and 99_SO_LIEU (for formulas)."""

from __future__ import annotations

from collections.abc import Sequence

from .summary_book import AS_TEXT, Book, Look, Sheet
from .summary_data import BranchRow, SummaryData
from .summary_layout import BRANCHES, DATA, FIRST_BRANCH, FIRST_DATA, Ranges
from .summary_sums import known_sum, rank_code, wage_cells

KNOWN = 12  # columns A-L, the form that upper unions know
ALL = 21  # with the extension M-U

_HEADERS = {
    "A": ("TT", 6.3),
    "B": ("Tên CĐCS", 50.6),
    "C": ("Địa chỉ (ghi chi tiết, cụ thể)", 22.1),
    "D": ("Tổng số CNVCLĐ", 12.7),
    "E": ("Tổng số đoàn viên", 11.9),
    "F": ("Số ĐV nam", 10.9),
    "G": ("Số ĐV nữ", 10.1),
    "H": ("Số UV BCH", 11.0),
    "I": ("Số UV UBKT", 10.9),
    "J": ("Ghi chú", 10.6),
    "K": ("Họ tên Chủ tịch CĐ", 23.3),
    "L": ("Số đt liên hệ", 19.0),
    "M": ("Mã CĐCS", 14.0),
    "N": ("Loại hình", 11.0),
    "O": ("Xã/phường", 22.0),
    "P": ("LĐ nữ", 10.0),
    "Q": ("Ngành nghề", 24.0),
    "R": ("Ngày thành lập", 12.5),
    "S": ("Hạn nhiệm kỳ", 12.5),
    "T": ("Xếp loại năm trước", 26.0),
    "U": ("Cán bộ phụ trách", 23.0),
}
_BOX: dict[str, Look] = {"border": 1}
_HEAD: dict[str, Look] = {**_BOX, "bold": True, "align": "center", "text_wrap": True}
_NUMBERING: dict[str, Look] = {**_BOX, "italic": True, "align": "center"}
_TEXT: dict[str, Look] = {**_BOX, "text_wrap": True}
_CODE: dict[str, Look] = {**_BOX, "num_format": AS_TEXT}


def write_branches(book: Book, data: SummaryData, rows: Sequence[BranchRow], columns: int) -> None:
    """Write 01; `columns` is 12 or 21. Printed are always the twelve known ones."""
    sheet = book.sheet(BRANCHES)
    letters = list(_HEADERS)[:columns]
    ranges = Ranges(len(rows))
    _frame(sheet, data, letters, ranges)
    for number, row in enumerate(rows, FIRST_BRANCH):
        _known(sheet, number, row)
        wrapped = {"B": row.name, "C": row.address, "J": row.note, "K": row.chair}
        if columns == ALL:
            _extension(sheet, number, row)
            wrapped |= {"O": row.commune, "Q": row.industry, "U": row.officer}
        sheet.fit_height(number, ((text, _HEADERS[letter][1]) for letter, text in wrapped.items()))
    if not rows:
        for letter in letters:
            sheet.text(f"{letter}{FIRST_BRANCH}", "", **_BOX)
    _totals(sheet, rows, letters, ranges.last_branch)


def _frame(sheet: Sheet, data: SummaryData, letters: Sequence[str], ranges: Ranges) -> None:
    sheet.text("B1", data.scope, bold=True)
    title = f"BẢNG TỔNG HỢP SỐ LIỆU CÔNG ĐOÀN CƠ SỞ VÀ ĐOÀN VIÊN CÔNG ĐOÀN (đến {data.as_of:%d/%m/%Y})"
    sheet.merge("A3:L3", title, bold=True, font_size=12, align="center")
    sheet.merge("A4:I4", f"Đơn vị báo cáo: {data.office}", italic=True)
    for number, letter in enumerate(letters, 1):
        text, width = _HEADERS[letter]
        sheet.raw.set_column(f"{letter}:{letter}", width)
        if letter in "HI":
            sheet.text(f"{letter}6", text, **_HEAD)
        else:
            sheet.merge(f"{letter}5:{letter}6", text, **_HEAD)
        sheet.number(f"{letter}7", number, **_NUMBERING)
    sheet.merge("H5:I5", "Trong đó", **_HEAD)
    sheet.raw.set_row(5, 32)
    sheet.raw.freeze_panes("C8")
    sheet.raw.repeat_rows(4, 6)
    sheet.raw.print_area(f"A1:L{ranges.last_branch + 1}")


def _known(sheet: Sheet, r: int, row: BranchRow) -> None:
    men = None
    if row.members is not None and row.women_members is not None:
        men = row.members - row.women_members
    sheet.number(f"A{r}", r - FIRST_BRANCH + 1, **_BOX, align="center")
    sheet.text(f"B{r}", row.name, **_TEXT)
    sheet.text(f"C{r}", row.address, **_TEXT)
    sheet.number(f"D{r}", row.workers, **_BOX)
    if men is None:  # without both halves a formula would show 0 for what was not reported
        sheet.number(f"E{r}", row.members, **_BOX)
    else:
        sheet.formula(f"E{r}", f"=F{r}+G{r}", row.members, **_BOX)
    sheet.number(f"F{r}", men, **_BOX)
    sheet.number(f"G{r}", row.women_members, **_BOX)
    sheet.number(f"H{r}", row.committee_count, **_BOX)
    sheet.number(f"I{r}", row.inspection_count, **_BOX)
    sheet.text(f"J{r}", row.note, **_TEXT)
    sheet.text(f"K{r}", row.chair, **_TEXT)
    sheet.text(f"L{r}", row.phone, **_CODE)


def _extension(sheet: Sheet, r: int, row: BranchRow) -> None:
    sheet.text(f"M{r}", row.code, **_CODE)
    sheet.text(f"N{r}", row.kind, **_CODE)
    sheet.text(f"O{r}", row.commune, **_TEXT)
    sheet.number(f"P{r}", row.women_workers, **_BOX)
    sheet.text(f"Q{r}", row.industry, **_TEXT)
    sheet.day(f"R{r}", row.founded_on, **_BOX)
    sheet.day(f"S{r}", row.term_ends_on, **_BOX)
    sheet.text(f"T{r}", row.last_rank.label if row.last_rank else "", **_TEXT)
    sheet.text(f"U{r}", row.officer, **_TEXT)


def _totals(sheet: Sheet, rows: Sequence[BranchRow], letters: Sequence[str], last: int) -> None:
    men = [
        row.members - row.women_members
        for row in rows
        if row.members is not None and row.women_members is not None
    ]
    results = {
        "D": known_sum(rows, lambda row: row.workers),
        "E": known_sum(rows, lambda row: row.members),
        "F": sum(men),
        "G": known_sum(rows, lambda row: row.women_members),
        "H": known_sum(rows, lambda row: row.committee_count),
        "I": known_sum(rows, lambda row: row.inspection_count),
        "P": known_sum(rows, lambda row: row.women_workers),
    }
    for letter in letters:
        cell = f"{letter}{last + 1}"
        if letter in results:
            formula = f"=SUM({letter}{FIRST_BRANCH}:{letter}{last})"
            sheet.formula(cell, formula, results[letter], **_BOX, bold=True)
        else:
            sheet.text(cell, "TỔNG CỘNG" if letter == "B" else "", **_BOX, bold=True)


_DATA_HEADERS = (
    "Mã CĐCS",
    "Loại hình",
    "Lao động",
    "Lao động nữ",
    "Đoàn viên",
    "Lương bình quân (đồng/tháng)",
    "Số người được tính lương",
    "TƯLĐTT hết hạn",
    "Xếp loại năm",
    "Đã tổ chức HNNLĐ (0/1)",
    "Số cuộc đối thoại",
)


def write_data(book: Book, data: SummaryData, rows: Sequence[BranchRow]) -> None:
    """Write 99: one row a branch in the order of 01, for the formulas of the other sheets.

    F and G are 0 where the wage is not known, since the weighted average needs numbers there.
    """
    sheet = book.sheet(DATA)
    sheet.text("A1", "Ngày số liệu", bold=True)
    sheet.day("B1", data.as_of, bold=True)
    for letter, text in zip("ABCDEFGHIJK", _DATA_HEADERS, strict=True):
        sheet.text(f"{letter}2", text, **_HEAD)
    sheet.raw.set_column("A:K", 14)
    sheet.raw.set_row(1, 48)
    for r, row in enumerate(rows, FIRST_DATA):
        wage, people = wage_cells(row)
        held = row.worker_conference_held
        sheet.text(f"A{r}", row.code, **_CODE)
        sheet.text(f"B{r}", row.kind, **_CODE)
        sheet.number(f"C{r}", row.workers, **_BOX)
        sheet.number(f"D{r}", row.women_workers, **_BOX)
        sheet.number(f"E{r}", row.members, **_BOX)
        sheet.number(f"F{r}", wage, **_BOX)
        sheet.number(f"G{r}", people, **_BOX)
        sheet.day(f"H{r}", row.agreement_ends_on, **_BOX)
        sheet.text(f"I{r}", rank_code(row), **_CODE, align="center")
        sheet.number(f"J{r}", None if held is None else int(held), **_BOX)
        sheet.number(f"K{r}", row.dialogues, **_BOX)
    sheet.raw.freeze_panes("B3")
    sheet.raw.repeat_rows(1)
    sheet.raw.set_tab_color("#A6A6A6")
    sheet.raw.protect()
