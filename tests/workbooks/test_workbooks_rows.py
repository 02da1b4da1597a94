"""Problems named by cell, checks across cells, sums told from names, header words told apart."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.kinds import ProblemSeverity
from unionDesk.rules.places import PlaceBook
from unionDesk.workbooks.mapping import ColumnHead, propose
from unionDesk.workbooks.planner import PlanOptions, plan_branches
from unionDesk.workbooks.rows import is_sum

PLACES = PlaceBook.load(Path(__file__).parents[2] / "db" / "reference")
HEADS = [
    "STT", "Tên CĐCS", "Xã, thị trấn", "Số lao động", "Lao động nữ", "Lao động nam", "Số đoàn viên", "Đoàn viên nữ",
    "Chủ tịch", "Điện thoại", "Ngày thành lập",
]  # fmt: skip


@pytest.fixture
def planned(tmp_path):
    def plan(*rows, **options):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "DS 1"
        sheet.append(["LĐLĐ HUYỆN CHÂU PHÚ - TỈNH AN GIANG"])
        sheet.append(["(Số liệu tính đến ngày 31/5/2020)"])
        sheet.append(HEADS)
        for row in rows:
            sheet.append(row)
        path = tmp_path / "ds.xlsx"
        book.save(path)
        return plan_branches(path, PLACES, PlanOptions(date(2026, 11, 23), **options))

    return plan


def test_a_missing_name_is_refused_and_named_by_its_cell(planned):
    plan = planned([1, None, "Xã Mỹ Đức", 10, 5, None, 9, 4, "Lê A", "0912345678", None])
    (problem,) = plan.problems
    assert plan.rows[0].is_refused
    assert (problem.cell, problem.field, problem.severity) == ("DS 1!B4", "name", ProblemSeverity.ERROR)


def test_a_number_alone_is_a_row_nobody_filled_in(planned):
    plan = planned([1, "CĐCS A"], [2, None], [3, None])
    assert len(plan.rows) == 1
    assert plan.skipped_count == 2


@pytest.mark.parametrize(
    ("column", "cell", "name", "expected"),
    [(3, "khoảng 50", "DS 1!D4", "số nguyên"), (10, "29/02/2023", "DS 1!K4", "ngày có thật")],
)
def test_an_unreadable_cell_is_named_with_what_was_found_and_expected(planned, column, cell, name, expected):
    row = [1, "CĐCS A", *[None] * 9]
    row[column] = cell
    plan = planned(row)
    (problem,) = plan.problems
    assert plan.rows[0].is_refused
    assert (problem.cell, problem.found) == (name, cell)
    assert expected in problem.expected
    kept = planned(row, blank_bad_cells=True)
    assert not kept.rows[0].is_refused
    assert problem.field not in kept.rows[0].values
    assert kept.problems == plan.problems


def test_more_women_than_people_is_an_error_on_the_women(planned):
    row = [1, "CĐCS A", None, 10, 11]
    plan = planned(row)
    assert [(one.cell, one.severity) for one in plan.problems] == [("DS 1!E4", ProblemSeverity.ERROR)]
    kept = planned(row, blank_bad_cells=True).rows[0]
    assert kept.values["workers"] == 10
    assert "women_workers" not in kept.values


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ([1, "CĐCS A", None, 10, 5, 4], "DS 1!D4"),
        ([1, "CĐCS A", None, 10, None, None, 12], "DS 1!G4"),
        ([1, "CĐCS A", None, None, None, None, None, None, None, None, "1/6/2020"], "DS 1!K4"),
        ([1, "CĐCS A", None, None, None, None, None, None, None, "0123456789"], "DS 1!J4"),
        ([1, "CĐCS A", "Xã Cái Dầu"], "DS 1!C4"),
        ([1, "CĐCS A", "Xã Không Đâu"], "DS 1!C4"),
    ],
)
def test_what_is_only_odd_is_a_warning_and_comes_in(planned, row, cell):
    plan = planned(row)
    assert [(one.cell, one.severity) for one in plan.problems] == [(cell, ProblemSeverity.WARNING)]
    assert not plan.rows[0].is_refused


def test_women_follow_from_total_and_men(planned):
    values = planned([1, "CĐCS A", None, 10, None, 4]).rows[0].values
    assert (values["workers"], values["women_workers"]) == (10, 6)


def test_a_blank_cell_says_nothing_and_a_dash_says_nought(planned):
    values = planned([1, "CĐCS A", None, "-", None, None, None, None, "-", None]).rows[0].values
    assert values["workers"] == 0
    assert "members" not in values
    assert "chair" not in values


def test_the_same_name_in_another_commune_is_another_branch(planned):
    plan = planned([1, "CĐCS Hoa Sen", "Xã Mỹ Đức"], [2, "CĐCS Hoa Sen", "Xã Mỹ Phú"])
    assert plan.problems == ()


def test_the_same_name_in_the_same_commune_is_pointed_out(planned):
    plan = planned([1, "CĐCS Hoa Sen", "Xã Mỹ Đức"], [2, "CĐCS  HOA SEN", "xã Mĩ Đức"])
    (problem,) = plan.problems
    assert (problem.cell, problem.severity) == ("DS 1!B5", ProblemSeverity.WARNING)
    assert "dòng 4" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "TỔNG CỘNG",
        "Tổng cộng:",
        "Cộng",
        "Cộng khối I",
        "Tổng số",
        "tong cong",
        "cong (I+II)",
        "Toàn huyện",
        "Tổng",
    ],
)
def test_labels_of_sums(text):
    assert is_sum(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng công ty Lương thực",
        "Công ty TNHH A",
        "CÔNG ĐOÀN CƠ SỞ B",
        "cong ty tnhh a",
        "cong doan co so b",
        "CĐCS Tổng kho",
    ],
)
def test_names_that_only_look_like_sums(text):
    assert not is_sum(text)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("Tên công đoàn cơ sở", F.NAME), ("TÊN CĐCS, NĐCS", F.NAME), ("Đơn vị", F.NAME), ("Ten don vi", F.NAME),
        ("Tên CĐCS/Nghiệp đoàn", F.NAME), ("Mã số CĐCS", F.CODE), ("Mã số thuế", F.IGNORED), ("Địa chỉ trụ sở", F.ADDRESS),
        ("Phường/xã", F.COMMUNE), ("Số CNVC-LĐ", F.WORKERS), ("Tổng số NLĐ", F.WORKERS), ("Lao động nữ", F.WOMEN_WORKERS),
        ("LĐ nam", F.MEN_WORKERS), ("Đoàn viên công đoàn", F.MEMBERS), ("Số ĐV nữ", F.WOMEN_MEMBERS),
        ("Số ủy viên BCH", F.COMMITTEE_COUNT), ("UBKT", F.INSPECTION_COUNT), ("Họ tên Chủ tịch CĐCS", F.CHAIR),
        ("SĐT Chủ tịch", F.PHONE), ("ĐT liên hệ", F.PHONE), ("E-mail", F.EMAIL), ("Năm thành lập", F.FOUNDED_ON),
        ("Nam thanh lap", F.FOUNDED_ON), ("Số quyết định thành lập", F.FOUNDING_DECISION), ("Ngày ký thỏa ước", F.AGREEMENT_SIGNED_ON),
        ("TƯLĐTT hết hạn", F.AGREEMENT_ENDS_ON), ("Có TƯLĐTT", F.AGREEMENT), ("Xếp loại TƯLĐTT", F.IGNORED),
        ("Xếp loại CĐCS năm 2023", F.RANK), ("Loại hình doanh nghiệp", F.KIND), ("Người sử dụng lao động", F.EMPLOYER),
        ("Hợp đồng lao động", F.IGNORED), ("Ngành nghề kinh doanh", F.INDUSTRY), ("Ghi chú", F.NOTE), ("Năm sinh", F.IGNORED),
        ("Tỷ lệ đoàn viên", F.IGNORED), ("Phó Chủ tịch", F.IGNORED), ("Ngày đại hội", F.IGNORED),
        ("Tổng CBCCVCLĐ", F.WORKERS), ("Số CNVCLĐ nữ", F.WOMEN_WORKERS), ("Số UVBCH", F.COMMITTEE_COUNT), ("Tổng ĐV", F.MEMBERS),
        ("Họ tên CTCĐ", F.CHAIR), ("Ngày TL", F.FOUNDED_ON), ("TƯLĐ", F.AGREEMENT), ("Cán bộ, công chức", F.WORKERS),
    ],
)  # fmt: skip
def test_header_words_and_the_field_they_mean(words, field):
    assert propose([ColumnHead(0, (words,))]) == {0: field}


def test_each_field_is_given_once():
    mapping = propose([ColumnHead(column, ("Tên CĐCS",)) for column in range(3)])
    assert [str(mapping[column]) for column in range(3)].count("name") == 1


def test_women_alone_means_the_women_of_the_count_to_the_left():
    heads = ["Tổng số CNVCLĐ", "Nữ", "Tổng số đoàn viên", "Trong đó: nữ", "Xếp loại", "Nữ"]
    mapping = propose([ColumnHead(column, (text,)) for column, text in enumerate(heads)])
    assert [str(mapping[column]) for column in range(6)] == [
        "workers", "women_workers", "members", "women_members", "rank", "ignored",
    ]  # fmt: skip
