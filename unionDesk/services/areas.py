"""Areas an office may choose: provinces of today and, inside them, the districts of before July 2025."""

from __future__ import annotations

from dataclasses import dataclass

from unionDesk.rules.kinds import PlaceLevel, PlaceSystem
from unionDesk.rules.names import fold, sort_key
from unionDesk.rules.places import PlaceInfo

from .places import book

_BEFORE, _SINCE = PlaceSystem.BEFORE_2025_07, PlaceSystem.SINCE_2025_07


@dataclass(frozen=True)
class Area:
    """A province or district: its code, its name, and what tells it from others."""

    code: str
    name: str
    detail: str = ""


def provinces(text: str = "") -> list[Area]:
    """Today's provinces whose name, or the name of a province they took in, holds the words."""
    found = []
    for unit in book().units(_SINCE):
        if unit.level is PlaceLevel.PROVINCE:
            olds = _took_in(unit)
            detail = f"gồm cả {', '.join(_lower(old) for old in olds)} cũ" if olds else ""
            found.append((Area(unit.code, unit.name, detail), f"{unit.name} {' '.join(olds)}"))
    return _fitting(found, text)


def districts(province_code: str, text: str = "") -> list[Area]:
    """Districts of before July 2025 that lay in what is today the province, by name."""
    tables = book()
    old = {before for before, since in tables.province_ties if since == province_code}
    return _fitting(
        [
            (Area(unit.code, unit.name, unit.province_name), unit.name)
            for unit in tables.units(_BEFORE)
            if unit.level is PlaceLevel.DISTRICT and unit.province_code in old
        ],
        text,
    )


def area_named(code: str, *, district: bool = False) -> Area | None:
    """The province of today, or the district of before, with this code."""
    unit = book().get(_BEFORE if district else _SINCE, code)
    return Area(unit.code, unit.name) if unit is not None else None


def _took_in(unit: PlaceInfo) -> list[str]:
    tables = book()
    olds = (tables.get(_BEFORE, before) for before, since in tables.province_ties if since == unit.code)
    return sorted((old.name for old in olds if old is not None and old.name != unit.name), key=sort_key)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _fitting(areas: list[tuple[Area, str]], text: str) -> list[Area]:
    words = fold(text).split()
    found = [
        area
        for area, names in areas
        if all(any(there.startswith(word) for there in fold(names).split()) for word in words)
    ]
    wanted = " ".join(words)
    found.sort(key=lambda area: (wanted not in fold(area.name), sort_key(area.name)))
    return found
