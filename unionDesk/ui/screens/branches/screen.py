"""Công đoàn cơ sở: the list, the page of one branch beside it, the import in their place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from unionDesk.rules.formats import integer
from unionDesk.safe_file import safe_name
from unionDesk.services import branches
from unionDesk.services.branch_export import Exported
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.screens.branches.bulk import AssignDialog, AttentionDialog
from unionDesk.ui.screens.branches.identity import ADD, AddForm
from unionDesk.ui.screens.branches.import_page import ImportPage
from unionDesk.ui.screens.branches.listing import BranchList
from unionDesk.ui.screens.branches.page import BranchPage
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Công đoàn cơ sở"


def _has_chosen(screen: BranchesScreen) -> bool:
    return screen.stack.currentWidget() is screen.split and bool(screen.list.chosen_ids())


def _has_page(screen: BranchesScreen) -> bool:
    return screen.page.branch_id is not None


class BranchesScreen(Screen):
    """The list of branches with the page of the one that is open."""

    kinds = frozenset(
        {
            "branch", "figures", "branch_officer", "rating", "agreement", "democracy_event", "assignment",
            "officer", "place", "visit", "promise", "case_file", "document",
        }
    )  # fmt: skip
    help_page = "branches"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = BranchList(context)
        self.page = BranchPage(context)
        self.adding = AddForm(context)
        self.side = QStackedWidget()
        self.side.addWidget(self.page)
        self.side.addWidget(self.adding)
        self.side.hide()
        self.split = QSplitter(
            Qt.Orientation.Vertical
            if context.settings.get("branches/below") is True
            else Qt.Orientation.Horizontal
        )
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.list)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.importing = ImportPage(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.split)
        self.stack.addWidget(self.importing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.list.opened.connect(self.open_record)
        self.list.chosen.connect(self.commands.refresh)
        self.list.table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.table.view.addActions(
            [
                self.commands.actions[name]
                for name in ("open_chosen", "change_by_decision", "assign", "set_attention", "discard")
            ]
        )
        self.list.add_wanted.connect(self.add)
        self.list.import_wanted.connect(self.bring_in)
        self.importing.closed.connect(self._close_import)
        self.page.closed.connect(self._close_side)
        self.adding.closed.connect(self._close_side)
        self.adding.added.connect(self._on_added)
        self.adding.open_wanted.connect(self.open_record)

    # what the window asks

    def refresh(self) -> None:
        self.list.refresh()
        self.page.refresh()

    @Slot(object)
    def open_record(self, record: int) -> None:
        self._open(record, None)

    def open_draft(self, draft: Draft) -> None:
        if draft.form == ADD:
            self.add()
            return
        branch_id = draft.record
        parts = draft.form.split("/")
        if len(parts) > 2 and parts[2].isdecimal():
            branch_id = int(parts[2])
        if branch_id is not None:
            self._open(branch_id, draft)

    def can_close(self) -> bool:
        return self._can_leave_side() and self.importing.can_close()

    def focus_search(self) -> bool:
        self._show_list()
        self.list.table.focus_filter()
        return True

    # the side

    def _open(self, branch_id: int, draft: Draft | None) -> None:
        if (branch_id == self.page.branch_id and draft is None) or self._can_leave_side():
            self._show_list()
            self.side.setCurrentWidget(self.page)
            self.side.show()
            self.page.show_branch(branch_id, draft)
            self.list.table.select(branch_id)
            self.page.focus_first()
            self.commands.refresh()

    def _can_leave_side(self) -> bool:
        if self.side.isHidden():
            return True
        adding = self.side.currentWidget() is self.adding
        return self.adding.can_leave() if adding else self.page.can_leave()

    def _show_list(self) -> None:
        self.stack.setCurrentWidget(self.split)

    @Slot()
    def _close_import(self) -> None:
        self._show_list()
        self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.refresh()

    @Slot()
    def _close_side(self) -> None:
        self.page.branch_id = self.page.head = None
        self.side.hide()
        self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.refresh()

    def _on_added(self, branch_id: int) -> None:
        self.side.setCurrentWidget(self.page)
        self.page.show_branch(branch_id)
        self.list.table.select(branch_id)
        self.commands.refresh()

    # commands

    @command("Thêm công đoàn cơ sở", menu=MENU, key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None:
        if self._can_leave_side():
            self._show_list()
            self.page.branch_id = self.page.head = None
            self.side.setCurrentWidget(self.adding)
            self.side.show()
            self.adding.open()
            self.commands.refresh()

    @command("Nhập danh sách từ Excel", menu=MENU, key="Ctrl+I", icon="import", toolbar=True)
    def bring_in(self) -> None:
        """The page of the import in place of the list."""
        self.stack.setCurrentWidget(self.importing)
        if self.importing.request is None:
            self.importing.start.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.refresh()

    @command("Mở trang công đoàn cơ sở", menu=MENU, icon="open", tip="Mở (Enter)", enabled=_has_chosen)
    def open_chosen(self) -> None:
        current = self.list.table.current_id()
        if current is not None:
            self.open_record(current)

    @command(
        "Thay đổi theo quyết định",
        menu=MENU,
        key="Ctrl+D",
        icon="edit",
        toolbar=True,
        tip="Đổi tên, trạng thái, loại hình, địa bàn theo quyết định; giá trị cũ vẫn được giữ",
        enabled=lambda screen: _has_page(screen) or _has_chosen(screen),
    )
    def change_by_decision(self) -> None:
        if not _has_page(self):
            self.open_chosen()
        self.page.change_by_decision()

    @command(
        "Phân công cán bộ phụ trách",
        menu=MENU,
        key="Ctrl+Shift+P",
        icon="person",
        enabled=_has_chosen,
    )
    def assign(self) -> None:
        AssignDialog(self.context, self.list.chosen_ids(), self.window()).open()

    @command("Đặt mức quan tâm", menu=MENU, key="Ctrl+Shift+M", icon="warn", enabled=_has_chosen)
    def set_attention(self) -> None:
        AttentionDialog(self.context, self.list.chosen_ids(), self.window()).open()

    @command("Xuất danh sách ra Excel", menu=MENU, key="Ctrl+E", icon="export", toolbar=True)
    def export(self) -> None:
        """Ask where to, then write beside the window."""
        name = safe_name(f"Danh sách công đoàn cơ sở {today():%d-%m-%Y}", ".xlsx")
        dialog = QFileDialog(self.window(), "Xuất danh sách ra Excel", str(self.context.paths.papers / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Bảng tính Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @command("Xóa công đoàn cơ sở", menu=MENU, key="Del", icon="delete", enabled=_has_chosen)
    def discard(self) -> None:
        """Put the chosen branches into the bin, when the list is where the keys go."""
        if self.side.isAncestorOf(QApplication.focusWidget() or self.list):
            return
        chosen = self.list.chosen_ids()
        if chosen and self._can_leave_side():
            self.jobs.write(
                "Xóa công đoàn cơ sở",
                recorded(partial(branches.discard, branch_ids=chosen)),
                then=partial(self._on_discarded, chosen),
                owner=self,
            )

    @command("Đặt trang bên dưới hoặc bên cạnh danh sách", menu=MENU)
    def turn(self) -> None:
        """The page below the list, or beside it."""
        below = self.split.orientation() is Qt.Orientation.Horizontal
        self.split.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self.context.settings.set("branches/below", below)

    # answering

    def _on_discarded(self, chosen: list[int], done: Done) -> None:
        tell_done(self.context, f"Đã xóa {integer(len(chosen))} công đoàn cơ sở.", done)
        if self.page.branch_id in chosen:
            self._close_side()

    @Slot(str)
    def export_to(self, path: str) -> None:
        """Write the list as it stands on the screen into this file; several chosen rows: only those."""
        chosen = self.list.chosen_ids()
        order, descending = self.list.order()
        notice = self.notices.progress("Đang xuất danh sách ra Excel…")
        self.jobs.process(
            "unionDesk.services.branch_export:export_list",
            {
                "target": Path(path),
                "choice": self.list.choice(),
                "order": order,
                "descending": descending,
                "columns": self.list.shown_columns(),
                "only": chosen if len(chosen) > 1 else [],
            },
            progress=notice.report,
            then=partial(self._on_exported, notice),
            otherwise=partial(_on_refused, notice),
            owner=self,
        )

    def _on_exported(self, notice: Any, exported: Exported) -> None:
        notice.finish(f"Đã xuất {integer(exported.rows)} công đoàn cơ sở.")
        self.notices.tell(
            f"Tệp Excel: {exported.path}", action=partial(_open_file, exported.path), action_label="Mở tệp"
        )


def _on_refused(notice: Any, error: Exception) -> None:
    notice.finish(str(error), warn=True)


def _open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
