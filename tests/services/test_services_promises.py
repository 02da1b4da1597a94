"""Promises: noted with a term, moved with a reason, closed with a result, listed by what is due."""

from __future__ import annotations

from datetime import date

import pytest
from visit_samples import Office, open_office

from unionDesk.rules.errors import StaleError, UserError
from unionDesk.rules.kinds import DueColour, HolderKind, PromiseSource, PromiseStatus, Topic
from unionDesk.services import promise_listing, promises, settings
from unionDesk.services.promise_listing import PromiseFilter, PromiseRow, PromiseView
from unionDesk.storage.store import Store

TODAY = date(2026, 11, 23)


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return open_office(sqlite_store)


def rows(office: Office, choice: PromiseFilter, order: str = "due_on") -> list[PromiseRow]:
    with office.store.read() as work:
        return promise_listing.rows(work, promise_listing.ids(work, choice, order))


def row(office: Office, promise_id: int) -> PromiseRow:
    with office.store.read() as work:
        return promise_listing.rows(work, [promise_id])[0]


def close(office: Office, promise_id: int, status: PromiseStatus, result: str, **more: object) -> None:
    with office.store.write("Đóng kiến nghị") as work:
        version = promises.read(work, promise_id)[1]
        promises.close(work, promise_id, version, status, result, **more)  # type: ignore[arg-type]


def test_a_promise_needs_words_and_a_holder(office: Office) -> None:
    with pytest.raises(UserError, match="nội dung"):
        office.promise(text="  ")
    with pytest.raises(UserError, match="bên thực hiện"):
        office.promise(holder_kind=None)
    assert office.promise().number == "KN-2026-0001"


def test_a_due_day_before_the_day_it_was_made_is_refused(office: Office) -> None:
    with pytest.raises(UserError, match="01/10/2026"):
        office.promise(due_on=date(2026, 10, 1))


def test_the_term_of_a_holder_is_a_setting(office: Office) -> None:
    with office.store.write("Thiết lập") as work:
        settings.put(work, "promise.employer_working_days", 1, date(2026, 1, 1))
    assert office.promise(due_on=None).due_on == date(2026, 10, 6)


def test_a_promise_is_followed_by_who_noted_it(office: Office) -> None:
    assert row(office, office.promise().promise_id).officer == "Trần Văn Bình"


def test_another_due_day_needs_a_reason(office: Office) -> None:
    promise_id = office.promise().promise_id
    with pytest.raises(UserError, match="lý do"), office.store.write("Đổi hạn") as work:
        promises.change_due(work, promise_id, 1, date(2026, 12, 1), " ")
    with office.store.write("Đổi hạn") as work:
        promises.change_due(work, promise_id, 1, date(2026, 12, 1), "Chờ vật tư")
    with office.store.read() as work:
        values, _version = promises.read(work, promise_id)
    assert (values["due_on"], values["due_reason"]) == (date(2026, 12, 1), "Chờ vật tư")


@pytest.mark.parametrize("status", [PromiseStatus.KEPT, PromiseStatus.BROKEN, PromiseStatus.VOID])
def test_closing_needs_a_result(office: Office, status: PromiseStatus) -> None:
    promise_id = office.promise().promise_id
    with pytest.raises(UserError, match="Xin ghi"):
        close(office, promise_id, status, "  ")
    assert row(office, promise_id).status is PromiseStatus.OPEN


@pytest.mark.parametrize(
    ("closed_on", "status"),
    [(date(2026, 11, 20), PromiseStatus.KEPT), (date(2026, 11, 21), PromiseStatus.LATE)],
)
def test_kept_after_its_day_is_late(office: Office, closed_on: date, status: PromiseStatus) -> None:
    promise_id = office.promise(due_on=date(2026, 11, 20)).promise_id
    close(office, promise_id, PromiseStatus.KEPT, "Đã lắp 4 quạt", closed_on=closed_on)
    found = row(office, promise_id)
    assert (found.status, found.closed_on, found.colour) == (status, closed_on, DueColour.GREEN)


def test_a_promise_cannot_be_closed_tomorrow(office: Office) -> None:
    promise_id = office.promise().promise_id
    with pytest.raises(UserError, match="sau hôm nay"):
        close(office, promise_id, PromiseStatus.KEPT, "Xong", closed_on=date(2026, 11, 24))


def test_the_branch_is_told_what_came_of_it(office: Office) -> None:
    promise_id = office.promise().promise_id
    close(
        office, promise_id, PromiseStatus.BROKEN, "Công ty từ chối", told_branch_on=TODAY, branch_agrees=False
    )
    found = row(office, promise_id)
    assert (found.told_branch_on, found.branch_agrees, found.result) == (TODAY, False, "Công ty từ chối")


