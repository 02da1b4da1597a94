"""Files are replaced whole or not at all, under names that every system takes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules.errors import UserError
from unionDesk.safe_file import replacing, safe_name, write_bytes


def fail_half_way(target: Path, error: Exception) -> None:
    with replacing(target) as beside:
        beside.write_bytes(b"half")
        raise error


def test_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    write_bytes(tmp_path / "Danh sách.xlsx", b"abc")
    assert (tmp_path / "Danh sách.xlsx").read_bytes() == b"abc"
    assert [path.name for path in tmp_path.iterdir()] == ["Danh sách.xlsx"]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        fail_half_way(target, ZeroDivisionError())
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "Không đủ chỗ trống trên ổ đĩa"),
        (errno.EACCES, "Không được phép ghi vào thư mục"),
        (errno.EROFS, "Không được phép ghi vào thư mục"),
        (errno.EIO, "Không ghi được tệp “a.xlsx”"),
    ],
)
def test_a_failing_disk_is_told_in_a_sentence(tmp_path: Path, code: int, words: str) -> None:
    target = tmp_path / "a.xlsx"
    with pytest.raises(UserError, match=words):
        fail_half_way(target, OSError(code, os.strerror(code)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_really_full_device_is_told_in_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    with (
        pytest.raises(UserError, match="Không đủ chỗ trống"),
        replacing(target),
        Path("/dev/full").open("wb") as stream,
    ):
        stream.write(b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []


def test_a_target_open_in_excel_is_told_in_a_sentence(tmp_path: Path) -> None:
    class InUseError(PermissionError):
        winerror = 32

    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with (
        pytest.raises(UserError, match=r"“a\.xlsx” đang mở trong chương trình khác"),
        replacing(target) as beside,
    ):
        raise InUseError(errno.EACCES, "in use", str(beside))
    assert target.read_bytes() == b"old"


@pytest.mark.skipif(os.name != "nt", reason="only Windows locks files that are open")
def test_windows_refuses_to_replace_an_open_file(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    with target.open("rb"), pytest.raises(UserError, match="đang mở trong chương trình khác"):
        write_bytes(target, b"new")


def test_an_error_about_another_file_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "a.xlsx"):
        (tmp_path / "missing source").read_bytes()
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Không tìm thấy thư mục"):
        write_bytes(tmp_path / "không có" / "a.xlsx", b"")


def test_a_folder_as_target_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="là một thư mục"):
        write_bytes(tmp_path, b"")


@pytest.mark.skipif(os.name == "nt", reason="modes are a POSIX matter")
def test_a_replaced_file_keeps_its_mode_and_a_new_one_follows_the_umask(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_bytes(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode
    (tmp_path / "new").chmod(0o640)
    write_bytes(tmp_path / "new", b"more")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Biên bản số 12/BB-LĐLĐ", "Biên bản số 12-BB-LĐLĐ"),
        ('a<b>c:d"e|f?g*h\\i', "a-b-c-d-e-f-g-h-i"),
        ("  CĐCS \n Công ty  A. ", "CĐCS Công ty A"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("COM10", "COM10"),
        ("console", "console"),
        ("..", "Không tên"),
        ("///", "Không tên"),
        ("", "Không tên"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("Co\u0302ng", "Công"),
    ],
)
def test_a_text_becomes_a_valid_file_name(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_keeps_its_suffix() -> None:
    name = safe_name("Ệ" * 300, ".xlsx")
    assert name.endswith("Ệ.xlsx")
    assert len(name.encode()) <= 255


@given(st.text(max_size=300))
def test_every_text_makes_a_name_the_disk_takes(text: str) -> None:
    name = safe_name(text, ".pdf")
    assert name.endswith(".pdf")
    assert len(name) <= 130
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*\0\n\t')
    assert name == name.strip(" .")
    assert safe_name(name.removesuffix(".pdf"), ".pdf") == name
