"""Tabs that list what other screens keep about a branch: visits, promises, cases, papers; each line opens there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import Sort
from unionDesk.services import case_register, paper_register, promise_listing, visit_listing
from unionDesk.services.case_register import CaseFilter, CaseLine
from unionDesk.services.paper_register import PaperFilter, PaperLine
from unionDesk.services.promise_listing import PromiseFilter, PromiseRow, PromiseView
from unionDesk.services.visit_listing import VisitFilter, VisitRow
from unionDesk.ui.kit.cells import Column, Due
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.screens import SCREENS

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MOST = 300


@dataclass(frozen=True)
class Related:
    """One such list: the job behind it, its columns, the screen and the id that a line opens."""

    name: str
    nothing: str
    find: Callable[[Any, int], Sequence[Any]]
    columns: tuple[Column, ...]
    screen: str
    record: Callable[[Any], int]


def _visits(work: Any, branch_id: int) -> list[VisitRow]:
    found = visit_listing.ids(work, VisitFilter(branch_id=branch_id))
    return visit_listing.rows(work, found[:MOST])


def _promises(work: Any, branch_id: int) -> list[PromiseRow]:
    choice = PromiseFilter(view=PromiseView.ALL, branch_id=branch_id)
    return promise_listing.rows(work, promise_listing.ids(work, choice, "due_on", descending=True)[:MOST])


def _cases(work: Any, branch_id: int) -> list[CaseLine]:
    found = case_register.ids(work, CaseFilter(branch_id=branch_id), "received_on", descending=True)
    return case_register.rows(work, found[:MOST])


def _papers(work: Any, branch_id: int) -> list[PaperLine]:
    return paper_register.rows(work, paper_register.ids(work, PaperFilter(branch_id=branch_id))[:MOST])


def _when(row: VisitRow) -> Any:
    return row.held_from or row.planned_from


def _due(row: PromiseRow | CaseLine) -> Due:
    return Due(row.colour, row.due_words)


VISITS = Related(
    "visits",
    "Chưa có chuyến đi nào đến công đoàn cơ sở này.",
    _visits,
    (
        Column("when", "Thời gian", 17, Sort.MOMENT, sortable=False, value=_when),
        Column("number", "Số", 14),
        Column("kind", "Loại", 20),
        Column("status", "Tình trạng", 18),
        Column("lead", "Người dẫn đoàn", 22),
        Column("topic", "Nội dung", 40),
        Column("minutes_number", "Biên bản", 16),
    ),
    "calendar",
    lambda row: row.visit_id,
)
PROMISES = Related(
    "promises",
    "Chưa có kiến nghị, cam kết nào của công đoàn cơ sở này.",
    _promises,
    (
        Column("due", "Hạn", 24, sortable=False, value=_due),
        Column("due_on", "Ngày hạn", 12, Sort.DATE),
        Column("text", "Nội dung", 44),
        Column("holder", "Ai thực hiện", 24),
        Column("status", "Tình trạng", 18),
        Column("result", "Kết quả", 30),
        Column("number", "Số", 14),
    ),
    "promises",
    lambda row: row.promise_id,
)
CASES = Related(
    "cases",
    "Chưa có vụ việc nào ở công đoàn cơ sở này.",
    _cases,
    (
        Column("number", "Số", 14, sortable=False),
        Column("kind_name", "Loại vụ việc", 28, sortable=False),
        Column("received_on", "Tiếp nhận", 12, Sort.DATE, sortable=False),
        Column("step_name", "Bước", 22, sortable=False),
        Column("due", "Thời hạn", 26, sortable=False, value=_due),
        Column("owner", "Người phụ trách", 22, sortable=False),
        Column("summary", "Nội dung", 44, sortable=False),
        Column("closed_on", "Kết thúc", 12, Sort.DATE, sortable=False),
    ),
    "cases",
    lambda row: row.case_id,
)
PAPERS = Related(
    "papers",
    "Chưa có văn bản nào về công đoàn cơ sở này.",
    _papers,
    (
        Column("full_number", "Số, ký hiệu", 20),
        Column("kind", "Loại", 14),
        Column("title", "Trích yếu", 44),
        Column("dated_on", "Ngày", 12, Sort.DATE),
        Column("state", "Trạng thái", 14),
        Column("signed_by", "Người ký", 22),
    ),
    "papers",
    lambda row: row.paper_id,
)


class RelatedTab(QWidget):
    """The list of one such kind for the branch shown.

    Signals:
        counted(int): how many there are.
    """

    counted = Signal(int)

    def __init__(self, context: Context, related: Related, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._related = context, related
        self.branch_id: int | None = None
        self.table = RowTable(related.columns, context.settings, f"branches/{related.name}")
        self.table.setAccessibleName(related.nothing)
        self.nothing = QLabel(related.nothing)
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(self.nothing)
        column.addWidget(self.table, 1)
        self.table.row_opened.connect(self._on_opened)

    def load(self, branch_id: int) -> None:
        """Show what there is about this branch."""
        if branch_id != self.branch_id:
            self.branch_id = branch_id
            self._show([])
        self._context.jobs.read(
            partial(_found, self._related, branch_id), then=self._show, owner=self, replaces="related"
        )

    def can_leave(self) -> bool:
        return True

    def _show(self, rows: Sequence[Any]) -> None:
        self.table.set_rows(rows)
        self.nothing.setVisible(not rows)
        self.counted.emit(len(rows))

    @Slot(object)
    def _on_opened(self, row: Any) -> None:
        if any(spec.name == self._related.screen for spec in SCREENS):
            self._context.open_screen(self._related.screen, self._related.record(row))


def _found(related: Related, branch_id: int, work: Any) -> Sequence[Any]:
    return related.find(work, branch_id)
