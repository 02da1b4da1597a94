"""Number series: no gap and no number twice, under eight programs at once and after whatever goes wrong."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from datetime import date

import factories
import pytest
from other_programs import count_up, nothing, take_numbers
from sqlalchemy import select
from stores import ACTOR

from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch
from unionDesk.records.promise import Promise
from unionDesk.rules.errors import UserError
from unionDesk.storage import numbers
from unionDesk.storage.check import check
from unionDesk.storage.store import Store


@pytest.fixture(scope="module")
def programs() -> Iterator[ProcessPoolExecutor]:
    """Eight other programs."""
    with ProcessPoolExecutor(8, multiprocessing.get_context("spawn")) as pool:
        wait([pool.submit(nothing) for _ in range(8)])
        yield pool


def test_eight_programs_take_numbers_without_a_gap(store: Store, programs: ProcessPoolExecutor) -> None:
    turns = [programs.submit(take_numbers, store.place, ACTOR, 6, turn % 2 == 0) for turn in range(8)]
    assert [turn.result(120) for turn in turns] == [None] * 8
    with store.read() as work:
        given = sorted(int(n.removeprefix("BB-")) for n in work.session.scalars(select(Promise.number)))
        assert given == list(range(1, 49))
        assert numbers.last(work, "BB", 2026) == 48
    assert check(store).ok


def test_two_programs_on_one_database_lose_no_change(store: Store, programs: ProcessPoolExecutor) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, founded_on=date(2001, 1, 1))
    turns = [programs.submit(count_up, store.place, ACTOR, branch.id, 25) for _ in range(2)]
    assert [turn.result(120) for turn in turns] == [None] * 2
    with store.read() as work:
        found = work.load(Branch, branch.id)
        assert (found.section_count, found.version) == (50, 51)
    assert check(store).ok


def test_a_number_of_a_transaction_that_failed_is_given_again(store: Store) -> None:
    for _ in range(2):
        with pytest.raises(UserError), store.write("Hỏng") as work:
            assert numbers.take(work, "BB", 2026) == 1
            raise UserError("không in được")
    with store.write("Lấy số") as work:
        assert numbers.last(work, "BB", 2026) == 0
        assert numbers.take(work, "BB", 2026) == 1


def test_each_series_year_and_office_counts_for_itself(store: Store) -> None:
    with store.write("Lấy số") as work:
        assert numbers.take(work, "BB", 2026) == 1
        assert numbers.take(work, "BB", 2026) == 2
        assert numbers.take(work, "BB", 2027) == 1
        assert numbers.take(work, "TB", 2026) == 1
        assert numbers.take(work, "CS", 0, count=5) == 1
        assert numbers.take(work, "CS", 0) == 6
        factories.office(work, "Công đoàn khác", id=(other := new_id()))
    stranger = store.acting(type(ACTOR)(other, "Người khác", ACTOR.role))
    with stranger.write("Lấy số") as work:
        assert numbers.take(work, "BB", 2026) == 1


def test_a_missing_number_is_found_by_the_check(store: Store) -> None:
    sha = hashlib.sha256(b"%PDF").hexdigest()
    with store.write("Lấy số") as work:
        numbers.take(work, "BB", 2026, count=3)
        for number in (1, 3):
            factories.numbered_document(work, number, b"%PDF", sha)
    (finding,) = check(store).findings
    assert finding.kind == "numbers"
    assert "thiếu số 2" in finding.text
