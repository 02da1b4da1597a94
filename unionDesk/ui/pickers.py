"""What the picking fields of forms search: branches, officers, communes, managing bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unionDesk.rules.kinds import PlaceSystem
from unionDesk.rules.names import fold
from unionDesk.services import branch_page, branches, offices, places
from unionDesk.ui.kit.pick_editors import Pick, PickSource


def _officers(work: Any, text: str) -> Sequence[Pick]:
    words = fold(text).split()
    return [
        Pick(officer.officer_id, officer.full_name, officer.position)
        for officer in offices.officers(work)
        if all(word in fold(officer.full_name) for word in words)
    ]


def _officer(work: Any, officer_id: int) -> Pick | None:
    everybody = offices.officers(work, everybody=True)
    return next((Pick(o.officer_id, o.full_name) for o in everybody if o.officer_id == officer_id), None)


def _places(work: Any, text: str) -> Sequence[Pick]:
    return [
        Pick(
            line.place_id,
            line.name,
            f"{line.above} ({PlaceSystem.BEFORE_2025_07.label.lower()})"
            if line.system is PlaceSystem.BEFORE_2025_07
            else line.above,
        )
        for line in places.search(work, text)
    ]


def _place(work: Any, place_id: int) -> Pick | None:
    name = places.name_of(work, place_id)
    return Pick(place_id, name) if name else None


def _branches(work: Any, text: str) -> Sequence[Pick]:
    found = branches.suggest(work, text)
    return [Pick(i, *title.split(" · ", 1)) for i, title in found]


def _branch(work: Any, branch_id: int) -> Pick | None:
    found = branches.rows(work, [branch_id])
    return Pick(branch_id, found[0].name) if found else None


def _organisations(work: Any, text: str) -> Sequence[Pick]:
    return [Pick(i, name) for i, name in branch_page.organisations(work, text)]


def _organisation(work: Any, organisation_id: int) -> Pick | None:
    name = branch_page.organisation_name(work, organisation_id)
    return Pick(organisation_id, name) if name else None


PICKERS: dict[str, PickSource] = {
    "officer": PickSource(_officers, _officer),
    "place": PickSource(_places, _place),
    "branch": PickSource(_branches, _branch),
    "organisation": PickSource(_organisations, _organisation),
}
"""By the sort of field, as `Form` asks for them."""
