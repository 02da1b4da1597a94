"""Finding the commune a list means: inside the office's district or province, never by guessing."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .errors import UserError
from .kinds import PlaceLevel, PlaceSystem
from .names import FoldedPlace, clean, fold_place, fold_words, same_person_name
from .places import PlaceBook, PlaceInfo

_BEFORE, _SINCE = PlaceSystem.BEFORE_2025_07, PlaceSystem.SINCE_2025_07
MOST_OFFERS = 6
_LIKENESS = 0.72
_KIND_OF_LEVEL = {
    PlaceLevel.COMMUNE: "xa",
    PlaceLevel.WARD: "phuong",
    PlaceLevel.TOWNSHIP: "thi tran",
    PlaceLevel.SPECIAL_ZONE: "dac khu",
}
_TOWNSHIP = re.compile(r"^t\s*\.\s*t(?:r|rấn)?\s*[.\s]\s*|^t\s*\.?\s*trấn\s+|^ttr\s*[.\s]\s*", re.IGNORECASE)
_DISTRICT_KINDS = frozenset({"huyen", "quan", "thi xa", "thanh pho", "tinh"})
_HORN = "\u031b"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an office works: old districts (narrowest), old provinces, new communes, new provinces.

    An empty scope knows nothing: then nothing is certain and matches are only offered.
    """

    old_districts: frozenset[str] = frozenset()
    old_provinces: frozenset[str] = frozenset()
    new_communes: frozenset[str] = frozenset()
    new_provinces: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.old_districts or self.old_provinces or self.new_provinces)

    def holds(self, unit: PlaceInfo) -> bool:
        """Whether the commune lies in the office's own area (district if known, else province)."""
        if unit.system is _BEFORE:
            if self.old_districts:
                return unit.district_code in self.old_districts
            return unit.province_code in self.old_provinces
        if self.new_communes:
            return unit.code in self.new_communes
        return unit.province_code in self.new_provinces

    def is_near(self, unit: PlaceInfo) -> bool:
        """Whether the commune lies in the office's province."""
        provinces = self.old_provinces if unit.system is _BEFORE else self.new_provinces
        return unit.province_code in provinces


class Certainty(StrEnum):
    EXACT = "exact"  # one unit, taken
    SEVERAL = "several"  # the name fits several units, a person chooses
    FUZZY = "fuzzy"  # nothing fits for certain, near names are offered
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """What a name was found to mean; `place` is set only when certain, `offers` only when not."""

    certainty: Certainty
    place: PlaceInfo | None = None
    offers: tuple[PlaceInfo, ...] = ()


NO_MATCH = Match(Certainty.NONE)


@lru_cache(maxsize=32768)
def _key(text: str) -> FoldedPlace:
    return fold_place(_TOWNSHIP.sub("Thị trấn ", clean(text)))


@lru_cache(maxsize=32768)
def _bare(text: str) -> str:
    """The name's own words with their marks, `ươ` and `uơ` alike (Ngươn, Nguơn)."""
    line = unicodedata.normalize("NFD", _TOWNSHIP.sub("Thị trấn ", clean(text)))
    line = re.sub(f"u(?=o{_HORN})", f"u{_HORN}", line, flags=re.IGNORECASE)
    words = unicodedata.normalize("NFC", line).replace("-", " ").replace(".", " ").split()
    count = len(_key(text).name.split())
    return " ".join(words[-count:]) if count else ""


def _same_name(text: str, unit_name: str) -> bool:
    """The same name, tone position and i/y aside; a text without any mark fits every marking."""
    one, other = _bare(text), _bare(unit_name)
    return one.casefold() == other.casefold() or same_person_name(one, other)


