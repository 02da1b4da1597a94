"""The list of promises: which ones, whose, by whom they are to be kept, with counts by holder."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import Sort
from unionDesk.rules.formats import integer
from unionDesk.rules.kinds import HolderKind
from unionDesk.services import promise_listing
from unionDesk.services.promise_listing import OverdueCount, PromiseFilter, PromiseRow, PromiseView
from unionDesk.ui.kit.cells import Column, Due
from unionDesk.ui.kit.data_table import DataTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.segments import Segments
from unionDesk.ui.kit.table_model import Source

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_VIEW, _WHOSE = "promises/view", "promises/whose"
_MINE, _ALL = "mine", "all"


def _due(row: PromiseRow) -> Due:
    return Due(row.colour, row.due_words or row.status.label.lower())


COLUMNS = (
    Column("due", "Tình trạng", 22, sortable=False, value=_due),
    Column("due_on", "Hạn", 11, Sort.DATE),
    Column("text", "Nội dung", 52, sortable=False),
    Column("holder", "Bên thực hiện", 26),
    Column("branch", "Công đoàn cơ sở", 32),
    Column("officer", "Cán bộ theo dõi", 20),
    Column("number", "Số", 16),
    Column("made_on", "Ghi nhận", 12, Sort.DATE, shown=False),
    Column("topic", "Nhóm vấn đề", 18, sortable=False, shown=False),
    Column("visit_number", "Chuyến đi", 16, sortable=False, shown=False),
    Column("closed_on", "Kết thúc", 12, Sort.DATE, shown=False),
    Column("result", "Kết quả", 36, sortable=False, shown=False),
)


def _ids(work: Any, order: str, descending: bool, choice: PromiseFilter) -> array[int]:
    return promise_listing.ids(work, choice, order, descending=descending)


def _rows(work: Any, wanted: Sequence[int]) -> list[PromiseRow]:
    return promise_listing.rows(work, wanted)


class PromiseList(QWidget):
    """The table with its choices above it.

    Signals:
        add_wanted(): from the empty list.
    """

    add_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._me = context.user.officer_id if context.user is not None else None
        settings = context.settings
        self.view = Segments(
            "Xem những mục nào",
            ((view.value, view.label) for view in PromiseView),
            settings.text(_VIEW, PromiseView.OPEN.value),
        )
        whose = settings.text(_WHOSE, _ALL) if self._me is not None else _ALL
        self.whose = Segments("Của ai", ((_MINE, "Tôi theo dõi"), (_ALL, "Cả đơn vị")), whose, self)
        self.whose.setVisible(self._me is not None)
        self.holder = QComboBox()
        self.holder.setAccessibleName("Bên thực hiện")
        self.holder.addItem("Mọi bên thực hiện", None)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        self.counts.setAccessibleName("Số đang theo dõi theo bên thực hiện")
        self.table = DataTable(
            context,
            "promises",
            Source(COLUMNS, _ids, _rows),
            order="due_on",
            empty=Empty(
                "Chưa có kiến nghị, cam kết nào. Chúng được ghi từ biên bản chuyến đi, hoặc thêm tại đây.",
                "Thêm kiến nghị, cam kết",
                self.add_wanted.emit,
            ),
            filter_of=self._filter_of,
        )
        self.table.view.setAccessibleName("Danh sách kiến nghị, cam kết")
        choices = QHBoxLayout()
        choices.addWidget(self.view, 1)
        choices.addWidget(self.whose)
        choices.addWidget(self.holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(choices)
        column.addWidget(self.counts)
        column.addWidget(self.table, 1)
        self.view.chosen.connect(self._on_view)
        self.whose.chosen.connect(self._on_whose)
        self.holder.activated.connect(self._on_holder)
        self.table.loaded.connect(self._on_loaded)

    def refresh(self) -> None:
        """Ask for list and counts anew."""
        self._context.jobs.read(
            promise_listing.count_overdue, then=self._on_counts, owner=self, replaces="counts"
        )
        self.table.refresh()

    def show_everything(self) -> None:
        """Take all choices off, so that any promise is in the list."""
        self.view.set_current(PromiseView.ALL.value)
        self.whose.set_current(_ALL)
        self.holder.setCurrentIndex(0)
        self.table.filter.clear()
        self.refresh()

    def _filter_of(self, text: str) -> PromiseFilter:
        holder = self.holder.currentData()
        return PromiseFilter(
            view=PromiseView(self.view.current()),
            text=text,
            holders=(HolderKind(holder),) if holder else (),
            officer_id=self._me if self.whose.current() == _MINE else None,
        )

    def _on_counts(self, counts: list[OverdueCount]) -> None:
        chosen = self.holder.currentData()
        self.holder.clear()
        self.holder.addItem("Mọi bên thực hiện", None)
        for kind in HolderKind:
            self.holder.addItem(kind.label, kind.value)
        self.holder.setCurrentIndex(max(self.holder.findData(chosen), 0))
        parts = [
            f"{one.holder.label}: {integer(one.open)}"
            + (f" (quá hạn {integer(one.overdue)})" if one.overdue else "")
            for one in counts
        ]
        self.counts.setText("Đang theo dõi – " + "; ".join(parts) + "." if parts else "")
        self.counts.setVisible(bool(parts))

    @Slot(int)
    def _on_loaded(self, count: int) -> None:
        plain = PromiseFilter(view=PromiseView.ALL)
        asked = self._filter_of(self.table.filter.text().strip())
        if not count and asked != plain and not asked.text:
            self.table.empty_state.say(
                Empty(
                    "Không có kiến nghị, cam kết nào như đang chọn xem.",
                    "Xem tất cả",
                    self.show_everything,
                )
            )

    @Slot(str)
    def _on_view(self, view: str) -> None:
        self._context.settings.set(_VIEW, view)
        self.table.refresh()

    @Slot(str)
    def _on_whose(self, whose: str) -> None:
        self._context.settings.set(_WHOSE, whose)
        self.table.refresh()

    @Slot()
    def _on_holder(self) -> None:
        self.table.refresh()
