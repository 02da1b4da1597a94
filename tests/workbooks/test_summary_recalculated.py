"""LibreOffice calculates the summary anew and comes to the same figures as Python."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import libre_office
import openpyxl
import pytest
from summary_samples import branches, report

from unionDesk.workbooks.summary import export_summary
from unionDesk.workbooks.summary_data import BranchRow, SummaryData

pytestmark = pytest.mark.skipif(libre_office.SOFFICE is None, reason=libre_office.MISSING)

Cells = dict[tuple[str, str], Any]


def cells(path: Path) -> Cells:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }


def recalculated(path: Path, tmp_path: Path) -> Cells:
    return cells(libre_office.convert(path, "xlsx", tmp_path))


def assert_same(got: Cells, expected: Cells) -> None:
    assert got.keys() == expected.keys()
    for place, value in expected.items():
        wanted = pytest.approx(value, rel=1e-12) if isinstance(value, float) else value
        assert got[place] == wanted, place


def with_wrong_results(source: Path, target: Path) -> int:
    """Copy the workbook with the stored result of every formula made wrong; give how many there were."""
    changed = 0
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text, count = re.subn(rb"(</f>)<v>[^<]*</v>", rb"\1<v>987654321</v>", text)
                changed += count
            new.writestr(name, text)
    return changed


@pytest.mark.parametrize(
    "data",
    [
        report(*branches()),
        report(*branches(40), agreement_rate_without_state=True),
        report(*branches(1)),
        report(),
        report(
            BranchRow("a1", "A", "XX", workers=5, women_workers=7), BranchRow("A1", "B", ""), *branches(5)
        ),
        report(BranchRow("", "A", "FDI"), BranchRow("", "B", "CPL", members=4, women_members=9)),
    ],
    ids=["109", "rate without state offices", "one", "none", "faulty", "without codes"],
)
def test_the_formulas_come_to_the_values_even_from_wrong_stored_results(
    data: SummaryData, tmp_path: Path
) -> None:
    export_summary(tmp_path / "formulas.xlsx", data)
    export_summary(tmp_path / "values.xlsx", data, values=True)
    wrong = tmp_path / "wrong.xlsx"
    assert with_wrong_results(tmp_path / "formulas.xlsx", wrong) > 250
    assert cells(wrong)["02_LOAI_HINH", "C23"] == 987654321
    assert_same(recalculated(wrong, tmp_path), cells(tmp_path / "values.xlsx"))


def test_a_code_spoilt_by_hand_turns_the_checks(tmp_path: Path) -> None:
    path = tmp_path / "formulas.xlsx"
    export_summary(path, report(*branches()))
    before = recalculated(path, tmp_path)
    assert "LỆCH" not in before.values()
    book = openpyxl.load_workbook(path)
    book["01_DS_CDCS"]["N20"] = "SAI_MA"
    book["01_DS_CDCS"]["N30"] = None
    spoilt = tmp_path / "spoilt.xlsx"
    book.save(spoilt)
    after = recalculated(spoilt, tmp_path)
    wrong = {
        after["KT", f"A{place[1][1:]}"]: after["KT", f"B{place[1][1:]}"]
        for place in after
        if after[place] == "LỆCH"
    }
    assert wrong["Số dòng ở 01 có mã loại hình không hợp lệ hoặc để trống = 0"] == "2 và 0"
    assert wrong["Số dòng ở 01 = tổng số CĐCS ở 02"] == "109 và 107"
    assert wrong["Số dòng có loại hình ở 01 khác ở 99 = 0"] == "2 và 0"
    assert after["00_BIA", "A16"] == "Kiểm tra: có số liệu lệch - xem sheet KT"
