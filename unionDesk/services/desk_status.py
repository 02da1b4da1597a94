"""What the status bar tells: which office, which user, which database, the last verified backup."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from unionDesk.records.office import Organisation
from unionDesk.storage.unit_of_work import Work


@dataclass(frozen=True)
class DeskStatus:
    """The office as the status bar shows it."""

    office: str
    user: str
    is_sample: bool


def status(work: Work) -> DeskStatus:
    """Office and user; asking proves that the database answers."""
    office = work.session.scalars(
        select(Organisation).where(Organisation.id == work.organisation_id, Organisation.deleted_at.is_(None))
    ).first()
    role = work.actor.role.label
    return DeskStatus(
        office.current_name if office else "Chưa lập đơn vị",
        f"{work.actor.name} ({role})" if office else "",
        is_sample=bool(office and office.is_sample),
    )
