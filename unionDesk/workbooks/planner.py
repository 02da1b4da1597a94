"""From a workbook to the plan of an import: rows read, checked against each other, nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import ImportField, PlaceSystem, SkipReason
from unionDesk.rules.place_search import PlaceFinder, Scope, narrowed, scope_from_titles
from unionDesk.rules.places import PlaceBook, system_on

from .branch_plan import BranchPlan, PlannedRow, SkippedRows
from .day_order import day_order_notes
from .header import Layout, find_layout, layout_at
from .mapping import column_of, propose
from .reader import read_book
from .row_reader import RowReader, same_rows_warned
from .rows import RowSorter
from .sheet import Book, Sheet
from .titles import Titles, read_titles


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """What a person (or the command line) says about a list; everything may be left to the program.

    `as_of`: the day at which figures and commune names hold (default: the day in the titles, else today).
    `scope`: the office's area (default: read from the titles). `mapping`: column (from 0) → field, instead
    of the proposal. `header_rows`: first and last row of the header as in Excel, from 1. `place_choices`:
    the commune chosen for a text of the list, as (system, code), by the text as the plan gives it in
    `place_text`. `corrections`: what a cell should say instead, by its name (`DS!D17`), as typed in the
    preview; the file stays as it is. `blank_bad_cells`: take a row without its unreadable cells instead of refusing it.
    """

    today: date
    sheet: str | None = None
    as_of: date | None = None
    scope: Scope | None = None
    mapping: Mapping[int, ImportField] | None = None
    header_rows: tuple[int, int] | None = None
    place_choices: Mapping[str, tuple[PlaceSystem, str]] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    blank_bad_cells: bool = False


def plan_branches(path: Path, places: PlaceBook, options: PlanOptions) -> BranchPlan:
    """Read a file and plan its import; UserError when it cannot be read or holds no list."""
    return plan_book(read_book(path), places, options)


def plan_book(book: Book, places: PlaceBook, options: PlanOptions) -> BranchPlan:
    """Plan the import of a workbook that was read before (after a changed mapping, sheet or choice)."""
    layout = _layout(book, options)
    sheet = book.sheet(layout.sheet)
    assert sheet is not None
    sheet = sheet.corrected(options.corrections)
    mapping = dict(options.mapping) if options.mapping is not None else propose(layout.heads)
    if column_of(mapping, ImportField.NAME) is None:
        raise UserError("Chưa có cột nào được chọn là “Tên CĐCS”, không thể nhập danh sách.")
    titles = read_titles(sheet, layout, options.today)
    as_of = options.as_of or titles.as_of or options.today
    titled = scope_from_titles(places, titles.lines)
    scope = titled if options.scope is None else narrowed(options.scope, titled)
    finder = PlaceFinder(places, scope)
    reader = RowReader(sheet, layout, mapping, finder, as_of, options.place_choices)
    rows, skipped = _rows(sheet, layout, mapping, reader, blank_bad_cells=options.blank_bad_cells)
    return BranchPlan(
        file=book.path.name,
        sha256=book.sha256,
        sheet=sheet.name,
        sheets=tuple(one.name for one in book.sheets),
        header_rows=(layout.top + 1, layout.bottom + 1),
        heads=layout.heads,
        mapping=mapping,
        as_of=as_of,
        as_of_source="" if options.as_of else titles.as_of_line,
        place_system=system_on(as_of),
        titles=titles.lines,
        office=titles.office,
        parent=titles.parent,
        rows=rows,
        skipped=skipped,
        notes=(
            *book.notes,
            *_notes(layout, titles, options, scope, titled, rows),
            *day_order_notes(sheet, layout.bottom + 1, mapping),
        ),
    )


def _layout(book: Book, options: PlanOptions) -> Layout:
    if options.header_rows is None:
        return find_layout(book, options.sheet)
    sheet = book.sheet(options.sheet) if options.sheet else book.sheets[0]
    first, last = options.header_rows
    if sheet is None or not 1 <= first <= last <= len(sheet.rows):
        raise UserError(f"Tệp “{book.path.name}” không có dòng tiêu đề {first} đến {last} ở trang đã chọn.")
    return layout_at(sheet, first - 1, last - 1)


def _rows(
    sheet: Sheet, layout: Layout, mapping: dict[int, ImportField], reader: RowReader, *, blank_bad_cells: bool
) -> tuple[tuple[PlannedRow, ...], tuple[SkippedRows, ...]]:
    sorter = RowSorter(sheet, layout, mapping)
    rows: list[PlannedRow] = []
    skipped: list[SkippedRows] = []
    groups: dict[int, tuple[str, bool]] = {}
    for index in range(layout.bottom + 1, len(sheet.rows)):
        sight = sorter.look(index)
        if sight.reason is None:
            rows.append(reader.read(index, list(groups.values()), blank_bad_cells=blank_bad_cells))
            continue
        if sight.reason is SkipReason.GROUP:
            level = 3 if sight.is_place else sight.level
            groups = {held: title for held, title in sorted(groups.items()) if held < level}
            groups[level] = sight.text, sight.is_place
        last = skipped[-1] if skipped else None
        if last and last.reason is sight.reason is SkipReason.BLANK and last.last == index and not sight.text:
            skipped[-1] = SkippedRows(last.first, index + 1, last.reason, last.text)
        else:
            skipped.append(SkippedRows(index + 1, index + 1, sight.reason, sight.text))
    return tuple(same_rows_warned(rows, sheet, reader.name_column)), tuple(skipped)


def _notes(
    layout: Layout,
    titles: Titles,
    options: PlanOptions,
    scope: Scope,
    titled: Scope,
    rows: tuple[PlannedRow, ...],
) -> list[str]:
    notes: list[str] = []
    if options.as_of is None and titles.as_of is None:
        notes.append(
            f"Danh sách không ghi ngày số liệu; tạm lấy hôm nay, {date_text(options.today)}. "
            "Xin chọn đúng ngày trước khi nhập."
        )
    if scope.is_empty:
        notes.append("Chưa rõ danh sách thuộc huyện, tỉnh nào, nên chưa xã, phường nào được ghép chắc chắn.")
    elif titled.old_districts and scope.old_districts and titled.old_districts != scope.old_districts:
        notes.append(
            "Tiêu đề của danh sách ghi một huyện khác địa bàn đang chọn; xin kiểm tra có đúng tệp cần nhập."
        )
    notes += [
        f"Trang “{name}” cũng giống một danh sách CĐCS; xin nhập riêng nếu cần." for name in layout.others
    ]
    if not rows:
        notes.append("Bên dưới dòng tiêu đề không có CĐCS nào.")
    return notes


def summary(plan: BranchPlan) -> dict[str, Any]:
    """Counts for a first look: accepted, refused, skipped, problems."""
    return {
        "accepted": len(plan.accepted),
        "refused": len(plan.refused),
        "skipped": plan.skipped_count,
        "problems": len(plan.problems),
    }
