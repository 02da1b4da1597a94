"""What a single cell was read as, and the cell as a reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.names import clean, clean_lines

from .sheet import Cell

DASHES = frozenset({"-", "–", "—", "--", "_", "−", ".", "…", "...", "/"})
NO_WORDS = frozenset({"khong", "khong co", "chua", "chua co", "ko", "k", "0", "chua ky", "khong ky"})
YES_WORDS = frozenset({"x", "co", "da co", "yes", "v", "ok", "1", "true", "da ky", "dat", "roi", "co ky"})
_LENGTHS = {
    F.NAME: 255, F.EMPLOYER: 255, F.ADDRESS: 255, F.CODE: 20, F.CHAIR: 120, F.EMAIL: 120, F.INDUSTRY: 160,
    F.FOUNDING_DECISION: 80, F.INDUSTRIAL_ZONE: 120, F.COMPANY_FORM: 60, F.COUNTRY: 60,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. `value` is None when it says nothing or nothing that can be taken.

    `error` and `warning` are Vietnamese sentences, "" when there is none; `offer` is what was probably meant.
    `extra` carries a second field's value found in the same cell.
    """

    value: object = None
    error: str = ""
    warning: str = ""
    expected: str = ""
    offer: str = ""
    extra: tuple[tuple[F, object], ...] = ()


NOTHING = Reading()


def shown(cell: Cell) -> str:
    """The cell as a reader sees it, for messages."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{int(cell)}" if cell.is_integer() else f"{cell}"
    return clean(str(cell))


def read_text(cell: Cell, field: F) -> Reading:
    """A line of text: NFC, trimmed, blanks collapsed, otherwise as written; a dash says nothing."""
    text = clean_lines(cell) if field is F.NOTE and isinstance(cell, str) else shown(cell)
    if not text or text in DASHES:
        return NOTHING
    most = _LENGTHS.get(field)
    if most is not None and len(text) > most:
        return Reading(
            error=f"{field.label} dài {len(text)} chữ, nhiều nhất là {most}.",
            expected=f"không quá {most} chữ",
        )
    return Reading(text)
