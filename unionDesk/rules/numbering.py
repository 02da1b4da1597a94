"""Numbers: papers within their year, records, branch codes. Only the pure part; gaps and locks are storage's.

Papers: Nghị định 30/2020/NĐ-CP Đ.15: from 01 on 1 January to 31 December, a nought before 1 to 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .choice import Choice
from .errors import UserError
from .kinds import DocumentKind, OrganisationKind
from .names import clean


class RecordSeries(Choice):
    """Yearly series of records: CD-2026-0001."""

    VISIT = "CD", "Chuyến đi"
    PROMISE = "KN", "Kiến nghị, cam kết"
    CASE = "VV", "Vụ việc"
    OPINION = "TT", "Phiếu nắm bắt tâm tư"


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A paper's number and symbol, unique in its year and office: 05/BB-CĐP."""

    number: int
    kind: DocumentKind
    symbol: str

    @property
    def text(self) -> str:
        """'05/BB-CĐP'."""
        return f"{self.number:02}/{self.kind.value}-{self.symbol}"


@dataclass(frozen=True, slots=True)
class RecordNumber:
    """A record's number in its yearly series: CD-2026-0001."""

    series: RecordSeries
    year: int
    number: int

    @property
    def text(self) -> str:
        """'CD-2026-0001'; past 9999 the number simply gets longer."""
        return f"{self.series.value}-{self.year}-{self.number:04}"


def paper_line(number: PaperNumber) -> str:
    """'Số: 05/BB-CĐP', as it stands under the issuing body."""
    return f"Số: {number.text}"


def blank_paper_line(kind: DocumentKind, symbol: str) -> str:
    """The same line before the number is given, with room to write it."""
    return f"Số:{chr(0xA0) * 7}/{kind.value}-{symbol}"


def parse_paper_number(text: str) -> PaperNumber:
    """Read '05/BB-CĐP' (also with 'Số:' before it); UserError when it is no such number."""
    found = re.fullmatch(r"(?:Số\s*:?\s*)?(\d+)\s*/\s*([^\W\d_]+)\s*-\s*(\S+)", clean(text), re.IGNORECASE)
    kind = next((kind for kind in DocumentKind if found and kind.value.upper() == found[2].upper()), None)
    if not found or kind is None or int(found[1]) < 1:
        raise UserError(f"“{text.strip()}” không phải là số văn bản. Xin viết như 05/BB-CĐP.")
    return PaperNumber(int(found[1]), kind, found[3])


def parse_record_number(text: str) -> RecordNumber:
    """Read 'CD-2026-0001', blanks and capitals forgiven; UserError when it is no such number."""
    found = re.fullmatch(r"([A-Z]{2})\s*-\s*(\d{4})\s*-\s*(\d{1,9})", clean(text).upper(), re.ASCII)
    series = next((series for series in RecordSeries if found and series.value == found[1]), None)
    if not found or series is None or int(found[3]) < 1:
        raise UserError(f"“{text.strip()}” không phải là số hồ sơ. Xin viết như CD-2026-0001.")
    return RecordNumber(series, int(found[2]), int(found[3]))


def next_number(last: int | None) -> int:
    """The number after the last given one of a series; a new series starts at 1."""
    return (last or 0) + 1


def checked_symbol(symbol: str) -> str:
    """An office's symbol for paper numbers (CĐP, LĐLĐ): upper case without blanks or strokes."""
    tidy = clean(symbol).upper()
    if not re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", tidy):
        raise UserError("Ký hiệu của đơn vị chỉ gồm chữ và số, có thể có dấu gạch nối, như CĐP hoặc LĐLĐ.")
    return tidy


_CUSTOMARY = {
    OrganisationKind.CONFEDERATION: "TLĐ",
    OrganisationKind.PROVINCE_FEDERATION: "LĐLĐ",
    OrganisationKind.DISTRICT_FEDERATION: "LĐLĐ",
    OrganisationKind.COMMUNE_UNION: "CĐX",
    OrganisationKind.WARD_UNION: "CĐP",
    OrganisationKind.SPECIAL_ZONE_UNION: "CĐĐK",
}


def customary_symbol(kind: OrganisationKind | None) -> str:
    """The symbol that offices of a level use on papers, for one that has not set its own; "" where none is."""
    return _CUSTOMARY.get(kind, "") if kind is not None else ""


@dataclass(frozen=True, slots=True)
class CodeSeries:
    """The office's own branch codes: a prefix and a number with at least `digits` digits (CS-0001)."""

    prefix: str = "CS-"
    digits: int = 4

    def format(self, number: int) -> str:
        """The code with that number."""
        return f"{self.prefix}{number:0{self.digits}}"

    def number_in(self, code: str) -> int | None:
        """The number of a code of this series; None for codes of another making."""
        found = re.fullmatch(rf"{re.escape(self.prefix)}(\d{{1,9}})", clean(code), re.IGNORECASE | re.ASCII)
        return int(found[1]) if found else None

    def following(self, codes: Iterable[str]) -> int:
        """The first number after all codes of this series, so that no code is given twice."""
        return max((number for code in codes if (number := self.number_in(code)) is not None), default=0) + 1
