"""The page of one branch: its head, and tabs for everything that is known of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.services import branch_page
from unionDesk.services.branch_page import BranchHead
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.screens.branches.decision import FACTS, DecisionPanel
from unionDesk.ui.screens.branches.fact_kinds import (
    AGREEMENTS,
    DEMOCRACY,
    FIGURES,
    OFFICERS,
    RATINGS,
    FiguresTab,
)
from unionDesk.ui.screens.branches.facts_tab import FactsTab
from unionDesk.ui.screens.branches.head import HeadPanel
from unionDesk.ui.screens.branches.history_tab import HistoryTab
from unionDesk.ui.screens.branches.identity import IdentityTab
from unionDesk.ui.screens.branches.related import CASES, PAPERS, PROMISES, VISITS, RelatedTab

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


class BranchPage(QWidget):
    """Shows one branch. Ask `can_leave` before another is shown.

    Signals:
        closed(): the user is done with the branch, or it has gone.
    """

    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.head: BranchHead | None = None
        self.branch_id: int | None = None
        self._draft: Draft | None = None
        self._decide = False
        self.panel = HeadPanel()
        self.identity = IdentityTab(context)
        self.people = FactsTab(context, OFFICERS)
        self.figures = FiguresTab(context, FIGURES)
        self.agreements = FactsTab(context, AGREEMENTS)
        self.democracy = FactsTab(context, DEMOCRACY)
        self.ratings = FactsTab(context, RATINGS)
        self.history = HistoryTab(context)
        self.tabs = QTabWidget()
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setDocumentMode(True)
        self.parts: dict[str, FactsTab | RelatedTab | HistoryTab] = {
            "Con người": self.people,
            "Số liệu": self.figures,
            "Thỏa ước": self.agreements,
            "Dân chủ": self.democracy,
            "Xếp loại": self.ratings,
            "Chuyến đi": RelatedTab(context, VISITS),
            "Kiến nghị": RelatedTab(context, PROMISES),
            "Vụ việc": RelatedTab(context, CASES),
            "Văn bản": RelatedTab(context, PAPERS),
            "Lịch sử": self.history,
        }
        self.tabs.addTab(self.identity, "Nhận diện")
        for title, tab in self.parts.items():
            self.tabs.addTab(tab, title)
            tab.counted.connect(partial(self._on_counted, title))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tabs)
        self.decision: DecisionPanel | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panel)
        column.addWidget(self.stack, 1)
        self.identity.closed.connect(self._on_done)
        self.tabs.currentChanged.connect(self._on_tab)

    # for the screen

    def show_branch(self, branch_id: int, draft: Draft | None = None) -> None:
        """Show this branch; a draft opens the form that it belongs to."""
        self._draft, self._decide = draft, False
        self.branch_id = branch_id
        self._leave_decision()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the branch and the tab in view anew."""
        if self.branch_id is None:
            return
        self._context.jobs.read(
            partial(_head, self.branch_id),
            then=self._on_head,
            otherwise=self._on_gone,
            owner=self,
            replaces="head",
        )
        self._load_tab()

    def can_leave(self) -> bool:
        """Whether everything typed here is answered for."""
        forms: list[Any] = [self.decision] if self.decision is not None else []
        forms += [self.identity, *self.parts.values()]
        return all(form.can_leave() for form in forms)

    def change_by_decision(self, fact: str | None = None) -> None:
        """The form of a change by decision in place of the tabs."""
        if self.head is None or self.head.row.branch_id != self.branch_id:
            self._decide = self.branch_id is not None  # as soon as the branch has come
            return
        if not self.identity.can_leave():
            return  # what is typed in the form would be stale after the change
        self._leave_decision()
        self.decision = DecisionPanel(self._context, self.head)
        self.decision.closed.connect(self._on_decided)
        self.stack.addWidget(self.decision)
        self.stack.setCurrentWidget(self.decision)
        if fact is not None:
            self.decision.choose(fact)

    def focus_first(self) -> None:
        """Put the cursor into the tabs."""
        self.tabs.tabBar().setFocus()

    # answering

    def _on_head(self, head: BranchHead) -> None:
        if head.row.branch_id != self.branch_id:
            return
        self.head = head
        self.panel.show_head(head)
        self.identity.show_branch(head)
        if self._draft is not None:
            draft, self._draft = self._draft, None
            self._open_draft(draft)
        if self._decide:
            self._decide = False
            self.change_by_decision()

    def _on_gone(self, error: UserError) -> None:
        self._context.notices.warn(str(error))
        self._on_done()

    def _open_draft(self, draft: Draft) -> None:
        _screen, kind, *rest = draft.form.split("/")
        if kind == "decision":
            self.change_by_decision(rest[1] if len(rest) > 1 and rest[1] in FACTS else None)
            return
        for tab in self.parts.values():
            if isinstance(tab, FactsTab) and tab.kind.name == kind:
                self.tabs.setCurrentWidget(tab)
                self._load_tab()
                tab.open_draft(draft.record)
                return
        self.tabs.setCurrentWidget(self.identity)

    @Slot()
    def _on_tab(self) -> None:
        self._load_tab()

    def _load_tab(self) -> None:
        tab = self.tabs.currentWidget()
        if self.branch_id is not None and isinstance(tab, FactsTab | RelatedTab | HistoryTab):
            tab.load(self.branch_id)

    def _on_counted(self, title: str, count: int) -> None:
        tab = self.parts[title]
        self.tabs.setTabText(self.tabs.indexOf(tab), f"{title} ({count})" if count else title)

    @Slot()
    def _on_decided(self) -> None:
        self._leave_decision()

    def _leave_decision(self) -> None:
        self.stack.setCurrentIndex(0)
        if self.decision is not None:
            self.stack.removeWidget(self.decision)
            self.decision.hide()
            self.decision.deleteLater()
            self.decision = None

    @Slot()
    def _on_done(self) -> None:
        self.branch_id = self.head = None
        self.closed.emit()


def _head(branch_id: int, work: Any) -> BranchHead:
    return branch_page.head(work, branch_id)
