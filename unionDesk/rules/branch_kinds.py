"""Proposing the kind of a branch's employer from its name and the group it stands under.

A proposal is shown as one and waits for a person; what no word tells stays `BranchKind.UNCLASSIFIED`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .kinds import BranchForm, BranchKind
from .names import fold

_GUILD = re.compile(r"\b(nghiep doan|ndcs)\b")
# Order counts: the first pattern found decides.
_NAMES: tuple[tuple[str, BranchKind], ...] = (
    (r"\b(hop tac xa|htx|lien hiep htx|quy tin dung nhan dan)\b", BranchKind.HTX),
    (r"\b(100 (von )?nuoc ngoai|von (dau tu )?nuoc ngoai|fdi|lien doanh)\b", BranchKind.FDI),
    (r"\b(van phong dai dien|to chuc (quoc te|nuoc ngoai|phi chinh phu))\b", BranchKind.TC_NN),
    (
        (r"\b(truong|mam non|mau giao|nha tre|benh vien|phong kham)\b.*\b(tu thuc|dan lap|ngoai cong lap|quoc te|tu nhan)\b"
        r"|\b(tu thuc|dan lap|ngoai cong lap)\b|\b(phong kham|benh vien) da khoa tu\b"),
        BranchKind.SN_NCL,
    ),
    (r"\b(doanh nghiep nha nuoc|dnnn|xo so kien thiet|cong ty nha nuoc)\b", BranchKind.DNNN),
    (r"\b(tnhh|mtv|co phan|ct cp|ctcp|cty|cong ty|doanh nghiep|dntn|xi nghiep|tap doan|tong cong ty)\b", BranchKind.DN_NNN),
    (r"\b(nha may|khach san|sieu thi|cua hang|co so san xuat|ngan hang|cho dau moi)\b", BranchKind.DN_NNN),
    (r"\b(benh vien|trung tam giao duc thuong xuyen|ban quan ly du an|ban qlda|nha khach)\b", BranchKind.SN_CL_TC),
    (r"\b(truong|mam non|mau giao|nha tre|tieu hoc|thcs|thpt|trung hoc|cao dang|dai hoc)\b", BranchKind.SN_CL_NS),
    (r"\b(tram y te|trung tam y te|ttyt|trung tam|tram (thu y|khuyen nong|bao ve thuc vat)|nha thieu nhi|thu vien|bao tang)\b", BranchKind.SN_CL_NS),
    (
        (r"\b(ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|van phong|phong|so|chi cuc|cuc|toa an|vien kiem sat|kho bac|"
        r"bao hiem xa hoi|cong an|huyen uy|thanh uy|thi uy|tinh uy|dang uy|ban to chuc|ban tuyen giao|ban dan van|"
        r"uy ban kiem tra|mat tran|ubmttq|hoi nong dan|hoi phu nu|hoi lien hiep|hoi cuu chien binh|huyen doan|tinh doan|"
        r"thanh doan|lien doan lao dong|ldld|thanh tra|thi hanh an|hat kiem lam|quan su|hai quan|thue|thong ke|ban chi huy|"
        r"doan the|co quan|khoi dang)\b"),
        BranchKind.HC,
    ),
)  # fmt: skip
_GROUPS: tuple[tuple[str, BranchKind], ...] = (
    (r"\bnghiep doan\b", BranchKind.NDCS),
    (r"\b(hop tac xa|htx)\b", BranchKind.HTX),
    (r"\b(fdi|nuoc ngoai)\b", BranchKind.FDI),
    (r"\b(ngoai cong lap|tu thuc|dan lap)\b", BranchKind.SN_NCL),
    (r"\b(doanh nghiep|dn) nha nuoc\b|\bdnnn\b", BranchKind.DNNN),
    (r"\b(doanh nghiep|dn|ngoai nha nuoc|tu nhan|trong nuoc|san xuat kinh doanh|sxkd)\b", BranchKind.DN_NNN),
    (
        r"\b(truong hoc|giao duc|mam non|mau giao|tieu hoc|thcs|thpt|y te|su nghiep cong lap)\b",
        BranchKind.SN_CL_NS,
    ),
    (
        r"^(khoi )?(co quan )?(hanh chinh|quan ly nha nuoc|xa phuong.*|ubnd.*|dang doan the.*|co quan.*)$",
        BranchKind.HC,
    ),
)
_WORDS: tuple[tuple[str, BranchKind], ...] = (
    (r"^(nha nuoc|dnnn|doanh nghiep nha nuoc|khu vuc nha nuoc)$", BranchKind.DNNN),
    (r"^(trong nuoc|ngoai nha nuoc|tu nhan|dn|doanh nghiep|dn ngoai nha nuoc|ngoai quoc doanh|nqd|tnhh|co phan|cp)$", BranchKind.DN_NNN),
    (r"^(nuoc ngoai|fdi|100 von nuoc ngoai|von nuoc ngoai|dtnn|dau tu nuoc ngoai|lien doanh)$", BranchKind.FDI),
    (r"^(hanh chinh|hc|co quan hanh chinh|cqhc|co quan nha nuoc)$", BranchKind.HC),
    (r"^(su nghiep|sn|su nghiep cong lap|sncl|giao duc|y te|truong hoc)$", BranchKind.SN_CL_NS),
    (r"^(ngoai cong lap|su nghiep ngoai cong lap|tu thuc|dan lap|ncl)$", BranchKind.SN_NCL),
    (r"^(hop tac xa|htx)$", BranchKind.HTX),
    (r"^(nghiep doan|nd|ndcs)$", BranchKind.NDCS),
    (r"^khac$", BranchKind.KHAC),
)  # fmt: skip


_LEAD = re.compile(r"^(cdcs|cong doan co so|cong doan|cdbp)\s+")
_NAME_PATTERNS = tuple((re.compile(pattern), kind) for pattern, kind in _NAMES)


def propose_kind(name: str, groups: Iterable[str] = ()) -> BranchKind:
    """The likely kind from the branch's name, else from the titles of its groups (narrowest last).

    A group narrows what the name leaves open: under "Doanh nghiệp FDI" a company is FDI, and a school
    under "Trường ngoài công lập" is not a public one.
    """
    titles = tuple(groups)
    by_group = next((kind for title in reversed(titles) if (kind := _by_group(fold(title)))), None)
    by_name = _by_name(fold(name))
    if by_name is None:
        return by_group or BranchKind.UNCLASSIFIED
    narrower = {
        BranchKind.DN_NNN: {BranchKind.FDI, BranchKind.DNNN},
        BranchKind.SN_CL_NS: {BranchKind.SN_NCL},
        BranchKind.SN_CL_TC: {BranchKind.SN_NCL},
    }
    return by_group if by_group is not None and by_group in narrower.get(by_name, ()) else by_name


def _by_name(text: str) -> BranchKind | None:
    if _GUILD.match(text):
        return BranchKind.NDCS
    bare = _LEAD.sub("", text)
    return next((kind for pattern, kind in _NAME_PATTERNS if pattern.search(bare)), None)


@lru_cache(maxsize=512)
def _by_group(text: str) -> BranchKind | None:
    return next((kind for pattern, kind in _GROUPS if re.search(pattern, text)), None)


def kind_from_words(text: str) -> tuple[BranchKind, bool] | None:
    """The kind that a cell of a column "Loại hình" names, and whether that is certain; None if unknown.

    Codes and full names of the list of kinds are certain; everyday words ("Trong nước") are a proposal.
    """
    plain = text.strip()
    for kind in BranchKind:
        if plain.upper() == kind.value or fold(plain) == fold(kind.label):
            return kind, True
    folded = fold(plain)
    found = next((kind for pattern, kind in _WORDS if re.search(pattern, folded)), None)
    found = found or _by_group(folded)
    return None if found is None else (found, False)


def form_of(name: str, kind: BranchKind) -> BranchForm:
    """A trade guild (nghiệp đoàn cơ sở) by its kind or the first word of its name, else a branch."""
    if kind is BranchKind.NDCS or _GUILD.match(fold(name)):
        return BranchForm.GUILD
    return BranchForm.BRANCH
