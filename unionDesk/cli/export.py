"""Commands that send figures upward."""

from __future__ import annotations

import argparse

from unionDesk.services import summary_export
from unionDesk.services.summary_export import ALL_COLUMNS, KNOWN_COLUMNS, SummaryRequest

from .command import Command, Desk, Outcome, a_day, a_file


def _summary_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=a_day, required=True, metavar="NGÀY", help="số liệu tính đến ngày")
    parser.add_argument("--out", type=a_file, required=True, metavar="TỆP", help="tệp .xlsx sẽ ghi")
    parser.add_argument("--values", action="store_true", help="ghi kết quả thay cho công thức")
    parser.add_argument(
        "--columns",
        type=int,
        choices=(KNOWN_COLUMNS, ALL_COLUMNS),
        default=ALL_COLUMNS,
        help="chỉ 12 cột đã biết (đi cùng --values)",
    )


def _summary(desk: Desk, options: argparse.Namespace) -> Outcome:
    request = SummaryRequest(options.as_of, options.out, values=options.values, columns=options.columns)
    result = summary_export.run(desk.store(), None, request)
    data = {
        "file": str(result.file),
        "branches": result.branches,
        "workers": result.workers,
        "members": result.members,
        "digest": result.digest,
    }
    return Outcome(data, f"Đã ghi {result.branches} công đoàn cơ sở vào “{result.file}”.")


COMMANDS = (Command("export summary", "Xuất sổ số liệu gửi lên trên (Excel).", _summary_arguments, _summary),)
