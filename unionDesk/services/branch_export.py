"""The list of branches as an Excel file, as it is filtered, ordered and laid out on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import Work
from unionDesk.workbooks.table_export import Column, ColumnSort, export_table

from . import branches
from .branch_columns import COLUMNS
from .branches import BranchFilter, BranchRow
from .rights import Right, require

Report = Callable[[int, int, str], object]
_CHUNK = 500
_SORTS = {
    Sort.INTEGER: ColumnSort.INTEGER,
    Sort.DATE: ColumnSort.DATE,
    Sort.PHONE: ColumnSort.PHONE,
}


@dataclass(frozen=True)
class Exported:
    """The file that was written, and how many branches are in it."""

    path: Path
    rows: int


def export_list(
    store: Store,
    report: Report,
    *,
    target: Path,
    choice: BranchFilter,
    order: str = "name",
    descending: bool = False,
    columns: Sequence[str] = (),
    only: Sequence[int] = (),
) -> Exported:
    """Writes the list that `choice` leaves, or only some branches of it; for a worker process.

    `columns` are names of `branch_columns`, in their order (empty: all). Raises UserError when the file
    cannot be written, and NotAllowedError for a role that may not take data out.
    """
    specs = {spec.name: spec for spec in COLUMNS}
    chosen = [specs[name] for name in columns] or list(COLUMNS)
    with store.read() as work:
        require(work.actor, Right.EXPORT)
        wanted = list(only) or list(branches.ids(work, choice, order, descending=descending))
        total = len(wanted)

        def told(done: int) -> None:
            report(done, total, f"Đã ghi {done} trên {total} công đoàn cơ sở…")

        made = export_table(
            target,
            "Danh sách công đoàn cơ sở",
            [_column(spec) for spec in chosen],
            _rows(work, wanted, chosen),
            told,
        )
    return Exported(target, made)


def _column(spec: FieldSpec) -> Column:
    sort = ColumnSort.CODE if spec.name == "code" else _SORTS.get(spec.sort, ColumnSort.TEXT)
    return Column(spec.label, sort)


def _rows(work: Work, wanted: list[int], specs: list[FieldSpec]) -> Iterator[list[Any]]:
    for start in range(0, len(wanted), _CHUNK):
        for row in branches.rows(work, wanted[start : start + _CHUNK]):
            yield [_cell(row, spec) for spec in specs]


def _cell(row: BranchRow, spec: FieldSpec) -> Any:
    value = getattr(row, spec.name)
    if spec.sort is Sort.CHOICE:
        return value.label if value is not None else None
    return None if value == "" else value
