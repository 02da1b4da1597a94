"""What the program is built on may be given on to every office: no licence forbids it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from source_tree import ROOT

PERMITTED = re.compile(
    r"(MIT|MIT-0|MIT-CMU|HPND|0BSD|BSD(-\d-Clause)?|Apache(-2\.0)?|MPL-2\.0|LGPL-[23]\.[01](-only|-or-later)?"
    r"|PSF(-2\.0)?|Python-2\.0|OFL-1\.1|ISC|Zlib|Unlicense|CC0-1\.0)( Software)?( License)?",
    re.IGNORECASE,
)

# Read by hand, since their own words are no expression.
READ_BY_HAND = {
    # PDFium and what it links (zlib, libpng, FreeType, …): permissive, texts lie in the wheel
    "pypdfium2": "BSD-3-Clause, Apache-2.0, dependency licenses",
}


def permitted(expression: str) -> bool:
    """Whether an SPDX expression leaves a permitted choice; AND binds stronger than OR."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", " ").replace(")", " ").strip())
    return any(
        all(PERMITTED.fullmatch(term.strip()) for term in re.split(r"\s+AND\s+|,", choice))
        for choice in choices
    )


def licence_of(found: Distribution) -> str:
    """The licence as the package declares it: the expression, else the classifiers, else the field."""
    declared: str | None = found.metadata.get("License-Expression")
    classifiers = [
        text.rpartition(":: ")[2]
        for text in found.metadata.get_all("Classifier", [])
        if text.startswith("License :: ") and text != "License :: OSI Approved"
    ]
    return declared or " AND ".join(classifiers) or found.metadata.get("License") or "(none)"


def closure() -> dict[str, Distribution]:
    """Every distribution that the program needs at run time on this machine, dependencies of dependencies too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Distribution] = {}
    todo = [(text, frozenset({""})) for text in project["dependencies"]]
    while todo:
        text, extras = todo.pop()
        needed = Requirement(text)
        name = canonicalize_name(needed.name)
        if needed.marker and not any(needed.marker.evaluate({"extra": extra}) for extra in extras):
            continue
        if name in found and not needed.extras:
            continue
        found[name] = distribution(name)
        more = frozenset({"", *needed.extras})
        todo += [(each, more) for each in found[name].requires or []]
    return found


def test_every_library_may_be_given_on() -> None:
    refused = {}
    for name, found in closure().items():
        declared = licence_of(found)
        if name in READ_BY_HAND and READ_BY_HAND[name] == found.metadata.get("License"):
            continue
        if not permitted(declared):
            refused[name] = declared
    assert refused == {}


def test_the_walk_reaches_the_dependencies_of_dependencies() -> None:
    found = closure()
    assert {
        "pyside6-essentials",
        "shiboken6",
        "mako",
        "markupsafe",
        "pillow",
        "six",
        "psycopg-binary",
    } <= set(found)
    assert "pytest" not in found


def test_no_qt_module_under_the_gpl_is_there() -> None:
    """QtCharts, QtDataVisualization and others came under the GPL alone; they are in the add-ons."""
    for name in ("PySide6", "PySide6-Addons"):
        with pytest.raises(PackageNotFoundError):
            distribution(name)


@pytest.mark.parametrize(
    "expression",
    [
        "MIT",
        "Apache-2.0 OR BSD-3-Clause",
        "LGPL-3.0-only OR GPL-2.0-only",
        "MIT AND (Apache-2.0 OR BSD-2-Clause)",
    ],
)
def test_a_permitted_choice_is_seen(expression: str) -> None:
    assert permitted(expression)


@pytest.mark.parametrize(
    "expression", ["GPL-3.0-only", "MIT AND GPL-2.0-or-later", "AGPL-3.0", "(none)", "Proprietary"]
)
def test_what_binds_the_offices_is_refused(expression: str) -> None:
    assert not permitted(expression)


def test_the_program_and_its_fonts_carry_their_licences() -> None:
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    fonts = list((ROOT / "resources" / "fonts").rglob("*.ttf"))
    assert fonts
    assert (
        "SIL OPEN FONT LICENSE"
        in (ROOT / "resources" / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()
    )
