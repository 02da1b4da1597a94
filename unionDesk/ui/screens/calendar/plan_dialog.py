"""PlanDialog: a visit is planned, or its plan changed, on the same form wherever one begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGroupBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec
from unionDesk.rules.kinds import VisitKind
from unionDesk.services import visit_clashes, visits
from unionDesk.services.specs import field_of
from unionDesk.services.undoing import Done, recorded
from unionDesk.services.visit_clashes import Clash
from unionDesk.services.visits import VisitPlan
from unionDesk.ui.kit.form import Form, scrolled
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.calendar.team import TeamBoxes, all_officers

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

USUAL_HOUR = time(8)
_ORDER = (
    "branch_id",
    "firm_name",
    "firm_place_id",
    "planned_from",
    "planned_to",
    "kind",
    "topic",
    "lead_id",
    "venue",
    "announced_on",
    "programme",
    "preparation",
)
_WHERE = {"branch_id", "firm_name", "firm_place_id"}
REASON = FieldSpec(
    name="reason",
    label="Lý do đổi giờ",
    length=255,
    group="Lý do",
    help="Đã báo trước cho cơ sở: đổi ngày, giờ thì phải ghi lý do.",
)


def plan_specs(*, announced: bool) -> list[FieldSpec]:
    """The fields of the dialog, with the reason for a branch that was told already."""
    found = []
    for name in _ORDER:
        spec = field_of("visit", name)
        group = "Nơi đến" if name in _WHERE else "Chuyến đi"
        found.append(_with_group(spec, group))
    return [*found, REASON] if announced else found


def _with_group(spec: FieldSpec, group: str) -> FieldSpec:
    help_ = (
        "Ghi tên khi nơi đến chưa có công đoàn; khi đó bỏ trống ô trên." if spec.name == "firm_name" else ""
    )
    return FieldSpec(
        name=spec.name,
        label=spec.label,
        sort=spec.sort,
        length=spec.length,
        choices=spec.choices,
        group=group,
        help=help_ or spec.help,
        required=spec.required,
    )


class PlanDialog(QDialog):
    """Plans a visit on a day, or shows a plan to change it.

    Signals:
        written(object): a Done whose value is the PlannedVisit.
    """

    written = Signal(object)

    def __init__(
        self,
        context: Context,
        plan: VisitPlan | None = None,
        *,
        values: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`values` are those of a new visit; see `new_values`."""
        super().__init__(parent)
        self._context, self._plan = context, plan
        self.setWindowTitle(f"Kế hoạch chuyến đi {plan.number}" if plan else "Lên lịch chuyến đi")
        announced = plan is not None and plan.values.get("announced_on") is not None
        self.form = Form(context.jobs, plan_specs(announced=announced), pickers=PICKERS)
        self.team = TeamBoxes()
        self.clash = QLabel()
        self.clash.setWordWrap(True)
        self.clash.setProperty("role", "problem")
        self.clash.hide()
        self.refusal = QLabel()
        self.refusal.setWordWrap(True)
        self.refusal.setProperty("role", "problem")
        self.refusal.hide()
        self._build()
        self.form.load(plan.values if plan else values or {})
        self.team.set_value(plan.officer_ids if plan else ())
        self.form.edited.connect(self._ask_clashes)
        for name in ("branch_id", "lead_id"):  # named a moment after their ids were shown
            field = self.form.editor(name).field()
            assert isinstance(field, QLineEdit)
            field.textChanged.connect(self._ask_clashes)
        self.team.edited.connect(self._ask_clashes)
        context.jobs.read(all_officers, then=self.team.set_officers, owner=self)
        self._ask_clashes()
        self.form.focus_first()

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        along = QGroupBox("Cùng đi với trưởng đoàn")
        QVBoxLayout(along).addWidget(self.team)
        column.addWidget(along)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        words = "Ghi kế hoạch" if self._plan else "Lên lịch"
        self.ok = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
        self.ok.setDefault(True)
        buttons.addButton("Thôi", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.write)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.addWidget(scrolled(inside), 1)
        outer.addWidget(self.clash)
        outer.addWidget(self.refusal)
        outer.addWidget(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 96, metrics.height() * 40)
        self.finished.connect(self.deleteLater)

    # clashes

    @Slot()
    def _ask_clashes(self) -> None:
        values = self._readable()
        begins = values.get("planned_from")
        if begins is None:
            self._show_clashes(())
            return
        people = [values["lead_id"]] if values.get("lead_id") else []
        self._context.jobs.read(
            partial(
                visit_clashes.clashes,
                begins=begins,
                ends=values.get("planned_to"),
                officer_ids=[*people, *self.team.value()],
                branch_id=values.get("branch_id"),
                except_visit_id=self._plan.visit_id if self._plan else None,
            ),
            then=self._show_clashes,
            owner=self,
            replaces="clashes",
        )

    def _readable(self) -> dict[str, Any]:
        """The values of the fields that can be read now."""
        found = {}
        for name, row in self.form.rows.items():
            known, value = row.state()
            if known:
                found[name] = value
        return found

    def _show_clashes(self, found: Sequence[Clash]) -> None:
        self.clash.setText("\n".join(f"Trùng lịch: {clash.sentence}" for clash in found[:3]))
        self.clash.setVisible(bool(found))

    # writing

    @Slot()
    def write(self) -> None:
        """Write the plan; a refusal is said here and the dialog stays."""
        if not self.form.check():
            return
        values = self.form.values()
        reason = values.pop("reason", None) or ""
        team = self.team.value()
        if self._plan is None:
            task = partial(visits.plan, values=values, officer_ids=team)
        else:
            task = partial(
                visits.save_plan,
                visit_id=self._plan.visit_id,
                version=self._plan.version,
                values=values,
                officer_ids=team,
                reason=reason,
            )
        self.ok.setEnabled(False)
        self._context.jobs.write(
            "Lên lịch chuyến đi" if self._plan is None else "Sửa kế hoạch chuyến đi",
            recorded(task),
            then=self._on_written,
            otherwise=self._on_refused,
            owner=self,
        )

    def _on_written(self, done: Done) -> None:
        self.accept()
        self.written.emit(done)

    def _on_refused(self, error: UserError) -> None:
        self.ok.setEnabled(True)
        self.refusal.setText(str(error))
        self.refusal.show()


def new_values(day: date, officer_id: int | None, branch_id: int | None = None) -> dict[str, Any]:
    """What a new visit on a day begins with."""
    return {
        "planned_from": datetime.combine(day, USUAL_HOUR),
        "kind": VisitKind.REGULAR,
        "lead_id": officer_id,
        "branch_id": branch_id,
    }
