"""Sums of money in Vietnamese words, as vouchers and decisions print them."""

from __future__ import annotations

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_BILLION = 1_000_000_000


def in_words(dong: int) -> str:
    """'Một triệu hai trăm năm mươi nghìn đồng'; a debt begins with 'Âm'."""
    words = number_in_words(abs(dong))
    sentence = f"âm {words} đồng" if dong < 0 else f"{words} đồng"
    return sentence[0].upper() + sentence[1:]


def number_in_words(number: int) -> str:
    """A whole number from 0 on in words, without capital: mốt, tư, lăm after mươi, linh after trăm."""
    return " ".join(_words(number, leading=True)) if number else _DIGITS[0]


def _words(number: int, *, leading: bool) -> list[str]:
    """The words of a number; `leading` is false behind a larger unit, where empty hundreds are read."""
    billions, rest = divmod(number, _BILLION)
    words: list[str] = []
    if billions:
        words += [*_words(billions, leading=leading), "tỷ"]
        leading = False
    for unit, value in (("triệu", 1_000_000), ("nghìn", 1_000), ("", 1)):
        group, rest = divmod(rest, value)
        if group:
            words += _hundreds(group, leading=leading)
            words += [unit] if unit else []
            leading = False
    return words


def _hundreds(group: int, *, leading: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
        return words + ([_AFTER_TENS.get(ones, _DIGITS[ones])] if ones else [])
    if tens == 1:
        words.append("mười")
        return words + (["lăm" if ones == 5 else _DIGITS[ones]] if ones else [])
    if ones:
        words += ["linh"] if words else []
        words.append(_DIGITS[ones])
    return words
