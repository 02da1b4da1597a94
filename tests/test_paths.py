"""The program finds its own files from source and from a built wheel; the user's lie under one folder."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from source_tree import ROOT

from unionDesk.paths import Paths

ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
if len(sys.argv) > 2:
    sys._MEIPASS = sys.argv[2]
from unionDesk import paths
print(json.dumps({
    "package": str(paths.PACKAGE), "program": str(paths.program_folder()), "fonts": str(paths.FONTS),
    "migrations": str(paths.MIGRATIONS), "reference": str(paths.REFERENCE),
}))
"""


def ask(place: Path, elsewhere: Path, *arguments: str) -> dict[str, Path]:
    """Where the program in `place` finds its files, asked in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", ASK, place, *arguments],
        cwd=elsewhere,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {name: Path(value) for name, value in json.loads(done.stdout).items()}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built and unpacked as an installer does it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site-packages")
    return folder / "site-packages"


def _files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_from_source_the_files_lie_beside_the_package(tmp_path: Path) -> None:
    found = ask(ROOT, tmp_path)
    assert found["program"] == ROOT
    assert sorted(found["fonts"].glob("LiberationSerif-*.ttf"))


def test_a_wheel_brings_every_resource_and_every_revision(unpacked: Path, tmp_path: Path) -> None:
    found = ask(unpacked, tmp_path)
    assert found["package"] == unpacked / "unionDesk"
    for folder in ("resources", "db"):
        assert _files(found["program"] / folder) == _files(ROOT / folder)
    assert sorted(found["fonts"].glob("LiberationSerif-*.ttf"))
    assert found["reference"].is_dir()


def test_a_wheel_brings_the_program_and_its_licences_and_nothing_else(unpacked: Path) -> None:
    assert {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")} == {"unionDesk"}
    (info,) = unpacked.glob("*.dist-info")
    assert {path.name for path in (info / "licenses").rglob("*") if path.is_file()} == {"LICENSE", "OFL.txt"}
    assert "unionDesk = unionDesk.app:main" in (info / "entry_points.txt").read_text(encoding="utf-8")


def test_frozen_the_files_lie_where_the_bundle_was_unpacked(tmp_path: Path) -> None:
    found = ask(ROOT, tmp_path, str(tmp_path / "bundle"))
    assert found["migrations"] == tmp_path / "bundle" / "db" / "migrations"


def test_a_given_folder_holds_everything(tmp_path: Path) -> None:
    folder = tmp_path / "Dữ liệu thử" / "năm 2026"
    mine = Paths.of(folder)
    for file in (mine.database, mine.settings, mine.log):
        assert folder in file.parents
        assert file.parent.is_dir()
        assert not file.exists()
    for each in (mine.drafts, mine.backups, mine.papers):
        assert folder in each.parents
        assert each.is_dir()


def test_a_relative_folder_stays_where_it_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    mine = Paths.of("thử")
    monkeypatch.chdir(ROOT)
    assert mine.database == tmp_path / "thử" / "unionDesk.sqlite"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the custom of Linux")
def test_without_a_folder_the_users_own_is_taken_and_not_made_before_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Paths.of().data == tmp_path / "unionDesk"
    assert not any(tmp_path.iterdir())
    assert Paths.of().drafts.is_relative_to(tmp_path)
