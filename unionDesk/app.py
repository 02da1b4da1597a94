"""Composition root: paths, log, crash hook, database, context, window."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from . import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the arguments after its name; gives back the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments == ["--version"]:
        print(f"unionDesk {__version__}")
        return 0
    print("unionDesk chưa có cửa sổ và lệnh nào trong bản này.", file=sys.stderr)
    return 2
