"""The upward summary workbook: its known form, its sums, what is empty and what is zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook
from summary_samples import DAY, EXPORTED_AT, branches, report

from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import RatingRank, ReportPeriod
from unionDesk.workbooks.summary import export_summary, summary_bytes
from unionDesk.workbooks.summary_data import BranchRow, SummaryData

SHEETS = ["00_BIA", "01_DS_CDCS", "02_LOAI_HINH", "99_SO_LIEU", "KT"]


def written(data: SummaryData, **edition: Any) -> Workbook:
    """The workbook as openpyxl reads it: formulas as formulas."""
    return openpyxl.load_workbook(BytesIO(summary_bytes(data, **edition)))


def shown(data: SummaryData, **edition: Any) -> dict[str, dict[str, Any]]:
    """The results that a program which does not calculate shows, by sheet and cell; empty cells left out."""
    book = openpyxl.load_workbook(BytesIO(summary_bytes(data, **edition)), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in {None, ""}
        }
        for sheet in book
    }


def branch(
    name: str = "CĐCS Công ty An Phát", kind: str = "DN_NNN", code: str = "0001", **facts: Any
) -> BranchRow:
    return BranchRow(code=code, name=name, kind=kind, **facts)


def test_the_five_sheets_stand_in_order() -> None:
    assert written(report(*branches())).sheetnames == SHEETS


def test_the_known_twelve_columns_are_cell_for_cell_the_known_form() -> None:
    sheet = written(report(branch()))["01_DS_CDCS"]
    assert sheet["B1"].value == "TẤT CẢ"
    assert sheet["A3"].value == (
        "BẢNG TỔNG HỢP SỐ LIỆU CÔNG ĐOÀN CƠ SỞ VÀ ĐOÀN VIÊN CÔNG ĐOÀN (đến 30/11/2026)"
    )
    assert (sheet["A3"].font.name, sheet["A3"].font.sz, sheet["A3"].font.b) == ("Times New Roman", 12, True)
    headers = {
        "A5": "TT", "B5": "Tên CĐCS", "C5": "Địa chỉ (ghi chi tiết, cụ thể)", "D5": "Tổng số CNVCLĐ",
        "E5": "Tổng số đoàn viên", "F5": "Số ĐV nam", "G5": "Số ĐV nữ", "H5": "Trong đó", "H6": "Số UV BCH",
        "I6": "Số UV UBKT", "J5": "Ghi chú", "K5": "Họ tên Chủ tịch CĐ", "L5": "Số đt liên hệ",
    }  # fmt: skip
    assert {cell: sheet[cell].value for cell in headers} == headers
    assert [sheet.cell(7, column).value for column in range(1, 13)] == list(range(1, 13))
    merges = {str(area) for area in sheet.merged_cells.ranges}
    assert merges >= {"A3:L3", "A4:I4", "H5:I5", *(f"{letter}5:{letter}6" for letter in "ABCDEFGJKL")}
    widths = [6.3, 50.6, 22.1, 12.7, 11.9, 10.9, 10.1, 11, 10.9, 10.6, 23.3, 19]
    for letter, width in zip("ABCDEFGHIJKL", widths, strict=True):
        assert sheet.column_dimensions[letter].width == pytest.approx(width, abs=0.8)
    assert sheet["B9"].value == "TỔNG CỘNG"
    assert sheet["B8"].border.left.style == "thin"
    assert sheet["B8"].font.sz == 11


def test_a_branch_fills_its_cells() -> None:
    row = branch(
        address="12 Lê Lợi", workers=100, women_workers=60, members=90, women_members=50, committee_count=5,
        inspection_count=3, note="mới", chair="Đỗ Thị Ánh", phone="0912345678", commune="Phường Rạch Giá",
        industry="May", founded_on=date(2010, 5, 1), term_ends_on=date(2028, 5, 1), last_rank=RatingRank.GOOD,
        officer="Lý Mỹ Hạnh",
    )  # fmt: skip
    sheet = written(report(row))["01_DS_CDCS"]
    got = [cell.value for cell in sheet[8]]
    assert got[:12] == [
        1,
        row.name,
        "12 Lê Lợi",
        100,
        "=F8+G8",
        40,
        50,
        5,
        3,
        "mới",
        "Đỗ Thị Ánh",
        "0912345678",
    ]
    assert got[12:17] == ["0001", "DN_NNN", "Phường Rạch Giá", 60, "May"]
    assert [value.date() for value in got[17:19]] == [date(2010, 5, 1), date(2028, 5, 1)]
    assert got[19:21] == ["Hoàn thành tốt nhiệm vụ", "Lý Mỹ Hạnh"]
    assert sheet["R8"].number_format == "dd/mm/yyyy"
    assert sheet["L8"].number_format == sheet["M8"].number_format == "@"


def test_not_reported_stays_empty_and_zero_stays_zero() -> None:
    rows = [
        branch("CĐCS A", code="1", workers=0, women_workers=0, members=0, women_members=0, committee_count=0),
        branch("CĐCS B", code="2"),
        branch("CĐCS C", code="3", members=30),
        branch("CĐCS D", code="4", women_members=9),
    ]
    for values in (False, True):
        cells = shown(report(*rows), values=values)["01_DS_CDCS"]
        assert [cells.get(f"{c}8") for c in "DEFGHIP"] == [0, 0, 0, 0, 0, None, 0]
        assert [cells.get(f"{c}9") for c in "DEFGHIP"] == [None] * 7
        assert [cells.get(f"{c}10") for c in "EFG"] == [30, None, None]
        assert [cells.get(f"{c}11") for c in "EFG"] == [None, None, 9]
        assert [cells.get(f"{c}12") for c in "DEFGHIP"] == [0, 30, 0, 9, 0, 0, 0]


def test_branches_stand_by_kind_and_in_vietnamese_order() -> None:
    rows = [
        branch(name, kind, code=str(n))
        for n, (name, kind) in enumerate(
            [("Ấp", "CPL"), ("Êm", "FDI"), ("Đông", "FDI"), ("Dương", "FDI"), ("Em", "FDI"), ("Zeta", "HC")]
        )
    ]
    cells = shown(report(*rows))["01_DS_CDCS"]
    assert [cells[f"B{r}"] for r in range(8, 14)] == ["Zeta", "Dương", "Đông", "Em", "Êm", "Ấp"]


def test_kinds_are_summed_by_group_and_the_unclassified_have_a_row_of_their_own() -> None:
    rows = [
        branch("A", "HC", "1", workers=10, women_workers=4, members=10, women_members=4),
        branch("B", "FDI", "2", workers=100, women_workers=60, members=50, women_members=30),
        branch("C", "FDI", "3", workers=50, members=50),
        branch("D", "NDCS", "4", workers=7, members=7),
        branch("E", "CPL", "5", workers=3, members=1),
    ]
    for values in (False, True):
        cells = shown(report(*rows), values=values)["02_LOAI_HINH"]
        assert [cells[f"A{r}"] for r in range(8, 24)] == [
            "I. KHU VỰC NHÀ NƯỚC", "HC", "SN_CL_NS", "SN_CL_TC", "DNNN",
            "II. KHU VỰC NGOÀI NHÀ NƯỚC", "SN_NCL", "DN_NNN", "FDI", "HTX", "TC_NN", "KHAC",
            "III. NGHIỆP ĐOÀN CƠ SỞ", "NDCS", "CPL", "TỔNG CỘNG",
        ]  # fmt: skip
        assert cells["B22"] == "Chưa phân loại"
        assert [cells[f"C{r}"] for r in range(8, 24)] == [1, 1, 0, 0, 0, 2, 0, 0, 2, 0, 0, 0, 1, 1, 1, 5]
        assert [cells[f"D{r}"] for r in (8, 13, 16, 20, 22, 23)] == [10, 150, 150, 7, 3, 170]
        assert [cells[f"{c}23"] for c in "DEFG"] == [170, 64, 118, 34]
        assert cells["H16"] == pytest.approx(100 / 150)
        assert cells["H23"] == pytest.approx(118 / 170)
        assert "H10" not in cells


def test_agreements_count_up_to_and_with_their_last_day() -> None:
    ends = [date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1), None]
    rows = [branch(str(n), "FDI", str(n), agreement_ends_on=day) for n, day in enumerate(ends)]
    cells = shown(report(*rows))["02_LOAI_HINH"]
    assert (cells["I16"], cells["J16"]) == (2, 0.5)


def test_the_agreement_rate_leaves_state_offices_out_only_where_the_province_wants_it() -> None:
    rows = [
        branch("A", "HC", "1"),
        branch("B", "SN_CL_NS", "2"),
        branch("C", "DNNN", "3", agreement_ends_on=date(2027, 1, 1)),
        branch("D", "FDI", "4"),
    ]
    cells = shown(report(*rows))["02_LOAI_HINH"]
    assert (cells["J9"], cells["J10"], cells["J8"], cells["J23"]) == ("-", "-", pytest.approx(1 / 3), 0.25)
    cells = shown(report(*rows, agreement_rate_without_state=True))["02_LOAI_HINH"]
    assert (cells["J9"], cells["J10"], cells["J8"], cells["J23"]) == ("-", "-", 1, 0.5)


def test_ranks_conferences_and_dialogues_are_counted() -> None:
    facts = [
        {"rating_rank": RatingRank.EXCELLENT, "worker_conference_held": True, "dialogues": 3},
        {"rating_rank": RatingRank.GOOD, "worker_conference_held": False, "dialogues": 0},
        {"rating_rank": RatingRank.COMPLETED},
        {"rating_rank": RatingRank.FAILED},
        {"rating_rank": RatingRank.NOT_RATED},
        {},
    ]
    rows = [branch(str(n), "FDI", str(n), **fact) for n, fact in enumerate(facts)]
    book = shown(report(*rows))
    assert [book["02_LOAI_HINH"][f"{c}16"] for c in "KLMNOPQ"] == [1, 1, 1, 1, 1, 1, 2]
    assert [book["99_SO_LIEU"].get(f"I{r}") for r in range(3, 9)] == ["XS", "TOT", "HT", "KHT", None, None]
    assert [book["99_SO_LIEU"].get(f"J{r}") for r in range(3, 6)] == [1, 0, None]


def test_the_average_wage_is_weighted_by_people() -> None:
    rows = [
        branch("A", code="1", average_wage=10_000_000, wage_people=10),
        branch("B", code="2", average_wage=6_000_000, wage_people=90),
        branch("C", code="3", average_wage=99_000_000),
        branch("D", code="4", wage_people=1_000),
    ]
    for values in (False, True):
        cells = shown(report(*rows), values=values)["00_BIA"]
        assert (cells["A27"], cells["B27"]) == ("Tiền lương bình quân tháng (đồng)", 6_400_000)
        assert cells["B28"] == 100


def test_the_cover_names_office_period_day_and_people() -> None:
    cells = shown(report(branch(workers=5)))["00_BIA"]
    assert cells["A1"] == "Công đoàn cấp trên: Liên đoàn Lao động tỉnh An Giang"
    assert cells["A2"] == "Đơn vị báo cáo: Công đoàn phường Rạch Giá"
    assert cells["A4"].startswith("BÁO CÁO TỔNG HỢP SỐ LIỆU")
    assert cells["A5"] == "NĂM 2026"
    assert cells["A6"] == "Số liệu tính đến ngày: ☐ 31/5   ☒ 30/11   ☐ khác"
    assert cells["B9"] == "Ban Thường vụ LĐLĐ tỉnh\nLưu: VT"
    assert cells["B12"] == EXPORTED_AT
    assert cells["A16"] == "Kiểm tra: số liệu khớp"
    assert cells["B29"] == 0
    assert cells["B30"] == 1


@pytest.mark.parametrize(
    ("changes", "period", "day"),
    [
        ({"period": ReportPeriod.HALF_YEAR, "as_of": date(2026, 5, 31)}, "6 THÁNG ĐẦU NĂM 2026", "☒ 31/5   ☐ 30/11   ☐ khác"),
        ({"period": ReportPeriod.QUARTER, "period_number": 3, "as_of": date(2026, 9, 15)}, "QUÝ III NĂM 2026", "☐ 31/5   ☐ 30/11   ☒ khác: 15/09/2026"),
        ({"period": ReportPeriod.MONTH, "period_number": 2, "as_of": date(2026, 2, 28)}, "THÁNG 2 NĂM 2026", "☒ khác: 28/02/2026"),
        ({"period": ReportPeriod.SPECIAL}, "BÁO CÁO ĐỘT XUẤT, NĂM 2026", "☒ 30/11"),
    ],
)  # fmt: skip
def test_the_cover_tells_every_sort_of_period(changes: dict[str, Any], period: str, day: str) -> None:
    cells = shown(report(**changes))["00_BIA"]
    assert cells["A5"] == period
    assert day in cells["A6"]


@pytest.mark.parametrize("count", [0, 1, 109])
def test_both_editions_show_the_same(count: int) -> None:
    data = report(*branches(count))
    formulas, values = shown(data), shown(data, values=True)
    assert formulas == values
    book = written(data, values=True)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_calamine_sees_the_results_of_formulas() -> None:
    rows = branches()
    book = CalamineWorkbook.from_filelike(BytesIO(summary_bytes(report(*rows))))
    total = book.get_sheet_by_name("01_DS_CDCS").to_python(skip_empty_area=False)[-1]
    assert total[1] == "TỔNG CỘNG"
    assert total[3] == sum(row.workers or 0 for row in rows)
    assert total[4] == sum(row.members or 0 for row in rows)
    assert total[15] == sum(row.women_workers or 0 for row in rows)


def test_every_cell_that_can_be_a_formula_is_one() -> None:
    book = written(report(*branches()))
    kinds = book["02_LOAI_HINH"]
    assert kinds["C9"].value == "=COUNTIF('01_DS_CDCS'!$N$8:$N$116,$A9)"
    assert kinds["D9"].value == "=SUMIF('01_DS_CDCS'!$N$8:$N$116,$A9,'01_DS_CDCS'!$D$8:$D$116)"
    assert kinds["I9"].value == (
        "=COUNTIFS('99_SO_LIEU'!$B$3:$B$111,$A9,'99_SO_LIEU'!$H$3:$H$111,\">=\"&'99_SO_LIEU'!$B$1)"
    )
    assert kinds["D13"].value == "=SUM(D14:D19)"
    assert kinds["C23"].value == "=C8+C13+C20+C22"
    assert book["01_DS_CDCS"]["P117"].value == "=SUM(P8:P116)"
    for r in range(8, 24):
        for letter in "CDEFGHIKLMNOPQ":
            assert str(kinds[f"{letter}{r}"].value).startswith("="), f"{letter}{r}"
    checks = book["KT"]
    assert all(str(checks[f"C{r}"].value).startswith("=IF(") for r in range(4, checks.max_row + 1))


def test_good_data_agrees_everywhere() -> None:
    cells = shown(report(*branches()))["KT"]
    results = [value for cell, value in cells.items() if cell.startswith("C") and cell not in {"C1", "C3"}]
    assert len(results) == 14
    assert set(results) == {"KHỚP"}


def mismatches(*rows: BranchRow) -> set[str]:
    cells = shown(report(*rows))["KT"]
    return {cells[f"A{cell[1:]}"] for cell, value in cells.items() if value == "LỆCH"}


@pytest.mark.parametrize("kind", ["XX", "", "I", "I. KHU VỰC NHÀ NƯỚC 2", "TỔNG CỘNG"])
def test_a_wrong_and_an_empty_kind_show_as_mismatch(kind: str) -> None:
    found = mismatches(branch("A", code="1", workers=5), branch("B", kind, code="2", workers=7))
    assert "Số dòng ở 01 có mã loại hình không hợp lệ hoặc để trống = 0" in found
    assert "Tổng số lao động ở 01 = ở 02" in found
    assert shown(report(branch("B", kind)))["00_BIA"]["A16"] == "Kiểm tra: có số liệu lệch - xem sheet KT"


def test_more_women_than_people_and_a_code_used_twice_show_as_mismatch() -> None:
    assert "Số dòng ở 01 có lao động nữ lớn hơn tổng số lao động = 0" in mismatches(
        branch(workers=5, women_workers=6), branch("B", code="2", workers=50)
    )
    assert "Số dòng ở 01 có đoàn viên nữ lớn hơn tổng số đoàn viên = 0" in mismatches(
        branch(members=5, women_members=6), branch("B", code="2", members=50)
    )
    assert mismatches(branch(code="a1"), branch("B", code="A1")) == {
        "Số dòng ở 01 trùng mã CĐCS với dòng ở trên = 0"
    }
    assert mismatches(branch(code=""), branch("B", code="")) == set()
    assert mismatches(branch(code="001"), branch("B", code="1")) == set()


@pytest.mark.parametrize("text", ["=1+1", "+84 912", "-", "@ban", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
@pytest.mark.parametrize("values", [False, True])
def test_no_text_becomes_a_formula(text: str, values: bool) -> None:
    row = branch(
        name=text, address=text, note=text, chair=text, phone=text, commune=text, industry=text, officer=text
    )
    data = report(row, office=text, parent=text, document_number=text, maker=text, recipients=(text,))
    book = written(data, values=values)
    for cell in ("B8", "C8", "J8", "K8", "L8", "O8", "Q8", "U8"):
        assert book["01_DS_CDCS"][cell].data_type == "s", cell
        assert book["01_DS_CDCS"][cell].quotePrefix
    assert book["00_BIA"]["B8"].data_type == "s"


def test_control_codes_surrogates_and_endless_texts_are_taken() -> None:
    row = branch(name="A\x00B\x0bC\ud800D", note="x" * 40_000, address="dòng 1\r\ndòng 2")
    cells = shown(report(row))["01_DS_CDCS"]
    assert cells["B8"] == "ABCD"
    assert cells["J8"] == "x" * 32_766 + "…"
    assert cells["C8"] == "dòng 1\ndòng 2"


def test_an_empty_office_gives_zeros_and_agrees() -> None:
    for values in (False, True):
        book = shown(report(), values=values)
        assert book["01_DS_CDCS"]["B9"] == "TỔNG CỘNG"
        assert book["01_DS_CDCS"]["D9"] == 0
        assert {book["02_LOAI_HINH"][f"C{r}"] for r in range(8, 24)} == {0}
        assert "LỆCH" not in book["KT"].values()
        assert "B27" not in book["00_BIA"]


def test_twelve_columns_only_without_formulas() -> None:
    data = report(*branches(5))
    with pytest.raises(UserError, match="Chỉ giá trị"):
        summary_bytes(data, columns=12)
    with pytest.raises(UserError, match="12 cột hoặc 21 cột"):
        summary_bytes(data, values=True, columns=13)
    sheet = written(data, values=True, columns=12)["01_DS_CDCS"]
    assert sheet.max_column == 12
    full, short = shown(data, values=True), shown(data, values=True, columns=12)
    assert {name: full[name] for name in SHEETS if name != "01_DS_CDCS"} == {
        name: short[name] for name in SHEETS if name != "01_DS_CDCS"
    }


def test_the_sheets_are_set_up_for_paper() -> None:
    book = written(report(*branches()))
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "Trang &P/&N" in (sheet.oddFooter.center.text or "")
    assert book["01_DS_CDCS"].print_title_rows == "$5:$7"
    assert book["02_LOAI_HINH"].print_title_rows == "$5:$7"
    assert book["01_DS_CDCS"].print_area == "'01_DS_CDCS'!$A$1:$L$117"
    data = book["99_SO_LIEU"]
    assert data.protection.sheet
    assert data.sheet_state == "visible"
    assert data.sheet_properties.tabColor.rgb == "FFA6A6A6"
    assert data["B1"].value.date() == DAY
    assert data["A2"].value == "Mã CĐCS"


def test_the_digest_follows_the_numbers_only() -> None:
    rows = branches(9)
    data = report(*rows)
    assert report(*reversed(rows), maker="Người khác").digest() == data.digest()
    changed = replace(rows[3], workers=(rows[3].workers or 0) + 1)
    assert report(*rows[:3], changed, *rows[4:]).digest() != data.digest()
    assert len(data.digest()) == 64


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "Tổng hợp.xlsx"
    export_summary(target, report(*branches(3)))
    assert openpyxl.load_workbook(target).sheetnames == SHEETS
    assert list(tmp_path.iterdir()) == [target]
    with pytest.raises(UserError, match="Không tìm thấy thư mục"):
        export_summary(tmp_path / "không có" / "a.xlsx", report())
