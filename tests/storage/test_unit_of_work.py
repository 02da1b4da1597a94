"""One transaction: all or nothing, versions checked, copies and search words brought up to date."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import factories
import pytest
from sqlalchemy import func, select
from stores import OFFICE, TODAY

from unionDesk.records.audit import AuditEntry, Operation
from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch, BranchEmployer
from unionDesk.records.branch_facts import BranchOfficer
from unionDesk.records.case import Case
from unionDesk.records.visit import Visit
from unionDesk.rules.errors import NotFoundError, StaleError, UserError
from unionDesk.rules.kinds import BranchForm, VisitStatus
from unionDesk.storage import history
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import RepeatedError


def _branch(store: Store, **values: object) -> tuple[int, int]:
    with store.write("Thêm công đoàn cơ sở") as work:
        branch = factories.branch(work, **values)
        factories.chair(work, branch.id)
    with store.read() as work:
        return branch.id, work.load(Branch, branch.id).version


def test_a_stale_save_is_refused_with_who_saved_and_when(store: Store) -> None:
    branch_id, version = _branch(store)
    other = store.acting(type(store.actor)(OFFICE, "Lê Thị Mai", store.actor.role))
    with other.write("Sửa công đoàn cơ sở") as work:
        work.load(Branch, branch_id, version).address = "Ấp Mỹ Hòa"
    now = datetime.now().astimezone()
    with pytest.raises(StaleError) as refused, store.write("Sửa công đoàn cơ sở") as work:
        work.load(Branch, branch_id, version).address = "Ấp Mỹ Thạnh"
    assert "Lê Thị Mai" in str(refused.value)
    assert f"{now:%d/%m/%Y}" in str(refused.value)
    assert "công đoàn cơ sở này" in str(refused.value)
    with store.read() as work:
        assert work.load(Branch, branch_id).address == "Ấp Mỹ Hòa"


def test_two_who_read_the_same_version_do_not_overwrite_each_other(store: Store) -> None:
    branch_id, _ = _branch(store)
    with store.read() as reader:
        reader.load(Branch, branch_id)
    with pytest.raises(StaleError, match="Trần Văn Bình"), store.write("Sửa") as work:
        branch = work.load(Branch, branch_id)
        work.session.commit()  # what was read is old by the time it is written
        with store.write("Sửa trước") as faster:
            faster.load(Branch, branch_id).address = "Ấp Mỹ Hòa"
        branch.address = "Ấp Mỹ Thạnh"


def test_changing_a_part_makes_a_new_version_of_its_root(store: Store) -> None:
    branch_id, version = _branch(store)
    with store.write("Thêm đơn vị") as work:
        work.session.add(BranchEmployer(branch_id=branch_id, name="Công ty TNHH Sao Mai"))
    with store.read() as work:
        assert work.load(Branch, branch_id).version == version + 1
    with store.write("Đổi tên") as work:
        history.change(work.session, history.DATED[0], branch_id, TODAY, name="CĐCS Trường Tiểu học B")
    with store.read() as work:
        branch = work.load(Branch, branch_id)
        assert (branch.version, branch.current_name) == (version + 2, "CĐCS Trường Tiểu học B")


def test_the_version_told_by_the_trail_is_the_one_stored_even_over_several_flushes(store: Store) -> None:
    branch_id, _ = _branch(store)
    with store.write("Sửa nhiều lần") as work:
        branch = work.load(Branch, branch_id)
        for address in ("Ấp 1", "Ấp 2", "Ấp 3"):
            branch.address = address
            work.session.add(BranchEmployer(branch_id=branch_id, name=f"Công ty {address}"))
            work.session.flush()
        operation_id = work.operation_id
    with store.read() as work:
        told = work.session.scalar(
            select(AuditEntry.record_version).where(
                AuditEntry.operation_id == operation_id, AuditEntry.record_id == branch_id
            )
        )
        assert told == work.load(Branch, branch_id).version


def test_nothing_is_half_written_after_an_exception(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write("Dở dang") as work:
        branch = factories.branch(work, code="DO-DANG")
        work.session.flush()
        factories.figures(work, branch.id, workers=1 // 0)
    with store.read() as work:
        assert work.session.scalar(select(func.count()).where(Branch.code == "DO-DANG")) == 0
        assert work.session.scalar(select(func.count()).where(Operation.what == "Dở dang")) == 0


def test_a_repeated_operation_is_recognised(store: Store) -> None:
    operation_id = new_id()
    with store.write("Thêm", operation_id=operation_id) as work:
        factories.branch(work, code="MOT-LAN")
    with pytest.raises(RepeatedError), store.write("Thêm", operation_id=operation_id) as work:
        factories.branch(work, code="HAI-LAN")
    with store.read() as work:
        codes = set(work.session.scalars(select(Branch.code)))
    assert codes == {"MOT-LAN"}


def test_a_record_in_the_bin_is_not_found_and_frees_its_code(store: Store) -> None:
    branch_id, _ = _branch(store, code="CS-77")
    with pytest.raises(UserError, match="Mã CĐCS này đã dùng"), store.write("Thêm") as work:
        factories.branch(work, code="CS-77")
    with store.write("Xóa") as work:
        work.bin(work.load(Branch, branch_id))
    with pytest.raises(NotFoundError, match="thùng rác"), store.read() as work:
        work.load(Branch, branch_id)
    again, _ = _branch(store, code="CS-77")
    assert again != branch_id


def test_a_record_of_another_office_is_not_found(store: Store) -> None:
    branch_id, _ = _branch(store)
    stranger = store.acting(type(store.actor)(new_id(), "Người lạ", store.actor.role))
    with pytest.raises(NotFoundError), stranger.read() as work:
        work.load(Branch, branch_id)


def test_records_are_never_deleted(store: Store) -> None:
    branch_id, _ = _branch(store)
    with pytest.raises(RuntimeError, match="never deleted"), store.write("Xóa hẳn") as work:
        work.session.delete(work.load(Branch, branch_id))


def test_a_reading_unit_of_work_cannot_write(store: Store) -> None:
    branch_id, _ = _branch(store)
    with pytest.raises(UserError, match="chỉ"), store.read() as work:
        work.load(Branch, branch_id).address = "Ấp 9"
        work.session.flush()


def test_text_is_stored_composed(store: Store) -> None:
    name = "CĐCS Trường Mầm non Đỗ Mỹ Hường"
    branch_id, _ = _branch(store, name=unicodedata.normalize("NFD", name))
    with store.read() as work:
        assert work.load(Branch, branch_id).current_name == name
        after = work.session.scalars(
            select(AuditEntry.after).where(AuditEntry.record_kind == "branch_name")
        ).all()
        assert any(entry["name"] == name for entry in after)


def test_a_text_that_is_too_long_is_refused_on_every_database(store: Store) -> None:
    with pytest.raises(UserError, match="Mã CĐCS dài 21 ký tự"), store.write("Thêm") as work:
        factories.branch(work, code="x" * 21)


def test_moments_come_back_as_they_went_in_whatever_the_zone(store: Store) -> None:
    moment = datetime(2026, 11, 3, 6, 15, 7, 123456, tzinfo=timezone(timedelta(hours=7)))
    with store.write("Thêm vụ việc") as work:
        case = factories.case(work, None, received_at=moment)
    with store.read() as work:
        found = work.load(Case, case.id).received_at
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_a_zone_is_a_bug(sqlite_store: Store) -> None:
    from sqlalchemy.exc import StatementError

    with pytest.raises(StatementError, match="time zone"), sqlite_store.write("Thêm") as work:
        factories.case(work, None, received_at=datetime(2026, 11, 3, 6, 15))


def test_the_last_visit_follows_a_visit_that_moves_to_another_branch(store: Store) -> None:
    first, _ = _branch(store)
    second, _ = _branch(store)
    held = datetime(2026, 11, 20, 8, 0)
    with store.write("Thêm chuyến đi") as work:
        visit = factories.visit(work, first, held)
    with store.read() as work:
        assert work.load(Branch, first).last_visit_on == date(2026, 11, 20)
    with store.write("Sửa chuyến đi") as work:
        work.load(Visit, visit.id).branch_id = second
    with store.read() as work:
        assert work.load(Branch, first).last_visit_on is None
        assert work.load(Branch, second).last_visit_on == date(2026, 11, 20)
    with store.write("Hủy chuyến đi") as work:
        work.load(Visit, visit.id).status = VisitStatus.CANCELLED
    with store.read() as work:
        assert work.load(Branch, second).last_visit_on is None


def test_what_was_touched_is_told(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work)
        factories.figures(work, branch.id)
    assert {"branch", "branch_name", "figures"} <= work.touched
    assert "visit" not in work.touched


def test_many_new_records_are_written_as_few_are(store: Store) -> None:
    """From some number on another way of writing is taken; nobody may see a difference."""
    with store.write("Nhập ít") as work:
        few = factories.branch(work, name="CĐCS Một mình", code="IT-1", address="Ấp 1").id
        factories.chair(work, few)
    with store.write("Nhập nhiều") as work:
        many = [
            factories.branch(work, name="CĐCS Một mình", code=f"NH-{i}", address="Ấp 1").id
            for i in range(150)
        ]
        for branch_id in many:
            factories.chair(work, branch_id)
    left_out = {"id", "code", "created_at", "changed_at", "current_chair_id", "search_words"}
    with store.read() as work:
        one, other = (work.session.get(Branch, i) for i in (few, many[0]))
        columns = [c for c in Branch.__mapper__.columns.keys() if c not in left_out]  # noqa: SIM118
        assert {c: getattr(one, c) for c in columns} == {c: getattr(other, c) for c in columns}
        assert other.form is BranchForm.BRANCH
        assert other.version == 1
        chair = work.session.get(BranchOfficer, other.current_chair_id)
        assert chair.branch_id == many[0]
        entries = [
            set(
                work.session.execute(
                    select(AuditEntry.record_kind, AuditEntry.action, AuditEntry.record_version).where(
                        AuditEntry.root_id == i
                    )
                )
            )
            for i in (few, many[0])
        ]
        assert entries[0] == entries[1]


def test_records_written_in_bulk_can_be_changed_in_the_same_work(store: Store) -> None:
    with store.write("Nhập nhiều") as work:
        branches = [factories.branch(work, code=f"NH-{i}") for i in range(120)]
        work.session.flush()
        branches[5].address = "Ấp Mỹ Hòa"
    with store.read() as work:
        branch = work.load(Branch, branches[5].id)
        assert (branch.address, branch.version) == ("Ấp Mỹ Hòa", 2)
