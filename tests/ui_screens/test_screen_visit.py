"""The form of a visit: carried out, saved, kept through a crash, its minutes numbered, the next one agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import factories
import pytest
from kit_keys import press, the_dialog, type_letters
from PySide6.QtCore import Qt
from stores import OFFICER, TODAY

from unionDesk.rules.kinds import (
    DocumentState,
    HolderKind,
    ParticipantSide,
    PromiseStatus,
    PromiseWord,
    Topic,
    VisitKind,
    VisitStatus,
)
from unionDesk.services import (
    minutes,
    offices,
    paper_register,
    papers,
    promises,
    visit_forms,
    visit_past,
    visits,
)
from unionDesk.services.visit_form_data import VisitEdit, VisitForm
from unionDesk.ui.ask_dialog import AskDialog
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.paper_window import PaperWindow
from unionDesk.ui.screens.calendar.screen import CalendarScreen
from unionDesk.ui.screens.calendar.visit_page import DRAFT_KEY, VisitPage

SCHOOL = "CĐCS Trường Tiểu học Đá Nổi"
HELD = datetime(2026, 11, 23, 8)
TALK = "Trường có 32 lớp, học sinh đi học đều; còn thiếu hai phòng học bộ môn nên phải dạy ghép buổi chiều."


@pytest.fixture
def branch_id(office) -> int:
    with office.write("Lập danh sách") as work:
        offices.change_symbol(work, "CĐP", date(2020, 1, 1))
        branch = factories.branch(work, SCHOOL)
        factories.chair(work, branch.id, "Đặng Thị Hường")
        factories.figures(work, branch.id, workers=45, members=44)
        return branch.id


@pytest.fixture
def visit_id(office, branch_id) -> int:
    with office.write("Lên lịch") as work:
        given = {"branch_id": branch_id, "kind": VisitKind.REGULAR, "planned_from": HELD, "lead_id": OFFICER}
        return visits.plan(work, given).visit_id


@pytest.fixture
def open_screen(qtbot, context, settled) -> Iterator[Callable[[], CalendarScreen]]:
    kept = []  # qtbot holds its widgets weakly

    def build() -> CalendarScreen:
        screen = CalendarScreen(context)
        kept.append(screen)
        qtbot.addWidget(screen)
        screen.resize(1300, 800)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        settled()
        return screen

    yield build
    for screen in kept:
        screen.take_down()


@pytest.fixture
def page(open_screen, visit_id, settled) -> VisitPage:
    screen = open_screen()
    screen.open_record(visit_id)
    settled()
    return screen.form


def screen_of(page: VisitPage) -> CalendarScreen:
    found = page.window()
    assert isinstance(found, CalendarScreen)
    return found


def stored(office, visit_id: int) -> VisitForm:
    with office.read() as work:
        return visit_forms.read(work, visit_id)


def put(page: VisitPage, form: str, name: str, value: Any) -> None:
    """A value as if it had been typed."""
    editor = page.body.forms[form].editor(name)
    editor.set_value(value)
    editor.edited.emit()


def window_of(page: VisitPage) -> PaperWindow:
    assert page.desk.window is not None
    return page.desk.window


def test_the_expected_people_and_the_last_figures_stand_ready(page):
    people = [values for _, values in page.body.people.lines()]
    assert [(p["full_name"], p["side"]) for p in people] == [("Đặng Thị Hường", ParticipantSide.BRANCH)]
    assert page.body.figures.last["workers"].text() == "45"
    assert page.body.figures.rows["workers"].editor.value() == 45
    assert not page.is_edited()


def test_typed_words_are_saved_with_the_key(qtbot, page, office, visit_id, settled):
    field = page.body.forms["talk"].editor("production").field()
    field.setFocus()
    type_letters(field, "Trường dạy hai buổi")
    press(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert stored(office, visit_id).values["production"] == "Trường dạy hai buổi"
    assert not page.is_edited()


def test_a_visit_is_carried_out_and_its_minutes_numbered(page, office, visit_id, settled):
    put(page, "talk", "production", TALK)
    put(page, "times", "held_to", datetime(2026, 11, 23, 10))
    line = page.body.promises.add_line()
    line.rows["text"].editor.set_value("Nhà trường lắp thêm quạt cho hai phòng học bộ môn")
    heard = page.body.opinions.add_line()
    heard.rows["words"].editor.set_value("Phòng học nóng, giáo viên mong có thêm quạt")
    page.body.figures.rows["workers"].editor.set_value(46)
    assert page.finish()
    settled()
    dialog = the_dialog(screen_of(page), AskDialog)
    assert dialog.form.editor("when").value() > HELD
    dialog.ok.click()
    settled()
    form = stored(office, visit_id)
    assert form.status is VisitStatus.DONE
    assert form.figures.values["workers"] == 46
    assert [promise.holder_kind for promise in form.promises] == [HolderKind.EMPLOYER]
    assert [opinion.values["topic"] for opinion in form.opinions] == [Topic.OTHER]
    assert [person.full_name for person in form.participants] == ["Đặng Thị Hường"]
    with office.read() as work:
        planned = visits.find_by_number(work, "CD-2027-0001")
        assert visit_forms.read(work, planned).follows_id == visit_id
    page.open_minutes()
    settled()
    window_of(page).buttons["submit"].click()
    settled()
    window_of(page).buttons["number"].click()
    settled()
    window = window_of(page)
    assert window.state.text().startswith("Số "), window.state.text()
    with office.read() as work:
        paper = paper_register.of_visit(work, visit_id)[0]
        kept = papers.paper_bytes(work, paper.paper_id)
    assert paper.state is DocumentState.NUMBERED
    assert paper.full_number in window.state.text()
    assert paper.full_number in page.state.text()
    assert window.file.data == kept
    window.buttons["sign"].click()
    sign = the_dialog(window, AskDialog)
    sign.form.editor("signed_on").set_value(TODAY)
    sign.form.editor("signed_by").set_value("Trần Văn Bình")
    sign.ok.click()
    settled()
    assert "Trần Văn Bình" in window_of(page).state.text()
    assert window_of(page).file.data == kept
    page.desk.close()


def test_a_paper_put_up_goes_back_only_with_a_reason(page, office, visit_id, settled):
    with office.write("Đã đi") as work:
        visits.set_status(work, visit_id, visit_forms.read(work, visit_id).version, VisitStatus.DONE)
    with office.write("Trình ký") as work:
        minutes.submit(work, visit_id)
    page.refresh()
    settled()
    page.open_minutes()
    settled()
    window_of(page).buttons["back"].click()
    dialog = the_dialog(window_of(page), AskDialog)
    dialog.ok.click()
    assert dialog.isVisible()
    dialog.form.editor("reason").set_value("Thiếu tên phó chủ tịch")
    dialog.ok.click()
    settled()
    assert "Thiếu tên phó chủ tịch" in window_of(page).state.text()
    assert list(window_of(page).buttons) == ["submit"]
    page.desk.close()


def test_minutes_are_not_put_up_over_unsaved_words(page, context, office, visit_id, settled):
    with office.write("Đã đi") as work:
        visits.set_status(work, visit_id, visit_forms.read(work, visit_id).version, VisitStatus.DONE)
    page.refresh()
    settled()
    put(page, "talk", "production", TALK)
    page.open_minutes()
    settled()
    window_of(page).buttons["submit"].click()
    settled()
    assert "chưa lưu" in context.notices.past[-1].text
    with office.read() as work:
        assert minutes.standing(work, visit_id) is None
    page.desk.close()
    assert page.save()
    settled()


def test_people_who_only_stand_ready_are_saved_before_the_minutes_are_put_up(
    page, context, office, visit_id, settled
):
    with office.write("Đã đi") as work:
        visits.set_status(work, visit_id, visit_forms.read(work, visit_id).version, VisitStatus.DONE)
    page.refresh()
    settled()
    page.open_minutes()
    settled()
    window_of(page).buttons["submit"].click()
    assert "Người dự" in context.notices.past[-1].text
    assert page.save()
    settled()
    page.open_minutes()
    settled()
    window_of(page).buttons["submit"].click()
    settled()
    with office.read() as work:
        assert minutes.standing(work, visit_id).state is DocumentState.SUBMITTED
    page.desk.close()


def test_earlier_promises_are_answered_with_one_word(open_screen, office, branch_id, settled):
    with office.write("Kiến nghị") as work:
        given = {
            "branch_id": branch_id,
            "text": "Lắp quạt phòng học",
            "holder_kind": HolderKind.EMPLOYER,
            "source": "phone",
            "made_on": date(2026, 10, 1),
        }
        promise_id = promises.add(work, given).promise_id
    with office.write("Lên lịch") as work:
        plan = {"branch_id": branch_id, "kind": VisitKind.REGULAR, "planned_from": HELD}
        visit = visits.plan(work, plan).visit_id
    screen = open_screen()
    screen.open_record(visit)
    settled()
    frame = screen.form.body.answers.frames[0]
    assert "Lắp quạt phòng học" in frame.heading.text()
    frame.rows["word"].editor.set_value(PromiseWord.DONE)
    frame.rows["note"].editor.set_value("Đã lắp bốn quạt")
    assert screen.form.save()
    settled()
    with office.read() as work:
        assert promises.read(work, promise_id)[0]["status"] in {PromiseStatus.KEPT, PromiseStatus.LATE}


def test_a_draft_is_offered_after_a_crash(page, office, visit_id, open_screen, settled, tmp_path):
    put(page, "talk", "production", TALK)
    page.body.people.add_line().rows["full_name"].editor.set_value("Nguyễn Thị Bông")
    page.body.edited.emit()
    page._keeper.keep_now()
    found = Drafts(tmp_path / "drafts").find(DRAFT_KEY, visit_id)
    assert found is not None
    page._forget_keeper()
    again = open_screen()
    again.open_draft(found)
    settled()
    assert again.form.offer.isVisible()
    assert not again.form.save()
    again.form.take_draft.click()
    assert again.form.body.forms["talk"].editor("production").value() == TALK
    assert "Nguyễn Thị Bông" in [v["full_name"] for _, v in again.form.body.people.lines()]
    assert again.form.save()
    settled()
    assert stored(office, visit_id).values["production"] == TALK
    assert Drafts(tmp_path / "drafts").find(DRAFT_KEY, visit_id) is None


def test_a_stale_save_keeps_what_was_typed(page, context, office, visit_id, settled):
    put(page, "talk", "production", TALK)
    with office.write("Người khác sửa") as work:
        version = visit_forms.read(work, visit_id).version
        visit_forms.save(work, visit_id, version, VisitEdit(values={"jobs": "Đủ việc"}))
    assert page.save()
    settled()
    assert page.refusal.text()
    assert page.body.forms["talk"].editor("production").value() == TALK
    assert page.is_edited()
    context.notices.asker = lambda _question: "discard"
    assert page.can_leave()


@pytest.mark.parametrize(("answer", "gone"), [("stay", False), ("discard", True), ("save", True)])
def test_leaving_with_changes_asks_once(page, context, office, visit_id, settled, answer, gone):
    put(page, "talk", "production", TALK)
    asked = []
    context.notices.asker = lambda question: asked.append(question.text) or answer
    press(page, Qt.Key.Key_Escape)
    settled()
    assert len(asked) == 1
    assert (page.visit_id is None) is gone
    assert stored(office, visit_id).values["production"] == (TALK if answer == "save" else None)
    context.notices.asker = lambda _question: "discard"
    assert page.can_leave()


def test_a_firm_without_a_union_has_a_form_too(open_screen, office, settled):
    with office.write("Lên lịch") as work:
        given = {"firm_name": "Công ty TNHH Bến Mới", "kind": VisitKind.OUTREACH, "planned_from": HELD}
        visit = visits.plan(work, given).visit_id
    screen = open_screen()
    screen.open_record(visit)
    settled()
    assert "Công ty TNHH Bến Mới" in screen.form.title.text()
    assert not screen.form.body.figures.isVisibleTo(screen)
    screen.form.body.forms["talk"].editor("thoughts").set_value("Công nhân muốn có công đoàn")
    assert screen.form.save()
    settled()
    assert stored(office, visit).values["thoughts"] == "Công nhân muốn có công đoàn"


def test_copied_texts_are_pointed_out_before_printing(open_screen, office, branch_id, settled):
    with office.write("Lần trước") as work:
        old = {"branch_id": branch_id, "kind": VisitKind.REGULAR, "planned_from": datetime(2026, 5, 12, 8)}
        first = visits.plan(work, old).visit_id
        visit_forms.save(
            work,
            first,
            visit_forms.read(work, first).version,
            VisitEdit(values={"production": TALK}),
            done=True,
        )
        new = visits.plan(work, old | {"planned_from": HELD}).visit_id
    screen = open_screen()
    screen.open_record(new)
    settled()
    assert TALK in screen.form.past.toPlainText().replace("\n", " ")
    put(screen.form, "talk", "production", TALK)
    screen.open_minutes()
    settled()
    with office.read() as work:
        said = visit_past.copied_text_warnings(work, new, {"production": TALK})[0].sentence
    assert said in window_of(screen.form).warnings.text()
    screen.form.desk.close()
    assert screen.form.save()
    settled()


def test_an_unreadable_number_is_said_at_its_field_and_nothing_is_written(page, office, visit_id, settled):
    page.body.figures.rows["workers"].editor.set_raw("bốn mươi")
    page.body.edited.emit()
    assert not page.save()
    assert "không phải là số" in page.body.figures.rows["workers"].problem
    assert stored(office, visit_id).figures.values == {}
    page.body.figures.rows["workers"].editor.set_value(45)


def test_a_promise_noted_by_mistake_is_taken_out(page, office, visit_id, settled):
    page.body.promises.add_line().rows["text"].editor.set_value("Ghi nhầm")
    assert page.save()
    settled()
    assert len(stored(office, visit_id).promises) == 1
    page.body.promises.frames[0].remove_wanted.emit()
    assert page.save()
    settled()
    assert stored(office, visit_id).promises == ()


def test_the_default_day_of_the_holder_stands_in_the_empty_field(page, office):
    frame = page.body.promises.add_line()
    with office.read() as work:
        expected = promises.default_due(work, HolderKind.EMPLOYER, HELD.date()).due_on
    assert f"{expected:%d/%m/%Y}" in frame.rows["due_on"].editor.edit.placeholderText()
