"""Undo of an operation and of an undo; what was edited since stays and is named."""

from __future__ import annotations

from datetime import date

import factories
import pytest
from sqlalchemy import func, select
from stores import TODAY

from unionDesk.records.audit import Operation
from unionDesk.records.branch import Branch, BranchName
from unionDesk.records.branch_facts import BranchOfficer, Figures
from unionDesk.records.case import Case
from unionDesk.records.document import Document
from unionDesk.records.promise import Promise
from unionDesk.rules.errors import NotFoundError, UserError
from unionDesk.rules.kinds import AttentionLevel, DocumentState
from unionDesk.storage import history
from unionDesk.storage.check import check, counts
from unionDesk.storage.search import find
from unionDesk.storage.store import Store
from unionDesk.storage.undo import UndoReport, undo


def _undo(store: Store, operation_id: int) -> tuple[UndoReport, int]:
    with store.write("Hoàn tác") as work:
        report = undo(work, operation_id)
    return report, work.operation_id


def _import(store: Store, number: int) -> tuple[int, list[int]]:
    with store.write("Nhập từ Excel") as work:
        work.batch = "NHAP-1"
        ids = []
        for i in range(number):
            branch = factories.branch(work, f"CĐCS số {i}", code=f"N-{i}")
            factories.chair(work, branch.id)
            factories.figures(work, branch.id)
            ids.append(branch.id)
    return work.operation_id, ids


def _alive(store: Store) -> dict[str, int]:
    with store.connection() as connection:
        return dict(counts(connection))


def test_what_was_added_goes_into_the_bin_and_comes_back_when_the_undo_is_undone(store: Store) -> None:
    before = _alive(store)
    operation_id, _ids = _import(store, 3)
    after = _alive(store)
    report, undo_id = _undo(store, operation_id)
    assert (report.binned, report.restored, report.kept) == (21, 0, ())
    assert _alive(store) == before
    with store.connection() as connection:
        assert find(connection, store.actor.organisation_id, "cdcs so", limit=5, sees_confidential=True) == []
    redone, redo_id = _undo(store, undo_id)
    assert (redone.restored, redone.binned) == (21, 0)
    assert _alive(store) == after
    again, _ = _undo(store, operation_id)
    assert again.binned == 21
    assert _alive(store) == before
    assert check(store).ok
    with store.read() as work:
        marks = {i: work.session.get(Operation, i).undone_by_id for i in (operation_id, undo_id, redo_id)}
    assert marks[operation_id] is not None
    assert marks[undo_id] == redo_id
    assert marks[redo_id] is None


def test_what_was_undone_is_not_undone_twice(store: Store) -> None:
    operation_id, _ = _import(store, 1)
    _undo(store, operation_id)
    with pytest.raises(UserError, match="đã được hoàn tác rồi"):
        _undo(store, operation_id)
    with pytest.raises(NotFoundError):
        _undo(store, 12345)


def test_changed_fields_get_their_old_values_back(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, address="Ấp 1", founded_on=date(2001, 2, 3))
    with store.write("Sửa") as work:
        record = work.load(Branch, branch.id)
        record.address, record.founded_on, record.attention = "Ấp 2", None, AttentionLevel.RED
        operation_id = work.operation_id
    report, undo_id = _undo(store, operation_id)
    assert (report.restored, report.binned, report.kept) == (1, 0, ())
    with store.read() as work:
        record = work.load(Branch, branch.id)
        assert (record.address, record.founded_on) == ("Ấp 1", date(2001, 2, 3))
        assert record.attention is AttentionLevel.GREEN
    _undo(store, undo_id)
    with store.read() as work:
        record = work.load(Branch, branch.id)
        assert (record.address, record.founded_on) == ("Ấp 2", None)
        assert record.attention is AttentionLevel.RED


def test_a_field_edited_since_is_left_and_named(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, address="Ấp 1", phone="0296 1")
    with store.write("Sửa") as work:
        record = work.load(Branch, branch.id)
        record.address, record.phone = "Ấp 2", "0296 2"
        operation_id = work.operation_id
    with store.write("Sửa nữa") as work:
        work.load(Branch, branch.id).phone = "0296 3"
    report, _ = _undo(store, operation_id)
    assert report.restored == 1
    (kept,) = report.kept
    assert (kept.kind, kept.record_id) == ("branch", branch.id)
    assert "Trường Tiểu học" in kept.title
    assert "“Điện thoại” đã được sửa sau đó" in kept.why
    with store.read() as work:
        record = work.load(Branch, branch.id)
        assert (record.address, record.phone) == ("Ấp 1", "0296 3")


def test_an_added_record_that_was_edited_since_stays_whole(store: Store) -> None:
    operation_id, ids = _import(store, 3)
    with store.write("Sửa số liệu") as work:
        work.session.scalars(select(Figures).where(Figures.branch_id == ids[1])).one().workers = 99
    with store.write("Sửa công đoàn cơ sở") as work:
        work.load(Branch, ids[2]).address = "Ấp 5"
    report, _ = _undo(store, operation_id)
    assert report.binned == 7
    assert {kept.record_id for kept in report.kept} >= {ids[1], ids[2]}
    with store.read() as work:
        for kept in ids[1:]:
            branch = work.load(Branch, kept)
            assert branch.current_chair_id is not None
            assert branch.current_figures_id is not None
            rows = history.rows_of(work.session, BranchName, kept)
            assert len(rows) == 1
    assert check(store).ok


def test_an_added_branch_that_something_hangs_on_by_now_stays(store: Store) -> None:
    operation_id, ids = _import(store, 2)
    with store.write("Thêm kiến nghị") as work:
        factories.promise(work, ids[0])
    report, _ = _undo(store, operation_id)
    assert report.binned == 7
    (kept,) = report.kept
    assert kept.record_id == ids[0]
    assert "Kiến nghị, cam kết" in kept.why
    with store.read() as work:
        assert work.load(Branch, ids[0]).current_name == "CĐCS số 0"


