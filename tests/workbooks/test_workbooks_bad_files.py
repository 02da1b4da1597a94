"""Files that cannot be read: each gets one clear sentence in Vietnamese that names it, fast and small."""

import io
import re
import struct
import subprocess
import sys
import textwrap
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from unionDesk.rules.errors import UserError
from unionDesk.rules.places import PlaceBook
from unionDesk.workbooks.planner import PlanOptions, plan_branches
from unionDesk.workbooks.reader import MACROS_IGNORED, read_book

ROOT = Path(__file__).parents[2]
PLACES = PlaceBook.load(ROOT / "db" / "reference")
SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/'
    'spreadsheetml/2006/main"><dimension ref="A1:B2"/><sheetData>'
)


def _text_row(number: int, *texts: str) -> str:
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCDEFG", texts, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """A real workbook of one small list, with some of its parts replaced."""

    def make(name: str = "danh-sach.xlsx", parts: dict[str, bytes] | None = None) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in (["STT", "Tên CĐCS", "Đoàn viên"], [1, "CĐCS A", 3], [2, "CĐCS B", 4]):
            sheet.append(row)
        stream = io.BytesIO()
        book.save(stream)
        target = tmp_path / name
        with zipfile.ZipFile(stream) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                if info.filename not in (parts or {}):
                    new.writestr(info, old.read(info))
            for part, data in (parts or {}).items():
                new.writestr(part, data)
        return target

    return make


def _compound_file(*streams: str) -> bytes:
    """A minimal OLE container (as .xls and encrypted workbooks are) with empty streams of these names."""

    def entry(
        name: str, kind: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, start: int = 0xFFFFFFFE
    ) -> bytes:
        raw = (name + "\0").encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 1)
            + struct.pack("<III", 0xFFFFFFFF, right, child)
            + bytes(36)
            + struct.pack("<IQ", start, 0)
        )

    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", 0xFFFFFFFF) * 108
    fat = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + struct.pack("<I", 0xFFFFFFFF) * 126
    entries = [entry("Root Entry", 5, child=1)]
    for number, name in enumerate(streams, start=1):
        entries.append(entry(name, 2, right=number + 1 if number < len(streams) else 0xFFFFFFFF))
    return header + fat + b"".join(entries).ljust(512, b"\0")


def _sentence(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_book(path)
    text = str(caught.value)
    assert path.name in text
    assert "\n" not in text
    assert text.endswith(".")
    return text


def test_a_missing_file(tmp_path):
    assert "Không tìm thấy" in _sentence(tmp_path / "khong-co.xlsx")


def test_a_folder(tmp_path):
    (tmp_path / "thu-muc.xlsx").mkdir()
    assert "thư mục" in _sentence(tmp_path / "thu-muc.xlsx")


def test_a_locked_file(tmp_path, monkeypatch):
    path = tmp_path / "dang-mo.xlsx"
    path.write_bytes(b"PK")

    def locked(_self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", locked)  # as Windows answers for a locked file
    assert "khóa" in _sentence(path)


def test_the_lock_file_that_excel_leaves_beside_an_open_workbook(tmp_path):
    path = tmp_path / "~$danh-sach.xlsx"
    path.write_bytes(bytes(165))
    assert "tệp tạm" in _sentence(path)


@pytest.mark.parametrize(
    "content", [b"TT;T\xc3\xaan C\xc4\x90CS\n1;A\n", b"%PDF-1.7", b"\x00\x01\x02", b"<html><table>"]
)
def test_a_file_that_is_no_workbook(tmp_path, content):
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(content)
    assert "không phải là bảng tính" in _sentence(path)


def test_an_empty_file(tmp_path):
    path = tmp_path / "trong.xlsx"
    path.write_bytes(b"")
    assert "trống" in _sentence(path)


def test_an_old_xls_that_was_renamed(tmp_path):
    path = tmp_path / "cu.xlsx"
    path.write_bytes(_compound_file("Workbook"))
    assert ".xls" in _sentence(path)


def test_a_workbook_with_a_password(tmp_path):
    path = tmp_path / "mat-khau.xlsx"
    path.write_bytes(_compound_file("EncryptionInfo", "EncryptedPackage"))
    assert "mật khẩu" in _sentence(path)


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("word/document.xml", "Word"),
        ("content.xml", "LibreOffice"),
        ("xl/workbook.bin", ".xlsb"),
        ("a.txt", "không phải"),
    ],
)
def test_another_kind_of_package(tmp_path, part, word):
    path = tmp_path / "khac.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")
    assert word in _sentence(path)


@pytest.mark.parametrize("keep", [30, 1000, 3000])
def test_a_workbook_cut_off_in_the_middle(workbook, keep):
    path = workbook()
    path.write_bytes(path.read_bytes()[:keep])
    assert "hỏng" in _sentence(path)


def test_a_workbook_with_flipped_bytes(workbook):
    path = workbook(parts={SHEET: (HEAD + _text_row(1, *"ABC") * 500 + "</sheetData></worksheet>").encode()})
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.getinfo(SHEET).header_offset + 80
    for place in range(start, start + 20):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "hỏng" in _sentence(path)


def test_a_sheet_whose_xml_is_broken(workbook):
    assert "hỏng" in _sentence(workbook(parts={SHEET: b"<worksheet><sheetData><row></sheetData>"}))


def test_a_workbook_that_names_no_sheet(workbook):
    assert "hỏng" in _sentence(workbook(parts={"xl/workbook.xml": b"<workbook"}))


def test_an_entity_bomb(workbook):
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    )
    assert "hỏng" in _sentence(workbook(parts={"xl/workbook.xml": bomb}))


def test_an_empty_workbook(tmp_path):
    path = tmp_path / "trong.xlsx"
    openpyxl.Workbook().save(path)
    assert "không có số liệu" in _sentence(path)


def test_a_workbook_without_a_list(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Lịch trực", "Thứ hai"])
    path = tmp_path / "lich.xlsx"
    book.save(path)
    with pytest.raises(UserError, match=r"tiêu đề.*“lich\.xlsx”"):
        plan_branches(path, PLACES, PlanOptions(date(2026, 1, 1)))


def test_a_sheet_that_does_not_exist(workbook):
    with pytest.raises(UserError, match="“Tháng 5”"):
        plan_branches(workbook(), PLACES, PlanOptions(date(2026, 1, 1), sheet="Tháng 5"))


def test_macros_are_never_run_and_said_to_be_ignored(workbook):
    path = workbook("co-macro.xlsm", {"xl/vbaProject.bin": b"\x00" * 64})
    plan = plan_branches(path, PLACES, PlanOptions(date(2026, 1, 1)))
    assert len(plan.rows) == 2
    assert MACROS_IGNORED in plan.notes


def test_a_value_in_the_farthest_cell_is_refused_by_its_name(workbook):
    rows = (
        HEAD
        + _text_row(1, "Tên CĐCS")
        + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "XFD1048576" in _sentence(workbook(parts={SHEET: rows.encode()}))


def _zeros_part(path: Path, part: str, megabytes: int, block: bytes) -> None:
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package,
        package.open(part, "w", force_zip64=True) as stream,
    ):
        for _ in range(megabytes):
            stream.write(block * (2**20 // len(block)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(workbook):
    path = workbook()
    _zeros_part(path, "xl/sharedStrings2.xml", 300, b"\0" * 1024)
    assert "lớn bất thường" in _sentence(path)


_LIMITED = """
import resource, sys
from pathlib import Path
limit = {megabytes} * 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
from unionDesk.rules.errors import UserError
from unionDesk.workbooks.reader import read_book
try:
    book = read_book(Path(sys.argv[1]))
