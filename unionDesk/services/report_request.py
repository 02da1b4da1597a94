"""What is asked of a report: its name, its period, its filters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class ReportRequest:
    """A report of `services.reports.REPORTS` for a period; `out` is the PDF to write, None for a preview.

    A report leaves out what it does not know: `kinds` are codes of case kinds.
    """

    name: str
    first: date
    last: date
    officer_id: int | None = None
    kinds: tuple[str, ...] = ()
    out: Path | None = None
