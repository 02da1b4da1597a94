"""What the upward summary workbook is made from: finished values, no session and no writer."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from unionDesk.rules.kinds import RatingRank, ReportPeriod

FORM_VERSION = "unionDesk 1"


@dataclass(frozen=True)
class BranchRow:
    """A branch on the data day. None is "not reported" and stays an empty cell; 0 is reported as zero.

    `kind` is a code of `BranchKind`; any other text is written as it is and shown as LỆCH in sheet KT.
    """

    code: str
    name: str
    kind: str
    manager: str = ""  # managing body; first key of the order, empty when the office has only its own
    address: str = ""
    workers: int | None = None
    women_workers: int | None = None
    members: int | None = None
    women_members: int | None = None
    committee_count: int | None = None  # ủy viên Ban Chấp hành
    inspection_count: int | None = None  # ủy viên Ủy ban Kiểm tra
    note: str = ""
    chair: str = ""
    phone: str = ""
    commune: str = ""
    industry: str = ""
    founded_on: date | None = None
    term_ends_on: date | None = None
    last_rank: RatingRank | None = None  # of the year before
    officer: str = ""
    average_wage: int | None = None  # đồng a month, over `wage_people`
    wage_people: int | None = None
    agreement_ends_on: date | None = None  # of the agreement in force, last day that counts
    rating_rank: RatingRank | None = None  # of the report's year
    worker_conference_held: bool | None = None
    dialogues: int | None = None  # of all sorts within the period


@dataclass(frozen=True)
class SummaryData:
    """One upward report of one office: cover, data day and its branches in any order."""

    office: str
    parent: str
    period: ReportPeriod
    year: int
    as_of: date
    exported_at: datetime  # local time
    rows: tuple[BranchRow, ...] = field(default=(), repr=False)
    period_number: int | None = None  # month 1-12 or quarter 1-4
    scope: str = "TẤT CẢ"  # cell B1 of 01_DS_CDCS: commune or cluster, or all
    document_number: str = ""
    recipients: tuple[str, ...] = ()
    maker: str = ""
    approver: str = ""
    form_version: str = FORM_VERSION
    agreement_rate_without_state: bool = False  # leave HC and SN_CL_NS out of the agreement rates

    def digest(self) -> str:
        """SHA-256 of office, period, data day and rows: the same numbers give the same 64 letters.

        The moment of export, the people on the cover and the order of rows do not count.
        """
        kept = {
            "office": self.office,
            "period": [self.period, self.year, self.period_number],
            "as_of": self.as_of.isoformat(),
            "form": self.form_version,
            "rows": sorted(
                json.dumps(asdict(row), default=date.isoformat, sort_keys=True) for row in self.rows
            ),
        }
        return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
