"""The register of papers, their stored bytes, and the number series of the office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from unionDesk.rules.kinds import DocumentKind, DocumentState

from .base import Base, Record, not_binned
from .fields import field, link
from .types import ChoiceType, Json, Line, LongText, UtcDateTime


class Document(Record):
    """A paper of the office: draft, put up for signature, numbered, signed. Once numbered it never changes.

    `content` is the frozen text from *trình ký* on; the bytes of a numbered paper lie in `DocumentFile`.
    """

    __tablename__ = "document"
    __label__ = "Văn bản"
    __title__: ClassVar[tuple[str, ...]] = ("full_number", "title")
    __table_args__ = (
        not_binned(
            "uq_document_number", "organisation_id", "series", "year", "number", where="number IS NOT NULL"
        ),
        Index("ix_document_visit", "visit_id"),
    )

    kind: Mapped[DocumentKind] = field("Loại văn bản", ChoiceType(DocumentKind), listed=True)
    state: Mapped[DocumentState] = field(
        "Trạng thái", ChoiceType(DocumentState), default=DocumentState.DRAFT, listed=True
    )
    title: Mapped[str] = field("Trích yếu", Line(500), listed=True, searched=True)
    series: Mapped[str | None] = field("Sổ số", Line(20))
    year: Mapped[int | None] = field("Năm")
    number: Mapped[int | None] = field("Số thứ tự")
    full_number: Mapped[str | None] = field("Số, ký hiệu", Line(60), listed=True, searched=True)
    dated_on: Mapped[date | None] = field("Ngày văn bản", listed=True)
    branch_id: Mapped[int | None] = link("Công đoàn cơ sở", "branch", listed=True, index=True)
    visit_id: Mapped[int | None] = link("Chuyến đi", "visit")
    case_id: Mapped[int | None] = link("Vụ việc", "case_file")
    replaces_id: Mapped[int | None] = link("Thay thế văn bản", "document")
    content: Mapped[Any | None] = field("Nội dung đã chốt", Json, hidden=True)
    pages: Mapped[int | None] = field("Số trang")
    sha256: Mapped[str | None] = field("Mã băm", Line(64), hidden=True)
    submitted_at: Mapped[datetime | None] = field("Trình ký lúc", UtcDateTime)
    numbered_at: Mapped[datetime | None] = field("Lấy số lúc", UtcDateTime)
    signed_on: Mapped[date | None] = field("Ngày ký")
    signed_by: Mapped[str | None] = field("Người ký", Line(160))
    state_reason: Mapped[str | None] = field("Lý do trả về dự thảo", Line(255))
    note: Mapped[str | None] = field("Ghi chú", LongText)


class DocumentFile(Base):
    """The bytes of a numbered paper. Written once, in the transaction that gave the number."""

    __tablename__ = "document_file"

    document_id: Mapped[int] = link("Văn bản", "document", primary_key=True, autoincrement=False)
    organisation_id: Mapped[int] = link("Đơn vị", "organisation")
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(Line(64))


class NumberSeries(Base):
    """The last number given in a series of an office in a year; its row is locked while a number is taken."""

    __tablename__ = "number_series"

    organisation_id: Mapped[int] = link("Đơn vị", "organisation", primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Line(20), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)
