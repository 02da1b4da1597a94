"""Lists as .xlsx: what is written is what three readers read, types kept."""

from __future__ import annotations

import os
import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import libre_office
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from unionDesk.rules.errors import UserError
from unionDesk.workbooks import table_export
from unionDesk.workbooks.cell_text import cell_text, looks_like_formula
from unionDesk.workbooks.table_export import Column, ColumnSort, export_table


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time as the clock on the wall shows it: without a zone, as a spreadsheet keeps it."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC).replace(tzinfo=None)


COLUMNS = [
    Column("Mã", ColumnSort.CODE),
    Column("Tên CĐCS"),
    Column("Lao động", ColumnSort.INTEGER),
    Column("Tiền lương", ColumnSort.DECIMAL),
    Column("Thành lập", ColumnSort.DATE),
    Column("Lập lúc", ColumnSort.MOMENT),
    Column("Điện thoại", ColumnSort.PHONE),
]
ROWS: list[tuple[object, ...]] = [
    ("0012", "CĐCS Công ty Đại Lộc", 0, Decimal("6.5"), date(2020, 2, 29), wall(2026, 11, 23, 17, 5), "0912345678"),
    ("0013", "=1+1", None, None, None, None, "+84912345678"),
    ("0014", "A & B <C> \"D\"\n'E'", 12345, 1.25, date(1975, 4, 30), None, None),
]  # fmt: skip


def exported(tmp_path: Path, rows: list[tuple[object, ...]], columns: list[Column] | None = None) -> Path:
    target = tmp_path / "Danh sách.xlsx"
    assert export_table(target, "Danh sách CĐCS", columns or COLUMNS, rows) == len(rows)
    return target


def test_openpyxl_reads_the_values_with_their_types(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path, ROWS)).active
    assert sheet is not None
    got = list(sheet.iter_rows(values_only=True))
    assert got[0] == tuple(column.title for column in COLUMNS)
    assert got[1] == ("0012", ROWS[0][1], 0, 6.5, wall(2020, 2, 29), ROWS[0][5], "0912345678")
    assert got[2] == ("0013", "=1+1", None, None, None, None, "+84912345678")
    assert got[3] == ("0014", ROWS[2][1], 12345, 1.25, wall(1975, 4, 30), None, None)
    assert sheet["E2"].number_format == "dd/mm/yyyy"
    assert sheet["G2"].number_format == "@"
    assert sheet["C4"].number_format == "#,##0"


def test_the_header_is_bold_stays_in_sight_repeats_in_print_and_filters(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path, ROWS)).active
    assert sheet is not None
    assert sheet["A1"].font.b
    assert sheet["A1"].font.name == "Times New Roman"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G4"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["C"].width


def test_calamine_reads_the_values_with_their_types(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(exported(tmp_path, ROWS)))
    assert book.sheet_names == ["Danh sách CĐCS"]
    got = book.get_sheet_by_index(0).to_python()
    assert got[1] == ["0012", ROWS[0][1], 0.0, 6.5, date(2020, 2, 29), ROWS[0][5], "0912345678"]
    assert got[2][:3] == ["0013", "=1+1", ""]


@pytest.mark.skipif(libre_office.SOFFICE is None, reason=libre_office.MISSING)
def test_libreoffice_reads_the_values_with_their_types(tmp_path: Path) -> None:
    made = libre_office.convert(exported(tmp_path, ROWS), "xlsx", tmp_path)
    sheet = openpyxl.load_workbook(made).active
    assert sheet is not None
    got = list(sheet.iter_rows(values_only=True))
    assert got[1] == ("0012", ROWS[0][1], 0, 6.5, wall(2020, 2, 29), ROWS[0][5], "0912345678")
    assert got[2] == ("0013", "=1+1", None, None, None, None, "+84912345678")
    assert sheet["B3"].data_type == "s"
    assert got[3][1] == ROWS[2][1]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "=cmd|' /C calc'!A0"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path, [(text,)], [Column("Ghi chú")])).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value == cell_text(text)
    assert (
        sheet["A2"].style_array.quotePrefix
        if hasattr(sheet["A2"], "style_array")
        else sheet["A2"].quotePrefix
    )
    assert looks_like_formula(text)


def test_forbidden_characters_go_and_long_texts_are_cut(tmp_path: Path) -> None:
    texts = [
        "a\x00b\x1fc\ud800d\uffffe",
        "x" * 40_000,
        "_x0041_",
        "Co\u0302ng doan",
        "",
        "  hai đầu  ",
        "🙂" * 20_000,
    ]
    sheet = openpyxl.load_workbook(
        exported(tmp_path, [(text,) for text in texts], [Column("Ghi chú")])
    ).active
    assert sheet is not None
    got = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert got[0] == "abcde"
    assert got[1] == "x" * 32_766 + "…"
    assert got[3:6] == ["Công doan", None, "  hai đầu  "]
    assert isinstance(got[6], str)
    assert len(got[6].encode("utf-16-le")) // 2 <= 32_767
    assert "�" not in got[6]
    with zipfile.ZipFile(tmp_path / "Danh sách.xlsx") as archive:
        assert "_x005F_x0041_" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_odd_values_are_written_as_what_they_are(tmp_path: Path) -> None:
    days = [date(1899, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31)]
    values: list[object] = [*days, 10**18, float("nan"), True, "không rõ", 12]
    sheet = openpyxl.load_workbook(exported(tmp_path, [(v, v) for v in values], [Column("A", ColumnSort.INTEGER), Column("B", ColumnSort.PHONE)])).active  # fmt: skip
    assert sheet is not None
    got = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in got[:3]] == ["01/01/1899", "28/02/1900", wall(1900, 3, 1)]
    assert got[3][0] == wall(9999, 12, 31)
    assert [row[0] for row in got[4:]] == ["1000000000000000000", None, "Có", "không rõ", 12]
    assert got[8][1] == "12"


