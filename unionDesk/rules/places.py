"""Administrative units of both systems: provinces, districts, communes, and what became of them in July 2025.

Only the pair of system and code names a unit: most new codes were also used before, many of them for
another unit. Codes have two digits (province), three (district) or five (commune).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from .errors import UserError
from .kinds import PlaceLevel, PlaceSystem

REFORM_DAY = date(2025, 7, 1)
WARDS_FILE = "wards.csv"
WARDS_BEFORE_FILE = "wards_before_2025_07.csv"
SUCCESSION_FILE = "ward_succession_2025_07.csv"

_LEVELS = {
    "Xã": PlaceLevel.COMMUNE,
    "Phường": PlaceLevel.WARD,
    "Thị trấn": PlaceLevel.TOWNSHIP,
    "Đặc khu": PlaceLevel.SPECIAL_ZONE,
}


def system_on(day: date) -> PlaceSystem:
    """The system of units in force on this day (Nghị quyết 202/2025/QH15: the new one from 01/7/2025)."""
    return PlaceSystem.BEFORE_2025_07 if day < REFORM_DAY else PlaceSystem.SINCE_2025_07


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """One unit. `name` is the full name ("Thị trấn Cái Dầu"); district fields are empty in the new system."""

    system: PlaceSystem
    code: str
    name: str
    level: PlaceLevel
    district_code: str = ""
    district_name: str = ""
    province_code: str = ""
    province_name: str = ""

    @property
    def is_commune(self) -> bool:
        """Whether it is of the lowest level (xã, phường, thị trấn, đặc khu)."""
        return self.level not in {PlaceLevel.PROVINCE, PlaceLevel.DISTRICT}

    @property
    def full_name(self) -> str:
        """The name with what it belongs to: "Thị trấn Cái Dầu, Huyện Châu Phú, Tỉnh An Giang"."""
        above = (part for part in (self.district_name, self.province_name) if part and part != self.name)
        return ", ".join((self.name, *above))


@dataclass(frozen=True, slots=True)
class _Tables:
    units: dict[tuple[PlaceSystem, str], PlaceInfo]
    succession: dict[str, tuple[tuple[str, bool], ...]]


class PlaceBook:
    """The reference tables of a folder, read on first use (about a tenth of a second)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def load(cls, folder: Path) -> PlaceBook:
        """The tables in `folder`; UserError on first use when one is missing or damaged."""
        return cls(folder)

    @cached_property
    def _tables(self) -> _Tables:
        try:
            units = {(unit.system, unit.code): unit for unit in self._read_units()}
            succession = self._read_succession()
        except FileNotFoundError as error:
            raise UserError(
                f"Thiếu tệp danh mục địa bàn “{Path(error.filename).name}” trong thư mục của chương trình. "
                "Xin cài lại chương trình."
            ) from error
        except (OSError, KeyError, UnicodeDecodeError, csv.Error) as error:
            raise UserError(
                f"Danh mục địa bàn trong thư mục “{self._folder}” bị hỏng, không đọc được. "
                "Xin cài lại chương trình."
            ) from error
        return _Tables(units, succession)

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self._folder / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def _read_units(self) -> Iterator[PlaceInfo]:
        before, since = PlaceSystem.BEFORE_2025_07, PlaceSystem.SINCE_2025_07
        for row in self._rows(WARDS_BEFORE_FILE):
            province = row["province_code"], row["province_name"]
            district = row["district_code"], row["district_name"]
            yield PlaceInfo(before, province[0], province[1], PlaceLevel.PROVINCE, "", "", *province)
            yield PlaceInfo(before, district[0], district[1], PlaceLevel.DISTRICT, *district, *province)
            if row["ward_code"]:  # empty: an island district without communes
                level = _LEVELS[row["ward_type"]]
                yield PlaceInfo(before, row["ward_code"], row["ward_name"], level, *district, *province)
        for row in self._rows(WARDS_FILE):
            province = row["province_code"], row["province_name"]
            yield PlaceInfo(since, province[0], province[1], PlaceLevel.PROVINCE, "", "", *province)
            level = _LEVELS[row["ward_type"]]
            yield PlaceInfo(since, row["ward_code"], row["ward_name"], level, "", "", *province)

    def _read_succession(self) -> dict[str, tuple[tuple[str, bool], ...]]:
        found: dict[str, list[tuple[str, bool]]] = {}
        for row in self._rows(SUCCESSION_FILE):
            old = row["old_ward_code"] or row["old_district_code"]
            found.setdefault(old, []).append((row["new_ward_code"], row["is_main_successor"] == "1"))
        return {old: tuple(sorted(new, key=lambda pair: not pair[1])) for old, new in found.items()}

    def get(self, system: PlaceSystem, code: str) -> PlaceInfo | None:
        """The unit of any level with this code in this system."""
        return self._tables.units.get((system, code))

    def units(self, system: PlaceSystem | None = None) -> Iterator[PlaceInfo]:
        """All units of all levels, of one system or of both."""
        return (unit for unit in self._tables.units.values() if system is None or unit.system is system)

    def communes(self, system: PlaceSystem) -> Iterator[PlaceInfo]:
        """All units of the lowest level of one system."""
        return (unit for unit in self.units(system) if unit.is_commune)

    def successors(self, old_code: str) -> tuple[tuple[PlaceInfo, bool], ...]:
        """What an old commune (or island district) became: (new unit, is the larger part), main one first.

        One pair where it passed whole; several where it was split, and then a person must choose.
        """
        since = PlaceSystem.SINCE_2025_07
        return tuple(
            (self._tables.units[since, code], is_main)
            for code, is_main in self._tables.succession.get(old_code, ())
        )

    def new_communes_of(self, old_codes: Iterable[str]) -> frozenset[str]:
        """Codes of all new communes that took in any of these old communes."""
        table = self._tables.succession
        return frozenset(new for old in old_codes for new, _ in table.get(old, ()))

    @cached_property
    def province_ties(self) -> frozenset[tuple[str, str]]:
        """Pairs (old province, new province) that share a commune by succession."""
        before, since = PlaceSystem.BEFORE_2025_07, PlaceSystem.SINCE_2025_07
        units = self._tables.units
        return frozenset(
            (units[before, old].province_code, units[since, new].province_code)
            for old, news in self._tables.succession.items()
            for new, _ in news
        )
