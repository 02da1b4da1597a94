"""Opening a database: bring it to this program's revision, find the office, choose who acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from unionDesk import paths
from unionDesk.records.base import new_id
from unionDesk.records.office import Officer, Organisation
from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import Role
from unionDesk.rules.names import fold
from unionDesk.storage.engine import Place, locate
from unionDesk.storage.store import Store
from unionDesk.storage.upgrade import State, bring_up, look

__all__ = ["OfficerChoice", "Opened", "Store", "Ticket", "is_there", "open_database", "open_store"]


@dataclass(frozen=True)
class Ticket:
    """What a worker process needs to open the same database with the same officer acting."""

    database: str
    officer_id: int | None = None
    day: date | None = None


@dataclass(frozen=True)
class OfficerChoice:
    """An officer who may be chosen at start."""

    officer_id: int
    name: str
    position: str
    role: Role


@dataclass(frozen=True)
class Opened:
    """An opened database. `has_office` is False until the office was set up or the first list came in."""

    store: Store
    office_name: str
    is_sample: bool
    has_office: bool
    officers: tuple[OfficerChoice, ...]
    kept_copy: Path | None = None

    @property
    def ticket(self) -> Ticket:
        return Ticket(self.store.place.url, self.store.actor.officer_id)


def is_there(database: str | Path) -> bool:
    """Whether a database of ours lies there already. Raises UserError for a foreign or damaged one."""
    return look(locate(database), paths.MIGRATIONS).state is not State.EMPTY


def open_database(
    database: str | Path, *, backups: Path, officer: int | str | None = None, day: date | None = None
) -> Opened:
    """Creates or upgrades the database where needed and opens it.

    `officer` is an id, or a name as given on the command line; without one the first administrator acts.
    Raises UserError for what stands in the way, also for an officer nobody knows.
    """
    place = locate(database)
    kept = bring_up(place, paths.MIGRATIONS, backups)
    return _opened(place, officer, day, kept)


def open_store(ticket: Ticket) -> Store:
    """The store for a worker process; the database is there and current."""
    return _opened(locate(ticket.database), ticket.officer_id, ticket.day, None).store


def _opened(place: Place, officer: int | str | None, day: date | None, kept: Path | None) -> Opened:
    nobody = Actor(new_id(), "Quản trị", Role.ADMINISTRATOR)
    store = Store(place, nobody, day=day)
    with store.read() as work:
        office = work.session.scalars(
            select(Organisation).where(
                Organisation.id == Organisation.organisation_id, Organisation.deleted_at.is_(None)
            )
        ).first()
        people = work.session.scalars(
            select(Officer)
            .where(Officer.deleted_at.is_(None), Officer.active.is_(True))
            .order_by(Officer.created_at, Officer.name_key)
        ).all()
        choices = tuple(OfficerChoice(p.id, p.full_name, p.position or "", p.role) for p in people)
    if office is None:
        return Opened(store, "", is_sample=False, has_office=False, officers=(), kept_copy=kept)
    chosen = _choose(choices, officer)
    actor = Actor(
        office.id,
        chosen.name if chosen else nobody.name,
        chosen.role if chosen else Role.ADMINISTRATOR,
        chosen.officer_id if chosen else None,
    )
    store.close()
    return Opened(
        Store(place, actor, day=day),
        office.current_name,
        is_sample=office.is_sample,
        has_office=True,
        officers=choices,
        kept_copy=kept,
    )


def _choose(choices: tuple[OfficerChoice, ...], officer: int | str | None) -> OfficerChoice | None:
    if officer is None or isinstance(officer, int):
        first = next((c for c in choices if c.role is Role.ADMINISTRATOR), choices[0] if choices else None)
        return next((c for c in choices if c.officer_id == officer), first)
    found = [c for c in choices if fold(c.name) == fold(officer)]
    if len(found) != 1:
        names = ", ".join(c.name for c in choices) or "chưa có cán bộ nào"
        raise UserError(f"Không tìm thấy cán bộ “{officer}”. Đang có: {names}.")
    return found[0]
