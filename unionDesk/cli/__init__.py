"""The command line: the same services without a window, for scheduled work and for support."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from typing import Any, NoReturn, TextIO

from unionDesk import __version__
from unionDesk.options import Options
from unionDesk.paths import Paths
from unionDesk.rules.errors import UserError
from unionDesk.services.resolve import resolve

# every module here has COMMANDS; they are loaded when a command is asked for, not at start
MODULES = (
    "unionDesk.cli.office",
    "unionDesk.cli.branches",
    "unionDesk.cli.visits",
    "unionDesk.cli.imports",
    "unionDesk.cli.export",
    "unionDesk.cli.cases",
    "unionDesk.cli.reports",
    "unionDesk.cli.upkeep",
)
_ENGLISH = (
    ("the following arguments are required: ", "thiếu "),
    ("unrecognized arguments: ", "không hiểu "),
    ("expected one argument", "cần một giá trị đi kèm"),
    ("invalid choice: ", "không có lựa chọn "),
    ("choose from ", "hãy chọn trong "),
    ("one of the arguments ", "cần một trong các đối số "),
    (" is required", ""),
    ("not allowed with argument", "không dùng cùng với"),
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


def main(options: Options) -> int:
    """Runs one command; 0 done, 1 nothing could be read or written (said on stderr), 2 usage."""
    parser, known = _parser()
    try:
        named = parser.parse_args(list(options.rest))
    except SystemExit as stop:
        return int(stop.code or 0)
    paths = Paths.of(options.data)
    desk = resolve("unionDesk.cli.command:Desk")(
        paths, options.database or str(paths.database), options.officer
    )
    try:
        outcome = known[named.command_words].run(desk, named)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        desk.close()
    _print(outcome.data if options.json else outcome.text, as_json=options.json, stream=sys.stdout)
    code: int = outcome.code
    return code


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
