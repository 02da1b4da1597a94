"""From the visit form to what the minutes print (section A of the domain paper: what fills which section)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from unionDesk.documents.data import (
    Absence,
    EarlierTask,
    Imprint,
    Letterhead,
    MinutesData,
    Person,
    Task,
)
from unionDesk.records.branch import Branch
from unionDesk.records.office import Officer
from unionDesk.records.promise import Promise
from unionDesk.rules.kinds import HolderKind, MinutesKind, ParticipantSide, PromiseStatus, PromiseWord
from unionDesk.rules.names import clean, fold
from unionDesk.storage.trail import open_to_all
from unionDesk.storage.unit_of_work import Work

from . import offices, promises, settings
from .visit_form_data import VisitForm, VisitPromise
from .visit_past import last_held_on

_COURTESY = re.compile(r"^(?:ông \(bà\)|ông/bà|ông|bà|đồng chí|đ/c)\s*:?\s+(?=\S)", re.IGNORECASE)
_REASON = re.compile(r"\s*[(,;:–-]?\s*\(?\s*lý do\s*:?\s*(?P<reason>[^)]+?)\)?\s*\.?$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\((?P<reason>[^)]+)\)\s*\.?$")


def build(work: Work, form: VisitForm, imprint: Imprint) -> MinutesData:
    """The minutes of a visit as its form stands; nothing empty is made up."""
    values = form.values
    head = offices.letterhead(work, imprint.paper_date or work.today)
    team = _delegation(work, form)
    branch_people = _people(form, ParticipantSide.BRANCH)
    employer_people = _people(form, ParticipantSide.EMPLOYER)
    known = [*team, *branch_people, *employer_people]
    kind: MinutesKind = values["minutes_kind"] or MinutesKind.WORKING
    chair = _named(values["chair"], known)
    return MinutesData(
        kind=kind,
        letterhead=Letterhead(head.parent, head.name, head.symbol, head.place_line),
        imprint=imprint,
        branch=form.place_name,
        theme=re.sub(r"^về\s+", "", clean(values["topic"] or ""), flags=re.IGNORECASE),
        basis=values["basis"] or "",
        has_union=form.has_union,
        date_line=settings.get(work, "paper.place_and_date_on_minutes"),
        started=form.begun,
        ended=values["held_to"],
        place=values["venue"] or _address(work, values["branch_id"]),
        delegation=tuple(team),
        branch_people=tuple(branch_people),
        employer_people=tuple(employer_people),
        workers=values["worker_count"],
        women_workers=values["women_count"],
        named_workers=tuple(_people(form, ParticipantSide.WORKERS)),
        chair=chair or (team[0] if team and kind is MinutesKind.MEETING else None),
        secretary=_named(values["secretary"], known),
        absent=_absences(values["absent"], known),
        production=_joined(values["production"], values["jobs"]),
        wages=values["wages"] or "",
        living=values["living"] or "",
        union_work=values["branch_activity"] or "",
        mood=values["thoughts"] or "",
        branch_opinion=values["branch_opinion"] or "",
        employer_opinion=values["employer_opinion"] or "",
        worker_opinion=values["worker_opinion"] or "",
        proceedings=values["proceedings"] or "",
        guidance=values["guidance"] or "",
        earlier_tasks=_earlier(work, form),
        conclusion=values["conclusion"] or "",
        tasks=tuple(_task(work, form, promise, head.name) for promise in form.promises),
        disagreements=values["differing_opinion"] or "",
        copies=values["copies"] or 2,
        not_signing=_absences(values["not_signing"], known),
        recipients=_recipients(form, head.parent),
    )


def title_of(data: MinutesData) -> str:
    """The trích yếu in the register: "Biên bản làm việc tại …, về …"."""
    theme = f", về {data.theme}" if data.theme else ""
    between = "với" if data.kind is MinutesKind.MEETING else "tại"
    return f"{data.kind.label} {between} {data.branch}{theme}"


def _delegation(work: Work, form: VisitForm) -> list[Person]:
    lead_id = form.values["lead_id"]
    wanted = [i for i in (lead_id, *form.officer_ids) if i is not None]
    found = {o.id: o for o in work.session.scalars(select(Officer).where(Officer.id.in_(wanted)))}
    own = [
        Person(found[i].full_name, found[i].position or "", "Trưởng đoàn" if i == lead_id else "")
        for i in dict.fromkeys(wanted)
        if i in found
    ]
    return [*own, *_people(form, ParticipantSide.DELEGATION)]


def _people(form: VisitForm, side: ParticipantSide) -> list[Person]:
    """The people of a side, whoever leads it first: the first one signs."""
    people = [person for person in form.participants if person.side is side and clean(person.full_name)]
    people.sort(key=lambda person: not person.is_head)
    return [Person(clean(person.full_name), clean(person.position)) for person in people]


def _named(text: str | None, known: Sequence[Person]) -> Person | None:
    """The person of "Bà Lê Thị Hoa, Phó Chủ tịch"; the position of a known name where none is written."""
    words = _COURTESY.sub("", clean(text or ""))
    if not words:
        return None
    name, _comma, position = (part.strip() for part in words.partition(","))
    if not position:
        position = next((person.position for person in known if fold(person.name) == fold(name)), "")
    return Person(name, position)


def _absences(text: str | None, known: Sequence[Person]) -> tuple[Absence, ...]:
    """One a line: "Huỳnh Tấn Đạt, Ủy viên (lý do: đi công tác)"."""
    found = []
    for own in (text or "").splitlines():
        match = _REASON.search(own) or _BRACKETS.search(own)
        person = _named((own[: match.start()] if match else own).strip(" .;,-•"), known)
        if person is not None:
            found.append(Absence(person, clean(match["reason"]) if match else ""))
    return tuple(found)


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)


def _address(work: Work, branch_id: int | None) -> str:
    if branch_id is None:
        return ""
    return work.load(Branch, branch_id).address or ""


def _task(work: Work, form: VisitForm, promise: VisitPromise, office: str) -> Task:
    due_on = promise.due_on
    if due_on is None:
        due_on = promises.default_due(work, promise.holder_kind, form.begun.date()).due_on
    holder = clean(promise.holder_name) or _holder(promise.holder_kind, office)
    return Task(promise.text, holder, promise.coordination, due_on)


def _holder(kind: HolderKind, office: str) -> str:
    if kind is HolderKind.OFFICE:
        return office
    return "Ban Chấp hành công đoàn cơ sở" if kind is HolderKind.BRANCH else kind.label


def _earlier(work: Work, form: VisitForm) -> tuple[EarlierTask, ...]:
    """Promises that were open after the last visit, as they stood when this one was held.

    What was closed later stays "chưa thực hiện" here, so that minutes printed late say what was true then.
    """
    branch_id = form.values["branch_id"]
    if branch_id is None:
        return ()
    held = form.begun.date()
    since = last_held_on(work, branch_id, form.begun, form.visit_id) or held
    statement = (
        select(Promise)
        .where(
            Promise.branch_id == branch_id,
            Promise.deleted_at.is_(None),
            open_to_all(Promise.case_id),  # a paper is read by both sides
            Promise.made_on <= held,
            or_(Promise.visit_id.is_(None), Promise.visit_id != form.visit_id),
            or_(Promise.closed_on.is_(None), Promise.closed_on >= since),
        )
        .order_by(Promise.due_on, Promise.id)
    )
    words = {answer.promise_id: answer.word for answer in form.answers}
    office = offices.letterhead(work, held).name
    return tuple(
        EarlierTask(
            promise.text,
            promise.holder_name or _holder(promise.holder_kind, office),
            promise.due_on,
            _stood(promise, words.get(promise.id), held),
        )
        for promise in work.session.scalars(statement)
    )


def _stood(promise: Promise, word: PromiseWord | None, held: date) -> PromiseStatus:
    if word is PromiseWord.DONE:
        return PromiseStatus.LATE if held > promise.due_on else PromiseStatus.KEPT
    if word is None and promise.closed_on is not None and promise.closed_on <= held:
        return promise.status
    return PromiseStatus.OPEN


def _recipients(form: VisitForm, parent: str) -> tuple[str, ...]:
    place = form.place_name
    if form.has_union and not fold(place).startswith(("cdcs", "cong doan", "nghiep doan")):
        place = f"CĐCS {place}"
    found = [place]
    if parent:
        short = re.sub(r"^Liên đoàn Lao động\b", "LĐLĐ", parent, flags=re.IGNORECASE)
        found.append(f"{short} (để báo cáo)")
    return tuple(text for text in found if text)
