"""Commands about support cases."""

from __future__ import annotations

import argparse

from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import CaseSeverity, CaseSource
from unionDesk.services import branches, case_reference, case_register, cases

from .branches import list_arguments
from .command import Command, Desk, Outcome, a_day, as_table

_COLUMNS = {
    "number": "Số",
    "received_on": "Ngày nhận",
    "branch_name": "Công đoàn cơ sở",
    "kind_name": "Loại",
    "step_name": "Bước",
    "owner": "Phụ trách",
    "next_due_on": "Hạn gần nhất",
    "closed_on": "Kết thúc",
}


def _list(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store(needs_office=False).read() as work:
        rows = case_register.listing(work, options.search, options.as_of, options.limit)
    return Outcome(rows, as_table(rows, _COLUMNS))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    codes = [kind.code for kind in case_reference.kinds()]
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--branch", metavar="MÃ", help="mã công đoàn cơ sở")
    where.add_argument("--employer", metavar="TÊN", help="đơn vị chưa có công đoàn cơ sở")
    parser.add_argument(
        "--kind", required=True, type=str.upper, choices=codes, metavar="LOẠI", help=", ".join(codes)
    )
    parser.add_argument("--summary", required=True, metavar="CHỮ", help="tóm tắt nội dung")
    parser.add_argument("--on", type=a_day, metavar="NGÀY", help="ngày tiếp nhận, mặc định hôm nay")
    parser.add_argument("--found-on", type=a_day, metavar="NGÀY", help="ngày phát hiện vi phạm")
    parser.add_argument("--severity", choices=[one.value for one in CaseSeverity], default="normal")
    parser.add_argument("--source", choices=[one.value for one in CaseSource], default="phone")
    parser.add_argument("--confidential", action="store_true", default=None, help="vụ việc kín")


def _add(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store().write("Tiếp nhận vụ việc") as work:
        branch_id = branches.find_by_code(work, options.branch) if options.branch else None
        taken = cases.intake(
            work,
            {
                "branch_id": branch_id,
                "employer": options.employer,
                "kind": options.kind,
                "summary": options.summary,
                "received_on": options.on,
                "violation_found_on": options.found_on,
                "severity": options.severity,
                "source": options.source,
                "confidential": options.confidential,
            },
        )
    due = f" Hạn gần nhất {date_text(taken.next_due_on)}." if taken.next_due_on else ""
    lacking = f" Còn thiếu: {', '.join(taken.missing)}." if taken.missing else ""
    data = {"number": taken.number, "next_due_on": taken.next_due_on, "missing": list(taken.missing)}
    return Outcome(data, f"Đã tiếp nhận vụ việc {taken.number}.{due}{lacking}")


COMMANDS = (
    Command("list cases", "Danh sách vụ việc.", list_arguments, _list),
    Command("case add", "Tiếp nhận một vụ việc.", _add_arguments, _add),
)
