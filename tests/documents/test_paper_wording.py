"""Dates, blanks and marks in printed sentences."""

from __future__ import annotations

from datetime import date, time

import pytest

from unionDesk.documents import wording

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_take_a_zero_and_months_only_the_first_two(day: date, words: str) -> None:
    assert wording.day_in_words(day).replace(NBSP, " ") == words
    assert " " not in wording.day_in_words(day)


def test_an_unknown_day_or_hour_leaves_room_for_a_hand() -> None:
    assert wording.day_in_words(None).replace(NBSP, " ") == "ngày …… tháng …… năm ……"
    assert wording.clock_in_words(None).replace(NBSP, " ") == "…… giờ …… phút"
    assert wording.clock_in_words(time(8, 5)).replace(NBSP, " ") == "08 giờ 05 phút"


@pytest.mark.parametrize(
    "together",
    [
        "Điều 36",
        "khoản 2",
        "điểm đ",
        "ông (bà)",
        "ngày 05 tháng 11 năm 2026",
        "ngày 05/11/2026",
        "08 giờ 30 phút",
        "tháng 6 năm 2026",
        "quý IV",
        "8.450.000 đồng",
    ],
)
def test_what_belongs_together_never_breaks(together: str) -> None:
    text = wording.line(f"Theo {together} nêu trên")
    assert together.replace(" ", NBSP) in text
    assert text.replace(NBSP, " ") == f"Theo {together} nêu trên"


def test_pasted_blanks_and_unseen_marks_are_cleaned_and_lines_kept() -> None:
    assert wording.clean("\ufeffLương\u200b  tháng\t10\r\n\r\n  trả  đủ \x07 ") == "Lương tháng 10\n\ntrả đủ"
    assert wording.plain("một\u00a0\n  hai  \n") == "một hai"


def test_markup_is_escaped() -> None:
    assert wording.marked("a < b & c\nd") == "a &lt; b &amp; c<br/>d"


@pytest.mark.parametrize(
    ("text", "expected"), [("xong", "xong."), ("xong.", "xong."), ("xong;", "xong."), ("gồm:", "gồm:")]
)
def test_sentences_end_once(text: str, expected: str) -> None:
    assert wording.ended(text) == expected


def test_numbers_take_dots_and_nothing_stays_nothing() -> None:
    assert wording.grouped(1_234_567) == "1.234.567"
    assert wording.grouped(None) == ""
    assert wording.short_day(None) == ""
