"""The search box: without accents, exact letters first, the bin left out."""

from __future__ import annotations

import factories
import pytest
from sqlalchemy import select
from stores import OFFICE

from unionDesk.records.branch import Branch
from unionDesk.records.branch_facts import BranchOfficer
from unionDesk.storage.search import Hit, find, like_words
from unionDesk.storage.store import Store


def _find(store: Store, query: str, limit: int = 20) -> list[Hit]:
    with store.connection() as connection:
        return find(connection, OFFICE, query, limit=limit, sees_confidential=True)


@pytest.mark.parametrize(
    "query", ["Đặng Thị Hường", "dang thi huong", "DANG HUONG", "đặng hường", "dan thi hu"]
)
def test_a_person_is_found_with_and_without_accents(store: Store, query: str) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Trường Mầm non Hoa Mai")
        factories.chair(work, branch.id, "Đặng Thị Hường")
    hits = _find(store, query)
    assert {hit.record_id for hit in hits} == {branch.id}
    assert {hit.found_in for hit in hits} == {"Công đoàn cơ sở", "Cán bộ CĐCS"}


def test_the_letter_d_with_a_stroke_is_found_as_a_plain_d(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Xí nghiệp Đường Đức Định")
    assert [hit.record_id for hit in _find(store, "duong duc")] == [branch.id]


def test_exact_letters_come_first_also_behind_many_others(store: Store) -> None:
    with store.write("Thêm") as work:
        wanted = factories.branch(work, "CĐCS Mỹ Đức", code="DUNG")
    with store.write("Thêm nhiều") as work:
        for i in range(350):
            factories.branch(work, f"CĐCS Mỹ Dực {i}")
    hits = _find(store, "mỹ đức", limit=3)
    assert hits[0].record_id == wanted.id
    assert len(hits) == 3


def test_what_is_in_the_bin_is_not_found_and_comes_back(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Vàm Cống")
    assert len(_find(store, "vam cong")) == 1
    with store.write("Xóa") as work:
        work.bin(work.load(Branch, branch.id))
    assert _find(store, "vam cong") == []
    with store.write("Lấy lại") as work:
        work.session.get(Branch, branch.id).deleted_at = None
    assert len(_find(store, "vam cong")) == 1


def test_a_branch_is_found_by_its_people_until_they_leave_the_book(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Vàm Cống")
        person = factories.chair(work, branch.id, "Ông Kim Bạch", phone="0399 111 222")
    assert {hit.found_in for hit in _find(store, "bach kim")} == {"Công đoàn cơ sở", "Cán bộ CĐCS"}
    with store.write("Xóa") as work:
        work.bin(work.load(BranchOfficer, person.id))
    assert _find(store, "bach kim") == []
    with store.read() as work:
        assert "bach" not in work.load(Branch, branch.id).search_words


@pytest.mark.parametrize(
    "query", ['"', "' OR 1=1", "*", "a:b", "%", "_", "(", "mỹ AND", "NEAR(mỹ", "\\", "-", "& | !", "''"]
)
def test_signs_in_a_query_are_no_commands(store: Store, query: str) -> None:
    with store.write("Thêm") as work:
        factories.branch(work, "CĐCS Mỹ Andre")
    assert len(_find(store, query)) <= 1


def test_words_for_lists_are_found_anywhere_in_a_word(store: Store) -> None:
    with store.write("Thêm") as work:
        wanted = factories.branch(work, "CĐCS 100% Thủy sản")
        factories.branch(work, "CĐCS 1000 Thủy lợi")

    with store.read() as work:
        found = work.session.scalars(select(Branch.id).where(*like_words(Branch.search_words, "ủy SẢ"))).all()
    assert found == [wanted.id]


def test_the_hits_of_another_office_are_not_shown(store: Store) -> None:
    with store.write("Thêm") as work:
        factories.branch(work, "CĐCS Vàm Cống")
    with store.connection() as connection:
        assert find(connection, OFFICE + 1, "vam", limit=5, sees_confidential=True) == []


def test_a_branch_is_found_by_its_new_name_after_a_change_came_into_force(store: Store) -> None:
    from datetime import date

    from unionDesk.records.branch import BranchName
    from unionDesk.storage import history

    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Tên Cũ")
    with store.write("Đổi tên") as work:
        history.change(work.session, BranchName, branch.id, date(2026, 12, 1), name="CĐCS Tên Sáng")
    assert _find(store, "ten sang") == []
    later = Store(store.place, store.actor, day=date(2026, 12, 1))
    assert later.roll_forward() == 1
    assert [hit.title for hit in _find(later, "ten sang")] == ["CĐCS Tên Sáng"]
    assert _find(later, "ten cu") == []
    later.close()
