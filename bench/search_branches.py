"""Bench: search as you type over 125,000 branches: the product's statements against raw SQL.

Raw SQL is the same question put to the same file by sqlite3 itself; the naive way folds the names in Python
for every row, as a program without a column of folded words must.
"""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from import_rows import opened
from sqlalchemy import select

from unionDesk.records.base import new_id
from unionDesk.records.branch import Branch
from unionDesk.rules.kinds import AttentionLevel, BranchForm, BranchKind, BranchStatus
from unionDesk.rules.names import fold, sort_key
from unionDesk.storage.bulk import insert_tuples
from unionDesk.storage.search import find, like_words
from unionDesk.storage.store import Store

BRANCHES = 125_000
TYPED = (
    "Trường Tiểu học Mỹ Đức",
    "cong ty thuy san hung ca",
    "đặng thị hường",
    "mam non so 77",
    "xyz khong co",
)
KINDS = (
    "Trường Tiểu học",
    "Trường Mầm non",
    "Công ty TNHH Thủy sản",
    "UBND xã",
    "Xí nghiệp May",
    "Trạm Y tế",
)
PLACES = (
    "Mỹ Đức",
    "Vĩnh Thạnh Trung",
    "Đào Hữu Cảnh",
    "Bình Long",
    "Ô Long Vĩ",
    "Khánh Hòa",
    "Hùng Cá",
    "Cái Dầu",
)


def fill(store: Store) -> None:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
    names = (
        "id",
        "version",
        "created_at",
        "changed_at",
        "organisation_id",
        "code",
        "current_name",
        "name_key",
        "form",
        "current_kind",
        "current_status",
        "attention",
        "search_words",
    )
    rows, words = [], []
    for i in range(BRANCHES):
        name = f"CĐCS {KINDS[i % 6]} {PLACES[i // 6 % 8]} {i}"
        folded = fold(f"{name} CS-{i:06} Đặng Thị Hường {i % 977}")
        row_id = new_id()
        rows.append(
            (
                row_id,
                1,
                now,
                now,
                1,
                f"CS-{i:06}",
                name,
                sort_key(name),
                BranchForm.BRANCH.value,
                BranchKind.UNCLASSIFIED.value,
                BranchStatus.ACTIVE.value,
                AttentionLevel.GREEN.value,
                folded,
            )
        )
        words.append((row_id, 1, "branch", row_id, "branch", row_id, name, name.lower(), folded))
    with store.connection(writes=True) as connection:
        insert_tuples(connection, "branch", names, rows)
        columns = (
            "id",
            "organisation_id",
            "kind",
            "record_id",
            "opens_kind",
            "opens_id",
            "title",
            "exact",
            "words",
        )
        insert_tuples(connection, "search_row", columns, words)
        insert_tuples(connection, "search_fts", ("rowid", "words"), [(row[0], row[-1]) for row in words])
        connection.exec_driver_sql("ANALYZE")


def keystrokes() -> list[str]:
    return [text[:end] for text in TYPED for end in range(1, len(text) + 1) if text[end - 1] != " "]


def timed(ask: Callable[[str], object]) -> tuple[float, float]:
    """Median and 95th percentile over all keystrokes, in milliseconds."""
    taken = []
    for typed in keystrokes():
        start = time.perf_counter()
        ask(typed)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sqlite"
        store = opened(str(path))
        fill(store)
        raw = sqlite3.connect(path)
        raw.execute("PRAGMA cache_size = -32000")
        raw.create_function("fold", 1, fold, deterministic=True)

        def by_product(typed: str) -> object:
            with store.read() as work:
                return work.session.execute(
                    select(Branch.id, Branch.code, Branch.current_name)
                    .where(
                        Branch.organisation_id == 1,
                        Branch.deleted_at.is_(None),
                        *like_words(Branch.search_words, typed),
                    )
                    .order_by(Branch.name_key, Branch.id)
                    .limit(50)
                ).all()

        def by_sql(typed: str, column: str = "search_words") -> object:
            words = fold(typed).split()
            where = "".join(f" AND {column} LIKE ?" for _ in words)
            return raw.execute(
                "SELECT id, code, current_name FROM branch WHERE organisation_id = 1 AND deleted_at IS NULL"
                f"{where} ORDER BY name_key, id LIMIT 50",
                [f"%{word}%" for word in words],
            ).fetchall()

        def by_box(typed: str) -> object:
            with store.connection() as connection:
                return find(connection, 1, typed, limit=30, sees_confidential=False)

        by_product("mỹ"), by_box("mỹ")
        limit = timed(by_sql)
        product = timed(by_product)
        box = timed(by_box)
        start = time.perf_counter()
        by_sql("dang huong xyz", "fold(current_name)")
        naive = (time.perf_counter() - start) * 1000
        raw.close()
        store.close()
    print(f"search, {BRANCHES} branches: raw SQL p50 {limit[0]:.1f} p95 {limit[1]:.1f} ms")
    print(
        f"search: list of branches p50 {product[0]:.1f} p95 {product[1]:.1f} ms: {product[1] / limit[1]:.2f} x raw"
    )
    print(f"search: search box p50 {box[0]:.1f} p95 {box[1]:.1f} ms: {box[1] / limit[1]:.2f} x raw")
    print(
        f"search: folding in Python, one query without a hit {naive:.0f} ms: {naive / product[1]:.0f} x the list"
    )


if __name__ == "__main__":
    main()
