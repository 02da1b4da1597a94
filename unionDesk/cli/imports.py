"""Commands that bring lists in and take them back."""

from __future__ import annotations

import argparse
from typing import Any

from unionDesk.services import imports, undoing
from unionDesk.services.import_office import office_from_list
from unionDesk.services.imports import ImportRequest

from .command import Command, Desk, Outcome, a_day, a_file


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=a_file, metavar="TỆP", help="tệp Excel có danh sách")
    parser.add_argument("--sheet", metavar="TRANG", help="tên trang tính")
    parser.add_argument("--as-of", type=a_day, metavar="NGÀY", help="ngày của số liệu và tên xã, phường")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi gì")


def _import(desk: Desk, options: argparse.Namespace) -> Outcome:
    request = ImportRequest(options.file, sheet=options.sheet, as_of=options.as_of)
    opened = desk.opened()
    if not opened.has_office and not options.dry_run:
        office_from_list(opened.store, request)
        desk.reopen()
    store = desk.store(needs_office=False)
    if options.dry_run:
        result = imports.as_result(imports.preview(store, _silent, request))
    else:
        result = imports.run(store, _silent, request)
    return Outcome(result.to_json(), _told(result.to_json(), dry_run=options.dry_run))


def _silent(_done: int, _total: int, _text: str) -> None:
    """The command line shows no progress."""


def _told(found: dict[str, Any], *, dry_run: bool) -> str:
    first = "Xem trước, chưa ghi gì." if dry_run else f"Đợt nhập: {found['batch'] or 'không có gì để ghi'}"
    counts = (
        f"Thêm mới {found['created']}, cập nhật {found['updated']}, không đổi {found['unchanged']}, "
        f"không nhập {found['refused']}, bỏ qua {found['skipped']} dòng."
    )
    lines = [first, counts]
    lines += [f"{p['cell']}: {p['message']}" for p in found["problems"]]
    return "\n".join([*lines, *found["notes"]])


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("batch", metavar="ĐỢT", help="tên đợt nhập, ví dụ NHAP-2026-0001")


def _undo(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store().write(f"Hoàn tác đợt nhập {options.batch}") as work:
        report = undoing.undo(work, imports.batch_operation(work, options.batch))
    data = {
        "batch": options.batch,
        "removed": report.binned,
        "restored": report.restored,
        "kept": [{"title": line.title, "why": line.why} for line in report.kept],
    }
    text = f"Đã hoàn tác đợt {options.batch}: bỏ {report.binned}, trả lại {report.restored} hồ sơ."
    return Outcome(data, "\n".join([text, *(f"Giữ lại {line.title}: {line.why}" for line in report.kept)]))


COMMANDS = (
    Command("import branches", "Nhập danh sách công đoàn cơ sở từ Excel.", _import_arguments, _import),
    Command("undo-import", "Hoàn tác cả một đợt nhập.", _undo_arguments, _undo),
)
