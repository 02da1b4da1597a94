"""Kiến nghị, cam kết: the list, and the page of the one that is open beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text, integer
from unionDesk.rules.kinds import PromiseStatus
from unionDesk.services import promises
from unionDesk.services.promise_listing import PromiseRow
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.form_dialog import FormDialog
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.promises import questions
from unionDesk.ui.screens.promises.listing import PromiseList
from unionDesk.ui.screens.promises.page import PromisePage
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Kiến nghị, cam kết"
Question = Callable[["Context", PromiseRow, QWidget], FormDialog]
_QUESTIONS: dict[str, Question] = {
    "close": questions.close_dialog,
    "tell": questions.tell_dialog,
    "due": questions.due_dialog,
    "reopen": questions.reopen_dialog,
}


def _row(screen: PromisesScreen) -> PromiseRow | None:
    """The promise that commands are about: the one that is open, else the current one of the list."""
    return screen.current_row()


def _has_one(screen: PromisesScreen) -> bool:
    return _row(screen) is not None


def _is_open(screen: PromisesScreen) -> bool:
    row = _row(screen)
    return row is not None and row.status is PromiseStatus.OPEN


def _is_closed(screen: PromisesScreen) -> bool:
    row = _row(screen)
    return row is not None and row.status is not PromiseStatus.OPEN


class PromisesScreen(Screen):
    """The list with the page beside it."""

    kinds = frozenset(
        {"promise", "promise_answer", "branch", "officer", "visit", "setting", "holiday_override"}
    )
    help_page = "promises"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asks: tuple[str, int] | None = None
        self.dialog: FormDialog | None = None
        self.list = PromiseList(context)
        self.table = self.list.table
        self.page = PromisePage(context)
        self.page.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.page)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self.table.opened.connect(self.open_record)
        self.table.chosen.connect(self.commands.refresh)
        self.table.loaded.connect(self.commands.refresh)
        self.list.add_wanted.connect(self.add)
        self.page.closed.connect(self._close_page)
        self.page.shown.connect(self._on_shown)

    # what the window asks

    def refresh(self) -> None:
        self.list.refresh()
        self.page.refresh()

    @Slot(object)
    def open_record(self, record: int) -> None:
        if self.page.can_leave():
            self.page.show_promise(record)
            self.page.show()
            self.table.select(record)

    def open_draft(self, draft: Draft) -> None:
        """A waiting draft: of a new promise, of a known one, or of a question about one."""
        parts = draft.form.split("/")
        if parts[1] == "new":
            self.add()
        elif parts[1] == "edit":
            self.page.show()
            self.page.take_draft(draft)
        elif parts[1] in _QUESTIONS and parts[-1].isdecimal():
            self._asks = (parts[1], int(parts[-1]))
            self.open_record(int(parts[-1]))

    def can_close(self) -> bool:
        return self.page.isHidden() or self.page.can_leave()

    def focus_search(self) -> bool:
        self.table.focus_filter()
        return True

    # inside

    def current_row(self) -> PromiseRow | None:
        """The promise that is open, else the current one of the list."""
        if not self.page.isHidden() and self.page.row is not None:
            return self.page.row
        place = self.table.view.currentIndex().row()
        if not 0 <= place < self.table.model.rowCount():
            return None
        row = self.table.model.row(place)
        return row if isinstance(row, PromiseRow) else None

    @Slot()
    def _on_shown(self) -> None:
        self.commands.refresh()
        asks, row = self._asks, self.page.row
        if asks is not None and row is not None and asks[1] == row.promise_id:
            self._asks = None
            self._ask(asks[0], "Đã ghi")

    @Slot()
    def _close_page(self) -> None:
        self.page.leave()
        self.page.hide()
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.refresh()

    def _ask(self, name: str, said: str) -> None:
        row = self.current_row()
        if row is not None and (self.page.isHidden() or self.page.can_leave()):
            self._show(_QUESTIONS[name](self.context, row, self.window()), f"{said} {row.number}.")

    def _show(self, dialog: FormDialog, said: str) -> None:
        self.dialog = dialog
        dialog.answered.connect(partial(self._on_answered, said))
        dialog.open()

    def _on_answered(self, said: str, done: Done) -> None:
        tell_done(self.context, said, done)

    # commands

    @command("Thêm kiến nghị, cam kết", menu=MENU, key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None:
        self.dialog = questions.add_dialog(self.context, PICKERS, self.window())
        self.dialog.answered.connect(self._on_added)
        self.dialog.open()

    @command("Mở để xem và sửa", menu=MENU, icon="open", tip="Mở (Enter)", enabled=_has_one)
    def open_chosen(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.open_record(current)

    @command("Kết thúc", menu=MENU, key="Ctrl+T", icon="ok", toolbar=True, enabled=_is_open)
    def close_promise(self) -> None:
        self._ask("close", "Đã kết thúc")

    @command("Đổi hạn", menu=MENU, key="Ctrl+D", icon="calendar", toolbar=True, enabled=_is_open)
    def change_due(self) -> None:
        self._ask("due", "Đã đổi hạn")

    @command("Ghi đã phản hồi cho cơ sở", menu=MENU, key="Ctrl+R", icon="person", enabled=_has_one)
    def tell_branch(self) -> None:
        self._ask("tell", "Đã ghi phản hồi cho cơ sở về")

    @command("Mở lại", menu=MENU, key="Ctrl+Shift+O", icon="undo", enabled=_is_closed)
    def reopen(self) -> None:
        self._ask("reopen", "Đã mở lại")

    @command(
        "Xem công đoàn cơ sở",
        menu=MENU,
        key="Ctrl+B",
        icon="branches",
        enabled=lambda screen: (row := _row(screen)) is not None and row.branch_id is not None,
    )
    def open_branch(self) -> None:
        row = self.current_row()
        if row is not None and row.branch_id is not None:
            self.context.open_screen("branches", row.branch_id)

    @command(
        "Xem chuyến đi",
        menu=MENU,
        key="Ctrl+J",
        icon="visit",
        enabled=lambda screen: (row := _row(screen)) is not None and row.visit_id is not None,
    )
    def open_visit(self) -> None:
        row = self.current_row()
        if row is not None and row.visit_id is not None:
            self.context.open_screen("calendar", row.visit_id)

    @command("Xóa", menu=MENU, key="Del", icon="delete", toolbar=True, enabled=_has_one)
    def discard(self) -> None:
        """Put the chosen ones into the bin, when the list is where the keys go."""
        focus = QApplication.focusWidget()
        if focus is not None and self.page.isAncestorOf(focus):
            return
        chosen = self.table.chosen_ids()
        if chosen and (self.page.isHidden() or self.page.can_leave()):
            self.jobs.write(
                "Xóa kiến nghị, cam kết",
                recorded(partial(promises.discard, promise_ids=chosen)),
                then=partial(self._on_discarded, chosen),
                owner=self,
            )

    def _on_added(self, done: Done) -> None:
        added = done.value
        tell_done(self.context, f"Đã ghi {added.number}, hạn {date_text(added.due_on)}.", done)
        self.table.select(added.promise_id)

    def _on_discarded(self, chosen: list[int], done: Done) -> None:
        tell_done(self.context, f"Đã xóa {integer(len(chosen))} kiến nghị, cam kết.", done)
        if self.page.row is not None and self.page.row.promise_id in chosen:
            self._close_page()
