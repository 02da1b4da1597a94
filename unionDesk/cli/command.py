"""What a command of the command line is, and what it works with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from unionDesk.paths import Paths
from unionDesk.rules.errors import UserError
from unionDesk.services.opening import Opened, Store, open_database


@dataclass
class Desk:
    """The command line's desk: where the data is and who acts. The database is opened when first needed."""

    paths: Paths
    database: str
    officer: str | None = None
    _opened: Opened | None = field(default=None, repr=False)

    def opened(self) -> Opened:
        """The opened database, created where there is none yet."""
        if self._opened is None:
            self._opened = open_database(self.database, backups=self.paths.backups, officer=self.officer)
        return self._opened

    def store(self, *, needs_office: bool = True) -> Store:
        """The store. Raises UserError when no office is set up, unless an empty answer will do."""
        opened = self.opened()
        if needs_office and not opened.has_office:
            raise UserError(
                "Cơ sở dữ liệu này chưa có đơn vị. Hãy chạy lệnh init để lập đơn vị, "
                "demo để xem đơn vị mẫu, hoặc import branches để nhập danh sách."
            )
        return opened.store

    def reopen(self) -> None:
        """Forgets the opened database, so that the next use sees a newly made office."""
        self.close()
        self._opened = None

    def close(self) -> None:
        if self._opened is not None:
            self._opened.store.close()


@dataclass(frozen=True)
class Outcome:
    """What a command gives back: `data` for `--json`, `text` for a reader, its exit code."""

    data: Any
    text: str
    code: int = 0


@dataclass(frozen=True)
class Command:
    """One command: its words ("import branches"), its help in Vietnamese, its arguments, what it does."""

    words: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Desk, argparse.Namespace], Outcome]


def a_day(text: str) -> date:
    """An argument that is a day, ISO (2026-11-05) or as Vietnamese write it (05/11/2026)."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải là ngày (ví dụ: 2026-11-05 hoặc 05/11/2026)"
        ) from None


def a_file(text: str) -> Path:
    """An argument that is a file's path."""
    return Path(text).expanduser()


def a_count(text: str) -> int:
    """An argument that is a positive whole number."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}” không phải là số nguyên dương")
    return int(text)


def no_arguments(_parser: argparse.ArgumentParser) -> None:
    """For commands without arguments of their own."""


def as_table(rows: list[dict[str, Any]], columns: dict[str, str]) -> str:
    """Rows as plain text in columns; `columns` maps keys to Vietnamese heads."""
    if not rows:
        return "Không có dòng nào."
    cells = [[_cell(row.get(key)) for key in columns] for row in rows]
    heads = list(columns.values())
    widths = [max(len(heads[i]), *(len(line[i]) for line in cells)) for i in range(len(heads))]
    lines = [heads, *cells]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
