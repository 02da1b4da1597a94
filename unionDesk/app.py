"""Composition root: paths, log, crash hook, database, context, window."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence

from . import __version__
from .options import Options, read_options
from .paths import RESOURCES, Paths
from .rules.errors import UserError

LOG_BYTES = 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with the arguments after its name; gives back the exit code.

    0 done, 1 nothing could be read or written, 2 usage.
    """
    arguments = sys.argv[1:] if argv is None else list(argv)
    try:
        options = read_options(arguments)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    if options.rest:
        from .cli import main as command_line

        return command_line(options)
    if not _has_display():
        print("Máy này không có màn hình nên không mở được cửa sổ.", file=sys.stderr)
        return 1
    paths = Paths.of(options.data)
    return run_window(options, paths)


def _has_display() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start_log(paths: Paths) -> None:
    """Write the log beside the data, in a few files of bounded size."""
    handler = logging.handlers.RotatingFileHandler(
        paths.log, maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("unionDesk").info("unionDesk %s starts", __version__)


def run_window(options: Options, paths: Paths) -> int:
    """Open the window and stay until it is closed."""
    start_log(paths)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from .ui.desktop import Desktop
    from .ui.kit.crash import CrashGuard

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    guard = CrashGuard(paths.log)
    guard.install()
    desktop = Desktop(application, paths, options.database, options.officer, RESOURCES)
    desktop.window.show()
    QTimer.singleShot(0, desktop.start)
    try:
        return application.exec()
    finally:
        desktop.close()
        guard.uninstall()
