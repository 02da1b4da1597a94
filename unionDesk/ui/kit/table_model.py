"""Models of lists: rows by id and page, never the whole table; and a plain one for short lists."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from unionDesk.rules.kinds import AttentionLevel, DueColour
from unionDesk.ui.kit.cells import LOADING, NUMBERS, Column, Due, cell_text, getters, row_id
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.marks import attention_mark, due_mark

PAGE = 256
MOST_PAGES = 64
PAGES_AT_ONCE = 4

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Source:
    """Where a list's rows come from; both are jobs, so they get the Work first.

    `ids(work, order, descending, filter)` gives all ids in order as `array("q")`; `order` is a column's
    key, `filter` whatever the screen set. `rows(work, ids)` gives the rows of these ids in any order:
    objects with `id` and the columns' attributes, or tuples (id, first column, second column …).
    """

    columns: tuple[Column, ...]
    ids: Callable[[Any, str, bool, Any], array[int]]
    rows: Callable[[Any, Sequence[int]], Sequence[Any]]


class CellModel(QAbstractTableModel):
    """Shows rows by columns; subclasses say which row stands where."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._getters = getters(self.columns)

    def row(self, place: int) -> Any | None:
        """The row at this place; None while it is being fetched."""
        raise NotImplementedError

    def values(self, row: Any) -> list[Any]:
        """The row's values by column."""
        return [get(row) for get in self._getters]

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self.columns[section].title
        return None

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = index.column()
        if role == Role.TextAlignmentRole:
            right = self.columns[column].sort in NUMBERS
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in {Role.DisplayRole, Role.DecorationRole, Role.ToolTipRole}:
            return None
        row = self.row(index.row())
        if row is None:
            return LOADING if role == Role.DisplayRole else None
        value = self._getters[column](row)
        if role == Role.DecorationRole:
            return mark_of(value)
        return cell_text(value, self.columns[column].sort)


def mark_of(value: Any) -> Any:
    """The picture before a value that has one."""
    match value:
        case Due():
            return due_mark(value.colour)
        case DueColour():
            return due_mark(value)
        case AttentionLevel():
            return attention_mark(value)
        case _:
            return None


class ListModel(CellModel):
    """A short list that is handed over whole."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, place: int) -> Any | None:
        return self._rows[place]

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._rows)


class PagedModel(CellModel):
    """A list of any length: the ids are held, rows are fetched a page at a time and forgotten again.

    Signals:
        loaded(int): the ids have come; how many.
    """

    loaded = Signal(int)

    def __init__(self, jobs: Jobs, source: Source, parent: QObject | None = None) -> None:
        super().__init__(source.columns, parent)
        self._jobs = jobs
        self._source = source
        self.ids: array[int] = array("q")
        self._rows: dict[int, Any] = {}
        self._pages: OrderedDict[int, list[int]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._generation = 0
        self._fetching = False
        self._order, self._descending = "", False
        self._filter: Any = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch)

    # asking

    def ask(self, order: str, descending: bool, chosen: Any) -> None:
        """Ask the ids in this order and by this filter; the newest question wins."""
        self._order, self._descending, self._filter = order, descending, chosen
        self._jobs.read(
            partial(_ids_and_first_page, self._source, order, descending, chosen),
            then=self._on_ids,
            owner=self,
            replaces="ids",
        )

    def refresh(self) -> None:
        self.ask(self._order, self._descending, self._filter)

    def place_of(self, number: int) -> int | None:
        """Where the row with this id stands."""
        try:
            return self.ids.index(number)
        except ValueError:
            return None

    # Qt's questions

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.ids)

    def row(self, place: int) -> Any | None:
        page = place // PAGE
        if page not in self._pages:
            self._wanted[page] = None
            self._wanted.move_to_end(page)
            if not self._fetching and not self._timer.isActive():
                self._timer.start()
        return self._rows.get(self.ids[place])

    # answers

    def _on_ids(self, answer: tuple[array[int], Sequence[Any]]) -> None:
        ids, first = answer
        self._generation += 1
        same = ids == self.ids
        if not same:
            self.beginResetModel()
            self.ids = ids
        for numbers in self._pages.values():
            if same:
                break  # old rows stay to be seen until the new ones are there
            for number in numbers:
                self._rows.pop(number, None)
        self._pages.clear()
        self._wanted.clear()
        self._keep(0, first)
        if not same:
            self.endResetModel()
        elif len(ids):
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(self.columns) - 1))
        self.loaded.emit(len(ids))

    def _fetch(self) -> None:
        pages = [page for page in reversed(self._wanted) if page not in self._pages][:PAGES_AT_ONCE]
        self._wanted.clear()  # what is still seen will be asked for again when it is painted
        if not pages:
            return
        numbers = [list(self.ids[page * PAGE : (page + 1) * PAGE]) for page in pages]
        self._fetching = True
        self._jobs.read(
            partial(_rows_of_pages, self._source, numbers),
            then=partial(self._on_rows, self._generation, pages),
            otherwise=self._on_no_rows,
            owner=self,
        )

    def _on_rows(self, generation: int, pages: list[int], found: list[Sequence[Any]]) -> None:
        self._fetching = False
        if generation == self._generation:
            for page, rows in zip(pages, found, strict=True):
                self._keep(page, rows)
                first, last = page * PAGE, min((page + 1) * PAGE, len(self.ids)) - 1
                if first <= last:
                    self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        if self._wanted:
            self._timer.start()

    def _on_no_rows(self, error: Exception) -> None:
        """The status bar says that the database is away; the rows are asked for when seen again."""
        del error
        self._fetching = False

    def _keep(self, page: int, rows: Sequence[Any]) -> None:
        self._pages[page] = [row_id(row) for row in rows]
        self._rows.update((row_id(row), row) for row in rows)
        while len(self._pages) > MOST_PAGES:
            _, numbers = self._pages.popitem(last=False)
            for number in numbers:
                self._rows.pop(number, None)


def _ids_and_first_page(
    source: Source, order: str, descending: bool, chosen: Any, work: Any
) -> tuple[array[int], Sequence[Any]]:
    ids = source.ids(work, order, descending, chosen)
    return ids, source.rows(work, list(ids[:PAGE])) if len(ids) else ()


def _rows_of_pages(source: Source, pages: list[list[int]], work: Any) -> list[Sequence[Any]]:
    return [source.rows(work, numbers) for numbers in pages]
