"""Branches of the sample office: names, people, figures, ranks and agreements that fit their kind."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from unionDesk.records.branch import BranchPlace
from unionDesk.rules.kinds import (
    AttentionLevel,
    BranchForm,
    BranchKind,
    BranchPosition,
    DemocracyKind,
    FiguresSource,
    FiguresState,
    Gender,
    PlaceSystem,
    RatingRank,
)
from unionDesk.rules.places import REFORM_DAY, PlaceInfo
from unionDesk.storage.unit_of_work import Work

from . import branches, facts, places
from .import_writing import sole_successor

ENTERPRISES = {BranchKind.DN_NNN, BranchKind.FDI, BranchKind.DNNN, BranchKind.HTX}


@dataclass(frozen=True)
class DemoBranch:
    """What the makers of visits and cases need of a branch."""

    branch_id: int
    name: str
    kind: BranchKind
    workers: int
    women: int
    wage: int
    chair: str
    chair_is_woman: bool
    officer_id: int
    attention: AttentionLevel
    founded_on: date

    @property
    def is_enterprise(self) -> bool:
        return self.kind in ENTERPRISES


def person(words: dict[str, Any], chance: random.Random) -> tuple[str, Gender]:
    """An invented name with its gender."""
    people = words["people"]
    if chance.random() < 0.55:
        return (
            f"{chance.choice(people['family'])} {chance.choice(people['middle_women'])} {chance.choice(people['women'])}",
            Gender.FEMALE,
        )
    return (
        f"{chance.choice(people['family'])} {chance.choice(people['middle_men'])} {chance.choice(people['men'])}",
        Gender.MALE,
    )


def phone(words: dict[str, Any], chance: random.Random) -> str:
    """An invented mobile number."""
    return str(chance.choice(words["people"]["phones"])) + "".join(
        chance.choice("0123456789") for _ in range(7)
    )


def add_branches(
    work: Work, words: dict[str, Any], chance: random.Random, people: dict[str, list[int]], day: date
) -> list[DemoBranch]:
    """All branches of the sample with their facts."""
    communes = [
        unit
        for unit in places.book().communes(PlaceSystem.BEFORE_2025_07)
        if unit.district_code in words["office"]["districts"]
    ]
    leads = people["officer"] + people["administrator"]
    made: list[DemoBranch] = []
    for group in words["employers"]:
        names: set[str] = set()
        while len(names) < group["count"]:
            commune = chance.choice(communes)
            trade, industry = chance.choice(group["trades"])
            employer = chance.choice(group["forms"]).format(trade=trade, name=chance.choice(group["names"]))
            if employer in names:
                employer = f"{employer} {commune.name.removeprefix('Phường ').removeprefix('Xã ').removeprefix('Thị trấn ')}"
            if employer in names:
                continue
            names.add(employer)
            maker = _Maker(work, words, chance, day, commune, BranchKind(group["kind"]))
            made.append(maker.make(employer, industry, group["workers"], leads[len(made) % len(leads)]))
    return made


@dataclass
class _Maker:
    work: Work
    words: dict[str, Any]
    chance: random.Random
    day: date
    commune: PlaceInfo
    kind: BranchKind

    def make(self, employer: str, industry: str, size: list[int], lead: int) -> DemoBranch:
        chance, guild = self.chance, self.kind is BranchKind.NDCS
        workers = round(size[0] * (size[1] / size[0]) ** chance.random())
        women = round(workers * chance.uniform(0.25, 0.8))
        attention = chance.choices(list(AttentionLevel), weights=(72, 20, 8))[0]
        founded = self._founded()
        branch_id = branches.add(
            self.work,
            {
                "current_name": employer if guild else f"CĐCS {employer}",
                "form": BranchForm.GUILD if guild else BranchForm.BRANCH,
                "current_kind": self.kind,
                "industry": industry,
                "address": f"{chance.randint(2, 980)} {chance.choice(['Trần Hưng Đạo', 'Hà Hoàng Hổ', 'Nguyễn Trãi', 'Quốc lộ 91', 'Hùng Vương', 'Ung Văn Khiêm', 'Tỉnh lộ 943'])}",
                "founded_on": founded,
                "founding_decision": f"{chance.randint(3, 260)}/QĐ-LĐLĐ",
                "term_ends_on": date(self.day.year + chance.randint(0, 3), chance.randint(1, 12), 28),
                "attention": attention,
                "attention_reason": {
                    AttentionLevel.RED: "Nợ bảo hiểm, có dấu hiệu thiếu đơn hàng.",
                    AttentionLevel.YELLOW: "Chưa đối thoại trong năm.",
                }.get(attention),
                "employers": () if guild else ((employer, "", "", ""),),
            },
            valid_from=min(founded, REFORM_DAY - timedelta(days=1)) if founded < REFORM_DAY else founded,
        )
        self._place(branch_id, founded)
        branches.assign(self.work, [branch_id], lead, valid_from=founded)
        chair, gender = self._people(branch_id, founded)
        wage = chance.randint(58, 112) * 100_000
        self._figures(branch_id, workers, women, wage)
        self._facts(branch_id, founded)
        name = employer if guild else f"CĐCS {employer}"
        return DemoBranch(
            branch_id,
            name,
            self.kind,
            workers,
            women,
            wage,
            chair,
            gender is Gender.FEMALE,
            lead,
            attention,
            founded,
        )

    def _founded(self) -> date:
        if self.chance.random() < 0.06:  # a few were founded lately, after the reform
            return self.day - timedelta(days=self.chance.randint(20, 320))
        return date(self.chance.randint(1994, 2023), self.chance.randint(1, 12), self.chance.randint(1, 28))

    def _place(self, branch_id: int, founded: date) -> None:
        successor = sole_successor(self.commune.code)
        if founded < REFORM_DAY:
            self.work.session.add(
                BranchPlace(
                    branch_id=branch_id,
                    place_id=places.ensure(self.work, self.commune),
                    valid_from=founded,
                    valid_to=REFORM_DAY if successor else None,
                )
            )
        if successor:
            self.work.session.add(
                BranchPlace(
                    branch_id=branch_id,
                    place_id=places.by_code(self.work, PlaceSystem.SINCE_2025_07, successor),
                    valid_from=max(founded, REFORM_DAY),
                    reason="Sắp xếp đơn vị hành chính",
                )
            )

    def _people(self, branch_id: int, founded: date) -> tuple[str, Gender]:
        chair, gender = person(self.words, self.chance)
        start = max(founded, self.day - timedelta(days=self.chance.randint(120, 1500)))
        for position, name, sex in (
            (BranchPosition.CHAIR, chair, gender),
            (BranchPosition.VICE_CHAIR, *person(self.words, self.chance)),
            (BranchPosition.INSPECTION_HEAD, *person(self.words, self.chance)),
        ):
            facts.add(
                self.work,
                "branch_officer",
                branch_id,
                {
                    "full_name": name,
                    "position": position,
                    "gender": sex,
                    "valid_from": start,
                    "phone": phone(self.words, self.chance) if self.chance.random() < 0.93 else None,
                    "birth_year": self.chance.randint(1968, 1996),
                },
            )
        return chair, gender

    def _figures(self, branch_id: int, workers: int, women: int, wage: int) -> None:
        days = [
            date(year, month, day)
            for year in (self.day.year - 2, self.day.year - 1, self.day.year)
            for month, day in ((5, 31), (11, 30))
            if date(year, month, day) <= self.day
        ]
        for on in days[-4:]:
            drift = self.chance.uniform(0.92, 1.08)
            total = max(5, round(workers * drift))
            nu = min(total, round(women * drift))
            members = round(total * self.chance.uniform(0.7, 1.0))
            values: dict[str, Any] = {
                "on": on,
                "workers": total,
                "women_workers": nu,
                "members": members,
                "women_members": min(members, round(nu * members / total)),
                "committee_count": self.chance.choice([3, 5, 7]),
                "inspection_count": 3,
                "source": FiguresSource.BRANCH_REPORT,
                "state": FiguresState.APPROVED,
            }
            if self.kind in ENTERPRISES:
                values |= {
                    "average_wage": wage,
                    "wage_counted": total,
                    "with_contract": total,
                    "insured": round(total * 0.96),
                }
            facts.add(self.work, "figures", branch_id, values)

    def _facts(self, branch_id: int, founded: date) -> None:
        chance = self.chance
        for year in (self.day.year - 2, self.day.year - 1):
            if founded.year < year:
                rank = chance.choices(
                    [RatingRank.EXCELLENT, RatingRank.GOOD, RatingRank.COMPLETED, RatingRank.FAILED],
                    weights=(22, 55, 20, 3),
                )[0]
                score = {
                    RatingRank.EXCELLENT: 94,
                    RatingRank.GOOD: 84,
                    RatingRank.COMPLETED: 66,
                    RatingRank.FAILED: 41,
                }[rank]
                facts.add(
                    self.work,
                    "rating",
                    branch_id,
                    {"year": year, "rank": rank, "self_score": score + 3, "review_score": score},
                )
        if self.kind in ENTERPRISES and chance.random() < 0.72:
            signed = self.day - timedelta(days=chance.randint(30, 1150))
            facts.add(
                self.work,
                "agreement",
                branch_id,
                {
                    "signed_on": signed,
                    "effective_on": signed,
                    "ends_on": signed.replace(year=signed.year + 3, day=min(signed.day, 28)),
                    "meal_value": chance.choice([18_000, 20_000, 22_000, 25_000]),
                    "rank": chance.choice(["A", "B", "B", "C"]),
                },
            )
        for kind in (DemocracyKind.WORKER_CONFERENCE, DemocracyKind.DIALOGUE_REGULAR):
            if chance.random() < 0.7:
                on = date(self.day.year, chance.randint(1, max(1, self.day.month)), chance.randint(1, 20))
                if founded < on <= self.day:
                    facts.add(
                        self.work, "democracy_event", branch_id, {"kind": kind, "on": on, "has_minutes": True}
                    )
