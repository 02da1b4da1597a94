"""An office with a branch and visits for the tests of visits, promises and papers: invented people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import factories
import stores

from unionDesk.rules.kinds import HolderKind, ParticipantSide, VisitKind
from unionDesk.services import offices, promises, visit_forms, visits
from unionDesk.services.visit_form_data import Participant, SavedVisit, VisitEdit, VisitForm
from unionDesk.storage.store import Store

MORNING = datetime.fromisoformat("2026-11-23T08:00")  # a Monday; Tuesday 24 November is a public holiday


@dataclass(frozen=True)
class Office:
    """A store with one branch, a second officer and a symbol for papers."""

    store: Store
    branch_id: int
    colleague_id: int
    lead_id: int = stores.OFFICER

    def plan(self, when: datetime = MORNING, **values: Any) -> visits.PlannedVisit:
        given = {"branch_id": self.branch_id, "kind": VisitKind.REGULAR, "planned_from": when}
        team = values.pop("team", (self.colleague_id,))
        with self.store.write("Lên kế hoạch chuyến đi") as work:
            return visits.plan(work, {**given, **values}, team)

    def form(self, visit_id: int) -> VisitForm:
        with self.store.read() as work:
            return visit_forms.read(work, visit_id)

    def save(self, visit_id: int, edit: VisitEdit, *, done: bool = True) -> SavedVisit:
        version = self.form(visit_id).version
        with self.store.write("Ghi chuyến đi") as work:
            return visit_forms.save(work, visit_id, version, edit, done=done)

    def done(self, when: datetime = MORNING, **values: Any) -> int:
        """A visit that took place, two hours long, with the chair of the branch."""
        visit_id = self.plan(when).visit_id
        people = (Participant(ParticipantSide.BRANCH, "Đặng Thị Hường", "Chủ tịch", is_head=True),)
        ended = when.replace(hour=when.hour + 2)
        self.save(visit_id, VisitEdit({"held_to": ended, **values}, participants=people))
        return visit_id

    def promise(self, **values: Any) -> promises.AddedPromise:
        given = {
            "branch_id": self.branch_id,
            "text": "Lắp thêm quạt ở khu nhà ăn",
            "holder_kind": HolderKind.EMPLOYER,
            "made_on": date(2026, 10, 5),
            "due_on": date(2026, 11, 20),
        }
        with self.store.write("Ghi kiến nghị") as work:
            return promises.add(work, {**given, **values})


def open_office(store: Store) -> Office:
    with store.write("Ghi danh sách") as work:
        branch = factories.branch(work, "CĐCS Trường THCS Mỹ Đức", address="ấp Mỹ Thiện, xã Mỹ Đức")
        colleague = factories.officer(work, "Lê Hoàng Phúc", position="Chuyên viên")
        offices.change_symbol(work, "LĐLĐ", date(2020, 1, 1))
        ids = branch.id, colleague.id
    return Office(store, *ids)
