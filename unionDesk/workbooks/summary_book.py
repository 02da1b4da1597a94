"""A workbook being written: looks, texts that stay texts, formulas with or without their formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

from .cell_text import cell_text, lines_needed, looks_like_formula

FONT = "Times New Roman"
SIZE = 11
LINE = 15.0  # points that a line of text takes
HIGHEST = 409.0  # points; a row of Excel gets no higher
INTEGER = "#,##0"
RATE = "0.0%"
DAY = "dd/mm/yyyy"
MOMENT = "dd/mm/yyyy hh:mm"
AS_TEXT = "@"

Look = str | int | bool


class Book:
    """A workbook in memory. In the edition "values" results stand where formulas would."""

    def __init__(self, *, values: bool, title: str, author: str, made_at: datetime) -> None:
        import xlsxwriter

        self.values = values
        self._stream = BytesIO()
        self._looks: dict[tuple[tuple[str, Look], ...], Any] = {}
        self._book = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": SIZE},
            },
        )
        self._book.set_properties(
            {"title": cell_text(title), "author": cell_text(author), "created": made_at}
        )

    def sheet(self, name: str) -> Sheet:
        """A new sheet, set up for A4 landscape one page wide, with page numbers."""
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer('&C&"Times New Roman"Trang &P/&N')
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        return Sheet(self, sheet)

    def look(self, look: dict[str, Look]) -> Any:
        """The cell format with these properties; each is made once."""
        key = tuple(sorted(look.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(
                {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **look}
            )
        return self._looks[key]

    def finish(self) -> bytes:
        """Close the workbook and give the file's content."""
        self._book.close()
        return self._stream.getvalue()


class Sheet:
    """One sheet of a `Book`; cells are named as people do ("B7")."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book = book
        self.raw = sheet  # for page set-up: widths, frozen rows, protection

    def text(self, cell: str, text: str, **look: Look) -> None:
        """A text, never a formula: one that looks like a formula is marked so that editing keeps it."""
        kept = cell_text(text)
        if not kept:
            self.raw.write_blank(cell, None, self._book.look(look))
            return
        if looks_like_formula(kept):
            look = {**look, "quote_prefix": True}
        self.raw.write_string(cell, kept, self._book.look(look))

    def merge(self, cells: str, text: str, **look: Look) -> None:
        """A text over several cells as one."""
        self.raw.merge_range(cells, "", self._book.look(look))
        self.text(cells.split(":", maxsplit=1)[0], text, **look)

    def number(self, cell: str, value: float | None, **look: Look) -> None:
        """A number; None is "not reported" and stays an empty cell."""
        look = {"num_format": INTEGER, **look}
        if value is None:
            self.raw.write_blank(cell, None, self._book.look(look))
        else:
            self.raw.write_number(cell, value, self._book.look(look))

    def day(self, cell: str, value: date | None, **look: Look) -> None:
        """A real date, or a moment in local time.

        Days before 1900-03-01, which Excel counts wrongly, are written as text.
        """
        look = {"num_format": DAY, "align": "center", **look}
        if isinstance(value, datetime) and value.tzinfo:
            value = value.astimezone().replace(tzinfo=None)
        if value is None:
            self.raw.write_blank(cell, None, self._book.look(look))
        elif isinstance(value, date) and value.timetuple()[:3] < (1900, 3, 1):
            self.text(cell, f"{value:%d/%m/}{value.year:04}", **look)
        else:
            self.raw.write_datetime(cell, value, self._book.look(look))

    def fit_height(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make row number `row` high enough for its wrapped texts, given with their columns' widths."""
        lines = max((lines_needed(text, width) for text, width in texts), default=1)
        if lines > 1:
            self.raw.set_row(row - 1, min(LINE * lines, HIGHEST))

    def formula(self, cell: str, formula: str, result: float | str | None, **look: Look) -> None:
        """A formula with its result, or the result alone; None and "" show as an empty cell."""
        look = {"num_format": INTEGER, **look}
        shown: float | str = "" if result is None else result
        if isinstance(shown, float):
            shown = float(f"{shown:.16G}")  # as xlsxwriter writes numbers: both editions hold the same digits
        if not self._book.values:
            self.raw.write_formula(cell, formula, self._book.look(look), shown)
        elif isinstance(shown, str):
            self.text(cell, shown, **look)
        else:
            self.number(cell, shown, **look)
