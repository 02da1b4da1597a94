"""LateStore: a store that is opened when first asked, so that the window stands before the database does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import UserError
from unionDesk.services.resolve import resolve

if TYPE_CHECKING:
    from unionDesk.services.opening import Opened, Ticket
    from unionDesk.storage.unit_of_work import Work

_OPENING = "unionDesk.services.opening:open_database"


class LateStore:
    """Opens the database on the first `read` or `write`, on whichever thread asks.

    Neither SQLAlchemy nor the records are loaded before. `opened` is None until then.
    """

    def __init__(self, database: str | Path, backups: Path, officer: int | str | None = None) -> None:
        self.database = database
        self.backups = backups
        self._officer = officer
        self._lock = threading.Lock()
        self.opened: Opened | None = None

    def open(self) -> Opened:
        """The opened database. Raises UserError for what stands in the way; may be tried again."""
        with self._lock:
            if self.opened is None:
                open_database = resolve(_OPENING)
                opened: Opened = open_database(self.database, backups=self.backups, officer=self._officer)
                if opened.has_office:
                    opened.store.roll_forward()
                self.opened = opened
            return self.opened

    def reopen(self, database: str | Path | None = None, officer: int | str | None = None) -> None:
        """Closes what is open; the next use opens the same or another database, with this officer acting."""
        with self._lock:
            if self.opened is not None:
                self.opened.store.close()
                self.opened = None
            if database is not None and str(database) != str(self.database):
                self.database = database
                self._officer = None  # ids and names of another database
            self._officer = officer if officer is not None else self._officer

    @property
    def actor(self) -> Actor | None:
        """Who acts; None before an office is open."""
        opened = self.opened
        return opened.store.actor if opened is not None and opened.has_office else None

    @contextmanager
    def read(self) -> Iterator[Work]:
        with self.open().store.read() as work:
            yield work

    @contextmanager
    def write(self, what: str) -> Iterator[Work]:
        with self.open().store.write(what) as work:
            yield work

    def ticket(self) -> Ticket:
        """What a worker process opens the same database with."""
        opened = self.open()
        if not opened.has_office:
            raise UserError("Hãy lập đơn vị trước.")
        return opened.ticket

    def close(self) -> None:
        self.reopen()
