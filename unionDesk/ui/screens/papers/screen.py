"""The register of papers: numbers, states, what replaces what; each opens with its steps."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import Sort
from unionDesk.rules.kinds import DocumentKind, DocumentState
from unionDesk.services import paper_register
from unionDesk.services.paper_register import PaperFilter, PaperLine
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.data_table import DataTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.kit.table_model import Source
from unionDesk.ui.paper_window import PaperDesk

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Văn bản"


def _replacing(row: PaperLine) -> str:
    """What a paper replaces, or by what it is replaced."""
    if row.replaces:
        return f"thay thế {row.replaces}"
    if row.replaced_by_id is not None:
        return f"đã có bản thay thế {row.replaced_by or '(đang lập)'}"
    return ""


COLUMNS = (
    Column("number", "Số, ký hiệu", 18, value=lambda row: row.full_number),
    Column("dated_on", "Ngày văn bản", 13, Sort.DATE),
    Column("kind", "Loại", 14),
    Column("state", "Tình trạng", 14),
    Column("title", "Trích yếu", 54),
    Column("branch", "Nơi liên quan", 36),
    Column("visit_number", "Chuyến đi", 14, sortable=False),
    Column("signed_on", "Ngày ký", 12, Sort.DATE, sortable=False),
    Column("signed_by", "Người ký", 22, sortable=False),
    Column("replacing", "Thay thế", 26, sortable=False, value=_replacing),
    Column("state_reason", "Lý do trả lại", 26, sortable=False, shown=False),
    Column("pages", "Số trang", 10, Sort.INTEGER, sortable=False, shown=False),
)


def _ids(work: Any, order: str, descending: bool, choice: PaperFilter) -> array[int]:
    return paper_register.ids(work, choice, order, descending=descending)


def _rows(work: Any, wanted: Sequence[int]) -> list[PaperLine]:
    return paper_register.rows(work, wanted)


def _has_chosen(screen: PapersScreen) -> bool:
    return screen.table.current_id() is not None


class PapersScreen(Screen):
    """The list of papers; Enter opens one."""

    kinds = frozenset({"document", "visit", "branch"})
    help_page = "papers"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.desk = PaperDesk(context, self)
        self.types = _chooser("Mọi loại văn bản", DocumentKind, "Lọc theo loại văn bản")
        self.states = _chooser("Mọi tình trạng", DocumentState, "Lọc theo tình trạng")
        self.table = DataTable(
            context,
            "papers",
            Source(COLUMNS, _ids, _rows),
            order="-dated_on",
            empty=Empty(
                "Chưa có văn bản nào ở đây. Biên bản được lập từ biểu mẫu của chuyến đi đã thực hiện.",
                "Mở lịch công tác",
                self._open_calendar,
            ),
            filter_of=self._filter_of,
        )
        self.table.view.setAccessibleName("Sổ văn bản")
        filters = QHBoxLayout()
        for widget in (QLabel("Chỉ xem:"), self.types, self.states):
            filters.addWidget(widget)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        for chooser in (self.types, self.states):
            chooser.currentIndexChanged.connect(self.table.refresh)
        self.table.opened.connect(self.open_record)
        self.table.chosen.connect(self.commands.refresh)

    def refresh(self) -> None:
        self.table.refresh()

    @Slot(object)
    def open_record(self, record: int) -> None:
        self.table.select(record)
        self.desk.open_paper(record)

    def focus_search(self) -> bool:
        self.table.focus_filter()
        return True

    def take_down(self) -> None:
        self.desk.close()
        super().take_down()

    def _filter_of(self, text: str) -> PaperFilter:
        kind, state = self.types.currentData(), self.states.currentData()
        return PaperFilter(
            text=text,
            kinds=(DocumentKind(kind),) if kind else (),
            states=(DocumentState(state),) if state else (),
        )

    def _open_calendar(self) -> None:
        self.context.open_screen("calendar")

    @command(
        "Xem văn bản",
        menu=MENU,
        key="Ctrl+P",
        icon="minutes",
        toolbar=True,
        tip="Xem trước, in, lấy số (Enter)",
        enabled=_has_chosen,
    )
    def open_chosen(self) -> None:
        paper_id = self.table.current_id()
        if paper_id is not None:
            self.desk.open_paper(paper_id)

    @command("Mở chuyến đi của văn bản", menu=MENU, icon="visit", toolbar=True, enabled=_has_chosen)
    def open_visit(self) -> None:
        place = self.table.view.currentIndex().row()
        row: PaperLine | None = self.table.model.row(place) if place >= 0 else None
        if row is not None and row.visit_id is not None:
            self.context.open_screen("calendar", row.visit_id)


def _chooser(everything: str, choices: type[Choice], name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItem(everything, "")
    for choice in choices:
        box.addItem(choice.label, choice.value)
    return box
