"""Text made fit for paper: NFC, dates in words, spaces that must not break, escapes."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time
from xml.sax.saxutils import escape

NBSP = "\u00a0"
DOTS = "……"  # where a hand fills in what is not known yet

# Zero-width marks, soft hyphens and byte-order marks that come along with pasted text.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u3000]+")

_TOGETHER = [
    re.compile(r"\b(ngày) (\d{1,2}) (tháng) (\d{1,2}) (năm) (\d{4})\b", re.IGNORECASE),
    re.compile(r"\b(\d{1,2}) (giờ) (\d{1,2}) (phút)\b", re.IGNORECASE),
    re.compile(r"\b(tháng) (\d{1,2}) (năm) (\d{4})\b", re.IGNORECASE),
    re.compile(r"\b(ngày) (\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?)", re.IGNORECASE),
    re.compile(r"\b(điều|khoản|chương|mục|phụ lục|điểm|quý|năm|tháng|số|hồi) (\d[\w./-]*)", re.IGNORECASE),
    re.compile(r"\b(chương|mục|phụ lục|quý) ([IVXLC]+)\b", re.IGNORECASE),
    re.compile(r"\b(điểm) ([a-zđ])\b", re.IGNORECASE),
    re.compile(r"\b(ông) (\(bà\))", re.IGNORECASE),
    re.compile(r"\b(y) (tế)\b", re.IGNORECASE),
    re.compile(r"(\d) (đồng|triệu|tỷ|người|bản|trang|giờ|phút|%)"),
]


def clean(text: str) -> str:
    """NFC text without unseen marks; line breaks stay, other blanks become one space.

    Spaces that must not break become plain ones too: text pasted from the web is often full of them.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", _UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n")))
    # No paper font has pictographs, and reportlab writes wrong character maps for them.
    text = _BEYOND_BMP.sub("□", text)
    return "\n".join(_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n")).strip("\n")


def glued(text: str) -> str:
    """The text with spaces that must not break: in dates, times, "Điều 36", "ông (bà)"."""
    for pattern in _TOGETHER:
        text = pattern.sub(lambda found: NBSP.join(found.groups()), text)
    return text


def plain(text: str) -> str:
    """Cleaned and on one line."""
    return clean(text).replace("\n", " ")


def line(text: str) -> str:
    """Fit for one paragraph: cleaned, on one line, glued. Not escaped."""
    return glued(plain(text))


def marked(text: str) -> str:
    """The text as reportlab markup: escaped, with its line breaks kept."""
    return escape(text).replace("\n", "<br/>")


def ended(text: str, mark: str = ".") -> str:
    """The text with a closing mark, unless it already ends a sentence."""
    text = text.rstrip(" ;,")
    return text if text.endswith((".", "!", "?", "…", ":")) else text + mark


def day_in_words(day: date | None) -> str:
    """`ngày 05 tháng 01 năm 2026`: a zero before days 1 to 9 and months 1 and 2 only (NĐ 30, Phụ lục I)."""
    if day is None:
        return NBSP.join(("ngày", DOTS, "tháng", DOTS, "năm", DOTS))
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return NBSP.join(("ngày", f"{day.day:02d}", "tháng", month, "năm", f"{day.year:04d}"))


def clock_in_words(moment: time | datetime | None) -> str:
    """`08 giờ 30 phút`; dots where the hour is not known."""
    if moment is None:
        return NBSP.join((DOTS, "giờ", DOTS, "phút"))
    return NBSP.join((f"{moment.hour:02d}", "giờ", f"{moment.minute:02d}", "phút"))


def short_day(day: date | None) -> str:
    """`05/11/2026`; empty for no day."""
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def two_digits(number: int) -> str:
    """`05`, `12`, `120`: how counts stand in papers."""
    return f"{number:02d}"


def grouped(number: int | None) -> str:
    """`1.234.567`; empty for no number."""
    return "" if number is None else f"{number:,}".replace(",", ".")


def branch_title(name: str) -> str:
    """The name with the words công đoàn cơ sở before it, unless it brings such words along."""
    name = plain(name)
    if name.casefold().startswith("cđcs "):
        return f"Công đoàn cơ sở {name[5:]}"
    if name.casefold().startswith(("công đoàn", "nghiệp đoàn")):
        return name
    return f"Công đoàn cơ sở {name}" if name else "Công đoàn cơ sở"
