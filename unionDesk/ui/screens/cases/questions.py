"""The small dialogs of a case: intake, a step with what it needs, a line of the diary, the days of its clocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import CaseSeverity, CaseSource, DiaryKind
from unionDesk.services import case_clocks, case_diary, case_steps, cases
from unionDesk.services.case_clock_lines import ClockLine
from unionDesk.services.case_diary import DiaryLine
from unionDesk.services.case_steps import StepAction
from unionDesk.services.cases import CasePage, SimilarCase
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.form_dialog import FormDialog
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.cases.fields import choices_of, fact_spec, intake_specs

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_WRITTEN = choices_of("Written", ((kind.value, kind.label) for kind in case_diary.WRITTEN))


class IntakeDialog(FormDialog):
    """Asks for a new case, and says which open cases it may repeat.

    Signals:
        similar_wanted(int): one of those is to be opened instead.
    """

    similar_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget, branch_id: int | None = None) -> None:
        me = context.user.officer_id if context.user is not None else None
        super().__init__(
            context,
            "cases/new",
            "Tiếp nhận vụ việc",
            intake_specs(),
            _intake,
            what="Tiếp nhận vụ việc",
            button="Tiếp nhận",
            values={
                "received_on": today(),
                "source": CaseSource.PHONE,
                "severity": CaseSeverity.NORMAL,
                "owner_id": me,
                "branch_id": branch_id,
            },
            pickers=PICKERS,
            parent=parent,
        )
        self._jobs = context.jobs
        self._asked: tuple[Any, Any] = (None, None)
        self.similar = QLabel()
        self.similar.setObjectName("similarCases")
        self.similar.setWordWrap(True)
        self.similar.setContentsMargins(8, 4, 8, 4)
        self.similar.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.similar.setAccessibleName("Vụ việc tương tự đang giải quyết")
        self.similar.linkActivated.connect(self._on_similar)
        self.similar.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.similar)
        self.form.edited.connect(self._look)

    @Slot()
    def _look(self) -> None:
        """Ask for similar cases when kind or branch are others."""
        asked = (self._value("kind"), self._value("branch_id"))
        if asked == self._asked:
            return
        self._asked = asked
        kind, branch_id = asked
        self._jobs.read(
            partial(_similar, str(kind or ""), branch_id), then=self._on_found, owner=self, replaces="similar"
        )

    def _value(self, name: str) -> Any:
        try:
            return self.form.editor(name).value()
        except UserError:  # half typed
            return None

    def _on_found(self, found: tuple[SimilarCase, ...]) -> None:
        lines = [
            f"<a href='{one.case_id}'>{one.number}</a> (tiếp nhận {date_text(one.received_on)}, "
            f"{one.step.lower()}, {_safe(one.owner)}): {_safe(one.summary[:120])}"
            for one in found
        ]
        self.similar.setText(
            "Đơn vị này đang có vụ việc cùng loại, xin xem có trùng không:<br>" + "<br>".join(lines)
        )
        self.similar.setVisible(bool(lines))

    @Slot(str)
    def _on_similar(self, link: str) -> None:
        if self.page.can_leave():
            self.similar_wanted.emit(int(link))
            self.accept()


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _intake(work: Any, values: Mapping[str, Any]) -> Done:
    return recorded(partial(cases.intake, values=values))(work)


def _similar(kind: str, branch_id: int | None, work: Any) -> tuple[SimilarCase, ...]:
    return cases.similar_open(work, kind, branch_id)


def _dialog(
    context: Context,
    page: CasePage,
    name: str,
    title: str,
    specs: tuple[FieldSpec, ...],
    task: Callable[[Any, Mapping[str, Any]], Any],
    parent: QWidget,
    **named: Any,
) -> FormDialog:
    return FormDialog(
        context,
        f"cases/{name}/{page.case_id}",
        f"{title} – {page.number}",
        specs,
        lambda work, values: recorded(lambda work: task(work, values))(work),
        what=title,
        pickers=PICKERS,
        parent=parent,
        **named,
    )


def needs_nothing(action: StepAction) -> bool:
    """Whether the step may be taken at once."""
    return not (action.missing or action.asks or action.choices)


def step_dialog(context: Context, page: CasePage, action: StepAction, parent: QWidget) -> FormDialog:
    """Asks for what a step still needs."""
    specs = []
    if action.choices:
        steps = choices_of("Steps", action.choices)
        specs.append(FieldSpec(name="to", label="Bước", sort=Sort.CHOICE, choices=steps, required=True))
    missing = dict(action.missing)
    if action.asks or "reason" in missing:
        asks = action.asks or "Lý do"
        specs.append(FieldSpec(name="reason", label=asks, sort=Sort.LONG_TEXT, required="reason" in missing))
    specs += [fact_spec(name, words) for name, words in missing.items() if name != "reason"]
    if action.code == "close":
        specs.append(FieldSpec(name="closed_on", label="Ngày kết thúc", sort=Sort.DATE, required=True))
    return _dialog(
        context,
        page,
        f"move-{action.code}",
        action.label,
        tuple(specs),
        partial(_move, page, action),
        parent,
        button="Chuyển bước" if action.code in {"advance", "skip", "back"} else action.label,
        intro=f"{page.step_name} → {action.target}" if action.target else "",
        values={"closed_on": today(), "replied_on": today()},
    )


def move_at_once(page: CasePage, action: StepAction, work: Any) -> Done:
    """The job of a step that needs nothing."""
    return recorded(partial(_move_with, page, action, {}))(work)


def _move(page: CasePage, action: StepAction, work: Any, values: Mapping[str, Any]) -> str:
    return _move_with(page, action, values, work)


def _move_with(page: CasePage, action: StepAction, values: Mapping[str, Any], work: Any) -> str:
    facts = {name: value for name, value in values.items() if name not in {"to", "reason"}}
    to = values.get("to")
    return case_steps.move(
        work,
        page.case_id,
        page.version,
        action.code,
        to=to.value if to is not None else None,
        reason=values.get("reason") or "",
        facts=facts,
    )


def diary_dialog(context: Context, page: CasePage, parent: QWidget) -> FormDialog:
    """Asks for a line of the diary."""
    specs = (
        FieldSpec(name="kind", label="Loại", sort=Sort.CHOICE, choices=_WRITTEN, required=True),
        FieldSpec(name="text", label="Nội dung", sort=Sort.LONG_TEXT, required=True),
        FieldSpec(name="at", label="Lúc", sort=Sort.MOMENT, help="Để trống nếu vừa xảy ra.", required=False),
    )
    return _dialog(
        context,
        page,
        "diary",
        "Ghi nhật ký",
        specs,
        partial(_write_diary, page),
        parent,
        values={"kind": DiaryKind.NOTE.value},
        intro="Nhật ký chỉ ghi thêm, không sửa: dòng ghi sai thì gạch bỏ bằng một dòng đính chính.",
    )


def _write_diary(page: CasePage, work: Any, values: Mapping[str, Any]) -> int:
    at: datetime | None = values["at"]
    kind = DiaryKind(values["kind"].value)
    moment = at.astimezone() if at is not None else None
    return case_diary.add(work, page.case_id, values["text"], kind, at=moment)


def strike_dialog(context: Context, page: CasePage, line: DiaryLine, parent: QWidget) -> FormDialog:
    """Asks why a line of the diary is wrong, or what is right."""
    return _dialog(
        context,
        page,
        f"strike-{line.entry_id}",
        "Đính chính dòng nhật ký",
        (
            FieldSpec(
                name="reason", label="Vì sao gạch bỏ, hoặc nội dung đúng", sort=Sort.LONG_TEXT, required=True
            ),
        ),
        lambda work, values: case_diary.strike(work, line.entry_id, values["reason"]),
        parent,
        intro=f"Dòng bị gạch bỏ vẫn đọc được: “{line.text}”",
    )


def next_dialog(context: Context, page: CasePage, parent: QWidget) -> FormDialog:
    """Asks for the one thing to do next and by when."""
    return _dialog(
        context,
        page,
        "next",
        "Việc tiếp theo",
        (
            FieldSpec(name="action", label="Phải làm gì", length=255),
            FieldSpec(name="due_on", label="Trước ngày", sort=Sort.DATE),
        ),
        lambda work, values: case_clocks.set_next_action(
            work, page.case_id, page.version, values["action"] or "", values["due_on"]
        ),
        parent,
        values={"action": page.next_action or None, "due_on": page.next_action_on},
        intro="Để trống cả hai để bỏ việc tiếp theo đang ghi." if page.next_action else "",
    )


def event_dialog(context: Context, page: CasePage, parent: QWidget) -> FormDialog:
    """Asks for something that happened and from which days are counted."""
    events = choices_of("Events", page.events)
    return _dialog(
        context,
        page,
        "event",
        "Ghi sự việc để tính thời hạn",
        (
            FieldSpec(name="event", label="Sự việc", sort=Sort.CHOICE, choices=events, required=True),
            FieldSpec(name="on", label="Ngày xảy ra", sort=Sort.DATE, required=True),
        ),
        lambda work, values: case_clocks.start_for_event(
            work, page.case_id, page.version, values["event"].value, values["on"]
        ),
        parent,
        values={"on": today()},
        intro="Các thời hạn luật định tính từ sự việc này sẽ được tự tính và ghi căn cứ.",
    )


def meet_dialog(context: Context, page: CasePage, clock: ClockLine, parent: QWidget) -> FormDialog:
    """Asks on which day a clock was met."""
    return _dialog(
        context,
        page,
        f"meet-{clock.clock_id}",
        "Đã thực hiện",
        (FieldSpec(name="on", label="Ngày thực hiện", sort=Sort.DATE, required=True),),
        lambda work, values: case_clocks.meet(work, page.case_id, page.version, clock.clock_id, values["on"]),
        parent,
        values={"on": today()},
        intro=f"{clock.label}, hạn {date_text(clock.due_on)}",
    )


def stop_dialog(context: Context, page: CasePage, clock: ClockLine, parent: QWidget) -> FormDialog:
    """Asks why a clock no longer matters."""
    return _dialog(
        context,
        page,
        f"stop-{clock.clock_id}",
        "Dừng thời hạn",
        (FieldSpec(name="reason", label="Vì sao dừng thời hạn này", sort=Sort.LONG_TEXT, required=True),),
        lambda work, values: case_clocks.stop(
            work, page.case_id, page.version, clock.clock_id, values["reason"]
        ),
        parent,
        intro=clock.label,
    )


def extend_dialog(context: Context, page: CasePage, clock: ClockLine, parent: QWidget) -> FormDialog:
    """Asks for a later day that was decided."""
    return _dialog(
        context,
        page,
        f"extend-{clock.clock_id}",
        "Gia hạn",
        (
            FieldSpec(name="due_on", label="Hạn mới", sort=Sort.DATE, required=True),
            FieldSpec(name="reason", label="Vì sao gia hạn, ai duyệt?", sort=Sort.LONG_TEXT, required=True),
        ),
        partial(_extend, page, clock),
        parent,
        intro=f"{clock.label}, hạn đang tính {date_text(clock.due_on)}. {clock.basis}",
    )


def _extend(page: CasePage, clock: ClockLine, work: Any, values: Mapping[str, Any]) -> date:
    return case_clocks.extend(
        work,
        page.case_id,
        page.version,
        clock.clock_id,
        values["reason"],
        new_due_on=values["due_on"],
    )
