"""The officers: who works here, in which role, and who has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import Role
from unionDesk.services import offices
from unionDesk.services.offices import OfficerLine
from unionDesk.services.undoing import Done
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.screens.settings.base import ListPage

_ROLES = (
    "Quản trị: mọi việc, kể cả thiết lập. Lãnh đạo: thêm quyền duyệt và xem vụ việc kín. "
    "Chuyên viên: làm hồ sơ, nhập Excel. Văn thư: sửa, lấy số, xuất dữ liệu. Chỉ xem: không sửa gì."
)
_FIELDS = (
    FieldSpec(name="full_name", label="Họ và tên", length=120, required=True),
    FieldSpec(name="position", label="Chức vụ", length=120, wanted=True),
    FieldSpec(name="role", label="Vai trò", sort=Sort.CHOICE, choices=Role, required=True, help=_ROLES),
    FieldSpec(name="phone", label="Điện thoại", sort=Sort.PHONE, length=40),
    FieldSpec(name="email", label="Thư điện tử", length=120),
    FieldSpec(
        name="active",
        label="Đang công tác",
        sort=Sort.BOOLEAN,
        help="Bỏ dấu khi cán bộ chuyển đi hoặc nghỉ hưu; hồ sơ cũ vẫn ghi tên người đó.",
    ),
)


def _save(work: Any, record: int | None, version: int | None, values: Mapping[str, Any]) -> Done:
    if record is None:
        given = {name: values[name] or "" for name in ("full_name", "position", "phone", "email")}
        offices.add_officer(
            work,
            given["full_name"],
            given["position"],
            values["role"],
            phone=given["phone"],
            email=given["email"],
        )
        return Done(f"Đã thêm cán bộ {given['full_name']}.", work.operation_id)
    assert version is not None
    known = next(line for line in offices.officers(work, everybody=True) if line.officer_id == record)
    now = asdict(known) | dict(values)
    offices.save_officer(
        work,
        record,
        version,
        full_name=now["full_name"],
        position=now["position"] or "",
        role=now["role"],
        phone=now["phone"] or "",
        email=now["email"] or "",
        active=bool(now["active"]),
    )
    return Done(f"Đã lưu cán bộ {now['full_name']}.", work.operation_id)


class OfficersPage(ListPage):
    """The officers, those who left at the end."""

    title = "Cán bộ"
    drafts = "settings/officer"
    name = "officers"
    columns = (
        Column("full_name", "Họ và tên", 26),
        Column("position", "Chức vụ", 26),
        Column("role", "Vai trò", 14),
        Column("phone", "Điện thoại", 16, Sort.PHONE),
        Column("email", "Thư điện tử", 26),
        Column("state", "Tình trạng", 16, value=lambda row: "đang công tác" if row.active else "đã nghỉ"),
    )

    def build(self) -> None:
        self.form = self.add_form(
            RecordForm(self.context, "settings/officer", _FIELDS, what="Sửa cán bộ của đơn vị", save=_save)
        )
        self.add_button("Thêm cán bộ…", self.add)
        self.add_button("Sửa, đổi vai trò, cho nghỉ…", self.edit, lambda _row: True)
        self.table.row_opened.connect(self._open)
        self._wanted: int | None = None
        self._lines: list[OfficerLine] = []

    def fetch(self, work: Any) -> Sequence[OfficerLine]:
        found = offices.officers(work, everybody=True)
        return sorted(found, key=lambda line: not line.active)

    def show_rows(self, rows: Sequence[Any]) -> None:
        super().show_rows(rows)
        self._lines = list(rows)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.open_record(wanted)

    def add(self) -> None:
        """A new officer."""
        self.show_form(self.form, None, None, "Cán bộ mới", {"role": Role.OFFICER, "active": True})

    def edit(self) -> None:
        """The chosen officer."""
        self._open(self.table.current_row())

    def open_record(self, record: int) -> None:
        for place, line in enumerate(self._lines):
            if line.officer_id == record:
                self.table.selectRow(place)
                self._open(line)
                return
        self._wanted = record

    def open_draft(self, draft: Draft) -> None:
        if draft.record is None:
            self.add()
        else:
            self.open_record(draft.record)

    def _open(self, line: OfficerLine | None) -> None:
        if line is not None:
            values = {name: value or None for name, value in asdict(line).items()} | {"active": line.active}
            self.show_form(self.form, line.officer_id, line.version, line.full_name, values)
