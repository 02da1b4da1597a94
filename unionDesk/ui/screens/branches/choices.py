"""The chosen filters of the list: what they say on their chips, and how they are remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from unionDesk.rules.choice import Choice
from unionDesk.rules.kinds import AttentionLevel, BranchKind, BranchStatus
from unionDesk.services.branch_totals import Offers
from unionDesk.services.branches import BranchFilter

C = TypeVar("C", bound=Choice)

LISTS: dict[str, tuple[str, type[Choice]]] = {
    "kinds": ("Loại hình", BranchKind),
    "statuses": ("Trạng thái", BranchStatus),
    "attention": ("Mức quan tâm", AttentionLevel),
}
SWITCHES = {"unassigned": "Chưa phân công", "missing_data": "Thiếu dữ liệu"}


@dataclass(frozen=True)
class Chip:
    """One condition: its words, and the filter that is left when it is taken away."""

    words: str
    without: BranchFilter


def chips(choice: BranchFilter, offers: Offers) -> Iterator[Chip]:
    """The conditions of a filter, one chip each."""
    for name, (title, _choices) in LISTS.items():
        chosen: tuple[Choice, ...] = getattr(choice, name)
        for value in chosen:
            rest = tuple(other for other in chosen if other is not value)
            yield Chip(f"{title}: {value.label}", put(choice, name, rest))
    places = {offer.id: offer.title for offer in offers.places}
    for place_id in choice.place_ids:
        kept = tuple(other for other in choice.place_ids if other != place_id)
        yield Chip(f"Địa bàn: {places.get(place_id, '…')}", replace(choice, place_ids=kept))
    if choice.officer_id is not None:
        people = {offer.id: offer.title for offer in offers.officers}
        yield Chip(f"Phụ trách: {people.get(choice.officer_id, '…')}", replace(choice, officer_id=None))
    for name, words in SWITCHES.items():
        if getattr(choice, name):
            yield Chip(words, put(choice, name, False))


def put(choice: BranchFilter, name: str, value: Any) -> BranchFilter:
    """The filter with another value in one part."""
    changed: dict[str, Any] = {name: value}
    return replace(choice, **changed)


def toggled(choice: BranchFilter, name: str, value: Any) -> BranchFilter:
    """The filter with one value of a list put in or taken out."""
    chosen: tuple[Any, ...] = getattr(choice, name)
    kept = tuple(other for other in chosen if other != value)
    return put(choice, name, kept if len(kept) < len(chosen) else (*chosen, value))


def kept(choice: BranchFilter) -> dict[str, Any]:
    """The filter as settings can hold it; empty parts are left out."""
    found: dict[str, Any] = {
        name: [value.value for value in getattr(choice, name)] for name in LISTS if getattr(choice, name)
    }
    if choice.place_ids:
        found["place_ids"] = list(choice.place_ids)
    if choice.officer_id is not None:
        found["officer_id"] = choice.officer_id
    found.update({name: True for name in SWITCHES if getattr(choice, name)})
    if choice.text:
        found["text"] = choice.text
    return found


def restored(found: object) -> BranchFilter:
    """The filter that was kept; what is not understood any more is left out."""
    if not isinstance(found, Mapping):
        return BranchFilter()
    officer_id, text = found.get("officer_id"), found.get("text")
    return BranchFilter(
        text=text if isinstance(text, str) else "",
        kinds=_members(BranchKind, found.get("kinds")),
        statuses=_members(BranchStatus, found.get("statuses")),
        attention=_members(AttentionLevel, found.get("attention")),
        place_ids=tuple(number for number in _list(found.get("place_ids")) if isinstance(number, int)),
        officer_id=officer_id if isinstance(officer_id, int) else None,
        unassigned=found.get("unassigned") is True,
        missing_data=found.get("missing_data") is True,
    )


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []


def _members(choices: type[C], found: object) -> tuple[C, ...]:
    wanted = _list(found)
    return tuple(choice for choice in choices if choice.value in wanted)
