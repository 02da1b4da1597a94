"""Forms edit values; they know what was edited, say problems beside the field, and lose no word."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import small_store
from kit_helpers import commit_ime, type_text
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from unionDesk.rules.errors import StaleError, UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import Role
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.pick_editors import Pick, PickSource
from unionDesk.ui.kit.record_form import RecordForm

SPECS = (
    FieldSpec(
        name="name",
        label="Tên",
        length=40,
        required=True,
        group="Nhận diện",
        help="Ghi đúng theo quyết định.",
    ),
    FieldSpec(name="role", label="Vai trò", sort=Sort.CHOICE, choices=Role, group="Nhận diện"),
    FieldSpec(name="phone", label="Điện thoại", sort=Sort.PHONE, wanted=True, group="Liên hệ"),
    FieldSpec(name="founded_on", label="Ngày thành lập", sort=Sort.DATE, wanted=True, group="Liên hệ"),
    FieldSpec(name="workers", label="Lao động", sort=Sort.INTEGER, unit="người", group="Liên hệ"),
    FieldSpec(name="place_id", label="Địa bàn", sort=Sort.PLACE, group="Liên hệ"),
    FieldSpec(name="note", label="Ghi chú", sort=Sort.LONG_TEXT, group="Liên hệ"),
)
VALUES = {
    "name": "Trường Mầm non Hoa Sen",
    "role": Role.OFFICER,
    "phone": None,
    "founded_on": date(2019, 5, 20),
    "workers": 32,
    "place_id": Pick(7, "Phường Long Xuyên"),
    "note": None,
}
PICKERS = {"place": PickSource(lambda work, text: [Pick(7, "Phường Long Xuyên"), Pick(8, "Xã Mỹ Đức")])}


@pytest.fixture
def form(qtbot, jobs) -> Form:
    made = Form(jobs, SPECS, pickers=PICKERS)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.load(VALUES)
    return made


def note(form: Form, name: str) -> str:
    label = form.rows[name].note
    return label.text() if label.isVisibleTo(form) else ""


def test_loading_shows_values_and_counts_as_nothing_edited(form):
    assert form.values() == {**VALUES, "place_id": 7}
    assert not form.is_edited()
    assert form.changes() == {}


def test_what_is_wanted_and_empty_is_marked_until_it_is_known(form):
    assert note(form, "phone") == "thiếu dữ liệu"
    assert note(form, "founded_on") == ""
    assert note(form, "name") == "Ghi đúng theo quyết định."
    type_text(form.editor("phone").field(), "0912345678")
    assert note(form, "phone") == ""


def test_only_what_was_changed_is_a_change(form):
    told: list[bool] = []
    form.edited_changed.connect(told.append)
    field = form.editor("workers").field()
    field.clear()
    type_text(field, "45")
    assert form.changes() == {"workers": 45}
    assert told == [True]
    field.clear()
    type_text(field, "32")
    assert form.changes() == {}
    assert told == [True, False]


def test_tidying_what_was_typed_is_no_edit(form):
    field = form.editor("workers").field()
    field.setFocus()
    field.clear()
    type_text(field, "1250")
    form.settle()
    form.editor("name").setFocus()
    assert field.text() == "1.250"
    assert not form.is_edited()


def test_a_form_that_was_never_loaded_is_not_edited(qtbot, jobs):
    fresh = Form(jobs, SPECS, pickers=PICKERS)
    qtbot.addWidget(fresh)
    assert not fresh.is_edited()


def test_a_problem_is_said_beside_its_field_when_it_is_left(form):
    field = form.editor("founded_on").field()
    field.setFocus()
    field.clear()
    type_text(field, "40/13")
    form.editor("note").setFocus()
    assert note(form, "founded_on").startswith("“40/13” không phải là ngày.")
    assert field.property("wrong") is True
    assert field.accessibleDescription().startswith("“40/13”")
    field.setFocus()
    field.clear()
    type_text(field, "4/12")
    assert note(form, "founded_on") == ""
    assert field.property("wrong") is False


def test_checking_says_all_problems_and_goes_to_the_first(form):
    form.editor("name").field().clear()
    type_text(form.editor("workers").field(), "abc")
    assert not form.check()
    assert note(form, "name") == "Hãy nhập “Tên”."
    assert "không phải là số" in note(form, "workers")
    assert QApplication.focusWidget() is form.editor("name").field()


def test_problems_of_the_service_stand_beside_their_fields(form):
    assert not form.show_problems({"phone": "Số này đã có ở công đoàn khác."})
    assert note(form, "phone") == "Số này đã có ở công đoàn khác."
    assert form.show_problems({})
    assert note(form, "phone") == "thiếu dữ liệu"


def test_a_draft_holds_what_cannot_be_read_yet(form):
    type_text(form.editor("founded_on").field(), "x")
    commit_ime(form.editor("note").field(), "Đang ghi dở")
    draft = json.loads(json.dumps(form.draft(), default=str))
    form.load(VALUES)
    assert not form.is_edited()
    form.load_draft(draft)
    assert form.is_edited()
    assert form.editor("founded_on").field().text() == "x20/05/2019"
    assert not form.check()
    assert form.editor("note").value() == "Đang ghi dở"
    assert form.editor("place_id").value() == 7


def test_tab_goes_through_the_fields_in_their_order(qtbot, form):
    form.focus_first()
    seen = []
    for _ in SPECS:
        seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [form.editor(spec.name).field() for spec in SPECS]


def test_every_field_has_an_accessible_name(form):
    assert [form.editor(spec.name).field().accessibleName() for spec in SPECS] == [
        spec.label for spec in SPECS
    ]


# the form on a record


class Keeping:
    """The service behind the record form."""

    def __init__(self) -> None:
        self.kept: list[tuple[int | None, int | None, dict]] = []
        self.refusal: UserError | None = None

    def save(self, work: small_store.SmallWork, record: int | None, version: int | None, values: dict) -> int:
        if self.refusal is not None:
            raise self.refusal
        self.kept.append((record, version, values))
        return small_store.add(work, values.get("name", "?"))


@pytest.fixture
def keeping() -> Keeping:
    return Keeping()


@pytest.fixture
def open_form(qtbot, context, keeping):
    def build() -> RecordForm:
        made = RecordForm(
            context, "branches/edit", SPECS, what="Lưu công đoàn cơ sở", save=keeping.save, pickers=PICKERS
        )
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        made.open(7, 3, "Trường Mầm non Hoa Sen", VALUES)
        return made

    return build


def edit_workers(opened: RecordForm, text: str = "45") -> None:
    field = opened.form.editor("workers").field()
    field.setFocus()
    field.clear()
    type_text(field, text)


def test_saving_hands_over_what_was_changed(qtbot, context, open_form, keeping, store):
    opened = open_form()
    results: list[object] = []
    opened.saved.connect(results.append)
    assert not opened.save_button.isEnabled()
    edit_workers(opened)
    assert opened.save_button.isEnabled()
    qtbot.keyClick(opened.form.editor("workers").field(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(context.jobs.settled)
    assert keeping.kept == [(7, 3, {"workers": 45})]
    assert results == [1]
    assert store.operations[-1] == "Lưu công đoàn cơ sở"
    assert not opened.form.is_edited()
    assert opened.can_leave()


def test_a_new_record_hands_over_all_values(qtbot, context, open_form, keeping):
    opened = open_form()
    opened.open(None, None, "Công đoàn cơ sở mới", {})
    assert not opened.save()  # the name is missing
    type_text(opened.form.editor("name").field(), "Công ty Gạo Ngon")
    assert opened.save()
    qtbot.waitUntil(context.jobs.settled)
    record, version, values = keeping.kept[0]
    assert (record, version) == (None, None)
    assert values["name"] == "Công ty Gạo Ngon"
    assert set(values) == {spec.name for spec in SPECS}


def test_a_stale_save_is_told_at_the_form_and_nothing_typed_is_lost(qtbot, context, open_form, keeping):
    keeping.refusal = StaleError("Chị Hoa đã sửa mục này lúc 09:15.")
    opened = open_form()
    edit_workers(opened)
    opened.save()
    qtbot.waitUntil(context.jobs.settled)
    assert opened.refusal.isVisible()
    assert opened.refusal.text() == "Chị Hoa đã sửa mục này lúc 09:15."
    assert opened.form.changes() == {"workers": 45}
    assert opened.save_button.isEnabled()


@pytest.mark.parametrize(
    ("answer", "leaves", "kept"),
    [("save", True, [(7, 3, {"workers": 45})]), ("discard", True, []), ("stay", False, [])],
)
def test_leaving_with_changes_asks_once(qtbot, context, open_form, keeping, answer, leaves, kept):
    asked: list[str] = []

    def reply(question) -> str:
        asked.append(question.text)
        return answer

    context.notices.asker = reply
    opened = open_form()
    closed: list[bool] = []
    opened.closed.connect(lambda: closed.append(True))
    edit_workers(opened)
    qtbot.keyClick(opened.form.editor("workers").field(), Qt.Key.Key_Escape)
    assert asked == ["Trường Mầm non Hoa Sen: có thay đổi chưa lưu."]
    assert bool(closed) is leaves
    assert keeping.kept == kept
    assert opened.form.is_edited() is not leaves
    if leaves:
        assert opened.can_leave()
        assert len(asked) == 1
        assert context.drafts.waiting() == []


def test_leaving_without_changes_asks_nothing(qtbot, context, open_form):
    context.notices.asker = lambda question: pytest.fail("nothing to ask")
    opened = open_form()
    assert opened.can_leave()


def test_a_refused_save_on_leaving_keeps_the_form(context, open_form, keeping):
    keeping.refusal = UserError("Mã này đã có.")
    context.notices.asker = lambda question: "save"
    opened = open_form()
    edit_workers(opened)
    assert not opened.can_leave()
    assert opened.refusal.text() == "Mã này đã có."


def test_typed_words_survive_a_crash_and_are_offered_until_answered(qtbot, context, open_form):
    first = open_form()
    edit_workers(first)
    first._keeper.keep_now()  # what its timer does every few seconds
    first._forget_keeper()  # the crash
    second = open_form()
    assert second.offer.isVisible()
    assert "Có bản nháp chưa lưu" in second.offer_text.text()
    assert not second.form.isEnabled()
    third = open_form()
    assert third.offer.isVisible()  # still offered
    qtbot.mouseClick(third.take_draft, Qt.MouseButton.LeftButton)
    assert third.form.changes() == {"workers": 45}
    assert third.form.isEnabled()
    assert context.drafts.find("branches/edit", 7) is not None
    third.save()
    qtbot.waitUntil(context.jobs.settled)
    assert context.drafts.find("branches/edit", 7) is None


def test_a_draft_can_be_dropped(qtbot, context, open_form):
    context.drafts.keep("branches/edit", 7, 3, "Hoa Sen", {"workers": "99"})
    opened = open_form()
    qtbot.mouseClick(opened.drop_draft, Qt.MouseButton.LeftButton)
    assert not opened.offer.isVisible()
    assert opened.form.values()["workers"] == 32
    assert context.drafts.waiting() == []


def test_a_draft_of_an_older_version_says_so(context, open_form):
    context.drafts.keep("branches/edit", 7, 2, "Hoa Sen", {"workers": "99"})
    assert "người khác đã sửa" in open_form().offer_text.text()


def test_drafts_are_kept_by_the_clock_while_there_are_changes(qtbot, context, open_form):
    opened = open_form()
    assert not opened._keeper._timer.isActive()
    edit_workers(opened)
    assert opened._keeper._timer.isActive()
    assert opened._keeper._timer.interval() <= 5000
    opened._keeper._timer.setInterval(1)
    qtbot.waitUntil(lambda: context.drafts.find("branches/edit", 7) is not None)
    edit_workers(opened, "32")
    assert context.drafts.find("branches/edit", 7) is None


# the files


def test_drafts_keep_days_moments_and_letters(tmp_path):
    drafts = Drafts(tmp_path / "nháp")
    values = {
        "on": date(2026, 11, 5),
        "at": datetime(2026, 11, 5, 8, 30, tzinfo=UTC),
        "text": "Đỗ",
        "list": [1, None],
    }
    assert drafts.keep("cases/edit", None, None, "Vụ việc mới", values)
    found = Drafts(tmp_path / "nháp").find("cases/edit", None)
    assert found is not None
    assert found.values == values
    assert found.title == "Vụ việc mới"


def test_a_damaged_draft_is_set_aside_and_the_others_are_found(tmp_path):
    drafts = Drafts(tmp_path)
    drafts.keep("cases/edit", 1, 1, "Một", {"a": 1})
    drafts.keep("cases/edit", 2, 1, "Hai", {"a": 2})
    torn = next(path for path in tmp_path.glob("*.json") if path.name.endswith("-1.json"))
    torn.write_text(torn.read_text(encoding="utf-8")[:20], encoding="utf-8")
    fresh = Drafts(tmp_path)
    assert [draft.title for draft in fresh.waiting()] == ["Hai"]
    assert len(fresh.problems) == 1
    assert "bị hỏng" in fresh.problems[0]
    assert Drafts(tmp_path).waiting()[0].title == "Hai"
    assert len(list(tmp_path.glob("*.hong"))) == 1


def test_a_disk_that_refuses_does_not_stop_the_typing(tmp_path):
    blocked = tmp_path / "a file"
    blocked.write_text("x", encoding="utf-8")
    drafts = Drafts(Path(blocked))
    assert drafts.keep("cases/edit", 1, 1, "Một", {}) is False
    assert "Không giữ được bản nháp «Một»" in drafts.problems[0]
