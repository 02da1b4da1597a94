"""Writing values into records by their declarations: the one place that checks lengths and closed lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from unionDesk.records.base import Record
from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.names import clean, clean_lines

from .specs import fields_of

_TYPES: dict[Sort, tuple[type, ...]] = {
    Sort.INTEGER: (int,),
    Sort.MONEY: (int,),
    Sort.PERCENT: (int,),
    Sort.DATE: (date,),
    Sort.MOMENT: (datetime,),
    Sort.BOOLEAN: (bool,),
}


def apply(record: Record, values: Mapping[str, Any], *, only: frozenset[str] | None = None) -> None:
    """Sets declared fields of a record. Names outside the declaration, or outside `only`, are bugs.

    Raises UserError, naming the field, for a text too long, a required field left empty or a value that
    is not of the field's sort.
    """
    specs = {spec.name: spec for spec in fields_of(type(record).__tablename__)}
    for name, value in values.items():
        if only is not None and name not in only:
            raise KeyError(name)
        kept = checked(specs[name], value)
        setattr(record, name, _default(record, name) if kept is None else kept)


def _default(record: Record, name: str) -> Any:
    """What an emptied field falls back to: nothing, or its default where the store asks for a value."""
    column = type(record).__mapper__.columns[name]
    return getattr(column.default, "arg", None) if not column.nullable else None


def checked(spec: FieldSpec, value: Any) -> Any:
    """The value as it is stored: text composed and trimmed, an empty text None."""
    if isinstance(value, str) and spec.sort in {Sort.TEXT, Sort.PHONE, Sort.LONG_TEXT}:
        value = (clean_lines(value) if spec.sort is Sort.LONG_TEXT else clean(value)) or None
    if value is None or value == "":
        if spec.required:
            raise UserError(f"Hãy nhập “{spec.label}”.")
        return None
    if spec.sort is Sort.CHOICE and spec.choices is not None:
        if value not in {member.value for member in spec.choices}:
            raise UserError(f"“{value}” không có trong danh sách của “{spec.label}”.")
        return spec.choices(value)
    expected = _TYPES.get(spec.sort)
    if expected is not None and not isinstance(value, expected):
        raise UserError(f"“{value}” không phải là giá trị đúng của “{spec.label}”.")
    if spec.sort in {Sort.INTEGER, Sort.MONEY} and value < 0:
        raise UserError(f"“{spec.label}” không thể là số âm.")
    if spec.length is not None and len(value) > spec.length:
        raise UserError(f"“{spec.label}” dài quá {spec.length} ký tự (đang có {len(value)}).")
    return value


def values_of(record: Record) -> dict[str, Any]:
    """The values of the fields a person sees, by name."""
    return {spec.name: getattr(record, spec.name) for spec in fields_of(type(record).__tablename__)}
