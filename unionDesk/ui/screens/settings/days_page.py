"""The days: public holidays of a year, what the office adds, and day swaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import date_text, weekday_text
from unionDesk.rules.kinds import CalendarKind, DayKind
from unionDesk.services import holidays
from unionDesk.services.holidays import DayLine
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.screens.settings.base import ListPage
from unionDesk.ui.undo_notice import tell_done

_ADD = (
    FieldSpec(name="day", label="Ngày", sort=Sort.DATE, required=True),
    FieldSpec(name="kind", label="Nghỉ hay làm việc", sort=Sort.CHOICE, choices=DayKind, required=True),
    FieldSpec(name="name", label="Tên ngày", length=120, required=True, help="Ví dụ: Nghỉ bù Tết Dương lịch"),
    FieldSpec(
        name="calendar",
        label="Áp dụng cho",
        sort=Sort.CHOICE,
        choices=CalendarKind,
        help="Để trống: áp dụng cho cả cơ quan lẫn doanh nghiệp.",
    ),
)
_SWAP = (
    FieldSpec(name="off", label="Nghỉ ngày", sort=Sort.DATE, required=True),
    FieldSpec(name="worked", label="Làm bù ngày", sort=Sort.DATE, required=True),
    FieldSpec(
        name="name",
        label="Tên ngày nghỉ",
        length=120,
        help="Hoán đổi ngày làm việc chỉ áp dụng cho cơ quan nhà nước và công đoàn.",
    ),
)


def _add(work: Any, record: int | None, version: int | None, values: Mapping[str, Any]) -> Done:
    del record, version
    holidays.add_day(work, values["day"], values["kind"], values["name"], values["calendar"])
    return Done(f"Đã đặt ngày {date_text(values['day'])}: {values['name']}.", work.operation_id)


def _swap(work: Any, record: int | None, version: int | None, values: Mapping[str, Any]) -> Done:
    del record, version
    holidays.swap(work, values["off"], values["worked"], values["name"] or "")
    told = f"Đã hoán đổi: nghỉ {date_text(values['off'])}, làm bù {date_text(values['worked'])}."
    return Done(told, work.operation_id)


class DaysPage(ListPage):
    """A year's days off and days worked instead."""

    title = "Ngày nghỉ, ngày làm bù"
    drafts = "settings/days"
    name = "days"
    columns = (
        Column("day", "Ngày", 12, Sort.DATE),
        Column("weekday", "Thứ", 10, value=lambda row: weekday_text(row.day)),
        Column("name", "Tên ngày", 46),
        Column("kind", "Nghỉ hay làm", 20),
        Column("applies_to", "Áp dụng cho", 26),
        Column("origin", "Nguồn", 14),
    )

    def build_above(self) -> None:
        self.year = QSpinBox()
        self.year.setRange(1990, 2100)
        self.year.setValue(today().year)
        self.year.setAccessibleName("Năm")
        self.year.valueChanged.connect(self.refresh)
        label = QLabel("Năm")
        label.setBuddy(self.year)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.year)
        row.addStretch(1)
        self.column.addLayout(row)
        self.tell(
            "Hạn tính bằng ngày làm việc bỏ qua các ngày nghỉ này. Tết và ngày lễ có sẵn; "
            "lịch nghỉ bù, hoán đổi hằng năm của Nhà nước thì thêm ở đây."
        )

    def build(self) -> None:
        make = RecordForm
        self.adding = self.add_form(
            make(self.context, "settings/days/add", _ADD, what="Đặt ngày nghỉ, ngày làm", save=_add)
        )
        self.swapping = self.add_form(
            make(self.context, "settings/days/swap", _SWAP, what="Hoán đổi ngày làm việc", save=_swap)
        )
        self.add_button("Thêm ngày…", self.open_add)
        self.add_button("Hoán đổi ngày làm việc…", self.open_swap)
        self.add_button("Bỏ ngày đang chọn", self.remove, lambda row: row.day_id is not None)

    def fetch(self, work: Any) -> Sequence[DayLine]:
        return holidays.days_of(work, self.year.value())

    def open_add(self) -> None:
        """Another day off."""
        self.show_form(self.adding, None, None, "Thêm ngày", {"kind": DayKind.OFF})

    def open_swap(self) -> None:
        """Off on one day, worked on another."""
        self.show_form(self.swapping, None, None, "Hoán đổi ngày làm việc", {})

    def remove(self) -> None:
        """Take the chosen day away."""
        line: DayLine | None = self.table.current_row()
        if line is not None and line.day_id is not None:
            self.context.jobs.write(
                "Bỏ ngày nghỉ, ngày làm bù",
                recorded(partial(holidays.remove_day, day_id=line.day_id)),
                then=partial(self._on_removed, f"Đã bỏ ngày {date_text(line.day)}: {line.name}."),
                owner=self,
            )

    def _on_removed(self, said: str, done: Done) -> None:
        tell_done(self.context, said, done)
        self.refresh()
