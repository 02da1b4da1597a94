"""All record classes by the name of their table."""

from __future__ import annotations

from . import audit, branch, branch_facts, case, document, office, place, promise, visit
from .base import Base, Record

_MODULES = (audit, branch, branch_facts, case, document, office, place, promise, visit)

RECORDS: dict[str, type[Record]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Record)
}


def record_class(kind: str) -> type[Record]:
    """The record class of a table name. Raises KeyError for a name that is no record."""
    return RECORDS[kind]
