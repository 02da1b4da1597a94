"""Small real records for tests: an office, its people, a branch with its history, a visit, a promise, a case.

Each function adds to the session of a unit of work and gives the record back; what a test does not care
about is filled in. Nothing is flushed.
"""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

from unionDesk.records.base import new_id
from unionDesk.records.branch import (
    Branch,
    BranchKindPeriod,
    BranchManager,
    BranchName,
    BranchPlace,
    BranchStatusPeriod,
)
from unionDesk.records.branch_facts import BranchOfficer, Figures
from unionDesk.records.case import Case, CaseDiaryEntry
from unionDesk.records.document import Document, DocumentFile
from unionDesk.records.office import Officer, Organisation, OrganisationName
from unionDesk.records.place import Place
from unionDesk.records.promise import Promise
from unionDesk.records.visit import Visit
from unionDesk.rules.kinds import (
    BranchKind,
    BranchPosition,
    BranchStatus,
    DocumentKind,
    DocumentState,
    HolderKind,
    PlaceLevel,
    PlaceSystem,
    Role,
    VisitKind,
    VisitStatus,
)
from unionDesk.rules.names import person_sort_key, sort_key
from unionDesk.storage.unit_of_work import Work

LONG_AGO = date(2010, 1, 1)
_numbers = itertools.count(1)


def office(work: Work, name: str = "Liên đoàn Lao động huyện Châu Phú", **values: Any) -> Organisation:
    """A managing body; the one that owns itself when the unit of work acts for its id."""
    record = Organisation(current_name=name, **values)
    work.session.add(record)
    work.session.add(OrganisationName(subject_id=record.id, name=name, valid_from=LONG_AGO))
    return record


def officer(
    work: Work, full_name: str = "Nguyễn Thị Hạnh", role: Role = Role.OFFICER, **values: Any
) -> Officer:
    record = Officer(full_name=full_name, name_key=person_sort_key(full_name), role=role, **values)
    work.session.add(record)
    return record


def place(work: Work, name: str = "Xã Mỹ Đức", code: str | None = None, **values: Any) -> Place:
    given: dict[str, Any] = {
        "system": PlaceSystem.BEFORE_2025_07,
        "level": PlaceLevel.COMMUNE,
        "code": code or f"{30000 + next(_numbers)}",
        "district_code": "889",
        "district_name": "Huyện Châu Phú",
        "province_code": "89",
        "province_name": "Tỉnh An Giang",
    }
    record = Place(name=name, **given | values)
    work.session.add(record)
    return record


def branch(
    work: Work,
    name: str = "CĐCS Trường Tiểu học A Mỹ Đức",
    *,
    since: date = LONG_AGO,
    kind: BranchKind = BranchKind.UNCLASSIFIED,
    place_id: int | None = None,
    **values: Any,
) -> Branch:
    """A branch with its name, kind, status and managing office as dated history from `since` on."""
    given: dict[str, Any] = {"code": f"CS-{next(_numbers):04}"}
    record = Branch(current_name=name, name_key=sort_key(name), **given | values)
    owner = {"branch_id": record.id, "valid_from": since}
    work.session.add_all(
        [
            record,
            BranchName(name=name, **owner),
            BranchKindPeriod(kind=kind, **owner),
            BranchStatusPeriod(status=BranchStatus.ACTIVE, **owner),
            BranchManager(manager_id=work.organisation_id, **owner),
        ]
    )
    if place_id is not None:
        work.session.add(BranchPlace(place_id=place_id, **owner))
    return record


def chair(work: Work, branch_id: int, full_name: str = "Đặng Thị Hường", **values: Any) -> BranchOfficer:
    given: dict[str, Any] = {"position": BranchPosition.CHAIR, "valid_from": LONG_AGO, "phone": "0912345678"}
    record = BranchOfficer(
        branch_id=branch_id, full_name=full_name, name_key=person_sort_key(full_name), **given | values
    )
    work.session.add(record)
    return record


def figures(work: Work, branch_id: int, on: date = date(2024, 12, 31), **values: Any) -> Figures:
    given: dict[str, Any] = {"workers": 41, "women_workers": 33, "members": 40, "women_members": 33}
    record = Figures(branch_id=branch_id, on=on, **given | values)
    work.session.add(record)
    return record


def visit(work: Work, branch_id: int | None, held: datetime | None = None, **values: Any) -> Visit:
    """A planned visit; one that took place when `held` gives its beginning in wall-clock time."""
    given: dict[str, Any] = {
        "number": f"CD-2026-{next(_numbers):04}",
        "kind": VisitKind.REGULAR,
        "planned_from": held or datetime(2026, 11, 25, 8, 30),
        "status": VisitStatus.DONE if held else VisitStatus.PLANNED,
        "held_from": held,
    }
    record = Visit(branch_id=branch_id, **given | values)
    work.session.add(record)
    return record


def promise(work: Work, branch_id: int | None, **values: Any) -> Promise:
    given: dict[str, Any] = {
        "number": f"KN-2026-{next(_numbers):04}",
        "text": "Lắp thêm quạt ở khu nhà ăn",
        "holder_kind": HolderKind.EMPLOYER,
        "made_on": date(2026, 11, 2),
        "due_on": date(2026, 12, 31),
    }
    record = Promise(branch_id=branch_id, **given | values)
    work.session.add(record)
    return record


def case(work: Work, branch_id: int | None, **values: Any) -> Case:
    given: dict[str, Any] = {
        "number": f"VV-2026-{next(_numbers):04}",
        "kind": "wage",
        "received_on": date(2026, 11, 3),
        "received_at": datetime(2026, 11, 3, 2, 15, tzinfo=UTC),
        "summary": "Công ty chậm trả lương tháng 10",
        "step": "received",
    }
    record = Case(branch_id=branch_id, **given | values)
    work.session.add(record)
    return record


def diary_line(work: Work, case_id: int, text: str = "Đã gọi cho người phản ánh") -> CaseDiaryEntry:
    record = CaseDiaryEntry(case_id=case_id, at=work.now, officer_name=work.actor.name, text=text)
    work.session.add(record)
    return record


def numbered_document(work: Work, number: int | None, data: bytes, sha256: str, **values: Any) -> Document:
    """A numbered paper with its stored bytes."""
    given: dict[str, Any] = {
        "kind": DocumentKind.MINUTES,
        "state": DocumentState.NUMBERED,
        "title": "Biên bản làm việc",
        "series": "BB",
        "year": 2026,
        "number": number,
        "full_number": f"{number or 0:02}/BB-LĐLĐ",
        "numbered_at": work.now,
        "sha256": sha256,
    }
    record = Document(id=new_id(), **given | values)
    work.session.add(record)
    work.session.add(
        DocumentFile(document_id=record.id, organisation_id=work.organisation_id, data=data, sha256=sha256)
    )
    return record
