"""The register of support cases of a period, with its totals by kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from unionDesk.rules.kinds import DocumentKind

from . import fonts
from .blocks import Block
from .data import CaseRow, CasesData
from .page import deliver
from .paper import Paper
from .profile import Profile, load_profile
from .reports import Report, cell, period
from .tables import Column, Row, TableBlock, filled_columns, needs_landscape
from .wording import grouped, line, short_day

TITLE = "Sổ theo dõi vụ việc"

TOTAL_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Loại vụ việc", 75),
    Column("Tổng số", 20, "center"),
    Column("Đã kết thúc", 20, "center"),
    Column("Đang giải quyết", 20, "center"),
    Column("Trong đó quá hạn", 20, "center"),
)
CASE_COLUMNS = (
    Column("TT", 9, "center"),
    Column("Số", 26, "center"),
    Column("Ngày nhận", 20.5, "center"),
    Column("Công đoàn cơ sở", 38),
    Column("Loại vụ việc", 30),
    Column("Mức độ", 16.5, "center"),
    Column("Người phụ trách", 25),
    Column("Bước", 23),
    Column("Hạn gần nhất", 20.5, "center"),
    Column("Ngày kết thúc", 20.5, "center"),
    Column("Kết quả", 23),
)


def write(data: CasesData, out: Path | IO[bytes], profile: Profile | None = None) -> int:
    """Write the PDF and return its page count. UserError when the file or a font, form is at fault."""
    paper = make(data, profile)
    deliver(paper.pdf, out)
    return paper.pages


def make(data: CasesData, profile: Profile | None = None) -> Paper:
    """The PDF's bytes and page count; across the sheet where the register's columns need it."""
    profile = profile or load_profile()
    fonts.register()
    columns, rows = filled_columns(CASE_COLUMNS, _case_rows(data))
    report = Report(data.frame, profile, landscape=bool(rows) and needs_landscape(columns, profile))
    blocks = report.head("Báo cáo", f"{TITLE}\n{period(data.frame)}", DocumentKind.REPORT)
    blocks += report.about() + story(data, report, columns, rows)
    return report.finish(blocks, TITLE)


def story(data: CasesData, report: Report, columns: list[Column], rows: list[Row]) -> list[Block]:
    """Everything below the head of the report."""
    parts = report.parts
    blocks: list[Block] = [parts.section(1, "Tổng hợp")]
    if not rows:
        blocks.append(parts.paragraph("Không có vụ việc nào trong kỳ và phạm vi báo cáo."))
    else:
        blocks.append(parts.paragraph(_totals_sentence(data.cases)))
        blocks.append(TableBlock(TOTAL_COLUMNS, _total_rows(data.cases), report.profile))
        blocks.append(parts.section(2, "Danh sách vụ việc"))
        blocks.append(TableBlock(columns, rows, report.profile, register=True))
    if data.hidden:
        blocks.append(
            parts.paragraph(
                f"Không gồm {grouped(data.hidden)} vụ việc mật mà người lập không được xem.", lead="Ghi chú:"
            )
        )
    office = line(data.frame.letterhead.office)
    blocks.append(
        parts.paragraph(
            "“Quá hạn” là vụ việc chưa kết thúc có hạn gần nhất trước ngày lập báo cáo; hạn gần nhất gồm cả "
            "hạn của cơ quan, đơn vị khác mà công đoàn theo dõi, đôn đốc."
        )
    )
    blocks.append(parts.paragraph(f"Trên đây là sổ theo dõi vụ việc {period(data.frame)} của {office}./."))
    return blocks


def _counts(cases: Iterable[CaseRow]) -> tuple[int, int, int, int]:
    """All, closed, open, and of these overdue."""
    own = list(cases)
    closed = sum(1 for case in own if case.closed_on is not None)
    late = sum(1 for case in own if case.closed_on is None and case.overdue)
    return len(own), closed, len(own) - closed, late


def _totals_sentence(cases: Iterable[CaseRow]) -> str:
    whole, closed, still_open, late = (grouped(count) for count in _counts(cases))
    return (
        f"Tổng số {whole} vụ việc; đã kết thúc {closed} vụ việc, đang giải quyết {still_open} vụ việc, "
        f"trong đó quá hạn {late} vụ việc."
    )


def _total_rows(cases: tuple[CaseRow, ...]) -> list[Row]:
    kinds: dict[str, list[CaseRow]] = {}
    for case in cases:
        kinds.setdefault(cell(case.kind) or "Chưa phân loại", []).append(case)
    rows = [
        Row((str(place), kind, *(grouped(count) for count in _counts(own))))
        for place, (kind, own) in enumerate(kinds.items(), start=1)
    ]
    return [*rows, Row(("", "Cộng", *(grouped(count) for count in _counts(cases))), "total")]


def _case_rows(data: CasesData) -> list[Row]:
    return [Row((str(place), *_case(case))) for place, case in enumerate(data.cases, start=1)]


def _case(case: CaseRow) -> tuple[str, ...]:
    due = short_day(case.next_due) if case.closed_on is None else ""
    return (
        cell(case.number),
        short_day(case.received_on),
        cell(case.branch),
        cell(case.kind),
        cell(case.severity),
        cell(case.owner),
        cell(case.step),
        f"{due}\n(quá hạn)" if due and case.overdue else due,
        short_day(case.closed_on),
        cell(case.outcome),
    )