def test_a_change_of_name_by_decision_is_undone_with_the_row_it_ended(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Cũ")
    with store.write("Đổi tên") as work:
        history.change(work.session, BranchName, branch.id, date(2026, 5, 1), name="CĐCS Mới")
        operation_id = work.operation_id
    _undo(store, operation_id)
    with store.read() as work:
        (row,) = history.rows_of(work.session, BranchName, branch.id)
        assert (row.name, row.valid_to) == ("CĐCS Cũ", None)
        assert work.load(Branch, branch.id).current_name == "CĐCS Cũ"


def test_a_change_of_name_that_another_change_built_upon_stays_as_a_whole(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, "CĐCS Cũ")
    with store.write("Đổi tên") as work:
        history.change(work.session, BranchName, branch.id, date(2026, 5, 1), name="CĐCS Mới")
        operation_id = work.operation_id
    with store.write("Đổi tên nữa") as work:
        history.change(work.session, BranchName, branch.id, date(2026, 9, 1), name="CĐCS Mới nhất")
    report, _ = _undo(store, operation_id)
    assert (report.restored, report.binned) == (0, 0)
    assert report.kept
    with store.read() as work:
        rows = history.rows_of(work.session, BranchName, branch.id)
        assert [(row.name, row.valid_to) for row in rows] == [
            ("CĐCS Cũ", date(2026, 5, 1)),
            ("CĐCS Mới", date(2026, 9, 1)),
            ("CĐCS Mới nhất", None),
        ]
        assert work.session.get(Operation, operation_id).undone_by_id is None


def test_putting_into_the_bin_is_undone(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, code="CS-5")
    with store.write("Xóa") as work:
        work.bin(work.load(Branch, branch.id))
        operation_id = work.operation_id
    report, _ = _undo(store, operation_id)
    assert report.restored == 1
    with store.read() as work:
        assert work.load(Branch, branch.id).code == "CS-5"


def test_a_code_given_again_since_is_told_and_nothing_is_changed(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, code="CS-5")
    with store.write("Xóa") as work:
        work.bin(work.load(Branch, branch.id))
        operation_id = work.operation_id
    with store.write("Thêm") as work:
        factories.branch(work, code="CS-5")
    with pytest.raises(UserError, match="Mã CĐCS này đã dùng"):
        _undo(store, operation_id)
    with store.read() as work:
        assert (
            work.session.scalar(
                select(func.count()).where(Branch.code == "CS-5", Branch.deleted_at.is_(None))
            )
            == 1
        )


def test_a_protected_value_cannot_come_back_and_is_named(store: Store) -> None:
    with store.write("Thêm") as work:
        case = factories.case(work, None, reporter="Phạm Thị Sáu", next_action="Gọi lại")
    with store.write("Sửa") as work:
        record = work.load(Case, case.id)
        record.reporter, record.next_action = "Phạm Thị Bảy", "Đến gặp"
        operation_id = work.operation_id
    report, _ = _undo(store, operation_id)
    assert report.restored == 1
    (kept,) = report.kept
    assert "Người phản ánh" in kept.why
    assert "Sáu" not in kept.title + kept.why
    with store.read() as work:
        record = work.load(Case, case.id)
        assert (record.reporter, record.next_action) == ("Phạm Thị Bảy", "Gọi lại")


def test_giving_a_number_is_never_undone(store: Store) -> None:
    with store.write("Lấy số") as work:
        document = factories.numbered_document(work, 1, b"%PDF", "0" * 64)
        operation_id = work.operation_id
    with pytest.raises(UserError, match="đã cấp số"):
        _undo(store, operation_id)
    with store.read() as work:
        assert work.load(Document, document.id).number == 1


def test_a_paper_numbered_since_is_left_as_it_is(store: Store) -> None:
    with store.write("Trình ký") as work:
        branch = factories.branch(work)
        document = factories.numbered_document(
            work, None, b"%PDF", "0" * 64, state=DocumentState.SUBMITTED, branch_id=branch.id
        )
        operation_id = work.operation_id
    with store.write("Lấy số") as work:
        record = work.load(Document, document.id)
        record.number, record.state = 1, DocumentState.NUMBERED
    report, _ = _undo(store, operation_id)
    assert (report.restored, report.binned) == (0, 0)
    assert document.id in {kept.record_id for kept in report.kept}
    with store.read() as work:
        assert work.load(Document, document.id).number == 1
        assert work.load(Branch, branch.id).id == branch.id


def test_the_sort_key_of_a_person_follows_the_name_that_came_back(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work)
        chair = factories.chair(work, branch.id, "Đặng Thị Hường")
        key = chair.name_key
    with store.write("Sửa tên") as work:
        record = work.load(BranchOfficer, chair.id)
        record.full_name = "Đặng Thị Ánh"
        operation_id = work.operation_id
    _undo(store, operation_id)
    with store.read() as work:
        assert work.load(BranchOfficer, chair.id).name_key == key
        assert work.today == TODAY


def test_a_record_in_the_bin_by_now_is_not_changed(store: Store) -> None:
    with store.write("Thêm") as work:
        promise = factories.promise(work, None)
    with store.write("Sửa") as work:
        work.load(Promise, promise.id).text = "Nội dung khác"
        operation_id = work.operation_id
    with store.write("Xóa") as work:
        work.bin(work.load(Promise, promise.id))
    report, _ = _undo(store, operation_id)
    assert (report.restored, len(report.kept)) == (0, 1)
    assert "thùng rác" in report.kept[0].why
