"""main.py as a user meets it: real starts of a small copy, with a real environment and a real pip."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from source_tree import ROOT

import main as launcher

posix_only = pytest.mark.skipif(os.name == "nt", reason="signals and modes of POSIX")

PROJECT = """
[project]
name = "unionDesk"
version = "7.8.9"
description = "A small copy"
requires-python = ">=3.11,<3.15"
license = "MIT"
dependencies = ["pebble"]
[project.scripts]
unionDesk = "unionDesk.app:main"
"""
PROGRAM = """
import json, os, sys
import pebble
def main(argv=None):
    argv = sys.argv[1:] if argv is None else argv
    print(json.dumps({
        "argv": argv, "pebble": pebble.COLOUR, "utf8": sys.flags.utf8_mode, "prefix": sys.prefix,
        "qt": os.environ.get("QT_QPA_PLATFORM"), "cwd": os.getcwd(),
    }))
    return 5 if argv == ["fail"] else 0
"""
# Stands where pytest stands in the real environment and tells what it was called with.
STAND_IN = "import json, os, sys\nprint(json.dumps({'argv': sys.argv[1:], 'cwd': os.getcwd()}))\n"


def wheel(folder: Path, name: str, version: str, files: dict[str, str]) -> str:
    """Write a wheel; gives back its line for a lock file."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in files.items():
            archive.writestr(each, text)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "".join(f"{each},,\n" for each in archive.namelist()))
    return f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Copy:
    """A checkout with the real main.py, a program of one module, and its one library as a wheel."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "Đoàn viên – bản thử"
        self.home = folder / "home"
        self.elsewhere = folder / "elsewhere"
        self.venv = self.folder / ".venv"
        wheels = self.folder / "vendor" / "wheels"
        for each in (wheels, self.home, self.elsewhere, self.folder / "unionDesk"):
            each.mkdir(parents=True)
        shutil.copy(ROOT / "main.py", self.folder)
        shutil.copy(ROOT / "unionDesk" / "__main__.py", self.folder / "unionDesk")
        (self.folder / "unionDesk" / "__init__.py").touch()
        (self.folder / "unionDesk" / "app.py").write_text(PROGRAM, encoding="utf-8")
        (self.folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
        pebble = wheel(wheels, "pebble", "1.0", {"pebble.py": "COLOUR = 'grey'\n"})
        self.newer = wheel(wheels, "pebble", "2.0", {"pebble.py": "COLOUR = 'xanh'\n"})
        stand_in = wheel(wheels, "pytest", "1.0", {"pytest.py": STAND_IN})
        self.lock = self.folder / "requirements.lock"
        self.lock.write_text(pebble, encoding="utf-8")
        (self.folder / "requirements-dev.lock").write_text(pebble + stand_in, encoding="utf-8")

    def begin(self, *arguments: str, before: list[str] | None = None) -> subprocess.Popen[str]:
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH", "PYTHONUTF8"}
        }
        environ |= {"HOME": str(self.home), "XDG_DATA_HOME": str(self.home), "LOCALAPPDATA": str(self.home)}
        return subprocess.Popen(
            [*(before or []), sys.executable, str(self.folder / "main.py"), *arguments],
            cwd=self.elsewhere,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def start(self, *arguments: str, code: int = 0, before: list[str] | None = None) -> tuple[Any, str]:
        """What the program told (None without output) and what the launcher said."""
        program = self.begin(*arguments, before=before)
        out, said = program.communicate(timeout=120)
        assert program.returncode == code, said
        return (json.loads(out) if out else None), said


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A copy that was started once."""
    copy = Copy(tmp_path_factory.mktemp("launcher"))
    told, said = copy.start("list", "branches")
    assert told["argv"] == ["list", "branches"]
    assert "Preparing" in said
    return copy


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Copy]:
    copy = Copy(tmp_path)
    yield copy
    copy.folder.chmod(0o755)


def test_a_later_start_prepares_nothing_and_says_nothing(ready: Copy) -> None:
    told, said = ready.start("list", "--data", "chỗ thử")
    assert told["argv"] == ["list", "--data", "chỗ thử"]
    assert told["pebble"] == "grey"
    assert told["utf8"] == 1
    assert Path(told["prefix"]) == ready.venv
    assert Path(told["cwd"]) == ready.elsewhere  # relative file names stay what they were
    assert said == ""


def test_the_programs_exit_code_comes_through(ready: Copy) -> None:
    ready.start("fail", code=5)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a screen")
@pytest.mark.parametrize(
    ("arguments", "drawn"),
    [((), "offscreen"), (("tour",), "offscreen"), (("list",), None), (("--help",), None)],
)
def test_without_a_screen_windows_are_drawn_off_it_and_that_is_said(
    ready: Copy, arguments: tuple[str, ...], drawn: str | None
) -> None:
    told, said = ready.start(*arguments)
    assert told["qt"] == drawn
    assert ("No display" in said) == (drawn is not None)


