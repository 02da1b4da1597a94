"""Internal ids: always rising, unique, and small enough for every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from unionDesk.records.base import new_id


def test_ids_rise_also_when_many_are_taken_in_one_millisecond() -> None:
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(set(ids))


def test_ids_are_unique_over_threads_and_fit_a_database_integer() -> None:
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(lambda _: [new_id() for _ in range(2_000)], range(4)))
    every = [each for part in parts for each in part]
    assert len(set(every)) == len(every)
    assert all(0 < each < 2**63 for each in every)
