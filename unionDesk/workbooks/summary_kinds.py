"""Sheet 02_LOAI_HINH: figures by kind of branch, in groups, with the total."""

from __future__ import annotations

from collections.abc import Sequence

from .summary_book import RATE, Book, Look, Sheet
from .summary_data import SummaryData
from .summary_layout import (
    DATA_DAY,
    GROUPS,
    KIND_ROWS,
    KINDS,
    RANK_CODES,
    TOTAL_ROW,
    UNCLASSIFIED_ROW,
    WITHOUT_AGREEMENT,
    Ranges,
)
from .summary_sums import KindFigures, Sums, ratio

_HEADERS = {
    "A": ("Mã", 13.0),
    "B": ("Loại hình", 40.0),
    "C": ("Số CĐCS, NĐCS", 10.0),
    "D": ("Tổng số lao động", 11.0),
    "E": ("Lao động nữ", 10.0),
    "F": ("Tổng số đoàn viên", 11.0),
    "G": ("Đoàn viên nữ", 10.0),
    "H": ("Tỷ lệ ĐV/LĐ", 9.0),
    "I": ("CĐCS có TƯLĐTT còn hạn", 11.0),
    "J": ("Tỷ lệ bao phủ TƯLĐTT", 10.0),
    "K": ("Đã tổ chức HNNLĐ", 10.0),
    "L": ("Có đối thoại trong kỳ", 10.0),
    "M": ("Xuất sắc", 8.0),
    "N": ("Tốt", 8.0),
    "O": ("Hoàn thành", 8.5),
    "P": ("Không hoàn thành", 8.5),
    "Q": ("Chưa / không đánh giá", 9.5),
}
_SUMMED = "CDEFGIKLMNOPQ"
_SUMS_OF_01 = {"D": "D", "E": "P", "F": "E", "G": "G"}  # column of 02 -> column of 01
_RANK_COLUMNS = dict(zip("MNOP", RANK_CODES.values(), strict=True))
_BOX: dict[str, Look] = {"border": 1}
_HEAD: dict[str, Look] = {**_BOX, "bold": True, "align": "center", "text_wrap": True}
_GROUP: dict[str, Look] = {**_BOX, "bold": True, "bg_color": "#F2F2F2"}


def write_kinds(book: Book, data: SummaryData, sums: Sums) -> None:
    """Write 02 with its formulas over 01 and 99."""
    sheet = book.sheet(KINDS)
    _frame(sheet, data)
    ranges = Ranges(len(data.rows))
    for kind, r in KIND_ROWS.items():
        sheet.text(f"A{r}", kind.value, **_BOX)
        sheet.text(f"B{r}", kind.label, **_BOX, text_wrap=True)
        sheet.fit_height(r, [(kind.label, _HEADERS["B"][1])])
        formulas = _kind_formulas(r, ranges)
        _figures(sheet, r, formulas, sums.by_row[r], _BOX)
        _agreement_rate(sheet, r, sums, (), _BOX, none_here=kind in WITHOUT_AGREEMENT)
    left_out = [KIND_ROWS[kind] for kind in WITHOUT_AGREEMENT] if data.agreement_rate_without_state else []
    for group in GROUPS:
        r = group.row
        sheet.merge(f"A{r}:B{r}", group.title, **_GROUP)
        formulas = {letter: f"=SUM({letter}{group.first}:{letter}{group.last})" for letter in _SUMMED}
        _figures(sheet, r, formulas, sums.by_row[r], _GROUP)
        inside = [row for row in left_out if group.first <= row <= group.last]
        _agreement_rate(sheet, r, sums, inside, _GROUP)
    parts = [group.row for group in GROUPS] + [UNCLASSIFIED_ROW]
    formulas = {letter: "=" + "+".join(f"{letter}{row}" for row in parts) for letter in _SUMMED}
    sheet.merge(f"A{TOTAL_ROW}:B{TOTAL_ROW}", "TỔNG CỘNG", **_GROUP, align="center")
    _figures(sheet, TOTAL_ROW, formulas, sums.total, _GROUP)
    _agreement_rate(sheet, TOTAL_ROW, sums, left_out, _GROUP)


