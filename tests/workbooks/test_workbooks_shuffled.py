"""The sample's branches in thirty other shapes: order, words, accents, header depth and formats drawn by lot."""

import json
import random
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from summary_samples import branches, report

from unionDesk.rules.kinds import RatingRank
from unionDesk.rules.names import fold, nfc
from unionDesk.rules.places import PlaceBook
from unionDesk.workbooks.planner import PlanOptions, plan_branches
from unionDesk.workbooks.summary import export_summary

ROOT = Path(__file__).parents[2]
PLACES = PlaceBook.load(ROOT / "db" / "reference")
TRUTH = json.loads(
    (ROOT / "tests" / "data" / "danh-sach-cdcs-chau-phu.xlsx.truth.json").read_text(encoding="utf-8")
)
# field of the truth → header words that offices use: one level, or two
WORDS: dict[str, list[tuple[str, ...]]] = {
    "name": [("Tên CĐCS",), ("Tên công đoàn cơ sở",), ("Công đoàn cơ sở",), ("Tên đơn vị",), ("ĐƠN VỊ",), ("Tên CĐCS, nghiệp đoàn",)],
    "ward": [("Xã, thị trấn",), ("Địa bàn",), ("Xã/Phường/Thị trấn",), ("Thuộc xã, phường",), ("Đơn vị hành chính",)],
    "labour": [("Tổng số CNVCLĐ",), ("Số lao động",), ("Tổng số lao động",), ("CNVCLĐ", "Tổng số"), ("Lao động", "TS")],
    "women": [("Lao động nữ",), ("Số nữ CNVCLĐ",), ("CNVCLĐ", "Nữ"), ("Lao động", "Trong đó: nữ")],
    "members": [("Tổng số đoàn viên",), ("Số ĐV",), ("Đoàn viên công đoàn",), ("Đoàn viên", "Tổng"), ("ĐVCĐ", "Tổng số")],
    "wmembers": [("Đoàn viên nữ",), ("Số ĐV nữ",), ("Đoàn viên", "Nữ"), ("ĐVCĐ", "Nữ")],
    "chair": [("Chủ tịch CĐCS",), ("Họ và tên Chủ tịch",), ("Họ tên CT CĐCS",), ("Chủ tịch CĐCS", "Họ và tên")],
    "phone": [("Số điện thoại",), ("SĐT",), ("ĐT liên hệ",), ("Chủ tịch CĐCS", "Điện thoại"), ("Điện thoại di động",)],
    "founded": [("Ngày thành lập",), ("Ngày, tháng, năm thành lập",), ("Quyết định thành lập", "Ngày"), ("Thành lập", "Ngày")],
    "decision": [("Số QĐ thành lập",), ("Quyết định thành lập",), ("Quyết định thành lập", "Số"), ("QĐ thành lập", "Số hiệu")],
    "cba_date": [("Ngày ký TƯLĐTT",), ("TƯLĐTT (ngày ký)",), ("Thỏa ước LĐTT", "Ngày ký")],
    "rank": [("Xếp loại năm 2019",), ("Xếp loại CĐCS",), ("Kết quả đánh giá, xếp loại",)],
    "email": [("Email",), ("Thư điện tử",)],
    "note": [("Ghi chú",)],
}  # fmt: skip
SHORT_RANKS = {
    "Hoàn thành xuất sắc nhiệm vụ": "HTXSNV",
    "Hoàn thành tốt nhiệm vụ": "HTTNV",
    "Hoàn thành nhiệm vụ": "HTNV",
    "Không hoàn thành nhiệm vụ": "KHTNV",
}


