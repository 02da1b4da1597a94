"""Behaviour of Vietnamese text rules."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules.names import (
    SORT_KEY_LIMIT,
    FoldedPlace,
    clean,
    clean_lines,
    fold,
    fold_place,
    person_sort_key,
    same_person_name,
    sort_key,
)

texts = st.text(max_size=60)
vietnamese = st.text(alphabet="aáàảãạăắâấbcdđeéêếghiíklmnoóôốơớpqrstuúưứvxyýAĐ .-", max_size=40)


@given(texts)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(texts)
def test_a_clean_text_has_no_invisible_character_and_no_double_blank(text: str) -> None:
    tidy = clean(text)
    assert unicodedata.is_normalized("NFC", tidy)
    assert "  " not in tidy
    assert tidy == tidy.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in tidy)


def test_invisible_characters_and_hard_blanks_from_excel_go() -> None:
    assert clean("\ufeff  Công\u00a0ty\u200b\t  Hưng   Thịnh\r\n") == "Công ty Hưng Thịnh"


def test_line_breaks_survive_where_they_are_wanted() -> None:
    assert clean_lines("\n Một \r\n\r\n hai\u00a0 ba \n\n") == "Một\n\nhai ba"


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folding_does_not_care_how_the_text_was_composed(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_folded_vietnamese_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text.upper()) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Tuyết", "dang thi tuyet"),
        ("Công ty TNHH 01-Thành viên «Hoà Phát»", "cong ty tnhh 01 thanh vien hoa phat"),
        ("HOÀ", "hoa"),
        ("Hòa", "hoa"),
        ("ÐÔNG", "dong"),
        ("  ", ""),
        ("Nguye\u0302\u0303n", "nguyen"),
    ],
)
def test_a_text_is_found_without_its_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Phường Rạch Giá", "rach gia", "phuong"),
        ("P. Rạch Giá", "rach gia", "phuong"),
        ("P.Rạch Giá", "rach gia", "phuong"),
        ("TT. An Châu", "an chau", "thi tran"),
        ("thị  trấn An Châu", "an chau", "thi tran"),
        ("TX Tân Châu", "tan chau", "thi xa"),
        ("Thị xã Tân Châu", "tan chau", "thi xa"),
        ("H. Châu Thành", "chau thanh", "huyen"),
        ("TP.HCM", "hcm", "thanh pho"),
        ("Phường 05", "5", "phuong"),
        ("P5", "5", "phuong"),
        ("Xà Phiên", "xa phien", ""),
        ("Xã Xà Phiên", "xa phien", "xa"),
        ("xa Xa Phien", "xa phien", "xa"),
        ("Đặc khu Phú Quốc", "phu quoc", "dac khu"),
        ("Y Tý", "y ti", ""),
        ("Xã", "xa", ""),
        ("Tân Châu", "tan chau", ""),
    ],
)
def test_the_kind_of_a_place_is_told_from_its_name(text: str, name: str, kind: str) -> None:
    assert fold_place(text) == FoldedPlace(name, kind)


def test_the_two_spellings_of_a_place_are_equal() -> None:
    assert fold_place("xã Mỹ Hoà Hưng") == fold_place("Xã Mĩ Hòa Hưng")
    assert fold_place("Quý Lộc") == fold_place("Quí Lộc")
    assert fold_place("Thúy Sơn") != fold_place("Thúi Sơn")


def test_words_stand_in_the_order_of_a_vietnamese_dictionary() -> None:
    ordered = ["an", "An Giang", "anh", "ăn", "âm", "ba", "bà", "bả", "bã", "bá", "bạ", "bàn", "da", "dũng"]
    ordered += ["đa", "em", "êm", "oanh", "ông", "ơn", "ủng", "ưng", "vy", "yên"]
    shuffled = ordered[::-2] + ordered[-2::-2]
    assert sorted(shuffled, key=sort_key) == ordered


def test_letters_come_before_tones_over_the_whole_text() -> None:
    assert sort_key("bá a") < sort_key("ba b")
    assert sort_key("ba a") < sort_key("bá a")


def test_both_tone_positions_have_one_place_in_a_list() -> None:
    assert sort_key("Hoà Bình") == sort_key("HÒA BÌNH")


@given(texts)
def test_a_sort_key_fits_its_column(text: str) -> None:
    assert len(sort_key(text * 20)) <= SORT_KEY_LIMIT
    assert len(person_sort_key(text * 20)) <= SORT_KEY_LIMIT
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_a_longer_word_never_stands_before_its_beginning(text: str) -> None:
    assert sort_key(text) <= sort_key(text + " a")


def test_people_are_listed_by_given_name_then_family_name() -> None:
    people = ["Trần Văn An", "Nguyễn Thị Bình", "Trần Bình", "Đỗ Thị Hoa", "Nguyễn Hoa", "Lê Hòa"]
    assert sorted(sorted(people), key=person_sort_key) == people


def test_spellings_of_one_name_are_recognised() -> None:
    assert same_person_name("Nguyễn Thị Hoà", " nguyễn  thị HÒA ")
    assert same_person_name("Lý Thị Kỳ", "Lí Thị Kì")
    assert same_person_name("Nguyen Thi Hoa", "Nguyễn Thị Hòa")


def test_different_people_are_not_taken_for_one() -> None:
    assert not same_person_name("Nguyễn Thị Hoa", "Nguyễn Thị Hòa")
    assert not same_person_name("Nguyễn Văn An", "Nguyễn Văn Ân")
    assert not same_person_name("", "")
