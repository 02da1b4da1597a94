"""field(): a mapped column that carries its label and manners, so that a fact is declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from .types import Id


@dataclass(frozen=True)
class FieldInfo:
    """What `Column.info["field"]` says about a field beyond its type.

    `wanted` means: asked for in the form and shown as *thiếu dữ liệu* until known; the store accepts its
    absence. `sensitive` values never enter the audit trail or the search words in clear. `unit` is printed
    behind the editor ("đồng", "người").
    """

    label: str
    group: str = ""
    help: str = ""
    wanted: bool = False
    listed: bool = False
    searched: bool = False
    sensitive: bool = False
    unit: str = ""
    picks: str = ""
    hidden: bool = False


def field(
    label: str,
    type_: TypeEngine[Any] | type[TypeEngine[Any]] | None = None,
    *args: Any,
    group: str = "",
    help: str = "",  # noqa: A002 - the word the forms use
    wanted: bool = False,
    listed: bool = False,
    searched: bool = False,
    sensitive: bool = False,
    unit: str = "",
    picks: str = "",
    hidden: bool = False,
    **kw: Any,
) -> MappedColumn[Any]:
    """A column with its Vietnamese label; see `FieldInfo`. `picks` names the kind of record a key points to."""
    info = FieldInfo(label, group, help, wanted, listed, searched, sensitive, unit, picks, hidden)
    positional = (type_, *args) if type_ is not None else args
    # the old value must be at hand for the audit trail even when it was never read
    return mapped_column(*positional, info={"field": info}, active_history=True, **kw)


def link(label: str, target: str, *, picks: str = "", **kw: Any) -> MappedColumn[Any]:
    """A key to another record. Checked at the end of the transaction, so that order of writing is free."""
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return field(label, Id, key, picks=picks or target, **kw)
