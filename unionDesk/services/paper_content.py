"""Frozen content of papers: the dataclasses that papers print, as JSON and back, field by field."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from unionDesk.rules.choice import Choice

T = TypeVar("T")


def frozen(value: Any) -> Any:
    """A dataclass of plain values as JSON keeps it; what has its default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: frozen(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, tuple):
        return [frozen(part) for part in value]
    if isinstance(value, Choice):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a paper cannot hold {type(value).__name__}")


def thawed(cls: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass back from its JSON. A field that a newer program added takes its default."""
    hints = get_type_hints(cls)
    known = {name: _value(hints[name], value) for name, value in data.items() if name in hints}
    return cls(**known)


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        (hint,) = (each for each in get_args(hint) if each is not type(None))
        origin = get_origin(hint)
    if origin is tuple:
        parts = get_args(hint)
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(_value(parts[0], each) for each in value)
        return tuple(_value(part, each) for part, each in zip(parts, value, strict=True))
    if is_dataclass(hint):
        return thawed(hint, value)  # type: ignore[arg-type]  # a dataclass used as a hint is a class
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Choice):
        return hint(value)
    return value
