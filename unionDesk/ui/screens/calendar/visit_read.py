"""What the page of a visit reads and writes, each in one job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unionDesk.rules.kinds import HolderKind
from unionDesk.rules.working_days import Deadline
from unionDesk.services import minutes, promises, visit_forms, visit_past
from unionDesk.services.paper_register import PaperLine
from unionDesk.services.visit_form_data import Participant, SavedVisit, VisitEdit, VisitForm
from unionDesk.services.visit_past import PastVisit
from unionDesk.ui.screens.calendar.team import all_officers


@dataclass(frozen=True)
class Read:
    """All that the page shows, read in one job."""

    form: VisitForm
    past: PastVisit | None
    expected: tuple[Participant, ...]
    paper: PaperLine | None
    officers: Sequence[tuple[int, str]]
    terms: Mapping[HolderKind, Deadline]


def read_all(work: Any, visit_id: int) -> Read:
    """A visit with everything that stands beside it."""
    form = visit_forms.read(work, visit_id)
    branch_id: int | None = form.values["branch_id"]
    past: PastVisit | None = None
    expected: tuple[Participant, ...] = ()
    if branch_id is not None:
        past = visit_past.last_visit(work, branch_id, form.begun, except_visit_id=visit_id)
        expected = visit_past.expected_participants(work, branch_id, form.begun.date())
    day = form.begun.date()
    terms = {holder: promises.default_due(work, holder, day) for holder in HolderKind}
    return Read(form, past, expected, minutes.standing(work, visit_id), all_officers(work), terms)


def save_all(work: Any, visit_id: int, version: int, edit: VisitEdit, done: bool) -> tuple[SavedVisit, Read]:
    """Save the form and read it anew: new records have their ids, versions are the newest."""
    saved = visit_forms.save(work, visit_id, version, edit, done=done)
    work.session.flush()
    return saved, read_all(work, visit_id)
