"""Vietnamese text: cleaning what was typed, folding it for search, ordering it for lists."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SORT_KEY_LIMIT = 400
_PRIMARY_LIMIT = 320
_WORD_GAP = "!"  # above the blank that ends the letters, below every digit and letter
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDERED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Dictionary order of the tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """The text in Unicode normal form C, the only form the store keeps."""
    return unicodedata.normalize("NFC", text)


class _CleanTable(dict[int, str]):
    """One entry a character, made when first met: blanks become one kind, invisible ones go."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char.isspace():
            kept = " "
        elif unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            kept = ""
        else:
            kept = char
        self[point] = kept
        return kept


class _FoldTable(dict[int, str]):
    """One entry a character, made when first met: its plain lower letters, or a blank."""

    def __missing__(self, point: int) -> str:
        folded = _fold_char(chr(point))
        self[point] = folded
        return folded


def _fold_char(char: str) -> str:
    if char in "đĐðÐ":  # U+00D0 looks like Đ and is typed for it by old fonts
        return "d"
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cs"}:
        return ""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    plain = (part for part in apart if unicodedata.category(part) not in {"Mn", "Me", "Cf"})
    return "".join(part if part.isalnum() else " " for part in plain)


_CLEAN = _CleanTable()
_FOLD = _FoldTable()


def clean(text: str) -> str:
    """One line as the store keeps it: NFC, no invisible characters, blanks collapsed and trimmed."""
    return nfc(" ".join(text.translate(_CLEAN).split()))


def clean_lines(text: str) -> str:
    """Like `clean`, line by line: line breaks stay, empty lines at both ends go."""
    return "\n".join(clean(line) for line in text.splitlines()).strip("\n")


def fold(text: str) -> str:
    """The text as it is searched: lower case, no marks, đ as d, the rest between words one blank.

    The same for composed and decomposed input and for both tone positions (Hoà, Hòa).
    """
    return " ".join(text.translate(_FOLD).split())


def fold_words(text: str) -> list[str]:
    """The folded words of the text, in order."""
    return text.translate(_FOLD).split()


@dataclass(frozen=True, slots=True)
class FoldedPlace:
    """A place name ready to compare: `name` without its kind, `kind` folded ("xa", "thi tran") or ""."""

    name: str
    kind: str


_PLACE_KINDS = {
    "xã": "xa",
    "phường": "phuong",
    "thị trấn": "thi tran",
    "đặc khu": "dac khu",
    "huyện": "huyen",
    "quận": "quan",
    "thị xã": "thi xa",
    "thành phố": "thanh pho",
    "tỉnh": "tinh",
}
_PLACE_SHORT = {
    "x": "xa",
    "p": "phuong",
    "tt": "thi tran",
    "đk": "dac khu",
    "dk": "dac khu",
    "h": "huyen",
    "q": "quan",
    "tx": "thi xa",
    "tp": "thanh pho",
    "t": "tinh",
}
_PLAIN_KINDS = {folded: folded for folded in _PLACE_KINDS.values()}


def _kind_pattern(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(sorted(words, key=len, reverse=True))})(?:[.:]\s*|\s+)(?=\w)")


_LONG = _kind_pattern(_PLACE_KINDS)
_LONG_PLAIN = _kind_pattern(_PLAIN_KINDS)
_SHORT = re.compile(r"(x|p|tt|đk|dk|h|q|tx|tp|t)(?:\.\s*|\s+(?=\w)|(?=\d))(?=\w)")


def fold_place(text: str) -> FoldedPlace:
    """A place name folded for comparison, its kind ("xã", "P.", "TX." …) returned separately.

    Tone position and i/y (Mỹ, Mĩ) make no difference, nor the nought of "Phường 05". Without marks the
    kind is only recognised in a text that has none at all: "Xà Phiên" is a name, "xa Xa Phien" a commune.
    """
    line = clean(text).lower()
    for pattern, kinds in ((_LONG, _PLACE_KINDS), (_SHORT, _PLACE_SHORT)):
        if found := pattern.match(line):
            return FoldedPlace(_loose(line[found.end() :]), kinds[found[1]])
    if not has_marks(line) and (found := _LONG_PLAIN.match(line)):
        return FoldedPlace(_loose(line[found.end() :]), found[1])
    return FoldedPlace(_loose(line), "")


