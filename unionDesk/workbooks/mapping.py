"""Which field a column holds, proposed from the words of its header, with and without accents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.names import fold

# A mapping is plain: column (counted from 0) → field; columns left out are ignored.
ColumnMapping = dict[int, F]

_WORKERS = r"\b(c[bncv]{1,6} ?ld|cnvc|cnv|cbcnv|cbcc|cbccvc|ccvc|cong chuc|vien chuc|nld|nguoi lao dong|lao dong|cong nhan|ld)\b"
_MEMBERS = r"\b(doan vien|dv ?cd|dv)\b"
_NOT_WORKERS = (
    r"hop dong|thoa uoc|su dung lao dong|sdld|bao hiem|ty le|trinh do|thieu viec|\bnganh\b|xep loai|danh gia"
)
_AGREEMENT = r"\b(tu ?ld( ?tt)?|thoa uoc)\b"
_PHONE = r"\b(dien thoai|sdt|so dt|dt|dtdd|di dong|tel|phone|zalo|hotline|so may)\b"
_EMAIL = r"\b(e ?mail|thu dien tu|hop thu)\b"
_RANK = r"\b(xep loai|xep hang|danh gia|phan loai)\b"
_COMMITTEE = r"\b((uv ?)?bch|ban chap hanh)\b"
_INSPECTION = r"\b((uv ?)?ubkt|uy ban kiem tra)\b"
_PERSON = r"\b(chu tich|ctcd|ct cdcs|nguoi dung dau|nguoi dai dien)\b"
_WOMEN, _MEN = r"\bnu\b", r"\bnam\b"
_DATE = r"\b(ngay|yyyy|nam|thoi gian|thoi diem)\b"
_DETAIL = rf"{_PERSON}|{_PHONE}|{_EMAIL}|{_RANK}|thanh lap|quyet dinh|\bqd\b|{_COMMITTEE}|{_INSPECTION}|{_AGREEMENT}|ty le"


@dataclass(frozen=True, slots=True)
class _Rule:
    """`needs` must all be found in the whole header, `leaf` in its lowest row, `bars` nowhere."""

    field: F
    score: int
    needs: tuple[str, ...]
    bars: str = ""
    leaf: str = ""

    def fits(self, text: str, leaf: str) -> bool:
        if self.bars and re.search(self.bars, text):
            return False
        if self.leaf and not re.search(self.leaf, leaf):
            return False
        return all(re.search(pattern, text) for pattern in self.needs)


def _counts(total: F, women: F, men: F, words: str, bars: str) -> tuple[_Rule, ...]:
    return (
        _Rule(women, 92, (words, _WOMEN), rf"{bars}|\bnam\b"),
        _Rule(men, 90, (words,), rf"{bars}|{_WOMEN}|thanh lap|sinh", leaf=_MEN),
        _Rule(total, 82, (words,), rf"{bars}|{_WOMEN}|{_MEN}|yyyy", leaf=r"\b(tong|so|sl|t so)\b|^ts$"),
        _Rule(total, 62, (words,), rf"{bars}|{_WOMEN}|{_MEN}|yyyy"),
    )


_RULES: tuple[_Rule, ...] = (
    _Rule(F.ORDINAL, 100, (r"^(tt|stt|so tt|so thu tu|thu tu|no)$",)),
    _Rule(F.CODE, 96, (r"\bma( so)? (cdcs|cd|cong doan|don vi|co so|ndcs)\b|^ma( so)?$",), r"thue|nganh"),
    _Rule(F.NAME, 97, (r"\bten\b.*\b(cdcs|cong doan|nghiep doan|cd)\b",), rf"{_DETAIL}|ho ten|ho va ten"),
    _Rule(F.NAME, 90, (r"^(don vi )?(cdcs|cong doan co so|ndcs|nghiep doan)( (va )?(cdcs|ndcs|nghiep doan).*)?$",)),
    _Rule(F.NAME, 76, (r"\bten (don vi|co so|to chuc)\b|^ten( goi)?$|^(ten )?(cac )?don vi$",), _DETAIL),
    _Rule(F.NAME, 58, (r"\bten\b.*\b(doanh nghiep|cong ty|co quan|truong)\b",), rf"{_DETAIL}|\bloai\b"),
    _Rule(F.NAME, 45, (r"\b(cong doan co so|cdcs|nghiep doan)\b",), rf"{_DETAIL}|\b(so|tong|ma|danh sach)\b"),
    _Rule(F.NAME, 40, (r"^(doanh nghiep|cong ty|co quan don vi|don vi .*)$",), _DETAIL),
    _Rule(F.EMPLOYER, 92, (r"\b(nguoi su dung (lao dong|ld)|nsdld|su dung lao dong|chu doanh nghiep|giam doc)\b",)),
    _Rule(F.EMPLOYER, 60, (r"\b(doanh nghiep|cong ty|co quan|don vi)\b",), rf"{_DETAIL}|\b(loai|cdcs|khoi|ma)\b"),
    _Rule(F.KIND, 86, (r"\b(loai hinh|thanh phan kinh te|loai don vi)\b|^khoi\b|^khu vuc$|^phan loai$",), r"xep loai"),
    _Rule(F.COMPANY_FORM, 88, (r"\bloai (cong ty|doanh nghiep)\b",)),
    _Rule(F.INDUSTRIAL_ZONE, 88, (r"\b(kcn|ccn|khu cn|cum cn|khu cong nghiep|cum cong nghiep)\b",)),
    _Rule(F.COUNTRY, 86, (r"\b(quoc gia|quoc tich|nuoc dau tu)\b",)),
    _Rule(F.ADDRESS, 87, (r"\b(dia chi|dia diem|tru so)\b",), rf"{_EMAIL}"),
    _Rule(F.COMMUNE, 84, (r"\b(xa|phuong|thi tran|dac khu)\b",), r"dia chi|hop tac xa|bao hiem xa|xa hoi"),
    _Rule(F.COMMUNE, 70, (r"\b(dia ban|don vi hanh chinh|dvhc|dia phuong)\b",)),
    *_counts(F.MEMBERS, F.WOMEN_MEMBERS, F.MEN_MEMBERS, _MEMBERS, rf"ty le|{_RANK}|{_PHONE}|the dv|ket nap|phi"),
    *_counts(
        F.WORKERS, F.WOMEN_WORKERS, F.MEN_WORKERS, _WORKERS, rf"{_NOT_WORKERS}|{_MEMBERS}|{_PHONE}|thanh lap"
    ),
    _Rule(F.COMMITTEE_COUNT, 84, (_COMMITTEE,), rf"{_PERSON}|ngay|\bqd\b|quyet dinh|nhiem ky|cong nhan|{_PHONE}"),
    _Rule(F.INSPECTION_COUNT, 84, (_INSPECTION,), rf"{_PERSON}|chu nhiem|ngay|\bqd\b|quyet dinh|{_PHONE}"),
    _Rule(F.CHAIR, 88, (_PERSON,), rf"{_PHONE}|{_EMAIL}|pho chu tich|\bpct\b|sinh|gioi tinh"),
    _Rule(F.CHAIR, 86, (r"^ct (cdcs|cd)\b|^ho( va)? ten ct\b",), rf"{_PHONE}|{_EMAIL}"),
    _Rule(F.CHAIR, 45, (r"\bho( va)? ten\b",), rf"{_PHONE}|{_EMAIL}|pho chu tich"),
    _Rule(F.PHONE, 91, (_PHONE,), r"pho chu tich"),
    _Rule(F.EMAIL, 97, (_EMAIL,)),
    _Rule(F.FOUNDED_ON, 96, (r"thanh lap|\btl\b",), leaf=_DATE),
    _Rule(F.FOUNDED_ON, 64, (r"thanh lap",), r"\bso\b|\bqd\b|quyet dinh"),
    _Rule(F.FOUNDING_DECISION, 97, (r"thanh lap", r"\b(qd|quyet dinh)\b"), leaf=r"\b(so|so hieu|so qd)\b"),
    _Rule(F.FOUNDING_DECISION, 90, (r"^so (qd|quyet dinh)",), rf"cong nhan|chuan y|{_COMMITTEE}"),
    _Rule(F.FOUNDING_DECISION, 72, (r"\b(qd|quyet dinh)\b",), rf"cong nhan|chuan y|{_COMMITTEE}|\bngay\b"),
    _Rule(F.AGREEMENT_ENDS_ON, 96, (_AGREEMENT, r"het han|het hieu luc|thoi han|den ngay|hieu luc den"), _RANK),
    _Rule(F.AGREEMENT_SIGNED_ON, 94, (_AGREEMENT, r"\b(ngay|ky)\b"), rf"{_RANK}|het han|hieu luc"),
    _Rule(F.AGREEMENT, 85, (_AGREEMENT,), rf"{_RANK}|het han|hieu luc"),
    _Rule(F.RANK, 86, (_RANK,), rf"{_AGREEMENT}|{_MEMBERS}|can bo|^phan loai$"),
    _Rule(F.INDUSTRY, 82, (r"\b(nganh nghe|nganh hang|linh vuc|san xuat kinh doanh|sxkd|nganh)\b",), r"loai hinh|\bma\b"),
    _Rule(F.NOTE, 97, (r"\b(ghi chu|chu thich)\b",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """The header of one column: its words from the top row down, as written."""

    column: int
    levels: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words as one line: "Tổng số đoàn viên / Nữ"."""
        return " / ".join(self.levels)

    @property
    def year(self) -> int | None:
        """The year named in the header ("Xếp loại năm 2019")."""
        found = re.search(r"\b(20\d\d)\b", self.text)
        return int(found[1]) if found else None


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Folded words; the marked word "năm" (year) is kept apart from "nam" (male)."""
    return fold(re.sub(r"\bnăm\b", "yyyy", text.lower()))


@lru_cache(maxsize=4096)
def candidates(levels: tuple[str, ...]) -> tuple[tuple[int, F], ...]:
    """Fields that a header may mean with their scores (0 to 100), best first."""
    parts = [_folded(level) for level in levels]
    text, leaf = " ".join(part for part in parts if part), parts[-1] if parts else ""
    best: dict[F, int] = {}
    for rule in _RULES:
        if rule.score > best.get(rule.field, 0) and rule.fits(text, leaf):
            best[rule.field] = rule.score
    return tuple(sorted(((score, field) for field, score in best.items()), reverse=True))


_INHERITS = {
    "women": {F.WORKERS: F.WOMEN_WORKERS, F.MEMBERS: F.WOMEN_MEMBERS},
    "men": {F.WORKERS: F.MEN_WORKERS, F.MEMBERS: F.MEN_MEMBERS},
}
_LONE = re.compile(r"^(?:trong do |tong so |tong |la |so )*(nu|nam)(?: gioi)?$")


def _lone(head: ColumnHead) -> str:
    """ "women" or "men" for a header that says no more than that, else ""."""
    found = _LONE.match(" ".join(_folded(level) for level in head.levels))
    return {"nu": "women", "nam": "men"}[found[1]] if found else ""


def propose(heads: Sequence[ColumnHead]) -> ColumnMapping:
    """The most likely field of each column, each field once; the rest is `ignored`.

    "Nữ" alone means the women of the count to its left (workers or members).
    """
    chosen, _ = assign(heads)
    return {head.column: chosen.get(head.column, F.IGNORED) for head in heads}


def assign(heads: Sequence[ColumnHead]) -> tuple[ColumnMapping, int]:
    """The proposal and the sum of its scores, which says how much a header looks like one."""
    offers = [(score, field, head) for head in heads for score, field in candidates(head.levels)]
    offers.sort(key=lambda offer: (-offer[0], offer[2].column))
    chosen: ColumnMapping = {}
    taken: set[F] = set()
    total = 0
    for score, field, head in offers:
        if head.column not in chosen and field not in taken and score >= 40:
            chosen[head.column] = field
            taken.add(field)
            total += score
    group: F | None = None
    for head in heads:
        lone = _lone(head)
        field_here = chosen.get(head.column)
        if lone and field_here is None and group is not None:
            field = _INHERITS[lone][group]
            if field not in taken:
                chosen[head.column] = field
                taken.add(field)
                total += 70
        elif not lone:
            group = _group_of(field_here)
    return chosen, total


def _group_of(field: F | None) -> F | None:
    if field in {F.WORKERS, F.WOMEN_WORKERS, F.MEN_WORKERS}:
        return F.WORKERS
    if field in {F.MEMBERS, F.WOMEN_MEMBERS, F.MEN_MEMBERS}:
        return F.MEMBERS
    return None


def column_of(mapping: Mapping[int, F], field: F) -> int | None:
    """The column that holds this field."""
    return next((column for column, held in mapping.items() if held is field), None)
