"""Minutes and papers: a draft follows the form, a frozen text stays, a number is taken once and for ever."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import factories
import pypdfium2
import pytest
from sqlalchemy import select
from stores import ACTOR
from visit_samples import MORNING, Office, open_office

from unionDesk.documents.data import MinutesData
from unionDesk.records.document import DocumentFile
from unionDesk.records.office import OrganisationSymbol
from unionDesk.records.promise import Promise
from unionDesk.rules.errors import NotAllowedError, StaleError, UserError
from unionDesk.rules.kinds import (
    DocumentState,
    HolderKind,
    MinutesKind,
    ParticipantSide,
    PromiseStatus,
    PromiseWord,
    Role,
    VisitStatus,
)
from unionDesk.rules.names import nfc
from unionDesk.services import (
    minutes,
    offices,
    paper_content,
    paper_register,
    papers,
    promises,
    settings,
    visits,
)
from unionDesk.services.paper_register import PaperFilter, PaperLine
from unionDesk.services.visit_form_data import AnswerEdit, Participant, VisitEdit, VisitPromise
from unionDesk.storage import numbers
from unionDesk.storage.store import Store


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return open_office(sqlite_store)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return nfc(" ".join(" ".join(pages).split()))


def data_of(office: Office, visit_id: int) -> MinutesData:
    with office.store.read() as work:
        return minutes.data_of(work, visit_id)


def submit(office: Office, visit_id: int) -> PaperLine:
    with office.store.write("Trình ký biên bản") as work:
        return minutes.submit(work, visit_id)


def number(office: Office, paper: PaperLine, dated_on: date | None = None) -> PaperLine:
    with office.store.write("Lấy số biên bản") as work:
        papers.number(work, paper.paper_id, paper.version, dated_on=dated_on)
    return line(office, paper.paper_id)


def line(office: Office, paper_id: int) -> PaperLine:
    with office.store.read() as work:
        return paper_register.line(work, paper_id)


def pdf_of(office: Office, paper_id: int) -> bytes:
    with office.store.read() as work:
        return papers.print_of(work, paper_id).data


# -- what fills which section -------------------------------------------------------------------------


def test_the_form_fills_the_sections_as_the_specification_says(office: Office) -> None:
    visit_id = office.done(
        production="Đơn hàng đủ",
        jobs="Thiếu 5 người",
        branch_activity="Họp đều",
        thoughts="Yên tâm",
        guidance="Cách lập sổ",
        differing_opinion="Về định mức",
        topic="về thưởng Tết",
        worker_count=12,
        women_count=8,
        chair="Ông Trần Văn Bình",
        secretary="Bà Lê Hoàng Phúc, Chuyên viên",
        absent="- Huỳnh Tấn Đạt, Ủy viên (lý do: đi công tác)\nVõ Thị Sáu",
    )
    data = data_of(office, visit_id)
    assert data.production == "Đơn hàng đủ\nThiếu 5 người"
    assert (data.union_work, data.mood, data.guidance) == ("Họp đều", "Yên tâm", "Cách lập sổ")
    assert (data.disagreements, data.theme) == ("Về định mức", "thưởng Tết")
    assert (data.workers, data.women_workers) == (12, 8)
    assert [(p.name, p.role) for p in data.delegation] == [
        ("Trần Văn Bình", "Trưởng đoàn"),
        ("Lê Hoàng Phúc", ""),
    ]
    assert data.chair is not None
    assert data.secretary is not None
    assert (data.chair.name, data.secretary.name, data.secretary.position) == (
        "Trần Văn Bình",
        "Lê Hoàng Phúc",
        "Chuyên viên",
    )
    assert [(a.person.name, a.person.position, a.reason) for a in data.absent] == [
        ("Huỳnh Tấn Đạt", "Ủy viên", "đi công tác"),
        ("Võ Thị Sáu", "", ""),
    ]
    assert data.place == "ấp Mỹ Thiện, xã Mỹ Đức"
    assert (data.letterhead.symbol, data.started, data.ended) == (
        "LĐLĐ",
        MORNING,
        MORNING + timedelta(hours=2),
    )


def test_whoever_leads_a_side_stands_first_and_signs(office: Office) -> None:
    visit_id = office.done()
    people = (
        Participant(ParticipantSide.BRANCH, "Âu Thị Bé"),
        Participant(ParticipantSide.BRANCH, "Đặng Thị Hường", "Chủ tịch", is_head=True),
        Participant(ParticipantSide.WORKERS, "Phan Văn Tư"),
        Participant(ParticipantSide.DELEGATION, "Khách mời"),
    )
    office.save(visit_id, VisitEdit(participants=people))
    data = data_of(office, visit_id)
    assert [p.name for p in data.branch_people] == ["Đặng Thị Hường", "Âu Thị Bé"]
    assert [p.name for p in data.named_workers] == ["Phan Văn Tư"]
    assert [p.name for p in data.delegation][-1] == "Khách mời"


def test_earlier_promises_print_as_done_late_or_not_done(office: Office) -> None:
    office.done(MORNING - timedelta(days=30))
    kept = office.promise(text="Đúng hạn", due_on=date(2026, 11, 23))
    late = office.promise(text="Trễ", due_on=date(2026, 11, 2))
    undone = office.promise(text="Chưa", due_on=date(2026, 11, 3))
    silent = office.promise(text="Không hỏi", due_on=date(2026, 12, 30))
    earlier = office.promise(text="Xong giữa hai lần", due_on=date(2026, 11, 30))
    gone = office.promise(text="Xong từ lâu", made_on=date(2026, 9, 1), due_on=date(2026, 10, 10))
    for added, day in ((earlier, date(2026, 11, 10)), (gone, date(2026, 10, 9))):
        with office.store.write("Đóng") as work:
            promises.close(work, added.promise_id, 1, PromiseStatus.KEPT, "Xong", closed_on=day)
    visit_id = office.done()
    words = ((kept, PromiseWord.DONE), (late, PromiseWord.DONE), (undone, PromiseWord.NOT_YET))
    office.save(visit_id, VisitEdit(answers=tuple(AnswerEdit(p.promise_id, word) for p, word in words)))
    found = {task.text: task.status for task in data_of(office, visit_id).earlier_tasks}
    assert found == {
        "Đúng hạn": PromiseStatus.KEPT,
        "Trễ": PromiseStatus.LATE,
        "Chưa": PromiseStatus.OPEN,
        "Không hỏi": PromiseStatus.OPEN,
        "Xong giữa hai lần": PromiseStatus.KEPT,
    }
    assert silent.due_on == date(2026, 12, 30)


def test_what_was_closed_after_the_visit_is_not_yet_done_in_its_minutes(office: Office) -> None:
    office.promise(text="Trễ", due_on=date(2026, 11, 2))
    visit_id = office.done(MORNING - timedelta(days=3))
    with office.store.write("Đóng") as work:
        promise_id = work.session.scalars(select(Promise.id)).one()
        promises.close(work, promise_id, 1, PromiseStatus.KEPT, "Xong", closed_on=MORNING.date())
    assert [task.status for task in data_of(office, visit_id).earlier_tasks] == [PromiseStatus.OPEN]


def test_new_promises_are_the_table_of_conclusions(office: Office) -> None:
    visit_id = office.done()
    office.save(
        visit_id,
        VisitEdit(
            promises=(
                VisitPromise("Gửi danh sách", HolderKind.BRANCH, due_on=date(2026, 12, 1)),
                VisitPromise("Lắp quạt", HolderKind.EMPLOYER, "Ban Giám hiệu", "CĐCS", date(2026, 12, 15)),
                VisitPromise("Mở lớp", HolderKind.OFFICE, due_on=date(2027, 1, 5)),
            )
        ),
    )
    tasks = data_of(office, visit_id).tasks
    assert [(t.text, t.holder, t.partner, t.due_on) for t in tasks] == [
        ("Gửi danh sách", "Ban Chấp hành công đoàn cơ sở", "", date(2026, 12, 1)),
        ("Lắp quạt", "Ban Giám hiệu", "CĐCS", date(2026, 12, 15)),
        ("Mở lớp", "Liên đoàn Lao động huyện Châu Phú", "", date(2027, 1, 5)),
    ]


def test_a_firm_without_a_union_has_minutes_too(office: Office) -> None:
    firm = office.plan(branch_id=None, firm_name="Công ty TNHH Gạo Vĩnh Thạnh Trung").visit_id
    office.save(firm, VisitEdit({"conclusion": "Sẽ vận động thành lập"}))
    paper = number(office, submit(office, firm))
    text = text_of(pdf_of(office, paper.paper_id))
    assert "Làm việc tại Công ty TNHH Gạo Vĩnh Thạnh Trung" in text
    assert "None" not in text


def test_a_meeting_is_chaired_by_the_lead_where_nobody_else_is_named(office: Office) -> None:
    data = data_of(office, office.done(minutes_kind=MinutesKind.MEETING))
    assert data.chair is not None
    assert data.chair.name == "Trần Văn Bình"


# -- draft --------------------------------------------------------------------------------------------


def test_a_planned_visit_prints_a_draft_of_what_there_is(office: Office) -> None:
    visit_id = office.plan().visit_id
    with office.store.read() as work:
        paper = minutes.print_for(work, visit_id)
    assert (paper.state, paper.full_number) == (DocumentState.DRAFT, "")
    assert "CĐCS Trường THCS Mỹ Đức".removeprefix("CĐCS ") in text_of(paper.data)
    assert paper.file_name.endswith(".pdf")


def test_the_preview_follows_what_is_typed_and_writes_nothing(office: Office) -> None:
    visit_id = office.done(wages="Đã lưu")
    with office.store.read() as work:
        paper = minutes.draft(work, visit_id, VisitEdit({"wages": "Đang gõ dở"}))
    assert "Đang gõ dở" in text_of(paper.data)
    assert "Đã lưu" not in text_of(paper.data)
    assert office.form(visit_id).values["wages"] == "Đã lưu"


# -- states -------------------------------------------------------------------------------------------


def test_only_a_visit_that_took_place_is_put_up_for_signature(office: Office) -> None:
    visit_id = office.plan().visit_id
    with pytest.raises(UserError, match="Dự kiến"):
        submit(office, visit_id)


def test_the_text_is_frozen_when_put_up_for_signature(office: Office) -> None:
    visit_id = office.done(wages="Trước khi trình")
    paper = submit(office, visit_id)
    office.save(visit_id, VisitEdit({"wages": "Sửa sau khi trình"}))
    waiting = text_of(pdf_of(office, paper.paper_id))
    assert "Trước khi trình" in waiting
    assert "/BB-LĐLĐ" in waiting
    numbered = number(office, line(office, paper.paper_id))
    text = text_of(pdf_of(office, numbered.paper_id))
    assert "Trước khi trình" in text
    assert "Sửa sau khi trình" not in text
    assert "01/BB-LĐLĐ" in text


def test_a_form_read_before_a_change_is_not_frozen(office: Office) -> None:
    visit_id = office.done()
    version = office.form(visit_id).version
    office.save(visit_id, VisitEdit({"wages": "Mới"}))
    with pytest.raises(StaleError), office.store.write("Trình ký") as work:
        minutes.submit(work, visit_id, version)


def test_a_draft_has_no_number_to_take(office: Office) -> None:
    paper = submit(office, office.done())
    with office.store.write("Trả về") as work:
        papers.back_to_draft(work, paper.paper_id, paper.version, "Sai tên người dự")
    back = line(office, paper.paper_id)
    assert (back.state, back.state_reason) == (DocumentState.DRAFT, "Sai tên người dự")
    with pytest.raises(UserError, match="trình ký trước"):
        number(office, back)


def test_back_to_draft_needs_a_reason_and_the_next_text_is_the_new_one(office: Office) -> None:
    visit_id = office.done(wages="Bản cũ")
    paper = submit(office, visit_id)
    with pytest.raises(UserError, match="lý do"), office.store.write("Trả về") as work:
        papers.back_to_draft(work, paper.paper_id, paper.version, " ")
    with office.store.write("Trả về") as work:
        papers.back_to_draft(work, paper.paper_id, paper.version, "Sai số liệu")
    office.save(visit_id, VisitEdit({"wages": "Bản mới"}))
    again = submit(office, visit_id)
    assert again.paper_id == paper.paper_id
    assert "Bản mới" in text_of(pdf_of(office, again.paper_id))


def test_numbering_stores_the_bytes_and_marks_the_visit_in_one_go(office: Office) -> None:
    visit_id = office.done()
    paper = number(office, submit(office, visit_id))
    assert (paper.state, paper.full_number, paper.dated_on) == (
        DocumentState.NUMBERED,
        "01/BB-LĐLĐ",
        MORNING.date(),
    )
    assert office.form(visit_id).status is VisitStatus.MINUTED
    first = pdf_of(office, paper.paper_id)
    with office.store.read() as work:
        printed = papers.print_of(work, paper.paper_id)
    assert printed.data == first
    assert printed.sha256 == hashlib.sha256(first).hexdigest()
    assert printed.file_name == "01-BB-LĐLĐ Biên bản làm việc tại CĐCS Trường THCS Mỹ Đức.pdf"


def test_the_same_visit_frozen_alike_gives_the_same_bytes(office: Office) -> None:
    visit_id = office.done()
    with office.store.read() as work:
        data = replace(minutes.data_of(work, visit_id))
        once, again = (
            papers.printed(work, papers.FORMS["minutes"], data, "x", DocumentState.DRAFT).data
            for _turn in range(2)
        )
    assert once == again


def test_a_numbered_paper_is_not_changed_by_anything_that_happens_after(office: Office) -> None:
    visit_id = office.done(wages="Như đã ký")
    paper = number(office, submit(office, visit_id))
    before = pdf_of(office, paper.paper_id)
    office.save(visit_id, VisitEdit({"wages": "Sửa về sau"}))
    with office.store.write("Đổi tên") as work:
        offices.rename(work, "Công đoàn xã Mỹ Đức", date(2026, 11, 1))
    assert pdf_of(office, paper.paper_id) == before
    with pytest.raises(UserError, match="đã có số"), office.store.write("Trả về") as work:
        papers.back_to_draft(work, paper.paper_id, paper.version, "Muốn sửa")
    with pytest.raises(UserError, match="đã có số"):
        number(office, line(office, paper.paper_id))
    with pytest.raises(UserError, match="thay thế"):
        submit(office, visit_id)


def test_a_visit_with_a_paper_neither_goes_back_nor_into_the_bin(office: Office) -> None:
    visit_id = office.done()
    submit(office, visit_id)
    version = office.form(visit_id).version
    with pytest.raises(UserError, match="trình ký"), office.store.write("Đổi trạng thái") as work:
        visits.set_status(work, visit_id, version, VisitStatus.PLANNED)
    with pytest.raises(UserError, match="trình ký"), office.store.write("Xóa") as work:
        visits.discard(work, [visit_id])


def test_a_paper_cannot_be_dated_before_the_visit_or_ahead(office: Office) -> None:
    paper = submit(office, office.done())
    for day in (MORNING.date() - timedelta(days=1), MORNING.date() + timedelta(days=1)):
        with pytest.raises(UserError, match="Ngày của"):
            number(office, paper, day)
    assert line(office, paper.paper_id).state is DocumentState.SUBMITTED


def test_without_a_symbol_no_number_is_taken(office: Office) -> None:
    with office.store.write("Ký hiệu") as work:
        for row in work.session.scalars(select(OrganisationSymbol)):
            work.bin(row)
    paper = submit(office, office.done())
    with pytest.raises(UserError, match="ký hiệu"):
        number(office, paper)


def test_a_failed_numbering_gives_the_number_back(office: Office) -> None:
    first, second = (submit(office, office.done(MORNING - timedelta(days=d))) for d in (0, 1))
    with pytest.raises(RuntimeError), office.store.write("Lấy số") as work:
        papers.number(work, first.paper_id, first.version)
        raise RuntimeError("the power went")
    assert number(office, second).full_number == "01/BB-LĐLĐ"
    assert number(office, line(office, first.paper_id)).full_number == "02/BB-LĐLĐ"


def test_a_year_keeps_the_register_it_was_begun_with(office: Office) -> None:
    number(office, submit(office, office.done()))
    with office.store.write("Thiết lập") as work:
        settings.put(work, "paper.one_series", True, date(2026, 1, 1))
    second = number(office, submit(office, office.done()))
    assert second.full_number == "02/BB-LĐLĐ"


def test_one_register_for_all_papers_is_a_setting(office: Office) -> None:
    with office.store.write("Thiết lập") as work:
        settings.put(work, "paper.one_series", True, date(2026, 1, 1))
    number(office, submit(office, office.done()))
    with office.store.read() as work:
        assert (numbers.last(work, "ALL", 2026), numbers.last(work, "BB", 2026)) == (1, 0)


def test_bytes_changed_outside_the_program_are_not_printed(office: Office) -> None:
    paper = number(office, submit(office, office.done()))
    with office.store.write("Làm hỏng") as work:
        file = work.session.get(DocumentFile, paper.paper_id)
        assert file is not None
        file.data = file.data.replace(b"%PDF", b"%pdf")
    with pytest.raises(UserError, match="khác với lúc lấy số"):
        pdf_of(office, paper.paper_id)


def test_signing_is_noted_and_changes_no_byte(office: Office) -> None:
    paper = number(office, submit(office, office.done()))
    before = pdf_of(office, paper.paper_id)
    with office.store.write("Ghi đã ký") as work:
        papers.sign(work, paper.paper_id, paper.version, MORNING.date(), "Trần Văn Bình")
    signed = line(office, paper.paper_id)
    assert (signed.state, signed.signed_by) == (DocumentState.SIGNED, "Trần Văn Bình")
    assert pdf_of(office, paper.paper_id) == before


# -- corrections --------------------------------------------------------------------------------------


def test_a_correction_is_a_new_paper_that_names_the_old(office: Office) -> None:
    visit_id = office.done(wages="Sai")
    old = number(office, submit(office, visit_id))
    old_bytes = pdf_of(office, old.paper_id)
    with pytest.raises(UserError, match="lý do"), office.store.write("Thay thế") as work:
        minutes.correct(work, old.paper_id, old.version, "")
    with office.store.write("Thay thế") as work:
        minutes.correct(work, old.paper_id, old.version, "Sai mức lương")
    office.save(visit_id, VisitEdit({"wages": "Đúng"}))
    with office.store.read() as work:
        assert "01/BB-LĐLĐ" in text_of(minutes.draft(work, visit_id).data)
    new = number(office, submit(office, visit_id))
    text = text_of(pdf_of(office, new.paper_id))
    assert "Thay thế Biên bản số 01/BB-LĐLĐ" in text
    assert (new.full_number, new.replaces) == ("02/BB-LĐLĐ", "01/BB-LĐLĐ")
    assert line(office, old.paper_id).replaced_by == "02/BB-LĐLĐ"
    assert pdf_of(office, old.paper_id) == old_bytes
    with office.store.read() as work:
        standing = minutes.standing(work, visit_id)
    assert standing is not None
    assert standing.paper_id == new.paper_id


def test_a_paper_is_replaced_only_once(office: Office) -> None:
    old = number(office, submit(office, office.done()))
    with office.store.write("Thay thế") as work:
        minutes.correct(work, old.paper_id, old.version, "Sai")
    with pytest.raises(UserError, match="đang được lập"), office.store.write("Thay thế") as work:
        minutes.correct(work, old.paper_id, old.version, "Sai nữa")


# -- rights and register ------------------------------------------------------------------------------


def test_a_reader_neither_submits_nor_numbers(office: Office) -> None:
    visit_id = office.done()
    paper = submit(office, visit_id)
    reader = office.store.acting(replace(ACTOR, role=Role.READER))
    for forbidden in (
        lambda work: minutes.submit(work, visit_id),
        lambda work: papers.number(work, paper.paper_id, paper.version),
        lambda work: papers.back_to_draft(work, paper.paper_id, paper.version, "x"),
    ):
        with pytest.raises(NotAllowedError), reader.write("Thử") as work:
            forbidden(work)
    reader.close()


def test_the_register_finds_papers_by_number_state_year_and_words(office: Office) -> None:
    first = number(office, submit(office, office.done()))
    submit(office, office.done(MORNING - timedelta(days=7)))

    def found(choice: PaperFilter) -> list[str]:
        with office.store.read() as work:
            return [row.full_number for row in paper_register.rows(work, paper_register.ids(work, choice))]

    assert found(PaperFilter()) == ["", "01/BB-LĐLĐ"]
    assert found(PaperFilter(states=(DocumentState.NUMBERED,))) == ["01/BB-LĐLĐ"]
    assert found(PaperFilter("01 bb")) == ["01/BB-LĐLĐ"]
    assert found(PaperFilter("my duc", year=2026)) == ["", "01/BB-LĐLĐ"]
    assert found(PaperFilter(year=2025)) == []
    assert found(PaperFilter(visit_id=first.visit_id)) == ["01/BB-LĐLĐ"]


@pytest.mark.parametrize("order", list(paper_register._ORDERS))
def test_every_order_of_the_register_lists_every_paper(office: Office, order: str) -> None:
    number(office, submit(office, office.done()))
    submit(office, office.done())
    with office.store.read() as work:
        assert len(paper_register.ids(work, PaperFilter(), order, descending=False)) == 2


def test_frozen_content_comes_back_as_it_was(office: Office) -> None:
    office.promise()
    visit_id = office.done(absent="Huỳnh Tấn Đạt (ốm)")
    data = data_of(office, visit_id)
    kept = paper_content.frozen(data)
    assert paper_content.thawed(MinutesData, kept) == data
    assert paper_content.thawed(MinutesData, {**kept, "a_field_of_the_future": 1}) == data


def test_branch_names_bring_their_own_words_to_the_recipients(office: Office) -> None:
    with office.store.write("CĐCS") as work:
        other = factories.branch(work, "Công ty May Bình Long").id
    visit_id = office.plan(branch_id=other).visit_id
    assert data_of(office, visit_id).recipients[0] == "CĐCS Công ty May Bình Long"
    assert data_of(office, office.done()).recipients[0] == "CĐCS Trường THCS Mỹ Đức"
