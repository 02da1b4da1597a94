"""Two small screens for the window's tests."""

from __future__ import annotations

import small_store
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QVBoxLayout

from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.screen import Screen


class BranchesSample(Screen):
    kinds = frozenset({"Branch"})

    def __init__(self, context, parent=None) -> None:
        super().__init__(context, parent)
        self.names = QListWidget()
        self.filter = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.filter)
        column.addWidget(self.names)
        self.refreshed = 0
        self.opened: list[object] = []
        self.may_close = True

    def refresh(self) -> None:
        self.refreshed += 1
        self.jobs.read(small_store.names, then=self.show_names, owner=self, replaces="names")

    def show_names(self, names: list[str]) -> None:
        self.names.clear()
        self.names.addItems(names)

    def open_record(self, record: int) -> None:
        self.opened.append(record)

    def open_draft(self, draft: Draft) -> None:
        self.opened.append(draft.title)

    def focus_search(self) -> bool:
        self.filter.setFocus()
        return True

    def can_close(self) -> bool:
        return self.may_close

    @command("Thêm công đoàn cơ sở", menu="Công đoàn cơ sở", key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None:
        self.notices.tell("Đã thêm.", undo=lambda: self.opened.append("undone"))


class CasesSample(Screen):
    kinds = frozenset({"Case"})

    def __init__(self, context, parent=None) -> None:
        super().__init__(context, parent)
        QVBoxLayout(self).addWidget(QLabel("Vụ việc"))
        self.refreshed = 0

    def refresh(self) -> None:
        self.refreshed += 1

    @command("Thêm vụ việc", menu="Vụ việc", key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None: ...
