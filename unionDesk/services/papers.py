"""Papers: put up for signature, numbered, signed; a numbered paper is its stored bytes for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from unionDesk.documents.data import Imprint
from unionDesk.records.base import new_id
from unionDesk.records.document import Document, DocumentFile
from unionDesk.records.visit import Visit
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import DocumentKind, DocumentState, VisitStatus
from unionDesk.rules.names import clean
from unionDesk.rules.numbering import PaperNumber
from unionDesk.safe_file import safe_name
from unionDesk.storage import numbers
from unionDesk.storage.unit_of_work import Work

from . import keeping, settings
from .paper_content import frozen, thawed
from .resolve import resolve
from .rights import Right, require

ONE_SERIES = "ALL"
FINAL = (DocumentState.NUMBERED, DocumentState.SIGNED)


@dataclass(frozen=True)
class PaperForm:
    """How papers of one sort are made. The targets are `module:name`, so that reportlab comes late.

    `data` is the frozen dataclass with `letterhead` and `imprint`, `make` prints it, `draft` is the service
    that prints a paper of which nothing is frozen yet.
    """

    name: str
    kind: DocumentKind
    data: str
    make: str
    draft: str


FORMS: dict[str, PaperForm] = {
    form.name: form
    for form in (
        PaperForm(
            "minutes",
            DocumentKind.MINUTES,
            "unionDesk.documents.data:MinutesData",
            "unionDesk.documents.minutes:make",
            "unionDesk.services.minutes:draft",
        ),
    )
}


@dataclass(frozen=True)
class PrintedPaper:
    """A paper as PDF. `file_name` is a proposal without a folder; `sha256` only of stored bytes."""

    data: bytes
    pages: int
    file_name: str
    state: DocumentState
    full_number: str = ""
    sha256: str = ""


def printed(work: Work, form: PaperForm, data: Any, file_name: str, state: DocumentState) -> PrintedPaper:
    """Prints frozen data by the office's page profile. UserError when a font or form is at fault."""
    profile = resolve("unionDesk.documents.profile:load_profile")(settings.get(work, "paper.profile"))
    paper = resolve(form.make)(data, profile)
    return PrintedPaper(paper.pdf, paper.pages, safe_name(file_name, ".pdf"), state)


def office_time(moment: datetime) -> datetime:
    """A moment as the clock of this PC shows it, without its zone."""
    return moment.astimezone().replace(tzinfo=None)


def submit(
    work: Work,
    form: PaperForm,
    data: Any,
    title: str,
    *,
    paper_id: int | None = None,
    visit_id: int | None = None,
    branch_id: int | None = None,
) -> int:
    """Freezes the content and puts the paper up for signature, its number blank; the paper's id.

    `paper_id` names a draft that was made before (sent back, or a correction).
    """
    require(work.actor, Right.SUBMIT)
    if paper_id is None:
        paper = Document(id=new_id(), kind=form.kind, visit_id=visit_id, branch_id=branch_id)
        work.session.add(paper)
    else:
        paper = work.load(Document, paper_id)
        if paper.state is not DocumentState.DRAFT:
            raise UserError(f"Văn bản này đang ở trạng thái “{paper.state.label}”, không phải dự thảo.")
    paper.title = title[:500]
    paper.content = {"form": form.name, "version": 1, "data": frozen(data)}
    paper.state = DocumentState.SUBMITTED
    paper.submitted_at = work.now
    paper.state_reason = None
    return paper.id


def back_to_draft(work: Work, paper_id: int, version: int, reason: str) -> None:
    """Takes a paper back before it has a number; the reason is asked for, the frozen text is given up."""
    require(work.actor, Right.SUBMIT)
    paper = work.load(Document, paper_id, version)
    if paper.state in FINAL:
        raise UserError(
            f"Văn bản số {paper.full_number} đã có số nên không trả về dự thảo được. "
            "Nếu có sai sót, hãy lập văn bản thay thế."
        )
    if paper.state is not DocumentState.SUBMITTED:
        raise UserError("Văn bản này đang là dự thảo.")
    if not clean(reason):
        raise UserError("Xin ghi lý do trả văn bản về dự thảo.")
    paper.state = DocumentState.DRAFT
    paper.content = None
    paper.submitted_at = None
    keeping.apply(paper, {"state_reason": reason})


