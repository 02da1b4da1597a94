"""The recipe for the frozen program: what it carries, and what must not travel."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from source_tree import ROOT, package


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the recipe asks of PyInstaller, which is not installed for tests (a build takes a minute)."""
    seen: dict[str, Any] = {"programs": []}
    hooks = ModuleType("PyInstaller.utils.hooks")
    hooks.__dict__.update(
        collect_data_files=lambda name: [(name, name)],
        collect_submodules=lambda name: [each.name for each in package()] if name == "unionDesk" else [name],
        copy_metadata=lambda name: [],
    )
    for name in ("PyInstaller", "PyInstaller.utils"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "PyInstaller.utils.hooks", hooks)

    def analysis(scripts: list[str], **asked: Any) -> SimpleNamespace:
        seen.update(asked, scripts=scripts)
        found = ["PySide6/icuuc.dll", "MSCMS.DLL", "PySide6/Qt6Core.dll"]
        return SimpleNamespace(
            binaries=[(name, name, "BINARY") for name in found], datas=[], pure=[], scripts=[]
        )

    names = {
        "SPECPATH": str(ROOT / "packaging"),
        "Analysis": analysis,
        "PYZ": lambda pure: pure,
        "EXE": lambda *parts, **how: seen["programs"].append((how["name"], how["console"])),
        "COLLECT": lambda *parts, **how: seen.update(collected=parts),
    }
    source = (ROOT / "packaging" / "uniondesk.spec").read_text(encoding="utf-8")
    exec(compile(source, "uniondesk.spec", "exec"), names)
    return seen


def test_libraries_of_windows_itself_do_not_travel(built: dict[str, Any]) -> None:
    carried = [entry[0] for part in built["collected"] if isinstance(part, list) for entry in part]
    assert carried == ["PySide6/Qt6Core.dll"]


def test_the_folder_carries_database_revisions_and_resources(built: dict[str, Any]) -> None:
    carried = {target: Path(source) for source, target in built["datas"]}
    assert carried["db"] == ROOT / "db"
    assert carried["resources"] == ROOT / "resources"
    assert all(Path(script).is_file() for script in built["scripts"])


def test_modules_named_only_as_text_travel_too(built: dict[str, Any]) -> None:
    assert {each.name for each in package()} <= set(built["hiddenimports"])


def test_there_is_a_program_with_a_window_and_one_with_a_console(built: dict[str, Any]) -> None:
    assert built["programs"] == [("unionDesk", False), ("unionDesk-cli", True)]
