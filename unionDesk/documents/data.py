"""What papers print: frozen facts handed over by the services. Standard library only, no reportlab."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from unionDesk.rules.kinds import DocumentState, MinutesKind, PromiseStatus


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper, by the names that hold on its day."""

    parent: str  # "Liên đoàn Lao động tỉnh An Giang"
    office: str  # "Công đoàn phường Long Xuyên"
    symbol: str  # "CĐP", as in 05/BB-CĐP
    place: str = ""  # địa danh of the date line; may be empty


@dataclass(frozen=True, slots=True)
class Imprint:
    """State and bookkeeping of one paper.

    A draft carries the watermark, the number blank and the footer; a paper put up for signature has its
    number blank and neither mark; a numbered or signed paper has its number.
    """

    state: DocumentState
    made_at: datetime  # office time; also the file's own date, so that equal data give equal bytes
    number: int | None = None
    paper_date: date | None = None
    replaces_number: str = ""  # "05/BB-CĐP": the paper that this one takes the place of
    replaces_date: date | None = None
    internal: bool = False  # LƯU HÀNH NỘI BỘ
    copy: int | None = None  # which print of a draft, for its footer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a paper; `role` is the role at this meeting ("Trưởng đoàn")."""

    name: str
    position: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody who was missing, or who did not sign, and why."""

    person: Person
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A new conclusion: what, who, with whom, until when."""

    text: str
    holder: str = ""
    partner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class EarlierTask:
    """A promise that was open before this visit, and what became of it."""

    text: str
    holder: str
    due_on: date | None
    status: PromiseStatus


@dataclass(frozen=True, slots=True)
class MinutesData:
    """The minutes of a visit (làm việc) or of a meeting (họp); empty texts mean nothing was noted."""

    kind: MinutesKind
    letterhead: Letterhead
    imprint: Imprint

    branch: str  # the branch or the firm without a union, as it is named in the paper
    subject: str = ""  # trích yếu; empty: made from kind and branch
    theme: str = ""  # second line of the trích yếu: "về …"
    basis: str = ""  # "Kế hoạch số 12/KH-CĐP ngày …"
    has_union: bool = True  # False: the place visited has no branch yet
    counterpart: str = ""  # whom the delegation met; empty: the branch's committee
    date_line: bool = False  # print place and date at the top right (not in Mẫu 1.9)

    started: datetime | None = None
    ended: datetime | None = None
    place: str = ""

    delegation: tuple[Person, ...] = ()
    branch_people: tuple[Person, ...] = ()
    employer_people: tuple[Person, ...] = ()
    workers: int | None = None
    women_workers: int | None = None
    named_workers: tuple[Person, ...] = ()  # only those who consented
    chair: Person | None = None
    secretary: Person | None = None
    absent: tuple[Absence, ...] = ()

    production: str = ""  # II.1: sxkd and viec_lam, a paragraph each
    wages: str = ""  # II.2
    living: str = ""  # II.3
    union_work: str = ""  # II.4
    mood: str = ""  # II.5
    branch_opinion: str = ""  # II.6 a
    employer_opinion: str = ""  # II.6 b
    worker_opinion: str = ""  # II.6 c
    proceedings: str = ""  # a meeting's course, where it does not follow the topics
    guidance: str = ""  # III
    earlier_tasks: tuple[EarlierTask, ...] = ()
    conclusion: str = ""  # IV, before the table
    tasks: tuple[Task, ...] = ()
    disagreements: str = ""  # V

    copies: int = 2
    each_keeps: str = "mỗi bên giữ 01 bản"
    not_signing: tuple[Absence, ...] = ()
    lead_signer: Person | None = None  # empty: the first of the delegation
    branch_signer: Person | None = None  # empty: the first of the branch's people
    employer_signer: Person | None = None  # empty: the first of the employer's people
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """The signature below a report: `TM. BAN THƯỜNG VỤ` / `CHỦ TỊCH` / name."""

    authority: str = ""
    position: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReportFrame:
    """What every report says of itself: period, filters, maker, and who signs."""

    letterhead: Letterhead
    imprint: Imprint
    period_from: date
    period_to: date
    maker: str
    filters: tuple[str, ...] = ()  # in words, one each: "Cán bộ: Nguyễn Văn An"
    signing: Signing | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageBranch:
    """A branch in the coverage report. `state` is the finished word: "Đã đi", "Quá hạn" …"""

    code: str
    name: str
    place: str = ""
    attention: str = ""
    visits: int = 0  # in the period
    last_visit: date | None = None
    next_due: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class CoverageOfficer:
    """One officer's branches (an empty name: branches that nobody follows) with the counts."""

    name: str
    total: int
    visited: int
    due: int
    overdue: int
    never: int
    branches: tuple[CoverageBranch, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageData:
    """Which branches were visited in the period, by officer."""

    frame: ReportFrame
    officers: tuple[CoverageOfficer, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the register, in finished words."""

    number: str
    received_on: date
    branch: str
    kind: str
    severity: str = ""
    owner: str = ""
    step: str = ""
    next_due: date | None = None
    overdue: bool = False
    closed_on: date | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CasesData:
    """The register of cases of the period. Confidential cases are left out by the service beforehand."""

    frame: ReportFrame
    cases: tuple[CaseRow, ...] = ()
    hidden: int = 0  # confidential cases that the reader may not see: said in a sentence, not listed


@dataclass(frozen=True, slots=True)
class ScheduleEntry:
    """An entry of the week's schedule; `starts` without a time of day is a whole day."""

    day: date
    time: str
    content: str
    place: str = ""
    people: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleData:
    """Lịch công tác of one week, Monday to Sunday."""

    frame: ReportFrame
    entries: tuple[ScheduleEntry, ...] = ()
    days_off: tuple[tuple[date, str], ...] = ()
