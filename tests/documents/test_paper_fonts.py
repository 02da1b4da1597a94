"""Which faces a paper is set in, and what is said when a face is missing, damaged or lacks letters."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import reportlab

from unionDesk.documents import fonts
from unionDesk.rules.errors import UserError


def _copy(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir()
    for own, name in zip(fonts.BUNDLED_FILES, names, strict=True):
        shutil.copy(fonts.BUNDLED / own, folder / name)
    return folder


def test_windows_own_times_is_taken_when_it_is_whole(tmp_path: Path) -> None:
    windows = _copy(tmp_path / "Fonts", fonts.WINDOWS_FILES)
    faces = fonts.load(windows, fonts.BUNDLED)
    assert {Path(face.face.filename).parent for face in faces} == {windows}


def test_the_bundled_faces_are_taken_when_windows_lacks_one(tmp_path: Path) -> None:
    windows = _copy(tmp_path / "Fonts", fonts.WINDOWS_FILES)
    (windows / "timesbi.ttf").unlink()
    faces = fonts.load(windows, fonts.BUNDLED)
    assert {Path(face.face.filename).parent for face in faces} == {fonts.BUNDLED}


def test_the_bundled_faces_are_taken_when_windows_face_lacks_vietnamese_letters(tmp_path: Path) -> None:
    windows = _copy(tmp_path / "Fonts", fonts.WINDOWS_FILES)
    western = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    shutil.copy(western, windows / "timesi.ttf")
    faces = fonts.load(windows, fonts.BUNDLED)
    assert {Path(face.face.filename).parent for face in faces} == {fonts.BUNDLED}


def test_a_missing_face_is_named_in_a_sentence(tmp_path: Path) -> None:
    bundled = _copy(tmp_path / "phông chữ", fonts.BUNDLED_FILES)
    (bundled / "LiberationSerif-Italic.ttf").unlink()
    with pytest.raises(UserError, match=r"Thiếu tệp phông chữ “LiberationSerif-Italic\.ttf”"):
        fonts.load(None, bundled)


@pytest.mark.parametrize("left", [0, 10, 5_000, 200_000])
def test_a_cut_off_face_is_named_in_a_sentence(tmp_path: Path, left: int) -> None:
    bundled = _copy(tmp_path / "fonts", fonts.BUNDLED_FILES)
    target = bundled / "LiberationSerif-Bold.ttf"
    target.write_bytes(target.read_bytes()[:left])
    with pytest.raises(UserError, match=r"LiberationSerif-Bold\.ttf” bị hỏng"):
        fonts.load(None, bundled)


def test_a_face_with_changed_bytes_is_named_in_a_sentence(tmp_path: Path) -> None:
    bundled = _copy(tmp_path / "fonts", fonts.BUNDLED_FILES)
    target = bundled / "LiberationSerif-Regular.ttf"
    whole = bytearray(target.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 4096] = bytes(4096)
    target.write_bytes(whole)
    with pytest.raises(UserError, match=r"LiberationSerif-Regular\.ttf” bị hỏng"):
        fonts.load(None, bundled)


def test_a_bundled_face_without_vietnamese_letters_is_refused(tmp_path: Path) -> None:
    bundled = _copy(tmp_path / "fonts", fonts.BUNDLED_FILES)
    shutil.copy(
        Path(reportlab.__file__).parent / "fonts" / "Vera.ttf", bundled / "LiberationSerif-Regular.ttf"
    )
    with pytest.raises(UserError, match="thiếu chữ tiếng Việt"):
        fonts.load(None, bundled)


def test_the_licence_lies_beside_the_faces() -> None:
    licence = (fonts.BUNDLED / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "Reserved Font Name Liberation" in licence
