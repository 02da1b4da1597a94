"""Behaviour of written dates, numbers, money, phones and typed dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules import formats
from unionDesk.rules.errors import UserError
from unionDesk.rules.money import in_words, number_in_words
from unionDesk.rules.phones import read_phone, read_phones, show_phone
from unionDesk.rules.typed_dates import typed_date, typed_time, written_date

TODAY = date(2026, 11, 23)
days = st.dates(date(1950, 1, 1), date(2036, 12, 31))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 11, 23), "ngày 23 tháng 11 năm 2026"),
    ],
)
def test_a_nought_stands_before_small_days_and_the_first_two_months_only(day: date, words: str) -> None:
    assert formats.vietnamese_date_words(day) == words.replace(" ", "\u00a0")


def test_dates_times_and_periods_are_written_as_the_office_writes_them() -> None:
    assert formats.date_text(date(2026, 5, 6)) == "06/05/2026"
    assert formats.short_date(date(2026, 5, 6)) == "6/5/2026"
    assert formats.moment_text(datetime(2026, 5, 6, 8, 5, tzinfo=UTC)) == "06/05/2026 08:05"
    assert formats.vietnamese_time_words(time(8, 5)) == "08\u00a0giờ\u00a005\u00a0phút"
    assert formats.period_text(date(2026, 1, 1), date(2026, 3, 31)) == "từ 01/01/2026 đến 31/03/2026"
    assert formats.period_text(TODAY, TODAY) == "ngày 23/11/2026"


def test_numbers_have_dots_between_thousands_and_a_comma_before_decimals() -> None:
    assert formats.integer(1234567) == "1.234.567"
    assert formats.integer(-1234) == "-1.234"
    assert formats.money(1250000) == "1.250.000\u00a0đ"
    assert formats.decimal(Decimal("1234.25"), 1) == "1.234,3"
    assert formats.decimal(6.4) == "6,4"
    assert formats.percent(1, 8) == "12,5%"
    assert formats.percent(3, 0) == "-"


@given(st.integers(-(10**15), 10**15))
def test_a_written_number_reads_back(number: int) -> None:
    assert formats.read_integer(formats.integer(number)) == number
    assert formats.read_money(formats.money(number)) == number


@pytest.mark.parametrize("text", ["", "1.5", "12,34", "1.234,567", "mười", "1.2345", "12 34", "٣"])
def test_an_unclear_number_is_not_guessed(text: str) -> None:
    assert formats.read_integer(text) is None


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("1,5 triệu", 1_500_000),
        ("500k", 500_000),
        ("2 tỷ", 2 * 10**9),
        ("1.250.000đ", 1_250_000),
        ("-3tr", -3_000_000),
    ],
)
def test_sums_are_read_as_people_say_them(text: str, dong: int) -> None:
    assert formats.read_money(text) == dong


@pytest.mark.parametrize("text", ["", "1,5", "năm trăm", "5 đô", "1,5,5tr"])
def test_an_unclear_sum_is_not_guessed(text: str) -> None:
    assert formats.read_money(text) is None


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (0, "Không đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (11, "Mười một đồng"),
        (24, "Hai mươi tư đồng"),
        (14, "Mười bốn đồng"),
        (55_000, "Năm mươi lăm nghìn đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (2_010_000, "Hai triệu không trăm mười nghìn đồng"),
        (1_000_000_000_000, "Một nghìn tỷ đồng"),
        (3_000_000_000, "Ba tỷ đồng"),
        (-500_000, "Âm năm trăm nghìn đồng"),
    ],
)
def test_sums_in_words(dong: int, words: str) -> None:
    assert in_words(dong) == words


WORD_VALUES = {
    word: value
    for value, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
}
WORD_VALUES |= {"mốt": 1, "tư": 4, "lăm": 5, "mười": 10}


def heard(words: str) -> int:
    """What a listener understands: an own small reader, going from the largest unit down."""
    for unit, value in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 1000), ("trăm", 100), ("mươi", 10)):
        before, found, after = words.rpartition(f" {unit}") if unit == "tỷ" else words.partition(f" {unit}")
        if found:
            return heard(before.strip()) * value + heard(after.strip())
    return sum(WORD_VALUES[word] for word in words.split() if word != "linh")


@given(st.integers(0, 10**17))
def test_a_listener_understands_the_number_that_was_read_out(number: int) -> None:
    assert heard(number_in_words(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0912.345.678", "0912345678"),
        ("(0296) 3852 123", "02963852123"),
        ("+84 912 345 678", "0912345678"),
        ("+84(0)912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("19001234", "19001234"),
    ],
)
def test_a_good_number_is_taken_in_any_dress(text: str, value: str) -> None:
    reading = read_phone(text)
    assert (reading.value, reading.offered, reading.warning) == (value, False, "")


@pytest.mark.parametrize("text", ["912345678", "912345678.0", "912 345 678"])
def test_a_lost_leading_nought_is_offered(text: str) -> None:
    reading = read_phone(text)
    assert reading.value == "0912345678"
    assert reading.offered


def test_an_old_mobile_prefix_is_offered_in_its_new_form() -> None:
    assert read_phone("0168 345 6789").value == "0383456789"
    assert read_phone("1683456789").value == "0383456789"


def test_an_unknown_prefix_warns_and_keeps_the_number() -> None:
    reading = read_phone("0512345678")
    assert reading.value == "0512345678"
    assert "Đầu số 051" in reading.warning
    assert read_phone("1234").warning


def test_a_text_that_is_no_number_is_said_to_be_none() -> None:
    assert read_phone("không có").value == ""
    assert "không phải" in read_phone("không có").warning
    assert not read_phone("  ").warning


def test_several_numbers_in_one_cell_are_parted() -> None:
    found = read_phones("0912345678 / 0296.3852.123; 098-765-4321")
    assert [one.value for one in found] == ["0912345678", "02963852123", "0987654321"]
    assert [one.value for one in read_phones("0296/3852123")] == ["02963852123"]


@given(st.text(max_size=20))
def test_whatever_is_read_as_a_phone_is_digits(text: str) -> None:
    value = read_phone(text).value
    assert not value or (value.isascii() and value.isdigit())
    if value:
        assert read_phone(show_phone(value)).value == read_phone(value).value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5/11", date(2026, 11, 5)),
        ("051126", date(2026, 11, 5)),
        ("05112026", date(2026, 11, 5)),
        ("0511", date(2026, 11, 5)),
        ("5", date(2026, 11, 5)),
        ("5/11/85", date(1985, 11, 5)),
        ("5-11-2026", date(2026, 11, 5)),
        ("5.11.26", date(2026, 11, 5)),
        ("2026-11-05", date(2026, 11, 5)),
        ("Ngày 5 tháng 11 năm 2026", date(2026, 11, 5)),
        ("NGÀY 5 THÁNG 11 NĂM 2026", date(2026, 11, 5)),
        ("nga\u0300y 5 tha\u0301ng 11 na\u0306m 2026", date(2026, 11, 5)),
        ("h", TODAY),
        ("+3", date(2026, 11, 26)),
        ("-", date(2026, 11, 22)),
        ("+", date(2026, 11, 24)),
        ("29/2/24", date(2024, 2, 29)),
    ],
)
def test_short_ways_of_typing_a_date(text: str, day: date) -> None:
    assert typed_date(text, TODAY) == day


def test_plus_and_minus_go_from_the_date_already_there() -> None:
    assert typed_date("+10", TODAY, date(2026, 12, 25)) == date(2027, 1, 4)
    assert typed_date("  ", TODAY) is None


@pytest.mark.parametrize(
    "text", ["32/1", "29/2/2026", "hôm qua", "511", "5/11/2026 x", "+99999", "00", "٥/١١"]
)
def test_what_is_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UserError):
        typed_date(text, TODAY)


def test_the_end_of_time_is_refused_with_a_sentence() -> None:
    with pytest.raises(UserError):
        typed_date("+1", TODAY, date.max)


@given(days)
def test_every_written_day_reads_back(day: date) -> None:
    for text in (formats.date_text(day), formats.short_date(day), day.isoformat(), day.strftime("%d/%m/%y")):
        if len(text.rpartition("/")[2]) == 2 and not 1937 <= day.year <= 2036:
            continue
        assert written_date(text, TODAY) == day
    assert written_date(formats.vietnamese_date_words(day), TODAY) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8", time(8)),
        ("8h", time(8)),
        ("8h30", time(8, 30)),
        ("8:30", time(8, 30)),
        ("830", time(8, 30)),
        ("1745", time(17, 45)),
    ],
)
def test_short_ways_of_typing_a_time(text: str, clock: time) -> None:
    assert typed_time(text) == clock


@pytest.mark.parametrize("text", ["25", "8:61", "sáng", "12345"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        typed_time(text)
    assert typed_time(" ") is None
