"""The options shared by the window and all commands, wherever they stand among the arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .rules.errors import UserError

_SHARED = ("--database", "--data", "--as")


@dataclass(frozen=True)
class Options:
    """Where the data is and who acts; `rest` is the command with its own arguments."""

    rest: tuple[str, ...] = ()
    database: str | None = None
    data: str | None = None
    officer: str | None = None
    json: bool = False


def read_options(arguments: Sequence[str]) -> Options:
    """Takes the shared options out of the arguments.

    Raises UserError for one without its value: a lost `--data` would write into the user's real folder.
    """
    found: dict[str, str] = {}
    rest: list[str] = []
    json = False
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        name, joined, value = argument.partition("=")
        if argument == "--json":
            json = True
        elif name in _SHARED:
            if not joined and (not waiting or waiting[0].startswith("--")):
                raise UserError(f"Lệnh chưa đúng: sau {name} phải có giá trị.")
            found[name] = value if joined else waiting.pop(0)
            if not found[name]:
                raise UserError(f"Lệnh chưa đúng: sau {name} phải có giá trị.")
        else:
            rest.append(argument)
    return Options(tuple(rest), found.get("--database"), found.get("--data"), found.get("--as"), json)
