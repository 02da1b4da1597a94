"""Visits, minutes and promises from the command line, by the contract that scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unionDesk.cli import main
from unionDesk.options import read_options
from unionDesk.paths import Paths
from unionDesk.rules.kinds import HolderKind
from unionDesk.services import branches, promises
from unionDesk.services.opening import open_database

VISIT_KEYS = {
    "number",
    "branch_code",
    "branch_name",
    "kind",
    "status",
    "planned_from",
    "planned_to",
    "held_from",
    "held_to",
    "lead",
    "minutes_number",
}
Run = Callable[..., Any]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on an office with one branch; its JSON, or (exit code, what stderr said)."""
    data = tmp_path / "dữ liệu"

    def run(*arguments: str) -> Any:
        capsys.readouterr()
        code = main(read_options([*arguments, "--data", str(data), "--json"]))
        told = capsys.readouterr()
        return json.loads(told.out) if code == 0 else (code, told.err)

    run(
        *("init", "--office", "Công đoàn phường Long Xuyên", "--parent", "Liên đoàn Lao động tỉnh An Giang"),
        *("--symbol", "CĐP", "--province", "89", "--officer", "Nguyễn Thị Mỹ Hường"),
    )
    paths = Paths.of(str(data))
    opened = open_database(paths.database, backups=paths.backups)
    with opened.store.write("Ghi danh sách") as work:
        branch_id = branches.add(work, {"code": "CS-0007", "current_name": "Trường THCS Mỹ Thới"})
        promises.add(work, {"branch_id": branch_id, "text": "Lắp quạt", "holder_kind": HolderKind.EMPLOYER})
    opened.store.close()
    return run


def planned(run: Run, when: str = "2025-11-05 08:30", **more: str) -> Any:
    extra = [part for name, value in more.items() for part in (f"--{name}", value)]
    return run("visit", "add", "--branch", "CS-0007", "--on", when, "--kind", "regular", *extra)


def test_a_visit_is_planned_and_listed_with_the_keys_of_the_contract(run: Run) -> None:
    added = planned(run, to="10:30", lead="nguyen thi my huong", content="Nắm tình hình thưởng Tết")
    (listed,) = run("list", "visits")
    assert listed.keys() >= VISIT_KEYS
    assert {key: added[key] for key in listed} == listed
    assert listed["number"] == "CD-2025-0001"
    assert (listed["planned_from"], listed["planned_to"]) == ("2025-11-05T08:30", "2025-11-05T10:30")
    assert (listed["status"], listed["kind"], listed["lead"]) == ("planned", "regular", "Nguyễn Thị Mỹ Hường")
    assert (listed["held_from"], listed["minutes_number"]) == (None, None)


@pytest.mark.parametrize("kind", ["regular", "Định kỳ", "dinh ky", "ĐỊNH KỲ"])
def test_a_kind_is_named_by_its_value_or_its_label(run: Run, kind: str) -> None:
    added = run("visit", "add", "--branch", "CS-0007", "--on", "05/11/2025 08:30", "--kind", kind)
    assert added["kind"] == "regular"


def test_a_firm_is_visited_by_its_name(run: Run) -> None:
    added = run("visit", "add", "--firm", "Công ty TNHH X", "--on", "2025-11-05 08:30", "--kind", "outreach")
    assert (added["branch_code"], added["branch_name"]) == (None, "Công ty TNHH X")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("visit", "add", "--branch", "CS-0007", "--kind", "regular"), 2, "--on"),
        (("visit", "add", "--branch", "CS-0007", "--on", "mai", "--kind", "regular"), 2, "ngày giờ"),
        (("visit", "add", "--branch", "CS-0007", "--on", "2025-11-05 08:30", "--kind", "x"), 2, "Định kỳ"),
        (("visit", "add", "--on", "2025-11-05 08:30", "--kind", "regular"), 2, "--firm"),
        (("visit", "add", "--branch", "CS-9", "--on", "2025-11-05 08:30", "--kind", "regular"), 1, "CS-9"),
        (("visit", "show", "CD-2025-0099"), 1, "CD-2025-0099"),
        (("minutes", "CD-2025-0099", "--out", "x.pdf"), 1, "CD-2025-0099"),
        (("visit", "done", "CD-2025-0001", "--text", "lương=cao"), 2, "wages"),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    got, told = run(*arguments)
    assert got == code
    assert words in told
    assert "required" not in told
    assert run("list", "visits") == []


def test_minutes_of_a_planned_visit_are_a_draft_without_a_number(run: Run, tmp_path: Path) -> None:
    planned(run)
    told = run("minutes", "CD-2025-0001", "--out", str(tmp_path / "biên bản.pdf"))
    assert (told["state"], told["minutes_number"]) == ("draft", None)
    assert (tmp_path / "biên bản.pdf").read_bytes().startswith(b"%PDF")
    assert run("list", "visits")[0]["status"] == "planned"


def test_a_visit_carried_out_gets_its_number_once_and_prints_the_same_bytes(run: Run, tmp_path: Path) -> None:
    planned(run)
    done = run("visit", "done", "CD-2025-0001", "--to", "11:00", "--text", "wages=Lương = 9 triệu")
    assert (done["status"], done["held_to"]) == ("done", "2025-11-05T11:00")
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    told = run("minutes", "cd-2025-0001", "--out", str(first), "--number")
    assert told["minutes_number"].startswith("01/BB-CĐP")
    run("minutes", "CD-2025-0001", "--out", str(second), "--number")
    assert first.read_bytes() == second.read_bytes()
    shown = run("visit", "show", "CD-2025-0001")
    assert (shown["status"], shown["minutes_number"]) == ("minuted", told["minutes_number"])
    assert shown["texts"]["wages"] == "Lương = 9 triệu"


def test_numbering_says_that_a_visit_whose_day_has_come_took_place(run: Run, tmp_path: Path) -> None:
    planned(run, to="10:30")
    run("minutes", "CD-2025-0001", "--out", str(tmp_path / "1.pdf"), "--number")
    (row,) = run("list", "visits")
    assert (row["status"], row["held_from"], row["held_to"]) == (
        "minuted",
        "2025-11-05T08:30",
        "2025-11-05T10:30",
    )


def test_minutes_of_a_visit_that_lies_ahead_get_no_number(run: Run, tmp_path: Path) -> None:
    planned(run, "2999-11-05 08:30")
    code, told = run("minutes", "CD-2999-0001", "--out", str(tmp_path / "1.pdf"), "--number")
    assert code == 1
    assert "Dự kiến" in told
    assert not (tmp_path / "1.pdf").exists()
    assert run("list", "visits")[0]["status"] == "planned"


def test_promises_are_listed_with_the_keys_of_the_contract(run: Run) -> None:
    (row,) = run("list", "promises")
    assert {key: row[key] for key in ("number", "branch_code", "holder", "text", "status")} == {
        "number": row["number"],
        "branch_code": "CS-0007",
        "holder": "Người sử dụng lao động",
        "text": "Lắp quạt",
        "status": "open",
    }
    assert row["number"].startswith("KN-")
    assert len(row["due_on"]) == len("2026-12-31")
    assert run("list", "promises", "--search", "khong co") == []


def test_lists_of_an_empty_folder_are_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for what in ("visits", "promises"):
        assert main(read_options(["list", what, "--json", "--data", str(tmp_path / "mới")])) == 0
        assert json.loads(capsys.readouterr().out) == []
