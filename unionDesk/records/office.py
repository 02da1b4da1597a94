"""The offices: organisations as a dated tree, their officers, who looks after whom, settings, day swaps."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import AssignmentRole, CalendarKind, DayKind, OrganisationKind, Role

from .base import Dated, Record, not_binned
from .fields import field, link
from .types import ChoiceType, Json, Line, Phone, SortKey


class Organisation(Record):
    """A managing body (công đoàn quản lý). Owns itself where it is an office that uses the program."""

    __tablename__ = "organisation"
    __label__ = "Tổ chức công đoàn"
    __title__: ClassVar[tuple[str, ...]] = ("current_name",)
    __derived__: ClassVar[frozenset[str]] = frozenset({"current_name", "current_parent_id", "current_symbol"})

    kind: Mapped[OrganisationKind | None] = field("Loại tổ chức", ChoiceType(OrganisationKind))
    current_name: Mapped[str] = field("Tên", Line(255), searched=True)
    current_parent_id: Mapped[int | None] = link("Công đoàn cấp trên", "organisation")
    current_symbol: Mapped[str | None] = field("Ký hiệu trên văn bản", Line(30))
    province_code: Mapped[str | None] = field("Mã tỉnh", Line(10))
    district_code: Mapped[str | None] = field("Mã huyện", Line(10))
    place_line: Mapped[str | None] = field(
        "Địa danh", Line(80), help="In ở dòng ngày tháng của văn bản, ví dụ: Long Xuyên"
    )
    chair: Mapped[str | None] = field("Chủ tịch", Line(120))
    committee_size: Mapped[int | None] = field("Số ủy viên Ban Chấp hành")
    standing_size: Mapped[int | None] = field("Số ủy viên Ban Thường vụ")
    own_seal: Mapped[bool | None] = field("Con dấu, tài khoản riêng")
    active_from: Mapped[date | None] = field("Hoạt động từ")
    active_to: Mapped[date | None] = field("Hoạt động đến")
    is_sample: Mapped[bool] = field("Đơn vị mẫu", default=False, hidden=True)


class OrganisationName(Dated, Record):
    __tablename__ = "organisation_name"
    __label__ = "Tên của tổ chức"
    __root__ = ("subject_id", "organisation")
    __copies__: ClassVar[dict[str, str]] = {"name": "current_name"}

    subject_id: Mapped[int] = link("Tổ chức", "organisation", index=True)
    name: Mapped[str] = field("Tên", Line(255))


class OrganisationParent(Dated, Record):
    __tablename__ = "organisation_parent"
    __label__ = "Công đoàn cấp trên"
    __root__ = ("subject_id", "organisation")
    __copies__: ClassVar[dict[str, str]] = {"parent_id": "current_parent_id"}

    subject_id: Mapped[int] = link("Tổ chức", "organisation", index=True)
    parent_id: Mapped[int | None] = link("Công đoàn cấp trên", "organisation")


class OrganisationSymbol(Dated, Record):
    __tablename__ = "organisation_symbol"
    __label__ = "Ký hiệu trên văn bản"
    __root__ = ("subject_id", "organisation")
    __copies__: ClassVar[dict[str, str]] = {"symbol": "current_symbol"}

    subject_id: Mapped[int] = link("Tổ chức", "organisation", index=True)
    symbol: Mapped[str] = field("Ký hiệu", Line(30))


class Officer(Record):
    """A person working at the office (cán bộ, chuyên viên, văn thư, lãnh đạo)."""

    __tablename__ = "officer"
    __label__ = "Cán bộ"
    __title__: ClassVar[tuple[str, ...]] = ("full_name", "position")
    __derived__: ClassVar[frozenset[str]] = frozenset({"name_key"})

    full_name: Mapped[str] = field("Họ và tên", Line(120), listed=True, searched=True)
    name_key: Mapped[str] = field("Khóa sắp xếp", SortKey, hidden=True)
    position: Mapped[str | None] = field("Chức vụ", Line(120), listed=True, wanted=True)
    role: Mapped[Role] = field("Vai trò", ChoiceType(Role), listed=True, default=Role.OFFICER)
    email: Mapped[str | None] = field("Thư điện tử", Line(120))
    phone: Mapped[str | None] = field("Điện thoại", Phone, listed=True)
    active: Mapped[bool] = field("Đang công tác", default=True, listed=True)


class Assignment(Record):
    """Who looks after which branch or area, from when to when (phân công)."""

    __tablename__ = "assignment"
    __label__ = "Phân công phụ trách"
    __table_args__ = (
        not_binned(
            "uq_assignment_open_lead",
            "branch_id",
            where="valid_to IS NULL AND role = 'lead' AND branch_id IS NOT NULL",
        ),
    )

    officer_id: Mapped[int] = link("Cán bộ", "officer", index=True)
    branch_id: Mapped[int | None] = link("Công đoàn cơ sở", "branch", index=True)
    place_id: Mapped[int | None] = link("Địa bàn", "place")
    role: Mapped[AssignmentRole] = field("Vai", ChoiceType(AssignmentRole), default=AssignmentRole.LEAD)
    valid_from: Mapped[date] = field("Từ ngày")
    valid_to: Mapped[date | None] = field("Đến trước ngày")
    paper: Mapped[str | None] = field("Văn bản phân công", Line(120))


class Setting(Record):
    """A setting of the office, dated; the newest row valid on a day wins over the seed."""

    __tablename__ = "setting"
    __label__ = "Thiết lập"
    __title__: ClassVar[tuple[str, ...]] = ("key",)
    __table_args__ = (not_binned("uq_setting_key", "organisation_id", "key", "valid_from"),)

    key: Mapped[str] = field("Khóa", Line(80))
    value: Mapped[Any] = field("Giá trị", Json)
    valid_from: Mapped[date] = field("Có hiệu lực từ")


class HolidayOverride(Record):
    """A day off or a compensating working day that the office adds to the holiday library."""

    __tablename__ = "holiday_override"
    __label__ = "Ngày nghỉ, ngày làm bù"
    __title__: ClassVar[tuple[str, ...]] = ("name",)

    day: Mapped[date] = field("Ngày", listed=True)
    kind: Mapped[DayKind] = field("Nghỉ hay làm việc", ChoiceType(DayKind), listed=True)
    calendar: Mapped[CalendarKind | None] = field("Áp dụng cho", ChoiceType(CalendarKind), listed=True)
    name: Mapped[str] = field("Tên ngày", Line(120), listed=True)
