"""The five laws of the house, read off the source itself. See the architecture in CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from source_tree import OWN, ROOT, Source, package, read

# What a part of the program may import from the others. `app` may see everything.
BASE = {"rules", "paths", "safe_file"}
MAY_IMPORT: dict[str, set[str]] = {
    "": set(),
    "rules": {"rules"},
    "paths": set(),
    "safe_file": {"rules"},
    "options": {"rules"},
    "records": {"rules", "records"},
    "storage": BASE | {"records", "storage"},
    "documents": BASE | {"documents"},
    "workbooks": BASE | {"workbooks"},
    "calendars": BASE | {"calendars"},
    "services": BASE | {"records", "storage", "documents", "workbooks", "calendars", "services"},
    "ui": BASE | {"services", "ui"},
    "cli": BASE | {"services", "cli", "options"},
    "__main__": {"app"},
}

# Every library has its owner; one that is not listed has none and may not be used.
OWNERS: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "pypdfium2": ("ui.kit.pdf_file",),
    "sqlalchemy": ("records", "storage", "services"),
    "sqlite3": ("storage",),
    "alembic": ("storage",),
    "psycopg": ("storage",),
    "keyring": ("storage",),
    "reportlab": ("documents",),
    "openpyxl": ("workbooks",),
    "python_calamine": ("workbooks",),
    "xlsxwriter": ("workbooks",),
    "holidays": ("calendars",),
    "dateutil": ("calendars",),
    "platformdirs": ("paths",),
}

# Loaded when first used: the window must be there without them.
HEAVY = ("alembic", "holidays", "keyring", "openpyxl", "psycopg", "pypdfium2", "python_calamine", "reportlab")

WRITING_STATEMENT = re.compile(r"\s*(insert\s+into|delete\s+from|update\s+[\w.\"]+\s+set)\s", re.IGNORECASE)

LONGEST_FILE = 500
LONGEST_WINDOW = 300


def broken_layers(source: Source) -> Iterator[str]:
    if source.part == "app":
        return
    allowed = MAY_IMPORT.get(source.part)
    if allowed is None:
        yield f"{source.name}: no such part of the house"
        return
    for each in source.imports:
        if each.library != OWN:
            continue
        part = each.name.removeprefix(OWN).removeprefix(".").partition(".")[0]
        is_part = part in MAY_IMPORT or part == "app"
        if is_part and part not in allowed:
            yield f"{source.name}:{each.line} imports {each.name}"


def foreign_libraries(source: Source) -> Iterator[str]:
    if source.part == "app":
        return
    place = source.name.removeprefix(OWN + ".")
    for each in source.imports:
        known = each.library in sys.stdlib_module_names and each.library not in OWNERS
        if known or each.library in {OWN, "__future__"}:
            continue
        owners = OWNERS.get(each.library, ())
        if not any(place == owner or place.startswith((owner + ".", owner + "_")) for owner in owners):
            yield f"{source.name}:{each.line} imports {each.name}; owners: {', '.join(owners) or 'none'}"


def late_own_imports(source: Source) -> Iterator[str]:
    if source.part != "app":
        for each in source.imports:
            if each.inside_function and each.library == OWN:
                yield f"{source.name}:{each.line} imports {each.name} inside a function"


def caught_too_much(source: Source) -> Iterator[str]:
    """`except Exception` is a bug hidden, unless it raises the error on."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            names = (
                {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"Exception"}
            )
            raises = any(isinstance(n, ast.Raise) and n.exc is None for n in ast.walk(node))
            if names & {"Exception", "BaseException"} and not raises:
                yield f"{source.name}:{node.lineno} catches everything"


def unaudited_writes(source: Source) -> Iterator[str]:
    """A bulk statement leaves no audit entry and no new version: only storage may write so."""
    if source.part == "storage":
        return
    for each in source.imports:
        if each.library == "sqlalchemy" and each.name.rpartition(".")[2] in {"insert", "update", "delete"}:
            yield f"{source.name}:{each.line} imports {each.name}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if WRITING_STATEMENT.match(node.value):
                yield f"{source.name}:{node.lineno} writes by a statement of its own"
        elif isinstance(node, ast.Attribute) and node.attr in {"bulk_save_objects", "bulk_insert_mappings"}:
            yield f"{source.name}:{node.lineno} writes in bulk"


def own_file_places(source: Source) -> Iterator[str]:
    """Only paths.py knows where files lie: from source, from a wheel and frozen they lie elsewhere."""
    if source.part != "paths":
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Name) and node.id == "__file__":
                yield f"{source.name}:{node.lineno} looks for files beside itself"


def undocumented(source: Source) -> Iterator[str]:
    if not ast.get_docstring(source.tree):
        yield f"{source.name} does not say what it is for"


