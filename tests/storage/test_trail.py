"""The audit trail: one entry a record and operation, typed, chained; what is sensitive stays out of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factories
import pytest
from sqlalchemy import select, text
from stores import TODAY

from unionDesk.records.audit import AuditEntry, Operation, SearchRow
from unionDesk.records.branch import Branch
from unionDesk.records.case import Case
from unionDesk.rules.kinds import AttentionLevel, CaseSeverity
from unionDesk.storage.check import check
from unionDesk.storage.search import find
from unionDesk.storage.store import Store
from unionDesk.storage.trail import decoded, encoded


def _entries(store: Store, operation_id: int) -> list[AuditEntry]:
    with store.read() as work:
        return list(
            work.session.scalars(
                select(AuditEntry)
                .where(AuditEntry.operation_id == operation_id)
                .order_by(AuditEntry.sequence)
            )
        )


def test_a_record_has_one_entry_an_operation_however_often_it_was_flushed(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, address="Ấp 1")
        work.session.flush()
        branch.address = "Ấp 2"
        work.session.flush()
        branch.phone = "02963688888"
        operation_id = work.operation_id
    kinds = [(e.record_kind, e.action) for e in _entries(store, operation_id)]
    assert kinds == [
        ("branch", "insert"),
        ("branch_name", "insert"),
        ("branch_kind", "insert"),
        ("branch_status", "insert"),
        ("branch_manager", "insert"),
    ]
    first = _entries(store, operation_id)[0]
    assert (first.after["address"], first.after["phone"], first.before) == ("Ấp 2", "02963688888", {})


def test_an_entry_tells_the_value_before_and_after_with_its_type(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, founded_on=date(2001, 2, 3))
    with store.write("Sửa") as work:
        record = work.load(Branch, branch.id)
        record.founded_on = date(2002, 3, 4)
        record.attention = AttentionLevel.RED
        record.has_women_board = True
        record.section_count = 4
        operation_id = work.operation_id
    (entry,) = _entries(store, operation_id)
    assert (entry.action, entry.root_kind, entry.root_id) == ("update", "branch", branch.id)
    back = {name: decoded("branch", name, value) for name, value in entry.before.items()}
    new = {name: decoded("branch", name, value) for name, value in entry.after.items()}
    assert back == {
        "founded_on": date(2001, 2, 3),
        "attention": AttentionLevel.GREEN,
        "has_women_board": None,
        "section_count": None,
    }
    assert new == {
        "founded_on": date(2002, 3, 4),
        "attention": AttentionLevel.RED,
        "has_women_board": True,
        "section_count": 4,
    }
    assert isinstance(new["attention"], AttentionLevel)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("case_file", "received_at", datetime(2026, 11, 3, 2, 15, 1, 250000, tzinfo=UTC)),
        ("visit", "planned_from", datetime(2026, 11, 3, 9, 0)),
        ("case_file", "severity", CaseSeverity.NORMAL),
        ("figures", "average_wage", 7_450_000),
        ("branch", "founded_on", date(1999, 12, 31)),
        ("branch", "note", "dòng một\ndòng hai"),
        ("branch", "has_inspection", False),
        ("branch", "phone", None),
    ],
)
def test_a_value_survives_its_json_form(kind: str, name: str, value: Any) -> None:
    assert decoded(kind, name, encoded(value)) == value


def test_a_change_that_was_taken_back_in_the_same_work_leaves_no_entry(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work, address="Ấp 1")
    with store.write("Sửa rồi sửa lại") as work:
        record = work.load(Branch, branch.id)
        record.address = "Ấp 2"
        work.session.flush()
        record.address = "Ấp 1"
        operation_id = work.operation_id
    assert _entries(store, operation_id) == []


def test_putting_into_the_bin_is_told_as_such(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work)
    with store.write("Xóa") as work:
        record = work.load(Branch, branch.id)
        record.note = "trùng"
        work.session.flush()
        work.bin(record)
        operation_id = work.operation_id
    assert [e.action for e in _entries(store, operation_id)] == ["delete"]


def test_sensitive_values_enter_neither_the_trail_nor_the_search(store: Store) -> None:
    secrets = ("Phạm Thị Sáu", "0987654321")
    with store.write("Thêm vụ việc") as work:
        case = factories.case(work, None, reporter=secrets[0], reporter_phone=secrets[1])
    with store.write("Sửa vụ việc") as work:
        work.load(Case, case.id).reporter = "Phạm Thị Bảy"
        operation_id = work.operation_id
    (entry,) = _entries(store, operation_id)
    assert entry.before == {"reporter": "•••"}
    assert entry.after == {"reporter": "•••"}
    with store.connection() as connection:
        everything = repr(
            [
                *connection.execute(select(AuditEntry.before, AuditEntry.after)),
                *connection.execute(select(SearchRow.__table__)),
                *connection.execute(select(Operation.what, Operation.details)),
            ]
        )
        found = find(connection, work.organisation_id, "Phạm Thị Bảy", limit=9, sees_confidential=True)
    for secret in (*secrets, "pham thi bay", "Phạm Thị Bảy", "0987654321"):
        assert secret not in everything
    assert found == []


def test_what_belongs_to_a_case_carries_its_id_and_is_hidden_once_the_case_is_confidential(
    store: Store,
) -> None:
    with store.write("Thêm vụ việc") as work:
        case = factories.case(work, None, summary="Quấy rối tại nơi làm việc")
        factories.diary_line(work, case.id, "Đã gặp chị Sáu")
        factories.promise(work, None, case_id=case.id, text="Chuyển ca cho chị Sáu")
        operation_id = work.operation_id
    assert {e.case_id for e in _entries(store, operation_id)} == {case.id}

    def seen(word: str) -> list[str]:
        with store.connection() as connection:
            hits = find(connection, work.organisation_id, word, limit=9, sees_confidential=False)
        return sorted(hit.kind for hit in hits)

    assert seen("chi sau") == ["case_file", "promise"]  # a line of the diary opens its case
    with store.write("Đặt kín") as work:
        work.load(Case, case.id).confidential = True
    assert seen("chi sau") == []
    assert seen("quay roi") == []


def _history(store: Store) -> None:
    with store.write("Thêm") as work:
        branch = factories.branch(work)
    for address in ("Ấp 1", "Ấp 2"):
        with store.write("Sửa địa chỉ") as work:
            work.load(Branch, branch.id).address = address


TAMPERING = {
    "a changed value": "UPDATE audit_entry SET after = '{\"address\": \"Ấp 9\"}' WHERE action = 'update'",
    "a removed entry": "DELETE FROM audit_entry WHERE sequence = 4",
    "the last entry removed": "DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)",
    "another name": "UPDATE operation SET officer_name = 'Người khác' WHERE what = 'Sửa địa chỉ'",
    "another moment": "UPDATE operation SET at = '2020-01-01 00:00:00.000000' WHERE what = 'Thêm'",
    "a removed operation": "DELETE FROM operation WHERE what = 'Thêm'",
    "an entry moved": "UPDATE audit_entry SET record_id = record_id + 1 WHERE sequence = 3",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_with_the_trail_is_found(store: Store, statement: str) -> None:
    _history(store)
    assert check(store).ok
    with store.connection(writes=True) as connection:
        assert connection.execute(text(statement)).rowcount > 0
    found = {finding.kind for finding in check(store).findings}
    assert found == {"audit"}


def test_who_and_when_and_what_are_kept(store: Store) -> None:
    with store.write("Thêm công đoàn cơ sở") as work:
        work.batch = "NHAP-1"
        work.details = {"file": "danh sách.xlsx"}
        factories.branch(work)
        operation_id = work.operation_id
    with store.read() as work:
        operation = work.session.get(Operation, operation_id)
    assert (operation.officer_name, operation.what) == ("Trần Văn Bình", "Thêm công đoàn cơ sở")
    assert (operation.batch, operation.details) == ("NHAP-1", {"file": "danh sách.xlsx"})
    assert operation.at.tzinfo is UTC
    assert work.today == TODAY
    assert check(store).ok
