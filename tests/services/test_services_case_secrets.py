"""A confidential case does not exist for whoever may not see it: in no list, count, search, paper or history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import factories
import pypdfium2
import pytest
from case_desk import Desk
from stores import TODAY

from unionDesk.rules.errors import NotFoundError
from unionDesk.rules.kinds import Role
from unionDesk.services import (
    cadence,
    case_clocks,
    case_diary,
    case_register,
    case_steps,
    cases,
    histories,
    promise_listing,
    reports,
    searching,
    today,
    undoing,
)
from unionDesk.services.case_register import CaseFilter
from unionDesk.services.reports import ReportRequest
from unionDesk.storage.unit_of_work import Work

SECRET = "Zyxwvut"  # stands in every text of the secret case and nowhere else
OUTSIDERS = (Role.OFFICER, Role.CLERK, Role.READER)


@pytest.fixture
def secret(both_desks: Desk) -> int:
    """An overdue confidential case of the leader, with a diary, a promise and an interruption of work."""
    desk = both_desks
    case_id = desk.take_in(
        date(2026, 11, 2),
        kind="NGUNGVIEC",
        summary=f"Ngừng việc {SECRET}",
        employer=SECRET,
        confidential=True,
        owner_id=desk.people[Role.LEADER],
        next_action=f"Gặp {SECRET}",
        next_action_on=date(2026, 11, 9),
    )
    desk.do(lambda work: case_diary.add(work, case_id, f"Đã gọi {SECRET}"))
    desk.do(
        lambda work: factories.promise(
            work, desk.branch_id, case_id=case_id, text=f"Trả lương cho {SECRET}", due_on=date(2026, 11, 9)
        )
    )
    return case_id


def _texts(work: Work) -> dict[str, Any]:
    """Everything that a person may look at, as it would be shown."""
    branch_id = work.session.scalars(
        factories.Branch.__table__.select().with_only_columns(factories.Branch.id)
    ).first()
    request = ReportRequest("cases", date(2026, 1, 1), TODAY)
    return {
        "register": case_register.rows(work, case_register.ids(work)),
        "count": case_register.count(work, CaseFilter(text=SECRET)),
        "listing": case_register.listing(work),
        "similar": cases.similar_open(work, "NGUNGVIEC", branch_id),
        "search": [searching.search(work, text) for text in (SECRET, "ngung viec", "VV-2026")],
        "today": today.read(work),
        "cadence": cadence.beyond(work),
        "promises": promise_listing.listing(work),
        "report": _printed(reports.make(work, request).pdf),
        "history": histories.latest(work),
        "branch history": histories.of_record(work, "branch", branch_id or 0),
    }


def _printed(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def _leaks(shown: dict[str, Any]) -> set[str]:
    return {
        name
        for name, what in shown.items()
        if SECRET in repr(what) or "VV-2026-0001" in repr(what) or "ngừng việc ngày" in repr(what)
    }


@pytest.mark.parametrize("role", OUTSIDERS)
def test_nobody_without_the_right_finds_a_trace_of_it(both_desks: Desk, secret: int, role: Role) -> None:
    shown = both_desks.see(_texts, role)
    assert _leaks(shown) == set()
    assert shown["count"] == 0
    cases_today = next(group for group in shown["today"].groups if group.name == "cases")
    assert (cases_today.count, cases_today.lines) == (0, ())
    assert shown["history"] != []


@pytest.mark.parametrize("role", [Role.LEADER, None])
def test_leaders_and_administrators_see_it_everywhere(
    both_desks: Desk, secret: int, role: Role | None
) -> None:
    leaking = _leaks(both_desks.see(_texts, role))
    assert leaking == {"register", "listing", "similar", "search", "today", "cadence", "promises", "report"}


def test_its_owner_sees_it_without_the_right(both_desks: Desk, secret: int) -> None:
    desk = both_desks
    version = desk.page(secret).version
    desk.do(lambda work: cases.save(work, secret, version, {"owner_id": desk.people[Role.OFFICER]}))
    assert SECRET in desk.page(secret, Role.OFFICER).values["summary"]
    assert "register" in _leaks(desk.see(_texts, Role.OFFICER))
    assert "search" in _leaks(desk.see(_texts, Role.OFFICER))
    assert _leaks(desk.see(_texts, Role.CLERK)) == set()


def _verbs(case_id: int, entry_id: int, clock_id: int) -> dict[str, Callable[[Work], Any]]:
    return {
        "read": lambda work: cases.read(work, case_id),
        "save": lambda work: cases.save(work, case_id, 99, {"summary": "x"}),
        "discard": lambda work: cases.discard(work, case_id, 99),
        "find": lambda work: cases.find_by_number(work, "VV-2026-0001"),
        "move": lambda work: case_steps.move(work, case_id, 99, "advance"),
        "meet": lambda work: case_clocks.meet(work, case_id, 99, clock_id),
        "extend": lambda work: case_clocks.extend(work, case_id, 99, clock_id, "x", number=1),
        "event": lambda work: case_clocks.start_for_event(work, case_id, 99, "received", TODAY),
        "action": lambda work: case_clocks.set_next_action(work, case_id, 99, "x"),
        "diary": lambda work: case_diary.add(work, case_id, "x"),
        "strike": lambda work: case_diary.strike(work, entry_id, "x"),
    }


def test_every_verb_answers_as_if_it_did_not_exist(desk: Desk) -> None:
    case_id = desk.take_in(confidential=True, owner_id=desk.people[Role.LEADER])
    page = desk.page(case_id)
    for name, verb in _verbs(case_id, page.diary[0].entry_id, page.clocks[0].clock_id).items():
        with pytest.raises(NotFoundError):
            desk.do(verb, Role.OFFICER)
            pytest.fail(f"{name} let an outsider through")
    assert desk.page(case_id) == page


def test_its_history_and_its_undo_are_closed_to_outsiders(desk: Desk) -> None:
    with desk.sitting() as store, store.write("Tiếp nhận") as work:
        operation_id = work.operation_id
        case_id = cases.intake(
            work,
            {
                "kind": "TC",
                "employer": "Công ty X",
                "summary": SECRET,
                "owner_id": desk.people[Role.LEADER],
            },
        ).case_id
    assert desk.see(lambda work: histories.of_record(work, "case_file", case_id)) != []
    assert desk.see(lambda work: histories.of_record(work, "case_file", case_id), Role.OFFICER) == []
    with pytest.raises(NotFoundError):
        desk.do(lambda work: undoing.undo(work, operation_id), Role.OFFICER)
    assert desk.page(case_id).number == "VV-2026-0001"


def test_a_case_made_confidential_later_vanishes_with_all_it_left_before(both_desks: Desk) -> None:
    desk = both_desks
    case_id = desk.take_in(summary=f"Chậm lương {SECRET}", owner_id=desk.people[Role.LEADER])
    desk.do(lambda work: case_diary.add(work, case_id, f"Đã gặp {SECRET}"))
    assert "search" in _leaks(desk.see(_texts, Role.OFFICER))
    version = desk.page(case_id).version
    desk.do(lambda work: cases.save(work, case_id, version, {"confidential": True}))
    assert _leaks(desk.see(_texts, Role.OFFICER)) == set()
    assert desk.see(lambda work: histories.of_record(work, "case_file", case_id), Role.OFFICER) == []


def test_a_denunciation_is_confidential_from_the_start(desk: Desk) -> None:
    assert desk.page(desk.take_in(kind="TC")).values["confidential"] is True
    assert desk.page(desk.take_in(kind="KN")).values["confidential"] is False
    assert desk.page(desk.take_in(kind="TC", confidential=False)).values["confidential"] is False


def test_a_confidential_case_always_has_an_owner(desk: Desk) -> None:
    case_id = desk.take_in(confidential=True, role=Role.OFFICER)
    assert desk.page(case_id, Role.OFFICER).owner == "Lê Hoàng Phúc"


def test_the_reporters_name_is_read_by_owner_leader_and_administrator_alone(desk: Desk) -> None:
    case_id = desk.take_in(
        reporter="Trần Thị Zyxwvut", reporter_phone="0912345678", owner_id=desk.people[Role.OFFICER]
    )
    for role in (Role.OFFICER, Role.LEADER, None):
        page = desk.page(case_id, role)
        assert (page.values["reporter"], page.names_hidden) == ("Trần Thị Zyxwvut", False)
    page = desk.page(case_id, Role.CLERK)
    assert page.names_hidden
    assert SECRET not in repr(page)
    assert "0912345678" not in repr(page)


def test_saving_what_one_could_not_read_does_not_erase_it(desk: Desk) -> None:
    case_id = desk.take_in(reporter="Trần Thị Bưởi", owner_id=desk.people[Role.OFFICER])
    page = desk.page(case_id, Role.CLERK)
    values = {**page.values, "summary": "Suất ăn có mùi"}
    desk.do(lambda work: cases.save(work, case_id, page.version, values), Role.CLERK)
    after = desk.page(case_id)
    assert (after.values["reporter"], after.values["summary"]) == ("Trần Thị Bưởi", "Suất ăn có mùi")


def test_the_report_file_holds_no_confidential_row(desk: Desk, tmp_path: Path) -> None:
    desk.take_in(summary="Kín", confidential=True, owner_id=desk.people[Role.LEADER])
    desk.take_in(summary="Thường")
    request = ReportRequest("cases", date(2026, 11, 1), TODAY, out=tmp_path / "sổ.pdf")
    made = desk.see(lambda work: reports.write(work, request), Role.OFFICER)
    assert made.rows == 1
    text = _printed((tmp_path / "sổ.pdf").read_bytes())
    assert "VV-2026-0002" in text
    assert "VV-2026-0001" not in text