def has_marks(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark (or is đ)."""
    return any(char in "đĐ" or unicodedata.category(char) == "Mn" for char in _apart(text))


def _loose(text: str) -> str:
    return " ".join(
        _i_for_y(word.lstrip("0") or "0" if word.isdigit() else word) for word in fold_words(text)
    )


def _i_for_y(word: str) -> str:
    """A syllable whose only vowel is its final y, spelled with i (my, ly, quy), else unchanged."""
    if not word.endswith("y") or len(word) < 2:
        return word
    onset = word[:-1]
    if onset == "qu" or not set(onset) & set("aăâeêioôơuưy"):
        return onset + "i"
    return word


def _apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _spelled_char(char: str) -> tuple[str, str]:
    """A character as (letters of the 33-letter alphabet, tone digit of each); blanks for what parts words."""
    lower = "đ" if char in "đĐðÐ" else char.casefold()
    apart = _apart(lower)
    tone = max((_TONES[mark] for mark in apart if mark in _TONES), default="0")
    if char in _TONES:
        return "", tone
    letter = nfc("".join(part for part in apart if part not in _TONES))
    letters = letter if letter in _ALPHABET else _fold_char(char)
    return letters, "".join(" " if part == " " else tone for part in letters)


class _LetterTable(dict[int, str]):
    def __missing__(self, point: int) -> str:
        self[point] = _spelled_char(chr(point))[0]
        return self[point]


class _ToneTable(dict[int, str]):
    def __missing__(self, point: int) -> str:
        self[point] = _spelled_char(chr(point))[1]
        return self[point]


_LETTERS = _LetterTable()
_TONE_DIGITS = _ToneTable()
_SORT_TABLE = str.maketrans(dict(zip(_ALPHABET, _ORDERED, strict=False)))


def _tones(tidy: str) -> list[str]:
    """The tone digit of each word, wherever in the word the mark stands."""
    return [max(word) for word in tidy.translate(_TONE_DIGITS).split()]


def sort_key(text: str) -> str:
    """A string whose code points order as a Vietnamese dictionary does; at most 400 characters.

    First all letters (A Ă Â B … D Đ E Ê …, a blank before any letter, digits before letters), then the
    tones of the words. Capitals and punctuation do not count.
    """
    tidy = clean(text)
    letters = _WORD_GAP.join(tidy.translate(_LETTERS).split()).translate(_SORT_TABLE)
    return f"{letters[:_PRIMARY_LIMIT]} {''.join(_tones(tidy))}"[:SORT_KEY_LIMIT]


def person_sort_key(name: str) -> str:
    """Like `sort_key` for people: given name (the last word), then family name, then the middle."""
    words = clean(name).split()
    if not words:
        return sort_key("")
    given, family, middle = words[-1], words[0] if len(words) > 1 else "", words[1:-1]
    parts = (sort_key(given), sort_key(family), sort_key(" ".join(middle)))
    return " ".join(parts)[:SORT_KEY_LIMIT]


def same_person_name(one: str, other: str) -> bool:
    """Whether two spellings name the same person.

    Capitals, blanks, tone position and i/y make no difference; a name typed without any mark matches
    every name with the same letters; otherwise Hoa and Hòa are two people.
    """
    if not has_marks(one) or not has_marks(other):
        return bool(fold(one)) and _loose(one) == _loose(other)
    return _loose_spelling(one) == _loose_spelling(other)


def _loose_spelling(text: str) -> tuple[list[str], list[str]]:
    tidy = clean(text)
    return [_i_for_y(word) for word in tidy.translate(_LETTERS).split()], _tones(tidy)
