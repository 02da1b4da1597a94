"""Commands about visits and their minutes, and the list of promises."""

from __future__ import annotations

import argparse
from datetime import datetime, time
from typing import Any

from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import PromiseStatus, VisitKind, VisitStatus
from unionDesk.rules.names import fold
from unionDesk.safe_file import write_bytes
from unionDesk.services import (
    branches,
    minutes,
    offices,
    paper_register,
    promise_listing,
    visit_forms,
    visit_listing,
    visits,
)
from unionDesk.services.opening import Store
from unionDesk.services.visit_form_data import TALK_FIELDS, VisitEdit, VisitForm

from .branches import list_arguments
from .command import Command, Desk, Outcome, a_file, as_table

_VISIT_COLUMNS = {
    "number": "Số",
    "planned": "Dự kiến",
    "branch_name": "Nơi đến",
    "kind_name": "Loại",
    "status_name": "Trạng thái",
    "lead": "Trưởng đoàn",
    "minutes_number": "Biên bản",
}
_PROMISE_COLUMNS = {
    "number": "Số",
    "branch_code": "Mã CĐCS",
    "holder": "Bên thực hiện",
    "due_on": "Hạn",
    "status_name": "Trạng thái",
    "text": "Nội dung",
}
_TEXTS = (*TALK_FIELDS, "differing_opinion", "topic", "venue", "chair", "secretary")


def a_moment(text: str) -> datetime:
    """An argument that is a day with a time: 2026-11-05 08:30 or 05/11/2026 08:30."""
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"):
        try:
            return datetime.strptime(text.strip(), form)  # noqa: DTZ007 - wall-clock time
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"“{text}” không phải là ngày giờ (ví dụ: 2026-11-05 08:30)")


def an_end(text: str) -> datetime | time:
    """An argument that ends a visit: a time of the same day, or a day with a time."""
    try:
        return datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - wall-clock time
    except ValueError:
        return a_moment(text)


def a_kind(text: str) -> VisitKind:
    """An argument that is a kind of visit: its value (regular) or its Vietnamese label, accents forgiven."""
    for kind in VisitKind:
        if fold(text) in {fold(kind.value), fold(kind.label)}:
            return kind
    known = ", ".join(f"{kind.value} ({kind.label})" for kind in VisitKind)
    raise argparse.ArgumentTypeError(f"“{text}” không phải là loại chuyến đi; hãy chọn: {known}")


def a_text(text: str) -> tuple[str, str]:
    """An argument FIELD=TEXT for a text of the visit form."""
    name, equals, content = text.partition("=")
    if not equals or name not in _TEXTS:
        raise argparse.ArgumentTypeError(
            f"“{text}” không đúng dạng MỤC=NỘI_DUNG; các mục: {', '.join(_TEXTS)}"
        )
    return name, content


def _ending(begins: datetime, end: datetime | time | None) -> datetime | None:
    return datetime.combine(begins.date(), end) if isinstance(end, time) else end


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--branch", metavar="MÃ", help="mã công đoàn cơ sở")
    where.add_argument("--firm", metavar="TÊN", help="tên đơn vị chưa có công đoàn")
    parser.add_argument("--on", type=a_moment, required=True, metavar="LÚC", help="2026-11-05 08:30")
    parser.add_argument("--to", type=an_end, metavar="LÚC", help="giờ kết thúc dự kiến: 10:30")
    parser.add_argument("--kind", type=a_kind, required=True, metavar="LOẠI", help="regular, support …")
    parser.add_argument("--lead", metavar="TÊN", help="trưởng đoàn, mặc định là người đang làm việc")
    parser.add_argument("--with", action="append", default=[], dest="team", metavar="TÊN", help="đi cùng")
    parser.add_argument("--content", metavar="CHỮ", help="nội dung chuẩn bị")
    parser.add_argument("--topic", metavar="CHỮ", help="chuyên đề, in ở trích yếu biên bản")
    parser.add_argument("--venue", metavar="CHỮ", help="địa điểm")


def _add(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store().write("Lên kế hoạch chuyến đi") as work:
        people = {fold(officer.full_name): officer.officer_id for officer in offices.officers(work)}
        planned = visits.plan(
            work,
            {
                "branch_id": branches.find_by_code(work, options.branch) if options.branch else None,
                "firm_name": options.firm,
                "kind": options.kind,
                "planned_from": options.on,
                "planned_to": _ending(options.on, options.to),
                "lead_id": _officer(people, options.lead) if options.lead else None,
                "preparation": options.content,
                "topic": options.topic,
                "venue": options.venue,
            },
            [_officer(people, name) for name in options.team],
        )
    warnings = [clash.sentence for clash in planned.clashes]
    row = _row(desk.store(), planned.visit_id)
    return Outcome(
        {**row, "warnings": warnings}, "\n".join([f"Đã lên kế hoạch chuyến đi {planned.number}.", *warnings])
    )


def _officer(people: dict[str, int], name: str) -> int:
    if fold(name) not in people:
        raise UserError(f"Không tìm thấy cán bộ “{name}” trong đơn vị.")
    return people[fold(name)]


def _row(store: Store, visit_id: int) -> dict[str, Any]:
    with store.read() as work:
        return visit_listing.listing(work, visit_id=visit_id)[0]


def _number_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="SỐ", help="số chuyến đi, ví dụ CD-2026-0001")


