"""Whatever a file or a sheet holds, reading it ends in a plan or in a sentence, never in a crash."""

import random
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from unionDesk.rules.errors import UserError
from unionDesk.rules.place_search import scope_of
from unionDesk.rules.places import PlaceBook
from unionDesk.workbooks.planner import PlanOptions, plan_book
from unionDesk.workbooks.reader import read_book
from unionDesk.workbooks.sheet import Book, Cell, Merge, Sheet

ROOT = Path(__file__).parents[2]
PLACES = PlaceBook.load(ROOT / "db" / "reference")
SCOPE = scope_of(PLACES, "89", "889")
SAMPLE = (ROOT / "tests" / "data" / "danh-sach-cdcs-chau-phu.xlsx").read_bytes()
CELLS: list[Cell] = [
    "", "", "", "", "Tên CĐCS", "STT", "Nữ", "Tổng số", "Đoàn viên", "Xã, thị trấn", "Ghi chú", "Ngày", "CĐCS Trường A",
    "Nghiệp đoàn", "TỔNG CỘNG", "I", "II.", "1", 1.0, 2.0, 1e308, -1e308, 43.5, True, date(2020, 1, 1), datetime.fromisoformat("9999-12-31T23:59:59"), time(1),
    timedelta(days=-9), "29/02/2023", "#REF!", "\u200b", "\ud800", "Thị trấn Cái Dầu", "Xã", "0912", "x", "(1)", "A", "TM. BTV",
    "ngày 31 tháng 5 năm 2020", "=", "٣", "²", "0", "-", "Số" * 300, "I. KHỐI", ".", "Chủ tịch", "năm 0000", "99/99/99",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_a_sheet_of_anything_is_planned_or_refused_with_a_sentence(seed):
    chance = random.Random(seed)
    width, height = chance.randint(1, 9), chance.randint(1, 30)
    rows = [[chance.choice(CELLS) for _ in range(chance.randint(0, width))] for _ in range(height)]
    rows.insert(
        chance.randint(0, height // 3),
        ["STT", "Tên CĐCS", "Xã", "Số lao động", "Nữ", "Ngày thành lập", "Điện thoại"],
    )
    merges = tuple(
        Merge(row, 0, row + chance.randint(0, 3), chance.randint(0, width)) for row in range(0, height, 4)
    )
    places = frozenset((chance.randrange(height), chance.randrange(width)) for _ in range(5))
    book = Book(Path("ngau-nhien.xlsx"), "", (Sheet("S", rows, merges, places),))
    options = PlanOptions(date(2020, 5, 31), scope=SCOPE, blank_bad_cells=bool(seed % 2))
    with suppress(UserError):  # anything else fails the test
        plan = plan_book(book, PLACES, options)
        below = len(rows) - plan.header_rows[1]
        assert len(plan.rows) + plan.skipped_count == below
        assert all(row.problems for row in plan.refused)
        assert all(row.values.get("name") for row in plan.accepted)
        plan.to_json()


@pytest.mark.parametrize("seed", range(60))
def test_a_workbook_with_spoilt_bytes_is_read_or_refused_with_a_sentence(tmp_path, seed):
    chance = random.Random(seed)
    data = bytearray(SAMPLE)
    for _ in range(chance.choice([1, 3, 20, 200])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path = tmp_path / "hong.xlsx"
    path.write_bytes(bytes(data))
    with suppress(UserError):  # anything else fails the test
        assert read_book(path).sheets