def number(work: Work, paper_id: int, version: int, *, dated_on: date | None = None) -> str:
    """Takes the next number, prints and stores the bytes, all in this transaction; the full number.

    `dated_on` (today without one) is the paper's date and decides the year of the series. When printing
    fails nothing is kept and the number is free again.
    """
    require(work.actor, Right.NUMBER)
    paper = work.load(Document, paper_id, version)
    if paper.state is not DocumentState.SUBMITTED or paper.content is None:
        raise UserError(
            f"Văn bản này đã có số {paper.full_number}."
            if paper.state in FINAL
            else "Văn bản còn là dự thảo. Hãy trình ký trước khi lấy số."
        )
    day = dated_on or work.today
    _check_day(work, paper, day)
    form, data = _content(paper)
    symbol = data.letterhead.symbol
    if not symbol:
        raise UserError(
            "Đơn vị chưa có ký hiệu trên văn bản (ví dụ: CĐP, LĐLĐ) nên chưa lấy số được. "
            "Hãy ghi ký hiệu trong Thiết lập, trả văn bản về dự thảo rồi trình ký lại."
        )
    paper.series = _series(work, paper.kind, day.year)
    paper.year = day.year
    paper.number = numbers.take(work, paper.series, day.year)
    paper.full_number = PaperNumber(paper.number, paper.kind, symbol).text
    imprint: Imprint = replace(
        data.imprint,
        state=DocumentState.NUMBERED,
        number=paper.number,
        paper_date=day,
        made_at=office_time(work.now),
    )
    made = printed(work, form, replace(data, imprint=imprint), "", DocumentState.NUMBERED)
    paper.state = DocumentState.NUMBERED
    paper.numbered_at = work.now
    paper.dated_on = day
    paper.pages = made.pages
    paper.sha256 = hashlib.sha256(made.data).hexdigest()
    work.session.add(
        DocumentFile(
            document_id=paper.id,
            organisation_id=paper.organisation_id,
            data=made.data,
            sha256=paper.sha256,
        )
    )
    if paper.visit_id is not None and paper.kind is DocumentKind.MINUTES:
        visit = work.load(Visit, paper.visit_id)
        if visit.status is VisitStatus.DONE:
            visit.status = VisitStatus.MINUTED
    return paper.full_number


def _check_day(work: Work, paper: Document, day: date) -> None:
    if day > work.today:
        raise UserError("Ngày của văn bản không thể ở sau hôm nay.")
    if paper.visit_id is None:
        return
    visit = work.load(Visit, paper.visit_id)
    if not visit.status.took_place or visit.held_from is None:
        raise UserError(
            f"Chuyến đi {visit.number} đang ở trạng thái “{visit.status.label}”: "
            "chuyến đi đã thực hiện thì biên bản mới được lấy số."
        )
    if day < visit.held_from.date():
        raise UserError("Ngày của biên bản không thể ở trước ngày làm việc.")


def _series(work: Work, kind: DocumentKind, year: int) -> str:
    """The register that counts: a year goes on as it was begun; the setting decides for a new one."""
    begun = work.session.scalars(
        select(Document.series)
        .where(
            Document.organisation_id == work.organisation_id,
            Document.year == year,
            Document.number.is_not(None),
        )
        .order_by(Document.id)
        .limit(1)
    ).first()
    one = settings.get(work, "paper.one_series") if begun is None else begun == ONE_SERIES
    return ONE_SERIES if one else kind.value


def sign(work: Work, paper_id: int, version: int, signed_on: date, signed_by: str = "") -> None:
    """Notes that a numbered paper was signed by hand; its bytes stay as they are."""
    require(work.actor, Right.NUMBER)
    paper = work.load(Document, paper_id, version)
    if paper.state is not DocumentState.NUMBERED:
        raise UserError("Chỉ văn bản đã có số mới ghi nhận là đã ký.")
    if signed_on > work.today:
        raise UserError("Ngày ký không thể ở sau hôm nay.")
    paper.state = DocumentState.SIGNED
    keeping.apply(paper, {"signed_on": signed_on, "signed_by": signed_by})


def print_of(work: Work, paper_id: int) -> PrintedPaper:
    """A paper as it prints now: a numbered one its stored bytes, one put up for signature its frozen text.

    Raises UserError when the stored bytes are missing or were changed outside the program.
    """
    paper = work.load(Document, paper_id)
    if paper.state in FINAL:
        return PrintedPaper(
            paper_bytes(work, paper_id),
            paper.pages or 0,
            safe_name(f"{paper.full_number} {paper.title}", ".pdf"),
            paper.state,
            paper.full_number or "",
            paper.sha256 or "",
        )
    if paper.state is DocumentState.DRAFT:
        form = next(form for form in FORMS.values() if form.kind is paper.kind)
        made: PrintedPaper = resolve(form.draft)(work, paper.visit_id)
        return made
    form, data = _content(paper)
    return printed(work, form, data, f"{paper.title} (trình ký)", paper.state)


def paper_bytes(work: Work, paper_id: int) -> bytes:
    """The stored bytes of a numbered paper, proved by their hash."""
    paper = work.load(Document, paper_id)
    file = work.session.get(DocumentFile, paper_id)
    if file is None:
        raise UserError("Văn bản này chưa có số nên chưa có tệp được lưu.")
    if hashlib.sha256(file.data).hexdigest() != paper.sha256:
        raise UserError(
            f"Tệp của văn bản số {paper.full_number} khác với lúc lấy số. "
            "Hãy lấy lại từ bản sao lưu; đừng in bản này."
        )
    return file.data


def _content(paper: Document) -> tuple[PaperForm, Any]:
    content: Mapping[str, Any] = paper.content or {}
    form = FORMS.get(content.get("form", ""))
    if form is None:
        raise UserError(
            "Văn bản này do bản mới hơn của chương trình lập. Hãy cập nhật chương trình rồi mở lại."
        )
    return form, thawed(resolve(form.data), content["data"])