def test_a_moment_with_a_zone_is_told_in_local_time(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 23, 17, 5, tzinfo=UTC)
    sheet = openpyxl.load_workbook(exported(tmp_path, [(moment,)], [Column("Lúc", ColumnSort.MOMENT)])).active
    assert sheet is not None
    assert sheet["A2"].value == moment.astimezone().replace(tzinfo=None)


def test_an_empty_list_has_its_header(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(exported(tmp_path, [])).active
    assert sheet is not None
    assert list(sheet.iter_rows(values_only=True)) == [tuple(column.title for column in COLUMNS)]
    assert sheet.auto_filter.ref == "A1:G1"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Vụ việc [2026]: A/B", "Vụ việc 2026 A B"),
        ("x" * 40, "x" * 31),
        ("'", "Danh sách"),
        ("History", "Danh sách"),
        ("R&D <1>", "R&D <1>"),
    ],
)
def test_the_title_makes_a_valid_sheet_name(tmp_path: Path, title: str, name: str) -> None:
    target = tmp_path / "a.xlsx"
    export_table(target, title, COLUMNS, ROWS)
    assert openpyxl.load_workbook(target).sheetnames == [name]


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_export, "ROWS_A_SHEET", 1_501)
    target = tmp_path / "a.xlsx"
    assert (
        export_table(target, "Dài", [Column("Số", ColumnSort.INTEGER)], ((n,) for n in range(3_500))) == 3_500
    )
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Dài", "Dài (2)", "Dài (3)"]
    values = [sheet.cell(row, 1).value for sheet in book for row in range(2, sheet.max_row + 1)]
    assert values == list(range(3_500))


def test_exactly_one_full_sheet_makes_no_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_export, "ROWS_A_SHEET", 1_501)
    target = tmp_path / "a.xlsx"
    export_table(target, "Dài", [Column("Số", ColumnSort.INTEGER)], ((n,) for n in range(1_500)))
    assert openpyxl.load_workbook(target).sheetnames == ["Dài"]


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    class CancelledError(Exception):
        pass

    seen: list[int] = []

    def progress(done: int) -> None:
        seen.append(done)
        if done >= 3_000:
            raise CancelledError

    with pytest.raises(CancelledError):
        export_table(tmp_path / "a.xlsx", "A", [Column("A")], (("x",) for _ in range(10_000)), progress)
    assert seen == [1_000, 2_000, 3_000]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không tìm thấy thư mục"):
        export_table(tmp_path / "x" / "a.xlsx", "A", COLUMNS, ROWS)


@pytest.mark.skipif(os.name == "nt", reason="only POSIX lets a process limit the size of its files")
def test_a_file_that_cannot_grow_is_told_and_leaves_the_old_one(tmp_path: Path) -> None:
    import resource

    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(UserError, match=r"Không ghi được tệp “a\.xlsx”"):
            export_table(target, "A", [Column("A")], ((str(n * n),) for n in range(100_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_row_of_the_wrong_length_is_a_bug_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="7 values"):
        export_table(tmp_path / "a.xlsx", "A", COLUMNS, [("x",)])
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    def rows(count: int) -> Iterator[tuple[str, int]]:
        return ((f"Công đoàn cơ sở số {n}", n) for n in range(count))

    def peak(count: int) -> int:
        tracemalloc.start()
        export_table(tmp_path / "a.xlsx", "A", [Column("Tên"), Column("Số", ColumnSort.INTEGER)], rows(count))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(30_000) < 1.3 * peak(6_000)


def as_excel_reads(text: object) -> str:
    """Excel takes _x0041_ for "A" (ECMA-376, ST_Xstring); openpyxl leaves such texts as they are."""
    return re.sub(
        "_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), str(text or ""), flags=re.IGNORECASE
    )


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.text(max_size=60),
    st.lists(st.sampled_from(["_x0041_", "x005F_", "_", "a"]), max_size=5).map("".join),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_whatever_is_written_is_valid_and_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]]) -> None:  # fmt: skip
    target = tmp_path_factory.mktemp("t") / "a.xlsx"
    sorts = (ColumnSort.TEXT, ColumnSort.INTEGER, ColumnSort.DATE)
    export_table(target, "A", [Column(sort.label, sort) for sort in sorts], rows)
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
    sheet = openpyxl.load_workbook(target).active
    assert sheet is not None
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                assert as_excel_reads(cell.value) == cell_text(value)
            elif isinstance(value, date):
                assert cell.value == wall(value.year, value.month, value.day)
            else:
                assert cell.value == value
