"""Commands about the office itself."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from unionDesk.rules.errors import UserError
from unionDesk.services import demo
from unionDesk.services.offices import OfficeSetup, set_up

from .command import Command, Desk, Outcome, a_day


def _init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", required=True, metavar="TÊN", help="tên đơn vị")
    parser.add_argument("--parent", required=True, metavar="TÊN", help="tên công đoàn cấp trên")
    parser.add_argument("--symbol", required=True, metavar="KÝ_HIỆU", help="ký hiệu trên văn bản, ví dụ CĐP")
    parser.add_argument("--province", required=True, metavar="MÃ", help="mã tỉnh, thành phố")
    parser.add_argument("--district", default="", metavar="MÃ", help="mã huyện trước 01/7/2025")
    parser.add_argument("--place", default="", metavar="ĐỊA_DANH", help="địa danh in trên văn bản")
    parser.add_argument("--officer", default="", metavar="HỌ_TÊN", help="cán bộ quản trị đầu tiên")


def _init(desk: Desk, options: argparse.Namespace) -> Outcome:
    opened = desk.opened()
    if opened.has_office:
        raise UserError(f"Cơ sở dữ liệu này đã có đơn vị “{opened.office_name}”. Không có gì được ghi.")
    with opened.store.write("Lập đơn vị") as work:
        set_up(
            work,
            OfficeSetup(
                name=options.office,
                parent=options.parent,
                symbol=options.symbol,
                province_code=options.province,
                district_code=options.district,
                place_line=options.place,
                officer_name=options.officer,
            ),
        )
    desk.reopen()
    name = desk.opened().office_name
    return Outcome({"office": name, "database": opened.store.place.shown}, f"Đã lập đơn vị “{name}”.")


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--today", type=a_day, metavar="NGÀY", help="ngày của đơn vị mẫu, mặc định hôm nay")


def _demo(desk: Desk, options: argparse.Namespace) -> Outcome:
    counts = demo.fill(desk.opened(), _silent, options.today)
    desk.reopen()
    text = (
        f"Đã lập đơn vị mẫu: {counts.branches} công đoàn cơ sở, {counts.visits} chuyến đi, "
        f"{counts.promises} kiến nghị, {counts.cases} vụ việc. Người và số liệu đều là giả định."
    )
    return Outcome(asdict(counts), text)


def _silent(_done: int, _total: int, _text: str) -> None:
    """The command line shows no progress."""


COMMANDS = (
    Command("init", "Lập đơn vị trong một cơ sở dữ liệu mới.", _init_arguments, _init),
    Command("demo", "Lập đơn vị mẫu trong một cơ sở dữ liệu trống.", _demo_arguments, _demo),
)
