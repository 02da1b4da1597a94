"""Jobs: database work beside the window, in lanes, with its results back on the main thread."""

from __future__ import annotations

import inspect
import multiprocessing
import threading
import weakref
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from unionDesk.rules.errors import UserError
from unionDesk.services import worker

ANYTHING: frozenset[str] = frozenset({"*"})
"""What a worker process may have touched: it writes by itself, so every open screen refreshes."""

Task = Callable[[Any], Any]
"""Takes the Work (unit of work) and returns finished data, never a record."""
Then = Callable[[Any], object]
Otherwise = Callable[[UserError], object]
Report = Callable[[int, int, str], object]


class Opener(Protocol):
    """What opens a unit of work: the Store, or a small one in tests."""

    def read(self) -> AbstractContextManager[Any]: ...
    def write(self, what: str) -> AbstractContextManager[Any]: ...


class WorkerFailedError(Exception):
    """A worker process met a bug or died; the text is its traceback or how it ended."""


class CancelledByUserError(UserError):
    """The user stopped long work; its transaction was given up."""


class _Callback:
    """A callback that does not keep its owner alive, and is silent once the owner is gone."""

    def __init__(self, call: Callable[[Any], object] | None, owner: QObject | None) -> None:
        self._owner = weakref.ref(owner) if owner is not None else None
        self._weak: weakref.WeakMethod[Any] | None = None
        self._strong: Callable[[Any], object] | None = None
        if inspect.ismethod(call) and isinstance(call.__self__, QObject):
            self._weak = weakref.WeakMethod(call)
        else:
            self._strong = call

    def find(self) -> Callable[[Any], object] | None:
        if self._owner is not None and not _alive(self._owner()):
            return None
        if self._weak is None:
            return self._strong
        method = self._weak()
        return method if method is not None and _alive(method.__self__) else None

    def orphaned(self) -> bool:
        """Whether whoever asked has been destroyed since."""
        return self._owner is not None and not _alive(self._owner())


def _alive(thing: QObject | None) -> bool:
    return thing is not None and isValid(thing)


@dataclass(eq=False)
class _Job:
    """One request on its way: what is to be told to whom when it ends."""

    then: _Callback
    otherwise: _Callback | None
    progress: _Callback | None = None
    writes: bool = False
    replaced: bool = False


