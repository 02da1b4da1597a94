"""What storage does to records by itself before they are written: defaults, composed letters, lengths, sort keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import String

from unionDesk.records.base import Record
from unionDesk.records.types import LongText
from unionDesk.rules.errors import UserError
from unionDesk.rules.names import person_sort_key

from .bulk import insert_records

BULK = 100  # from this many records on they are written in bulk: the session takes several times as long


@dataclass(frozen=True)
class Plan:
    """What is to be done to the records of a class."""

    defaults: tuple[tuple[str, Any], ...]
    texts: tuple[tuple[str, int | None], ...]
    keyed_person: bool


@cache
def plan_of(cls: type[Record]) -> Plan:
    """The plan of a class, read from its columns once."""
    columns = cls.__mapper__.columns
    texts: list[tuple[str, int | None]] = []
    for name, column in columns.items():
        inner = getattr(column.type, "impl", column.type)
        if isinstance(inner, String) and getattr(column.type, "choices", None) is None:
            texts.append((name, None if isinstance(column.type, LongText) else inner.length))
    return Plan(
        defaults=tuple(
            (name, column.default.arg)
            for name, column in columns.items()
            if isinstance(column.default, ScalarElementColumnDefault) and name != "version"
        ),
        texts=tuple(texts),
        keyed_person="name_key" in columns and "full_name" in columns,
    )


def prepare(record: Record, *, is_new: bool) -> None:
    """Fills in defaults, composes letters, checks lengths and computes the sort key of a person's name.

    Raises UserError for a text longer than its column: PostgreSQL would refuse it, SQLite would not.
    """
    cls = type(record)
    plan = plan_of(cls)
    values = record.__dict__
    if is_new:
        for name, default in plan.defaults:
            values.setdefault(name, default)
    for name, longest in plan.texts:
        value = values.get(name)
        if value is None:
            continue
        if not unicodedata.is_normalized("NFC", value):
            value = unicodedata.normalize("NFC", value)
            setattr(record, name, value)
        if longest is not None and len(value) > longest:
            info = cls.fields().get(name)
            raise UserError(
                f"{info.label if info else name} dài {len(value)} ký tự, nhiều nhất chỉ được {longest}. "
                f"Hãy viết ngắn lại: “{value[:40]}…”."
            )
    if plan.keyed_person and "full_name" in values:
        key = person_sort_key(record.full_name)  # type: ignore[attr-defined]
        if values.get("name_key") != key:
            record.name_key = key  # type: ignore[attr-defined]


def stamp(record: Record, now: datetime, organisation_id: int) -> None:
    """Gives a new record its owner and its moments."""
    values = record.__dict__  # nothing is stored yet, so there is no old value to keep
    if values.get("organisation_id") is None:
        values["organisation_id"] = organisation_id
    values["created_at"] = values["changed_at"] = now


def insert_many(session: Session, records: Sequence[Record]) -> None:
    """Writes new records in bulk and makes them known to the session as written.

    To be called while the session flushes, before it looks at what is new.
    """
    insert_records(session.connection(), records)
    for record in records:
        session.expunge(record)
        make_transient_to_detached(record)
        session.add(record)
