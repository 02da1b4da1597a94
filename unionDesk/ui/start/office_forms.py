"""What the first start asks about the office and its first officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.services.areas import Area, area_named, districts, provinces
from unionDesk.services.offices import OfficeSetup
from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.pick_editors import Pick, PickSource

OFFICE = (
    FieldSpec(
        name="name",
        label="Tên đơn vị",
        length=255,
        required=True,
        help="Như in trên văn bản, ví dụ: Công đoàn phường Long Xuyên",
    ),
    FieldSpec(
        name="parent",
        label="Công đoàn cấp trên",
        length=255,
        wanted=True,
        help="Ví dụ: Liên đoàn Lao động tỉnh An Giang",
    ),
    FieldSpec(
        name="symbol",
        label="Ký hiệu trên văn bản",
        length=30,
        wanted=True,
        help="Phần sau số văn bản, ví dụ: CĐP trong “01/BB-CĐP”",
    ),
    FieldSpec(
        name="place_line",
        label="Địa danh",
        length=80,
        wanted=True,
        help="In trước ngày tháng trên văn bản, ví dụ: Long Xuyên",
    ),
    FieldSpec(
        name="province",
        label="Tỉnh, thành phố",
        sort=Sort.PLACE,
        required=True,
        help="Theo địa giới từ 01/7/2025. Xã, phường của tỉnh được nạp sẵn để chọn.",
    ),
    FieldSpec(
        name="district",
        label="Huyện trước 01/7/2025",
        sort=Sort.PLACE,
        help="Chỉ khi danh sách của đơn vị còn ghi theo một huyện cũ; nếu không, để trống.",
    ),
)
OFFICER = (
    FieldSpec(name="officer_name", label="Họ và tên", length=120, required=True),
    FieldSpec(
        name="officer_position",
        label="Chức vụ",
        length=120,
        wanted=True,
        help="Ví dụ: Chuyên viên, Phó Chủ tịch",
    ),
)


class OfficeForm(Form):
    """The office's name, papers and area; the district follows the province."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(
            jobs,
            OFFICE,
            pickers={
                "province": PickSource(self._provinces, _province_named),
                "district": PickSource(self._districts, _district_named),
            },
            parent=parent,
        )
        self.editor("province").edited.connect(self._on_province)

    @Slot()
    def _on_province(self) -> None:
        self.editor("district").set_value(None)

    def _provinces(self, _work: Any, text: str) -> Sequence[Pick]:
        return [_pick(area) for area in provinces(text)]

    def _districts(self, _work: Any, text: str) -> Sequence[Pick]:
        chosen = self.editor("province").raw()
        code = chosen[0] if isinstance(chosen, list) else None
        return [_pick(area) for area in districts(f"{code:02}", text)] if code is not None else []


def _pick(area: Area) -> Pick:
    return Pick(int(area.code), area.name, area.detail)


def _province_named(_work: Any, number: int) -> Pick | None:
    area = area_named(f"{number:02}")
    return _pick(area) if area is not None else None


def _district_named(_work: Any, number: int) -> Pick | None:
    area = area_named(f"{number:03}", district=True)
    return _pick(area) if area is not None else None


def setup_of(office: Mapping[str, Any], officer: Mapping[str, Any]) -> OfficeSetup:
    """What the service takes, out of both forms' values."""
    province, district = office["province"], office["district"]
    return OfficeSetup(
        name=office["name"],
        parent=office["parent"] or "",
        symbol=office["symbol"] or "",
        place_line=office["place_line"] or "",
        province_code=f"{province:02}" if province is not None else "",
        district_code=f"{district:03}" if district is not None else "",
        officer_name=officer["officer_name"],
        officer_position=officer["officer_position"] or "",
    )