def test_a_closed_promise_is_reopened_only_with_a_reason_and_keeps_what_was(office: Office) -> None:
    promise_id = office.promise().promise_id
    close(office, promise_id, PromiseStatus.KEPT, "Đã lắp 4 quạt")
    with pytest.raises(UserError, match="lý do"), office.store.write("Mở lại") as work:
        promises.reopen(work, promise_id, row(office, promise_id).version, "")
    with office.store.write("Mở lại") as work:
        promises.reopen(work, promise_id, row(office, promise_id).version, "Quạt hỏng")
    found = row(office, promise_id)
    assert (found.status, found.closed_on) == (PromiseStatus.OPEN, None)
    assert "Đã lắp 4 quạt" in found.result
    assert "Quạt hỏng" in found.result


def test_two_cannot_close_the_same_promise(office: Office) -> None:
    promise_id = office.promise().promise_id
    close(office, promise_id, PromiseStatus.KEPT, "Xong")
    with pytest.raises(StaleError, match="Trần Văn Bình"), office.store.write("Đóng") as work:
        promises.close(work, promise_id, 1, PromiseStatus.BROKEN, "Không làm")


def test_the_views_part_open_soon_overdue_and_closed(office: Office) -> None:
    late = office.promise(due_on=date(2026, 11, 20)).promise_id
    today = office.promise(due_on=TODAY).promise_id
    soon = office.promise(due_on=date(2026, 11, 30)).promise_id
    far = office.promise(due_on=date(2026, 12, 2)).promise_id
    closed = office.promise().promise_id
    close(office, closed, PromiseStatus.KEPT, "Xong")

    def view(which: PromiseView) -> list[int]:
        return [found.promise_id for found in rows(office, PromiseFilter(which))]

    assert view(PromiseView.OPEN) == [late, today, soon, far]
    assert view(PromiseView.OVERDUE) == [late]
    # five working days from Monday 23 November reach to Tuesday 1 December, the 24th being a holiday
    assert view(PromiseView.DUE_SOON) == [today, soon]
    assert view(PromiseView.CLOSED) == [closed]
    assert len(view(PromiseView.ALL)) == 5


def test_overdue_is_red_for_us_and_orange_for_others(office: Office) -> None:
    ours = office.promise(holder_kind=HolderKind.OFFICE).promise_id
    theirs = office.promise().promise_id
    assert row(office, ours).colour is DueColour.RED
    assert row(office, theirs).colour is DueColour.ORANGE
    assert row(office, theirs).due_words == "quá hạn 3 ngày"


def test_the_list_filters_by_holder_topic_officer_branch_and_words(office: Office) -> None:
    office.promise(holder_kind=HolderKind.OFFICE, topic=Topic.SAFETY, officer_id=office.colleague_id)
    office.promise(text="Công khai thưởng Tết", branch_id=None, source=PromiseSource.PHONE)

    def count(choice: PromiseFilter) -> int:
        return len(rows(office, choice))

    assert count(PromiseFilter(holders=(HolderKind.OFFICE,))) == 1
    assert count(PromiseFilter(topics=(Topic.SAFETY, Topic.OTHER))) == 2
    assert count(PromiseFilter(officer_id=office.colleague_id)) == 1
    assert count(PromiseFilter(branch_id=office.branch_id)) == 1
    assert count(PromiseFilter(text="thuong tet")) == 1
    assert count(PromiseFilter(text="quat my duc")) == 1
    assert count(PromiseFilter(text="khong co")) == 0


@pytest.mark.parametrize("order", list(promise_listing._ORDERS))
def test_every_order_lists_every_promise(office: Office, order: str) -> None:
    office.promise()
    office.promise(branch_id=None)
    assert len(rows(office, PromiseFilter(), order)) == 2


def test_overdue_is_counted_by_holder(office: Office) -> None:
    office.promise()
    office.promise(due_on=date(2026, 12, 20))
    office.promise(holder_kind=HolderKind.OFFICE, due_on=date(2026, 12, 20))
    with office.store.read() as work:
        counts = [(c.holder, c.open, c.overdue) for c in promise_listing.count_overdue(work)]
    assert counts == [(HolderKind.OFFICE, 1, 0), (HolderKind.EMPLOYER, 2, 1)]


def test_the_command_line_list_has_the_keys_of_the_contract(office: Office) -> None:
    office.promise(holder_name="Ban Giám hiệu")
    with office.store.read() as work:
        (found,) = promise_listing.listing(work)
    assert found == {
        "number": "KN-2026-0001",
        "branch_code": found["branch_code"],
        "holder": "Ban Giám hiệu",
        "text": "Lắp thêm quạt ở khu nhà ăn",
        "due_on": date(2026, 11, 20),
        "status": "open",
    }
    assert str(found["branch_code"]).startswith("CS-")