def too_long(source: Source) -> Iterator[str]:
    limit = LONGEST_WINDOW if source.name == "unionDesk.ui.window" else LONGEST_FILE
    if source.lines >= limit:
        yield f"{source.name} has {source.lines} lines, the limit is {limit}"


LAWS = [
    broken_layers,
    foreign_libraries,
    late_own_imports,
    caught_too_much,
    unaudited_writes,
    own_file_places,
    undocumented,
    too_long,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_program_keeps_the_law(law: object) -> None:
    assert [fault for source in package() for fault in law(source)] == []  # type: ignore[operator]


@pytest.mark.parametrize(
    ("law", "name", "text"),
    [
        (broken_layers, "unionDesk.rules.x", "from unionDesk.records import branch"),
        (broken_layers, "unionDesk.rules.x", "from ..records.branch import Branch"),
        (broken_layers, "unionDesk.documents.x", "from .. import storage"),
        (broken_layers, "unionDesk.ui.kit.x", "import unionDesk.storage.engine"),
        (broken_layers, "unionDesk.services.x", "from unionDesk import ui"),
        (broken_layers, "unionDesk.helpers.x", ""),
        (foreign_libraries, "unionDesk.services.x", "from PySide6.QtCore import QObject"),
        (foreign_libraries, "unionDesk.ui.screens.x", "def f():\n    import sqlalchemy"),
        (foreign_libraries, "unionDesk.ui.screens.x", "import pypdfium2"),
        (foreign_libraries, "unionDesk.rules.x", "import requests"),
        (foreign_libraries, "unionDesk.services.x", "import sqlite3"),
        (late_own_imports, "unionDesk.services.x", "def f():\n    from . import visits"),
        (
            late_own_imports,
            "unionDesk.services.x",
            "class A:\n    def f(self):\n        import unionDesk.rules",
        ),
        (caught_too_much, "unionDesk.ui.x", "try:\n    f()\nexcept Exception:\n    pass"),
        (
            caught_too_much,
            "unionDesk.ui.x",
            "try:\n    f()\nexcept (ValueError, BaseException) as e:\n    g(e)",
        ),
        (caught_too_much, "unionDesk.ui.x", "try:\n    f()\nexcept:\n    pass"),
        (unaudited_writes, "unionDesk.services.x", "from sqlalchemy import select, update"),
        (unaudited_writes, "unionDesk.services.x", "f('update branch set name = 1')"),
        (unaudited_writes, "unionDesk.services.x", "session.bulk_save_objects([])"),
        (own_file_places, "unionDesk.documents.x", "from pathlib import Path\nA = Path(__file__).parent"),
        (undocumented, "unionDesk.rules.x", "A = 1\n"),
        (too_long, "unionDesk.rules.x", "\n" * 500),
        (too_long, "unionDesk.ui.window", "\n" * 300),
    ],
)
def test_a_breach_is_found(law: object, name: str, text: str) -> None:
    assert list(law(Source(name, text)))  # type: ignore[operator]


def test_what_the_laws_allow_is_not_found() -> None:
    text = '''"""A service."""
from sqlalchemy import select
from unionDesk.rules.errors import UserError
from unionDesk import __version__
from ..records.branch import Branch

def save(work):
    import json
    try:
        work.session.flush()
    except Exception:
        work.session.rollback()
        raise
'''
    source = Source("unionDesk.services.branches", text)
    assert [fault for law in LAWS for fault in law(source)] == []


def test_no_module_imports_itself_by_a_detour() -> None:
    """Cycles hold together until somebody changes the order of two imports."""
    sources = {source.name: source for source in package()}
    graph = {name: _neighbours(source, sources) for name, source in sources.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail[trail.index(name) :], name])
        if name not in done:
            for each in sorted(graph[name]):
                visit(each, (*trail, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def _neighbours(source: Source, sources: dict[str, Source]) -> set[str]:
    """The modules that importing this one needs; a package is only its own `__init__`."""
    found = set()
    for each in source.imports:
        if each.library == OWN and not each.inside_function and not each.for_types_only:
            target = each.name if each.name in sources else each.name.rpartition(".")[0]
            if target in sources and target != source.name:
                found.add(target)
    return found


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    launcher = read(ROOT / "main.py")
    assert {each.library for each in launcher.imports} <= sys.stdlib_module_names
    assert launcher.lines < 420


def test_the_window_starts_without_the_heavy_libraries() -> None:
    """Everything that a first window could touch is imported in a fresh process, and it stays light."""
    modules = [
        s.name for s in package() if s.part in {"app", "services", "ui", "storage", "records", "rules"}
    ]
    code = f"import sys\nfor name in {modules!r}:\n    __import__(name)\n"
    code += f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