def _frame(sheet: Sheet, data: SummaryData) -> None:
    sheet.text("A1", f"Đơn vị báo cáo: {data.office}", bold=True)
    title = f"TỔNG HỢP THEO LOẠI HÌNH (đến {data.as_of:%d/%m/%Y})"
    sheet.merge("A3:Q3", title, bold=True, font_size=12, align="center")
    for number, (letter, (text, width)) in enumerate(_HEADERS.items(), 1):
        sheet.raw.set_column(f"{letter}:{letter}", width)
        if letter in _RANK_COLUMNS:
            sheet.text(f"{letter}6", text, **_HEAD)
        else:
            sheet.merge(f"{letter}5:{letter}6", text, **_HEAD)
        sheet.number(f"{letter}7", number, **_BOX, italic=True, align="center")
    sheet.merge("M5:P5", f"Xếp loại năm {data.year}", **_HEAD)
    sheet.raw.set_row(5, 48)
    sheet.raw.freeze_panes("C8")
    sheet.raw.repeat_rows(4, 6)


def _kind_formulas(r: int, ranges: Ranges) -> dict[str, str]:
    code, kinds_01, kinds_99 = f"$A{r}", ranges.branches("N"), ranges.data("B")
    formulas = {"C": f"=COUNTIF({kinds_01},{code})"}
    for letter, source in _SUMS_OF_01.items():
        formulas[letter] = f"=SUMIF({kinds_01},{code},{ranges.branches(source)})"
    formulas["I"] = f'=COUNTIFS({kinds_99},{code},{ranges.data("H")},">="&{DATA_DAY})'
    formulas["K"] = f"=SUMIFS({ranges.data('J')},{kinds_99},{code})"
    formulas["L"] = f'=COUNTIFS({kinds_99},{code},{ranges.data("K")},">0")'
    for letter, rank in _RANK_COLUMNS.items():
        formulas[letter] = f'=COUNTIFS({kinds_99},{code},{ranges.data("I")},"{rank}")'
    formulas["Q"] = f"=C{r}-SUM(M{r}:P{r})"
    return formulas


def _figures(
    sheet: Sheet, r: int, formulas: dict[str, str], figures: KindFigures, look: dict[str, Look]
) -> None:
    results = (
        figures.branches,
        figures.workers,
        figures.women_workers,
        figures.members,
        figures.women_members,
        figures.agreements,
        figures.conferences,
        figures.with_dialogue,
        *figures.ranks,
        figures.not_rated,
    )
    for letter, result in zip(_SUMMED, results, strict=True):
        sheet.formula(f"{letter}{r}", formulas[letter], result, **look)
    rate = ratio(figures.members, figures.workers)
    sheet.formula(f"H{r}", f'=IF(D{r}=0,"",F{r}/D{r})', rate, **{**look, "num_format": RATE})


def _agreement_rate(
    sheet: Sheet,
    r: int,
    sums: Sums,
    left_out: Sequence[int],
    look: dict[str, Look],
    *,
    none_here: bool = False,
) -> None:
    """Column J; `left_out` are the rows of kinds without agreements that do not count in the rate."""
    if none_here:
        sheet.text(f"J{r}", "-", **look, align="center")
        return
    with_one = f"I{r}" + "".join(f"-I{row}" for row in left_out)
    all_of = f"C{r}" + "".join(f"-C{row}" for row in left_out)
    share = f"({with_one})/({all_of})" if left_out else f"{with_one}/{all_of}"
    base = sums.rate_base[r]
    result = ratio(base.agreements, base.branches)
    sheet.formula(f"J{r}", f'=IF({all_of}=0,"",{share})', result, **{**look, "num_format": RATE})
