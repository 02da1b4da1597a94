"""Support cases of the sample office, in every state from just received to closed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from unionDesk.rules.kinds import CaseOutcome, CaseSeverity, CaseSource
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import Work

from . import case_diary, case_steps, cases
from .demo_branches import DemoBranch, person, phone
from .work_calendar import office_calendar

_COUNT = 42
_ENDS = ("closed", "closed", "closed", "closed", "open", "open", "new", "paused", "withdrawn")


def add_cases(
    store: Store,
    words: dict[str, Any],
    chance: random.Random,
    branches: list[DemoBranch],
    people: dict[str, list[int]],
    today: date,
) -> int:
    """Adds the cases, each with the day it came in and what was done since; counts them."""
    enterprises = [branch for branch in branches if branch.is_enterprise]
    received = sorted(today - timedelta(days=int(700 * chance.random() ** 1.7)) for _ in range(_COUNT))
    for number, on in enumerate(received):
        case = words["cases"][number % len(words["cases"])]
        end = (
            chance.choice(_ENDS)
            if (today - on).days > 45
            else chance.choice(("open", "new", "open", "paused"))
        )
        maker = _CaseMaker(store, words, chance, case, chance.choice(enterprises), on, today)
        maker.make(end, chance.choice(people["officer"] + people["administrator"]))
    return _COUNT


class _CaseMaker:
    """One case, taken through its days; each step is an operation of its day."""

    def __init__(
        self,
        store: Store,
        words: dict[str, Any],
        chance: random.Random,
        case: dict[str, Any],
        branch: DemoBranch,
        on: date,
        today: date,
    ) -> None:
        self._store, self._words, self._chance = store, words, chance
        self._case, self._branch, self._day, self._today = case, branch, on, today
        self._id = 0

    def make(self, end: str, owner_id: int) -> None:
        """Takes the case in and brings it to the state wanted."""
        self._on("Tiếp nhận vụ việc", lambda work: self._take_in(work, owner_id))
        if end == "new":
            return
        steps = self._chance.randint(3, 5) if end in {"open", "paused"} else 20
        for line in self._chance.sample(self._words["diary"]["lines"], 2):
            self._later(1, 4)
            self._on("Ghi nhật ký vụ việc", partial(self._note, line))
        if end == "withdrawn":
            self._step("withdraw")
            return
        while steps and self._step("advance"):
            steps -= 1
        if end == "paused":
            self._step("pause")
        elif end == "closed":
            self._later(1, 6)
            self._on("Kết thúc vụ việc", self._close)

    def _take_in(self, work: Work, owner_id: int) -> None:
        name, _gender = person(self._words, self._chance)
        severity = CaseSeverity(self._case["severity"])
        taken = cases.intake(
            work,
            {
                "kind": self._case["kind"],
                "branch_id": self._branch.branch_id,
                "summary": self._case["summary"],
                "severity": severity,
                "received_on": work.today,
                "received_at": datetime.combine(
                    work.today, time(self._chance.randint(7, 16), 15)
                ).astimezone(),
                "source": self._chance.choice(
                    [CaseSource.PHONE, CaseSource.IN_PERSON, CaseSource.MESSAGE, CaseSource.PETITION]
                ),
                "reporter": name,
                "reporter_phone": phone(self._words, self._chance),
                "people_count": self._case["people"],
                "women_count": self._case["people"] // 2,
                "owner_id": owner_id,
                "violation_found_on": work.today - timedelta(days=self._chance.randint(2, 20)),
                "confidential": self._chance.random() < 0.08,
                "data_basis": "Đồng ý của người đề nghị",
            },
        )
        self._id = taken.case_id

    def _step(self, code: str) -> bool:
        """One step of the path; False when the case does not go that way by itself."""
        self._later(1, 7)
        with self._store.read() as work:
            page = cases.read(work, self._id)
        action = next((one for one in page.actions if one.code == code), None)
        may_close = any(one.code == "close" for one in page.actions)
        if action is None or (code == "advance" and may_close):
            return False
        facts = {
            name: value
            for name, value in self._facts(page).items()
            if name in {key for key, _w in action.missing}
        }
        reason = (
            "Người đề nghị rút đơn vì hai bên đã tự thỏa thuận."
            if code == "withdraw"
            else "Chờ bổ sung giấy tờ."
        )
        self._on(
            f"Vụ việc: {action.label}",
            lambda work: case_steps.move(work, self._id, page.version, code, reason=reason, facts=facts),
        )
        return True

    def _facts(self, page: Any) -> dict[str, Any]:
        return {
            "owner_id": page.values["owner_id"],
            "outcome": CaseOutcome.SUCCESS,
            "result": "Đã giải quyết theo đề nghị.",
            "money_secured": 0,
            "people_helped": self._case["people"],
            "replied_on": self._day,
        }

    def _close(self, work: Work) -> None:
        outcome = self._chance.choices(
            [CaseOutcome.SUCCESS, CaseOutcome.PARTIAL, CaseOutcome.FAILED], weights=(65, 25, 10)
        )[0]
        money = (
            self._case["people"] * self._chance.randint(5, 60) * 100_000
            if self._case["kind"] in {"NOLUONG", "TCCN", "SATHAI"}
            else 0
        )
        case_steps.close(
            work,
            self._id,
            cases.read(work, self._id).version,
            {
                "outcome": outcome,
                "result": "Doanh nghiệp đã trả đủ và cam kết không tái diễn."
                if outcome is CaseOutcome.SUCCESS
                else "Giải quyết được một phần, phần còn lại chuyển theo dõi ở chuyến đi sau.",
                "money_secured": 0 if outcome is CaseOutcome.FAILED else money,
                "people_helped": self._case["people"],
                "replied_on": work.today,
                "lessons": self._chance.choice(
                    ["Cần có mặt trong ngày đầu.", "Nên lập biên bản ngay khi doanh nghiệp hứa.", ""]
                ),
            },
        )

    def _note(self, line: str, work: Work) -> None:
        case_diary.add(work, self._id, line)

    def _later(self, first: int, last: int) -> None:
        """Goes on to a later working day, never beyond the sample's day."""
        day = self._day + timedelta(days=self._chance.randint(first, last))
        with self._store.read() as work:
            calendar = office_calendar(work)
        while not calendar.is_working(day):
            day += timedelta(days=1)
        self._day = min(day, self._today)

    def _on(self, what: str, do: Callable[[Work], object]) -> None:
        with self._store.on(self._day).write(what) as work:
            do(work)
