"""Visits to branches, who took part, and the opinions heard there."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import (
    MinutesKind,
    OpinionChannel,
    ParticipantSide,
    Prevalence,
    PromiseWord,
    Tendency,
    Topic,
    VisitKind,
    VisitStatus,
)

from .base import Record, not_binned
from .fields import field, link
from .types import ChoiceType, Line, LongText

PLAN = "Kế hoạch"
TALK = "Nội dung làm việc"
OPINIONS = "Ý kiến"
MINUTES = "Biên bản"


class Visit(Record):
    """A trip to a branch, or to a firm without a union. Planned and held times are wall-clock times."""

    __tablename__ = "visit"
    __label__ = "Chuyến đi cơ sở"
    __title__: ClassVar[tuple[str, ...]] = ("number", "topic")
    __table_args__ = (
        not_binned("uq_visit_number", "organisation_id", "number"),
        Index("ix_visit_planned_from", "planned_from", "id"),
        Index("ix_visit_branch_held", "branch_id", "held_from"),
    )

    number: Mapped[str] = field("Số", Line(20), listed=True, searched=True)
    branch_id: Mapped[int | None] = link("Công đoàn cơ sở", "branch", group=PLAN, listed=True)
    firm_name: Mapped[str | None] = field("Đơn vị chưa có công đoàn", Line(255), group=PLAN, searched=True)
    firm_place_id: Mapped[int | None] = link("Xã, phường của đơn vị", "place", group=PLAN)
    kind: Mapped[VisitKind] = field("Loại chuyến đi", ChoiceType(VisitKind), group=PLAN, listed=True)
    status: Mapped[VisitStatus] = field(
        "Trạng thái", ChoiceType(VisitStatus), listed=True, default=VisitStatus.PLANNED
    )
    status_reason: Mapped[str | None] = field("Lý do", Line(255))
    programme: Mapped[str | None] = field("Chương trình", Line(120), group=PLAN)
    planned_from: Mapped[datetime] = field("Dự kiến từ", group=PLAN, listed=True)
    planned_to: Mapped[datetime | None] = field("Dự kiến đến", group=PLAN)
    held_from: Mapped[datetime | None] = field("Bắt đầu lúc", listed=True)
    held_to: Mapped[datetime | None] = field("Kết thúc lúc")
    lead_id: Mapped[int | None] = link(
        "Trưởng đoàn", "officer", group=PLAN, listed=True, wanted=True, index=True
    )
    preparation: Mapped[str | None] = field("Nội dung chuẩn bị", LongText, group=PLAN)
    announced_on: Mapped[date | None] = field("Đã báo trước ngày", group=PLAN)
    venue: Mapped[str | None] = field("Địa điểm", Line(255), group=PLAN, wanted=True)

    topic: Mapped[str | None] = field("Chuyên đề", Line(255), group=MINUTES, searched=True)
    minutes_kind: Mapped[MinutesKind] = field(
        "Mẫu biên bản", ChoiceType(MinutesKind), group=MINUTES, default=MinutesKind.WORKING
    )
    basis: Mapped[str | None] = field("Căn cứ", LongText, group=MINUTES)
    chair: Mapped[str | None] = field("Chủ trì", Line(160), group=MINUTES)
    secretary: Mapped[str | None] = field("Thư ký (người ghi biên bản)", Line(160), group=MINUTES)
    absent: Mapped[str | None] = field("Vắng mặt (lý do)", LongText, group=MINUTES)
    copies: Mapped[int | None] = field("Số bản", group=MINUTES)
    not_signing: Mapped[str | None] = field("Người không ký (lý do)", LongText, group=MINUTES)
    worker_count: Mapped[int | None] = field("Số người lao động đã gặp", group=MINUTES, unit="người")
    women_count: Mapped[int | None] = field("Trong đó nữ", group=MINUTES, unit="người")

    production: Mapped[str | None] = field(
        "Sản xuất, kinh doanh, công tác", LongText, group=TALK, searched=True
    )
    jobs: Mapped[str | None] = field("Lao động, việc làm", LongText, group=TALK, searched=True)
    wages: Mapped[str | None] = field(
        "Tiền lương, thu nhập, tiền thưởng, bảo hiểm", LongText, group=TALK, searched=True
    )
    living: Mapped[str | None] = field(
        "An toàn, bữa ăn ca, nhà ở, đời sống", LongText, group=TALK, searched=True
    )
    branch_activity: Mapped[str | None] = field(
        "Hoạt động CĐCS, đối thoại, dân chủ", LongText, group=TALK, searched=True
    )
    thoughts: Mapped[str | None] = field("Tâm tư, nguyện vọng, bức xúc", LongText, group=TALK, searched=True)
    branch_opinion: Mapped[str | None] = field("Ý kiến của CĐCS", LongText, group=OPINIONS, searched=True)
    employer_opinion: Mapped[str | None] = field(
        "Ý kiến của người sử dụng lao động", LongText, group=OPINIONS, searched=True
    )
    worker_opinion: Mapped[str | None] = field(
        "Ý kiến của đoàn viên, người lao động", LongText, group=OPINIONS, searched=True
    )
    differing_opinion: Mapped[str | None] = field("Vấn đề còn ý kiến khác nhau", LongText, group=OPINIONS)
    guidance: Mapped[str | None] = field(
        "Nội dung đã hướng dẫn (cầm tay chỉ việc)", LongText, group=OPINIONS, searched=True
    )
    conclusion: Mapped[str | None] = field("Kết luận", LongText, group=OPINIONS)
    proceedings: Mapped[str | None] = field(
        "Diễn biến cuộc họp", LongText, group=OPINIONS, help="Dùng cho biên bản họp."
    )
    report_due_on: Mapped[date | None] = field("Hạn báo cáo")
    reported_on: Mapped[date | None] = field("Ngày báo cáo")
    series_id: Mapped[int | None] = field("Thuộc chuỗi", hidden=True)
    follows_id: Mapped[int | None] = link("Hẹn từ chuyến đi", "visit", hidden=True)


class VisitOfficer(Record):
    """An officer of the office who goes along."""

    __tablename__ = "visit_officer"
    __label__ = "Thành viên đoàn"
    __root__ = ("visit_id", "visit")
    __table_args__ = (not_binned("uq_visit_officer", "visit_id", "officer_id"),)

    visit_id: Mapped[int] = link("Chuyến đi", "visit", index=True)
    officer_id: Mapped[int] = link("Cán bộ", "officer", index=True)


class VisitParticipant(Record):
    """A person of one side who took part and is named in the minutes."""

    __tablename__ = "visit_participant"
    __label__ = "Thành phần tham dự"
    __root__ = ("visit_id", "visit")
    __title__: ClassVar[tuple[str, ...]] = ("full_name", "position")

    visit_id: Mapped[int] = link("Chuyến đi", "visit", index=True)
    side: Mapped[ParticipantSide] = field("Bên", ChoiceType(ParticipantSide))
    full_name: Mapped[str] = field("Họ và tên", Line(120), listed=True)
    position: Mapped[str | None] = field("Chức vụ", Line(160), listed=True)
    is_head: Mapped[bool] = field("Dẫn đầu", default=False)
    place_in_list: Mapped[int] = field("Thứ tự", default=0)


class PromiseAnswer(Record):
    """The one word with which an open promise was answered at a visit."""

    __tablename__ = "promise_answer"
    __label__ = "Trả lời kiến nghị"
    __root__ = ("visit_id", "visit")
    __table_args__ = (not_binned("uq_promise_answer", "visit_id", "promise_id"),)

    visit_id: Mapped[int] = link("Chuyến đi", "visit", index=True)
    promise_id: Mapped[int] = link("Kiến nghị, cam kết", "promise", index=True)
    word: Mapped[PromiseWord] = field("Kết quả", ChoiceType(PromiseWord), listed=True)
    note: Mapped[str | None] = field("Ghi chú", Line(500), listed=True)


class OpinionNote(Record):
    """A note of what workers think and wish (phiếu nắm bắt tâm tư). Holds no worker's name by default."""

    __tablename__ = "opinion_note"
    __label__ = "Phiếu nắm bắt tâm tư"
    __title__: ClassVar[tuple[str, ...]] = ("topic", "words")

    branch_id: Mapped[int | None] = link("Công đoàn cơ sở", "branch", index=True)
    visit_id: Mapped[int | None] = link("Chuyến đi", "visit", index=True)
    officer_id: Mapped[int | None] = link("Người ghi", "officer")
    channel: Mapped[OpinionChannel] = field("Kênh", ChoiceType(OpinionChannel), default=OpinionChannel.VISIT)
    topic: Mapped[Topic] = field("Chủ đề", ChoiceType(Topic), listed=True)
    audience: Mapped[str | None] = field("Nhóm người lao động", Line(120), listed=True)
    tendency: Mapped[Tendency | None] = field("Khuynh hướng", ChoiceType(Tendency))
    prevalence: Mapped[Prevalence | None] = field("Mức phổ biến", ChoiceType(Prevalence), listed=True)
    intensity: Mapped[int | None] = field("Cường độ (1–5)")
    is_rumour: Mapped[bool] = field("Là tin đồn", default=False)
    words: Mapped[str] = field("Lời đã nghe", LongText, listed=True, searched=True)
    wish: Mapped[str | None] = field("Nguyện vọng", LongText, searched=True)
    done: Mapped[str | None] = field("Đã làm gì", LongText)
    heard_on: Mapped[date] = field("Ngày nghe", listed=True)
    written_on: Mapped[date] = field("Ngày ghi")
    verdict: Mapped[str | None] = field("Trả lời có lý do", LongText)
    told_on: Mapped[date | None] = field("Ngày đã trả lời")
    case_id: Mapped[int | None] = link("Chuyển thành vụ việc", "case_file")
