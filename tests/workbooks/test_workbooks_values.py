"""Cells read as offices write them: numbers, days, phones, words."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules.kinds import BranchKind, ImportField, RatingRank
from unionDesk.workbooks.reading import Reading
from unionDesk.workbooks.sheet import column_letters, column_number
from unionDesk.workbooks.values import read_cell

DAY = date(2020, 5, 31)
F = ImportField


def read(field: ImportField, cell: object) -> Reading:
    return read_cell(field, cell, DAY)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (43.0, 43), ("43", 43), (" 68 ", 68), ("1.319", 1319), ("1 319", 1319), ("1,319", 1319), ("12.345.678", None),
        ("1.234.567", 1234567), ("1\u00a0319", 1319), ("-", 0), ("–", 0), ("45 người", 45), ("0", 0), ("12,0", 12), ("không", 0),
    ],
)  # fmt: skip
def test_numbers_as_offices_write_them(cell, number):
    assert read(F.WORKERS, cell).value == number


@pytest.mark.parametrize(
    "cell", ["khoảng 50", "12/15", "1.23", "12,5", -3.0, 2.5, "x", True, date(2020, 1, 1), "1.2345"]
)
def test_what_is_no_count_is_refused_with_what_was_expected(cell):
    reading = read(F.MEMBERS, cell)
    assert reading.value is None
    assert reading.error
    assert "số nguyên" in reading.expected


def test_a_thousands_dot_that_excel_took_for_a_decimal_is_offered_and_not_taken():
    reading = read(F.WORKERS, 1.319)
    assert (reading.value, reading.offer) == (None, "1319")


@given(st.integers(min_value=0, max_value=9_999_999), st.sampled_from([".", ",", " "]))
def test_grouped_thousands_are_the_number(number, mark):
    assert read(F.WORKERS, f"{number:,}".replace(",", mark)).value == number


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("18/11/1996", date(1996, 11, 18)), ("17/2/00", date(2000, 2, 17)), ("7/2/09", date(2009, 2, 7)),
        ("5.3.98", date(1998, 3, 5)), ("05-03-2011", date(2011, 3, 5)), (date(2011, 11, 13), date(2011, 11, 13)),
        (datetime.fromisoformat("2011-11-13T10:30:00"), date(2011, 11, 13)), (36526.0, date(2000, 1, 1)),
        ("ngày 3 tháng 4 năm 2010", date(2010, 4, 3)), ("Ngày 03/04/2010", date(2010, 4, 3)), (" 1/ 2 /2019 ", date(2019, 2, 1)),
    ],
)  # fmt: skip
def test_days_as_offices_write_them(cell, day):
    reading = read(F.FOUNDED_ON, cell)
    assert reading.value == day
    assert not reading.error
    assert not reading.warning


@pytest.mark.parametrize(
    ("cell", "day"), [("2015", date(2015, 1, 1)), (2015.0, date(2015, 1, 1)), ("5/2015", date(2015, 5, 1))]
)
def test_a_year_or_month_alone_is_taken_with_a_warning(cell, day):
    reading = read(F.FOUNDED_ON, cell)
    assert reading.value == day
    assert "Chỉ có" in reading.warning


@pytest.mark.parametrize(
    "cell", ["29/02/2023", "31/4/2020", "00/01/2020", "đầu năm", "12/2010/3", 1.5, "1/1/1800"]
)
def test_a_day_that_never_was_is_refused(cell):
    reading = read(F.FOUNDED_ON, cell)
    assert reading.value is None
    assert reading.error


def test_month_before_day_is_offered_turned_round():
    reading = read(F.FOUNDED_ON, "05/25/2015")
    assert reading.value is None
    assert reading.offer == "25/05/2015"


@given(st.dates(min_value=date(1930, 1, 1), max_value=date(2030, 12, 31)))
def test_a_written_day_and_its_serial_number_are_the_same_day(day):
    assert read(F.FOUNDED_ON, f"{day.day}/{day.month}/{day.year}").value == day
    serial = float((day - date(1970, 1, 1)) / timedelta(days=1) + 25569)
    assert read(F.FOUNDED_ON, serial).value == day


@pytest.mark.parametrize("cell", ["", "-", "chưa có", "…"])
def test_a_blank_or_a_dash_says_nothing_about_a_day(cell):
    assert read(F.FOUNDED_ON, cell) == Reading()


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (326360837.0, "0326360837"), ("0976.625.851", "0976625851"), ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"), ("02963.688.123", "02963688123"), ("0162 345 6789", "0323456789"),
        ("0912345678; 0918 000 111", "0912345678, 0918000111"),
    ],
)  # fmt: skip
def test_phones_as_offices_write_them(cell, phone):
    assert read(F.PHONE, cell).value == phone


@pytest.mark.parametrize(
    "cell",
    [
        "Lê Văn Tám - 0912 345 678",
        "Lê Văn Tám (0912.345.678)",
        "Lê Văn Tám, ĐT: 0912345678",
        "Lê Văn Tám 0912345678",
    ],
)
def test_a_phone_behind_the_name_of_the_chair_is_the_phone(cell):
    reading = read(F.CHAIR, cell)
    assert (reading.value, reading.extra) == ("Lê Văn Tám", ((F.PHONE, "0912345678"),))


@pytest.mark.parametrize(
    "cell", ["Lê Văn Tám", "Đ/c Lê Thị Bảy (phụ trách)", "H' Bia Niê", "Lê Văn Tám (1975)"]
)
def test_a_name_without_a_phone_is_kept_as_written(cell):
    assert read(F.CHAIR, cell) == Reading(cell)


def test_an_unknown_prefix_is_kept_with_a_warning():
    reading = read(F.PHONE, "0123.456.78")
    assert reading.value == "012345678"
    assert reading.warning
    assert not reading.error


def test_a_phone_that_is_none_is_left_out_with_a_warning():
    reading = read(F.PHONE, "hỏi văn phòng")
    assert reading.value is None
    assert reading.warning


@pytest.mark.parametrize(
    ("cell", "rank"),
    [
        ("Hoàn thành xuất sắc nhiệm vụ", RatingRank.EXCELLENT), ("HTXSNV", RatingRank.EXCELLENT), ("xuất sắc", RatingRank.EXCELLENT),
        ("HTTNV", RatingRank.GOOD), ("Tốt", RatingRank.GOOD), ("hoan thanh tot nhiem vu", RatingRank.GOOD),
        ("HTNV", RatingRank.COMPLETED), ("Hoàn thành", RatingRank.COMPLETED), ("KHTNV", RatingRank.FAILED),
        ("Không hoàn thành nhiệm vụ", RatingRank.FAILED), ("Chưa xếp loại", RatingRank.NOT_RATED),
    ],
)  # fmt: skip
def test_ranks_by_words_and_abbreviations(cell, rank):
    assert read(F.RANK, cell).value is rank


def test_an_unknown_rank_is_only_a_warning():
    reading = read(F.RANK, "Loại A")
    assert (reading.value, reading.error) == (None, "")
    assert "Hoàn thành tốt nhiệm vụ" in reading.expected


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("x", True), ("Có", True), ("không", False), ("chưa", False), ("-", False), (True, True)],
)
def test_yes_and_no(cell, answer):
    assert read(F.AGREEMENT, cell).value is answer


def test_yes_and_no_in_the_column_of_the_day():
    assert read(F.AGREEMENT_SIGNED_ON, "có").extra == ((F.AGREEMENT, True),)
    assert read(F.AGREEMENT_SIGNED_ON, "chưa").extra == ((F.AGREEMENT, False),)
    assert read(F.AGREEMENT_SIGNED_ON, "5/6/2019").extra == ((F.AGREEMENT, True),)


@pytest.mark.parametrize(
    ("cell", "kind", "certain"),
    [
        ("FDI", BranchKind.FDI, True), ("SN_CL_TC", BranchKind.SN_CL_TC, True), ("Doanh nghiệp ngoài nhà nước", BranchKind.DN_NNN, True),
        ("Nước ngoài", BranchKind.FDI, False), ("Trong nước", BranchKind.DN_NNN, False), ("Nhà nước", BranchKind.DNNN, False),
    ],
)  # fmt: skip
def test_kinds_by_code_label_and_everyday_words(cell, kind, certain):
    reading = read(F.KIND, cell)
    assert reading.value is kind
    assert bool(reading.offer) is not certain


def test_text_is_normalised_and_trimmed_and_otherwise_kept():
    decomposed = "  CĐCS  Tru\u031bo\u031b\u0300ng  THCS \u201cA\u201d "
    assert read(F.NAME, decomposed).value == "CĐCS Trường THCS “A”"
    assert read(F.CHAIR, "ĐẶNG VĂN VŨ").value == "ĐẶNG VĂN VŨ"
    assert read(F.CODE, 17.0).value == "17"


def test_a_text_longer_than_its_field_is_refused():
    assert "255" in read(F.NAME, "A" * 256).error


@pytest.mark.parametrize("field", [F.NAME, F.WORKERS, F.FOUNDED_ON, F.NOTE])
def test_an_error_of_the_spreadsheet_is_no_value(field):
    reading = read(field, "#REF!")
    assert reading.value is None
    assert "#REF!" in reading.error


@given(
    st.sampled_from(list(F)),
    st.one_of(
        st.text(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
    ),
)
def test_whatever_a_cell_holds_it_is_read_or_said_why_not(field, cell):
    reading = read(field, cell)
    assert not (reading.error and reading.value is not None and field is not F.AGREEMENT)


@given(st.integers(min_value=0, max_value=16383))
def test_column_letters_and_numbers_are_opposites(column):
    assert column_number(column_letters(column)) == column


def test_column_letters_are_those_of_the_spreadsheet():
    assert [column_letters(number) for number in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
