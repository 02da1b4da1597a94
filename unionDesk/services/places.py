"""Places of the office: taken from the reference tables into the database when something needs them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from unionDesk import paths
from unionDesk.records.place import Place
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import PlaceSystem
from unionDesk.rules.names import fold
from unionDesk.rules.places import PlaceBook, PlaceInfo
from unionDesk.storage.unit_of_work import Work


@cache
def book() -> PlaceBook:
    """The reference tables of administrative units, read when first used."""
    return PlaceBook.load(paths.REFERENCE)


@dataclass(frozen=True)
class PlaceLine:
    """A place as pickers show it."""

    place_id: int
    system: PlaceSystem
    code: str
    name: str
    above: str


def ensure(work: Work, info: PlaceInfo) -> int:
    """The id of the office's row for a unit; the row is made when there is none yet."""
    statement = select(Place.id).where(
        Place.organisation_id == work.organisation_id,
        Place.system == info.system,
        Place.level == info.level,
        Place.code == info.code,
        Place.deleted_at.is_(None),
    )
    known = work.session.scalars(statement).first()
    if known is not None:
        return known
    place = Place(
        system=info.system,
        level=info.level,
        code=info.code,
        name=info.name,
        district_code=info.district_code or None,
        district_name=info.district_name or None,
        province_code=info.province_code,
        province_name=info.province_name,
    )
    work.session.add(place)
    work.session.flush()
    return place.id


def by_code(work: Work, system: PlaceSystem, code: str) -> int:
    """The id of the place of a code. Raises UserError for a code that the system does not have."""
    info = book().get(system, code)
    if info is None:
        raise UserError(f"Không có đơn vị hành chính mang mã {code} ({system.label}).")
    return ensure(work, info)


def stock(work: Work, province_code: str, district_code: str | None = None) -> int:
    """Takes the communes of the office's area into the database, in both systems; counts them.

    The province is that of today's system or of the one before; a district is one of before July 2025.
    """
    known = {
        (row.system, row.code)
        for row in work.session.execute(
            select(Place.system, Place.code).where(Place.organisation_id == work.organisation_id)
        )
    }
    old = [
        unit
        for unit in book().communes(PlaceSystem.BEFORE_2025_07)
        if (unit.district_code == district_code if district_code else unit.province_code == province_code)
    ]
    new_codes = set(book().new_communes_of(unit.code for unit in old))
    new = [
        unit
        for unit in book().communes(PlaceSystem.SINCE_2025_07)
        if unit.code in new_codes or (not district_code and unit.province_code == province_code)
    ]
    added = 0
    for info in (*old, *new):
        if (info.system, info.code) in known:
            continue
        work.session.add(
            Place(
                system=info.system,
                level=info.level,
                code=info.code,
                name=info.name,
                district_code=info.district_code or None,
                district_name=info.district_name or None,
                province_code=info.province_code,
                province_name=info.province_name,
            )
        )
        added += 1
    return added


def search(work: Work, text: str, limit: int = 20) -> list[PlaceLine]:
    """The office's places whose name holds the words, today's system first."""
    words = fold(text).split()
    rows = work.session.scalars(
        select(Place).where(Place.organisation_id == work.organisation_id, Place.deleted_at.is_(None))
    )
    found = [row for row in rows if all(word in fold(row.name) for word in words)]
    found.sort(key=lambda row: (row.system is PlaceSystem.BEFORE_2025_07, fold(row.name)))
    return [_line(row) for row in found[:limit]]


def name_of(work: Work, place_id: int | None) -> str:
    """The name of a place for a form; empty for none."""
    place = work.session.get(Place, place_id) if place_id is not None else None
    return place.name if place else ""


def _line(row: Place) -> PlaceLine:
    above = ", ".join(part for part in (row.district_name, row.province_name) if part)
    return PlaceLine(row.id, row.system, row.code, row.name, above)
