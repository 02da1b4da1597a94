"""The office itself: setting it up, its names on papers over time, its officers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.office import (
    Officer,
    Organisation,
    OrganisationName,
    OrganisationParent,
    OrganisationSymbol,
)
from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import OrganisationKind, PlaceSystem, Role
from unionDesk.rules.names import clean, fold, person_sort_key
from unionDesk.rules.numbering import customary_symbol
from unionDesk.storage import history
from unionDesk.storage.unit_of_work import Work

from . import places
from .rights import Right, require

T = TypeVar("T", OrganisationName, OrganisationSymbol, OrganisationParent)

ALWAYS = date(1929, 7, 28)  # the union's founding day: from when a fact of unknown beginning holds


@dataclass(frozen=True)
class OfficeSetup:
    """What first start asks for."""

    name: str
    parent: str = ""
    symbol: str = ""
    province_code: str = ""
    district_code: str = ""
    place_line: str = ""
    officer_name: str = ""
    officer_position: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Letterhead:
    """The office's names as they stand on a paper of a day."""

    name: str
    parent: str
    symbol: str
    place_line: str


@dataclass(frozen=True)
class OfficerLine:
    """An officer as lists and pickers show them."""

    officer_id: int
    version: int
    full_name: str
    position: str
    role: Role
    phone: str
    email: str
    active: bool


_KINDS = (
    ("tong lien doan", OrganisationKind.CONFEDERATION),
    ("lien doan lao dong tinh", OrganisationKind.PROVINCE_FEDERATION),
    ("lien doan lao dong thanh pho", OrganisationKind.PROVINCE_FEDERATION),
    ("lien doan lao dong", OrganisationKind.DISTRICT_FEDERATION),
    ("ldld tinh", OrganisationKind.PROVINCE_FEDERATION),
    ("ldld", OrganisationKind.DISTRICT_FEDERATION),
    ("cong doan cac khu cong nghiep", OrganisationKind.INDUSTRIAL_ZONE_UNION),
    ("cong doan dac khu", OrganisationKind.SPECIAL_ZONE_UNION),
    ("cong doan phuong", OrganisationKind.WARD_UNION),
    ("cong doan xa", OrganisationKind.COMMUNE_UNION),
)


def set_up(work: Work, setup: OfficeSetup) -> Actor:
    """Makes the office, its parent and its first administrator; the actor to go on with.

    Raises UserError where the database has an office already, the name is empty or a code is unknown.
    """
    if work.session.scalars(select(Organisation.id).limit(1)).first() is not None:
        raise UserError(
            "Cơ sở dữ liệu này đã có đơn vị. Hãy chọn một thư mục hoặc tệp khác để lập đơn vị mới."
        )
    name = clean(setup.name)
    if not name:
        raise UserError("Hãy nhập tên đơn vị.")
    _check_codes(setup)
    office = Organisation(
        id=work.organisation_id,
        organisation_id=work.organisation_id,
        kind=kind_of(name),
        current_name=name,
        province_code=setup.province_code or None,
        district_code=setup.district_code or None,
        place_line=clean(setup.place_line) or None,
        is_sample=setup.is_sample,
    )
    work.session.add(office)
    work.session.add(OrganisationName(subject_id=office.id, name=name, valid_from=ALWAYS))
    if clean(setup.symbol):
        work.session.add(
            OrganisationSymbol(subject_id=office.id, symbol=clean(setup.symbol), valid_from=ALWAYS)
        )
    if clean(setup.parent):
        parent_id = add_organisation(work, setup.parent)
        work.session.add(OrganisationParent(subject_id=office.id, parent_id=parent_id, valid_from=ALWAYS))
    if setup.province_code or setup.district_code:
        places.stock(work, setup.province_code, setup.district_code or None)
    officer_name = clean(setup.officer_name)
    officer_id = None
    if officer_name:
        officer_id = _new_officer(work, officer_name, clean(setup.officer_position), Role.ADMINISTRATOR)
    return Actor(office.id, officer_name or work.actor.name, Role.ADMINISTRATOR, officer_id)


def _check_codes(setup: OfficeSetup) -> None:
    codes = {unit.province_code for unit in places.book().units()}
    if setup.province_code and setup.province_code not in codes:
        raise UserError(f"Không có tỉnh, thành phố nào mang mã {setup.province_code}.")
    districts = {unit.district_code for unit in places.book().units(PlaceSystem.BEFORE_2025_07)}
    if setup.district_code and setup.district_code not in districts:
        raise UserError(
            f"Không có huyện, thị xã, thành phố nào (trước 01/7/2025) mang mã {setup.district_code}."
        )


def kind_of(name: str) -> OrganisationKind | None:
    """The level that an organisation's name tells, or None."""
    folded = fold(name)
    return next((kind for start, kind in _KINDS if folded.startswith(start)), None)


