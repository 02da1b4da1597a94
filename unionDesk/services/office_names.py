"""The office's names, symbols and parents over time, as the settings show and correct them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from unionDesk.records.office import (
    Organisation,
    OrganisationName,
    OrganisationParent,
    OrganisationSymbol,
)
from unionDesk.rules.choice import Choice
from unionDesk.rules.errors import UserError
from unionDesk.rules.names import clean
from unionDesk.storage import history
from unionDesk.storage.unit_of_work import Work

from .offices import ALWAYS, add_organisation, change_symbol, rename
from .rights import Right, require


class OfficeFact(Choice):
    """What changes about an office from a day on."""

    NAME = "name", "Tên đơn vị"
    SYMBOL = "symbol", "Ký hiệu trên văn bản"
    PARENT = "parent", "Công đoàn cấp trên"


_CLASSES: dict[OfficeFact, type[Any]] = {
    OfficeFact.NAME: OrganisationName,
    OfficeFact.SYMBOL: OrganisationSymbol,
    OfficeFact.PARENT: OrganisationParent,
}


@dataclass(frozen=True)
class FactRow:
    """One name, symbol or parent with its days; `valid_from` None where it always held."""

    row_id: int
    version: int
    fact: OfficeFact
    text: str
    valid_from: date | None
    valid_to: date | None
    decision_number: str


@dataclass(frozen=True)
class OfficeFacts:
    """Everything that stands on papers about the office."""

    version: int
    place_line: str
    rows: tuple[FactRow, ...]


def facts(work: Work) -> OfficeFacts:
    """Names, symbols and parents over time, the newest of each first."""
    office = work.load(Organisation, work.organisation_id)
    rows = [
        FactRow(
            row.id,
            row.version,
            fact,
            _text(work, fact, row),
            row.valid_from if row.valid_from > ALWAYS else None,
            row.valid_to,
            row.decision_number or "",
        )
        for fact, cls in _CLASSES.items()
        for row in reversed(history.rows_of(work.session, cls, office.id))
    ]
    return OfficeFacts(office.version, office.place_line or "", tuple(rows))


def _text(work: Work, fact: OfficeFact, row: Any) -> str:
    if fact is OfficeFact.NAME:
        return str(row.name)
    if fact is OfficeFact.SYMBOL:
        return str(row.symbol)
    names = history.rows_of(work.session, OrganisationName, row.parent_id) if row.parent_id else []
    return names[-1].name if names else ""


def change(
    work: Work, fact: OfficeFact, text: str, valid_from: date | None, decision_number: str = ""
) -> None:
    """A new name, symbol or parent from a day on; papers of earlier days keep the old one."""
    require(work.actor, Right.SET_UP)
    if not clean(text):
        raise UserError(f"Hãy nhập “{fact.label}”.")
    if valid_from is None:
        raise UserError("Hãy nhập ngày bắt đầu có hiệu lực.")
    if fact is OfficeFact.NAME:
        rename(work, text, valid_from, decision_number)
    elif fact is OfficeFact.SYMBOL:
        change_symbol(work, text, valid_from)
    else:
        parent_id = add_organisation(work, text)
        history.change(
            work.session,
            OrganisationParent,
            work.organisation_id,
            valid_from,
            parent_id=parent_id,
            decision_number=clean(decision_number) or None,
        )


def correct(work: Work, fact: OfficeFact, row_id: int, version: int, text: str) -> None:
    """Puts a slip of the pen right: the wording of a row, for all the days it holds."""
    require(work.actor, Right.SET_UP)
    if not clean(text):
        raise UserError(f"Hãy nhập “{fact.label}”.")
    row = work.load(_CLASSES[fact], row_id, version)
    if fact is OfficeFact.NAME:
        row.name = clean(text)
    elif fact is OfficeFact.SYMBOL:
        row.symbol = clean(text)
    else:
        row.parent_id = add_organisation(work, text)


def set_place_line(work: Work, version: int, text: str) -> None:
    """The place before the date on papers ("Long Xuyên")."""
    require(work.actor, Right.SET_UP)
    work.load(Organisation, work.organisation_id, version).place_line = clean(text) or None
