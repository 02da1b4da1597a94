"""Vụ việc: the register, and the page of the case that is open beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text
from unionDesk.services import cases
from unionDesk.services.cases import TakenIn
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.screens.cases.page import CasePanel
from unionDesk.ui.screens.cases.questions import IntakeDialog
from unionDesk.ui.screens.cases.register import CaseList
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Vụ việc"


def _has_page(screen: CasesScreen) -> bool:
    return not screen.panel.isHidden() and screen.panel.page is not None


def _is_open(screen: CasesScreen) -> bool:
    return _has_page(screen) and screen.panel.page is not None and screen.panel.page.closed_on is None


def _has_current(screen: CasesScreen) -> bool:
    return screen.table.current_id() is not None


class CasesScreen(Screen):
    """The register with the page beside it."""

    kinds = frozenset(
        {"case_file", "case_clock", "case_diary", "branch", "officer", "setting", "holiday_override"}
    )
    help_page = "cases"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asks: tuple[str, int] | None = None
        self.dialog: IntakeDialog | None = None
        self.list = CaseList(context)
        self.table = self.list.table
        self.panel = CasePanel(context)
        self.panel.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.table.opened.connect(self.open_record)
        self.table.chosen.connect(self.commands.refresh)
        self.table.loaded.connect(self.commands.refresh)
        self.list.add_wanted.connect(self.add)
        self.panel.closed.connect(self.close_page)
        self.panel.shown.connect(self._on_shown)

    # what the window asks

    def refresh(self) -> None:
        self.list.refresh()
        self.panel.refresh()

    @Slot(object)
    def open_record(self, record: int) -> None:
        if self.panel.can_leave():
            self.panel.show_case(record)
            self.panel.show()
            self.table.select(record)

    def open_draft(self, draft: Draft) -> None:
        """A waiting draft: of a new case, of a known one, or of a question about one."""
        parts = draft.form.split("/")
        if parts[1] == "new":
            self.add()
        elif draft.record is not None:
            self.open_record(draft.record)
            self.panel.tabs.setCurrentIndex(2)
        elif parts[-1].isdecimal():
            self._asks = (parts[1], int(parts[-1]))
            self.open_record(int(parts[-1]))

    def can_close(self) -> bool:
        return self.panel.isHidden() or self.panel.can_leave()

    def focus_search(self) -> bool:
        self.table.focus_filter()
        return True

    # inside

    @Slot()
    def _on_shown(self) -> None:
        self.commands.refresh()
        asks, page = self._asks, self.panel.page
        if asks is None or page is None or asks[1] != page.case_id:
            return
        self._asks = None
        match asks[0].partition("-"):
            case ("move", _, code):
                self.panel.act(code)
            case ("diary", _, _):
                self.panel.write_diary()
            case ("next", _, _):
                self.panel.set_next()
            case ("event", _, _):
                self.panel.note_event()

    # commands

    @command("Tiếp nhận vụ việc", menu=MENU, key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None:
        """Ask for a new case."""
        self.dialog = IntakeDialog(self.context, self.window())
        self.dialog.answered.connect(self._on_taken_in)
        self.dialog.similar_wanted.connect(self.open_record)
        self.dialog.open()

    @command("Mở vụ việc", menu=MENU, icon="open", tip="Mở (Enter)", enabled=_has_current)
    def open_chosen(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.open_record(current)

    @command("Ghi nhật ký", menu=MENU, key="Ctrl+L", icon="edit", toolbar=True, enabled=_has_page)
    def write_diary(self) -> None:
        self.panel.write_diary()

    @command("Việc tiếp theo", menu=MENU, key="Ctrl+J", icon="next", toolbar=True, enabled=_is_open)
    def set_next(self) -> None:
        self.panel.set_next()

    @command("Ghi sự việc để tính thời hạn", menu=MENU, key="Ctrl+E", icon="calendar", enabled=_is_open)
    def note_event(self) -> None:
        if self.panel.page is not None and self.panel.page.events:
            self.panel.note_event()

    @command(
        "Xem công đoàn cơ sở",
        menu=MENU,
        key="Ctrl+B",
        icon="branches",
        enabled=lambda screen: _has_page(screen) and screen.panel.page.values["branch_id"] is not None,
    )
    def open_branch(self) -> None:
        page = self.panel.page
        if page is not None and page.values["branch_id"] is not None:
            self.context.open_screen("branches", page.values["branch_id"])

    @command("Đóng trang vụ việc", menu=MENU, key="Ctrl+W", icon="close", enabled=_has_page)
    def leave_page(self) -> None:
        if self.panel.can_leave():
            self.close_page()

    @command("Xóa vụ việc", menu=MENU, key="Del", icon="delete", enabled=_has_page)
    def discard(self) -> None:
        """Put the case that is open into the bin, when the list is where the keys go."""
        focus, page = QApplication.focusWidget(), self.panel.page
        if page is None or (focus is not None and self.panel.isAncestorOf(focus)):
            return
        if self.panel.can_leave():
            self.jobs.write(
                "Xóa vụ việc",
                recorded(partial(cases.discard, case_id=page.case_id, version=page.version)),
                then=partial(self._on_discarded, page.number),
                owner=self,
            )

    # answering

    @Slot()
    def close_page(self) -> None:
        """The register alone again."""
        self.panel.leave()
        self.panel.hide()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.refresh()

    def _on_taken_in(self, done: Done) -> None:
        taken: TakenIn = done.value
        due = f" Hạn gần nhất {date_text(taken.next_due_on)}." if taken.next_due_on else ""
        missing = f" Còn thiếu: {', '.join(taken.missing)}." if taken.missing else ""
        tell_done(self.context, f"Đã tiếp nhận {taken.number}.{due}{missing}", done)
        self.open_record(taken.case_id)

    def _on_discarded(self, number: str, done: Done) -> None:
        tell_done(self.context, f"Đã xóa {number}.", done)
        self.close_page()