def test_the_project_is_installed_with_its_script(ready: Copy) -> None:
    script = ready.venv / ("Scripts/unionDesk.exe" if os.name == "nt" else "bin/unionDesk")
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUTF8"}
    out = subprocess.run(
        [script, "about"], capture_output=True, encoding="utf-8", check=True, env=environ
    ).stdout
    assert json.loads(out)["argv"] == ["about"]
    python = launcher.python_of(str(ready.venv))
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=json"], capture_output=True, check=True
    ).stdout
    assert {(each["name"], each["version"]) for each in json.loads(listed)} >= {("unionDesk", "7.8.9")}


def test_the_test_command_hands_its_arguments_to_pytest_in_the_checkout(ready: Copy) -> None:
    told, _said = ready.start("test", "-k", "tên")
    assert told == {"argv": ["-k", "tên"], "cwd": str(ready.folder)}


def test_what_was_prepared_for_the_tests_will_do_for_the_program(fresh: Copy) -> None:
    assert "Preparing" in fresh.start("test")[1]
    told, said = fresh.start("list")
    assert told["pebble"] == "grey"
    assert said == ""


def test_a_changed_lock_is_installed_into_the_same_environment(ready: Copy) -> None:
    ready.start("test")
    (ready.venv / "stays").touch()
    before = ready.lock.read_text(encoding="utf-8")
    ready.lock.write_text(ready.newer, encoding="utf-8")
    told, said = ready.start("list")
    assert told["pebble"] == "xanh"
    assert "Preparing" in said
    assert (ready.venv / "stays").exists()
    ready.lock.write_text(before, encoding="utf-8")
    assert "Preparing" in ready.start("test")[1], "an older stamp must not vouch for what was replaced"
    assert ready.start("list")[0]["pebble"] == "grey"


def test_a_package_with_another_hash_is_not_installed(fresh: Copy) -> None:
    text = fresh.lock.read_text(encoding="utf-8")
    right = text.rpartition(":")[2].strip()
    fresh.lock.write_text(text.replace(right, "0" * 64), encoding="utf-8")
    told, said = fresh.start("list", code=launcher.NOT_READY)
    assert told is None
    assert "could not be installed" in said


@posix_only
def test_an_interrupted_first_start_is_repeated_from_nothing(fresh: Copy) -> None:
    program = fresh.begin("list")
    half = fresh.venv / "lib"
    end = time.monotonic() + 60
    while not half.exists() and time.monotonic() < end:
        os.sched_yield()
    os.killpg(program.pid, signal.SIGKILL)
    program.communicate()
    assert half.exists()
    (fresh.venv / "half a package").touch()
    told, said = fresh.start("list")
    assert told["pebble"] == "grey"
    assert "Preparing" in said
    assert not (fresh.venv / "half a package").exists()


def test_of_two_first_starts_at_once_one_prepares_and_one_waits(fresh: Copy) -> None:
    programs = [fresh.begin("list", "one"), fresh.begin("list", "two")]
    ends = [program.communicate(timeout=120) for program in programs]
    assert [program.returncode for program in programs] == [0, 0], ends
    assert [json.loads(out)["argv"][1] for out, _said in ends] == ["one", "two"]
    assert sorted(("Preparing" in said, "waiting" in said) for _out, said in ends) == [
        (False, True),
        (True, False),
    ]


@posix_only
def test_a_read_only_folder_gets_its_environment_in_the_users_folder(fresh: Copy) -> None:
    fresh.folder.chmod(0o555)
    before: list[str] = []
    if os.geteuid() == 0:  # root writes anywhere, unless that right is laid down
        if not shutil.which("setpriv"):
            pytest.skip("root without setpriv cannot be kept from writing")
        before = ["setpriv", "--inh-caps=-dac_override", "--bounding-set=-dac_override"]
    told, said = fresh.start("list", before=before)
    assert told["pebble"] == "grey"
    assert not fresh.venv.exists()
    assert (fresh.home / "unionDesk") in Path(told["prefix"]).parents
    assert "Preparing" in said
    assert fresh.start("list", before=before)[1] == ""


# --- what needs no environment --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], None),
        (["--data", "tour"], None),
        (["--data", "x", "--as", "Lan", "tour"], "tour"),
        (["--data=x", "list", "branches"], "list"),
        (["--json", "check"], "check"),
        (["--database"], None),
    ],
)
def test_the_command_is_found_among_the_options(arguments: list[str], command: str | None) -> None:
    assert launcher.command_of(arguments) == command


