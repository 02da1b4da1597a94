"""The view of a list: Excel's keys, columns of one's own choice that are remembered, copying to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from unionDesk.ui.kit.cells import excel_html, excel_tsv
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.table_model import CellModel


class TableView(QTableView):
    """The view of a list: rows are chosen, keys are Excel's, columns are remembered in the settings.

    Signals:
        opened(int): Enter, F2 or a double click; the row's place.
        typed(str): a letter was typed on the table (it belongs into the filter).
        copy_wanted()
    """

    opened = Signal(int)
    typed = Signal(str)
    copy_wanted = Signal()

    def __init__(
        self, model: CellModel, settings: Settings, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ready = False
        self._settings, self._key = settings, f"tables/{name}"
        self.setModel(model)
        self.cells = model
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.choose_columns)
        self._restore()
        header.sectionMoved.connect(self._remember)
        header.sectionResized.connect(self._remember)
        self.doubleClicked.connect(self._on_double_click)
        self._ready = True

    def _set_row_height(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.7))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another text size: rows and columns grow with it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._ready:
            self._set_row_height()
            self._restore()

    # columns

    def shown_columns(self) -> list[int]:
        """The columns in view, from left to right."""
        header = self.horizontalHeader()
        by_sight = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in by_sight if not self.isColumnHidden(column)]

    @Slot(QPoint)
    def choose_columns(self, where: QPoint | None = None) -> None:
        """A menu in which columns are shown and hidden."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.shown_columns()
        for number, column in enumerate(self.cells.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(number in shown)
            action.setEnabled(shown != [number])
            action.toggled.connect(partial(self.show_column, number))
        menu.addSeparator()
        menu.addAction("Trả các cột về mặc định", self.reset_columns)
        menu.popup(self.horizontalHeader().mapToGlobal(where or QPoint(0, 0)))

    def show_column(self, number: int, shown: bool) -> None:
        self.setColumnHidden(number, not shown)
        self._remember()

    def reset_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self.cells.columns):
            header.moveSection(header.visualIndex(number), number)
            self.setColumnHidden(number, not column.shown)
            self.setColumnWidth(number, self._letters(column.width))
        self._settings.set(f"{self._key}/columns", None)

    def _letters(self, count: int) -> int:
        return self.fontMetrics().averageCharWidth() * (count + 2)

    def _restore(self) -> None:
        header = self.horizontalHeader()
        kept = self._settings.get(f"{self._key}/columns")
        keys = [column.key for column in self.cells.columns]
        known = [part for part in kept or [] if isinstance(part, dict) and part.get("key") in keys]
        for number, column in enumerate(self.cells.columns):
            self.setColumnWidth(number, self._letters(column.width))
            self.setColumnHidden(number, not column.shown)
        for place, part in enumerate(known):
            number = keys.index(part["key"])
            header.moveSection(header.visualIndex(number), place)
            self.setColumnHidden(number, bool(part.get("hidden")))
            if isinstance(letters := part.get("letters"), (int, float)):
                self.setColumnWidth(number, round(self.fontMetrics().averageCharWidth() * letters))

    @Slot()
    def _remember(self) -> None:
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        kept = []
        for place in range(header.count()):
            number = header.logicalIndex(place)
            hidden = self.isColumnHidden(number)
            part: dict[str, Any] = {"key": self.cells.columns[number].key, "hidden": hidden}
            if not hidden:
                part["letters"] = round(self.columnWidth(number) / letter, 1)
            kept.append(part)
        self._settings.set(f"{self._key}/columns", kept)

    # rows and keys

    def chosen_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2} and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Not row by row through the model: what is typed goes into the filter."""
        if search.strip():
            self.typed.emit(search)

    def _on_double_click(self, index: Any) -> None:
        self.opened.emit(index.row())


def copy_to_clipboard(view: TableView, rows: Sequence[Any]) -> None:
    """These rows' visible columns with headings, as text and as a table that keeps types."""
    shown = view.shown_columns()
    columns = [view.cells.columns[number] for number in shown]
    titles, sorts = [column.title for column in columns], [column.sort for column in columns]
    values = [[all_values[number] for number in shown] for all_values in map(view.cells.values, rows)]
    data = QMimeData()
    data.setText(excel_tsv(titles, values, sorts))
    data.setHtml(excel_html(titles, values, sorts))
    QGuiApplication.clipboard().setMimeData(data)
