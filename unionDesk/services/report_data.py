"""What the reports print, gathered from the database as of their period; confidential rows are not there."""

from __future__ import annotations

from datetime import date

from unionDesk.documents.data import (
    CaseRow,
    CasesData,
    CoverageBranch,
    CoverageData,
    CoverageOfficer,
    Imprint,
    Letterhead,
    ReportFrame,
)
from unionDesk.records.office import Officer
from unionDesk.rules.cadence import CadenceState
from unionDesk.rules.kinds import DocumentState
from unionDesk.storage.unit_of_work import Work

from . import case_reference, case_register, offices
from .case_diary import moment
from .case_register import CaseFilter
from .coverage import BranchCoverage, check_period
from .coverage import coverage as coverage_of
from .report_request import ReportRequest

_STATES = {
    CadenceState.SOON: "Sắp đến hạn",
    CadenceState.OVERDUE: "Quá hạn",
    CadenceState.BEYOND: "Quá hạn tối đa",
    CadenceState.NEVER: "Chưa đi lần nào",
}


def frame(work: Work, request: ReportRequest, filters: tuple[str, ...]) -> ReportFrame:
    """Head, period, filters, maker and time of a report made now; not numbered, so neither draft nor final."""
    check_period(request.first, request.last)
    head = offices.letterhead(work, work.today)
    made_at = moment(work).replace(tzinfo=None, microsecond=0)
    return ReportFrame(
        letterhead=Letterhead(head.parent, head.name, head.symbol, head.place_line),
        imprint=Imprint(DocumentState.SUBMITTED, made_at, paper_date=work.today),
        period_from=request.first,
        period_to=request.last,
        maker=work.actor.name,
        filters=filters,
    )


def _officer_filter(work: Work, officer_id: int | None) -> tuple[str, ...]:
    if officer_id is None:
        return ()
    return (f"Cán bộ phụ trách: {work.load(Officer, officer_id).full_name}",)


def coverage(work: Work, request: ReportRequest) -> tuple[CoverageData, int]:
    """The coverage of the period by officer, and how many branches it holds."""
    filters = _officer_filter(work, request.officer_id)
    officers = coverage_of(work, request.first, request.last, request.officer_id)
    data = CoverageData(
        frame(work, request, (*filters, "công đoàn cơ sở chưa giải thể đến cuối kỳ")),
        tuple(
            CoverageOfficer(
                one.name,
                one.total,
                one.visited,
                one.due,
                one.overdue,
                one.never,
                tuple(_branch(branch) for branch in one.branches),
            )
            for one in officers
        ),
    )
    return data, sum(one.total for one in officers)


def _branch(branch: BranchCoverage) -> CoverageBranch:
    otherwise = "Đã đi trong kỳ" if branch.visits else "Chưa đến hạn"
    return CoverageBranch(
        code=branch.code,
        name=branch.name,
        place=branch.place,
        attention=branch.attention.label,
        visits=branch.visits,
        last_visit=branch.cadence.last_visit,
        next_due=branch.cadence.next_due,
        state=_STATES.get(branch.state, otherwise),
    )


def cases(work: Work, request: ReportRequest) -> tuple[CasesData, int]:
    """The cases received in the period or still open in it, in the order of their numbers, and how many.

    A case closed after the period stands as open; overdue is told as of today, as the paper says.
    """
    words = [*_officer_filter(work, request.officer_id)]
    if request.kinds:
        words.append(f"Loại: {', '.join(case_reference.kind_name(kind) for kind in request.kinds)}")
    choice = CaseFilter(
        kinds=request.kinds, owner_id=request.officer_id, received_to=request.last, open_since=request.first
    )
    found = case_register.rows(work, case_register.ids(work, choice, "number"))
    rows = tuple(_case(line, request.last, work.today) for line in found)
    words.append("vụ việc tiếp nhận trong kỳ và vụ việc kỳ trước chuyển sang")
    return CasesData(frame(work, request, tuple(words)), rows), len(rows)


def _case(line: case_register.CaseLine, last: date, today: date) -> CaseRow:
    closed_on = line.closed_on if line.closed_on is not None and line.closed_on <= last else None
    closed_since = line.closed_on is not None and closed_on is None
    return CaseRow(
        number=line.number,
        received_on=line.received_on,
        branch=line.branch,
        kind=line.kind_name,
        severity=line.severity.label,
        owner=line.owner,
        step="Đang giải quyết" if closed_since else line.step_name,
        next_due=line.next_due_on,
        overdue=line.next_due_on is not None and line.next_due_on < today,
        closed_on=closed_on,
        outcome=line.outcome.label if line.outcome and closed_on else "",
    )
