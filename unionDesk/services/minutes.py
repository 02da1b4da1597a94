"""Minutes of a visit: previewed as the form is typed, put up for signature, numbered, corrected."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from unionDesk.documents.data import Imprint, MinutesData
from unionDesk.records.base import new_id
from unionDesk.records.document import Document
from unionDesk.records.visit import Visit
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import DocumentKind, DocumentState
from unionDesk.rules.names import clean
from unionDesk.storage.unit_of_work import Work

from . import papers, visit_forms
from .minutes_content import build, title_of
from .paper_register import PaperLine, line, of_visit
from .papers import FINAL, FORMS, PrintedPaper, office_time, printed
from .rights import Right, require
from .visit_form_data import VisitEdit, overlaid

_FORM = FORMS["minutes"]


def data_of(
    work: Work, visit_id: int, edit: VisitEdit | None = None, *, state: DocumentState = DocumentState.DRAFT
) -> MinutesData:
    """What the minutes of a visit say now; with `edit` as if the form had been saved."""
    form = visit_forms.read(work, visit_id)
    if edit is not None:
        form = overlaid(form, edit)
    old = _replaced(work, visit_id)
    imprint = Imprint(
        state,
        office_time(work.now),
        paper_date=work.today,
        replaces_number=(old.full_number or "") if old else "",
        replaces_date=old.dated_on if old else None,
    )
    return build(work, form, imprint)


def draft(work: Work, visit_id: int, edit: VisitEdit | None = None) -> PrintedPaper:
    """The minutes with the draft's watermark; `edit` is what the open form holds, saved or not."""
    data = data_of(work, visit_id, edit)
    return printed(work, _FORM, data, f"{title_of(data)} (dự thảo)", DocumentState.DRAFT)


def print_for(work: Work, visit_id: int) -> PrintedPaper:
    """What is to be printed for a visit: its newest numbered minutes, else what waits, else a draft."""
    current = standing(work, visit_id)
    return papers.print_of(work, current.paper_id) if current else draft(work, visit_id)


def standing(work: Work, visit_id: int) -> PaperLine | None:
    """The minutes that stand for a visit: a correction in work first, then the newest numbered, else None."""
    found = [paper for paper in of_visit(work, visit_id) if paper.kind is DocumentKind.MINUTES]
    waiting = [paper for paper in found if paper.state not in FINAL]
    return next(iter(waiting or [paper for paper in found if not paper.replaced_by_id]), None)


def submit(work: Work, visit_id: int, visit_version: int | None = None) -> PaperLine:
    """Freezes the minutes and puts them up for signature; the number stays blank.

    Raises StaleError when the visit was saved since `visit_version` was read, UserError for a visit that did
    not take place or whose minutes wait for signature or have a number already.
    """
    require(work.actor, Right.SUBMIT)
    visit = work.load(Visit, visit_id, visit_version)
    if not visit.status.took_place:
        raise UserError(
            f"Chuyến đi {visit.number} đang ở trạng thái “{visit.status.label}”: "
            "hãy ghi là đã thực hiện rồi mới trình ký biên bản."
        )
    current = standing(work, visit_id)
    if current is not None and current.state is DocumentState.SUBMITTED:
        raise UserError("Biên bản của chuyến đi này đang trình ký. Muốn sửa, hãy trả về dự thảo trước.")
    if current is not None and current.state in FINAL:
        raise UserError(
            f"Chuyến đi này đã có biên bản số {current.full_number}. Muốn sửa, hãy lập biên bản thay thế."
        )
    data = data_of(work, visit_id, state=DocumentState.SUBMITTED)
    paper_id = papers.submit(
        work,
        _FORM,
        data,
        title_of(data),
        paper_id=current.paper_id if current else None,
        visit_id=visit_id,
        branch_id=visit.branch_id,
    )
    work.session.flush()
    return line(work, paper_id)


def number(work: Work, visit_id: int, *, dated_on: date | None = None) -> PaperLine:
    """Submits where that is still to be done and takes the number, in one step; a numbered one stays."""
    current = standing(work, visit_id)
    if current is not None and current.state in FINAL:
        return current
    if current is None or current.state is DocumentState.DRAFT:
        current = submit(work, visit_id)
    papers.number(work, current.paper_id, current.version, dated_on=dated_on)
    work.session.flush()
    return line(work, current.paper_id)


def correct(work: Work, paper_id: int, version: int, reason: str) -> PaperLine:
    """Begins minutes that replace numbered ones: a draft that names the old; the old stays as it is.

    Raises UserError where the old has no number, is replaced already, or no reason is given.
    """
    require(work.actor, Right.SUBMIT)
    old = work.load(Document, paper_id, version)
    if old.state not in FINAL or old.visit_id is None:
        raise UserError("Chỉ biên bản đã có số mới cần biên bản thay thế; dự thảo thì sửa trực tiếp.")
    if not clean(reason):
        raise UserError("Xin ghi lý do lập biên bản thay thế.")
    newer = line(work, paper_id)
    if newer.replaced_by_id is not None:
        raise UserError(
            f"Biên bản số {old.full_number} đã được thay thế bằng biên bản số {newer.replaced_by}."
            if newer.replaced_by
            else f"Biên bản thay thế biên bản số {old.full_number} đang được lập."
        )
    paper = Document(
        id=new_id(),
        kind=old.kind,
        title=old.title,
        visit_id=old.visit_id,
        branch_id=old.branch_id,
        replaces_id=old.id,
        note=clean(reason),
    )
    work.session.add(paper)
    work.session.flush()
    return line(work, paper.id)


def _replaced(work: Work, visit_id: int) -> Document | None:
    """The numbered paper that the draft in work replaces."""
    replaced = (
        select(Document.replaces_id)
        .where(
            Document.visit_id == visit_id,
            Document.deleted_at.is_(None),
            Document.state.not_in(FINAL),
            Document.replaces_id.is_not(None),
        )
        .limit(1)
        .scalar_subquery()
    )
    return work.session.scalars(select(Document).where(Document.id == replaced)).first()
