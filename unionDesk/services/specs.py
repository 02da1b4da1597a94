"""Field descriptions for forms, lists and imports, read off the records' own declarations."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime

from unionDesk.records.base import Record
from unionDesk.records.catalogue import record_class
from unionDesk.records.fields import FieldInfo
from unionDesk.records.types import ChoiceType, Json, Line, LongText, Money, Percent, Phone, UtcDateTime
from unionDesk.rules.field_spec import FieldSpec, Sort

_PICKS = {
    "place": Sort.PLACE,
    "officer": Sort.OFFICER,
    "branch": Sort.BRANCH,
    "organisation": Sort.ORGANISATION,
}
_SORTS: tuple[tuple[Any, Sort], ...] = (
    (ChoiceType, Sort.CHOICE),
    (Phone, Sort.PHONE),
    (Line, Sort.TEXT),
    (LongText, Sort.LONG_TEXT),
    (Money, Sort.MONEY),
    (Percent, Sort.PERCENT),
    (UtcDateTime, Sort.MOMENT),
    (DateTime, Sort.MOMENT),
    (Date, Sort.DATE),
    (Boolean, Sort.BOOLEAN),
)


@cache
def fields_of(kind: str) -> tuple[FieldSpec, ...]:
    """The fields of a record kind that a person sees, in the order of declaration."""
    cls = record_class(kind)
    return tuple(
        _spec(cls, name, info)
        for name, info in cls.fields().items()
        if not info.hidden and cls.__mapper__.columns[name].type is not Json
    )


def field_of(kind: str, name: str) -> FieldSpec:
    """One field of a record kind. Raises KeyError for a name that is not declared."""
    return {spec.name: spec for spec in fields_of(kind)}[name]


@cache
def label_of(kind: str, name: str) -> str:
    """The Vietnamese label of a field, hidden ones included; the name itself where none is declared."""
    info = record_class(kind).fields().get(name)
    return info.label if info else name


def _spec(cls: type[Record], name: str, info: FieldInfo) -> FieldSpec:
    column: Column[Any] = cls.__mapper__.columns[name]
    sort = _PICKS.get(info.picks) or next(
        (sort for type_, sort in _SORTS if isinstance(column.type, type_)), Sort.INTEGER
    )
    length = getattr(column.type, "length", None) if sort in {Sort.TEXT, Sort.PHONE} else None
    return FieldSpec(
        name=name,
        label=info.label,
        sort=sort,
        length=length,
        choices=column.type.choices if isinstance(column.type, ChoiceType) else None,
        group=info.group,
        help=info.help,
        wanted=info.wanted,
        required=not column.nullable and column.default is None,
        listed=info.listed,
        searched=info.searched,
        sensitive=info.sensitive,
        unit=info.unit,
    )
