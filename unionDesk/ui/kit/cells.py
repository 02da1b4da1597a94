"""Cells: how a value is shown in a list, copied to Excel, and which mark stands before it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.formats import date_text, decimal, integer, moment_text
from unionDesk.rules.kinds import DueColour
from unionDesk.rules.phones import show_phone

LOADING = "…"
NUMBERS = {Sort.INTEGER, Sort.MONEY, Sort.PERCENT}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True)
class Due:
    """A due date's colour with the words beside it ("còn 3 ngày làm việc"); the colour's label else."""

    colour: DueColour
    text: str = ""

    def __str__(self) -> str:
        return self.text or self.colour.label


@dataclass(frozen=True)
class Column:
    """A column of a list. `key` names the row's attribute and the order asked of the service.

    `width` is in letters; `value` takes the row where the attribute alone will not do.
    """

    key: str
    title: str
    width: int = 16
    sort: Sort = Sort.TEXT
    sortable: bool = True
    shown: bool = True
    value: Callable[[Any], Any] | None = None


WIDTHS = {
    Sort.INTEGER: 10,
    Sort.MONEY: 16,
    Sort.DATE: 12,
    Sort.MOMENT: 17,
    Sort.PHONE: 16,
    Sort.BOOLEAN: 8,
    Sort.LONG_TEXT: 40,
}


def columns_of(specs: Iterable[FieldSpec], **widths: int) -> tuple[Column, ...]:
    """The columns of the listed fields; widths in letters by field name."""
    return tuple(
        Column(spec.name, spec.label, widths.get(spec.name, WIDTHS.get(spec.sort, 18)), spec.sort)
        for spec in specs
        if spec.listed
    )


def getters(columns: Sequence[Column]) -> list[Callable[[Any], Any]]:
    """For each column what takes its value out of a row: an object, or a tuple that begins with its id."""
    return [column.value or _Getter(column.key, place) for place, column in enumerate(columns, start=1)]


class _Getter:
    def __init__(self, key: str, place: int) -> None:
        self._by_name = attrgetter(key)
        self._place = place

    def __call__(self, row: Any) -> Any:
        return row[self._place] if type(row) is tuple else self._by_name(row)


def row_id(row: Any) -> int:
    return int(row[0] if type(row) is tuple else row.id)


def cell_text(value: Any, sort: Sort = Sort.TEXT) -> str:
    """The value as a reader sees it."""
    shown = str(value)
    match value:
        case None:
            shown = ""
        case Choice():
            shown = value.label
        case str() if sort is Sort.PHONE:
            shown = show_phone(value)
        case bool():
            shown = "Có" if value else "Không"
        case int() if sort is Sort.PERCENT:  # hundredths of a percent
            shown = f"{decimal(value / 100, 2).rstrip('0').rstrip(',')}%"
        case int() if sort is not Sort.TEXT:
            shown = integer(value)
        case float() | Decimal():
            shown = decimal(value)
        case datetime():
            shown = moment_text(value)
        case date():
            shown = date_text(value)
    return shown


def excel_tsv(titles: Sequence[str], rows: Iterable[Sequence[Any]], sorts: Sequence[Sort]) -> str:
    """Rows with their headings as text that Excel takes apart into cells; numbers without dots."""
    lines = ["\t".join(_tsv_cell(title) for title in titles)]
    lines += [
        "\t".join(_tsv_value(value, sort) for value, sort in zip(row, sorts, strict=True)) for row in rows
    ]
    return "\r\n".join(lines) + "\r\n"


def excel_html(titles: Sequence[str], rows: Iterable[Sequence[Any]], sorts: Sequence[Sort]) -> str:
    """The same as a table in which text stays text (leading noughts, "=…") and numbers are numbers."""
    head = "".join(f"<th>{html.escape(title)}</th>" for title in titles)
    body = "".join(
        "<tr>" + "".join(_html_cell(value, sort) for value, sort in zip(row, sorts, strict=True)) + "</tr>"
        for row in rows
    )
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>'
        f"<body><table><tr>{head}</tr>{body}</table></body></html>"
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _tsv_value(value: Any, sort: Sort) -> str:
    return str(value) if _is_number(value) else _tsv_cell(_guarded(cell_text(value, sort)))


def _guarded(text: str) -> str:
    """Text that Excel would take for a formula gets its apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _tsv_cell(text: str) -> str:
    if any(char in text for char in '\t\n\r"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _html_cell(value: Any, sort: Sort) -> str:
    shown = html.escape(cell_text(value, sort)).replace("\n", "<br style='mso-data-placement:same-cell'>")
    if _is_number(value):
        return f'<td x:num="{value}">{shown}</td>'
    if isinstance(value, date) and not isinstance(value, datetime):
        serial = (value - EXCEL_DAY_ZERO).days
        return f'<td x:num="{serial}" style=\'mso-number-format:"dd\\/mm\\/yyyy"\'>{shown}</td>'
    return f"<td style='mso-number-format:\"\\@\"'>{shown}</td>"
