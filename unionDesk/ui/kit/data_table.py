"""DataTable: a list of any length with filter field, count, columns, empty state; RowTable: a short one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.formats import integer
from unionDesk.rules.names import nfc
from unionDesk.ui.kit.cells import Column, row_id
from unionDesk.ui.kit.empty import Empty, EmptyState
from unionDesk.ui.kit.icons import put_icon
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.table import TableView, copy_to_clipboard
from unionDesk.ui.kit.table_model import ListModel, PagedModel, Source

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

WAIT_MS = 120
MOST_COPIED = 50_000


class DataTable(QWidget):
    """A list of records.

    `name` keys the remembered columns and order; `order` is the first order ("-due_on": descending).
    `filter_of` makes the service's filter from the text of the filter field; change what it reads and
    call `refresh` when other filters change.

    Signals:
        opened(int): id of the row that is to be opened.
        chosen(): the selection is another.
        loaded(int): the list has come; how many rows.
    """

    opened = Signal(object)
    chosen = Signal()
    loaded = Signal(int)

    def __init__(
        self,
        context: Context,
        name: str,
        source: Source,
        *,
        order: str,
        empty: Empty,
        filter_of: Callable[[str], Any] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._notices, self._settings = context.jobs, context.notices, context.settings
        self._source, self._filter_of, self._key = source, filter_of, f"tables/{name}"
        self._empty = empty
        self._to_select: int | None = None
        self.model = PagedModel(context.jobs, source, self)
        self.view = TableView(self.model, context.settings, name)
        self.view.setAccessibleName(empty.text)
        self._order, self._descending = self._kept_order(order)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Lọc: gõ vài chữ, có dấu hay không (Ctrl+F)")
        self.filter.setAccessibleName("Lọc danh sách")
        self.filter.setClearButtonEnabled(True)
        self.count = QLabel()
        self.count.setAccessibleName("Số dòng")
        columns = QToolButton()
        put_icon(columns, "columns")
        columns.setAutoRaise(True)
        columns.setToolTip("Chọn cột")
        columns.setAccessibleName("Chọn cột")
        columns.clicked.connect(self._on_columns_wanted)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.filter, 1)
        self.bar.addWidget(self.count)
        self.bar.addWidget(columns)
        self.empty_state = EmptyState(self._empty)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.empty_state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.bar)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self.refresh)
        self.filter.textEdited.connect(self._timer.start)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.filter.returnPressed.connect(self.view.setFocus)
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        self._show_order()
        header.sectionClicked.connect(self._on_header)
        self.model.modelAboutToBeReset.connect(self._on_about_to_change)
        self.model.loaded.connect(self._on_loaded)
        self.view.opened.connect(self._on_opened)
        self.view.typed.connect(self._on_typed)
        self.view.copy_wanted.connect(self.copy)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)

    # for screens

    def refresh(self) -> None:
        """Ask for the list anew; the row that was chosen stays chosen."""
        self.model.ask(self._order, self._descending, self._filter_of(nfc(self.filter.text()).strip()))

    def current_id(self) -> int | None:
        """The id of the current row."""
        place = self.view.currentIndex().row()
        return self.model.ids[place] if 0 <= place < len(self.model.ids) else None

    def chosen_ids(self) -> list[int]:
        """The ids of the chosen rows, from top to bottom."""
        return [self.model.ids[place] for place in self.view.chosen_places()]

    def select(self, number: int) -> None:
        """Choose the row with this id, now or when it comes with the next list."""
        self._to_select = number
        if self.model.place_of(number) is not None:
            self._reselect()

    def focus_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @Slot()
    def copy(self) -> None:
        """Copy the chosen rows for Excel; rows not yet fetched are fetched first."""
        numbers = self.chosen_ids()
        if len(numbers) > MOST_COPIED:
            self._notices.warn(
                f"Chỉ chép được {integer(MOST_COPIED)} dòng một lần; hãy xuất ra Excel để lấy nhiều hơn."
            )
        elif numbers:
            self._jobs.read(
                partial(_rows_in_order, self._source, numbers),
                then=self._on_copied,
                owner=self,
                replaces="copy",
            )

    # answering

    def _on_copied(self, rows: list[Any]) -> None:
        copy_to_clipboard(self.view, rows)
        self._notices.tell(f"Đã chép {integer(len(rows))} dòng; dán được vào Excel.")

    @Slot(int)
    def _on_opened(self, place: int) -> None:
        self.opened.emit(self.model.ids[place])

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.setText(text)
        self._timer.start()

    @Slot(str)
    def _on_filter_changed(self, text: str) -> None:
        if not text:
            self._timer.start()

    @Slot(int)
    def _on_header(self, number: int) -> None:
        column = self.model.columns[number]
        if column.sortable:
            self._descending = not self._descending if column.key == self._order else False
            self._order = column.key
            self._settings.set(f"{self._key}/order", f"{'-' if self._descending else ''}{self._order}")
            self.refresh()
        self._show_order()

    def _show_order(self) -> None:
        keys = [column.key for column in self.model.columns]
        side = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        number = keys.index(self._order) if self._order in keys else -1
        self.view.horizontalHeader().setSortIndicator(number, side)

    def _kept_order(self, first: str) -> tuple[str, bool]:
        kept = self._settings.text(f"{self._key}/order", first)
        known = {column.key for column in self.model.columns if column.sortable}
        order = kept if kept.removeprefix("-") in known else first
        return order.removeprefix("-"), order.startswith("-")

    @Slot()
    def _on_about_to_change(self) -> None:
        if self._to_select is None:
            self._to_select = self.current_id()

    @Slot(int)
    def _on_loaded(self, count: int) -> None:
        filtered = bool(self.filter.text().strip())
        if filtered and not count:
            self.empty_state.say(
                Empty("Không có dòng nào khớp với chữ đang lọc.", "Bỏ lọc", self.clear_filter)
            )
        else:
            self.empty_state.say(self._empty)
        self.stack.setCurrentWidget(self.view if count else self.empty_state)
        self._reselect()
        self._say_count()
        self.loaded.emit(count)

    def clear_filter(self) -> None:
        self.filter.clear()
        self.filter.setFocus()

    def _reselect(self) -> None:
        if self._to_select is None:
            return
        place = self.model.place_of(self._to_select)
        if place is None:
            if len(self.model.ids):
                self._to_select = None
            return
        self._to_select = None
        index = self.model.index(place, max(self.view.currentIndex().column(), 0))
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.view.scrollTo(index)

    @Slot()
    def _on_chosen(self) -> None:
        self._say_count()
        self.chosen.emit()

    @Slot()
    def _on_columns_wanted(self) -> None:
        self.view.choose_columns()

    def _say_count(self) -> None:
        chosen = len(self.view.selectionModel().selectedRows())
        said = f"{integer(len(self.model.ids))} dòng"
        self.count.setText(f"{said}, đang chọn {integer(chosen)}" if chosen > 1 else said)


def _rows_in_order(source: Source, numbers: list[int], work: Any) -> list[Any]:
    found: dict[int, Any] = {}
    for start in range(0, len(numbers), 500):
        found.update((row_id(row), row) for row in source.rows(work, numbers[start : start + 500]))
    return [found[number] for number in numbers if number in found]


class RowTable(TableView):
    """A short list that is handed over whole: people of a branch, lines of a preview.

    Signals (besides those of TableView):
        row_opened(object): the row itself.
    """

    row_opened = Signal(object)

    def __init__(
        self, columns: Sequence[Column], settings: Settings, name: str, parent: QWidget | None = None
    ) -> None:
        self.rows_model = ListModel(columns)
        super().__init__(self.rows_model, settings, name, parent)
        self.rows_model.setParent(self)
        self.opened.connect(self._on_row_opened)
        self.copy_wanted.connect(self.copy)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; the current place stays."""
        place = self.currentIndex().row()
        self.rows_model.set_rows(rows)
        if 0 <= place < len(rows):
            self.selectRow(place)

    def current_row(self) -> Any | None:
        index: QModelIndex = self.currentIndex()
        return self.rows_model.row(index.row()) if index.isValid() else None

    def chosen_rows(self) -> list[Any]:
        return [self.rows_model.row(place) for place in self.chosen_places()]

    @Slot()
    def copy(self) -> None:
        copy_to_clipboard(self, self.chosen_rows())

    @Slot(int)
    def _on_row_opened(self, place: int) -> None:
        self.row_opened.emit(self.rows_model.row(place))
