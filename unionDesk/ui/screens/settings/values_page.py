"""What counts: cadences, time limits, papers; each from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import date_text
from unionDesk.services import settings
from unionDesk.services.settings import SETTINGS, Stated
from unionDesk.services.undoing import Done
from unionDesk.ui.kit.cells import cell_text
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.screens.settings.base import SettingsPage
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_FROM = "valid_from"
_NOT_HERE = {"paper.profile"}  # there is one profile, so there is nothing to choose


def _specs() -> list[FieldSpec]:
    found = [
        FieldSpec(
            name=key,
            label=spec.label,
            sort=spec.sort,
            group=spec.group,
            help=spec.help,
            required=spec.sort is not Sort.BOOLEAN,
        )
        for key, spec in SETTINGS.items()
        if key not in _NOT_HERE
    ]
    when = FieldSpec(
        name=_FROM,
        label="Áp dụng từ ngày",
        sort=Sort.DATE,
        group="Các thay đổi ở trên",
        required=True,
        help="Ngày trước đó vẫn tính theo giá trị cũ.",
    )
    return [*found, when]


def _save(work: Any, record: int, version: int | None, values: Mapping[str, Any]) -> Done:
    del record, version
    changed = dict(values)
    day = changed.pop(_FROM, work.today)
    settings.put_all(work, changed, day)
    return Done(f"Đã lưu thiết lập, áp dụng từ {date_text(day)}.", work.operation_id)


class ValuesPage(SettingsPage):
    """All settings in their groups, each with from when its value holds."""

    title = "Nhịp, thời hạn, văn bản"
    drafts = "settings/values"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form = RecordForm(context, self.drafts, _specs(), what="Sửa thiết lập của đơn vị", save=_save)
        self.form.saved.connect(self._on_saved)
        self.form.close_button.hide()
        self.form.form.set_read_only(not self.may_change)
        self.column.addWidget(self.form, 1)

    def refresh(self) -> None:
        if not self.form.form.is_edited():
            self.context.jobs.read(_stated, then=self._on_stated, owner=self, replaces="values")

    def can_leave(self) -> bool:
        return self.form.can_leave()

    def open_draft(self, draft: Draft) -> None:
        """The form offers its draft by itself once it is loaded."""

    def _on_stated(self, found: list[Stated]) -> None:
        values: dict[str, Any] = {each.spec.key: each.value for each in found}
        for each in found:
            row = self.form.form.rows.get(each.spec.key)
            if row is not None:
                row.spec = replace(row.spec, help=_told(each))
        self.form.open(0, None, "Thiết lập", values | {_FROM: today()})
        self.form.form.set_read_only(not self.may_change)

    @Slot(object)
    def _on_saved(self, done: Done) -> None:
        tell_done(self.context, str(done.value), done)
        self.refresh()


def _stated(work: Any) -> list[Stated]:
    return settings.stated(work)


def _told(each: Stated) -> str:
    since = f"Áp dụng từ {date_text(each.since)}." if each.since else "Mặc định của chương trình."
    later = [f"Từ {date_text(day)}: {cell_text(value, each.spec.sort)}." for day, value in each.later]
    return " ".join(part for part in (each.spec.help, since, *later) if part)
