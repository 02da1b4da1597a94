"""The list of branches: the table, its filters, its totals."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import Sort
from unionDesk.rules.formats import integer
from unionDesk.services import branch_totals, branches
from unionDesk.services.branch_columns import COLUMNS, SORTED
from unionDesk.services.branch_totals import Totals
from unionDesk.services.branches import BranchFilter, BranchRow
from unionDesk.ui.kit.cells import WIDTHS, Column
from unionDesk.ui.kit.data_table import DataTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.table_model import Source
from unionDesk.ui.screens.branches.filter_bar import FilterBar

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_WIDTHS = {"code": 10, "name": 44, "kind": 24, "place": 18, "chair": 22, "officer": 22, "address": 36}
_HIDDEN = {"women_workers", "women_members", "status", "address", "founded_on", "rank"}


def list_columns() -> tuple[Column, ...]:
    """The columns of the list, the usual ones shown."""
    return tuple(
        Column(
            spec.name,
            spec.label,
            _WIDTHS.get(spec.name, WIDTHS.get(spec.sort, 18)),
            Sort.TEXT if spec.sort is Sort.CHOICE else spec.sort,
            sortable=spec.name in SORTED,
            shown=spec.name not in _HIDDEN,
        )
        for spec in COLUMNS
    )


def _ids(work: Any, order: str, descending: bool, choice: BranchFilter) -> array[int]:
    return branches.ids(work, choice, order, descending=descending)


def _rows(work: Any, wanted: Sequence[int]) -> list[BranchRow]:
    return branches.rows(work, wanted)


class BranchList(QWidget):
    """The list with what stands above and below it.

    Signals:
        opened(int): a branch is to be opened.
        chosen(): the selection is another.
        import_wanted(), add_wanted(): from the empty list.
    """

    opened = Signal(object)
    chosen = Signal()
    import_wanted = Signal()
    add_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._empty = Empty(
            "Chưa có công đoàn cơ sở nào. Hãy nhập danh sách sẵn có từ Excel, hoặc thêm từng đơn vị.",
            "Nhập danh sách từ Excel",
            self.import_wanted.emit,
        )
        self.bar = FilterBar(context, self._words)
        self.table = DataTable(
            context,
            "branches",
            Source(list_columns(), _ids, _rows),
            order="name",
            empty=self._empty,
            filter_of=self._filter_of,
        )
        self.table.view.setAccessibleName("Danh sách công đoàn cơ sở")
        self.add_button = QPushButton("Thêm công đoàn cơ sở")
        self.add_button.clicked.connect(self.add_wanted)
        self._place_add_button()
        self.totals = QLabel()
        self.totals.setAccessibleName("Tổng của danh sách")
        self.totals.setWordWrap(True)
        self._shown, self._sum_text = Totals(), ""
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        inner = self.table.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.insertWidget(1, self.bar)
        self.bar.changed.connect(self.table.refresh)
        self.bar.words_wanted.connect(self.table.filter.setText)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._on_chosen)
        self.table.loaded.connect(self._on_loaded)

    def _place_add_button(self) -> None:
        inner = self.table.empty_state.layout()
        assert isinstance(inner, QVBoxLayout)
        from_button = inner.indexOf(self.table.empty_state.button)
        inner.insertSpacing(from_button + 1, self.fontMetrics().height() // 2)
        inner.insertWidget(from_button + 2, self.add_button)
        inner.setAlignment(self.add_button, Qt.AlignmentFlag.AlignHCenter)

    # for the screen

    def refresh(self) -> None:
        """Ask for list, totals and what the filters offer anew."""
        self.table.refresh()
        self._context.jobs.read(branch_totals.offers, then=self.bar.set_offers, owner=self, replaces="offers")

    def choice(self) -> BranchFilter:
        """The whole filter, with the words typed."""
        return self._filter_of(self._words())

    def chosen_ids(self) -> list[int]:
        return self.table.chosen_ids()

    def order(self) -> tuple[str, bool]:
        """The column by which the list is ordered, and whether downwards."""
        header = self.table.view.horizontalHeader()
        number = header.sortIndicatorSection()
        columns = self.table.model.columns
        key = columns[number].key if 0 <= number < len(columns) else "name"
        return key, header.sortIndicatorOrder() is header.sortIndicatorOrder().DescendingOrder

    def shown_columns(self) -> list[str]:
        """Names of the visible columns from left to right."""
        view = self.table.view
        return [view.cells.columns[number].key for number in view.shown_columns()]

    # answering

    def _words(self) -> str:
        return self.table.filter.text().strip()

    def _filter_of(self, text: str) -> BranchFilter:
        return replace(self.bar.choice, text=text)

    @Slot(int)
    def _on_loaded(self, count: int) -> None:
        empty, typed = self.table.empty_state, bool(self._words())
        if not count and not self.bar.is_empty and not typed:
            empty.say(
                Empty(
                    "Không có công đoàn cơ sở nào khớp với các điều kiện đang lọc.",
                    "Bỏ hết điều kiện",
                    self.bar.clear,
                )
            )
        self.add_button.setVisible(not count and not typed and self.bar.is_empty)
        self._ask_totals(partial(_totals, self.choice()), self._on_totals, "totals")
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        ranges = self.table.view.selectionModel().selection()
        if sum(ranges.at(place).height() for place in range(ranges.size())) > 1:
            self._ask_totals(partial(_totals_of, self.chosen_ids()), self._on_sum, "sum")
        else:
            self._on_sum(None)
        self.chosen.emit()

    def _ask_totals(self, task: Callable[[Any], Totals], then: Callable[[Any], None], name: str) -> None:
        self._context.jobs.read(task, then=then, owner=self, replaces=name)

    def _on_totals(self, totals: Totals) -> None:
        self._shown = totals
        self._say()

    def _on_sum(self, totals: Totals | None) -> None:
        self._sum_text = "" if totals is None else f"Đang chọn {_said(totals)}. "
        self._say()

    def _say(self) -> None:
        self.totals.setText(
            f"{self._sum_text}Cả danh sách: {_said(self._shown)}." if self._shown.branches else ""
        )


def _totals(choice: BranchFilter, work: Any) -> Totals:
    return branch_totals.totals(work, choice)


def _totals_of(numbers: list[int], work: Any) -> Totals:
    return branch_totals.totals_of(work, numbers)


def _said(totals: Totals) -> str:
    words = (
        f"{integer(totals.branches)} công đoàn cơ sở, {integer(totals.workers)} lao động, "
        f"{integer(totals.members)} đoàn viên"
    )
    missing = f" ({integer(totals.without_figures)} nơi chưa có số liệu)" if totals.without_figures else ""
    return words + missing
