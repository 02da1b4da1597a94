"""What is asked of a promise: its form, and the small dialogs that close it, move its day, open it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import PromiseStatus
from unionDesk.services import promises
from unionDesk.services.promise_listing import PromiseRow
from unionDesk.services.specs import field_of
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.form_dialog import FormDialog

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_EDITED = (
    "branch_id", "text", "holder_kind", "holder_name", "coordination", "topic", "opinion_count", "source",
    "officer_id",
)  # fmt: skip


class Agreement(Choice):
    """What the branch says of the result; a tick could not say that nobody has asked yet."""

    UNKNOWN = "unknown", "Chưa rõ"
    AGREES = "agrees", "Đồng ý"
    DISAGREES = "disagrees", "Chưa đồng ý"


class Ending(Choice):
    """How a promise may end; whether it was late follows from the day."""

    KEPT = "kept", "Đã thực hiện"
    BROKEN = "broken", "Chưa thực hiện, không theo dõi tiếp"
    VOID = "void", "Không còn giá trị"


_AGREES: dict[str, bool | None] = {
    Agreement.UNKNOWN: None,
    Agreement.AGREES: True,
    Agreement.DISAGREES: False,
}


def edit_specs() -> tuple[FieldSpec, ...]:
    """The fields of a known promise."""
    specs = [field_of("promise", name) for name in _EDITED]
    return tuple(
        replace(spec, help="Để trống thì ghi theo bên thực hiện.") if spec.name == "holder_name" else spec
        for spec in specs
    )


def new_specs() -> tuple[FieldSpec, ...]:
    """The fields of a new promise: those of a known one, when it was made and by when."""
    due = replace(
        field_of("promise", "due_on"),
        required=False,
        help="Để trống thì lấy thời hạn thông lệ của bên thực hiện.",
    )
    return (*edit_specs(), field_of("promise", "made_on"), due)


def save(work: Any, *, record: int | None, version: int | None, values: Mapping[str, Any]) -> Done:
    """The job behind *Lưu* of the form of a known promise."""
    assert record is not None
    assert version is not None
    return recorded(partial(promises.save, promise_id=record, version=version, values=values))(work)


def add_dialog(
    context: Context, pickers: Mapping[str, Any], parent: QWidget, branch_id: int | None = None
) -> FormDialog:
    """Asks for a new promise."""
    me = context.user.officer_id if context.user is not None else None
    return FormDialog(
        context,
        "promises/new",
        "Kiến nghị, cam kết mới",
        new_specs(),
        _add,
        what="Ghi kiến nghị, cam kết",
        values={"made_on": today(), "opinion_count": 1, "officer_id": me, "branch_id": branch_id},
        pickers=pickers,
        parent=parent,
    )


def _add(work: Any, values: Mapping[str, Any]) -> Done:
    known = {name: value for name, value in values.items() if value is not None}
    return recorded(partial(promises.add, values=known))(work)


def close_dialog(context: Context, row: PromiseRow, parent: QWidget) -> FormDialog:
    """Asks how a promise ended and what came of it."""
    specs = (
        FieldSpec(name="ending", label="Kết thúc thế nào", sort=Sort.CHOICE, choices=Ending, required=True),
        FieldSpec(name="result", label="Kết quả, hoặc lý do", sort=Sort.LONG_TEXT, required=True),
        FieldSpec(name="closed_on", label="Ngày kết thúc", sort=Sort.DATE, required=True),
        *_told_specs(required=False),
    )
    return FormDialog(
        context,
        f"promises/close/{row.promise_id}",
        f"Kết thúc {row.number}",
        specs,
        partial(_close, row),
        what="Kết thúc kiến nghị, cam kết",
        button="Kết thúc",
        intro=f"{row.holder}: {row.text}\nHạn {date_text(row.due_on)}; xong sau ngày đó thì ghi là thực hiện chậm.",
        values={"ending": Ending.KEPT, "closed_on": today(), "agrees": Agreement.UNKNOWN},
        parent=parent,
    )


def _close(row: PromiseRow, work: Any, values: Mapping[str, Any]) -> Done:
    return recorded(
        partial(
            promises.close,
            promise_id=row.promise_id,
            version=row.version,
            status=PromiseStatus(values["ending"].value),
            result=values["result"],
            closed_on=values["closed_on"],
            told_branch_on=values["told_on"],
            branch_agrees=_AGREES[values["agrees"] or Agreement.UNKNOWN],
        )
    )(work)


def tell_dialog(context: Context, row: PromiseRow, parent: QWidget) -> FormDialog:
    """Asks when the branch was told of the result and whether it agrees."""
    return FormDialog(
        context,
        f"promises/tell/{row.promise_id}",
        f"Phản hồi cho cơ sở về {row.number}",
        _told_specs(required=True),
        partial(_tell, row),
        what="Ghi đã phản hồi cho cơ sở",
        intro=f"Kết quả: {row.result or 'chưa ghi'}",
        values={"told_on": row.told_branch_on or today(), "agrees": _agreement(row.branch_agrees)},
        parent=parent,
    )


def _told_specs(*, required: bool) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec(name="told_on", label="Ngày phản hồi cho cơ sở", sort=Sort.DATE, required=required),
        FieldSpec(name="agrees", label="Cơ sở đồng ý với kết quả", sort=Sort.CHOICE, choices=Agreement),
    )


def _agreement(agrees: bool | None) -> Agreement:
    return next(Agreement(word) for word, value in _AGREES.items() if value is agrees)


def _tell(row: PromiseRow, work: Any, values: Mapping[str, Any]) -> Done:
    return recorded(
        partial(
            promises.tell_branch,
            promise_id=row.promise_id,
            version=row.version,
            on=values["told_on"],
            agrees=_AGREES[values["agrees"] or Agreement.UNKNOWN],
        )
    )(work)


def due_dialog(context: Context, row: PromiseRow, parent: QWidget) -> FormDialog:
    """Asks for another due day, with the reason."""
    specs = (
        FieldSpec(name="due_on", label="Hạn mới", sort=Sort.DATE, required=True),
        FieldSpec(name="reason", label="Lý do đổi hạn", length=255, required=True),
    )
    return FormDialog(
        context,
        f"promises/due/{row.promise_id}",
        f"Đổi hạn {row.number}",
        specs,
        partial(_change_due, row),
        what="Đổi hạn kiến nghị, cam kết",
        intro=f"Hạn đang ghi: {date_text(row.due_on)} ({row.due_words}). Các hạn cũ vẫn còn trong lịch sử.",
        values={"due_on": row.due_on},
        parent=parent,
    )


def _change_due(row: PromiseRow, work: Any, values: Mapping[str, Any]) -> Done:
    return recorded(
        partial(
            promises.change_due,
            promise_id=row.promise_id,
            version=row.version,
            due_on=values["due_on"],
            reason=values["reason"],
        )
    )(work)


def reopen_dialog(context: Context, row: PromiseRow, parent: QWidget) -> FormDialog:
    """Asks why a closed promise is opened again."""
    return FormDialog(
        context,
        f"promises/reopen/{row.promise_id}",
        f"Mở lại {row.number}",
        (FieldSpec(name="reason", label="Lý do mở lại", sort=Sort.LONG_TEXT, required=True),),
        partial(_reopen, row),
        what="Mở lại kiến nghị, cam kết",
        button="Mở lại",
        intro=f"Đã kết thúc: {row.status.label}. Kết quả đã ghi được giữ lại cùng với lý do mở lại.",
        parent=parent,
    )


def _reopen(row: PromiseRow, work: Any, values: Mapping[str, Any]) -> Done:
    return recorded(
        partial(promises.reopen, promise_id=row.promise_id, version=row.version, reason=values["reason"])
    )(work)