def add_organisation(work: Work, name: str) -> int:
    """Adds another organisation of the tree, owned by the office; its id."""
    name = clean(name)
    other = Organisation(id=new_id(), kind=kind_of(name), current_name=name)
    work.session.add(other)
    work.session.add(OrganisationName(subject_id=other.id, name=name, valid_from=ALWAYS))
    return other.id


def rename(work: Work, name: str, valid_from: date, decision_number: str = "") -> None:
    """A new name of the office from a day on, by a decision; old papers keep the old one."""
    require(work.actor, Right.SET_UP)
    if not clean(name):
        raise UserError("Hãy nhập tên mới của đơn vị.")
    history.change(
        work.session,
        OrganisationName,
        work.organisation_id,
        valid_from,
        name=clean(name),
        decision_number=clean(decision_number) or None,
    )


def change_symbol(work: Work, symbol: str, valid_from: date) -> None:
    """A new symbol on papers from a day on."""
    require(work.actor, Right.SET_UP)
    history.change(work.session, OrganisationSymbol, work.organisation_id, valid_from, symbol=clean(symbol))


def letterhead(work: Work, day: date) -> Letterhead:
    """The office's names as they hold on the day of a paper."""
    office = work.session.get(Organisation, work.organisation_id)
    assert office is not None
    name = _valid(work, OrganisationName, office.id, day)
    symbol = _valid(work, OrganisationSymbol, office.id, day)
    parent_row = _valid(work, OrganisationParent, office.id, day)
    parent = ""
    if parent_row is not None and parent_row.parent_id is not None:
        parent_name = _valid(work, OrganisationName, parent_row.parent_id, day)
        parent = parent_name.name if parent_name else ""
    return Letterhead(
        name=name.name if name else office.current_name,
        parent=parent,
        symbol=symbol.symbol if symbol else customary_symbol(office.kind),
        place_line=office.place_line or "",
    )


def area(work: Work) -> tuple[str, str]:
    """Province and district code of the office; empty where not set."""
    office = work.session.get(Organisation, work.organisation_id)
    if office is None:
        return "", ""
    return office.province_code or "", office.district_code or ""


def _valid(work: Work, cls: type[T], subject_id: int, day: date) -> T | None:
    rows: list[T] = history.rows_of(work.session, cls, subject_id)
    valid = [row for row in rows if row.valid_from <= day and (row.valid_to is None or row.valid_to > day)]
    return next(iter(valid or rows), None)


def officers(work: Work, *, everybody: bool = False) -> list[OfficerLine]:
    """The officers of the office, by given name; those who left only when asked for."""
    statement = (
        select(Officer)
        .where(Officer.organisation_id == work.organisation_id, Officer.deleted_at.is_(None))
        .order_by(Officer.name_key)
    )
    if not everybody:
        statement = statement.where(Officer.active.is_(True))
    return [
        OfficerLine(
            o.id, o.version, o.full_name, o.position or "", o.role, o.phone or "", o.email or "", o.active
        )
        for o in work.session.scalars(statement)
    ]


def add_officer(
    work: Work, full_name: str, position: str, role: Role, *, phone: str = "", email: str = ""
) -> int:
    """Takes an officer into the office; the id."""
    require(work.actor, Right.SET_UP)
    officer_id = _new_officer(work, clean(full_name), clean(position), role)
    officer = work.session.get(Officer, officer_id)
    assert officer is not None
    officer.phone, officer.email = clean(phone) or None, clean(email) or None
    return officer_id


def save_officer(
    work: Work,
    officer_id: int,
    version: int,
    *,
    full_name: str,
    position: str,
    role: Role,
    phone: str = "",
    email: str = "",
    active: bool = True,
) -> None:
    """Changes an officer's data. At least one active administrator must remain."""
    require(work.actor, Right.SET_UP)
    officer = work.load(Officer, officer_id, version)
    if not clean(full_name):
        raise UserError("Hãy nhập họ và tên cán bộ.")
    if officer.role is Role.ADMINISTRATOR and (role is not Role.ADMINISTRATOR or not active):
        others = [o for o in officers(work) if o.role is Role.ADMINISTRATOR and o.officer_id != officer_id]
        if not others:
            raise UserError("Đơn vị phải còn ít nhất một cán bộ có vai trò Quản trị.")
    officer.full_name, officer.name_key = clean(full_name), person_sort_key(clean(full_name))
    officer.position, officer.role, officer.active = clean(position) or None, role, active
    officer.phone, officer.email = clean(phone) or None, clean(email) or None


def _new_officer(work: Work, name: str, position: str, role: Role) -> int:
    if not name:
        raise UserError("Hãy nhập họ và tên cán bộ.")
    officer = Officer(
        full_name=name, name_key=person_sort_key(name), position=position or None, role=role, active=True
    )
    work.session.add(officer)
    work.session.flush()
    return officer.id
