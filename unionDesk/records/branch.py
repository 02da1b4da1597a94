"""The branch (công đoàn cơ sở) with its dated history and the employers it covers."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import AttentionLevel, BranchForm, BranchKind, BranchStatus

from .base import Dated, Record, not_binned
from .fields import field, link
from .types import ChoiceType, Id, Line, LongText, Percent, Phone, SortKey

IDENTITY = "Nhận diện"
CONTACT = "Liên hệ"
ORGANISATION = "Tổ chức"
FOLLOWING = "Theo dõi"


class Branch(Record):
    """A workplace union (công đoàn cơ sở) or trade guild (nghiệp đoàn cơ sở).

    `current_…` are copies of the dated history, of the newest figures and of the chair in office, kept by
    `storage.history` and proved by `check`.
    """

    __tablename__ = "branch"
    __label__ = "Công đoàn cơ sở"
    __title__: ClassVar[tuple[str, ...]] = ("current_name", "code")
    __derived__: ClassVar[frozenset[str]] = frozenset(
        {
            "current_name",
            "name_key",
            "current_kind",
            "current_status",
            "current_manager_id",
            "current_place_id",
            "current_figures_id",
            "current_chair_id",
            "last_visit_on",
            "search_words",
        }
    )
    __table_args__ = (
        not_binned("uq_branch_code", "organisation_id", "code"),
        Index("ix_branch_name_key", "name_key", "id"),
    )

    code: Mapped[str | None] = field("Mã CĐCS", Line(20), group=IDENTITY, listed=True, searched=True)
    tld_code: Mapped[str | None] = field("Mã CĐCS (Tổng Liên đoàn)", Line(40), group=IDENTITY, searched=True)
    current_name: Mapped[str] = field("Tên CĐCS", Line(255), group=IDENTITY, listed=True, searched=True)
    name_key: Mapped[str] = field("Khóa sắp xếp", SortKey, hidden=True)
    form: Mapped[BranchForm] = field(
        "Hình thức", ChoiceType(BranchForm), group=IDENTITY, default=BranchForm.BRANCH
    )
    current_kind: Mapped[BranchKind] = field(
        "Loại hình", ChoiceType(BranchKind), group=IDENTITY, listed=True, default=BranchKind.UNCLASSIFIED
    )
    current_status: Mapped[BranchStatus] = field(
        "Trạng thái", ChoiceType(BranchStatus), group=IDENTITY, listed=True, default=BranchStatus.ACTIVE
    )
    current_manager_id: Mapped[int | None] = link("Công đoàn quản lý", "organisation", group=IDENTITY)
    current_place_id: Mapped[int | None] = link(
        "Xã, phường", "place", group=IDENTITY, wanted=True, listed=True
    )
    address: Mapped[str | None] = field(
        "Địa chỉ", Line(255), group=IDENTITY, wanted=True, listed=True, searched=True
    )
    industrial_zone: Mapped[str | None] = field(
        "Cụm, khu công nghiệp", Line(120), group=IDENTITY, searched=True
    )
    industry: Mapped[str | None] = field("Ngành nghề", Line(160), group=IDENTITY, searched=True)
    company_form: Mapped[str | None] = field("Loại công ty", Line(60), group=IDENTITY)
    country: Mapped[str | None] = field("Quốc gia đầu tư", Line(60), group=IDENTITY)
    autonomy: Mapped[int | None] = field("Mức tự chủ chi thường xuyên", Percent, group=IDENTITY)
    founded_on: Mapped[date | None] = field("Ngày thành lập", group=ORGANISATION, wanted=True, listed=True)
    founding_decision: Mapped[str | None] = field("Quyết định thành lập", Line(80), group=ORGANISATION)
    recognised_on: Mapped[date | None] = field("Ngày công nhận Ban Chấp hành", group=ORGANISATION)
    term_ends_on: Mapped[date | None] = field("Ngày hết nhiệm kỳ", group=ORGANISATION)
    section_count: Mapped[int | None] = field("Số công đoàn bộ phận", group=ORGANISATION)
    group_count: Mapped[int | None] = field("Số tổ công đoàn", group=ORGANISATION)
    has_women_board: Mapped[bool | None] = field("Có Ban Nữ công", group=ORGANISATION)
    has_inspection: Mapped[bool | None] = field("Có Ủy ban Kiểm tra", group=ORGANISATION)
    phone: Mapped[str | None] = field("Điện thoại", Phone, group=CONTACT, listed=True, wanted=True)
    email: Mapped[str | None] = field("Thư điện tử", Line(120), group=CONTACT)
    zalo: Mapped[str | None] = field("Zalo", Phone, group=CONTACT)
    attention: Mapped[AttentionLevel] = field(
        "Mức quan tâm", ChoiceType(AttentionLevel), group=FOLLOWING, listed=True, default=AttentionLevel.GREEN
    )
    attention_reason: Mapped[str | None] = field("Lý do mức quan tâm", Line(255), group=FOLLOWING)
    note: Mapped[str | None] = field("Ghi chú", LongText, group=FOLLOWING)

    current_figures_id: Mapped[int | None] = field("Số liệu mới nhất", Id, hidden=True)
    current_chair_id: Mapped[int | None] = field("Chủ tịch đương nhiệm", Id, hidden=True)
    last_visit_on: Mapped[date | None] = field("Lần đi cơ sở gần nhất", hidden=True, index=True)
    search_words: Mapped[str | None] = field("Từ tìm kiếm", LongText, hidden=True)


class BranchName(Dated, Record):
    __tablename__ = "branch_name"
    __label__ = "Tên của CĐCS"
    __root__ = ("branch_id", "branch")
    __copies__: ClassVar[dict[str, str]] = {"name": "current_name"}

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    name: Mapped[str] = field("Tên CĐCS", Line(255))


class BranchManager(Dated, Record):
    __tablename__ = "branch_manager"
    __label__ = "Công đoàn quản lý"
    __root__ = ("branch_id", "branch")
    __copies__: ClassVar[dict[str, str]] = {"manager_id": "current_manager_id"}

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    manager_id: Mapped[int] = link("Công đoàn quản lý", "organisation", index=True)


class BranchPlace(Dated, Record):
    """The commune of the employer, which is not derived from the managing body, nor the other way round."""

    __tablename__ = "branch_place"
    __label__ = "Địa bàn của CĐCS"
    __root__ = ("branch_id", "branch")
    __copies__: ClassVar[dict[str, str]] = {"place_id": "current_place_id"}

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    place_id: Mapped[int] = link("Xã, phường", "place", index=True)


class BranchKindPeriod(Dated, Record):
    __tablename__ = "branch_kind"
    __label__ = "Loại hình của CĐCS"
    __root__ = ("branch_id", "branch")
    __copies__: ClassVar[dict[str, str]] = {"kind": "current_kind"}

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    kind: Mapped[BranchKind] = field("Loại hình", ChoiceType(BranchKind))
    is_proposal: Mapped[bool] = field("Chương trình đề xuất, chưa xác nhận", default=False)


class BranchStatusPeriod(Dated, Record):
    __tablename__ = "branch_status"
    __label__ = "Trạng thái của CĐCS"
    __root__ = ("branch_id", "branch")
    __copies__: ClassVar[dict[str, str]] = {"status": "current_status"}

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    status: Mapped[BranchStatus] = field("Trạng thái", ChoiceType(BranchStatus))


class BranchEmployer(Record):
    """One of the units or enterprises that a branch covers (Luật Công đoàn: one or several)."""

    __tablename__ = "branch_employer"
    __label__ = "Đơn vị, doanh nghiệp"
    __root__ = ("branch_id", "branch")
    __title__: ClassVar[tuple[str, ...]] = ("name",)

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    name: Mapped[str] = field("Tên đơn vị", Line(255), searched=True)
    tax_code: Mapped[str | None] = field("Mã số thuế", Line(20), searched=True)
    representative: Mapped[str | None] = field("Đại diện pháp luật", Line(120))
    phone: Mapped[str | None] = field("Điện thoại", Phone)
