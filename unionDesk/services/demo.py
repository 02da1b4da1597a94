"""The sample office: invented people in real communes, two years of work, the same each time."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from unionDesk import paths
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import Role
from unionDesk.storage.store import Store

from . import offices
from .demo_branches import DemoBranch, add_branches
from .demo_cases import add_cases
from .demo_visits import VisitMaker, months
from .opening import Opened, open_database

SEED = 267_2020  # Kế hoạch số 267/KH-LĐLĐ, năm 2020
_TEXTS = "demo.toml"
Report = Callable[[int, int, str], object]


@dataclass(frozen=True)
class DemoCounts:
    """What the sample office holds."""

    branches: int
    visits: int
    promises: int
    cases: int


def texts() -> dict[str, Any]:
    """The words of the sample office."""
    with (paths.SAMPLES / _TEXTS).open("rb") as file:
        return tomllib.load(file)


def fill(opened: Opened, report: Report, today: date | None = None) -> DemoCounts:
    """Fills an empty database with the sample office, relative to `today`; the seed is fixed.

    Raises UserError for a database that has an office already: sample and real data must never mix.
    """
    if opened.has_office:
        raise UserError(
            f"Cơ sở dữ liệu này đã có đơn vị “{opened.office_name}”. Đơn vị mẫu chỉ được lập trong cơ sở dữ liệu trống."
        )
    day = today or datetime.now().astimezone().date()
    chance = random.Random(SEED)  # noqa: S311 - a repeatable sample, not a secret
    words = texts()
    report(0, 27, "Đang lập đơn vị mẫu…")
    store = _office(opened, words["office"], words["officers"], day)
    report(1, 27, "Đang thêm công đoàn cơ sở…")
    people = _officer_ids(store)
    branches = _branches(store, words, chance, people, day)
    maker = VisitMaker(words, chance, branches, people, day)
    for number, month_end in enumerate(months(day)):
        report(2 + number, 27, f"Đang ghi các chuyến đi đến {month_end:%m/%Y}…")
        with store.on(month_end).write("Đơn vị mẫu: chuyến đi cơ sở") as work:
            maker.month(work)
    report(26, 27, "Đang thêm vụ việc…")
    cases = add_cases(store, words, chance, branches, people, day)
    store.close()
    return DemoCounts(len(branches), maker.visits, maker.promises, cases)


def fill_file(
    _store: Any, report: Report, *, database: str, backups: str, today: date | None = None
) -> DemoCounts:
    """The same for a worker process: makes and fills the file named."""
    return fill(open_database(database, backups=Path(backups)), report, today)


def _office(opened: Opened, office: dict[str, Any], officers: list[dict[str, str]], day: date) -> Store:
    setup = offices.OfficeSetup(
        name=office["name"],
        parent=office["parent"],
        symbol=office["symbol"],
        province_code=office["province"],
        place_line=office["place_line"],
        is_sample=True,
    )
    start = day - timedelta(days=800)
    with opened.store.on(start).write("Lập đơn vị mẫu") as work:
        actor = offices.set_up(work, setup)
    with opened.store.acting(actor).on(start).write("Thêm cán bộ") as work:
        for person in officers:
            offices.add_officer(work, person["name"], person["position"], Role(person["role"]))
    opened.store.close()
    administrator = next(person["name"] for person in officers if person["role"] == Role.ADMINISTRATOR.value)
    found = open_database(opened.store.place.url, backups=Path(), officer=administrator)
    return found.store.on(day)


def _officer_ids(store: Store) -> dict[str, list[int]]:
    with store.read() as work:
        found: dict[str, list[int]] = {}
        for person in offices.officers(work):
            found.setdefault(person.role.value, []).append(person.officer_id)
    return found


def _branches(
    store: Store, words: dict[str, Any], chance: random.Random, people: dict[str, list[int]], day: date
) -> list[DemoBranch]:
    with store.write("Đơn vị mẫu: công đoàn cơ sở") as work:
        return add_branches(work, words, chance, people, day)
