"""Dated history: changes now and ahead, gaps, midnight; the copies always equal it."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import factories
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from stores import ACTOR, TODAY

from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch, BranchManager, BranchName, BranchPlace, BranchStatusPeriod
from unionDesk.records.branch_facts import BranchOfficer, Figures
from unionDesk.records.office import Organisation, OrganisationName
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import BranchPosition, BranchStatus
from unionDesk.storage import history
from unionDesk.storage.check import check
from unionDesk.storage.engine import locate
from unionDesk.storage.store import Store


def _add(store: Store, since: date = date(2020, 1, 1)) -> int:
    with store.write("Thêm") as work:
        return factories.branch(work, "CĐCS Một", since=since).id


def _rename(store: Store, branch_id: int, name: str, day: date) -> None:
    with store.write("Đổi tên") as work:
        history.change(work.session, BranchName, branch_id, day, name=name)


def _rows(store: Store, branch_id: int) -> list[tuple[str, date, date | None]]:
    with store.read() as work:
        return [
            (row.name, row.valid_from, row.valid_to)
            for row in history.rows_of(work.session, BranchName, branch_id)
        ]


def _name_on(store: Store, branch_id: int, day: date) -> str | None:
    with store.read() as work:
        root = table_of(Branch).c.id
        statement = (
            select(BranchName.name)
            .select_from(Branch)
            .join(BranchName, BranchName.id == history.as_of(BranchName, root, day))
            .where(Branch.id == branch_id)
        )
        name: str | None = work.session.scalar(statement)
        return name


def test_a_change_ends_the_row_before_and_a_change_between_two_is_ended_by_the_later(store: Store) -> None:
    branch_id = _add(store)
    _rename(store, branch_id, "CĐCS Ba", date(2024, 1, 1))
    _rename(store, branch_id, "CĐCS Hai", date(2022, 1, 1))
    assert _rows(store, branch_id) == [
        ("CĐCS Một", date(2020, 1, 1), date(2022, 1, 1)),
        ("CĐCS Hai", date(2022, 1, 1), date(2024, 1, 1)),
        ("CĐCS Ba", date(2024, 1, 1), None),
    ]


def test_a_second_change_from_the_same_day_is_refused(store: Store) -> None:
    branch_id = _add(store)
    with pytest.raises(UserError, match="01/01/2020"):
        _rename(store, branch_id, "CĐCS Hai", date(2020, 1, 1))
    assert len(_rows(store, branch_id)) == 1


def test_the_end_of_a_row_is_the_first_day_on_which_it_no_longer_holds(store: Store) -> None:
    branch_id = _add(store)
    _rename(store, branch_id, "CĐCS Hai", date(2022, 1, 1))
    assert _name_on(store, branch_id, date(2021, 12, 31)) == "CĐCS Một"
    assert _name_on(store, branch_id, date(2022, 1, 1)) == "CĐCS Hai"


def test_a_day_before_all_rows_gets_the_earliest(store: Store) -> None:
    branch_id = _add(store)
    _rename(store, branch_id, "CĐCS Hai", date(2022, 1, 1))
    assert _name_on(store, branch_id, date(1999, 1, 1)) == "CĐCS Một"


def test_in_a_gap_the_row_that_ended_last_is_the_best_known(store: Store) -> None:
    branch_id = _add(store)
    _rename(store, branch_id, "CĐCS Hai", date(2022, 1, 1))
    _rename(store, branch_id, "CĐCS Ba", date(2026, 1, 1))
    with store.write("Sửa ngày hết hiệu lực") as work:
        history.rows_of(work.session, BranchName, branch_id)[1].valid_to = date(2023, 1, 1)
    assert _name_on(store, branch_id, date(2024, 6, 1)) == "CĐCS Hai"
    assert _name_on(store, branch_id, date(2026, 1, 1)) == "CĐCS Ba"


def test_a_change_ahead_comes_into_force_at_midnight_of_its_day(store: Store) -> None:
    branch_id = _add(store)
    _rename(store, branch_id, "CĐCS Mai", TODAY + timedelta(days=1))

    def current(day: date) -> tuple[int, str]:
        on_that_day = Store(store.place, ACTOR, day=day)
        written = on_that_day.roll_forward()
        with on_that_day.read() as work:
            name = work.load(Branch, branch_id).current_name
        again = on_that_day.roll_forward()
        on_that_day.close()
        assert again == 0
        return written, name

    with store.read() as work:
        assert work.load(Branch, branch_id).current_name == "CĐCS Một"
    assert current(TODAY) == (0, "CĐCS Một")
    assert {f.kind for f in check(store, TODAY + timedelta(days=1)).findings} == {"copies"}
    assert current(TODAY + timedelta(days=1)) == (1, "CĐCS Mai")


def test_rolling_forward_leaves_versions_and_the_trail_alone(store: Store) -> None:
    branch_id = _add(store)
    _rename(store, branch_id, "CĐCS Mai", TODAY + timedelta(days=1))
    with store.read() as work:
        version = work.load(Branch, branch_id).version
    later = Store(store.place, ACTOR, day=TODAY + timedelta(days=1))
    later.roll_forward()
    with later.read() as work:
        assert work.load(Branch, branch_id).version == version
    assert check(later).ok
    later.close()


def test_a_copy_is_empty_again_when_its_only_row_goes_into_the_bin(store: Store) -> None:
    with store.write("Thêm") as work:
        place = factories.place(work)
        branch = factories.branch(work, place_id=place.id)
    with store.write("Xóa địa bàn") as work:
        assert work.load(Branch, branch.id).current_place_id == place.id
        work.bin(history.rows_of(work.session, BranchPlace, branch.id)[0])
    with store.read() as work:
        assert work.load(Branch, branch.id).current_place_id is None


def test_the_chair_and_the_figures_of_today_are_the_copies(store: Store) -> None:
    branch_id = _add(store)
    with store.write("Thêm") as work:
        old = factories.chair(work, branch_id, "Người cũ", valid_to=date(2024, 1, 1))
        new = factories.chair(work, branch_id, "Người mới", valid_from=date(2024, 1, 1))
        factories.chair(work, branch_id, "Phó", position=BranchPosition.VICE_CHAIR)
        factories.figures(work, branch_id, date(2024, 12, 31))
        newest = factories.figures(work, branch_id, date(2025, 12, 31))
        factories.figures(work, branch_id, TODAY + timedelta(days=30))
    with store.read() as work:
        branch = work.load(Branch, branch_id)
        assert (branch.current_chair_id, branch.current_figures_id) == (new.id, newest.id)
    with store.write("Xóa") as work:
        work.bin(work.load(BranchOfficer, new.id))
        work.bin(work.load(Figures, newest.id))
    with store.read() as work:
        branch = work.load(Branch, branch_id)
        assert branch.current_chair_id == old.id
        assert work.load(Figures, branch.current_figures_id).on == date(2024, 12, 31)


def test_an_office_has_a_dated_name_too(store: Store) -> None:
    with store.write("Đổi tên") as work:
        history.change(
            work.session,
            OrganisationName,
            ACTOR.organisation_id,
            date(2025, 7, 1),
            name="Công đoàn xã Mỹ Đức",
        )
    with store.read() as work:
        assert work.load(Organisation, ACTOR.organisation_id).current_name == "Công đoàn xã Mỹ Đức"


DAYS = st.dates(date(2018, 1, 1), date(2030, 1, 1))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("name"), DAYS, st.sampled_from(["CĐCS A", "CĐCS Đ", "CĐCS Ê"])),
        st.tuples(st.just("status"), DAYS, st.sampled_from(list(BranchStatus))),
        st.tuples(st.just("manager"), DAYS, st.none()),
        st.tuples(st.just("bin"), st.integers(0, 9), st.none()),
        st.tuples(st.just("end"), st.integers(0, 9), st.integers(1, 900)),
        st.tuples(st.just("midnight"), DAYS, st.none()),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def one_branch(sqlite_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    path = tmp_path_factory.mktemp("history") / "office.sqlite"
    shutil.copy(sqlite_office, path)
    store = Store(locate(path), ACTOR, day=TODAY)
    branch_id = _add(store)
    store.close()
    return path, branch_id


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_the_copies_equal_the_history_after_any_sequence_of_changes(
    one_branch: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory, changes: list[tuple]
) -> None:
    template, branch_id = one_branch
    path = tmp_path_factory.mktemp("turn") / "office.sqlite"
    shutil.copy(template, path)
    store = Store(locate(path), ACTOR, day=TODAY)
    for kind, first, second in changes:
        if kind == "midnight":
            store.close()
            store = Store(locate(path), ACTOR, day=first)
            store.roll_forward()
        else:
            _do(store, branch_id, kind, first, second)
        _assert_copies(store, branch_id)
    assert check(store).ok
    store.close()


def _do(store: Store, branch_id: int, kind: str, first: object, second: object) -> None:
    try:
        with store.write("Thay đổi") as work:
            if kind == "name":
                history.change(work.session, BranchName, branch_id, first, name=second)
            elif kind == "status":
                history.change(work.session, BranchStatusPeriod, branch_id, first, status=second)
            elif kind == "manager":
                history.change(
                    work.session, BranchManager, branch_id, first, manager_id=ACTOR.organisation_id
                )
            else:
                rows = history.rows_of(work.session, BranchName, branch_id)
                row = rows[first % len(rows)]
                if kind == "bin" and len(rows) > 1:
                    work.bin(row)
                elif kind == "end":
                    row.valid_to = row.valid_from + timedelta(days=second)
    except UserError:
        return  # a change from a day that has one already


def _assert_copies(store: Store, branch_id: int) -> None:
    today = store.today()
    with store.read() as work:
        branch = work.load(Branch, branch_id)
        for cls, attribute, copy in (
            (BranchName, "name", branch.current_name),
            (BranchStatusPeriod, "status", branch.current_status),
        ):
            rows = history.rows_of(work.session, cls, branch_id)
            assert copy == getattr(_best(rows, today), attribute)


def _best(rows: list, day: date) -> object:
    """The row that a person with the paper in hand would point at."""
    holding = [row for row in rows if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)]
    if holding:
        return holding[-1]
    begun = [row for row in rows if row.valid_from <= day]
    return begun[-1] if begun else rows[0]
