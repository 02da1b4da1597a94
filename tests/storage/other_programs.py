"""What other programs do at the same time in tests: run in processes of their own, so it imports little."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from unionDesk.records.branch import Branch
from unionDesk.records.promise import Promise
from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import HolderKind
from unionDesk.storage import numbers
from unionDesk.storage.engine import Place
from unionDesk.storage.store import Store

DAY = date(2026, 11, 23)


def nothing() -> None:
    """Lets a pool start its processes."""


def take_numbers(place: Place, actor: Actor, times: int, failing: bool) -> None:
    """Takes numbers for papers; where failing, every third time something goes wrong after the number is taken."""
    store = Store(place, actor, day=DAY)
    done = turn = 0
    while done < times:
        turn += 1
        try:
            _take_one(store, fails=failing and turn % 3 == 0)
        except ZeroDivisionError:
            continue
        except UserError as error:
            if "đang bận" not in str(error):
                raise
            continue
        done += 1
    store.close()


def _take_one(store: Store, *, fails: bool) -> None:
    with store.write("Lấy số") as work:
        number = numbers.take(work, "BB", 2026)
        work.session.add(
            Promise(number=f"BB-{number}", text="Số", holder_kind=HolderKind.OFFICE, made_on=DAY, due_on=DAY)
        )
        work.session.flush()
        _ = 1 // (0 if fails else 1)


def count_up(place: Place, actor: Actor, branch_id: int, times: int) -> None:
    """Reads a number, adds one and saves, as two who fill in the same field."""
    store = Store(place, actor, day=DAY)
    for _ in range(times):
        with store.write("Đếm") as work:
            statement = select(Branch).where(Branch.id == branch_id).with_for_update()
            branch = work.session.scalars(statement).one()
            branch.section_count = (branch.section_count or 0) + 1
    store.close()
