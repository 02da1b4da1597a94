"""Commands that print reports."""

from __future__ import annotations

import argparse
from functools import partial

from unionDesk.rules.formats import period_text
from unionDesk.services import reports

from .command import Command, Desk, Outcome, a_day, a_file


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=a_day, required=True, metavar="NGÀY", help="đầu kỳ")
    parser.add_argument("--to", dest="last", type=a_day, required=True, metavar="NGÀY", help="cuối kỳ")
    parser.add_argument("--out", type=a_file, required=True, metavar="TỆP", help="tệp .pdf sẽ ghi")


def _report(name: str, desk: Desk, options: argparse.Namespace) -> Outcome:
    request = reports.ReportRequest(name, options.first, options.last, out=options.out)
    made = reports.run(desk.store(), None, request)
    data = {"file": str(made.file), "pages": made.pages, "rows": made.rows}
    period = period_text(options.first, options.last)
    return Outcome(data, f"Đã ghi “{made.title}” {period}: {made.pages} trang, tệp “{made.file}”.")


COMMANDS = tuple(
    Command(f"report {spec.name}", spec.help, _arguments, partial(_report, spec.name))
    for spec in reports.REPORTS.values()
)
