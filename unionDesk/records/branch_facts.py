"""What is known of a branch over time: figures, officers, yearly rank, agreements, democracy at work."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import (
    AgreementKind,
    BranchPosition,
    DemocracyKind,
    FiguresSource,
    FiguresState,
    Gender,
    RatingRank,
)

from .base import Record, not_binned
from .fields import field, link
from .types import ChoiceType, Line, LongText, Money, Phone, SortKey

LABOUR = "Lao động, đoàn viên"
PAY = "Tiền lương, nhà ở, bảo hiểm"
SAFETY = "Tai nạn lao động"
SOURCE = "Nguồn số liệu"


class Figures(Record):
    """The figures of a branch on a day (Mẫu số 1-HĐCĐ, phần A). Empty means not reported, 0 means none."""

    __tablename__ = "figures"
    __label__ = "Số liệu theo kỳ"
    __title__: ClassVar[tuple[str, ...]] = ("on",)
    __table_args__ = (not_binned("uq_figures_branch_on", "branch_id", "on"),)

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    on: Mapped[date] = field("Số liệu tính đến ngày", listed=True)
    workers: Mapped[int | None] = field(
        "Tổng số lao động", group=LABOUR, unit="người", wanted=True, listed=True
    )
    women_workers: Mapped[int | None] = field(
        "Lao động nữ", group=LABOUR, unit="người", wanted=True, listed=True
    )
    members: Mapped[int | None] = field(
        "Tổng số đoàn viên", group=LABOUR, unit="người", wanted=True, listed=True
    )
    women_members: Mapped[int | None] = field(
        "Đoàn viên nữ", group=LABOUR, unit="người", wanted=True, listed=True
    )
    underemployed: Mapped[int | None] = field("Lao động thiếu việc làm", group=LABOUR, unit="người")
    women_underemployed: Mapped[int | None] = field("Lao động nữ thiếu việc làm", group=LABOUR, unit="người")
    average_wage: Mapped[int | None] = field("Tiền lương bình quân tháng", Money, group=PAY, unit="đồng")
    wage_counted: Mapped[int | None] = field("Số người được tính lương bình quân", group=PAY, unit="người")
    wage_debt: Mapped[int | None] = field("Tiền lương còn nợ", Money, group=PAY, unit="đồng")
    housed: Mapped[int | None] = field("Được bố trí nhà ở", group=PAY, unit="người")
    renting: Mapped[int | None] = field("Phải tự thuê nhà ở", group=PAY, unit="người")
    with_contract: Mapped[int | None] = field("Được ký hợp đồng lao động", group=PAY, unit="người")
    insured: Mapped[int | None] = field("Được đóng BHXH, BHYT, BHTN", group=PAY, unit="người")
    insurance_debt: Mapped[int | None] = field("Nợ BHXH", Money, group=PAY, unit="đồng")
    insurance_debt_months: Mapped[int | None] = field("Số tháng nợ BHXH", group=PAY, unit="tháng")
    accidents: Mapped[int | None] = field("Số vụ tai nạn lao động", group=SAFETY, unit="vụ")
    accident_deaths: Mapped[int | None] = field("Số người chết", group=SAFETY, unit="người")
    accident_serious: Mapped[int | None] = field("Số người bị thương nặng", group=SAFETY, unit="người")
    committee_count: Mapped[int | None] = field("Số ủy viên Ban Chấp hành", group=LABOUR, unit="người")
    inspection_count: Mapped[int | None] = field("Số ủy viên Ủy ban Kiểm tra", group=LABOUR, unit="người")
    source: Mapped[FiguresSource] = field(
        "Nguồn", ChoiceType(FiguresSource), group=SOURCE, listed=True, default=FiguresSource.BRANCH_REPORT
    )
    state: Mapped[FiguresState] = field(
        "Duyệt", ChoiceType(FiguresState), group=SOURCE, default=FiguresState.ENTERED
    )
    visit_id: Mapped[int | None] = link("Ghi nhận tại chuyến đi", "visit", group=SOURCE)


class BranchOfficer(Record):
    """A person holding a position at the branch from one day to another (cán bộ công đoàn cơ sở)."""

    __tablename__ = "branch_officer"
    __label__ = "Cán bộ CĐCS"
    __title__: ClassVar[tuple[str, ...]] = ("full_name", "position")
    __derived__: ClassVar[frozenset[str]] = frozenset({"name_key"})
    __table_args__ = (Index("ix_branch_officer_name_key", "name_key"),)

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    full_name: Mapped[str] = field("Họ và tên", Line(120), listed=True, searched=True)
    name_key: Mapped[str] = field("Khóa sắp xếp", SortKey, hidden=True)
    position: Mapped[BranchPosition] = field("Chức vụ", ChoiceType(BranchPosition), listed=True)
    gender: Mapped[Gender | None] = field("Giới tính", ChoiceType(Gender))
    birth_year: Mapped[int | None] = field("Năm sinh")
    valid_from: Mapped[date] = field("Từ ngày", listed=True)
    valid_to: Mapped[date | None] = field("Đến trước ngày", listed=True)
    decision_number: Mapped[str | None] = field("Số quyết định", Line(60))
    phone: Mapped[str | None] = field("Điện thoại", Phone, listed=True, wanted=True, searched=True)
    email: Mapped[str | None] = field("Thư điện tử", Line(120))
    full_time: Mapped[bool | None] = field("Chuyên trách")
    trained_year: Mapped[int | None] = field("Năm bồi dưỡng gần nhất")


class Rating(Record):
    """The yearly rank of a branch, with the branch's own score and the office's."""

    __tablename__ = "rating"
    __label__ = "Xếp loại"
    __title__: ClassVar[tuple[str, ...]] = ("year", "rank")
    __table_args__ = (not_binned("uq_rating_branch_year", "branch_id", "year"),)

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    year: Mapped[int] = field("Năm", listed=True)
    rank: Mapped[RatingRank] = field("Xếp loại", ChoiceType(RatingRank), listed=True)
    self_score: Mapped[int | None] = field("Điểm tự chấm", listed=True)
    review_score: Mapped[int | None] = field("Điểm thẩm định", listed=True)
    not_rated_reason: Mapped[str | None] = field("Lý do không đánh giá", Line(255))
    decision_number: Mapped[str | None] = field("Số quyết định", Line(60))
    praise: Mapped[str | None] = field("Khen thưởng", Line(160))


class Agreement(Record):
    """A collective labour agreement (thỏa ước lao động tập thể), Bộ luật Lao động 2019 Đ.75-89."""

    __tablename__ = "agreement"
    __label__ = "Thỏa ước lao động tập thể"
    __title__: ClassVar[tuple[str, ...]] = ("signed_on",)

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    kind: Mapped[AgreementKind] = field(
        "Loại thỏa ước", ChoiceType(AgreementKind), default=AgreementKind.ENTERPRISE, listed=True
    )
    signed_on: Mapped[date | None] = field("Ngày ký", wanted=True, listed=True)
    effective_on: Mapped[date | None] = field("Có hiệu lực từ", listed=True)
    ends_on: Mapped[date | None] = field("Ngày hết hạn", wanted=True, listed=True)
    sent_on: Mapped[date | None] = field("Ngày gửi cơ quan lao động tỉnh")
    amendments: Mapped[int | None] = field("Số lần sửa đổi, bổ sung")
    extended_to: Mapped[date | None] = field("Gia hạn đến")
    is_void: Mapped[bool] = field("Bị tuyên vô hiệu", default=False)
    better_terms: Mapped[str | None] = field("Điều khoản có lợi hơn luật", LongText)
    meal_value: Mapped[int | None] = field("Bữa ăn ca", Money, unit="đồng")
    rank: Mapped[str | None] = field("Xếp loại thỏa ước", Line(10), listed=True)
    unranked_reason: Mapped[str | None] = field("Lý do không xếp loại", Line(160))


class DemocracyEvent(Record):
    """A regulation, conference or dialogue at the workplace (Nghị định 145/2020/NĐ-CP, chương V)."""

    __tablename__ = "democracy_event"
    __label__ = "Dân chủ ở cơ sở"
    __title__: ClassVar[tuple[str, ...]] = ("kind", "on")

    branch_id: Mapped[int] = link("Công đoàn cơ sở", "branch", index=True)
    kind: Mapped[DemocracyKind] = field("Loại", ChoiceType(DemocracyKind), listed=True)
    on: Mapped[date] = field("Ngày", listed=True)
    has_minutes: Mapped[bool | None] = field("Có biên bản")
    members_present: Mapped[int | None] = field("Thành viên phía người lao động dự", unit="người")
    members_total: Mapped[int | None] = field("Tổng số thành viên phía người lao động", unit="người")
    published_on: Mapped[date | None] = field("Ngày công khai nội dung chính")
    content: Mapped[str | None] = field("Nội dung", LongText)
    result: Mapped[str | None] = field("Kết quả", LongText)
    recommendation_count: Mapped[int | None] = field("Số kiến nghị", unit="kiến nghị")
