"""Lists of other offices: other titles, orders, words and shapes than the sample's."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from unionDesk.rules.kinds import BranchKind, ImportField, PlaceSystem, RatingRank, SkipReason
from unionDesk.rules.place_search import scope_of
from unionDesk.rules.places import PlaceBook
from unionDesk.workbooks.branch_plan import BranchPlan
from unionDesk.workbooks.planner import PlanOptions, plan_branches

PLACES = PlaceBook.load(Path(__file__).parents[2] / "db" / "reference")
TODAY = date(2026, 11, 23)
Rows = Sequence[Sequence[object]]
Planner = Callable[..., BranchPlan]


@pytest.fixture
def planned(tmp_path: Path) -> Planner:
    """Write the rows as a real workbook and plan its import."""

    def plan(
        rows: Rows, merges: Sequence[str] = (), *, more: dict[str, Rows] | None = None, **options: object
    ) -> BranchPlan:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Sheet1"
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        for name, others in (more or {}).items():
            other = book.create_sheet(name)
            for row in others:
                other.append(list(row))
        path = tmp_path / "danh-sach.xlsx"
        book.save(path)
        return plan_branches(path, PLACES, PlanOptions(TODAY, **options))

    return plan


def fields(plan: BranchPlan) -> list[str]:
    return [str(plan.mapping[column]) for column in sorted(plan.mapping)]


def names(plan: BranchPlan) -> list[str]:
    return [row.name for row in plan.rows]


def test_the_twelve_column_form_of_the_upper_union(planned):
    plan = planned(
        [
            [None, "TẤT CẢ"],
            [],
            ["BẢNG TỔNG HỢP SỐ LIỆU CÔNG ĐOÀN CƠ SỞ VÀ ĐOÀN VIÊN CÔNG ĐOÀN (đến 30/11/2025)"],
            [],
            ["TT", "Tên CĐCS", "Địa chỉ (ghi chi tiết, cụ thể)", "Tổng số CNVCLĐ", "Tổng số đoàn viên", "Số ĐV nam",
             "Số ĐV nữ", "Trong đó", None, "Ghi chú", "Họ tên Chủ tịch CĐ", "Số đt liên hệ"],
            [None, None, None, None, None, None, None, "Số UV BCH", "Số UV UBKT"],
            list(range(1, 13)),
            [1, "CĐCS Công ty CP Gạo An Phú", "ấp 3, xã Châu Phú, tỉnh An Giang", 120, 100, 40, 60, 5, 3, None,
             "Lê Văn Tám", "0912 345 678"],
            [2, "CĐCS Công ty TNHH May Mới", "xã Mỹ Đức", "1.250", 1100, 300, 800, 9, 3, "FDI", "Trần Thị Mai", 987654321],
            [None, "TỔNG CỘNG", None, 1370, 1200, 340, 860, 14, 6],
        ],
        ["A3:L3", "A4:I4", *(f"{c}5:{c}6" for c in "ABCDEFGJKL"), "H5:I5"],
        scope=scope_of(PLACES, "91"),
    )  # fmt: skip
    assert fields(plan) == [
        "ordinal", "name", "address", "workers", "members", "men_members", "women_members", "committee_count",
        "inspection_count", "note", "chair", "phone",
    ]  # fmt: skip
    assert plan.as_of == date(2025, 11, 30)
    assert plan.place_system is PlaceSystem.SINCE_2025_07
    first, second = plan.rows
    assert (first.values["members"], first.values["women_members"], first.values["committee_count"]) == (
        100,
        60,
        5,
    )
    assert (first.values["place_code"], first.values["place_name"]) == ("30463", "Xã Châu Phú")
    assert (second.values["workers"], second.values["phone"]) == (1250, "0987654321")
    assert [one.reason for one in plan.skipped] == [SkipReason.COLUMN_NUMBERS, SkipReason.SUM]
    assert plan.problems == ()


def test_the_import_template_with_its_grouped_header(planned):
    plan = planned(
        [
            ["STT", "Tên CĐCS*", "Cụm Khu CN*", "Ngành nghề SXKD", "Số CNVCLĐ*", None, None, "Số ĐVCĐ*", None, None,
             "Loại hình (Nhà nước, Trong nước, Nước ngoài)", "Loại công ty (CP, TNHH)", "Năm thành lập", "Quốc gia",
             "Thuộc xã, phường*", "Ghi chú", "Chủ tịch công đoàn*", "Số điện thoại*", "Địa chỉ"],
            [None, None, None, None, "Tổng", "Nam*", "Nữ*", "Tổng", "Nam*", "Nữ*"],
            [1, "CĐCS Công ty TNHH Giày Sao", "KCN Bình Long", "Da giày", None, 100, 250, None, 80, 200, "Nước ngoài",
             "TNHH", 2015, "Hàn Quốc", "Xã Bình Long", None, "Nguyễn Văn Nam", "0903.111.222", "KCN Bình Long, Châu Phú"],
        ],
        ["E1:G1", "H1:J1", *(f"{c}1:{c}2" for c in "ABCDKLMNOPQRS")],
        as_of=date(2024, 12, 31),
        scope=scope_of(PLACES, "89", "889"),
    )  # fmt: skip
    assert fields(plan) == [
        "ordinal", "name", "industrial_zone", "industry", "workers", "men_workers", "women_workers", "members",
        "men_members", "women_members", "kind", "company_form", "founded_on", "country", "commune", "note", "chair",
        "phone", "address",
    ]  # fmt: skip
    (row,) = plan.rows
    assert (row.values["workers"], row.values["women_workers"]) == (350, 250)
    assert (row.values["members"], row.values["women_members"]) == (280, 200)
    assert "men_workers" not in row.values
    assert row.values["kind"] is BranchKind.FDI
    assert row.values["founded_on"] == date(2015, 1, 1)
    assert row.values["place_name"] == "Xã Bình Long"
    assert [problem.field for problem in row.problems] == ["founded_on"]


def test_a_header_on_the_first_row_in_another_order(planned):
    plan = planned(
        [
            [
                "Đơn vị",
                "Số điện thoại",
                "Chủ tịch",
                "Đoàn viên nữ",
                "Đoàn viên",
                "Lao động nữ",
                "Lao động",
                "Địa bàn",
            ],
            ["Trường Mầm non Hoa Hồng", "0918 000 111", "Lý Thị Ba", 20, 22, 21, 23, "TT Cái Dầu"],
            ["UBND xã Mỹ Phú", "02963.688.123", "Lê Văn Sáu", 8, 20, 9, 25, "Mỹ Phú"],
        ],
        as_of=date(2023, 5, 31),
        scope=scope_of(PLACES, "89", "889"),
    )
    assert fields(plan) == [
        "name", "phone", "chair", "women_members", "members", "women_workers", "workers", "commune",
    ]  # fmt: skip
    assert [row.values["place_code"] for row in plan.rows] == ["30463", "30472"]
    assert [row.values["kind"] for row in plan.rows] == [BranchKind.SN_CL_NS, BranchKind.HC]
    assert plan.rows[1].values["phone"] == "02963688123"
    assert plan.skipped == ()


def test_a_list_without_accents(planned):
    plan = planned(
        [
            ["LIEN DOAN LAO DONG HUYEN CHAU PHU"],
            ["DANH SACH CONG DOAN CO SO NAM 2022"],
            ["STT", "Ten cong doan co so", "Xa, thi tran", "Tong so CNVCLD", "Trong do nu", "Tong so doan vien",
             "Trong do nu", "Ho ten chu tich", "So dien thoai", "Nam thanh lap", "Xep loai nam 2021"],
            [1, "CDCS Truong THCS Cai Dau", "Thi tran Cai Dau", 40, 21, 39, 20, "Le Van Tam", "0912345678", "2001", "HTXSNV"],
            [2, "CDCS Cong ty TNHH Sao Mai", "Xa Binh Long", 400, 210, 390, 200, "Tran Thi Ba", "0912345679", "2011", "HTTNV"],
            ["", "Cong", "", 440, 231, 429, 220],
        ],
    )  # fmt: skip
    assert fields(plan) == [
        "ordinal", "name", "commune", "workers", "women_workers", "members", "women_members", "chair", "phone",
        "founded_on", "rank",
    ]  # fmt: skip
    assert plan.as_of == date(2022, 12, 31)
    assert [row.values["place_code"] for row in plan.rows] == ["30463", "30484"]
    assert [row.values["rank"] for row in plan.rows] == [RatingRank.EXCELLENT, RatingRank.GOOD]
    assert plan.rows[0].values["rank_year"] == 2021
    assert [one.reason for one in plan.skipped] == [SkipReason.SUM]


def test_a_header_split_across_rows_without_merged_cells(planned):
    plan = planned(
        [
            ["CÔNG ĐOÀN NGÀNH Y TẾ TỈNH AN GIANG", None, None, None, None, None, "Mẫu 02"],
            ["Quý II/2024"],
            [],
            ["Số", "Tên", "Tổng số", None, "Đoàn viên", None, "Chủ tịch", None],
            ["TT", "công đoàn cơ sở", "lao động", "Nữ", "Tổng", "Nữ", "Họ tên", "Điện thoại"],
            [1, "Bệnh viện Đa khoa khu vực", 500, 320, 480, 310, "Võ Thị Năm", "0913.111.222"],
            [2, "Trung tâm Y tế huyện Thoại Sơn", 210, 130, 210, 130, "Đỗ Văn Bảy", "0913 111 223"],
        ],
    )
    assert plan.header_rows == (4, 5)
    assert fields(plan) == [
        "ordinal", "name", "workers", "women_workers", "members", "women_members", "chair", "phone",
    ]  # fmt: skip
    assert plan.as_of == date(2024, 6, 30)
    assert plan.rows[1].values["women_members"] == 130


def test_a_three_row_header_with_column_letters_below(planned):
    plan = planned(
        [
            ["TT", "Tên đơn vị", "Số liệu đến 31/12/2024", None, None, None, "Ban Chấp hành", None],
            [None, None, "CNVCLĐ", None, "Đoàn viên", None, "Chủ tịch", "SĐT Chủ tịch"],
            [None, None, "Tổng số", "Nữ", "Tổng số", "Nữ", None, None],
            ["A", "B", 1, 2, 3, 4, 5, 6],
            [1, "Công ty Cổ phần Xi măng", 90, 10, 88, 9, "Hà Văn Tư", "0907 123 456"],
        ],
        ["A1:A3", "B1:B3", "C1:F1", "G1:H1", "C2:D2", "E2:F2", "G2:G3", "H2:H3"],
    )
    assert plan.as_of == date(2024, 12, 31)
    assert plan.header_rows == (1, 3)
    assert fields(plan) == [
        "ordinal", "name", "workers", "women_workers", "members", "women_members", "chair", "phone",
    ]  # fmt: skip
    assert [one.reason for one in plan.skipped] == [SkipReason.COLUMN_NUMBERS]
    assert names(plan) == ["Công ty Cổ phần Xi măng"]


def test_columns_nobody_asked_for_are_left_alone(planned):
    plan = planned(
        [
            ["STT", "Mã CĐCS", "Tên công đoàn cơ sở", "Mã số thuế", "Tỷ lệ đoàn viên/CNVCLĐ", "Số CNVCLĐ", "Số đoàn viên",
             "Số người ký hợp đồng lao động", "Email", "Phó Chủ tịch", "Thỏa ước LĐTT (có/không)", "Ngày hết hạn TƯLĐTT"],
            [1, "AG-001", "CĐCS Công ty Một", "1600123456", 0.9, 100, 90, 80, "mot@vi-du.vn", "Lê Hai", "x", "31/12/2027"],
            [2, "AG-002", "CĐCS Công ty Hai", "1600123457", 1, 50, 50, 50, "không có", "Lê Ba", "không", None],
        ],
        as_of=date(2026, 5, 31),
    )  # fmt: skip
    assert fields(plan) == [
        "ordinal", "code", "name", "ignored", "ignored", "workers", "members", "ignored", "email", "ignored",
        "agreement", "agreement_ends_on",
    ]  # fmt: skip
    first, second = plan.rows
    assert (first.values["code"], first.values["agreement"]) == ("AG-001", True)
    assert first.values["agreement_ends_on"] == date(2027, 12, 31)
    assert second.values["agreement"] is False
    assert "email" not in second.values
    assert [problem.cell for problem in second.problems] == ["Sheet1!I3"]


def test_the_sheet_that_holds_the_list_is_found(planned):
    plan = planned(
        [["Hướng dẫn nhập liệu"], ["Mọi đơn vị điền đủ các cột."]],
        more={"Danh sách": [["TT", "Tên CĐCS", "Đoàn viên"], [1, "CĐCS A", 5], [2, "CĐCS B", 7]]},
    )
    assert plan.sheet == "Danh sách"
    assert names(plan) == ["CĐCS A", "CĐCS B"]


def test_of_two_lists_one_is_read_and_the_other_named(planned):
    rows = [["TT", "Tên CĐCS", "Đoàn viên"], [1, "CĐCS A", 5]]
    plan = planned(rows, more={"Khối DN": [*rows, [2, "CĐCS B", 6]]})
    assert any("Khối DN" in note for note in plan.notes)
    assert names(planned(rows, more={"Khối DN": [["TT", "Tên CĐCS"], [1, "CĐCS B"]]}, sheet="khối dn")) == [
        "CĐCS B"
    ]


def test_a_column_of_names_alone_is_enough(planned):
    plan = planned(
        [["Tên CĐCS"], ["CĐCS Trường Tiểu học A"], [None], ["CĐCS Công ty B"], ["Nghiệp đoàn Bốc xếp C"]]
    )
    assert names(plan) == ["CĐCS Trường Tiểu học A", "CĐCS Công ty B", "Nghiệp đoàn Bốc xếp C"]
    assert [row.values["kind"].value for row in plan.rows] == ["SN_CL_NS", "DN_NNN", "NDCS"]
    assert all(not row.problems for row in plan.rows)


def test_groups_by_commune_with_blank_lines_between(planned):
    plan = planned(
        [
            ["LĐLĐ HUYỆN CHÂU PHÚ", None, None],
            ["STT", "Tên công đoàn cơ sở", "Số ĐV"],
            ["I", "Xã Mỹ Đức", 30],
            [1, "CĐCS Trường Tiểu học A Mỹ Đức", 10],
            [2, "CĐCS UBND xã Mỹ Đức", 20],
            [],
            ["II", "Thị trấn Cái Dầu", 5],
            [1, "CĐCS Hợp tác xã Nông nghiệp", 5],
            [],
            [],
            [None, "Cộng (I+II)", 35],
            [None, "Người lập biểu"],
            [],
            [None, "Nguyễn Văn Lập"],
        ],
        as_of=date(2021, 5, 31),
    )
    assert [(row.name, row.values["place_code"]) for row in plan.rows] == [
        ("CĐCS Trường Tiểu học A Mỹ Đức", "30469"),
        ("CĐCS UBND xã Mỹ Đức", "30469"),
        ("CĐCS Hợp tác xã Nông nghiệp", "30463"),
    ]
    assert plan.rows[2].values["kind"] is BranchKind.HTX
    assert [one.reason for one in plan.skipped] == [
        SkipReason.GROUP, SkipReason.BLANK, SkipReason.GROUP, SkipReason.BLANK, SkipReason.SUM,
        SkipReason.SIGNATURE, SkipReason.BLANK, SkipReason.SIGNATURE,
    ]  # fmt: skip
    assert [(one.first, one.last) for one in plan.skipped if one.reason is SkipReason.BLANK][1] == (9, 10)


def test_nested_groups_narrow_the_kind(planned):
    plan = planned(
        [
            ["TT", "Tên CĐCS", "Đoàn viên"],
            ["A", "KHU VỰC NGOÀI NHÀ NƯỚC", None],
            ["I", "Doanh nghiệp có vốn đầu tư nước ngoài", None],
            [1, "CĐCS Công ty TNHH Samho", 1000],
            ["II", "Doanh nghiệp trong nước", None],
            [2, "CĐCS Công ty TNHH Bình Minh", 10],
            [3, "CĐCS Tổng công ty Lương thực", 20],
            [4, "CĐCS Ánh Dương", 20],
            ["B", "KHỐI TRƯỜNG NGOÀI CÔNG LẬP", None],
            [5, "CĐCS Trường Mầm non Sao Mai", 12],
            ["TỔNG SỐ", None, 1062],
        ],
    )
    assert [row.values["kind"] for row in plan.rows] == [
        BranchKind.FDI, BranchKind.DN_NNN, BranchKind.DN_NNN, BranchKind.DN_NNN, BranchKind.SN_NCL,
    ]  # fmt: skip
    assert plan.rows[0].groups == ("KHU VỰC NGOÀI NHÀ NƯỚC", "Doanh nghiệp có vốn đầu tư nước ngoài")
    assert plan.rows[4].groups == ("KHỐI TRƯỜNG NGOÀI CÔNG LẬP",)


def test_an_unnumbered_list_with_group_rows_over_the_whole_width(planned):
    plan = planned(
        [
            ["Tên đơn vị", "Chủ tịch CĐCS", "Tổng số ĐV"],
            ["KHỐI CƠ QUAN, ĐẢNG, ĐOÀN THỂ", None, None],
            ["Huyện ủy", "Lê Một", 12],
            ["Khối trường học", None, "=SUM(C5:C6)"],
            ["Trường THPT Trần Văn Thành", "Lê Hai", 60],
            ["Trường THPT Châu Phú", "Lê Ba", 61],
        ],
        ["A2:C2"],
    )
    assert names(plan) == ["Huyện ủy", "Trường THPT Trần Văn Thành", "Trường THPT Châu Phú"]
    assert plan.refused == ()


def test_a_header_repeated_on_each_printed_page_is_skipped(planned):
    head = ["STT", "Tên CĐCS", "Số đoàn viên"]
    plan = planned([head, [1, "CĐCS A", 3], head, [1, 2, 3], [2, "CĐCS B", 4]])
    assert names(plan) == ["CĐCS A", "CĐCS B"]
    assert [one.reason for one in plan.skipped] == [SkipReason.REPEATED_HEADER, SkipReason.COLUMN_NUMBERS]


def test_decision_and_day_in_one_cell(planned):
    plan = planned(
        [
            ["TT", "Tên CĐCS", "Quyết định thành lập (số, ngày)", "TƯLĐTT"],
            [1, "CĐCS A", "Số 12/QĐ-LĐLĐ ngày 03/4/2010", "có, ký ngày 5/6/2023"],
            [2, "CĐCS B", "15/QĐ-LĐLĐ", "chưa có"],
            [3, "CĐCS C", None, date(2022, 3, 4)],
        ],
        as_of=date(2024, 5, 31),
    )
    first, second, third = (row.values for row in plan.rows)
    assert (first["founding_decision"], first["founded_on"]) == ("12/QĐ-LĐLĐ", date(2010, 4, 3))
    assert (first["agreement"], first["agreement_signed_on"]) == (True, date(2023, 6, 5))
    assert (second["founding_decision"], second["agreement"]) == ("15/QĐ-LĐLĐ", False)
    assert (third["agreement"], third["agreement_signed_on"]) == (True, date(2022, 3, 4))


def test_a_person_may_say_what_a_column_holds(planned):
    rows = [["Cột một", "Tên CĐCS", "Cột ba"], ["0912345678", "CĐCS A", 12]]
    assert fields(planned(rows)) == ["ignored", "name", "ignored"]
    told = {0: ImportField.PHONE, 1: ImportField.NAME, 2: ImportField.MEMBERS}
    (row,) = planned(rows, mapping=told).rows
    assert (row.values["phone"], row.values["members"]) == ("0912345678", 12)


def test_a_person_may_point_at_the_header(planned):
    rows = [["aaa", "bbb"], ["ghi chú riêng", None], ["CĐCS A", 3]]
    told = {0: ImportField.NAME, 1: ImportField.MEMBERS}
    plan = planned(rows, header_rows=(1, 2), mapping=told)
    assert [(row.row_number, row.values["members"]) for row in plan.rows] == [(3, 3)]


def test_a_person_may_choose_a_commune_for_all_rows_that_name_it(planned):
    rows = [["Tên CĐCS", "Xã"], ["CĐCS A", "Xã Cái Dầu"], ["CĐCS B", "Xã Cái Dầu"]]
    options = {"as_of": date(2020, 5, 31), "scope": scope_of(PLACES, "89", "889")}
    unsure = planned(rows, **options)
    assert [row.values.get("place_code") for row in unsure.rows] == [None, None]
    assert all("Thị trấn Cái Dầu" in row.problems[0].offers[0] for row in unsure.rows)
    chosen = unsure.rows[0].problems[0].place_offers[0]
    assert chosen == (PlaceSystem.BEFORE_2025_07, "30463")
    sure = planned(rows, place_choices={"Xã Cái Dầu": chosen}, **options)
    assert [row.values["place_code"] for row in sure.rows] == ["30463", "30463"]
    assert sure.problems == ()


def test_a_branch_that_somebody_forgot_to_number_is_no_group(planned):
    plan = planned(
        [
            ["STT", "Tên CĐCS", "Đoàn viên"],
            [1, "CĐCS A", 3],
            [2, "CĐCS B", 3],
            [None, "Trường Tiểu học Bình Phú", 7],
            [3, "CĐCS C", 1],
        ]
    )
    assert names(plan) == ["CĐCS A", "CĐCS B", "Trường Tiểu học Bình Phú", "CĐCS C"]


def test_a_province_desk_matches_inside_the_district_that_the_list_names(planned):
    rows = [["LĐLĐ HUYỆN CHÂU PHÚ"], ["Tên CĐCS", "Xã"], ["CĐCS A", "Bình Thủy"]]
    plan = planned(rows, as_of=date(2020, 5, 31), scope=scope_of(PLACES, "91"))
    assert plan.rows[0].values["place_code"] == "30490"


def test_a_list_of_another_district_is_pointed_out(planned):
    rows = [["LĐLĐ HUYỆN THOẠI SƠN"], ["Tên CĐCS", "Xã"], ["CĐCS A", "Thị trấn Núi Sập"]]
    plan = planned(rows, as_of=date(2020, 5, 31), scope=scope_of(PLACES, "89", "889"))
    assert "place_code" not in plan.rows[0].values
    assert any("huyện khác" in note for note in plan.notes)


def test_a_cell_may_be_put_right_in_the_preview_without_touching_the_file(planned):
    rows = [["Tên CĐCS", "Đoàn viên"], ["CĐCS A", "mười hai"], [None, 5], ["CĐCS C", "=1+1"]]
    wrong = planned(rows)
    assert [row.is_refused for row in wrong.rows] == [True, True, True]
    cells = [problem.cell for problem in wrong.problems]
    right = planned(rows, corrections=dict(zip(cells, ["12", "CĐCS B", "2"], strict=True)))
    assert [(row.name, row.values["members"]) for row in right.rows] == [
        ("CĐCS A", 12),
        ("CĐCS B", 5),
        ("CĐCS C", 2),
    ]
    assert right.problems == ()


def test_days_that_excel_may_have_turned_round_are_pointed_out(planned):
    head = ["Tên CĐCS", "Ngày thành lập"]
    texts = [[f"CĐCS {day}", f"{day}/04/2010"] for day in (13, 20, 25)]
    real = [[f"CĐCS thật {day}", date(2010, 3, day)] for day in (4, 5, 6)]
    assert any(
        "đảo ngày và tháng" in note for note in planned([head, *texts, *real], as_of=date(2020, 5, 31)).notes
    )
    mixed = [*texts, *real, ["CĐCS Z", date(2010, 3, 28)]]
    assert not any("đảo" in note for note in planned([head, *mixed], as_of=date(2020, 5, 31)).notes)
    american = [["CĐCS A", "04/25/2010"], ["CĐCS B", "04/05/2010"]]
    assert any("tháng/ngày" in note for note in planned([head, *american], as_of=date(2020, 5, 31)).notes)
