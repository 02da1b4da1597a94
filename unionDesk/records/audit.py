"""The audit trail: one Operation a transaction, one entry a record, chained by hashes; and search rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base
from .types import Id, Json, Line, LongText, UtcDateTime


class Operation(Base):
    """One transaction: who, when, what in words; its id is given by the asker, so a repeat is recognised."""

    __tablename__ = "operation"

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    organisation_id: Mapped[int] = mapped_column(Id, index=True)
    officer_id: Mapped[int | None] = mapped_column(Id)
    officer_name: Mapped[str] = mapped_column(Line(120))
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    what: Mapped[str] = mapped_column(Line(255))
    batch: Mapped[str | None] = mapped_column(Line(40), index=True)
    details: Mapped[Any | None] = mapped_column(Json)
    undoes_id: Mapped[int | None] = mapped_column(Id, index=True)
    undone_by_id: Mapped[int | None] = mapped_column(Id)


class AuditEntry(Base):
    """What an operation did to one record. `before` and `after` hold the changed fields as JSON.

    `hash` is SHA-256 over the previous hash and this entry's content; `sequence` has no gaps, so a removed
    or altered entry shows. `case_id` is set for what is or belongs to a case, so that the entries of a case that
    becomes confidential are confidential with it.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_record", "record_kind", "record_id"),
        Index("ix_audit_root", "root_kind", "root_id"),
    )

    sequence: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    operation_id: Mapped[int] = mapped_column(Id, index=True)
    organisation_id: Mapped[int] = mapped_column(Id)
    case_id: Mapped[int | None] = mapped_column(Id)
    record_kind: Mapped[str] = mapped_column(Line(40))
    record_id: Mapped[int] = mapped_column(Id)
    root_kind: Mapped[str] = mapped_column(Line(40))
    root_id: Mapped[int] = mapped_column(Id)
    action: Mapped[str] = mapped_column(Line(10))
    record_version: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[Any | None] = mapped_column(Json)
    after: Mapped[Any | None] = mapped_column(Json)
    previous_hash: Mapped[str] = mapped_column(Line(64))
    hash: Mapped[str] = mapped_column(Line(64))


class AuditHead(Base):
    """The end of the chain: one row, locked while a transaction appends."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(Line(64))


class SearchRow(Base):
    """What the search box finds: a record's title and its folded words (no sensitive text).

    The full-text index over `words` is made by the revisions: an FTS5 table on SQLite, an expression index
    on PostgreSQL.
    """

    __tablename__ = "search_row"
    __table_args__ = (Index("ix_search_record", "kind", "record_id", unique=True),)

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    organisation_id: Mapped[int] = mapped_column(Id)
    case_id: Mapped[int | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(Line(40))
    record_id: Mapped[int] = mapped_column(Id)
    opens_kind: Mapped[str] = mapped_column(Line(40))
    opens_id: Mapped[int] = mapped_column(Id)
    title: Mapped[str] = mapped_column(Line(500))
    detail: Mapped[str | None] = mapped_column(Line(500))
    exact: Mapped[str] = mapped_column(LongText)
    words: Mapped[str] = mapped_column(LongText)