def _show(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store().read() as work:
        visit_id = visits.find_by_number(work, options.number)
        form = visit_forms.read(work, visit_id)
        row = visit_listing.listing(work, visit_id=visit_id)[0]
        papers = paper_register.of_visit(work, visit_id)
    texts = {name: form.values[name] for name in _TEXTS if form.values[name]}
    data = {
        **row,
        "status_reason": form.status_reason or None,
        "preparation": form.values["preparation"],
        "report_due_on": form.report_due_on,
        "texts": texts,
        "participants": [
            {"side": p.side.value, "name": p.full_name, "position": p.position or None}
            for p in form.participants
        ],
        "answers": [
            {"number": a.number, "text": a.text, "word": a.word.value if a.word else None, "note": a.note}
            for a in form.answers
        ],
        "promises": [
            {"number": p.number, "text": p.text, "due_on": p.due_on, "status": p.status.value}
            for p in form.promises
        ],
        "papers": [
            {"number": p.full_number or None, "state": p.state.value, "title": p.title} for p in papers
        ],
    }
    return Outcome(data, _told(form, row))


def _told(form: VisitForm, row: dict[str, Any]) -> str:
    lines = [
        f"Chuyến đi {form.number}: {form.place_name}",
        f"Loại: {form.values['kind'].label}. Trạng thái: {form.status.label}.",
        f"Dự kiến: {form.values['planned_from']:%d/%m/%Y %H:%M}.",
    ]
    if form.values["held_from"]:
        lines.append(f"Đã đi: {form.values['held_from']:%d/%m/%Y %H:%M}.")
    if row["lead"]:
        lines.append(f"Trưởng đoàn: {row['lead']}.")
    lines.append(f"Biên bản: {row['minutes_number'] or 'chưa có số'}.")
    lines += [f"Kiến nghị {p.number}: {p.text} ({p.status.label})" for p in form.promises]
    return "\n".join(lines)


def _done_arguments(parser: argparse.ArgumentParser) -> None:
    _number_arguments(parser)
    parser.add_argument("--from", type=a_moment, dest="begun", metavar="LÚC", help="giờ bắt đầu thực tế")
    parser.add_argument("--to", type=an_end, metavar="LÚC", help="giờ kết thúc thực tế")
    parser.add_argument(
        "--text",
        type=a_text,
        action="append",
        default=[],
        metavar="MỤC=CHỮ",
        help=f"nội dung đã ghi: {', '.join(_TEXTS)}",
    )


def _done(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store().write("Ghi chuyến đi đã thực hiện") as work:
        visit_id = visits.find_by_number(work, options.number)
        form = visit_forms.read(work, visit_id)
        begun = options.begun or form.begun
        values: dict[str, Any] = {**dict(options.text), "held_from": begun}
        ended = _ending(begun, options.to) or form.values["held_to"]
        visit_forms.save(work, visit_id, form.version, VisitEdit({**values, "held_to": ended}), done=True)
    row = _row(desk.store(), visit_id)
    return Outcome(row, f"Đã ghi chuyến đi {row['number']} là đã thực hiện.")


def _list_visits(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store(needs_office=False).read() as work:
        rows = visit_listing.listing(work, options.search, options.as_of, options.limit)
    shown = [
        {
            **row,
            "planned": f"{row['planned_from']:%d/%m/%Y %H:%M}",
            "kind_name": VisitKind(row["kind"]).label,
            "status_name": VisitStatus(row["status"]).label,
        }
        for row in rows
    ]
    return Outcome(rows, as_table(shown, _VISIT_COLUMNS))


def _list_promises(desk: Desk, options: argparse.Namespace) -> Outcome:
    with desk.store(needs_office=False).read() as work:
        rows = promise_listing.listing(work, options.search, options.as_of, options.limit)
    shown = [{**row, "status_name": PromiseStatus(row["status"]).label} for row in rows]
    return Outcome(rows, as_table(shown, _PROMISE_COLUMNS))


def _minutes_arguments(parser: argparse.ArgumentParser) -> None:
    _number_arguments(parser)
    parser.add_argument("--out", type=a_file, required=True, metavar="TỆP", help="tệp PDF để ghi")
    parser.add_argument("--number", action="store_true", dest="take", help="lấy số cho biên bản")


def _minutes(desk: Desk, options: argparse.Namespace) -> Outcome:
    store = desk.store()
    with store.read() as work:
        visit_id = visits.find_by_number(work, options.number)
        number = visit_listing.listing(work, visit_id=visit_id)[0]["number"]
    if options.take:
        with store.write("Lấy số biên bản") as work:
            visits.carried_out_as_planned(work, visit_id)
            minutes.number(work, visit_id)
    with store.read() as work:
        paper = minutes.print_for(work, visit_id)
    write_bytes(options.out, paper.data)
    data = {
        "visit": number,
        "minutes_number": paper.full_number or None,
        "state": paper.state.value,
        "pages": paper.pages,
        "out": str(options.out),
        "sha256": paper.sha256 or None,
    }
    what = f"Biên bản số {paper.full_number}" if paper.full_number else f"Biên bản ({paper.state.label})"
    return Outcome(data, f"{what}, {paper.pages} trang, đã ghi vào {options.out}.")


COMMANDS = (
    Command("visit add", "Lên kế hoạch một chuyến đi cơ sở.", _add_arguments, _add),
    Command("visit show", "Xem một chuyến đi.", _number_arguments, _show),
    Command("visit done", "Ghi một chuyến đi là đã thực hiện.", _done_arguments, _done),
    Command("list visits", "Danh sách chuyến đi.", list_arguments, _list_visits),
    Command("list promises", "Danh sách kiến nghị, cam kết.", list_arguments, _list_promises),
    Command("minutes", "In biên bản của một chuyến đi; --number để lấy số.", _minutes_arguments, _minutes),
)
