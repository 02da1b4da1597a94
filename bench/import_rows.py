"""Bench: 5,000 branches with their history, chair and figures through a unit of work, against bare inserts.

`python bench/import_rows.py [PLACE]`; PLACE is a file or a PostgreSQL URL of an empty database.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from unionDesk import paths
from unionDesk.records.base import Record, table_of
from unionDesk.records.branch import (
    Branch,
    BranchKindPeriod,
    BranchManager,
    BranchName,
    BranchPlace,
    BranchStatusPeriod,
)
from unionDesk.records.branch_facts import BranchOfficer, Figures
from unionDesk.records.office import Organisation
from unionDesk.records.place import Place as PlaceRecord
from unionDesk.rules.actor import Actor
from unionDesk.rules.kinds import (
    BranchKind,
    BranchPosition,
    BranchStatus,
    PlaceLevel,
    PlaceSystem,
    Role,
)
from unionDesk.storage.engine import locate
from unionDesk.storage.store import Store
from unionDesk.storage.undo import undo
from unionDesk.storage.unit_of_work import Work
from unionDesk.storage.upgrade import bring_up

BRANCHES = 5_000
DAY = date(2024, 12, 31)
KINDS = (
    Branch,
    BranchName,
    BranchKindPeriod,
    BranchStatusPeriod,
    BranchManager,
    BranchPlace,
    BranchOfficer,
    Figures,
)


def opened(where: str) -> Store:
    """A store with an office and a commune in it."""
    place = locate(where)
    bring_up(place, paths.MIGRATIONS, Path(tempfile.gettempdir()))
    store = Store(place, Actor(1, "Trần Văn Bình", Role.ADMINISTRATOR))
    with store.write("Lập đơn vị") as work:
        work.session.add(Organisation(id=1, current_name="Liên đoàn Lao động huyện Châu Phú"))
        work.session.add(
            PlaceRecord(
                id=2,
                system=PlaceSystem.BEFORE_2025_07,
                level=PlaceLevel.COMMUNE,
                code="30469",
                name="Xã Mỹ Đức",
                province_code="89",
                province_name="Tỉnh An Giang",
            )
        )
    return store


def add_branches(work: Work, number: int) -> None:
    """What an import adds for each row of its list."""
    with work.session.no_autoflush:
        for i in range(number):
            name = f"CĐCS Trường Tiểu học số {i} Đỗ Mỹ Hường"
            branch = Branch(
                code=f"CS-{i:05}",
                current_name=name,
                name_key="",
                address=f"Ấp Mỹ Hòa {i}",
                phone="02963688888",
            )
            owner = {"branch_id": branch.id, "valid_from": DAY}
            work.session.add_all(
                [
                    branch,
                    BranchName(name=name, **owner),
                    BranchKindPeriod(kind=BranchKind.UNCLASSIFIED, **owner),
                    BranchStatusPeriod(status=BranchStatus.ACTIVE, **owner),
                    BranchManager(manager_id=1, **owner),
                    BranchPlace(place_id=2, **owner),
                    BranchOfficer(
                        full_name=f"Đặng Thị Hường {i}", name_key="", position=BranchPosition.CHAIR, **owner
                    ),
                    Figures(branch_id=branch.id, on=DAY, workers=40, members=38),
                ]
            )


def rows_of(connection: Connection, cls: type[Record]) -> list[dict[str, object]]:
    return [dict(row) for row in connection.execute(select(table_of(cls))).mappings()]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = opened(sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "bench.sqlite"))
        start = time.perf_counter()
        with store.write("Nhập từ Excel") as work:
            add_branches(work, BRANCHES)
            made = time.perf_counter() - start
        through_work = time.perf_counter() - start

        start = time.perf_counter()
        with store.write("Hoàn tác") as back:
            undo(back, work.operation_id)
        undone = time.perf_counter() - start

        # the limit: the same rows into the same tables, nothing checked, told or found again
        with store.connection() as connection:
            rows = {cls: rows_of(connection, cls) for cls in KINDS}
        with store.connection(writes=True) as connection:
            for cls in KINDS:
                connection.execute(delete(table_of(cls)))
        start = time.perf_counter()
        with store.connection(writes=True) as connection:
            for cls in KINDS:
                connection.execute(insert(table_of(cls)), rows[cls])
        bare = time.perf_counter() - start
        with store.connection() as connection:
            assert connection.scalar(select(func.count()).select_from(Figures)) == BRANCHES
        store.close()
    count = sum(len(each) for each in rows.values())
    print(f"import: {count} records, bare inserts {bare:.2f} s")
    print(
        f"import: unit of work with trail, copies and search {through_work:.2f} s: {through_work / bare:.1f} x bare"
    )
    print(f"import: of that making the records {made:.2f} s; {through_work / count * 1e6:.0f} µs a record")
    print(f"undo of the whole import {undone:.2f} s: {undone / bare:.1f} x bare")


if __name__ == "__main__":
    main()
