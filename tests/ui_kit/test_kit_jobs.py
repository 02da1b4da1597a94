"""Jobs: lanes, replacement, results for the living only, worker processes that can be cancelled."""

from __future__ import annotations

import gc
import threading
from functools import partial

import pytest
import small_store
from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication

from unionDesk.rules.errors import UserError
from unionDesk.ui.kit.jobs import ANYTHING, CancelledByUserError, Jobs, WorkerFailedError


class Asker(QObject):
    """Somebody who asks for work and keeps what came back."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.refused: list[UserError] = []

    def take(self, value: object) -> None:
        assert QThread.currentThread() is QApplication.instance().thread()
        self.got.append(value)

    def refuse(self, error: UserError) -> None:
        self.refused.append(error)


@pytest.fixture
def asker(qtbot) -> Asker:
    return Asker()


def test_a_read_brings_its_result_to_the_main_thread(qtbot, jobs, store, asker):
    with store.write("Thêm") as work:
        small_store.add(work, "Trường Mẫu giáo Hoa Sen")
    jobs.read(small_store.names, then=asker.take, owner=asker)
    qtbot.waitUntil(jobs.settled)
    assert asker.got == [["Trường Mẫu giáo Hoa Sen"]]


def test_work_runs_beside_the_main_thread(qtbot, jobs, asker):
    jobs.read(lambda work: threading.current_thread() is threading.main_thread(), then=asker.take)
    qtbot.waitUntil(jobs.settled)
    assert asker.got == [False]


def test_writes_happen_in_the_order_asked(qtbot, jobs, store, asker):
    for number in range(20):
        jobs.write("Thêm", partial(small_store.add, name=f"Số {number}"), owner=asker)
    qtbot.waitUntil(jobs.settled)
    with store.read() as work:
        assert small_store.names(work) == [f"Số {number}" for number in range(20)]
    assert store.operations == ["Thêm"] * 20


def test_a_write_says_which_kinds_it_touched(qtbot, jobs, asker):
    told: list[frozenset[str]] = []
    jobs.changed.connect(told.append)
    jobs.write("Thêm", partial(small_store.add, name="Đơn vị"), owner=asker)
    jobs.write("Không làm gì", lambda work: None, owner=asker)
    qtbot.waitUntil(jobs.settled)
    assert told == [frozenset({"Branch"})]


def test_a_refused_write_leaves_nothing_and_tells_the_asker(qtbot, jobs, store, asker):
    def add_then_refuse(work: small_store.SmallWork) -> None:
        small_store.add(work, "Đơn vị")
        raise UserError("Mã này đã có.")

    jobs.write("Thêm", add_then_refuse, then=asker.take, otherwise=asker.refuse, owner=asker)
    qtbot.waitUntil(jobs.settled)
    assert [str(error) for error in asker.refused] == ["Mã này đã có."]
    assert asker.got == []
    with store.read() as work:
        assert small_store.names(work) == []


def test_a_refusal_nobody_answers_goes_to_the_default(qtbot, store, asker):
    jobs = Jobs(store, refuse=asker.refuse)
    jobs.write("Thêm", partial(small_store.add, name=""), owner=asker)
    qtbot.waitUntil(jobs.settled)
    jobs.close()
    assert [str(error) for error in asker.refused] == ["Cần ghi tên công đoàn cơ sở."]


def test_a_bug_goes_to_the_exception_hook_not_to_the_asker(qtbot, jobs, asker):
    with qtbot.capture_exceptions() as caught:
        jobs.read(lambda work: 1 // 0, then=asker.take, otherwise=asker.refuse, owner=asker)
        qtbot.waitUntil(jobs.settled)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    assert asker.got == []
    assert asker.refused == []


def test_a_newer_search_replaces_the_older_of_the_same_owner_only(qtbot, jobs, asker):
    gate = threading.Event()
    other = Asker()
    jobs.read(lambda work: gate.wait(10), owner=asker)
    ran: list[str] = []
    for word in ("h", "ho", "hoa"):
        jobs.read(lambda work, w=word: ran.append(w) or w, then=asker.take, owner=asker, replaces="tìm")
    jobs.read(lambda work: "khác", then=other.take, owner=other, replaces="tìm")
    gate.set()
    qtbot.waitUntil(jobs.settled)
    assert asker.got == ["hoa"]
    assert ran == ["hoa"]
    assert other.got == ["khác"]


def test_the_result_of_a_running_but_replaced_search_is_dropped(qtbot, jobs, asker):
    started, gate = threading.Event(), threading.Event()

    def slow(work: object) -> str:
        started.set()
        gate.wait(10)
        return "cũ"

    jobs.read(slow, then=asker.take, owner=asker, replaces="tìm")
    assert started.wait(10)
    jobs.read(lambda work: "mới", then=asker.take, owner=asker, replaces="tìm")
    gate.set()
    qtbot.waitUntil(jobs.settled)
    assert asker.got == ["mới"]


def test_a_result_for_a_destroyed_owner_is_dropped(qtbot, jobs):
    gate = threading.Event()
    owner, got = Asker(), []
    jobs.read(lambda work: gate.wait(10), then=got.append, owner=owner)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    gate.set()
    qtbot.waitUntil(jobs.settled)
    assert got == []


def test_a_pending_job_does_not_keep_its_owner_alive(qtbot, jobs):
    gate = threading.Event()
    owner = Asker()
    got = owner.got
    jobs.read(lambda work: gate.wait(10), then=owner.take, owner=owner)
    del owner
    gc.collect()
    gate.set()
    qtbot.waitUntil(jobs.settled)
    assert got == []


def test_closing_finishes_the_writes_already_asked(qtbot, store):
    jobs = Jobs(store)
    for number in range(5):
        jobs.write("Thêm", partial(small_store.add, name=f"Số {number}"))
    jobs.close()
    with store.read() as work:
        assert len(small_store.names(work)) == 5


def test_reading_after_closing_is_silent(qtbot, store, asker):
    jobs = Jobs(store)
    jobs.close()
    jobs.read(small_store.names, then=asker.take)
    assert jobs.settled()


def test_long_work_runs_in_a_process_with_progress_and_result(qtbot, jobs, store, asker):
    told: list[tuple[int, int, str]] = []
    changes: list[frozenset[str]] = []
    jobs.changed.connect(changes.append)
    jobs.process(
        "small_store:add_many",
        {"count": 3},
        progress=lambda done, total, text: told.append((done, total, text)),
        then=asker.take,
        owner=asker,
    )
    qtbot.waitUntil(jobs.settled, timeout=20_000)
    assert asker.got == [3]
    assert told == [(1, 3, "Dòng 1"), (2, 3, "Dòng 2"), (3, 3, "Dòng 3")]
    assert changes == [ANYTHING]
    with store.read() as work:
        assert small_store.names(work) == ["Đơn vị 0", "Đơn vị 1", "Đơn vị 2"]


def test_cancelling_ends_the_process_and_its_transaction(qtbot, jobs, store, asker):
    told: list[int] = []
    handle = jobs.process(
        "small_store:add_for_ever",
        progress=lambda done, total, text: told.append(done),
        then=asker.take,
        otherwise=asker.refuse,
        owner=asker,
    )
    qtbot.waitUntil(lambda: len(told) > 3, timeout=20_000)
    handle.cancel()
    qtbot.waitUntil(jobs.settled, timeout=20_000)
    assert [type(error) for error in asker.refused] == [CancelledByUserError]
    with store.read() as work:
        assert small_store.names(work) == []


def test_a_process_cancelled_before_it_started_never_starts(qtbot, jobs, asker):
    handle = jobs.process("small_store:add_for_ever", otherwise=asker.refuse, owner=asker)
    handle.cancel()
    qtbot.waitUntil(jobs.settled, timeout=20_000)
    assert [type(error) for error in asker.refused] == [CancelledByUserError]


def test_a_refusal_in_the_process_reaches_the_asker(qtbot, jobs, asker):
    jobs.process(
        "small_store:refuse",
        {"sentence": "Tệp này không phải bảng tính."},
        otherwise=asker.refuse,
        owner=asker,
    )
    qtbot.waitUntil(jobs.settled, timeout=20_000)
    assert [str(error) for error in asker.refused] == ["Tệp này không phải bảng tính."]


def test_a_bug_in_the_process_brings_its_traceback(qtbot, jobs, asker):
    with qtbot.capture_exceptions() as caught:
        jobs.process("small_store:fail", otherwise=asker.refuse, owner=asker)
        qtbot.waitUntil(jobs.settled, timeout=20_000)
    assert [kind for kind, _, _ in caught] == [WorkerFailedError]
    assert "lỗi cố ý" in str(caught[0][1])
    assert asker.refused == []


def test_closing_ends_a_running_process(qtbot, store):
    jobs = Jobs(store, ticket=store.path, opening="small_store:open_small")
    told: list[int] = []
    jobs.process("small_store:add_for_ever", progress=lambda done, total, text: told.append(done))
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    jobs.close()
    with store.read() as work:
        assert small_store.names(work) == []
