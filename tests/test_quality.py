"""The linter, the type checker and the lock files, as part of the test command."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from source_tree import ROOT

import main as launcher

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN_LOCK = ROOT / launcher.LOCKS["run"]
OURS = (".ci", "bench", "db", "docs", "packaging", "resources", "tests", "unionDesk")
TEST_LOCK = ROOT / launcher.LOCKS["test"]


@pytest.mark.parametrize(
    "call",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["ruff", "format", "mypy"],
)
def test_the_source_passes_the_checker(call: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *call], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def pins(lock: Path) -> dict[str, tuple[str, str, int]]:
    """Each locked name with its version, its marker and how many hashes it has."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=sha256:")
            needed = Requirement(requirement.strip())
            version = str(needed.specifier).removeprefix("==")
            found[canonicalize_name(needed.name)] = (version, str(needed.marker or ""), len(hashes))
    return found


@pytest.mark.parametrize("lock", [RUN_LOCK, TEST_LOCK], ids=lambda lock: lock.name)
def test_a_lock_names_no_address_and_pins_every_package_by_its_hashes(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-|@ ", re.sub(r"--hash=sha256:[0-9a-f]{64}", "", text), re.MULTILINE)
    assert all(count > 0 and version for version, _marker, count in pins(lock).values())


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (RUN_LOCK, PROJECT["project"]["dependencies"]),
        (TEST_LOCK, PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
    ids=["run", "test"],
)
def test_a_lock_holds_what_the_project_asks_for(lock: Path, wanted: list[str]) -> None:
    locked = pins(lock)
    for text in wanted:
        needed = Requirement(text)
        version = locked.get(canonicalize_name(needed.name), ("", "", 0))[0]
        assert version, f"{needed.name} is not in {lock.name}: compile it again"
        assert needed.specifier.contains(version), f"{needed} against {version} in {lock.name}"


def test_both_locks_name_the_same_versions() -> None:
    """Or the tests would test something else than what runs."""
    tested = pins(TEST_LOCK)
    assert {name: pin for name, pin in pins(RUN_LOCK).items() if tested.get(name) != pin} == {}


def test_the_launcher_takes_the_pythons_that_the_project_names() -> None:
    named = SpecifierSet(PROJECT["project"]["requires-python"])
    taken = [minor for minor in range(30) if launcher.OLDEST <= (3, minor) < launcher.TOO_NEW]
    assert taken == [minor for minor in range(30) if named.contains(f"3.{minor}")]


def test_no_text_file_names_a_machine_or_a_registry() -> None:
    """The repository is the same for everybody: no path of a workplace, no address of a mirror."""
    mark = re.compile(rb"/(root|home)/[a-z]|/work" rb"/|(files\.)?pythonhosted\.org|/opt/(wheels|pypi)")
    found = []
    for path in [*ROOT.glob("*"), *(file for folder in OURS for file in (ROOT / folder).rglob("*"))]:
        is_text = (
            path.suffix in {".py", ".toml", ".md", ".lock", ".csv", ".txt", ".spec"} or path.name == "run"
        )
        if is_text and path.is_file():
            found += [f"{path}: {hit.group().decode()}" for hit in mark.finditer(path.read_bytes())]
    assert found == []
