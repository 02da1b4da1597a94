"""Column types of the records: moments in UTC, closed lists, phones, money, sort keys, Vietnamese text."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from unionDesk.rules.choice import Choice


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: timezone-aware in Python, UTC in the store (SQLite drops zones, so it is put back)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ChoiceType(TypeDecorator[Choice]):
    """A member of a closed list, stored by its value."""

    impl = String(40)
    cache_ok = True

    def __init__(self, choices: type[Choice]) -> None:
        self.choices = choices
        super().__init__()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.choices(value).value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        return None if value is None else self.choices(value)


class _NormalisedText:
    """Text is stored in the composed form (NFC): decomposed letters print wrong and are not found."""

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else unicodedata.normalize("NFC", value)


class Line(_NormalisedText, TypeDecorator[str]):
    """One line of text with a greatest length in characters."""

    impl = String
    cache_ok = True


class LongText(_NormalisedText, TypeDecorator[str]):
    """Text of any length, with line breaks."""

    impl = Text
    cache_ok = True


class Phone(Line):
    """A telephone number as text: its leading zero counts."""

    cache_ok = True

    def __init__(self, length: int = 60) -> None:
        super().__init__(length)


class Money(TypeDecorator[int]):
    """A sum in đồng, a whole number."""

    impl = BigInteger
    cache_ok = True


class Percent(TypeDecorator[int]):
    """A rate in hundredths of a percent, a whole number (8500 is 85 %)."""

    impl = Integer
    cache_ok = True


Id = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")
# Python computes the key in Vietnamese order; the server must compare it byte by byte
SortKey = String(400).with_variant(String(400, collation="C"), "postgresql")
