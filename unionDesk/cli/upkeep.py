"""Commands that keep the data safe: backup and check."""

from __future__ import annotations

import argparse
from typing import Any

from unionDesk.rules.formats import integer
from unionDesk.services import upkeep

from .command import Command, Desk, Outcome, a_file, no_arguments


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", required=True, type=a_file, metavar="TỆP", help="tệp sao lưu sẽ ghi")


def _backup(desk: Desk, options: argparse.Namespace) -> Outcome:
    report = upkeep.backup_to(desk.store(needs_office=False), upkeep.require_file(options.out))
    data = {"path": str(report.path), "counts": dict(report.counts), "bytes": report.size}
    return Outcome(
        data,
        f"Đã sao lưu vào {report.path} ({integer(report.size)} byte); bản sao đã được mở lại và kiểm tra.",
    )


def _check(desk: Desk, _options: argparse.Namespace) -> Outcome:
    store = desk.store(needs_office=False)
    report = upkeep.check_store(store)
    findings: list[dict[str, Any]] = [{"kind": each.kind, "text": each.text} for each in report.findings]
    data = {
        "ok": report.ok,
        "revision": upkeep.facts(store, desk.paths.backups).revision,
        "counts": dict(report.counts),
        "findings": findings,
    }
    counts = "\n".join(f"{label}: {integer(number)}" for label, number in report.counts)
    if report.ok:
        return Outcome(data, f"Cơ sở dữ liệu nguyên vẹn.\n{counts}".strip())
    return Outcome(data, "\n".join(each.text for each in report.findings), code=1)


COMMANDS = (
    Command("backup", "Sao lưu cơ sở dữ liệu thành một tệp đã kiểm tra.", _backup_arguments, _backup),
    Command("check", "Kiểm tra cơ sở dữ liệu: hư hỏng, nhật ký, số liệu.", no_arguments, _check),
)
