"""Cases and reports from the command line, in a process of its own as a user starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from unionDesk.paths import program_folder


def run(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "unionDesk", "--data", str(data), *words],
        cwd=program_folder(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def answer(data: Path, *words: str) -> Any:
    done = run(data, *words, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "Sổ"
    done = run(
        folder,
        "init",
        "--office",
        "Công đoàn phường Long Xuyên",
        "--parent",
        "Liên đoàn Lao động tỉnh An Giang",
        "--symbol",
        "CĐP",
        "--province",
        "91",
        "--officer",
        "Lê Hoàng Phúc",
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_a_case_is_added_listed_and_printed(data: Path, tmp_path: Path) -> None:
    added = answer(
        data, "case", "add", "--employer", "Công ty May X", "--kind", "noluong",
        "--summary", "Chậm lương tháng 2", "--on", "2025-03-03", "--found-on", "01/03/2025",
    )  # fmt: skip
    assert added == {"number": "VV-2025-0001", "next_due_on": "2025-03-04", "missing": []}
    (row,) = answer(data, "list", "cases", "--search", "cham luong")
    assert (row["number"], row["kind"], row["received_on"], row["owner"], row["step"], row["closed_on"]) == (
        "VV-2025-0001",
        "NOLUONG",
        "2025-03-03",
        "Lê Hoàng Phúc",
        "received",
        None,
    )
    assert row["next_due_on"] == "2025-03-04"
    assert answer(data, "list", "cases", "--search", "không có") == []
    assert answer(data, "list", "cases", "--as-of", "2025-03-02") == []
    out = tmp_path / "sổ vụ việc.pdf"
    made = answer(data, "report", "cases", "--from", "2025-01-01", "--to", "2025-12-31", "--out", str(out))
    with pypdfium2.PdfDocument(out.read_bytes()) as document:
        assert made == {"file": str(out), "pages": len(document), "rows": 1}
        assert "VV-2025-0001" in document[0].get_textpage().get_text_bounded()


def test_a_coverage_of_no_branches_is_still_a_paper(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "đi cơ sở.pdf"
    made = answer(data, "report", "coverage", "--from", "01/10/2026", "--to", "31/12/2026", "--out", str(out))
    assert made == {"file": str(out), "pages": 1, "rows": 0}
    assert out.read_bytes().startswith(b"%PDF")


def test_what_cannot_be_is_said_in_a_sentence_and_by_the_exit_code(data: Path, tmp_path: Path) -> None:
    report = ("report", "coverage", "--from", "2026-12-01", "--to", "2026-10-01")
    for words, code, sentence in (
        ((*report, "--out", str(tmp_path / "x.pdf")), 1, "Kỳ báo cáo phải kết thúc sau khi bắt đầu"),
        (("case", "add", "--branch", "CS-9999", "--kind", "KN", "--summary", "x"), 1, "CS-9999"),
        (("case", "add", "--kind", "KN", "--summary", "x"), 2, "--branch"),
        (("case", "add", "--employer", "A", "--kind", "ABC", "--summary", "x"), 2, "Lệnh chưa đúng"),
        (report, 2, "--out"),
    ):
        done = run(data, *words)
        assert (done.returncode, done.stdout) == (code, "")
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
    assert answer(data, "list", "cases") == []
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_list_of_an_empty_folder_is_empty(tmp_path: Path) -> None:
    assert answer(tmp_path / "mới", "list", "cases") == []
