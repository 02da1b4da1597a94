"""Thiết lập: pages chosen at the left; only administrators change what concerns the whole office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from unionDesk.rules.kinds import Role
from unionDesk.services.rights import Right, may
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.screens.settings.base import SettingsPage
from unionDesk.ui.screens.settings.database_page import DatabasePage
from unionDesk.ui.screens.settings.days_page import DaysPage
from unionDesk.ui.screens.settings.done_page import DonePage
from unionDesk.ui.screens.settings.look_page import LookPage
from unionDesk.ui.screens.settings.numbers_page import NumbersPage
from unionDesk.ui.screens.settings.office_page import OfficePage
from unionDesk.ui.screens.settings.officers_page import OfficersPage
from unionDesk.ui.screens.settings.values_page import ValuesPage

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Thiết lập"
PAGES: tuple[type[SettingsPage], ...] = (
    OfficePage,
    OfficersPage,
    ValuesPage,
    DaysPage,
    NumbersPage,
    DatabasePage,
    DonePage,
    LookPage,
)


class SettingsScreen(Screen):
    """The settings, one page at a time; pages are made when first shown."""

    kinds = frozenset(
        {
            "organisation",
            "organisation_name",
            "organisation_symbol",
            "organisation_parent",
            "officer",
            "setting",
            "holiday_override",
        }
    )
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.list = QListWidget()
        self.list.setAccessibleName("Các mục thiết lập")
        self.list.addItems([page.title for page in PAGES])
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(self.fontMetrics().height() // 5)
        self.stack = QStackedWidget()
        self.pages: dict[type[SettingsPage], SettingsPage] = {}
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setProperty("role", "missing")
        self.why.setVisible(not may(context.user, Right.SET_UP))
        self.why.setText(
            f"Chỉ người có vai trò {Role.ADMINISTRATOR.label} đổi được thiết lập của đơn vị; ở đây anh chị xem được. "
            "Hãy nhờ người đó, hoặc đổi cán bộ đang làm việc ở thanh trạng thái."
        )
        right = QVBoxLayout()
        right.addWidget(self.why)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.fit_list()
        self.track(context.theme.changed, self.fit_list)
        self.track(context.jobs.changed, self._on_anything)
        self._shown = -1
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.setCurrentRow(0)

    @Slot()
    def fit_list(self) -> None:
        """As wide as its longest line, at any text size."""
        margin = self.list.fontMetrics().averageCharWidth() * 5
        self.list.setFixedWidth(self.list.sizeHintForColumn(0) + margin)

    def page(self, kind: type[SettingsPage]) -> SettingsPage:
        """The page of this kind, made when first asked for."""
        if kind not in self.pages:
            self.pages[kind] = kind(self.context)
            self.stack.addWidget(self.pages[kind])
        return self.pages[kind]

    def current_page(self) -> SettingsPage:
        """The page that is seen."""
        return self.page(PAGES[max(self._shown, 0)])

    def go_to(self, kind: type[SettingsPage]) -> SettingsPage:
        """Choose a page in the list."""
        self.list.setCurrentRow(PAGES.index(kind))
        return self.page(kind)

    # what the window asks

    def refresh(self) -> None:
        self.current_page().refresh()

    def open_record(self, record: int) -> None:
        self.go_to(OfficersPage).open_record(record)

    def open_draft(self, draft: Draft) -> None:
        kind = next((kind for kind in PAGES if kind.drafts and draft.form.startswith(kind.drafts)), None)
        if kind is not None:
            self.go_to(kind).open_draft(draft)

    def can_close(self) -> bool:
        return all(page.can_leave() for page in self.pages.values())

    # commands

    @command("Sao lưu ngay", menu=MENU, key="Ctrl+Shift+B", icon="save", toolbar=True)
    def back_up(self) -> None:
        page = self.go_to(DatabasePage)
        assert isinstance(page, DatabasePage)
        page.back_up()

    @command("Kiểm tra cơ sở dữ liệu", menu=MENU, icon="ok", toolbar=True)
    def check_database(self) -> None:
        page = self.go_to(DatabasePage)
        assert isinstance(page, DatabasePage)
        page.check_now()

    @command("Việc đã làm gần đây", menu=MENU, icon="history", toolbar=True)
    def show_done(self) -> None:
        self.go_to(DonePage)

    # answering

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        if row in {self._shown, -1}:
            return
        if self._shown >= 0 and not self.current_page().can_leave():
            self.list.setCurrentRow(self._shown)
            return
        self._shown = row
        page = self.page(PAGES[row])
        self.stack.setCurrentWidget(page)
        if self.isVisible():
            page.refresh()

    @Slot(object)
    def _on_anything(self, _touched: frozenset[str]) -> None:
        """Every write is a line in the list of what was done, and may be a number in a series."""
        if self.isVisible() and isinstance(self.current_page(), DonePage | NumbersPage):
            self.current_page().refresh()
