"""The diary of a case: append-only, a wrong line is struck by a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.case import CaseDiaryEntry
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import DiaryKind
from unionDesk.rules.names import clean, clean_lines
from unionDesk.storage.unit_of_work import Work

from . import case_access
from .rights import Right, require

# what a person writes; the other kinds are written by the program when something happens
WRITTEN = (DiaryKind.NOTE, DiaryKind.CALL, DiaryKind.MEETING, DiaryKind.LETTER, DiaryKind.REPLY)


@dataclass(frozen=True)
class DiaryLine:
    """A line of the diary. `struck` lines stay readable; `strikes_id` names the line that this one strikes."""

    entry_id: int
    at: datetime
    who: str
    kind: DiaryKind
    text: str
    struck: bool
    strikes_id: int | None


def add(
    work: Work, case_id: int, text: str, kind: DiaryKind = DiaryKind.NOTE, *, at: datetime | None = None
) -> int:
    """Appends a line; the id. `at` is an aware moment, now without one; it cannot lie ahead.

    The case's version does not change, so that two people may write at once.
    """
    require(work.actor, Right.EDIT)
    if kind not in WRITTEN:
        raise ValueError(kind)
    case = case_access.load(work, case_id)
    if not clean(text):
        raise UserError("Hãy ghi nội dung vào nhật ký.")
    if at is not None and at > moment(work):
        raise UserError("Thời điểm ghi nhật ký không thể ở sau bây giờ.")
    return note(work, case.id, kind, text, at=at)


def strike(work: Work, entry_id: int, reason: str) -> int:
    """Strikes a wrong line by a new one that says why; the id of the new line."""
    require(work.actor, Right.EDIT)
    wrong = work.load(CaseDiaryEntry, entry_id)
    case_access.load(work, wrong.case_id)
    if DiaryKind(wrong.kind) not in WRITTEN:
        raise UserError("Dòng này do chương trình ghi khi vụ việc thay đổi, không gạch bỏ được.")
    strikes = select(CaseDiaryEntry.id).where(
        CaseDiaryEntry.strikes_id == entry_id, CaseDiaryEntry.deleted_at.is_(None)
    )
    if work.session.scalars(strikes).first():
        raise UserError("Dòng này đã được gạch bỏ rồi.")
    if not clean(reason):
        raise UserError("Xin ghi vì sao gạch bỏ dòng này, hoặc nội dung đúng.")
    return note(work, wrong.case_id, DiaryKind.STRIKE, reason, strikes_id=entry_id)


def lines(work: Work, case_id: int) -> tuple[DiaryLine, ...]:
    """The diary of a case that was loaded, newest first. A line that was undone stands there struck."""
    entries = work.session.scalars(
        select(CaseDiaryEntry)
        .where(CaseDiaryEntry.case_id == case_id)
        .order_by(CaseDiaryEntry.at.desc(), CaseDiaryEntry.id.desc())
    ).all()
    struck = {entry.strikes_id for entry in entries if entry.deleted_at is None}
    return tuple(
        DiaryLine(
            e.id,
            e.at,
            e.officer_name,
            DiaryKind(e.kind),
            e.text,
            struck=e.id in struck or e.deleted_at is not None,
            strikes_id=e.strikes_id,
        )
        for e in entries
    )


def note(
    work: Work,
    case_id: int,
    kind: DiaryKind,
    text: str,
    *,
    at: datetime | None = None,
    strikes_id: int | None = None,
) -> int:
    """Writes a line of any kind, for the services of cases; rights were asked by the caller."""
    entry = CaseDiaryEntry(
        id=new_id(),
        case_id=case_id,
        at=at or moment(work),
        officer_id=work.actor.officer_id,
        officer_name=work.actor.name,
        kind=kind.value,
        text=clean_lines(text),
        strikes_id=strikes_id,
    )
    work.session.add(entry)
    return entry.id


def paused_since(work: Work, case_id: int) -> date | None:
    """The day of the last pause."""
    work.session.flush()
    at = work.session.scalars(
        select(CaseDiaryEntry.at)
        .where(
            CaseDiaryEntry.case_id == case_id,
            CaseDiaryEntry.kind == DiaryKind.PAUSE.value,
            CaseDiaryEntry.deleted_at.is_(None),
        )
        .order_by(CaseDiaryEntry.at.desc(), CaseDiaryEntry.id.desc())
        .limit(1)
    ).first()
    return at.astimezone().date() if at else None


def moment(work: Work) -> datetime:
    """Now, on the day of the unit of work."""
    local = work.now.astimezone()
    return local if local.date() == work.today else datetime.combine(work.today, local.timetz())
