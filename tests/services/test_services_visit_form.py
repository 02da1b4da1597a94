"""The visit form: saved whole, answers and figures with it, nothing overwritten unseen."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import factories
import pytest
from visit_samples import MORNING, Office, open_office

from unionDesk.rules.errors import StaleError, UserError
from unionDesk.rules.kinds import (
    HolderKind,
    ParticipantSide,
    PromiseStatus,
    PromiseWord,
    Topic,
    VisitStatus,
)
from unionDesk.services import branches, facts, promise_listing, promises, visit_forms, visit_past, visits
from unionDesk.services.visit_form_data import (
    AnswerEdit,
    Participant,
    VisitEdit,
    VisitOpinion,
    VisitPromise,
    overlaid,
)
from unionDesk.storage.store import Store

LONG_TEXT = "Công nhân phân xưởng hai đề nghị công khai định mức sản phẩm trước khi áp dụng từ tháng sau"


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return open_office(sqlite_store)


def status_of(office: Office, promise_id: int) -> PromiseStatus:
    with office.store.read() as work:
        status: PromiseStatus = promises.read(work, promise_id)[0]["status"]
        return status


def test_everything_that_was_said_comes_back(office: Office) -> None:
    visit_id = office.plan().visit_id
    people = (
        Participant(ParticipantSide.BRANCH, "Đặng Thị Hường", "Chủ tịch", is_head=True),
        Participant(ParticipantSide.EMPLOYER, "Võ Minh Khuê", "Hiệu trưởng"),
    )
    saved = office.save(
        visit_id,
        VisitEdit(
            {"wages": "  Trả lương đúng ngày \n", "held_to": MORNING + timedelta(hours=2)},
            officer_ids=(),
            participants=people,
            promises=(VisitPromise("Mời báo cáo viên", HolderKind.OFFICE, topic=Topic.POLICY),),
            opinions=(VisitOpinion({"topic": Topic.WAGES, "words": "Mong có thưởng Tết"}),),
        ),
    )
    form = office.form(visit_id)
    assert (form.status, form.version) == (VisitStatus.DONE, saved.version)
    assert form.values["wages"] == "Trả lương đúng ngày"
    assert form.values["held_from"] == MORNING
    assert (form.officer_ids, form.participants) == ((), people)
    assert [(p.number, p.text, p.topic) for p in form.promises] == [
        ("KN-2026-0001", "Mời báo cáo viên", Topic.POLICY)
    ]
    assert [note.values["words"] for note in form.opinions] == ["Mong có thưởng Tết"]
    assert saved.report_due_on == date(2026, 11, 27)


def test_saving_one_field_leaves_the_rest(office: Office) -> None:
    visit_id = office.done(wages="Ổn định")
    before = office.form(visit_id)
    office.save(visit_id, VisitEdit({"living": "Bếp ăn sạch"}), done=False)
    after = office.form(visit_id)
    assert {**before.values, "living": "Bếp ăn sạch"} == after.values
    assert (after.officer_ids, after.participants) == (before.officer_ids, before.participants)


def test_saving_the_same_again_changes_nothing(office: Office) -> None:
    visit_id = office.done(wages="Ổn định")
    form = office.form(visit_id)
    office.save(visit_id, VisitEdit(form.values, form.officer_ids, form.participants))
    assert office.form(visit_id) == form


def test_a_name_of_a_field_that_the_form_lacks_is_a_bug(office: Office) -> None:
    visit_id = office.plan().visit_id
    with pytest.raises(KeyError):
        office.save(visit_id, VisitEdit({"status": VisitStatus.REPORTED}))


def test_a_form_opened_before_another_saved_is_refused_whole(office: Office) -> None:
    visit_id = office.plan().visit_id
    form = office.form(visit_id)
    office.save(visit_id, VisitEdit({"wages": "Ổn định"}), done=False)
    late = VisitEdit({"wages": "Chậm lương"}, promises=(VisitPromise("Đôn đốc", HolderKind.OFFICE),))
    with pytest.raises(StaleError, match="Trần Văn Bình"), office.store.write("Ghi chuyến đi") as work:
        visit_forms.save(work, visit_id, form.version, late, done=True)
    assert office.form(visit_id).values["wages"] == "Ổn định"
    assert office.form(visit_id).promises == ()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"held_from": MORNING + timedelta(days=1)}, "chưa diễn ra"),
        ({"held_to": MORNING - timedelta(hours=1)}, "Giờ kết thúc"),
        ({"worker_count": 5, "women_count": 6}, "Số nữ"),
        ({"worker_count": -1}, "số âm"),
        ({"topic": "về " + "lương " * 60}, "ký tự"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, values: dict[str, Any], words: str) -> None:
    visit_id = office.plan().visit_id
    with pytest.raises(UserError, match=words):
        office.save(visit_id, VisitEdit(values))
    assert office.form(visit_id).status is VisitStatus.PLANNED


def test_people_taken_off_the_list_are_gone_and_the_order_is_kept(office: Office) -> None:
    visit_id = office.done()
    names = ["Phạm Văn Ơn", "Đặng Thị Hường", "Âu Thị Bé"]
    people = tuple(Participant(ParticipantSide.BRANCH, name) for name in names)
    office.save(visit_id, VisitEdit(participants=people))
    assert [p.full_name for p in office.form(visit_id).participants] == names
    office.save(visit_id, VisitEdit(participants=people[1:2]))
    assert [p.full_name for p in office.form(visit_id).participants] == ["Đặng Thị Hường"]


# -- answers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "word", "status"),
    [
        (date(2026, 11, 23), PromiseWord.DONE, PromiseStatus.KEPT),
        (date(2026, 11, 22), PromiseWord.DONE, PromiseStatus.LATE),
        (date(2026, 11, 22), PromiseWord.DOING, PromiseStatus.OPEN),
        (date(2026, 11, 22), PromiseWord.NOT_YET, PromiseStatus.OPEN),
    ],
)
def test_the_word_decides_what_becomes_of_a_promise(
    office: Office, due_on: date, word: PromiseWord, status: PromiseStatus
) -> None:
    promise = office.promise(due_on=due_on)
    visit_id = office.done()
    office.save(visit_id, VisitEdit(answers=(AnswerEdit(promise.promise_id, word, "theo lời cô Hường"),)))
    (answer,) = office.form(visit_id).answers
    assert (answer.word, answer.note, answer.status) == (word, "theo lời cô Hường", status)
    with office.store.read() as work:
        values, _version = promises.read(work, promise.promise_id)
    closed = status is not PromiseStatus.OPEN
    assert values["closed_on"] == (MORNING.date() if closed else None)
    assert values["result"] == ("theo lời cô Hường" if closed else None)


def test_an_answer_taken_back_opens_the_promise_again(office: Office) -> None:
    promise = office.promise()
    visit_id = office.done()
    office.save(visit_id, VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.DONE),)))
    assert status_of(office, promise.promise_id) is PromiseStatus.LATE
    office.save(visit_id, VisitEdit(answers=(AnswerEdit(promise.promise_id, None),)))
    assert status_of(office, promise.promise_id) is PromiseStatus.OPEN
    assert office.form(visit_id).answers[0].word is None


def test_saving_an_old_answer_again_does_not_undo_what_a_person_decided_since(office: Office) -> None:
    promise = office.promise()
    visit_id = office.done()
    edit = VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.NOT_YET),))
    office.save(visit_id, edit)
    with office.store.write("Đóng kiến nghị") as work:
        version = promises.read(work, promise.promise_id)[1]
        promises.close(work, promise.promise_id, version, PromiseStatus.BROKEN, "Công ty đã giải thể")
    office.save(visit_id, edit)
    assert status_of(office, promise.promise_id) is PromiseStatus.BROKEN


def test_a_promise_changed_by_somebody_else_is_not_answered_unseen(office: Office) -> None:
    promise = office.promise()
    visit_id = office.done()
    seen = office.form(visit_id).answers[0]
    with office.store.write("Đổi hạn") as work:
        promises.change_due(work, promise.promise_id, seen.version, date(2027, 1, 5), "Chờ kinh phí")
    with pytest.raises(StaleError):
        office.save(
            visit_id,
            VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.DONE, "", seen.version),)),
        )


def test_a_promise_of_another_branch_cannot_be_answered(office: Office) -> None:
    with office.store.write("Thêm CĐCS") as work:
        other = factories.branch(work, "CĐCS Công ty May Bình Long").id
    promise = office.promise(branch_id=other)
    visit_id = office.done()
    with pytest.raises(UserError, match="không phải của cơ sở này"):
        office.save(visit_id, VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.DONE),)))


def test_before_the_visit_nothing_can_be_answered_promised_or_counted(office: Office) -> None:
    promise = office.promise()
    visit_id = office.plan(MORNING + timedelta(days=2)).visit_id
    for edit in (
        VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.DONE),)),
        VisitEdit(promises=(VisitPromise("Gửi danh sách", HolderKind.BRANCH),)),
        VisitEdit(figures={"workers": 50}),
    ):
        with pytest.raises(UserError, match="chưa diễn ra"):
            office.save(visit_id, edit, done=False)


# -- new promises -------------------------------------------------------------------------------------


def test_a_promise_without_a_day_gets_the_term_of_its_holder(office: Office) -> None:
    visit_id = office.done()
    office.save(
        visit_id,
        VisitEdit(
            promises=(
                VisitPromise("Gửi danh sách đoàn viên khó khăn", HolderKind.BRANCH),
                VisitPromise("Công khai thưởng Tết", HolderKind.EMPLOYER, "Ban Giám hiệu"),
                VisitPromise("Kiểm tra đóng bảo hiểm", HolderKind.AGENCY),
                VisitPromise("Báo lại cơ sở", HolderKind.OFFICE, due_on=date(2026, 11, 30)),
            )
        ),
    )
    due = [p.due_on for p in office.form(visit_id).promises]
    # 10 and 15 working days over the holiday of 24 November, 30 days, the day that was agreed
    assert due == [date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 23), date(2026, 11, 30)]


def test_a_promise_is_reworded_or_taken_back_where_it_was_made(office: Office) -> None:
    visit_id = office.done()
    office.save(
        visit_id,
        VisitEdit(
            promises=(
                VisitPromise("Gửi danh sách", HolderKind.BRANCH, due_on=date(2026, 12, 1)),
                VisitPromise("Nhầm", HolderKind.BRANCH),
            )
        ),
    )
    first, second = office.form(visit_id).promises
    office.save(
        visit_id,
        VisitEdit(
            promises=(
                VisitPromise(
                    "Gửi danh sách đoàn viên",
                    HolderKind.BRANCH,
                    due_on=date(2026, 12, 4),
                    promise_id=first.promise_id,
                    version=first.version,
                ),
                VisitPromise("", HolderKind.BRANCH, promise_id=second.promise_id, removed=True),
            )
        ),
    )
    (left,) = office.form(visit_id).promises
    assert (left.number, left.text, left.due_on) == (
        "KN-2026-0001",
        "Gửi danh sách đoàn viên",
        date(2026, 12, 4),
    )


def test_an_empty_line_of_the_form_is_no_promise(office: Office) -> None:
    visit_id = office.done()
    office.save(visit_id, VisitEdit(promises=(VisitPromise("  ", HolderKind.BRANCH),)))
    assert office.form(visit_id).promises == ()


# -- figures ------------------------------------------------------------------------------------------


def test_figures_of_the_visit_stand_beside_the_last_and_become_the_newest(office: Office) -> None:
    with office.store.write("Số liệu") as work:
        factories.figures(work, office.branch_id, date(2025, 12, 31))
    visit_id = office.done()
    assert office.form(visit_id).last_figures.values["workers"] == 41
    office.save(visit_id, VisitEdit(figures={"workers": 45, "women_workers": 34, "members": 44}))
    form = office.form(visit_id)
    assert (form.figures.on, form.figures.values["workers"]) == (MORNING.date(), 45)
    assert form.last_figures.on == date(2025, 12, 31)
    with office.store.read() as work:
        (row,) = branches.rows(work, [office.branch_id])
    assert (row.workers, row.members) == (45, 44)


def test_prefilled_figures_that_nobody_changed_are_no_new_figures(office: Office) -> None:
    with office.store.write("Số liệu") as work:
        factories.figures(work, office.branch_id, date(2025, 12, 31))
    visit_id = office.done()
    last = office.form(visit_id).last_figures.values
    office.save(visit_id, VisitEdit(figures=last))
    assert office.form(visit_id).figures.on is None
    office.save(visit_id, VisitEdit(figures=last, figures_checked=True))
    assert office.form(visit_id).figures.on == MORNING.date()


def test_figures_follow_the_visit_to_another_day_and_stay_one_row(office: Office) -> None:
    visit_id = office.done()
    office.save(visit_id, VisitEdit(figures={"workers": 45}))
    office.save(visit_id, VisitEdit({"held_from": MORNING - timedelta(days=3), "held_to": None}))
    office.save(visit_id, VisitEdit(figures={"workers": 46}))
    with office.store.read() as work:
        rows = facts.of_branch(work, "figures", office.branch_id)
    assert [(row.values["on"], row.values["workers"]) for row in rows] == [(date(2026, 11, 20), 46)]


def test_figures_that_cannot_be_refuse_the_whole_form(office: Office) -> None:
    visit_id = office.done()
    with pytest.raises(UserError, match="Lao động nữ"):
        office.save(
            visit_id,
            VisitEdit({"wages": "Mới"}, figures={"workers": 10, "women_workers": 11}),
        )
    assert office.form(visit_id).values["wages"] is None


def test_a_reported_row_of_the_same_day_is_corrected_not_doubled(office: Office) -> None:
    with office.store.write("Số liệu") as work:
        factories.figures(work, office.branch_id, MORNING.date())
    visit_id = office.done()
    office.save(visit_id, VisitEdit(figures={"workers": 50, "members": None}))
    with office.store.read() as work:
        (row,) = facts.of_branch(work, "figures", office.branch_id)
    assert (row.values["workers"], row.values["members"]) == (50, 40)


# -- beside the form ----------------------------------------------------------------------------------


def test_the_last_visit_is_the_last_that_took_place_before(office: Office) -> None:
    first = office.done(MORNING - timedelta(days=60), wages="Ổn định")
    office.plan(MORNING - timedelta(days=10))
    now = office.done()
    with office.store.read() as work:
        past = visit_past.last_visit(work, office.branch_id, MORNING, except_visit_id=now)
        none = visit_past.last_visit(work, office.branch_id, MORNING - timedelta(days=60))
    assert past is not None
    assert past.visit_id == first
    assert past.texts == (("wages", "Tiền lương, thu nhập, tiền thưởng, bảo hiểm", "Ổn định"),)
    assert none is None


def test_a_text_copied_from_the_last_visit_is_pointed_out(office: Office) -> None:
    office.done(MORNING - timedelta(days=60), thoughts=LONG_TEXT, wages="Ổn định")
    visit_id = office.plan().visit_id
    with office.store.read() as work:
        found = visit_past.copied_text_warnings(
            work, visit_id, {"thoughts": LONG_TEXT.upper() + ".", "wages": "Ổn định", "living": LONG_TEXT}
        )
    assert [copied.field for copied in found] == ["thoughts"]
    assert "24/09/2026" in found[0].sentence


def test_the_chair_is_expected_and_leads_the_branch(office: Office) -> None:
    with office.store.write("Cán bộ") as work:
        factories.chair(work, office.branch_id, "Đặng Thị Hường")
        factories.chair(work, office.branch_id, "Người cũ", valid_to=date(2020, 1, 1))
    with office.store.read() as work:
        people = visit_past.expected_participants(work, office.branch_id, MORNING.date())
    assert [(p.full_name, p.is_head, p.side) for p in people] == [
        ("Đặng Thị Hường", True, ParticipantSide.BRANCH)
    ]


def test_open_promises_come_up_at_the_next_visit_until_they_are_done(office: Office) -> None:
    promise = office.promise()
    first = office.done(MORNING - timedelta(days=7))
    office.save(first, VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.DOING),)))
    second = office.done()
    assert [a.promise_id for a in office.form(second).answers] == [promise.promise_id]
    office.save(second, VisitEdit(answers=(AnswerEdit(promise.promise_id, PromiseWord.DONE),)))
    assert status_of(office, promise.promise_id) is PromiseStatus.LATE
    third = office.plan(MORNING + timedelta(days=30)).visit_id
    assert office.form(third).answers == ()
    with office.store.read() as work:
        assert promise_listing.open_of_branch(work, office.branch_id) == []


def test_what_is_typed_lies_over_the_form_without_being_saved(office: Office) -> None:
    promise = office.promise()
    visit_id = office.done()
    office.save(visit_id, VisitEdit(promises=(VisitPromise("Cũ", HolderKind.OFFICE),)))
    form = office.form(visit_id)
    shown = overlaid(
        form,
        VisitEdit(
            {"wages": "Đang gõ"},
            answers=(AnswerEdit(promise.promise_id, PromiseWord.DONE),),
            promises=(
                VisitPromise("", HolderKind.OFFICE, promise_id=form.promises[0].promise_id, removed=True),
                VisitPromise("Mới", HolderKind.OFFICE),
            ),
        ),
    )
    assert shown.values["wages"] == "Đang gõ"
    assert [answer.word for answer in shown.answers] == [PromiseWord.DONE]
    assert [p.text for p in shown.promises] == ["Mới"]
    assert office.form(visit_id) == form


def test_a_visit_put_off_can_be_carried_out_on_its_new_day(office: Office) -> None:
    visit_id = office.plan(datetime.fromisoformat("2026-11-16T08:00")).visit_id
    with office.store.write("Hoãn") as work:
        version = visits.read_plan(work, visit_id).version
        visits.set_status(work, visit_id, version, VisitStatus.POSTPONED, reason="Bận họp", new_time=MORNING)
    assert office.save(visit_id, VisitEdit()).status is VisitStatus.DONE