class PlaceFinder:
    """Searches one scope; remembers what it found, since a list names each commune many times."""

    def __init__(self, book: PlaceBook, scope: Scope) -> None:
        self.book = book
        self.scope = scope
        self._found: dict[tuple[str, PlaceSystem], Match] = {}
        self._tails: dict[str, PlaceFinder] = {}
        self._rings: dict[PlaceSystem, tuple[list[PlaceInfo], list[PlaceInfo]]] = {}

    def find(self, text: str, system: PlaceSystem) -> Match:
        """The commune meant by `text` in this system; the other system is only offered."""
        asked = clean(text), system
        if asked not in self._found:
            self._found[asked] = self._search(*asked)
        return self._found[asked]

    def find_in_address(self, text: str, system: PlaceSystem) -> Match:
        """The commune named in an address ("ấp Mỹ Chánh, xã Mỹ Đức, Châu Phú"), from its last part backwards.

        A district or province named behind the commune counts, if the office's province is not another.
        """
        parts = [part.strip() for part in re.split(r"[,;\n]| [-–] ", clean(text)) if part.strip()]
        offers: list[PlaceInfo] = []
        for index in range(len(parts) - 1, -1, -1):
            part = parts[index]
            kind = _key(part).kind
            if kind in _DISTRICT_KINDS or (not kind and _names_upper(self.book, self.scope, part)):
                continue  # the district or the province itself
            match = self._within(parts[index + 1 :]).find(part, system)
            if match.place is not None:
                return match
            if kind:
                offers.extend(match.offers)
        return Match(Certainty.FUZZY, offers=_first(offers)) if offers else NO_MATCH

    def _within(self, tail: list[str]) -> PlaceFinder:
        """The finder for what stands behind a commune in its address; this one when that says nothing new."""
        key = ", ".join(tail)
        if key not in self._tails:
            scope = scope_from_titles(self.book, tail) if tail else Scope()
            elsewhere = not self.scope.is_empty and not scope.old_provinces & self.scope.old_provinces
            useless = scope.is_empty or elsewhere or (not scope.old_districts and not self.scope.is_empty)
            self._tails[key] = self if useless else PlaceFinder(self.book, scope)
        return self._tails[key]

    def _search(self, text: str, system: PlaceSystem) -> Match:
        if not _key(text).name:
            return NO_MATCH
        own, near = self._ring(system)
        fitting = [unit for unit in own if _fits(text, unit)]
        if len(fitting) == 1 and not self.scope.is_empty:
            return Match(Certainty.EXACT, fitting[0])
        other = _SINCE if system is _BEFORE else _BEFORE
        if fitting:
            return Match(Certainty.SEVERAL, offers=_first(fitting))
        name = _key(text).name
        offers = [unit for unit in own if _key(unit.name).name == name]
        offers += [unit for unit in near if _fits(text, unit)]
        offers += [unit for ring in self._ring(other) for unit in ring if _fits(text, unit)]
        if not offers and not self.scope.is_empty:
            offers += _alike(text, own) or _alike(text, near) or _alike(text, self._ring(other)[0])
        return Match(Certainty.FUZZY, offers=_first(offers)) if offers else NO_MATCH

    def _ring(self, system: PlaceSystem) -> tuple[list[PlaceInfo], list[PlaceInfo]]:
        """The communes of the office's own area, and the others of its province."""
        if system not in self._rings:
            units = list(self.book.communes(system))
            if self.scope.is_empty:
                self._rings[system] = units, []
            else:
                own = [unit for unit in units if self.scope.holds(unit)]
                near = [unit for unit in units if self.scope.is_near(unit) and not self.scope.holds(unit)]
                self._rings[system] = own, near
        return self._rings[system]


def _fits(text: str, unit: PlaceInfo) -> bool:
    key = _key(text)
    if key.name != _key(unit.name).name:
        return False
    if key.kind and key.kind != _KIND_OF_LEVEL[unit.level]:
        return False
    return _same_name(text, unit.name)


def _alike(text: str, units: list[PlaceInfo]) -> list[PlaceInfo]:
    """Units whose folded name is near: another kind or tone first, then slips of the pen."""
    wanted = _key(text).name
    names: dict[str, list[PlaceInfo]] = {}
    for unit in units:
        names.setdefault(_key(unit.name).name, []).append(unit)
    near = difflib.get_close_matches(wanted, names, n=MOST_OFFERS, cutoff=_LIKENESS)
    return [unit for name in near for unit in names[name]]


def _first(units: Iterable[PlaceInfo]) -> tuple[PlaceInfo, ...]:
    return tuple(dict.fromkeys(units))[:MOST_OFFERS]


def _names_upper(book: PlaceBook, scope: Scope, text: str) -> bool:
    codes = [(_BEFORE, code) for code in scope.old_districts | scope.old_provinces]
    codes += [(_SINCE, code) for code in scope.new_provinces]
    units = (book.get(*pair) for pair in codes)
    return any(unit is not None and _key(unit.name).name == _key(text).name for unit in units)


def scope_of(book: PlaceBook, province: str = "", district: str = "") -> Scope:
    """The area of an office by codes of either system; UserError for a code nobody has.

    A province code is taken in both systems at once (91 is the new An Giang, which took in the old Kiên
    Giang of that code); with a district, its own province counts.
    """
    province = province.strip().zfill(2) if province.strip() else ""
    district = district.strip().zfill(3) if district.strip() else ""
    if district:
        unit = book.get(_BEFORE, district)
        if unit is None or unit.level is not PlaceLevel.DISTRICT:
            raise UserError(f"Không có đơn vị cấp huyện nào mang mã “{district}” (hệ thống trước 01/7/2025).")
        scope = _district_scope(book, [unit])
        if province and province not in scope.old_provinces | scope.new_provinces:
            raise UserError(f"{unit.name} (mã {district}) không thuộc tỉnh, thành phố có mã “{province}”.")
        return scope
    if not province:
        return Scope()
    if book.get(_SINCE, province) is not None:
        return _province_scope(book, new={province})
    if book.get(_BEFORE, province) is not None:
        return _province_scope(book, old={province})
    raise UserError(f"Không có tỉnh, thành phố nào mang mã “{province}”.")


