"""Store: an opened database, handing out units of work."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from unionDesk.rules.actor import Actor

from .driver_errors import explained, is_repeated_operation
from .engine import BUSY_TIMEOUT_MS, Place, make_engine
from .unit_of_work import RepeatedError, Work, repeated


class Store:
    """A database of the right revision. Thread-safe: each unit of work has a session of its own."""

    def __init__(
        self, place: Place, actor: Actor, *, day: date | None = None, busy_ms: int = BUSY_TIMEOUT_MS
    ) -> None:
        self.place = place
        self.actor = actor
        self._day = day
        self._write_engine = make_engine(place, busy_ms=busy_ms)
        self._read_engine = make_engine(place, read_only=True, busy_ms=busy_ms)

    @contextmanager
    def write(self, what: str, *, operation_id: int | None = None) -> Iterator[Work]:
        """A unit of work that commits at the end of the block, or rolls back and raises.

        `what` tells the operation in Vietnamese words. Raises RepeatedError when an operation with this
        `operation_id` was committed before, UserError for what the database reports.
        """
        work = Work(self._write_engine, self.actor, what, operation_id=operation_id, day=self._day)
        try:
            if operation_id is not None and repeated(work.session, operation_id):
                raise RepeatedError("Việc này đã được lưu rồi.")
            yield work
            work.finish()
        except StaleDataError as error:
            raise work.overtaken() from error
        except DBAPIError as error:
            if is_repeated_operation(error):
                raise RepeatedError("Việc này đã được lưu rồi.") from error
            sentence = explained(error)
            if sentence is None:
                raise
            raise sentence from error
        finally:
            work.close()

    def today(self) -> date:
        """The calendar day on this PC, or the day that the store was opened for."""
        return self._day or datetime.now().astimezone().date()

    @contextmanager
    def read(self) -> Iterator[Work]:
        """A unit of work that can only read."""
        work = Work(self._read_engine, self.actor, "", day=self._day)
        try:
            yield work
        except DBAPIError as error:
            sentence = explained(error)
            if sentence is None:
                raise
            raise sentence from error
        finally:
            work.close()

    @contextmanager
    def connection(self, *, writes: bool = False) -> Iterator[Connection]:
        """A bare connection in a transaction, for checks, backups and copies."""
        with (self._write_engine if writes else self._read_engine).begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A bare reading connection that sees the database as it is at one moment, however long it reads."""
        engine = self._read_engine
        if not self.place.is_sqlite:
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with engine.begin() as connection:
            yield connection

    def roll_forward(self) -> int:
        """Brings the copies of dated history up to today; counts the rows written. At start and at midnight."""
        with self.write("") as work:
            return len(work.roll_forward())

    def on(self, day: date) -> Store:
        """The same opened database as if it were another day; closed together with this one."""
        other = copy.copy(self)
        other._day = day
        return other

    def acting(self, actor: Actor) -> Store:
        """The same database, over the same connections, with another officer acting."""
        other = copy.copy(self)
        other.actor = actor
        return other

    def close(self) -> None:
        self._write_engine.dispose()
        self._read_engine.dispose()
