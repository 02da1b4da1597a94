"""Two years of visits of the sample office, month by month, with what was heard and promised."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from unionDesk.rules.kinds import (
    AttentionLevel,
    HolderKind,
    OpinionChannel,
    ParticipantSide,
    Prevalence,
    PromiseStatus,
    PromiseWord,
    Tendency,
    Topic,
    VisitKind,
    VisitStatus,
)
from unionDesk.rules.working_days import WorkCalendar
from unionDesk.storage.unit_of_work import Work

from . import minutes, paper_register, papers, promise_listing, promises, visit_forms, visits
from .demo_branches import DemoBranch
from .visit_form_data import AnswerEdit, Participant, VisitEdit, VisitOpinion, VisitPromise
from .visits import PlannedVisit
from .work_calendar import office_calendar

_MINUTES_DAYS = 35  # only the newest minutes are numbered and stored: papers are large
_HOURS = (time(7, 30), time(8, 0), time(8, 30), time(9, 0), time(13, 30), time(14, 0), time(15, 0))
_CHANCES = {AttentionLevel.RED: 0.6, AttentionLevel.YELLOW: 0.24, AttentionLevel.GREEN: 0.12}


def months(day: date) -> list[date]:
    """The last days of the 23 months before this one, and the day itself."""
    ends = [day]
    while len(ends) < 24:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


@dataclass
class VisitMaker:
    """Makes the visits of one month after the other; counts what it made."""

    words: dict[str, Any]
    chance: random.Random
    branches: list[DemoBranch]
    people: dict[str, list[int]]
    today: date
    visits: int = 0
    promises: int = 0
    _never: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        # some were never visited, so that the coverage has something to say
        self._never = {b.branch_id for b in self.chance.sample(self.branches, 7)}

    def month(self, work: Work) -> None:
        """The visits held in the month that ends on the unit of work's day; in the last one also those planned."""
        calendar = office_calendar(work)
        first = work.today.replace(day=1)
        for branch in self.branches:
            if branch.branch_id in self._never or branch.founded_on >= first:
                continue
            if self.chance.random() < _CHANCES[branch.attention]:
                day = self._day(calendar, first, work.today)
                if day is not None and day < self.today:
                    self._visit(work, branch, day)
        self._close_old(work)
        if work.today == self.today:
            self._plan_ahead(work, calendar)

    def _day(self, calendar: WorkCalendar, first: date, last: date) -> date | None:
        days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
        working = [day for day in days if calendar.is_working(day)]
        return self.chance.choice(working) if working else None

    def _plan(self, work: Work, branch: DemoBranch, day: date) -> PlannedVisit:
        begins = datetime.combine(day, self.chance.choice(_HOURS))
        kind = self.chance.choices(
            [VisitKind.REGULAR, VisitKind.SUPPORT, VisitKind.THEMATIC, VisitKind.GIFT, VisitKind.INSPECTION],
            weights=(60, 14, 10, 8, 8),
        )[0]
        self.visits += 1
        return visits.plan(
            work,
            {
                "branch_id": branch.branch_id,
                "kind": kind,
                "planned_from": begins,
                "planned_to": begins + timedelta(hours=2),
                "lead_id": branch.officer_id,
                "preparation": "Nắm tình hình lao động, tiền lương; kiểm tra việc thực hiện các kiến nghị lần trước.",
                "venue": "Phòng họp của đơn vị",
            },
            (self.chance.choice(self.people["leader"]),) if self.chance.random() < 0.3 else (),
        )

    def _visit(self, work: Work, branch: DemoBranch, day: date) -> None:
        planned = self._plan(work, branch, day)
        luck = self.chance.random()
        if luck < 0.03:
            visits.set_status(
                work,
                planned.visit_id,
                planned.version,
                VisitStatus.REFUSED,
                reason="Bảo vệ không cho vào, giám đốc đi công tác, không ủy quyền người tiếp.",
            )
            return
        if luck < 0.07:
            visits.set_status(
                work,
                planned.visit_id,
                planned.version,
                VisitStatus.CANCELLED,
                reason="Doanh nghiệp kiểm kê đột xuất.",
            )
            return
        work.session.flush()
        form = visit_forms.read(work, planned.visit_id)
        saved = visit_forms.save(
            work, planned.visit_id, form.version, self._edit(work, branch, form), done=True
        )
        self.promises += len(saved.promise_numbers)
        if (self.today - day).days <= _MINUTES_DAYS:
            self._paper(work, planned.visit_id, saved.version)
        elif self.chance.random() < 0.95:
            visits.set_status(work, planned.visit_id, saved.version, VisitStatus.REPORTED)

    def _paper(self, work: Work, visit_id: int, _version: int) -> None:
        luck = self.chance.random()
        if luck < 0.2:
            return  # still to be written up
        paper = minutes.submit(work, visit_id)
        if luck < 0.35:
            return
        papers.number(work, paper.paper_id, paper.version)
        if luck > 0.55:
            work.session.flush()
            numbered = paper_register.line(work, paper.paper_id)
            papers.sign(work, paper.paper_id, numbered.version, work.today, work.actor.name)

    def _edit(self, work: Work, branch: DemoBranch, form: Any) -> VisitEdit:
        chance = self.chance
        values = self._values(branch)
        begun = form.values["planned_from"]
        values |= {
            "held_from": begun + timedelta(minutes=chance.choice([0, 0, 5, 10])),
            "held_to": begun + timedelta(minutes=chance.choice([75, 90, 110, 130])),
            "worker_count": chance.randint(3, 15),
            "copies": 2,
        }
        values["women_count"] = chance.randint(0, values["worker_count"])
        employer = [
            Participant(
                ParticipantSide.EMPLOYER,
                self._somebody(),
                chance.choice(["Giám đốc", "Phó Giám đốc", "Trưởng phòng Tổ chức hành chính"]),
                is_head=True,
            )
        ]
        return VisitEdit(
            values=values,
            participants=(
                Participant(ParticipantSide.BRANCH, branch.chair, "Chủ tịch công đoàn cơ sở", is_head=True),
                Participant(ParticipantSide.BRANCH, self._somebody(), "Phó Chủ tịch công đoàn cơ sở"),
                *(employer if chance.random() < 0.8 else []),
            ),
            answers=tuple(self._answers(form)),
            promises=tuple(self._promises(work, branch)),
            opinions=tuple(self._opinions(branch, begun.date())),
        )

    def _values(self, branch: DemoBranch) -> dict[str, Any]:
        chance = self.chance
        group = self.words["texts"]["enterprise" if branch.is_enterprise else "public"]
        month = (self.today.month + chance.randint(0, 4)) % 12 + 1
        filled = {
            "workers": f"{branch.workers:,}".replace(",", "."),
            "women": f"{branch.women:,}".replace(",", "."),
            "left": chance.randint(1, max(2, branch.workers // 25)),
            "joined": chance.randint(0, max(2, branch.workers // 20)),
            "wage": f"{branch.wage + chance.randint(-6, 6) * 50_000:,}".replace(",", "."),
            "insured": f"{round(branch.workers * 0.96):,}".replace(",", "."),
            "overtime": chance.randint(8, 34),
            "meal": chance.choice(["18.000", "20.000", "22.000"]),
            "visited": chance.randint(3, 28),
            "month_ahead": month,
        }
        return {name: chance.choice(choices).format(**filled) for name, choices in group.items()}

    def _somebody(self) -> str:
        people, chance = self.words["people"], self.chance
        return f"{chance.choice(people['family'])} {chance.choice(people['middle_men'])} {chance.choice(people['men'])}"

    def _answers(self, form: Any) -> list[AnswerEdit]:
        found = []
        for line in form.answers:
            word = self.chance.choices(
                [PromiseWord.DONE, PromiseWord.DOING, PromiseWord.NOT_YET], weights=(60, 25, 15)
            )[0]
            note = {
                PromiseWord.DONE: "Công đoàn cơ sở xác nhận đã làm xong.",
                PromiseWord.DOING: "Đang mua sắm.",
                PromiseWord.NOT_YET: "Chưa có kinh phí.",
            }[word]
            found.append(AnswerEdit(line.promise_id, word, note, line.version))
        return found

    def _promises(self, work: Work, branch: DemoBranch) -> list[VisitPromise]:
        fitting = [p for p in self.words["promises"] if branch.is_enterprise or p["holder"] != "employer"]
        chosen = self.chance.sample(fitting, self.chance.choice([0, 0, 1, 1, 2]))
        known = {row.text for row in promise_listing.open_of_branch(work, branch.branch_id)}
        return [
            VisitPromise(p["text"], HolderKind(p["holder"]), holder_name=p["name"], topic=Topic(p["topic"]))
            for p in chosen
            if p["text"] not in known
        ]

    def _opinions(self, branch: DemoBranch, heard_on: date) -> list[VisitOpinion]:
        if not branch.is_enterprise or self.chance.random() < 0.5:
            return []
        note = self.chance.choice(self.words["opinions"])
        return [
            VisitOpinion(
                {
                    "topic": Topic(note["topic"]),
                    "words": note["words"],
                    "wish": note["wish"],
                    "audience": note["audience"],
                    "prevalence": self.chance.choice(list(Prevalence)[2:]),
                    "tendency": Tendency.WAVERING,
                    "intensity": self.chance.randint(1, 4),
                    "channel": OpinionChannel.VISIT,
                    "heard_on": heard_on,
                }
            )
        ]

    def _close_old(self, work: Work) -> None:
        """Some promises long past their day are closed by a word over the telephone; some stay overdue."""
        view = promise_listing.PromiseFilter(view=promise_listing.PromiseView.OVERDUE)
        results = self.words["results"]
        for row in promise_listing.rows(work, promise_listing.ids(work, view)):
            late = (work.today - row.due_on).days
            if late < 20 or self.chance.random() < 0.35:
                continue
            status = self.chance.choices(
                [PromiseStatus.LATE, PromiseStatus.BROKEN, PromiseStatus.VOID], weights=(70, 22, 8)
            )[0]
            promises.close(
                work,
                row.promise_id,
                row.version,
                status,
                self.chance.choice(results[status.value]),
                told_branch_on=work.today,
            )

    def _plan_ahead(self, work: Work, calendar: WorkCalendar) -> None:
        """The next three weeks: planned, some confirmed, one postponed; two of today."""
        ahead = [self.today + timedelta(days=i) for i in range(22)]
        days = [day for day in ahead if calendar.is_working(day)] or ahead
        for number, branch in enumerate(self.chance.sample(self.branches, 14)):
            day = days[0] if number < 2 else self.chance.choice(days)
            planned = self._plan(work, branch, day)
            if number % 3 == 0:
                visits.set_status(work, planned.visit_id, planned.version, VisitStatus.CONFIRMED)
            elif number == 4:
                later = datetime.combine(days[-1], time(8, 30))
                visits.set_status(
                    work,
                    planned.visit_id,
                    planned.version,
                    VisitStatus.POSTPONED,
                    reason="Doanh nghiệp xin dời vì tiếp khách hàng.",
                    new_time=later,
                )