@dataclass(eq=False)
class Handle:
    """A running worker process, for those who may cancel it."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: BaseProcess | None = None
    cancelled: bool = False

    def cancel(self) -> None:
        """End the worker process; the database gives up its unfinished transaction."""
        with self._lock:
            self.cancelled = True
            if self._process is not None and self._process.is_alive():
                self._process.terminate()

    def _start(self, process: BaseProcess) -> None:
        with self._lock:
            if self.cancelled:
                raise CancelledByUserError("Đã dừng theo yêu cầu. Không có gì bị thay đổi.")
            process.start()
            self._process = process

    def _close(self) -> None:
        with self._lock:
            if self._process is not None:
                self._process.join()
                self._process.close()
                self._process = None


class Jobs(QObject):
    """Runs work on the database: one lane writes in order, one lane reads, long work has a process.

    Signals:
        changed(frozenset[str]): kinds of record that a finished write has touched (ANYTHING: unknown).
        busy_changed(bool): whether something is pending.
    """

    changed = Signal(object)
    busy_changed = Signal(bool)
    _ended = Signal(object, object)
    _reported = Signal(object, object)

    def __init__(
        self,
        opener: Opener,
        *,
        ticket: Any = None,
        refuse: Otherwise | None = None,
        opening: str = worker.OPENING,
        parent: QObject | None = None,
    ) -> None:
        """`ticket` (picklable, or what gives it) lets a worker process open the same store by `opening`;
        `refuse` says a UserError that nobody else answers."""
        super().__init__(parent)
        self._opener = opener
        self._ticket = ticket
        self._refuse = refuse
        self._opening = opening
        self._reader = ThreadPoolExecutor(1, "read-lane")
        self._writer = ThreadPoolExecutor(1, "write-lane")
        self._watchers = ThreadPoolExecutor(4, "worker-watch")
        self._newest: dict[tuple[int, str], tuple[_Job, Future[Any]]] = {}
        self._handles: weakref.WeakSet[Handle] = weakref.WeakSet()
        self._pending = 0
        self._closed = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    # asking

    def read(
        self,
        task: Task,
        *,
        then: Then | None = None,
        otherwise: Otherwise | None = None,
        owner: QObject | None = None,
        replaces: str | None = None,
    ) -> None:
        """Run `task(work)` in the reading lane; a newer one with the same `replaces` and owner wins."""
        if self._closed:
            return  # a screen that is being taken down asks for nothing
        job = _job(then, otherwise, owner)
        self._replace(
            owner, replaces, job, partial(self._submit, self._reader, job, _read, self._opener, task)
        )

    def write(
        self,
        what: str,
        task: Task,
        *,
        then: Then | None = None,
        otherwise: Otherwise | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `task(work)` as one operation called `what`, after those asked before it."""
        job = _job(then, otherwise, owner)
        job.writes = True
        self._submit(self._writer, job, _write, self._opener, what, task)

    def aside(
        self,
        task: Callable[[], Any],
        *,
        then: Then | None = None,
        otherwise: Otherwise | None = None,
        owner: QObject | None = None,
        replaces: str | None = None,
    ) -> None:
        """Run `task()`, which needs no database (drawing a page, reading a file), in a thread."""
        if self._closed:
            return
        job = _job(then, otherwise, owner)
        self._replace(owner, replaces, job, partial(self._submit, self._watchers, job, _aside, task))

    def process(
        self,
        target: str,
        arguments: Mapping[str, Any] | None = None,
        *,
        progress: Report | None = None,
        then: Then | None = None,
        otherwise: Otherwise | None = None,
        owner: QObject | None = None,
    ) -> Handle:
        """Run `target` ("module:function") in a worker process; see `services.worker` for its shape."""
        job = _job(then, otherwise, owner)
        job.writes = True
        if progress is not None:
            call = progress
            job.progress = _Callback(lambda sent: call(sent.done, sent.total, sent.text), owner)
        handle = Handle()
        self._handles.add(handle)
        told = None if progress is None else lambda sent: self._reported.emit(job, sent)
        self._submit(
            self._watchers,
            job,
            _watch,
            handle,
            self._opening,
            self._ticket,
            target,
            dict(arguments or {}),
            told,
        )
        return handle

    def use_ticket(self, ticket: Any) -> None:
        """Let worker processes open this store from now on; set when a database was opened or changed."""
        self._ticket = ticket

    # state

    def settled(self) -> bool:
        """Whether nothing is pending; in tests `qtbot.waitUntil(jobs.settled)`."""
        return self._pending == 0

    def close(self) -> None:
        """End the lanes: writes already asked are finished, reads and worker processes given up."""
        self._closed = True
        for handle in list(self._handles):
            handle.cancel()
        self._reader.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._watchers.shutdown(wait=True)

    # inside

    def _replace(
        self, owner: QObject | None, replaces: str | None, job: _Job, submit: Callable[[], Future[Any]]
    ) -> None:
        """Submit; the older job of this owner and name, if any, is taken back or falls silent."""
        if replaces is None:
            submit()
            return
        key = (id(owner), replaces)
        if key in self._newest:
            old, future = self._newest[key]
            old.replaced = True
            future.cancel()
        self._newest[key] = (job, submit())

    def _submit(
        self, lane: ThreadPoolExecutor, job: _Job, call: Callable[..., Any], *args: Any
    ) -> Future[Any]:
        self._pending += 1
        if self._pending == 1:
            self.busy_changed.emit(True)
        future = lane.submit(call, *args)
        future.add_done_callback(lambda done: self._ended.emit(job, done))
        return future

    @Slot(object, object)
    def _on_reported(self, job: _Job, sent: worker.Progress) -> None:
        call = job.progress.find() if job.progress is not None else None
        if call is not None:
            call(sent)

    @Slot(object, object)
    def _on_ended(self, job: _Job, future: Future[Any]) -> None:
        self._pending -= 1
        for key in [key for key, (newest, _) in self._newest.items() if newest is job]:
            del self._newest[key]
        if self._pending == 0:
            self.busy_changed.emit(False)
        if job.replaced or future.cancelled():
            return
        error = future.exception()
        if isinstance(error, UserError):
            self._answer_refusal(job, error)
        elif error is not None:
            raise error  # a bug: Qt hands it to sys.excepthook, the crash dialog
        else:
            self._answer(job, future.result())

    def _answer(self, job: _Job, ended: tuple[Any, frozenset[str]]) -> None:
        value, touched = ended
        call = job.then.find()
        try:
            if call is not None:
                call(value)
        finally:
            if touched:
                self.changed.emit(touched)

    def _answer_refusal(self, job: _Job, error: UserError) -> None:
        if job.otherwise is not None:
            call = job.otherwise.find()
        elif job.then.orphaned() and not job.writes:
            call = None
        else:
            call = self._refuse
        if call is not None:
            call(error)


def _job(then: Then | None, otherwise: Otherwise | None, owner: QObject | None) -> _Job:
    return _Job(_Callback(then, owner), _Callback(otherwise, owner) if otherwise is not None else None)


def _read(opener: Opener, task: Task) -> tuple[Any, frozenset[str]]:
    with opener.read() as work:
        return task(work), frozenset()


def _aside(task: Callable[[], Any]) -> tuple[Any, frozenset[str]]:
    return task(), frozenset()


def _write(opener: Opener, what: str, task: Task) -> tuple[Any, frozenset[str]]:
    with opener.write(what) as work:
        value = task(work)
    return value, frozenset(work.touched)


def _watch(
    handle: Handle,
    opening: str,
    ticket: Any,
    target: str,
    arguments: dict[str, Any],
    told: Callable[[worker.Progress], object] | None,
) -> tuple[Any, frozenset[str]]:
    """Start the worker, pass its progress on, and end as it ends."""
    spawn = multiprocessing.get_context("spawn")  # the same on every system, and safe beside Qt
    ours, theirs = spawn.Pipe(duplex=False)
    with ours:
        with theirs:
            given = ticket() if callable(ticket) else ticket
            process = spawn.Process(
                target=worker.main, args=(theirs, opening, given, target, arguments), daemon=True
            )
            handle._start(process)
        end = _last_message(ours, told)
    exit_code = _exit_code(process)
    handle._close()
    match end:
        case worker.Result(value):
            return value, ANYTHING
        case worker.Refused(error):
            raise error
        case worker.Bug(traceback):
            raise WorkerFailedError(traceback)
    if handle.cancelled:
        raise CancelledByUserError("Đã dừng theo yêu cầu. Không có gì bị thay đổi.")
    raise WorkerFailedError(f"{target}: the worker process ended with code {exit_code}")


def _last_message(pipe: Any, told: Callable[[worker.Progress], object] | None) -> worker.Message | None:
    while True:
        try:
            message: worker.Message = pipe.recv()
        except (EOFError, OSError):  # the process is gone
            return None
        if not isinstance(message, worker.Progress):
            return message
        if told is not None:
            told(message)


def _exit_code(process: BaseProcess) -> int | None:
    process.join()
    return process.exitcode