def _province_scope(
    book: PlaceBook, *, new: Iterable[str] = (), old: Iterable[str] = (), communes: Iterable[str] = ()
) -> Scope:
    olds, news = frozenset(old), frozenset(new)
    return Scope(
        old_provinces=olds or frozenset(a for a, b in book.province_ties if b in news),
        new_communes=frozenset(communes),
        new_provinces=news or frozenset(b for a, b in book.province_ties if a in olds),
    )


def _district_scope(book: PlaceBook, districts: list[PlaceInfo]) -> Scope:
    codes = frozenset(unit.code for unit in districts)
    old = [unit.code for unit in book.communes(_BEFORE) if unit.district_code in codes]
    communes = book.new_communes_of(old or codes)
    news = [book.get(_SINCE, code) for code in communes]
    return Scope(
        old_districts=codes,
        old_provinces=frozenset(unit.province_code for unit in districts),
        new_communes=communes,
        new_provinces=frozenset(unit.province_code for unit in news if unit is not None),
    )


def scope_from_titles(book: PlaceBook, lines: Iterable[str]) -> Scope:
    """The area named in a list's title lines ("LĐLĐ HUYỆN CHÂU PHÚ", "TỈNH AN GIANG"); empty when none is.

    A district is only taken when its name is the only one, or the only one in the province named.
    """
    texts = [fold_words(_unshorten(line)) for line in lines]
    provinces = _named(texts, [unit for unit in book.units() if unit.level is PlaceLevel.PROVINCE])
    districts = _named(texts, [unit for unit in book.units(_BEFORE) if unit.level is PlaceLevel.DISTRICT])
    communes = _named(texts, list(book.communes(_SINCE)), lower=True)
    old = {unit.code for unit in provinces if unit.system is _BEFORE}
    new = {unit.code for unit in provinces if unit.system is _SINCE}
    old |= {a for a, b in book.province_ties if b in new}
    if provinces:
        districts = [unit for unit in districts if unit.province_code in old]
        communes = [unit for unit in communes if unit.province_code in new]
    if len(districts) == 1:
        return _district_scope(book, districts)
    if len(communes) == 1 and not districts:
        return _province_scope(book, new={communes[0].province_code})
    return _province_scope(book, new=new, old=old if not new else ())


def narrowed(office: Scope, list_scope: Scope) -> Scope:
    """The office's area, narrowed to the district that a list names inside the office's province."""
    if office.old_districts or not list_scope.old_districts:
        return office
    return list_scope if list_scope.old_provinces <= office.old_provinces else office


def _unshorten(line: str) -> str:
    line = re.sub(r"\bTP\s*[.\s]\s*", "thành phố ", clean(line), flags=re.IGNORECASE)
    line = re.sub(r"\bTX\s*[.\s]\s*", "thị xã ", line, flags=re.IGNORECASE)
    line = re.sub(r"\bH\s*\.\s*", "huyện ", line, flags=re.IGNORECASE)
    return re.sub(r"\bT\s*\.\s*(?=\w{2})", "tỉnh ", line, flags=re.IGNORECASE)


def _named(texts: list[list[str]], units: list[PlaceInfo], *, lower: bool = False) -> list[PlaceInfo]:
    """Units whose kind and name stand in one of the lines, or (upper levels) whose name ends an office's."""
    index: dict[str, list[PlaceInfo]] = {}
    for unit in units:
        index.setdefault(" ".join(fold_words(unit.name)), []).append(unit)
        if not lower:
            index.setdefault("#" + " ".join(fold_words(_bare(unit.name))), []).append(unit)
    found: list[PlaceInfo] = []
    for words in texts:
        starts = range(len(words))
        for start in starts:
            spans = (" ".join(words[start:end]) for end in range(min(len(words), start + 8), start, -1))
            found.extend(unit for unit in next((index[span] for span in spans if span in index), ()))
        office = re.sub(
            r"^(?:ban (?:thuong vu|chap hanh) )?(?:ldld|lien doan lao dong|cong doan) ", "#", " ".join(words)
        )
        found.extend(index.get(office, ()))
    return list(dict.fromkeys(found))
