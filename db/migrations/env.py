"""Alembic's environment: runs on the connection it is handed; the same revisions for both databases."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from unionDesk.records.base import Base
from unionDesk.records.catalogue import RECORDS

# full-text search tables and indexes are made by hand in the revisions
_BY_HAND = ("search_fts", "ix_search_vector")


def _include(_object: Any, name: str | None, _type: str, _reflected: bool, _compare_to: Any) -> bool:
    return not (name or "").startswith(_BY_HAND)


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A revision names plain column types: it must stay true when the program's own types change."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


assert RECORDS  # all record modules are loaded, so the metadata is whole
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_object=_include,
    render_item=_render,
    compare_type=False,
    render_as_batch=True,
)
context.run_migrations()
