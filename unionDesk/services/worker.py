"""The worker process: long work on a connection of its own, told about through a pipe."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Literal, Self

from unionDesk.rules.errors import UserError
from unionDesk.services.resolve import resolve

OPENING = "unionDesk.services.opening:open_store"


@dataclass(frozen=True)
class Progress:
    """How far the work is: `done` of `total` (0 = not known), and what is being done."""

    done: int
    total: int
    text: str


@dataclass(frozen=True)
class Result:
    value: Any


@dataclass(frozen=True)
class Refused:
    """The work was refused with a sentence for the user; nothing was written."""

    error: UserError


@dataclass(frozen=True)
class Bug:
    """The work failed by a fault of the program; the traceback is for the log."""

    traceback: str


Message = Progress | Result | Refused | Bug


class Messenger:
    """Sends the end of the work, whichever it is, when its block is left."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.value: Any = None

    def __enter__(self) -> Self:
        return self

    def report(self, done: int, total: int, text: str = "") -> None:
        self._pipe.send(Progress(done, total, text))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[True]:
        if error is None:
            self._pipe.send(Result(self.value))
        elif isinstance(error, UserError):
            self._pipe.send(Refused(error))
        else:
            self._pipe.send(Bug("".join(traceback.format_exception(kind, error, trace))))
        self._pipe.close()
        return True


def main(pipe: Connection, opening: str, ticket: Any, target: str, arguments: dict[str, Any]) -> None:
    """Open the store that the ticket names and run `target(store, report, **arguments)` on it."""
    with Messenger(pipe) as messenger:
        store = resolve(opening)(ticket)
        try:
            messenger.value = resolve(target)(store, messenger.report, **arguments)
        finally:
            store.close()
