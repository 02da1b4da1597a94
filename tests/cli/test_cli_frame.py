"""The command line: shared options anywhere, exit codes, one JSON document on stdout and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from unionDesk import app, cli
from unionDesk.paths import SAMPLES

SAMPLE = str(SAMPLES / "danh-sach-cdcs-chau-phu.xlsx")
INIT = [
    "init", "--office", "Công đoàn phường Rạch Giá", "--parent", "Liên đoàn Lao động tỉnh An Giang",
    "--symbol", "CĐP", "--province", "91", "--officer", "Trần Thị Bé",
]  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = app.main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize("before", [True, False])
def test_shared_options_may_stand_before_or_after_the_command(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, *, before: bool
) -> None:
    shared = ["--data", str(tmp_path / "dữ liệu"), "--as", "Trần Thị Bé", "--json"]
    assert run(capsys, *INIT, "--data", str(tmp_path / "dữ liệu"))[0] == 0
    command = ["list", "branches"]
    code, out, err = run(capsys, *(shared + command if before else command + shared))
    assert (code, json.loads(out), err) == (0, [], "")
    assert (tmp_path / "dữ liệu" / "unionDesk.sqlite").exists()


def test_a_database_elsewhere_is_used_and_the_data_folder_left_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database = tmp_path / "sổ riêng.sqlite"
    data = tmp_path / "data"
    code, *_ = run(capsys, "--database", str(database), "--data", str(data), *INIT)
    assert code == 0
    assert database.exists()
    assert not (data / "unionDesk.sqlite").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "branches", "--data"],
        ["--data=", "list", "branches"],
        ["list"],
        ["fly"],
        ["list", "branches", "--limit", "0"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_so_in_vietnamese(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "Lệnh chưa đúng" in err


def test_what_cannot_be_read_ends_with_1_and_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = run(
        capsys, "import", "branches", str(tmp_path / "không có.xlsx"), "--data", str(tmp_path)
    )
    assert (code, out) == (1, "")
    assert "không có.xlsx" in err
    assert "Traceback" not in err


def test_an_office_is_set_up_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, *INIT, "--data", str(tmp_path))[0] == 0
    code, _out, err = run(capsys, *INIT, "--data", str(tmp_path))
    assert code == 1
    assert "đã có đơn vị “Công đoàn phường Rạch Giá”" in err


def test_an_unknown_province_is_refused_and_no_office_is_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = ["00" if part == "91" else part for part in INIT]
    assert run(capsys, *wrong, "--data", str(tmp_path))[0] == 1
    assert run(capsys, *INIT, "--data", str(tmp_path))[0] == 0


def test_a_list_comes_in_without_an_office_and_takes_its_names_from_the_titles(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _err = run(capsys, "import", "branches", SAMPLE, "--data", str(tmp_path), "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["created"], told["refused"], told["batch"]) == (
        109,
        0,
        "NHAP-2026-0001".replace("2026", told["batch"][5:9]),
    )
    code, out, _err = run(
        capsys, "list", "branches", "--json", "--limit", "3", "--as-of", "2024-12-31", "--data", str(tmp_path)
    )
    rows = json.loads(out)
    assert len(rows) == 3
    assert rows[0]["place_system"] == "before_2025_07"
    assert rows[0]["founded_on"] == "2011-11-13"


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capsys, *INIT, "--data", str(tmp_path))
    code, out, _err = run(
        capsys, "import", "branches", SAMPLE, "--dry-run", "--json", "--data", str(tmp_path)
    )
    assert (code, json.loads(out)["created"], json.loads(out)["batch"]) == (0, 109, None)
    assert json.loads(run(capsys, "list", "branches", "--json", "--data", str(tmp_path))[1]) == []


def test_a_batch_is_taken_back_by_its_name(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    batch = json.loads(run(capsys, "import", "branches", SAMPLE, "--json", "--data", str(tmp_path))[1])[
        "batch"
    ]
    code, out, _err = run(capsys, "undo-import", batch, "--json", "--data", str(tmp_path))
    assert (code, json.loads(out)["kept"]) == (0, [])
    assert json.loads(run(capsys, "list", "branches", "--json", "--data", str(tmp_path))[1]) == []
    assert run(capsys, "undo-import", batch, "--data", str(tmp_path))[0] == 1


def test_the_workbook_goes_out_in_both_editions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capsys, "import", "branches", SAMPLE, "--data", str(tmp_path))
    common = ["export", "summary", "--as-of", "2024-12-31", "--data", str(tmp_path), "--json"]
    code, out, _err = run(capsys, *common, "--out", str(tmp_path / "a.xlsx"))
    assert (code, json.loads(out)["branches"]) == (0, 109)
    assert run(capsys, *common, "--out", str(tmp_path / "b.xlsx"), "--values", "--columns", "12")[0] == 0
    assert run(capsys, *common, "--out", str(tmp_path / "c.xlsx"), "--columns", "12")[0] == 1
    assert not (tmp_path / "c.xlsx").exists()


def test_an_officer_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capsys, *INIT, "--data", str(tmp_path))
    code, _out, err = run(capsys, "list", "branches", "--as", "Người Lạ", "--data", str(tmp_path))
    assert code == 1
    assert "Trần Thị Bé" in err


def test_every_command_of_the_catalogue_has_its_help_in_vietnamese() -> None:
    commands = cli.commands()
    assert len({command.words for command in commands}) == len(commands)
    for command in commands:
        assert command.help.endswith(".")
        assert not command.help.isascii()
