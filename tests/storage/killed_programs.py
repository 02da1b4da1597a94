"""A program that is killed in the middle of its work: a process of its own, which forks one victim after another.

`python killed_programs.py URL JOB COUNT SEED` does the job once whole to count its statements, then kills it
(SIGKILL) before COUNT statements picked by SEED and at its commit. Prints how many victims died.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, event

from unionDesk import paths
from unionDesk.records.branch import Branch, BranchName, BranchStatusPeriod
from unionDesk.records.branch_facts import Figures
from unionDesk.rules.actor import Actor
from unionDesk.rules.kinds import BranchStatus, Role
from unionDesk.storage import numbers
from unionDesk.storage.engine import Place, locate
from unionDesk.storage.store import Store
from unionDesk.storage.upgrade import bring_up

OFFICE, OFFICER = 1, 2  # as in stores.py
ACTOR = Actor(OFFICE, "Trần Văn Bình", Role.ADMINISTRATOR, OFFICER)
DAY = date(2026, 11, 23)
BATCH = 120
AT_COMMIT = -1


def bring_in(place: Place, turn: int) -> None:
    """An import: branches with their history and figures, each with a number of the office's series."""
    store = Store(place, ACTOR, day=DAY)
    with store.write(f"Nhập lần {turn}") as work:
        work.batch = f"LAN-{turn}"
        for i in range(BATCH):
            number = numbers.take(work, "CS", 0)
            branch = Branch(
                code=f"K-{number}", current_name=f"CĐCS {turn}-{i}", name_key="x", note=work.batch
            )
            work.session.add_all(
                [
                    branch,
                    BranchName(branch_id=branch.id, name=f"CĐCS {turn}-{i}", valid_from=DAY),
                    BranchStatusPeriod(branch_id=branch.id, status=BranchStatus.ACTIVE, valid_from=DAY),
                    Figures(branch_id=branch.id, on=DAY, workers=i),
                ]
            )
    store.close()


def upgrade(place: Place, _turn: int) -> None:
    """The first start: all revisions."""
    bring_up(place, paths.MIGRATIONS, Path(tempfile.gettempdir()))


JOBS = {"import": bring_in, "upgrade": upgrade}


def _victim(job: Callable[[Place, int], None], place: Place, turn: int, point: int | None) -> int:
    """Forks a process that does the job and kills itself before statement `point`; counts its statements."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        seen = 0

        def count(*_arguments: object) -> None:
            nonlocal seen
            seen += 1
            if seen == point:
                os.kill(os.getpid(), signal.SIGKILL)

        def commit(*_arguments: object) -> None:
            if point == AT_COMMIT:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        event.listen(Engine, "commit", commit)
        job(place, turn)
        os.write(writing, str(seen).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        counted = int(pipe.read() or 0)
    _, status = os.waitpid(child, 0)
    died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if died != (point is not None):
        raise SystemExit(f"victim {turn} at {point}: status {status}")
    return counted


def main(url: str, job: str, count: str, seed: str) -> None:
    chance = random.Random(int(seed))
    work = JOBS[job]
    if job == "upgrade":
        with tempfile.TemporaryDirectory() as folder:
            whole = _victim(work, locate(Path(folder) / "whole.sqlite"), 0, None)
    else:
        whole = _victim(work, locate(url), 0, None)
    points = [*chance.sample(range(2, whole + 1), int(count)), AT_COMMIT]
    for turn, point in enumerate(points, start=1):
        _victim(work, locate(url), turn, point)
    print(len(points))


if __name__ == "__main__":
    main(*sys.argv[1:])
