"""The command line: the same services without a window, for scheduled work and for support."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NoReturn, TextIO

from unionDesk import __version__
from unionDesk.paths import Paths
from unionDesk.rules.errors import UserError
from unionDesk.services.resolve import resolve

# every module here has COMMANDS; they are loaded when a command is asked for, not at start
MODULES = (
    "unionDesk.cli.office",
    "unionDesk.cli.branches",
)
_SHARED = {"--database": "database", "--data": "data", "--as": "officer"}
_ENGLISH = (
    ("the following arguments are required: ", "thiếu "),
    ("unrecognized arguments: ", "không hiểu "),
    ("expected one argument", "cần một giá trị đi kèm"),
    ("invalid choice: ", "không có lựa chọn "),
    ("choose from ", "hãy chọn trong "),
    ("argument ", "đối số "),
)


class _Parser(argparse.ArgumentParser):
    """Says in Vietnamese what is wrong with a command, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        for english, vietnamese in _ENGLISH:
            message = message.replace(english, vietnamese)
        self.exit(2, f"Lệnh chưa đúng: {message}.\nXem cách dùng: {self.prog} --help\n")


def commands() -> list[Any]:
    """All commands of the catalogue."""
    return [command for module in MODULES for command in resolve(f"{module}:COMMANDS")]


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a command rather than for the window."""
    return bool(_split(list(arguments))[1])


def main(arguments: Sequence[str]) -> int:
    """Runs one command; 0 done, 1 nothing could be read or written (said on stderr), 2 usage."""
    try:
        shared, rest = _split(list(arguments))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    parser, known = _parser()
    try:
        options = parser.parse_args(rest)
    except SystemExit as stop:
        return int(stop.code or 0)
    command = known[options.command_words]
    paths = Paths.of(shared.get("data"))
    desk = resolve("unionDesk.cli.command:Desk")(
        paths, shared.get("database") or str(paths.database), shared.get("officer")
    )
    try:
        outcome = command.run(desk, options)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        desk.close()
    _print(outcome.data if "json" in shared else outcome.text, as_json="json" in shared, stream=sys.stdout)
    return 0


def _print(what: Any, *, as_json: bool, stream: TextIO | None) -> None:
    if stream is None:  # pythonw has no console
        return
    print(json.dumps(what, ensure_ascii=False, default=_plain) if as_json else what, file=stream)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _split(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
    """The options shared by all commands, wherever they stand, and the rest.

    A lost `--data` would write into the user's real folder, so a missing value is refused here.
    """
    shared: dict[str, str] = {}
    rest: list[str] = []
    while arguments:
        argument = arguments.pop(0)
        name, joined, value = argument.partition("=")
        if argument == "--json":
            shared["json"] = "yes"
        elif name in _SHARED:
            if not joined:
                if not arguments or arguments[0].startswith("--"):
                    raise UserError(f"Lệnh chưa đúng: sau {name} phải có giá trị.")
                value = arguments.pop(0)
            shared[_SHARED[name]] = value
        else:
            rest.append(argument)
    return shared, rest


def _parser() -> tuple[argparse.ArgumentParser, dict[str, Any]]:
    parser = _Parser(
        prog="unionDesk",
        description="Không có lệnh: mở cửa sổ. Tùy chọn chung, đặt trước hay sau lệnh: --database NƠI, "
        "--data THƯ_MỤC, --as CÁN_BỘ, --json.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"unionDesk {__version__}")
    known = {}
    groups: dict[str, Any] = {"": parser.add_subparsers(title="Các lệnh", required=True, dest="lệnh")}
    for command in commands():
        *above, last = command.words.split()
        group = groups[""]
        for word in above:
            if word not in groups:
                upper = groups[""].add_parser(word, help="", allow_abbrev=False)
                groups[word] = upper.add_subparsers(title="Các lệnh", required=True, dest=f"lệnh sau {word}")
            group = groups[word]
        sub = group.add_parser(last, help=command.help, description=command.help, allow_abbrev=False)
        command.arguments(sub)
        sub.set_defaults(command_words=command.words)
        known[command.words] = command
    return parser, known
