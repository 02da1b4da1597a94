"""Every Vietnamese letter prints whole and copies out of the PDF as the same composed letter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from paper_samples import WORKING
from printed import Printed

from unionDesk.documents import fonts, minutes

MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
BASES = ("a", "a\u0306", "a\u0302", "e", "e\u0302", "i", "o", "o\u0302", "o\u031b", "u", "u\u031b", "y")
APART = [base + mark for base in BASES for mark in MARKS] + ["đ"]
APART += [letter.upper() for letter in APART]
COMPOSED = [unicodedata.normalize("NFC", letter) for letter in APART]


def test_the_letters_are_all_146() -> None:
    assert len(set(COMPOSED)) == 146
    assert all(len(letter) == 1 for letter in COMPOSED)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_letter_copies_out_composed(form: str, opened: Callable[[bytes], Printed]) -> None:
    text = unicodedata.normalize(form, " ".join(f"x{letter}x" for letter in APART))
    printed = opened(minutes.make(replace(WORKING, mood=text)).pdf)
    words = set(printed.text.split())
    assert [letter for letter in COMPOSED if f"x{letter}x" not in words] == []


def test_the_bundled_faces_have_every_letter() -> None:
    for face in fonts.load(None, fonts.BUNDLED):
        assert [letter for letter in COMPOSED if ord(letter) not in face.face.charToGlyph] == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_decomposed_letter_is_drawn_exactly_like_the_composed_one(form: str) -> None:
    text = unicodedata.normalize(form, "Đặng Thị Ngọc Ánh đề nghị hỗ trợ")
    assert minutes.make(replace(WORKING, mood=text)).pdf == (
        minutes.make(replace(WORKING, mood=unicodedata.normalize("NFC", text))).pdf
    )
