"""Where what stands in the summary workbook: sheet names, rows of 02, ranges that formulas refer to.

Source: records-and-reports 3.4 and 7.1 to 7.7. One thing is added to it: the kind "Chưa phân loại" (CPL)
has a row of its own in 02, row 22, between the third group and the total. It belongs to no group, so the
total is the sum of the three group rows and of this row, and the list of valid codes is $A$8:$A$22. The
headings of groups fill A and B as one merged cell, so that no code, not even an empty one, can match them.
"""

from __future__ import annotations

from dataclasses import dataclass

from unionDesk.rules.kinds import BranchKind, RatingRank

COVER = "00_BIA"
BRANCHES = "01_DS_CDCS"
KINDS = "02_LOAI_HINH"
DATA = "99_SO_LIEU"
CHECK = "KT"

FIRST_BRANCH = 8  # first data row of 01
FIRST_DATA = 3  # first data row of 99
DATA_DAY = f"'{DATA}'!$B$1"


@dataclass(frozen=True)
class Group:
    """A group of kinds in 02: its heading in row `row`, its kinds in the rows below."""

    title: str
    row: int
    kinds: tuple[BranchKind, ...]

    @property
    def first(self) -> int:
        return self.row + 1

    @property
    def last(self) -> int:
        return self.row + len(self.kinds)


GROUPS = (
    Group(
        "I. KHU VỰC NHÀ NƯỚC", 8, (BranchKind.HC, BranchKind.SN_CL_NS, BranchKind.SN_CL_TC, BranchKind.DNNN)
    ),
    Group(
        "II. KHU VỰC NGOÀI NHÀ NƯỚC",
        13,
        (
            BranchKind.SN_NCL,
            BranchKind.DN_NNN,
            BranchKind.FDI,
            BranchKind.HTX,
            BranchKind.TC_NN,
            BranchKind.KHAC,
        ),
    ),
    Group("III. NGHIỆP ĐOÀN CƠ SỞ", 20, (BranchKind.NDCS,)),
)
UNCLASSIFIED_ROW = 22
TOTAL_ROW = 23
FIRST_KIND, LAST_KIND = 8, UNCLASSIFIED_ROW
WITHOUT_AGREEMENT = (BranchKind.HC, BranchKind.SN_CL_NS)  # there are no agreements there

KIND_ROWS: dict[BranchKind, int] = {
    kind: row for group in GROUPS for row, kind in enumerate(group.kinds, group.first)
} | {BranchKind.UNCLASSIFIED: UNCLASSIFIED_ROW}

RANK_CODES = {
    RatingRank.EXCELLENT: "XS",
    RatingRank.GOOD: "TOT",
    RatingRank.COMPLETED: "HT",
    RatingRank.FAILED: "KHT",
}


@dataclass(frozen=True)
class Ranges:
    """The ranges of 01 and 99 for a number of branches; an empty list keeps one empty row."""

    count: int

    @property
    def last_branch(self) -> int:
        """Last data row of 01."""
        return FIRST_BRANCH + max(self.count, 1) - 1

    @property
    def last_data(self) -> int:
        """Last data row of 99."""
        return FIRST_DATA + max(self.count, 1) - 1

    def branches(self, column: str) -> str:
        """A column of 01 over all branches, as formulas of other sheets name it."""
        return f"'{BRANCHES}'!${column}${FIRST_BRANCH}:${column}${self.last_branch}"

    def data(self, column: str) -> str:
        """A column of 99 over all branches."""
        return f"'{DATA}'!${column}${FIRST_DATA}:${column}${self.last_data}"


CODES = f"'{KINDS}'!$A${FIRST_KIND}:$A${LAST_KIND}"
