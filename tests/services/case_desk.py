"""What the tests of cases share: officers of each role at one desk, branches, and short ways to do things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import factories
from sqlalchemy import update
from stores import OFFICE, TODAY

from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch
from unionDesk.rules.actor import Actor
from unionDesk.rules.kinds import Role
from unionDesk.services import case_clocks, case_steps, cases
from unionDesk.services.case_clock_lines import ClockLine
from unionDesk.services.cases import CasePage
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import Work

T = TypeVar("T")


@dataclass
class Desk:
    """A store with people of every role; `on` gives the same desk on another day."""

    store: Store
    people: dict[Role, int] = field(default_factory=dict)
    branch_id: int = 0
    other_branch_id: int = 0

    @contextmanager
    def sitting(self, role: Role | int | None = None, day: date = TODAY) -> Iterator[Store]:
        """The store with an officer acting on a day; None is the administrator of the office."""
        if role is None:
            actor = self.store.actor
        elif isinstance(role, Role):
            actor = Actor(OFFICE, NAMES[role], role, self.people[role])
        else:
            actor = Actor(OFFICE, "Cán bộ khác", Role.OFFICER, role)
        with ExitStack() as stack:
            store = Store(self.store.place, actor, day=day)
            stack.callback(store.close)
            yield store

    def do(self, task: Callable[[Work], T], role: Role | int | None = None, day: date = TODAY) -> T:
        with self.sitting(role, day) as store, store.write("Làm việc với vụ việc") as work:
            return task(work)

    def see(self, task: Callable[[Work], T], role: Role | int | None = None, day: date = TODAY) -> T:
        with self.sitting(role, day) as store, store.read() as work:
            return task(work)

    def take_in(self, day: date = TODAY, role: Role | None = None, **values: Any) -> int:
        given = {"kind": "KNPA", "branch_id": self.branch_id, "summary": "Suất ăn ca kém chất lượng"}
        return self.do(lambda work: cases.intake(work, {**given, **values}), role, day).case_id

    def page(self, case_id: int, role: Role | int | None = None, day: date = TODAY) -> CasePage:
        return self.see(lambda work: cases.read(work, case_id), role, day)

    def move(self, case_id: int, action: str, day: date = TODAY, **more: Any) -> str:
        version = self.page(case_id, day=day).version
        return self.do(lambda work: case_steps.move(work, case_id, version, action, **more), day=day)

    def walk_to(self, case_id: int, step: str, day: date = TODAY) -> None:
        """Goes forward along the path up to a step."""
        while self.page(case_id, day=day).step != step:
            self.move(case_id, "advance", day)

    def close(self, case_id: int, day: date = TODAY, **facts: Any) -> None:
        version = self.page(case_id, day=day).version
        given = {
            "outcome": "success",
            "result": "Đã trả đủ lương",
            "money_secured": 0,
            "people_helped": 3,
            "replied_on": day,
        }
        self.do(lambda work: case_steps.close(work, case_id, version, {**given, **facts}), day=day)

    def enter_all(self, on: date = TODAY) -> None:
        """Lets the branches have come into the program on a day, whatever this machine's clock says."""
        moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        self.do(lambda work: work.session.execute(update(table_of(Branch)).values(created_at=moment)))

    def clock(self, case_id: int, ref: str, day: date = TODAY) -> ClockLine:
        """The clock of a rule that runs; the newest ended one where none does."""
        found = [line for line in self.page(case_id, day=day).clocks if line.ref == ref]
        assert found, f"no clock {ref}"
        return found[0]

    def with_clock(
        self, case_id: int, ref: str, verb: Any, *given: Any, day: date = TODAY, **more: Any
    ) -> Any:
        page = self.page(case_id, day=day)
        clock = self.clock(case_id, ref, day)
        return self.do(
            lambda work: verb(work, case_id, page.version, clock.clock_id, *given, **more), day=day
        )


NAMES = {
    Role.LEADER: "Nguyễn Hữu Thọ",
    Role.OFFICER: "Lê Hoàng Phúc",
    Role.CLERK: "Trần Thị Mai",
    Role.READER: "Phan Văn Khá",
}


def furnish(store: Store) -> Desk:
    """People of every role and two branches."""
    desk = Desk(store)
    with store.write("Chuẩn bị") as work:
        for role, name in NAMES.items():
            desk.people[role] = factories.officer(work, name, role).id
        place = factories.place(work)
        desk.branch_id = factories.branch(work, "CĐCS Công ty May Vàm Cống", place_id=place.id).id
        desk.other_branch_id = factories.branch(work, "CĐCS Công ty Thủy sản Bình Mỹ", place_id=place.id).id
    return desk


__all__ = ["Desk", "case_clocks", "furnish"]