except UserError as error:
    print("refused:", error)
else:
    print("rows:", sum(any(cell != "" for cell in row) for row in book.sheets[0].rows))
"""


def _read_in_little_memory(path: Path, megabytes: int) -> str:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", textwrap.dedent(_LIMITED.format(megabytes=megabytes)), str(path)],
        capture_output=True, encoding="utf-8", timeout=120, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="limits on memory are a matter of POSIX")
def test_ten_million_empty_rows_take_no_memory(tmp_path, workbook):
    path = tmp_path / "muoi-trieu-dong.xlsx"
    with (
        zipfile.ZipFile(workbook()) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for info in old.infolist():
            if info.filename != SHEET:
                new.writestr(info, old.read(info))
        with new.open(SHEET, "w", force_zip64=True) as stream:
            stream.write((HEAD + _text_row(1, "STT", "Tên CĐCS") + _text_row(2, "1", "CĐCS A")).encode())
            for first in range(3, 10_000_003, 50_000):
                rows = "".join(f'<row r="{number}" s="1"/>' for number in range(first, first + 50_000))
                stream.write(rows.encode())
            stream.write(b"</sheetData></worksheet>")
    assert _read_in_little_memory(path, 400) == "rows: 2\n"


def test_a_formula_without_a_result_keeps_its_row_out(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS"
    for row in (
        ["STT", "Tên CĐCS", "Lao động", "Đoàn viên"],
        ["I", "KHỐI DOANH NGHIỆP", "=SUM(C3:C5)", "=SUM(D3:D5)"],
        ["=ROW()-2", "CĐCS A", 3, 3],
        ["=ROW()-2", "CĐCS B", "=1+3", 4],
        [3, '="CĐCS "&"C"', 5, 5],
    ):
        sheet.append(row)
    path = tmp_path / "cong-thuc.xlsx"
    book.save(path)
    for blank in (False, True):
        plan = plan_branches(path, PLACES, PlanOptions(date(2026, 1, 1), blank_bad_cells=blank))
        assert [row.name for row in plan.accepted] == ["CĐCS A"]
        assert [row.row_number for row in plan.refused] == [4, 5]
        assert [problem.cell for problem in plan.problems] == ["DS!C4", "DS!B5"]
        assert all(re.search("công thức", problem.message) for problem in plan.problems)


def test_a_row_of_nothing_but_formulas_without_results_is_refused_not_lost(tmp_path):
    book = openpyxl.Workbook()
    for row in (["STT", "Tên CĐCS"], [1, "CĐCS A"], ["=A2+1", '=UPPER("cđcs b")']):
        book.active.append(row)
    path = tmp_path / "cong-thuc.xlsx"
    book.save(path)
    plan = plan_branches(path, PLACES, PlanOptions(date(2026, 1, 1)))
    assert [(row.row_number, row.problems[0].cell) for row in plan.refused] == [(3, "Sheet!B3")]


def test_a_workbook_of_formulas_alone_says_so(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(['="Tên CĐCS"', "=1"])
    path = tmp_path / "cong-thuc.xlsx"
    book.save(path)
    with pytest.raises(UserError, match="công thức"):
        plan_branches(path, PLACES, PlanOptions(date(2026, 1, 1)))


def test_a_formula_whose_result_is_an_empty_text_has_a_result(workbook):
    rows = (
        HEAD + _text_row(1, "Tên CĐCS", "Ghi chú") + '<row r="2"><c r="A2" t="inlineStr"><is><t>CĐCS A</t></is></c>'
        '<c r="B2" t="str"><f>IF(1=2,"x","")</f><v></v></c></row></sheetData></worksheet>'
    )  # fmt: skip
    plan = plan_branches(workbook(parts={SHEET: rows.encode()}), PLACES, PlanOptions(date(2026, 1, 1)))
    assert [row.name for row in plan.accepted] == ["CĐCS A"]
    assert plan.problems == ()
