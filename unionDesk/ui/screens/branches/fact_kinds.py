"""What the tabs of facts keep, and the form of figures with the last ones beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel

from unionDesk.rules.agreements import AgreementState
from unionDesk.rules.field_spec import Sort
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import AgreementKind, BranchPosition, FiguresSource, FiguresState
from unionDesk.services import branch_page
from unionDesk.services.facts import Fact
from unionDesk.ui.kit.cells import NUMBERS, Column, cell_text
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.screens.branches.facts_tab import FactKind, FactsTab


def _agreement_state(fact: Fact) -> AgreementState:
    return branch_page.state_of_agreement(fact.values, today())


def _new_figures() -> Mapping[str, Any]:
    return {"on": today(), "source": FiguresSource.BRANCH_REPORT, "state": FiguresState.ENTERED}


def _new_officer() -> Mapping[str, Any]:
    return {"position": BranchPosition.CHAIR, "valid_from": today()}


def _new_rating() -> Mapping[str, Any]:
    return {"year": today().year}


def _new_agreement() -> Mapping[str, Any]:
    return {"kind": AgreementKind.ENTERPRISE, "is_void": False}


def _new_event() -> Mapping[str, Any]:
    return {"on": today()}


OFFICERS = FactKind(
    "branch_officer",
    "cán bộ công đoàn cơ sở",
    ("full_name", "position", "phone", "valid_from", "valid_to", "email"),
    _new_officer,
    {"full_name": 26, "position": 24},
)
FIGURES = FactKind(
    "figures",
    "kỳ số liệu",
    (
        "on",
        "workers",
        "women_workers",
        "members",
        "women_members",
        "average_wage",
        "insurance_debt",
        "source",
    ),
    _new_figures,
    {"workers": 14, "women_workers": 12, "members": 16, "women_members": 14, "source": 24},
)
AGREEMENTS = FactKind(
    "agreement",
    "thỏa ước lao động tập thể",
    ("kind", "signed_on", "effective_on", "ends_on", "extended_to", "rank"),
    _new_agreement,
    {"kind": 26},
    (Column("state", "Tình trạng", 24, Sort.TEXT, sortable=False, value=_agreement_state),),
)
DEMOCRACY = FactKind(
    "democracy_event",
    "việc thực hiện dân chủ",
    ("on", "kind", "members_present", "members_total", "recommendation_count", "result"),
    _new_event,
    {"kind": 28, "members_present": 12, "members_total": 12, "recommendation_count": 12},
)
RATINGS = FactKind(
    "rating",
    "lần xếp loại",
    ("year", "rank", "self_score", "review_score", "decision_number", "praise"),
    _new_rating,
    {"rank": 28},
)


class FiguresTab(FactsTab):
    """Figures over time; in the form each number has the last one beside it."""

    def make_form(self, branch_id: int) -> RecordForm:
        form = super().make_form(branch_id)
        fact = self._last()
        if fact is None:
            return form
        for name, row in form.form.rows.items():
            if row.spec.sort in NUMBERS and fact.values.get(name) is not None:
                shown = cell_text(fact.values[name], row.spec.sort)
                label = QLabel(f"kỳ {date_text(fact.values['on'])}: {shown}")
                label.setProperty("role", "muted")
                row.editor.line.insertWidget(row.editor.line.count() - 1, label)
        return form

    def _last(self) -> Fact | None:
        """The figures before those that are edited; for new ones the newest."""
        now = self.opening
        earlier = [f for f in self.facts if now is None or f.values["on"] < now.values["on"]]
        return earlier[0] if earlier else None