def test_an_old_python_can_read_the_launcher() -> None:
    """Python 2.7 and 3.5 must get as far as the sentence that they are too old."""
    text = (ROOT / "main.py").read_bytes()
    assert text.isascii()
    for node in ast.walk(ast.parse(text)):
        assert not isinstance(
            node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match | ast.AsyncFunctionDef
        )
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            assert not any(isinstance(each, ast.Starred) for each in node.elts), node.lineno
        assert not (isinstance(node, ast.Raise) and node.cause), node.lineno
        assert not (isinstance(node, ast.arg) and node.annotation), node.lineno
        assert not (isinstance(node, ast.FunctionDef) and (node.returns or node.args.kwonlyargs)), node.lineno
        assert not (isinstance(node, ast.Dict) and None in node.keys), node.lineno


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 15, 0)])
def test_another_python_is_refused_with_a_sentence(
    version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as end:
        launcher.check_python()
    monkeypatch.undo()
    assert end.value.code == launcher.NOT_READY
    said = capsys.readouterr().err
    assert "3.11 - 3.14" in said
    assert "{}.{}".format(*version) in said


linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
NOWHERE = (("libNowhere.so.0", "libnowhere0"),)


@linux_only
def test_libraries_of_the_screen_are_asked_for_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(launcher, "X11_LIBRARIES", NOWHERE)
    assert "libnowhere0" not in launcher.missing_packages(window=True)
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libnowhere0" in launcher.missing_packages(window=True)
    assert "libnowhere0" not in launcher.missing_packages(window=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert "libnowhere0" not in launcher.missing_packages(window=True)


@pytest.fixture
def stand_in_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get on the path that writes down how it was called; tests install nothing on a machine."""
    notes = tmp_path / "notes"
    script = tmp_path / "apt-get"
    script.write_text(
        f'#!/bin/sh\necho "$DEBIAN_FRONTEND: $*" >> "{notes}"\nexit ${{APT_CODE:-0}}\n', encoding="utf-8"
    )
    script.chmod(0o755)
    (tmp_path / "env").symlink_to(shutil.which("env") or "/usr/bin/env")
    monkeypatch.setenv("PATH", str(tmp_path))
    return notes


@linux_only
def test_root_installs_what_is_missing(stand_in_apt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    launcher.install_packages(["libgl1", "libegl1"])
    update, install = stand_in_apt.read_text(encoding="utf-8").splitlines()
    assert update.startswith("noninteractive:")
    assert update.endswith(" update")
    assert install.endswith(" install -y --no-install-recommends libgl1 libegl1")


@linux_only
@pytest.mark.parametrize("person", [0, 1000])
def test_where_nothing_can_be_installed_the_one_command_is_told(
    stand_in_apt: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], person: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: person)
    monkeypatch.setattr(sys, "stderr", sys.__stderr__)
    monkeypatch.setenv("APT_CODE", "100")
    with pytest.raises(SystemExit) as end:
        launcher.install_packages(["libgl1", "libegl1"])
    assert end.value.code == launcher.NOT_READY
    told = capfd.readouterr().err.splitlines()[-1].strip()
    assert told.startswith("su -c 'apt-get update && apt-get install "), "this machine has no sudo"
    assert told.endswith(" libgl1 libegl1'")
    assert stand_in_apt.exists() == (person == 0)


@linux_only
def test_an_installation_that_did_not_help_is_not_repeated_for_ever(
    fresh: Copy, stand_in_apt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = fresh.folder / "main.py"
    text = program.read_text(encoding="utf-8")
    program.write_text(text.replace("libfontconfig.so.1", "libNowhere.so.0"), encoding="utf-8")
    told, said = fresh.start(code=launcher.NOT_READY)
    assert told is None
    assert said.splitlines()[-1].endswith("libfontconfig1'")
    calls = stand_in_apt.read_text(encoding="utf-8").splitlines() if stand_in_apt.exists() else []
    assert len(calls) == (2 if os.geteuid() == 0 else 0)


def test_windows_is_waited_for_and_gives_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no exec there that keeps the console: the launcher stays and passes the code on."""
    monkeypatch.setattr(launcher, "WINDOWS", True)
    monkeypatch.chdir(ROOT)
    assert launcher.hand_over(sys.executable, ["test", "--version"], window=False) == 0
    assert launcher.hand_over(sys.executable, ["test", "--no-such-option"], window=False) == 4


def test_a_folder_too_deep_for_windows_is_left_for_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "C:/" + "x" * 100 + "/.venv"
    assert not launcher.too_deep(deep)
    monkeypatch.setattr(launcher, "WINDOWS", True)
    assert launcher.too_deep(deep)
    assert not launcher.too_deep("C:/unionDesk/.venv")
