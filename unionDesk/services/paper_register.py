"""The register of papers: numbers, states, what replaces what."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, extract, func, or_, select
from sqlalchemy.orm import aliased

from unionDesk.records.audit import SearchRow
from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch
from unionDesk.records.document import Document
from unionDesk.records.visit import Visit
from unionDesk.rules.kinds import DocumentKind, DocumentState
from unionDesk.rules.names import fold
from unionDesk.storage.unit_of_work import Work


@dataclass(frozen=True)
class PaperFilter:
    """What the register shows; empty parts filter nothing. A paper without a number counts by its making."""

    text: str = ""
    kinds: tuple[DocumentKind, ...] = ()
    states: tuple[DocumentState, ...] = ()
    year: int | None = None
    branch_id: int | None = None
    visit_id: int | None = None


@dataclass(frozen=True)
class PaperLine:
    """A line of the register. `replaces` and `replaced_by` are full numbers; moments are in UTC."""

    paper_id: int
    version: int
    kind: DocumentKind
    state: DocumentState
    full_number: str
    title: str
    dated_on: date | None
    branch_id: int | None
    branch: str
    visit_id: int | None
    visit_number: str
    pages: int | None
    submitted_at: datetime | None
    numbered_at: datetime | None
    signed_on: date | None
    signed_by: str
    state_reason: str
    replaces_id: int | None
    replaces: str
    replaced_by_id: int | None
    replaced_by: str

    @property
    def id(self) -> int:
        """As lists ask for it."""
        return self.paper_id


_ORDERS: Mapping[str, Any] = {
    "number": Document.number,
    "dated_on": Document.dated_on,
    "kind": Document.kind,
    "state": Document.state,
    "title": Document.title,
    "branch": Branch.name_key,
}


def ids(work: Work, choice: PaperFilter, order: str = "dated_on", *, descending: bool = True) -> array[int]:
    """Ids of the filtered papers in order, newest first, those without a number before all."""
    key = _ORDERS[order]
    ordering = [key.desc().nulls_first(), Document.number.desc()] if descending else [key.asc().nulls_last()]
    tie = Document.id.desc() if descending else Document.id
    return array("q", work.session.scalars(_filtered(work, choice).order_by(*ordering, tie)))


def _filtered(work: Work, choice: PaperFilter) -> Select[Any]:
    words = table_of(SearchRow)
    statement = (
        select(Document.id)
        .join(Branch, Branch.id == Document.branch_id, isouter=True)
        .where(Document.organisation_id == work.organisation_id, Document.deleted_at.is_(None))
    )
    for word in fold(choice.text).split():
        own = select(words.c.id).where(
            words.c.kind == Document.__tablename__,
            words.c.record_id == Document.id,
            words.c.words.contains(word, autoescape=True),
        )
        statement = statement.where(or_(Branch.search_words.contains(word, autoescape=True), own.exists()))
    if choice.kinds:
        statement = statement.where(Document.kind.in_(choice.kinds))
    if choice.states:
        statement = statement.where(Document.state.in_(choice.states))
    if choice.year is not None:
        made_in = extract("year", Document.created_at)
        statement = statement.where(func.coalesce(Document.year, made_in) == choice.year)
    if choice.branch_id is not None:
        statement = statement.where(Document.branch_id == choice.branch_id)
    if choice.visit_id is not None:
        statement = statement.where(Document.visit_id == choice.visit_id)
    return statement


def rows(work: Work, wanted: Sequence[int]) -> list[PaperLine]:
    """The lines of these papers in the order asked for; one that has gone since is left out."""
    found = {line.paper_id: line for line in _lines(work, Document.id.in_(list(wanted)))}
    return [found[i] for i in wanted if i in found]


def line(work: Work, paper_id: int) -> PaperLine:
    """One line of the register. Raises NotFoundError when the paper is not there."""
    work.load(Document, paper_id)
    return rows(work, [paper_id])[0]


def of_visit(work: Work, visit_id: int) -> list[PaperLine]:
    """The papers of a visit, newest first."""
    return sorted(_lines(work, Document.visit_id == visit_id), key=lambda paper: paper.paper_id, reverse=True)


def _lines(work: Work, condition: Any) -> list[PaperLine]:
    old, new = aliased(Document), aliased(Document)
    statement = (
        select(Document, Branch.current_name, Visit.number, Visit.firm_name, old.full_number, new)
        .join(Branch, Branch.id == Document.branch_id, isouter=True)
        .join(Visit, Visit.id == Document.visit_id, isouter=True)
        .join(old, old.id == Document.replaces_id, isouter=True)
        .join(new, (new.replaces_id == Document.id) & new.deleted_at.is_(None), isouter=True)
        .where(condition, Document.deleted_at.is_(None), Document.organisation_id == work.organisation_id)
    )
    return [
        PaperLine(
            paper_id=paper.id,
            version=paper.version,
            kind=paper.kind,
            state=paper.state,
            full_number=paper.full_number or "",
            title=paper.title,
            dated_on=paper.dated_on,
            branch_id=paper.branch_id,
            branch=branch or firm or "",
            visit_id=paper.visit_id,
            visit_number=visit or "",
            pages=paper.pages,
            submitted_at=paper.submitted_at,
            numbered_at=paper.numbered_at,
            signed_on=paper.signed_on,
            signed_by=paper.signed_by or "",
            state_reason=paper.state_reason or "",
            replaces_id=paper.replaces_id,
            replaces=replaced_number or "",
            replaced_by_id=newer.id if newer else None,
            replaced_by=(newer.full_number or "") if newer else "",
        )
        for paper, branch, visit, firm, replaced_number, newer in work.session.execute(statement)
    ]
