"""Finding the table in a sheet: which rows are its header, and what each column is called."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import ImportField
from unionDesk.rules.names import clean, fold

from .mapping import ColumnHead, assign, candidates, column_of
from .sheet import Book, Cell, Merge, Sheet

_SEARCHED_ROWS = 80
_DEEPEST = 4
_WORTH_A_ROW = 25  # how much more a further header row must explain
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a list stands. Rows and columns count from 0; `top` and `bottom` are the header's rows.

    `others` names further sheets that look like lists of branches too.
    """

    sheet: str
    top: int
    bottom: int
    heads: tuple[ColumnHead, ...]
    score: int
    others: tuple[str, ...] = ()


def find_layout(book: Book, sheet: str | None = None) -> Layout:
    """The table of the named sheet, or of the sheet that looks most like a list of branches.

    UserError when the sheet does not exist or no header can be recognised.
    """
    name = book.path.name
    if sheet is not None:
        chosen = book.sheet(sheet)
        if chosen is None:
            names = ", ".join(f"“{one.name}”" for one in book.sheets)
            raise UserError(f"Tệp “{name}” không có trang tính “{sheet}”. Các trang có trong tệp: {names}.")
        sheets = [chosen]
    else:
        sheets = [one for one in book.sheets if not one.hidden] or list(book.sheets)
    found = [layout for one in sheets if (layout := layout_of(one)) is not None]
    if not found and any(one.uncached for one in sheets):
        raise UserError(
            f"Tệp “{name}” chỉ có công thức mà không lưu kết quả. Xin mở bằng Excel, lưu lại rồi chọn lại tệp."
        )
    if not found:
        raise UserError(
            f"Không tìm thấy dòng tiêu đề của danh sách trong tệp “{name}”: "
            "cần ít nhất một cột tên, ví dụ “Tên CĐCS”."
        )
    best = max(found, key=lambda layout: layout.score)
    others = tuple(one.sheet for one in found if one is not best and one.score >= best.score * 0.6)
    return Layout(best.sheet, best.top, best.bottom, best.heads, best.score, others)


def layout_of(sheet: Sheet) -> Layout | None:
    """The table of one sheet, None when nothing in its first rows looks like the header of one."""
    best: Layout | None = None
    for top in range(min(len(sheet.rows), _SEARCHED_ROWS)):
        if not _may_start(sheet.rows[top]):
            continue
        layout = _grown(sheet, top)
        if layout is not None and (best is None or layout.score > best.score):
            best = layout
    return best


def layout_at(sheet: Sheet, top: int, bottom: int) -> Layout:
    """The table whose header rows a person pointed at."""
    heads = _heads(sheet, top, bottom)
    return Layout(sheet.name, top, bottom, heads, assign(heads)[1])


def _grown(sheet: Sheet, top: int) -> Layout | None:
    """The header starting at this row, with as many rows as explain more or as merged cells span."""
    best: Layout | None = None
    forced = _merged_bottom(sheet.merges, top)
    name_column: int | None = None
    for bottom in range(top, min(top + _DEEPEST, len(sheet.rows))):
        if bottom > top and not _may_belong(sheet.rows[bottom]):
            break
        heads = _heads(sheet, top, bottom)
        mapping, score = assign(heads)
        if ImportField.NAME not in mapping.values():
            continue
        free = best is None or bottom <= forced or _is_sub_header(sheet.rows[bottom], name_column)
        worth = 0 if free else _WORTH_A_ROW
        if best is None or score >= best.score + worth:
            name_column = column_of(mapping, ImportField.NAME)
            best = Layout(sheet.name, top, bottom, heads, score)
    return best


def _merged_bottom(merges: tuple[Merge, ...], top: int) -> int:
    return max(
        (merge.bottom for merge in merges if merge.top == top and merge.bottom - top < _DEEPEST), default=top
    )


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _may_start(row: list[Cell]) -> bool:
    """Some cell must be a known header word by itself, and none a number or a date."""
    filled = [cell for cell in row if cell != ""]
    if not filled or any(not isinstance(cell, str) for cell in filled):
        return False
    texts = [text for cell in filled if (text := _text(cell)) and len(text) <= _LONGEST]
    return any(candidates((text,)) or _HALF_WORDS.match(fold(text)) for text in texts)


def _is_sub_header(row: list[Cell], name_column: int | None) -> bool:
    """Header words alone, and nothing in the column of names: the lower row of a header, never a branch."""
    texts = [(column, _text(cell)) for column, cell in enumerate(row) if cell != ""]
    return all(
        column != name_column and bool(candidates((text,)) or _LOWER_WORDS.match(fold(text)))
        for column, text in texts
    )


_LOWER_WORDS = re.compile(
    r"^(trong do )?(tong( so)?|ts|nu|nam|nam gioi|nu gioi|so|so luong|ngay( thang nam)?|ho( va)? ten|ten|dien thoai|dt|"
    r"ngay ky|het han|so hieu|so qd)$"
)
_HALF_WORDS = re.compile(r"^(ten|so|ho|dia|tong so|trong do|thong tin.*)$")


def _may_belong(row: list[Cell]) -> bool:
    filled = [cell for cell in row if cell != ""]
    return bool(filled) and all(isinstance(cell, str) and len(cell) <= _LONGEST for cell in filled)


def _heads(sheet: Sheet, top: int, bottom: int) -> tuple[ColumnHead, ...]:
    width = max((len(sheet.rows[row]) for row in range(top, bottom + 1)), default=0)
    grid = [[_text(sheet.value(row, column)) for column in range(width)] for row in range(top, bottom + 1)]
    spread = [list(row) for row in grid]
    for merge in sheet.merges:
        if top <= merge.top <= bottom and merge.right > merge.left:
            text = grid[merge.top - top][merge.left] if merge.left < width else ""
            for column in range(merge.left, min(merge.right + 1, width)):
                spread[merge.top - top][column] = text
    for depth in range(len(grid) - 1):
        _spread_right(sheet.merges, grid, spread, depth, top)
    heads = []
    for column in range(width):
        levels: list[str] = []
        for row in spread:
            if row[column] and (not levels or levels[-1] != row[column]):
                levels.append(row[column])
        if levels:
            heads.append(ColumnHead(column, tuple(levels)))
    return tuple(heads)


def _spread_right(
    merges: tuple[Merge, ...], grid: list[list[str]], spread: list[list[str]], depth: int, top: int
) -> None:
    """Where nothing is merged, a blank above a filled cell belongs to the heading on its left."""
    row = top + depth
    spans = {
        column for one in merges if one.top <= row <= one.bottom for column in range(one.left, one.right + 1)
    }
    heading, split = "", False
    for column, text in enumerate(grid[depth]):
        below = grid[depth + 1][column]
        if column in spans:
            heading = ""
        elif text:
            heading, split = text, bool(below)
        elif heading and below and (split or _LOWER_WORDS.match(fold(below))):
            spread[depth][column] = heading
        else:
            heading = ""
