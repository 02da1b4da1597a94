"""Record: what every kept thing has: an internal id, its owning office, a version, a bin."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, Index, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from .fields import FieldInfo, field
from .types import Id, Line, UtcDateTime

_EPOCH_MS = 1_704_067_200_000  # 1 January 2024, UTC
_RANDOM_BITS = 21


class _Ids:
    """Hands out ids: milliseconds since 2024 above random bits, always rising within the process.

    Handed out by the program, so that bulk writes need no RETURNING and two databases can be joined
    without renumbering. Fits a signed 64-bit integer until 2163.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> int:
        with self._lock:
            now = (time.time_ns() // 1_000_000 - _EPOCH_MS) << _RANDOM_BITS
            self._last = max(now + secrets.randbelow(1 << _RANDOM_BITS), self._last + 1)
            return self._last


new_id = _Ids().next


class Base(DeclarativeBase):
    """The metadata of all tables; names of constraints are fixed so that revisions can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Base):
    """Something the office keeps. Never physically deleted; every change is versioned and audited.

    `__root__` names the attribute that points to the record a part belongs to, as `(attribute, table)`:
    changing the part touches that root, so that the root's version guards it. `__label__` is the Vietnamese
    noun. `__title__` names the attributes that tell the record to a person. `__derived__` names copies that
    storage computes; they are left out of the audit trail.
    """

    __abstract__ = True
    __root__: ClassVar[tuple[str, str] | None] = None
    __label__: ClassVar[str] = ""
    __title__: ClassVar[tuple[str, ...]] = ()
    __derived__: ClassVar[frozenset[str]] = frozenset()

    id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = field("Đã xóa lúc", UtcDateTime, hidden=True)

    @declared_attr
    def organisation_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy hands the class over
        return mapped_column(
            Id, ForeignKey("organisation.id", deferrable=True, initially="DEFERRED"), index=True
        )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", new_id())
        super().__init__(**values)

    @classmethod
    def fields(cls) -> dict[str, FieldInfo]:
        """The declared fields by attribute name, in the order of declaration."""
        return {
            key: column.info["field"]
            for key, column in cls.__mapper__.columns.items()
            if "field" in column.info
        }


class Dated:
    """Mixin of a row of dated history: the truth of one fact from `valid_from` up to, not including, `valid_to`.

    Dates may lie ahead. `__copies__` maps attributes of this row to the `current_…` copies on the root,
    which only `storage.history` writes.
    """

    __copies__: ClassVar[dict[str, str]] = {}

    valid_from: Mapped[date] = field("Có hiệu lực từ")
    valid_to: Mapped[date | None] = field("Đến trước ngày")
    decision_number: Mapped[str | None] = field("Số quyết định", Line(60))
    decision_on: Mapped[date | None] = field("Ngày quyết định")
    reason: Mapped[str | None] = field("Lý do", Line(255))


def table_of(cls: type[Base]) -> Table:
    """The table of a record class, typed."""
    table = cls.__table__
    assert isinstance(table, Table)
    return table


def not_binned(name: str, *columns: str, where: str = "") -> Index:
    """A unique index that leaves out the bin: the same code may be given again after a deletion."""
    condition = "deleted_at IS NULL" + (f" AND {where}" if where else "")
    return Index(name, *columns, unique=True, sqlite_where=text(condition), postgresql_where=text(condition))


def utc_now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
