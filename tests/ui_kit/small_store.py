"""A small real store for the kit's tests: one SQLite file, units of work, touched kinds."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from unionDesk.rules.errors import UserError


@dataclass
class SmallWork:
    connection: sqlite3.Connection
    seen: set[str] = field(default_factory=set)

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(self.seen)


class SmallStore:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.operations: list[str] = []

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.execute("PRAGMA busy_timeout = 10000")
        return connection

    @contextmanager
    def read(self) -> Iterator[SmallWork]:
        connection = self._connect()
        try:
            yield SmallWork(connection)
        finally:
            connection.close()

    @contextmanager
    def write(self, what: str) -> Iterator[SmallWork]:
        connection = self._connect()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield SmallWork(connection, seen := set())
            connection.execute("COMMIT")
            if seen:
                self.operations.append(what)
        finally:
            connection.close()

    def close(self) -> None:
        """Nothing stays open between units of work."""


def open_small(path: Path) -> SmallStore:
    return SmallStore(path)


def create(path: Path, count: int = 0) -> SmallStore:
    store = SmallStore(path)
    with store.write("Tạo") as work:
        work.connection.execute("CREATE TABLE branch (id INTEGER PRIMARY KEY, name TEXT, workers INTEGER)")
        work.connection.executemany(
            "INSERT INTO branch (name, workers) VALUES (?, ?)",
            ((f"Công đoàn cơ sở {number:05d}", number * 10) for number in range(1, count + 1)),
        )
    return store


def add(work: SmallWork, name: str) -> int:
    if not name:
        raise UserError("Cần ghi tên công đoàn cơ sở.")
    cursor = work.connection.execute("INSERT INTO branch (name, workers) VALUES (?, 0)", (name,))
    work.seen.add("Branch")
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def names(work: SmallWork) -> list[str]:
    return [name for (name,) in work.connection.execute("SELECT name FROM branch ORDER BY id")]


Report = Callable[[int, int, str], None]


def add_many(store: SmallStore, report: Report, count: int) -> int:
    with store.write("Nhập nhiều") as work:
        for number in range(count):
            add(work, f"Đơn vị {number}")
            report(number + 1, count, f"Dòng {number + 1}")
    return count


def add_for_ever(store: SmallStore, report: Report) -> None:
    with store.write("Nhập mãi") as work:
        number = 0
        while True:
            add(work, f"Đơn vị {number}")
            number += 1
            report(number, 0, "")
            time.sleep(0.001)


def refuse(store: SmallStore, report: Report, sentence: str) -> None:
    raise UserError(sentence)


def fail(store: SmallStore, report: Report) -> None:
    raise ZeroDivisionError("lỗi cố ý")
