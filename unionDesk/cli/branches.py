"""Commands about branches."""

from __future__ import annotations

import argparse

from unionDesk.services import branch_listing

from .command import Command, Desk, Outcome, a_count, a_day, as_table

_COLUMNS = {
    "code": "Mã",
    "name": "Tên CĐCS",
    "kind": "Loại",
    "place_name": "Xã, phường",
    "workers": "LĐ",
    "members": "ĐV",
    "chair": "Chủ tịch",
    "phone": "Điện thoại",
}


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that all `list` commands share."""
    parser.add_argument("--search", default="", metavar="CHỮ", help="chỉ những dòng có các chữ này")
    parser.add_argument("--as-of", type=a_day, metavar="NGÀY", help="tính đến ngày")
    parser.add_argument("--limit", type=a_count, metavar="SỐ", help="nhiều nhất bao nhiêu dòng")


def _list(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store(needs_office=False).read() as work:
        rows = branch_listing.listing(work, options.search, options.as_of, options.limit)
    return Outcome(rows, as_table(rows, _COLUMNS))


COMMANDS = (Command("list branches", "Danh sách công đoàn cơ sở.", list_arguments, _list),)
