"""Who is acting: known everywhere through the unit of work and the context."""

from __future__ import annotations

from dataclasses import dataclass

from .kinds import Role


@dataclass(frozen=True)
class Actor:
    """The officer at the keyboard. `officer_id` is None while an office is being set up."""

    organisation_id: int
    name: str
    role: Role
    officer_id: int | None = None
