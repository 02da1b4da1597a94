"""Support cases: the file, its append-only diary, its clocks."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import CaseOutcome, CaseSeverity, CaseSource, ClockState, DutyHolder

from .base import Record, not_binned
from .fields import field, link
from .types import ChoiceType, Line, LongText, Money, UtcDateTime

INTAKE = "Tiếp nhận"
HANDLING = "Giải quyết"
CLOSING = "Kết thúc"


class Case(Record):
    """A support case, complaint or dispute (vụ việc). Kinds and steps are data in `db/reference`."""

    __tablename__ = "case_file"
    __label__ = "Vụ việc"
    __title__: ClassVar[tuple[str, ...]] = ("number", "summary")
    __table_args__ = (
        not_binned("uq_case_number", "organisation_id", "number"),
        Index("ix_case_open", "closed_on", "next_due_on"),
    )

    number: Mapped[str] = field("Số", Line(20), listed=True, searched=True)
    kind: Mapped[str] = field("Loại vụ việc", Line(20), listed=True, group=INTAKE)
    branch_id: Mapped[int | None] = link("Công đoàn cơ sở", "branch", listed=True, group=INTAKE, index=True)
    employer: Mapped[str | None] = field("Đơn vị, doanh nghiệp", Line(255), group=INTAKE, searched=True)
    received_on: Mapped[date] = field("Ngày tiếp nhận", listed=True, group=INTAKE)
    received_at: Mapped[datetime] = field("Thời điểm tiếp nhận", UtcDateTime, hidden=True)
    source: Mapped[CaseSource] = field("Kênh", ChoiceType(CaseSource), group=INTAKE, default=CaseSource.PHONE)
    visit_id: Mapped[int | None] = link("Chuyến đi", "visit", group=INTAKE)
    reporter: Mapped[str | None] = field("Người phản ánh", Line(160), group=INTAKE, sensitive=True)
    reporter_phone: Mapped[str | None] = field(
        "Điện thoại người phản ánh", Line(60), group=INTAKE, sensitive=True
    )
    is_anonymous: Mapped[bool] = field("Ẩn danh", group=INTAKE, default=False)
    people_count: Mapped[int | None] = field("Số người liên quan", group=INTAKE, unit="người")
    women_count: Mapped[int | None] = field("Trong đó nữ", group=INTAKE, unit="người")
    summary: Mapped[str] = field("Tóm tắt nội dung", LongText, listed=True, group=INTAKE, searched=True)
    severity: Mapped[CaseSeverity] = field(
        "Mức độ", ChoiceType(CaseSeverity), listed=True, group=INTAKE, default=CaseSeverity.NORMAL
    )
    violation_found_on: Mapped[date | None] = field(
        "Ngày phát hiện vi phạm", group=INTAKE, help="Mốc bắt đầu thời hiệu yêu cầu giải quyết tranh chấp."
    )
    owner_id: Mapped[int | None] = link(
        "Người phụ trách", "officer", listed=True, group=HANDLING, wanted=True, index=True
    )
    step: Mapped[str] = field("Bước", Line(40), listed=True, group=HANDLING)
    is_paused: Mapped[bool] = field("Tạm dừng", default=False, hidden=True)
    next_action: Mapped[str | None] = field("Việc tiếp theo", Line(255), group=HANDLING, wanted=True)
    next_due_on: Mapped[date | None] = field("Hạn gần nhất", listed=True, group=HANDLING)
    support_promised: Mapped[str | None] = field("Hỗ trợ đã hứa", LongText, group=HANDLING)
    outcome: Mapped[CaseOutcome | None] = field(
        "Kết quả", ChoiceType(CaseOutcome), group=CLOSING, listed=True
    )
    result: Mapped[str | None] = field("Diễn giải kết quả", LongText, group=CLOSING, searched=True)
    money_secured: Mapped[int | None] = field("Số tiền bảo vệ được", Money, group=CLOSING, unit="đồng")
    people_helped: Mapped[int | None] = field("Số người được giúp", group=CLOSING, unit="người")
    replied_on: Mapped[date | None] = field("Ngày trả lời", group=CLOSING)
    satisfied: Mapped[bool | None] = field("Người đề nghị hài lòng", group=CLOSING)
    lessons: Mapped[str | None] = field("Bài học", LongText, group=CLOSING, searched=True)
    closed_on: Mapped[date | None] = field("Ngày kết thúc", listed=True, group=CLOSING)
    confidential: Mapped[bool] = field("Vụ việc kín", default=False, group=INTAKE)
    data_basis: Mapped[str | None] = field("Căn cứ xử lý dữ liệu cá nhân", Line(160), group=INTAKE)


class CaseDiaryEntry(Record):
    """One line of the diary. Append-only: a wrong entry is struck by a new one, never changed."""

    __tablename__ = "case_diary"
    __label__ = "Nhật ký vụ việc"
    __title__: ClassVar[tuple[str, ...]] = ("text",)

    case_id: Mapped[int] = link("Vụ việc", "case_file", index=True)
    at: Mapped[datetime] = field("Thời điểm", UtcDateTime, listed=True)
    officer_id: Mapped[int | None] = link("Người ghi", "officer")
    officer_name: Mapped[str] = field("Tên người ghi", Line(120), listed=True)
    kind: Mapped[str] = field("Loại", Line(20), default="note", listed=True)
    text: Mapped[str] = field("Nội dung", LongText, listed=True, searched=True)
    strikes_id: Mapped[int | None] = link("Gạch bỏ dòng", "case_diary")


class CaseClock(Record):
    """A deadline that runs in a case, with its arithmetic in words. Never deleted: met, stopped, superseded."""

    __tablename__ = "case_clock"
    __label__ = "Thời hạn"
    __root__ = ("case_id", "case_file")
    __title__: ClassVar[tuple[str, ...]] = ("label",)

    case_id: Mapped[int] = link("Vụ việc", "case_file", index=True)
    rule_id: Mapped[str] = field("Mã quy tắc", Line(20))
    variant: Mapped[str | None] = field("Biến thể", Line(40))
    label: Mapped[str] = field("Thời hạn", Line(255), listed=True)
    started_on: Mapped[date] = field("Bắt đầu từ", listed=True)
    due_on: Mapped[date] = field("Đến hạn", listed=True, index=True)
    due_at: Mapped[datetime | None] = field("Đến giờ", UtcDateTime)
    duty: Mapped[DutyHolder] = field("Bên phải thực hiện", ChoiceType(DutyHolder), listed=True)
    arithmetic: Mapped[str] = field("Cách tính", LongText, listed=True)
    basis: Mapped[str | None] = field("Căn cứ", Line(255), listed=True)
    is_verified: Mapped[bool] = field("Đã kiểm chứng", default=True)
    state: Mapped[ClockState] = field(
        "Tình trạng", ChoiceType(ClockState), default=ClockState.RUNNING, listed=True
    )
    ended_on: Mapped[date | None] = field("Ngày kết thúc")
