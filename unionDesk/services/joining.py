"""Joining a database that others share: whether it answers, and whose office is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from unionDesk.rules.errors import UserError
from unionDesk.rules.names import clean
from unionDesk.storage.engine import keep_password, locate

from .opening import open_database


@dataclass(frozen=True)
class FoundOffice:
    """What was found at an address: the office's name, empty where none is set up yet."""

    database: str
    office: str


def look_in(address: str, password: str, backups: Path) -> FoundOffice:
    """Connects to a server's database, makes its tables where it is empty, and tells whose it is.

    A password is kept in the system's keyring, never in the address. Raises UserError for an address that
    is none, a server that does not answer, or a database of another program.
    """
    address = clean(address)
    if not address.startswith(("postgresql://", "postgres://")):
        raise UserError("Địa chỉ bắt đầu bằng postgresql://, ví dụ postgresql://ten@may-chu/cong_doan.")
    place = locate(address)
    if password:
        keep_password(place, password)
    opened = open_database(address, backups=backups)
    opened.store.close()
    return FoundOffice(address, opened.office_name)
