"""The coverage report: which branches were visited in a period, are due, overdue or never seen, by officer."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from unionDesk.rules.kinds import DocumentKind

from . import fonts
from .blocks import Block
from .data import CoverageBranch, CoverageData, CoverageOfficer
from .page import deliver
from .paper import Paper
from .profile import Profile, load_profile
from .reports import Report, cell, period
from .tables import Column, Row, TableBlock, filled_columns, needs_landscape
from .wording import grouped, line, short_day

TITLE = "Kết quả đi cơ sở"
NOBODY = "Chưa phân công cán bộ phụ trách"

SUMMARY_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Cán bộ phụ trách", 50),
    Column("Số công đoàn cơ sở", 21, "center"),
    Column("Đã đi trong kỳ", 20, "center"),
    Column("Sắp đến hạn", 17, "center"),
    Column("Quá hạn", 16, "center"),
    Column("Chưa đi lần nào", 17, "center"),
    Column("Tỷ lệ đã đi", 14, "center"),
)
BRANCH_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Công đoàn cơ sở", 52),
    Column("Mã", 20, "center"),
    Column("Xã, phường", 34),
    Column("Mức quan tâm", 25, "center"),
    Column("Số lần", 12, "center"),
    Column("Lần đi gần nhất", 21, "center"),
    Column("Hạn lần tới", 21, "center"),
    Column("Tình trạng", 28, "center"),
)


def write(data: CoverageData, out: Path | IO[bytes], profile: Profile | None = None) -> int:
    """Write the PDF and return its page count. UserError when the file or a font, form is at fault."""
    paper = make(data, profile)
    deliver(paper.pdf, out)
    return paper.pages


def make(data: CoverageData, profile: Profile | None = None) -> Paper:
    """The PDF's bytes and page count; across the sheet where the list's columns need it."""
    profile = profile or load_profile()
    fonts.register()
    columns, rows = filled_columns(BRANCH_COLUMNS, _branch_rows(data))
    report = Report(data.frame, profile, landscape=needs_landscape(columns, profile))
    blocks = report.head("Báo cáo", f"{TITLE}\n{period(data.frame)}", DocumentKind.REPORT)
    blocks += report.about() + story(data, report, columns, rows)
    return report.finish(blocks, f"Báo cáo {TITLE.lower()}")


def story(data: CoverageData, report: Report, columns: list[Column], rows: list[Row]) -> list[Block]:
    """Everything below the head of the report."""
    parts = report.parts
    blocks: list[Block] = [parts.section(1, "Tổng hợp theo cán bộ phụ trách")]
    if not data.officers:
        blocks.append(parts.paragraph("Không có công đoàn cơ sở nào trong phạm vi báo cáo."))
    else:
        blocks.append(TableBlock(SUMMARY_COLUMNS, _summary_rows(data), report.profile))
    if rows:
        blocks.append(parts.section(2, "Danh sách công đoàn cơ sở"))
        blocks.append(TableBlock(columns, rows, report.profile, register=True))
    blocks.append(
        parts.paragraph(
            "“Đã đi trong kỳ” là có ít nhất một chuyến đi đã thực hiện trong kỳ báo cáo; “Sắp đến hạn” và "
            "“Quá hạn” tính từ chuyến đi gần nhất đã thực hiện theo nhịp đi của mức quan tâm; chuyến đi bị "
            "hoãn, hủy hoặc bị từ chối tiếp không được tính.",
            lead="Ghi chú:",
        )
    )
    blocks.append(
        parts.paragraph(f"Trên đây là báo cáo kết quả đi cơ sở {period(data.frame)} của {_office(data)}./.")
    )
    return blocks


def _office(data: CoverageData) -> str:
    return line(data.frame.letterhead.office)


def _summary_rows(data: CoverageData) -> list[Row]:
    rows = [
        Row((str(place), _officer(officer), *_counts(officer)))
        for place, officer in enumerate(data.officers, start=1)
    ]
    whole = CoverageOfficer(
        "",
        sum(officer.total for officer in data.officers),
        sum(officer.visited for officer in data.officers),
        sum(officer.due for officer in data.officers),
        sum(officer.overdue for officer in data.officers),
        sum(officer.never for officer in data.officers),
    )
    return [*rows, Row(("", "Cộng", *_counts(whole)), "total")]


def _officer(officer: CoverageOfficer) -> str:
    return line(officer.name) or NOBODY


def _counts(officer: CoverageOfficer) -> tuple[str, ...]:
    counts = (officer.total, officer.visited, officer.due, officer.overdue, officer.never)
    share = f"{officer.visited * 100 / officer.total:.1f}%".replace(".", ",") if officer.total else ""
    return (*(grouped(count) for count in counts), share)


def _branch_rows(data: CoverageData) -> list[Row]:
    rows: list[Row] = []
    for officer in data.officers:
        if not officer.branches:
            continue
        rows.append(Row((f"{_officer(officer)}: {grouped(len(officer.branches))} công đoàn cơ sở",), "group"))
        rows.extend(
            Row((str(place), *_branch(branch))) for place, branch in enumerate(officer.branches, start=1)
        )
    return rows


def _branch(branch: CoverageBranch) -> tuple[str, ...]:
    return (
        cell(branch.name),
        cell(branch.code),
        cell(branch.place),
        cell(branch.attention),
        grouped(branch.visits),
        short_day(branch.last_visit),
        short_day(branch.next_due),
        cell(branch.state),
    )
