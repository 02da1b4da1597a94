"""What stands beside the visit form: the last visit, whom to expect, and texts copied from last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select

from unionDesk.records.branch import BranchEmployer
from unionDesk.records.branch_facts import BranchOfficer
from unionDesk.records.document import Document
from unionDesk.records.office import Officer
from unionDesk.records.visit import Visit
from unionDesk.rules.kinds import BranchPosition, ParticipantSide, VisitKind, VisitStatus
from unionDesk.rules.similar_text import copied_fields
from unionDesk.storage.unit_of_work import Work

from .promise_listing import PromiseRow, of_visit
from .specs import label_of
from .visit_form_data import TALK_FIELDS, Participant
from .visit_listing import newest_minutes

HELD = (VisitStatus.DONE, VisitStatus.MINUTED, VisitStatus.REPORTED)
_RECEIVING = (BranchPosition.CHAIR, BranchPosition.VICE_CHAIR)


@dataclass(frozen=True)
class PastVisit:
    """A visit that took place: its texts as (field, label, text) without the empty ones, its promises."""

    visit_id: int
    number: str
    kind: VisitKind
    held_from: datetime
    lead: str
    topic: str
    minutes_number: str
    texts: tuple[tuple[str, str, str], ...]
    promises: tuple[PromiseRow, ...]


@dataclass(frozen=True)
class CopiedText:
    """A text that nearly repeats the last visit's; pointed out to the writer, never a score."""

    field: str
    sentence: str


def last_visit(
    work: Work, branch_id: int, before: datetime | None = None, *, except_visit_id: int | None = None
) -> PastVisit | None:
    """The last visit to a branch that took place before a moment (up to the end of today without one)."""
    visit = _last(work, branch_id, before, except_visit_id)
    if visit is None or visit.held_from is None:
        return None
    lead = work.session.get(Officer, visit.lead_id) if visit.lead_id is not None else None
    minutes = work.session.scalar(
        select(Document.full_number).join(Visit, Visit.id == visit.id).where(Document.id == newest_minutes())
    )
    texts = ((name, label_of("visit", name), getattr(visit, name) or "") for name in TALK_FIELDS)
    return PastVisit(
        visit.id,
        visit.number,
        visit.kind,
        visit.held_from,
        lead.full_name if lead else "",
        visit.topic or "",
        minutes or "",
        tuple(text for text in texts if text[2]),
        tuple(of_visit(work, visit.id)),
    )


def _last(work: Work, branch_id: int, before: datetime | None, except_visit_id: int | None) -> Visit | None:
    until = before or datetime.combine(work.today + timedelta(days=1), time())
    statement = (
        select(Visit)
        .where(
            Visit.branch_id == branch_id,
            Visit.deleted_at.is_(None),
            Visit.status.in_(HELD),
            Visit.held_from < until,
        )
        .order_by(Visit.held_from.desc(), Visit.id.desc())
        .limit(1)
    )
    if except_visit_id is not None:
        statement = statement.where(Visit.id != except_visit_id)
    return work.session.scalars(statement).first()


def last_held_on(work: Work, branch_id: int, before: datetime, except_visit_id: int) -> date | None:
    """The day of the visit before this one, None for the first."""
    visit = _last(work, branch_id, before, except_visit_id)
    return visit.held_from.date() if visit is not None and visit.held_from is not None else None


def copied_text_warnings(work: Work, visit_id: int, texts: Mapping[str, Any]) -> list[CopiedText]:
    """Texts of the form (by field name) that nearly repeat those of the branch's last visit."""
    visit = work.load(Visit, visit_id)
    if visit.branch_id is None:
        return []
    past = last_visit(work, visit.branch_id, visit.held_from or visit.planned_from, except_visit_id=visit_id)
    if past is None:
        return []
    now = {name: str(texts.get(name) or "") for name in TALK_FIELDS}
    before = {name: text for name, _label, text in past.texts}
    return [
        CopiedText(
            found.field,
            f"“{label_of('visit', found.field)}” gần như giống hệt lần trước ({past.held_from:%d/%m/%Y}). "
            "Xin xem lại, tình hình có gì mới không?",
        )
        for found in copied_fields(now, before)
    ]


def expected_participants(work: Work, branch_id: int, on: date) -> tuple[Participant, ...]:
    """Whom the branch will probably send: its chair and vice chairs on the day, its employers' heads."""
    people = work.session.scalars(
        select(BranchOfficer).where(
            BranchOfficer.branch_id == branch_id,
            BranchOfficer.deleted_at.is_(None),
            BranchOfficer.position.in_(_RECEIVING),
            BranchOfficer.valid_from <= on,
            or_(BranchOfficer.valid_to.is_(None), BranchOfficer.valid_to > on),
        )
    ).all()
    ranked = sorted(people, key=lambda person: (_RECEIVING.index(person.position), person.valid_from))
    found = [
        Participant(
            ParticipantSide.BRANCH,
            person.full_name,
            f"{person.position.label} công đoàn cơ sở",
            is_head=place == 0,
        )
        for place, person in enumerate(ranked)
    ]
    employers = work.session.scalars(
        select(BranchEmployer)
        .where(BranchEmployer.branch_id == branch_id, BranchEmployer.deleted_at.is_(None))
        .order_by(BranchEmployer.id)
    )
    found += [
        Participant(ParticipantSide.EMPLOYER, employer.representative, "", is_head=True)
        for employer in employers
        if employer.representative
    ]
    return tuple(found)
