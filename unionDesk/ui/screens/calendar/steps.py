"""The steps of a visit: another day, confirmed, carried out, put off, called off; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import moment_text
from unionDesk.rules.kinds import VisitStatus
from unionDesk.services import visits
from unionDesk.services.undoing import Done, recorded
from unionDesk.services.visit_listing import CalendarLine
from unionDesk.services.visits import VisitPlan
from unionDesk.ui.ask_dialog import AskDialog
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_WHEN = FieldSpec(name="when", label="Ngày, giờ mới", sort=Sort.MOMENT, required=True)
_FROM = FieldSpec(name="held_from", label="Bắt đầu lúc", sort=Sort.MOMENT, required=True)
_TO = FieldSpec(name="held_to", label="Kết thúc lúc", sort=Sort.MOMENT)
_WHY = FieldSpec(name="reason", label="Lý do", length=255, required=True)
_REFUSED = FieldSpec(
    name="reason",
    label="Lý do",
    length=255,
    required=True,
    help="Ai từ chối tiếp, lý do họ nói, bằng chứng nếu có.",
)
ANNOUNCED = "Đã báo trước cho cơ sở về chuyến đi này: đổi ngày, giờ thì phải ghi lý do."


@dataclass(frozen=True)
class Aim:
    """The visit a step is about, as the user saw it."""

    visit_id: int
    version: int
    number: str
    status: VisitStatus
    begins: datetime
    announced: bool


def aim_of(line: CalendarLine) -> Aim:
    """A visit as it stands in the month."""
    return Aim(line.visit_id, line.version, line.number, line.status, line.begins, line.announced)


def aim_of_plan(plan: VisitPlan) -> Aim:
    """A visit as its plan was read."""
    begins, told = plan.values["planned_from"], plan.values["announced_on"]
    return Aim(plan.visit_id, plan.version, plan.number, plan.status, begins, told is not None)


class Steps:
    """Asks what a step needs, does it in the writing lane, and tells it with its undo."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def with_aim(self, visit_id: int, then: Callable[[Aim], object]) -> None:
        """Read the visit anew, then take the step."""
        self._context.jobs.read(
            partial(visits.read_plan, visit_id=visit_id),
            then=lambda plan: then(aim_of_plan(plan)),
            owner=self._owner,
            replaces="aim",
        )

    # another day

    def move_to(self, aim: Aim, when: datetime) -> None:
        """Another time: at once, or after the reason was given for a branch that was told already."""
        if when == aim.begins:
            return
        if aim.announced:
            said = f"{ANNOUNCED}\nGiờ mới: {moment_text(when)}."
            self._ask(
                f"Đổi ngày chuyến {aim.number}",
                (_WHY,),
                lambda given: self._move(aim, when, given["reason"]),
                said,
            )
        else:
            self._move(aim, when, "")

    def ask_move(self, aim: Aim) -> None:
        """Ask for the new time (and the reason, once announced)."""
        specs = (_WHEN, _WHY) if aim.announced else (_WHEN,)
        self._ask(
            f"Đổi ngày chuyến {aim.number}",
            specs,
            lambda given: self._move(aim, given["when"], given.get("reason") or ""),
            ANNOUNCED if aim.announced else "",
            {"when": aim.begins},
        )

    def _move(self, aim: Aim, when: datetime, reason: str) -> None:
        self._write(
            "Đổi ngày chuyến đi",
            partial(
                visits.move, visit_id=aim.visit_id, version=aim.version, planned_from=when, reason=reason
            ),
            f"Đã chuyển chuyến {aim.number} sang {moment_text(when)}.",
        )

    # other statuses

    def confirm(self, aim: Aim) -> None:
        """The branch agreed to the day."""
        self._set(aim, VisitStatus.CONFIRMED, f"Đã xác nhận chuyến {aim.number}.")

    def plan_again(self, aim: Aim) -> None:
        """Back to planned: a wrong click, or a visit called off that takes place after all."""
        self._set(aim, VisitStatus.PLANNED, f"Đã đưa chuyến {aim.number} về dự kiến.")

    def ask_done(self, aim: Aim) -> None:
        """Carried out: when it really was."""
        self._ask(
            f"Đã thực hiện chuyến {aim.number}",
            (_FROM, _TO),
            lambda given: self._set(
                aim, VisitStatus.DONE, f"Đã ghi chuyến {aim.number} là đã thực hiện.", **given
            ),
            "Ghi giờ thực tế; biên bản và hạn báo cáo tính theo giờ này.",
            {"held_from": aim.begins},
        )

    def ask_postpone(self, aim: Aim) -> None:
        """Put off to a new day, for a reason."""
        self._ask(
            f"Hoãn chuyến {aim.number}",
            (_WHEN, _WHY),
            lambda given: self._set(
                aim,
                VisitStatus.POSTPONED,
                f"Đã hoãn chuyến {aim.number} đến {moment_text(given['when'])}.",
                reason=given["reason"],
                new_time=given["when"],
            ),
            "Chuyến đi giữ nguyên số và nội dung, chỉ đổi sang ngày mới.",
        )

    def ask_cancel(self, aim: Aim) -> None:
        """Called off by us, for a reason."""
        self._ask(
            f"Hủy chuyến {aim.number}",
            (_WHY,),
            lambda given: self._set(
                aim, VisitStatus.CANCELLED, f"Đã hủy chuyến {aim.number}.", reason=given["reason"]
            ),
        )

    def ask_refused(self, aim: Aim) -> None:
        """The employer did not receive the delegation."""
        self._ask(
            f"Bị từ chối tiếp: chuyến {aim.number}",
            (_REFUSED,),
            lambda given: self._set(
                aim,
                VisitStatus.REFUSED,
                f"Đã ghi chuyến {aim.number} bị từ chối tiếp.",
                reason=given["reason"],
            ),
        )

    def report(self, aim: Aim) -> None:
        """The result was reported to the office."""
        self._set(aim, VisitStatus.REPORTED, f"Đã ghi chuyến {aim.number} là đã báo cáo kết quả.")

    def discard(self, aim: Aim) -> None:
        """Into the bin; undo brings it back."""
        self._write(
            "Xóa chuyến đi",
            partial(visits.discard, visit_ids=[aim.visit_id]),
            f"Đã xóa chuyến {aim.number}.",
        )

    # inside

    def _set(self, aim: Aim, status: VisitStatus, said: str, **given: Any) -> None:
        self._write(
            f"Chuyến đi: {status.label.lower()}",
            partial(visits.set_status, visit_id=aim.visit_id, version=aim.version, status=status, **given),
            said,
        )

    def _ask(
        self,
        title: str,
        specs: Sequence[FieldSpec],
        then: Callable[[dict[str, Any]], object],
        said: str = "",
        values: dict[str, Any] | None = None,
    ) -> None:
        dialog = AskDialog(self._context, title, specs, said=said, values=values, parent=self._owner.window())
        dialog.answered.connect(then)
        dialog.open()

    def _write(self, what: str, task: Callable[[Any], Any], said: str) -> None:
        self._context.jobs.write(
            what, recorded(task), then=partial(self._on_written, said), owner=self._owner
        )

    def _on_written(self, said: str, done: Done) -> None:
        tell_done(self._context, said, done)
        for clash in getattr(done.value, "clashes", ())[:3]:
            self._context.notices.warn(f"Trùng lịch: {clash.sentence}")
