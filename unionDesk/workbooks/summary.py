"""The upward summary workbook: cover, branches, kinds, data and checks, in two editions.

Columns and formulas follow records-and-reports 3.4 and 7.1 to 7.7. The edition with formulas carries their
results, so that previews and programs that do not calculate show them too; the edition of values holds
the same results as plain numbers.
"""

from __future__ import annotations

from pathlib import Path

from unionDesk.rules.errors import UserError
from unionDesk.safe_file import write_bytes

from .summary_book import Book
from .summary_branches import ALL, KNOWN, write_branches, write_data
from .summary_check import write_checks
from .summary_cover import write_cover
from .summary_data import SummaryData
from .summary_kinds import write_kinds
from .summary_sums import calculate, ordered


def export_summary(target: Path, data: SummaryData, *, values: bool = False, columns: int = ALL) -> None:
    """Write the workbook to `target`, whole or not at all.

    `values` writes results instead of formulas. `columns` is 21, or 12 for the known form alone, which
    only the edition of values can be, since the formulas read the columns left out. Raises UserError for
    a wrong choice and for everything that keeps the file from being written.
    """
    write_bytes(target, summary_bytes(data, values=values, columns=columns))


def summary_bytes(data: SummaryData, *, values: bool = False, columns: int = ALL) -> bytes:
    """The workbook as the content of an .xlsx file; parameters as in `export_summary`."""
    if columns not in {KNOWN, ALL}:
        raise UserError(f"Bảng danh sách chỉ có hai dạng: {KNOWN} cột hoặc {ALL} cột.")
    if columns == KNOWN and not values:
        raise UserError(
            f"Chỉ xuất được {KNOWN} cột ở bản “Chỉ giá trị”, vì công thức ở bảng theo loại hình "
            "cần các cột phía sau. Hãy chọn “Chỉ giá trị” hoặc xuất đủ các cột."
        )
    rows = ordered(data.rows)
    sums = calculate(data)
    title = f"Báo cáo tổng hợp số liệu công đoàn cơ sở đến {data.as_of:%d/%m/%Y}"
    book = Book(values=values, title=title, author=data.office, made_at=data.exported_at)
    write_cover(book, data, rows, sums)
    write_branches(book, data, rows, columns)
    write_kinds(book, data, sums)
    write_data(book, data, rows)
    write_checks(book, rows, sums)
    return book.finish()
