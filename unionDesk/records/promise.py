"""Promises and recommendations: who has to do what by when, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from unionDesk.rules.kinds import HolderKind, PromiseSource, PromiseStatus, Topic

from .base import Record, not_binned
from .fields import field, link
from .types import ChoiceType, Line, LongText


class Promise(Record):
    """Something that somebody has to do by a day (kiến nghị, cam kết)."""

    __tablename__ = "promise"
    __label__ = "Kiến nghị, cam kết"
    __title__: ClassVar[tuple[str, ...]] = ("number", "text")
    __table_args__ = (
        not_binned("uq_promise_number", "organisation_id", "number"),
        Index("ix_promise_status_due", "status", "due_on"),
    )

    number: Mapped[str] = field("Số", Line(20), listed=True, searched=True)
    branch_id: Mapped[int | None] = link("Công đoàn cơ sở", "branch", listed=True, index=True)
    source: Mapped[PromiseSource] = field("Nguồn", ChoiceType(PromiseSource), default=PromiseSource.VISIT)
    visit_id: Mapped[int | None] = link("Chuyến đi", "visit", index=True)
    text: Mapped[str] = field("Nội dung", LongText, listed=True, searched=True)
    topic: Mapped[Topic] = field("Nhóm vấn đề", ChoiceType(Topic), default=Topic.OTHER, listed=True)
    opinion_count: Mapped[int] = field("Số ý kiến cùng nội dung", default=1)
    holder_kind: Mapped[HolderKind] = field("Bên thực hiện", ChoiceType(HolderKind), listed=True)
    holder_name: Mapped[str | None] = field("Người, đơn vị thực hiện", Line(160), listed=True)
    coordination: Mapped[str | None] = field("Phối hợp", Line(160))
    officer_id: Mapped[int | None] = link("Cán bộ theo dõi", "officer", listed=True, index=True)
    made_on: Mapped[date] = field("Ngày ghi nhận", listed=True)
    due_on: Mapped[date] = field("Hạn", listed=True)
    due_reason: Mapped[str | None] = field("Lý do đổi hạn", Line(255))
    status: Mapped[PromiseStatus] = field(
        "Trạng thái", ChoiceType(PromiseStatus), default=PromiseStatus.OPEN, listed=True
    )
    result: Mapped[str | None] = field("Kết quả", LongText, listed=True, searched=True)
    closed_on: Mapped[date | None] = field("Ngày kết thúc", listed=True)
    told_branch_on: Mapped[date | None] = field("Ngày đã phản hồi cơ sở")
    branch_agrees: Mapped[bool | None] = field("Cơ sở đồng tình")
    case_id: Mapped[int | None] = link("Vụ việc", "case_file")