def _plain(text: str) -> str:
    """The text as typed without accents."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in apart if unicodedata.category(char) != "Mn")


def _day(chance: random.Random, iso: str) -> object:
    day = date.fromisoformat(iso)
    texts = [f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", f"{day:%d-%m-%Y}"]
    return chance.choice([*texts, day])


def _count(chance: random.Random, number: int) -> object:
    grouped = f"{number:,}"
    return chance.choice(
        [number, str(number), f" {number} ", grouped.replace(",", "."), grouped.replace(",", " ")]
    )


def _phone(chance: random.Random, phone: str) -> object:
    dotted = f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"
    return chance.choice([phone, int(phone), dotted, dotted.replace(".", " "), f"+84{phone[1:]}"])


def _cell(chance: random.Random, field: str, truth: dict[str, Any]) -> object:
    value = truth[field]
    if value in {None, ""}:
        return ""
    if field in {"labour", "women", "members", "wmembers"}:
        return _count(chance, value)
    if field in {"founded", "cba_date"}:
        return _day(chance, value)
    if field == "phone":
        return _phone(chance, value)
    if field == "rank":
        return chance.choice([value, SHORT_RANKS[value]])
    text = unicodedata.normalize(chance.choice(["NFC", "NFD"]), value)
    return chance.choice([text, f"  {text} ", text.replace(" ", "  ", 1)])


def _drawn(chance: random.Random, path: Path, *, accents: bool) -> list[str]:
    """Write the truth's branches in a shape drawn by lot; returns the fields that got a column."""
    fields = ["name", *chance.sample([field for field in WORDS if field != "name"], chance.randint(5, 13))]
    chance.shuffle(fields)
    heads = {field: chance.choice(WORDS[field]) for field in fields}
    tops = [heads[field][0] for field in fields]
    fields = sorted(
        fields, key=lambda field: tops.index(heads[field][0])
    )  # one heading's columns stand together
    numbered, depth = chance.random() < 0.7, max(len(head) for head in heads.values())
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "dd/mm/yyyy"})
    top = 0
    for line in (
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG",
        "LĐLĐ HUYỆN CHÂU PHÚ",
        "DANH SÁCH CĐCS",
        "Tính đến ngày 31/5/2020",
    )[: chance.choice([3, 4])]:
        sheet.write_string(top, 0, line if accents else _plain(line))
        top += chance.choice([1, 2])
    columns: list[tuple[str, tuple[str, ...]]] = [("", ("STT",))] if numbered else []
    columns += [(field, heads[field]) for field in fields]
    merged = chance.random() < 0.6
    for column, (_, levels) in enumerate(columns):
        words = [text if accents else _plain(text) for text in levels]
        first = column == 0 or columns[column - 1][1][0] != levels[0] or len(levels) == 1
        if first:
            sheet.write_string(top, column, words[0])
        if len(words) == 2:
            sheet.write_string(top + 1, column, words[1])
        elif depth == 2 and merged:
            sheet.merge_range(top, column, top + 1, column, words[0])
    row = top + depth
    if chance.random() < 0.4:
        sheet.write_row(row, 0, range(1, len(columns) + 1))
        row += 1
    for number, truth in enumerate(TRUTH, start=1):
        for column, (field, _) in enumerate(columns):
            value = number if not field else _cell(chance, field, truth)
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, days)
            elif value != "":
                sheet.write(row, column, value)
        row += 1 if chance.random() < 0.95 else 2
    book.close()
    return fields


def _key(text: str) -> str:
    return nfc(text).casefold().replace(" ", "")


NAMES = {"labour": "workers", "women": "women_workers", "wmembers": "women_members", "ward": "place_name",
         "founded": "founded_on", "decision": "founding_decision", "cba_date": "agreement_signed_on"}  # fmt: skip


@pytest.mark.parametrize("accents", [True, False])
@pytest.mark.parametrize("seed", range(15))
def test_the_same_branches_come_in_from_another_shape(tmp_path, seed, accents):
    path = tmp_path / "ds.xlsx"
    fields = _drawn(random.Random(seed), path, accents=accents)
    plan = plan_branches(path, PLACES, PlanOptions(date(2020, 6, 1), as_of=date(2020, 5, 31)))
    assert sorted(
        str(held) for held in plan.mapping.values() if held not in {"ignored", "ordinal"}
    ) == sorted({"ward": "commune"}.get(field) or NAMES.get(field, field) for field in fields)
    assert len(plan.rows) == len(TRUTH)
    for row, truth in zip(plan.rows, TRUTH, strict=True):
        assert not row.is_refused
        for field in fields:
            got, wanted = row.values.get(NAMES.get(field, field)), truth[field]
            if field == "rank":
                wanted = RatingRank.from_label(wanted)
            elif isinstance(got, date):
                got = got.isoformat()
            elif isinstance(wanted, str) and got is not None:
                got, wanted = _key(got), _key(wanted)
            assert (got or None) == (wanted or None), (row.row_number, field)
        if "ward" in fields:
            assert row.values["place_code"] == truth["ward_code"]


def test_the_upward_workbook_comes_back_as_it_went_out(tmp_path):
    data = report(*branches())
    path = tmp_path / "bao-cao.xlsx"
    export_summary(path, data)
    plan = plan_branches(path, PLACES, PlanOptions(date(2026, 12, 1)))
    assert (plan.sheet, plan.as_of, len(plan.rows)) == ("01_DS_CDCS", data.as_of, len(data.rows))
    assert plan.refused == ()
    went_out = {row.code: row for row in data.rows}
    for row in plan.rows:
        branch = went_out[row.values["code"]]
        for name in (
            "name", "kind", "address", "workers", "women_workers", "members", "women_members", "committee_count",
            "inspection_count", "note", "chair", "industry", "founded_on",
        ):  # fmt: skip
            assert row.values.get(name) == (None if getattr(branch, name) == "" else getattr(branch, name)), (
                name
            )
        assert row.values.get("rank") is branch.last_rank
        assert fold(row.values.get("phone", ""))[-6:] == fold(branch.phone).replace(" ", "")[-6:]
