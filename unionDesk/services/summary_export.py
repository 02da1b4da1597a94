"""The upward workbook: its figures taken from the records as of a day, written in either edition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from unionDesk.records.branch_facts import Agreement, DemocracyEvent, Rating
from unionDesk.records.office import Assignment, Officer, Organisation
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import AssignmentRole, DemocracyKind, RatingRank, ReportPeriod
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import Work
from unionDesk.workbooks.summary_data import BranchRow, SummaryData

from . import offices
from .branch_listing import AsOfRow, rows_as_of
from .resolve import resolve
from .rights import Right, require

_WRITE = "unionDesk.workbooks.summary:export_summary"
_DIALOGUES = {DemocracyKind.DIALOGUE_REGULAR, DemocracyKind.DIALOGUE_REQUESTED, DemocracyKind.DIALOGUE_CASE}
_CONFERENCES = {DemocracyKind.WORKER_CONFERENCE, DemocracyKind.STAFF_CONFERENCE}
KNOWN_COLUMNS = 12
ALL_COLUMNS = 21


@dataclass(frozen=True)
class SummaryRequest:
    """Which workbook: its day, its edition. The 12 known columns alone go only with values."""

    as_of: date
    out: Path
    values: bool = False
    columns: int = ALL_COLUMNS


@dataclass(frozen=True)
class SummaryResult:
    """What was written."""

    file: Path
    branches: int
    workers: int
    members: int
    digest: str


def run(store: Store, _report: Any, request: SummaryRequest) -> SummaryResult:
    """Writes the workbook; for the worker process and the command line.

    Raises UserError for a file that cannot be written or for columns that do not go with the edition.
    """
    with store.read() as work:
        require(work.actor, Right.EXPORT)
        data = collect(work, request.as_of)
    if request.columns not in {KNOWN_COLUMNS, ALL_COLUMNS}:
        raise UserError("Số cột của danh sách chỉ có thể là 12 hoặc 21.")
    resolve(_WRITE)(request.out, data, values=request.values, columns=request.columns)
    return SummaryResult(
        request.out,
        len(data.rows),
        sum(row.workers or 0 for row in data.rows),
        sum(row.members or 0 for row in data.rows),
        data.digest(),
    )


def collect(work: Work, as_of: date) -> SummaryData:
    """The figures of the office as of a day, by the dated history."""
    head = offices.letterhead(work, as_of)
    facts = _Facts(work, as_of)
    rows = rows_as_of(work, as_of)
    return SummaryData(
        office=head.name,
        parent=head.parent,
        period=period_of(as_of),
        year=as_of.year,
        as_of=as_of,
        exported_at=datetime.now().astimezone().replace(tzinfo=None),
        rows=tuple(facts.row(row) for row in rows),
        maker=work.actor.name,
    )


def period_of(day: date) -> ReportPeriod:
    """The report that a data day belongs to: 31/5 half year, 30/11 year (Mẫu số 2-HĐCĐ), else special."""
    return {(5, 31): ReportPeriod.HALF_YEAR, (11, 30): ReportPeriod.YEAR}.get(
        (day.month, day.day), ReportPeriod.SPECIAL
    )


class _Facts:
    """What hangs on the branches, read once for all of them."""

    def __init__(self, work: Work, day: date) -> None:
        self._day = day
        self._agreements = self._by_branch(work, Agreement)
        self._ranks: dict[tuple[int, int], RatingRank] = {
            (rating.branch_id, rating.year): rating.rank
            for rating in self._all(work, Rating, Rating.year.in_((day.year - 1, day.year)))
        }
        self._events = self._by_branch(
            work, DemocracyEvent, DemocracyEvent.on >= date(day.year, 1, 1), DemocracyEvent.on <= day
        )
        leads = work.session.execute(
            select(Assignment.branch_id, Officer.full_name)
            .join(Officer, Officer.id == Assignment.officer_id)
            .where(
                Assignment.organisation_id == work.organisation_id,
                Assignment.deleted_at.is_(None),
                Assignment.role == AssignmentRole.LEAD,
                Assignment.valid_from <= day,
                or_(Assignment.valid_to.is_(None), Assignment.valid_to > day),
            )
        )
        self._leads = {branch_id: name for branch_id, name in leads if branch_id is not None}
        self._managers = {
            organisation.id: organisation.current_name for organisation in self._all(work, Organisation)
        }
        self._own = work.organisation_id

    @staticmethod
    def _all(work: Work, cls: Any, *where: Any) -> list[Any]:
        statement = select(cls).where(
            cls.organisation_id == work.organisation_id, cls.deleted_at.is_(None), *where
        )
        return list(work.session.scalars(statement))

    def _by_branch(self, work: Work, cls: Any, *where: Any) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for record in self._all(work, cls, *where):
            found[record.branch_id].append(record)
        return found

    def row(self, found: AsOfRow) -> BranchRow:
        """The row of one branch."""
        branch, figures, chair, place = found.branch, found.figures, found.chair, found.place
        events = self._events.get(branch.id, [])
        return BranchRow(
            code=branch.code or "",
            name=found.name or branch.current_name,
            kind=(found.kind or branch.current_kind).value,
            manager=self._managers.get(branch.current_manager_id, "")
            if branch.current_manager_id != self._own
            else "",
            address=branch.address or "",
            workers=figures.workers if figures else None,
            women_workers=figures.women_workers if figures else None,
            members=figures.members if figures else None,
            women_members=figures.women_members if figures else None,
            committee_count=figures.committee_count if figures else None,
            inspection_count=figures.inspection_count if figures else None,
            note=branch.note or "",
            chair=chair.full_name if chair else "",
            phone=(chair.phone if chair else None) or branch.phone or "",
            commune=place.name if place else "",
            industry=branch.industry or "",
            founded_on=branch.founded_on,
            term_ends_on=branch.term_ends_on,
            last_rank=self._ranks.get((branch.id, self._day.year - 1)),
            officer=self._leads.get(branch.id, ""),
            average_wage=figures.average_wage if figures else None,
            wage_people=figures.wage_counted if figures else None,
            agreement_ends_on=self._agreement_end(branch.id),
            rating_rank=self._ranks.get((branch.id, self._day.year)),
            worker_conference_held=any(event.kind in _CONFERENCES for event in events),
            dialogues=sum(event.kind in _DIALOGUES for event in events),
        )

    def _agreement_end(self, branch_id: int) -> date | None:
        ends = [
            agreement.extended_to or agreement.ends_on
            for agreement in self._agreements.get(branch_id, [])
            if not agreement.is_void
            and (agreement.effective_on or agreement.signed_on or self._day) <= self._day
        ]
        known = [end for end in ends if end is not None]
        return max(known) if known else None
