"""REPORTS: every report that can be printed; made from the database, previewed as bytes or written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unionDesk.rules.errors import UserError
from unionDesk.safe_file import safe_name, write_bytes
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import Work

from . import settings
from .report_request import ReportRequest
from .resolve import resolve
from .rights import Right, require

__all__ = ["REPORTS", "MadeReport", "ReportRequest", "ReportSpec", "make", "run", "spec_of", "write"]


@dataclass(frozen=True)
class ReportSpec:
    """A report: its words, the options its dialog asks beside the period, where its data and its PDF come from.

    `data` names a service giving the frozen data and the number of rows, `print` the maker of the PDF; both
    are resolved when the report is made.
    """

    name: str
    title: str
    help: str
    options: tuple[str, ...]
    data: str
    print: str


REPORTS: dict[str, ReportSpec] = {
    spec.name: spec
    for spec in (
        ReportSpec(
            "coverage",
            "Kết quả đi cơ sở",
            "Công đoàn cơ sở đã đi, sắp đến hạn, quá hạn và chưa đi lần nào, theo cán bộ phụ trách.",
            ("officer_id",),
            "unionDesk.services.report_data:coverage",
            "unionDesk.documents.coverage:make",
        ),
        ReportSpec(
            "cases",
            "Sổ theo dõi vụ việc",
            "Vụ việc tiếp nhận trong kỳ và vụ việc kỳ trước chuyển sang, với bước, hạn và kết quả.",
            ("officer_id", "kinds"),
            "unionDesk.services.report_data:cases",
            "unionDesk.documents.cases_register:make",
        ),
    )
}


@dataclass(frozen=True)
class MadeReport:
    """A finished report: the PDF, its pages, how many rows it lists, a file name to propose."""

    name: str
    title: str
    pdf: bytes
    pages: int
    rows: int
    file_name: str
    file: Path | None = None


def spec_of(name: str) -> ReportSpec:
    """The report of that name. Raises UserError for one that does not exist."""
    if found := REPORTS.get(name):
        return found
    raise UserError(f"Không có báo cáo “{name}”. Các báo cáo: {', '.join(REPORTS)}.")


def make(work: Work, request: ReportRequest) -> MadeReport:
    """The report as PDF bytes. Raises UserError for an impossible period or a missing font or form."""
    spec = spec_of(request.name)
    data, rows = resolve(spec.data)(work, request)
    profile = resolve("unionDesk.documents.profile:load_profile")(settings.get(work, "paper.profile"))
    paper = resolve(spec.print)(data, profile)
    name = safe_name(f"{spec.title} {request.first:%d-%m-%Y} đến {request.last:%d-%m-%Y}", ".pdf")
    return MadeReport(spec.name, spec.title, paper.pdf, paper.pages, rows, name)


def write(work: Work, request: ReportRequest) -> MadeReport:
    """Makes the report and writes it to `request.out`, whole or not at all."""
    require(work.actor, Right.EXPORT)
    if request.out is None:
        raise UserError("Hãy chọn tệp để lưu báo cáo.")
    made = make(work, request)
    write_bytes(request.out, made.pdf)
    return MadeReport(made.name, made.title, made.pdf, made.pages, made.rows, made.file_name, request.out)


def run(store: Store, _report: Any, request: ReportRequest) -> MadeReport:
    """The same with a store of its own, for the worker process and the command line."""
    with store.read() as work:
        return make(work, request) if request.out is None else write(work, request)
