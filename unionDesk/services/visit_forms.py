"""The visit form: read whole, saved whole in one operation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch
from unionDesk.records.branch_facts import Figures
from unionDesk.records.promise import Promise
from unionDesk.records.visit import OpinionNote, PromiseAnswer, Visit, VisitParticipant
from unionDesk.rules.errors import StaleError, UserError
from unionDesk.rules.kinds import FiguresSource, OpinionChannel, PromiseSource, PromiseStatus
from unionDesk.rules.names import clean
from unionDesk.storage.unit_of_work import Work

from . import facts, keeping, promises
from .case_access import not_of_hidden
from .promise_listing import holder_words, of_visit
from .rights import Right, require
from .visit_form_data import (
    FIGURE_FIELDS,
    FORM_FIELDS,
    AnswerEdit,
    FiguresSide,
    Participant,
    PromiseAnswerLine,
    SavedVisit,
    VisitEdit,
    VisitForm,
    VisitOpinion,
    VisitPromise,
)
from .visits import PLAN_FIELDS, apply_plan, held_or_planned, mark_done, set_team, team_of

_OPINION_FIELDS = (
    "topic",
    "audience",
    "tendency",
    "prevalence",
    "intensity",
    "is_rumour",
    "words",
    "wish",
    "done",
)


def read(work: Work, visit_id: int) -> VisitForm:
    """The whole form of a visit with its version."""
    visit = work.load(Visit, visit_id)
    branch = work.load(Branch, visit.branch_id) if visit.branch_id is not None else None
    own, last = _figures(work, visit)
    return VisitForm(
        visit_id=visit.id,
        version=visit.version,
        number=visit.number,
        status=visit.status,
        status_reason=visit.status_reason or "",
        place_name=branch.current_name if branch else visit.firm_name or "",
        has_union=branch is not None,
        values={name: getattr(visit, name) for name in FORM_FIELDS},
        officer_ids=team_of(work, visit_id),
        participants=tuple(
            Participant(row.side, row.full_name, row.position or "", row.is_head)
            for row in _participants(work, visit_id)
        ),
        figures=own,
        last_figures=last,
        answers=_answers(work, visit),
        promises=tuple(
            VisitPromise(
                row.text,
                row.holder_kind,
                row.holder if row.holder != row.holder_kind.label else "",
                row.coordination,
                row.due_on,
                row.topic,
                row.promise_id,
                row.version,
                row.number,
                row.status,
            )
            for row in of_visit(work, visit_id)
        ),
        opinions=tuple(
            VisitOpinion({name: getattr(note, name) for name in _OPINION_FIELDS}, note.id, note.version)
            for note in work.session.scalars(
                select(OpinionNote)
                .where(OpinionNote.visit_id == visit_id, OpinionNote.deleted_at.is_(None))
                .order_by(OpinionNote.id)
            )
        ),
        report_due_on=visit.report_due_on,
        reported_on=visit.reported_on,
        follows_id=visit.follows_id,
    )


def save(work: Work, visit_id: int, version: int, edit: VisitEdit, *, done: bool = False) -> SavedVisit:
    """Writes the form in one operation; with `done` the visit is noted as carried out.

    Raises StaleError when somebody saved the visit, or an answered promise, since it was read; UserError for
    what the rules refuse. A frozen or numbered paper of the visit is not touched.
    """
    require(work.actor, Right.EDIT)
    visit = work.load(Visit, visit_id, version)
    _apply(work, visit, edit)
    if done or visit.status.took_place:
        mark_done(work, visit, visit.held_from or visit.planned_from, visit.held_to)
    if edit.officer_ids is not None:
        set_team(work, visit, edit.officer_ids)
    if edit.participants is not None:
        _set_participants(work, visit, edit.participants)
    work.session.flush()
    remarks = _set_figures(work, visit, edit)
    _set_answers(work, visit, edit.answers)
    numbers = _set_promises(work, visit, edit.promises)
    _set_opinions(work, visit, edit.opinions)
    work.session.flush()
    return SavedVisit(visit.id, visit.version, visit.status, visit.report_due_on, tuple(numbers), remarks)


def _apply(work: Work, visit: Visit, edit: VisitEdit) -> None:
    unknown = edit.values.keys() - set(FORM_FIELDS)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    apply_plan(work, visit, edit.values)
    keeping.apply(visit, {k: v for k, v in edit.values.items() if k not in PLAN_FIELDS})
    if visit.held_from is not None and visit.held_to is not None and visit.held_to <= visit.held_from:
        raise UserError("Giờ kết thúc phải sau giờ bắt đầu.")
    if (visit.women_count or 0) > (visit.worker_count or 0):
        raise UserError("Số nữ đã gặp nhiều hơn tổng số người lao động đã gặp, xin kiểm tra lại.")


def _participants(work: Work, visit_id: int) -> Sequence[VisitParticipant]:
    statement = select(VisitParticipant).where(
        VisitParticipant.visit_id == visit_id, VisitParticipant.deleted_at.is_(None)
    )
    return work.session.scalars(statement.order_by(VisitParticipant.place_in_list, VisitParticipant.id)).all()


def _set_participants(work: Work, visit: Visit, wanted: Sequence[Participant]) -> None:
    kept = {(row.side, row.full_name): row for row in _participants(work, visit.id)}
    place = 0
    for person in wanted:
        name = clean(person.full_name)
        if not name:
            continue
        row = kept.pop((person.side, name), None)
        if row is None:
            row = VisitParticipant(id=new_id(), visit_id=visit.id, side=person.side)
            work.session.add(row)
        keeping.apply(row, {"full_name": name, "position": person.position, "is_head": person.is_head})
        row.place_in_list = place
        place += 1
    for row in kept.values():
        work.bin(row)


def _check_begun(work: Work, visit: Visit) -> None:
    if held_or_planned(visit) > work.today:
        raise UserError(
            "Chuyến đi chưa diễn ra nên chưa ghi được số liệu, kết quả và kiến nghị mới. "
            "Nếu đã đi sớm hơn kế hoạch, hãy ghi giờ bắt đầu thực tế."
        )


# -- figures ------------------------------------------------------------------------------------------


def _figures(work: Work, visit: Visit) -> tuple[FiguresSide, FiguresSide]:
    own, last = _figure_rows(work, visit)
    return _side(own), _side(last)


def _figure_rows(work: Work, visit: Visit) -> tuple[Figures | None, Figures | None]:
    """The row noted at this visit, and the newest row up to its day that is not this one."""
    if visit.branch_id is None:
        return None, None
    rows = work.session.scalars(
        select(Figures)
        .where(Figures.branch_id == visit.branch_id, Figures.deleted_at.is_(None))
        .where(or_(Figures.visit_id == visit.id, Figures.on <= held_or_planned(visit)))
        .order_by(Figures.on.desc())
        .limit(3)
    ).all()
    own = next((row for row in rows if row.visit_id == visit.id), None)
    return own, next((row for row in rows if row is not own), None)


def _side(row: Figures | None) -> FiguresSide:
    if row is None:
        return FiguresSide()
    return FiguresSide(row.on, {name: getattr(row, name) for name in FIGURE_FIELDS}, row.source.label)


def _set_figures(work: Work, visit: Visit, edit: VisitEdit) -> tuple[tuple[str, str], ...]:
    own, last = _figure_rows(work, visit)
    day = held_or_planned(visit)
    if own is not None and own.on != day and edit.figures is None:
        return facts.save(work, "figures", own.id, own.version, {"on": day}).remarks
    if edit.figures is None:
        return ()
    if visit.branch_id is None:
        raise UserError("Đơn vị chưa có công đoàn cơ sở thì chưa ghi được số liệu theo kỳ.")
    known = {name: value for name, value in edit.figures.items() if name in FIGURE_FIELDS}
    if own is None:
        before = _side(last).values
        same = all(value is None or value == before.get(name) for name, value in known.items())
        if same and not (edit.figures_checked and any(v is not None for v in known.values())):
            return ()
    _check_begun(work, visit)
    values = {**known, "on": day, "source": FiguresSource.VISIT, "visit_id": visit.id}
    if own is None and last is not None and last.on == day:
        own = last  # a day has one row of figures: what was counted on the spot corrects it
        values = {name: value for name, value in values.items() if value is not None}
    if own is None:
        return facts.add(work, "figures", visit.branch_id, values).remarks
    return facts.save(work, "figures", own.id, own.version, values).remarks


# -- promises -----------------------------------------------------------------------------------------


def _answers(work: Work, visit: Visit) -> tuple[PromiseAnswerLine, ...]:
    """Promises of the branch that are open or were answered here, without those made at this visit."""
    if visit.branch_id is None:
        return ()
    answer = and_(
        PromiseAnswer.promise_id == Promise.id,
        PromiseAnswer.visit_id == visit.id,
        PromiseAnswer.deleted_at.is_(None),
    )
    statement = (
        select(Promise, PromiseAnswer)
        .join(PromiseAnswer, answer, isouter=True)
        .where(
            Promise.branch_id == visit.branch_id,
            Promise.deleted_at.is_(None),
            *not_of_hidden(work, Promise.case_id),
            or_(Promise.status == PromiseStatus.OPEN, PromiseAnswer.id.is_not(None)),
            or_(Promise.visit_id.is_(None), Promise.visit_id != visit.id),
            Promise.made_on <= held_or_planned(visit),
        )
        .order_by(Promise.due_on, Promise.id)
    )
    return tuple(
        PromiseAnswerLine(
            promise.id,
            promise.version,
            promise.number,
            promise.text,
            holder_words(promise.holder_kind, promise.holder_name),
            promise.made_on,
            promise.due_on,
            promise.status,
            given.word if given else None,
            (given.note or "") if given else "",
        )
        for promise, given in work.session.execute(statement)
    )


def _set_answers(work: Work, visit: Visit, answers: Sequence[AnswerEdit]) -> None:
    rows = work.session.scalars(
        select(PromiseAnswer).where(PromiseAnswer.visit_id == visit.id, PromiseAnswer.deleted_at.is_(None))
    )
    kept = {row.promise_id: row for row in rows}
    for answer in answers:
        row = kept.get(answer.promise_id)
        note = clean(answer.note)
        if answer.word is (row.word if row else None):
            if row is not None and (row.note or "") != note:
                keeping.apply(row, {"note": note})
            continue
        _check_begun(work, visit)
        promise = work.load(Promise, answer.promise_id, answer.version)
        _check_answerable(visit, promise, is_first=row is None)
        if row is None:
            row = PromiseAnswer(id=new_id(), visit_id=visit.id, promise_id=promise.id)
            work.session.add(row)
        if answer.word is None:
            work.bin(row)
        else:
            keeping.apply(row, {"word": answer.word, "note": note})
        work.session.flush()
        promises.answered(work, promise, answer.word, note, held_or_planned(visit))


def _check_answerable(visit: Visit, promise: Promise, *, is_first: bool) -> None:
    if promise.branch_id != visit.branch_id or visit.branch_id is None:
        raise UserError(f"Kiến nghị {promise.number} không phải của cơ sở này.")
    if is_first and promise.status is not PromiseStatus.OPEN:
        raise StaleError(
            f"Kiến nghị {promise.number} vừa được kết thúc (“{promise.status.label}”) ở nơi khác. "
            "Hãy mở lại chuyến đi để xem."
        )


def _set_promises(work: Work, visit: Visit, wanted: Sequence[VisitPromise]) -> list[str]:
    numbers = []
    for promise in wanted:
        if promise.promise_id is None:
            if not promise.removed and clean(promise.text):
                numbers.append(_add_promise(work, visit, promise))
            continue
        row = work.load(Promise, promise.promise_id, promise.version)
        if row.visit_id != visit.id:
            raise UserError(f"Kiến nghị {row.number} không phải của chuyến đi này.")
        if promise.removed:
            work.bin(row)
            continue
        due_on = promise.due_on or row.due_on
        if due_on != row.due_on:
            promises.change_due(work, row.id, row.version, due_on, f"Ghi lại tại chuyến đi {visit.number}")
            work.session.flush()
        promises.save(work, row.id, row.version, _promise_values(promise))
    return numbers


def _add_promise(work: Work, visit: Visit, promise: VisitPromise) -> str:
    _check_begun(work, visit)
    values = {
        **_promise_values(promise),
        "branch_id": visit.branch_id,
        "visit_id": visit.id,
        "source": PromiseSource.VISIT,
        "officer_id": visit.lead_id,
        "made_on": held_or_planned(visit),
        "due_on": promise.due_on,
    }
    return promises.add(work, values).number


def _promise_values(promise: VisitPromise) -> dict[str, object]:
    return {
        "text": promise.text,
        "holder_kind": promise.holder_kind,
        "holder_name": promise.holder_name,
        "coordination": promise.coordination,
        "topic": promise.topic,
    }


def _set_opinions(work: Work, visit: Visit, wanted: Sequence[VisitOpinion]) -> None:
    day = held_or_planned(visit)
    for opinion in wanted:
        values = {name: value for name, value in opinion.values.items() if name in _OPINION_FIELDS}
        if opinion.note_id is None:
            if opinion.removed or not clean(str(values.get("words") or "")):
                continue
            note = OpinionNote(
                id=new_id(),
                branch_id=visit.branch_id,
                visit_id=visit.id,
                officer_id=work.actor.officer_id,
                channel=OpinionChannel.VISIT,
                written_on=work.today,
                heard_on=day,
            )
            keeping.apply(note, {"is_rumour": False, "topic": None, **values})
            work.session.add(note)
            continue
        note = work.load(OpinionNote, opinion.note_id, opinion.version)
        if opinion.removed:
            work.bin(note)
            continue
        keeping.apply(note, values)
        note.heard_on = day
