"""`python -m unionDesk`: what main.py starts, and the entry of the frozen program."""

from __future__ import annotations

import sys

from unionDesk.app import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a frozen worker process starts here, too
    sys.exit(main(sys.argv[1:]))
