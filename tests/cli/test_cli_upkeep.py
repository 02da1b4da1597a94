"""The commands backup and check: JSON for scheduled work, exit codes that a script can ask."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from unionDesk import app


@pytest.fixture
def run(capsys, sqlite_place):
    """A command on a test's own database; code, stdout, stderr."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = app.main(
            [*arguments, "--database", str(sqlite_place.path), "--data", str(sqlite_place.path.parent)]
        )
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_a_backup_tells_its_path_size_and_counts(run, tmp_path):
    target = tmp_path / "bản sao" / "sổ.sqlite"
    target.parent.mkdir()
    code, out, err = run("backup", "--out", str(target), "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["path"] == str(target)
    assert told["bytes"] == target.stat().st_size
    assert told["counts"]["Cán bộ"] == 1


def test_a_whole_database_passes_the_check(run):
    code, out, _ = run("check", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["ok"] is True
    assert told["findings"] == []
    assert told["counts"]["Cán bộ"] == 1
    assert told["revision"]


def test_an_audit_trail_that_was_tampered_with_fails_the_check(run, sqlite_place):
    with closing(sqlite3.connect(sqlite_place.path)) as connection:
        connection.execute("UPDATE operation SET officer_name = 'Người khác'")
        connection.commit()
    code, out, _ = run("check", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["ok"] is False
    assert {finding["kind"] for finding in told["findings"]} == {"audit"}
    assert run("check")[1].startswith("Dòng 1 của nhật ký")


def test_a_backup_into_a_folder_is_refused(run, tmp_path):
    code, out, err = run("backup", "--out", str(tmp_path), "--json")
    assert (code, out) == (1, "")
    assert "là một thư mục" in err


def test_a_backup_needs_its_file(run):
    assert run("backup")[0] == 2
