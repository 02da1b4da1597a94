"""Signs that a spreadsheet program turned day and month round in a column of dates.

A program set to month/day takes the typed 03/04/2010 for the 4th of March and leaves 25/04/2010 as text. Then
all real dates have a day up to 12 and all written ones a day above: nothing is changed, but it is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

from unionDesk.rules.kinds import ImportField

from .sheet import Cell, Sheet, column_letters

DATE_FIELDS = frozenset(
    {ImportField.FOUNDED_ON, ImportField.AGREEMENT_SIGNED_ON, ImportField.AGREEMENT_ENDS_ON}
)
_ENOUGH = 3
_WRITTEN = re.compile(r"\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*\d{2,4}\s*", re.ASCII)


def day_order_notes(sheet: Sheet, first_row: int, mapping: Mapping[int, ImportField]) -> list[str]:
    """A sentence for each column of dates in which day and month may have changed places."""
    notes: list[str] = []
    for column, field in mapping.items():
        if field not in DATE_FIELDS:
            continue
        seen = Counter(_sort(sheet.value(row, column)) for row in range(first_row, len(sheet.rows)))
        where = f"Cột {column_letters(column)} ({field.label})"
        if seen["month first"] and seen["either"]:
            notes.append(
                f"{where} có ngày viết theo kiểu tháng/ngày; {seen['either']} ô khác đọc theo kiểu ngày/tháng "
                "cũng có thể bị đảo, xin kiểm tra."
            )
        elif (
            seen["real, low"] >= _ENOUGH
            and seen["day first"] >= _ENOUGH
            and not seen["real, high"] + seen["either"]
        ):
            notes.append(
                f"{where}: mọi ô kiểu ngày của Excel đều có ngày từ 1 đến 12, các ngày lớn hơn đều là chữ. "
                "Có thể Excel đã đảo ngày và tháng khi gõ, xin đối chiếu lại."
            )
    return notes


def _sort(cell: Cell) -> str:
    if isinstance(cell, date):
        return "real, low" if cell.day <= 12 else "real, high"
    found = _WRITTEN.fullmatch(cell) if isinstance(cell, str) else None
    if found is None:
        return "other"
    one, two = int(found[1]), int(found[2])
    if one <= 12 and two <= 12:
        return "either"
    return "day first" if two <= 12 else "month first"
