"""Any list of the program as an .xlsx: typed cells, streamed row by row in constant memory.

A writer of its own on the standard library, since it is about seven times as fast as openpyxl's (see
`bench/export_rows.py`): a sheet is text in a zip file, and the lists need no more than a few styles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from unionDesk.rules.choice import Choice
from unionDesk.safe_file import replacing

from . import table_parts as parts
from .table_cells import CellWriter, column_letters

ROWS_A_SHEET = 1_048_576  # what a sheet of Excel holds, header included
_CHUNK = 1_000  # rows between two writes and two calls of `progress`
_LOOKED_AT = 200  # first rows that the column widths are taken from
_LEVEL = 3  # of zlib: a sixth faster in all than level 6, for a file 15 % larger


class ColumnSort(Choice):
    """What a column holds; decides type, number format and alignment of its cells."""

    TEXT = "text", "Chữ"
    INTEGER = "integer", "Số nguyên"
    DECIMAL = "decimal", "Số thập phân"
    DATE = "date", "Ngày"
    MOMENT = "moment", "Ngày giờ"
    PHONE = "phone", "Điện thoại"
    CODE = "code", "Mã số"


@dataclass(frozen=True)
class Column:
    """A column of the list: its Vietnamese header, its sort, its width in characters (None: measured)."""

    title: str
    sort: ColumnSort = ColumnSort.TEXT
    width: float | None = None


def export_table(
    target: Path,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write the list and return its number of rows.

    A row holds one value a column: str, int, float, Decimal, date, datetime (local time), bool or None
    (an empty cell). A value that does not fit its column's sort is written as what it is. `progress`
    gets the number of rows written about every thousand rows and may raise to cancel. Lists longer
    than a sheet go on in a second one. Raises UserError when the file cannot be written; then, and
    after any other error, nothing is left behind.
    """
    if not columns:
        raise ValueError("a list needs at least one column")
    source = iter(rows)
    first = list(islice(source, _LOOKED_AT))
    widths = parts.column_widths(columns, first)
    cells = CellWriter([column.sort.value for column in columns])
    everything = chain(first, source)
    names: list[str] = []
    lengths: list[int] = []
    with replacing(target) as beside, ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        done = 0
        while True:
            names.append(parts.sheet_name(title, len(names)))
            with archive.open(f"xl/worksheets/sheet{len(names)}.xml", "w", force_zip64=True) as stream:
                stream.write(parts.sheet_start(columns, widths, first_sheet=len(names) == 1).encode())
                wrote, more = _write_rows(stream, cells, everything, progress, done)
                stream.write(parts.sheet_end(title, len(columns), wrote + 1).encode())
            done += wrote
            lengths.append(wrote)
            if more is None:
                break
            everything = chain([more], everything)
        parts.write_parts(archive, title, names, lengths, column_letters(len(columns) - 1))
    return done


def _write_rows(
    stream: IO[bytes],
    cells: CellWriter,
    rows: Iterator[Sequence[object]],
    progress: Callable[[int], None] | None,
    before: int,
) -> tuple[int, Sequence[object] | None]:
    """Write one sheet's rows; give their number and the first row that found no more room."""
    wrote = 0
    while wrote < ROWS_A_SHEET - 1:
        chunk = list(islice(rows, min(_CHUNK, ROWS_A_SHEET - 1 - wrote)))
        if not chunk:
            return wrote, None
        stream.write(cells.chunk(wrote + 2, chunk).encode())
        wrote += len(chunk)
        if progress is not None:
            progress(before + wrote)
    return wrote, next(rows, None)
