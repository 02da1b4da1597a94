"""The window: sidebar from SCREENS, menus from commands, status bar, search, notices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.formats import moment_text
from unionDesk.services.resolve import resolve
from unionDesk.ui.context import Context, Place, SearchHit
from unionDesk.ui.kit.commands import Commands, command, sheet
from unionDesk.ui.kit.dialogs import about, manual, shortcut_sheet
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.geometry import remember_geometry, restore_geometry
from unionDesk.ui.kit.icons import recolour
from unionDesk.ui.kit.menus import EDIT, FILE, HELP, VIEW, fill_menu_bar, fill_tool_bar
from unionDesk.ui.kit.notice_bar import NoticeBar, PastNotices
from unionDesk.ui.kit.sample_band import sample_band
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.kit.search_box import SearchBox
from unionDesk.ui.kit.status import StatusBar
from unionDesk.ui.pages import Pages
from unionDesk.ui.screens import SCREENS, ScreenSpec
from unionDesk.ui.sidebar import Sidebar

TEXT_STEP = 10  # per cent


class Window(QMainWindow):
    """The main window. It paints at once; `start` then opens the last screen, resolved on first show."""

    def __init__(self, context: Context, screens: Sequence[ScreenSpec] = SCREENS) -> None:
        super().__init__()
        self.context = context
        context.open_screen = self.open_screen
        self._specs = {spec.name: spec for spec in screens}
        self._started = False
        self._waiting: dict[str, list[int | str | Draft | None]] = {}
        self.setWindowTitle("unionDesk")
        self.commands = Commands(self)
        self._build()
        self.sidebar.currentItemChanged.connect(self._on_chosen)
        restore_geometry(self, context.settings, "window", 190, 46)
        context.theme.changed.connect(self._on_theme_changed)

    # what it is made of

    def _build(self) -> None:
        self.sidebar = Sidebar(self._specs.values())
        for spec in self._specs.values():
            action = QAction(spec.title, self)
            action.setShortcut(QKeySequence(spec.key))
            action.setData(spec.name)
            action.triggered.connect(partial(self.open_screen, spec.name))
            self.addAction(action)
        self.band = sample_band(self.context)
        self.pages = Pages()
        self.screens = self.pages.screens
        self.notice_bar = NoticeBar(self.context.notices)
        middle = QWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.band)
        column.addWidget(self.pages, 1)
        column.addWidget(self.notice_bar)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.setCentralWidget(middle)
        self._build_bars()
        self._on_theme_changed()
        self._build_menus(None)

    def _build_bars(self) -> None:
        self.toolbar = QToolBar("Thanh công cụ")
        self.toolbar.setMovable(False)
        self.toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.toolbar.toggleViewAction().setVisible(False)
        self.addToolBar(self.toolbar)
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.search_box = SearchBox(self.context, self)
        self.search_box.opened.connect(self._on_hit)
        self.status = StatusBar(self.context)
        self.status.list_wanted.connect(self.show_past_notices)
        self.status.place_changed.connect(self._on_place)
        self.status.officer_wanted.connect(self.switch_officer)
        self.setStatusBar(self.status)
        for part in (spring, self.search_box):
            self.toolbar.addWidget(part)

    def _build_menus(self, screen: Screen | None) -> None:
        theirs = screen.commands.menus() if screen is not None else {}
        views = [action for action in self.actions() if action.data() in self._specs]
        fill_menu_bar(self.menuBar(), self.commands.menus(), theirs, views, self._refresh_commands)
        fill_tool_bar(self.toolbar, screen.commands.toolbar() if screen is not None else [], 2)

    # opening screens

    def start(self) -> None:
        """After the first paint: the status, the last screen, and what waits for an answer."""
        self._started = True
        self.status.ask()
        if self.context.settings.problem:
            self.context.notices.warn(self.context.settings.problem)
        last = self.context.settings.text("window/screen")
        names = list(self._specs)
        if names:
            self.open_screen(last if last in names else names[0])
        for draft in self.context.drafts.waiting():
            self._offer(draft)
        for problem in self.context.drafts.problems:
            self.context.notices.warn(problem)

    def open_screen(self, name: str, record: int | str | Draft | None = None) -> None:
        """Show the screen; with a record or a draft, let it open that; with a command's name, give it."""
        if isinstance(record, bool):  # a QAction's `checked`
            record = None
        row = list(self._specs).index(name)
        self._waiting.setdefault(name, []).append(record)
        if self.sidebar.currentRow() != row:
            self.sidebar.setCurrentRow(row)
        else:
            self._show(name)

    @Slot()
    def _on_chosen(self) -> None:
        if self._started:  # a list that gets the focus chooses its first line by itself
            self._show(self.sidebar.chosen())

    def _show(self, name: str) -> None:
        self.context.settings.set("window/screen", name)
        screen = self.screens.get(name)
        if screen is None:
            self.pages.setCurrentIndex(0)
            self._build_menus(None)
            self.context.jobs.aside(
                partial(resolve, self._specs[name].target),
                then=partial(self._on_resolved, name),
                owner=self,
                replaces=f"screen-{name}",
            )
            return
        self.pages.setCurrentWidget(screen)
        self._build_menus(screen)
        self.setWindowTitle(f"{self._specs[name].title} – unionDesk")
        for record in self._waiting.pop(name, []):
            if isinstance(record, Draft):
                screen.open_draft(record)
            elif isinstance(record, str):
                screen.commands.actions[record].trigger()
            elif record is not None:
                screen.open_record(record)

    def _on_resolved(self, name: str, screen_class: type[Screen]) -> None:
        if name not in self.screens:
            self.pages.add(name, screen_class(self.context))
        if self.sidebar.chosen() == name:
            self._show(name)

    def show_page(self, page: QWidget) -> None:
        """Show something instead of the screens: the assistant of the first start, or what is wrong."""
        self.sidebar.setEnabled(False)
        self.band.hide()
        self.status.ask()
        self.pages.show_page(page)
        self._build_menus(None)

    def leave_page(self) -> None:
        """Take away what `show_page` showed."""
        self.sidebar.setEnabled(True)
        self.pages.leave_page()

    def current(self) -> Screen | None:
        """The screen that is seen; None while it is being opened."""
        page = self.pages.currentWidget()
        return page if isinstance(page, Screen) else None

    def _offer(self, draft: Draft) -> None:
        if (screen := draft.form.partition("/")[0]) in self._specs:
            self.context.notices.warn(
                f"Còn bản nháp chưa lưu: {draft.title} (giữ lúc {moment_text(draft.kept_at.astimezone())}).",
                action=partial(self.open_screen, screen, draft),
                action_label="Mở bản nháp",
            )

    # commands of the window

    @command("Hoàn tác việc vừa làm", menu=EDIT, key="Ctrl+Z", icon="undo")
    def undo(self) -> None:
        if not self.context.notices.undo_last():
            self.context.notices.tell("Không còn việc nào để hoàn tác.")

    @command("Tìm mọi thứ", menu=EDIT, key="Ctrl+K", icon="search")
    def search(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    @command("Lọc trong màn hình này", menu=EDIT, key="Ctrl+F", icon="filter")
    def filter_here(self) -> None:
        screen = self.current()
        if screen is None or not screen.focus_search():
            self.search()

    @command("Tải lại", menu=VIEW, key="F5", icon="refresh")
    def reload(self) -> None:
        self.status.ask()
        screen = self.current()
        if screen is not None:
            screen.refresh()

    @command("Chữ to hơn", menu=VIEW, key="Ctrl++", icon="zoom_in")
    def larger_text(self) -> None:
        self.context.theme.set_text_size(self.context.theme.text_size + TEXT_STEP)

    @command("Chữ nhỏ hơn", menu=VIEW, key="Ctrl+-", icon="zoom_out")
    def smaller_text(self) -> None:
        self.context.theme.set_text_size(self.context.theme.text_size - TEXT_STEP)

    @command("Đổi nền sáng, nền tối", menu=VIEW)
    def switch_scheme(self) -> None:
        self.context.theme.set_scheme("light" if self.context.theme.dark() else "dark")

    @command("Các thông báo đã qua", menu=VIEW, key="Ctrl+Shift+T", icon="bell")
    def show_past_notices(self) -> None:
        PastNotices(self.context.notices, self).open()

    @command("Hướng dẫn màn hình này", menu=HELP, key="F1", icon="help")
    def open_manual(self) -> None:
        screen = self.current()
        page = screen.help_page if screen is not None else ""
        manual(self.context.theme.resources / "help", page, self).show()

    @command("Bảng phím tắt", menu=HELP, key="Ctrl+/")
    def show_shortcuts(self) -> None:
        owners: list[tuple[str, type]] = [("Mọi màn hình", Window)]
        owners += [(self._specs[name].title, type(screen)) for name, screen in self.screens.items()]
        keys = [(spec.key, spec.title) for spec in self._specs.values() if spec.key]
        shortcut_sheet([("Các màn hình", keys), *sheet(owners)], self).open()

    @command("Giới thiệu unionDesk", menu=HELP, icon="info")
    def show_about(self) -> None:
        about(self).open()

    @command("Đổi cán bộ đang làm việc…", menu=FILE, icon="person")
    def switch_officer(self) -> None:
        if self._started:
            resolve("unionDesk.ui.start.who_works:SwitchOfficer")(self.context, self).open()

    @command("Thoát", menu=FILE, key="Ctrl+Q")
    def leave(self) -> None:
        self.close()

    # answering

    @Slot(object)
    def _on_hit(self, hit: SearchHit) -> None:
        self.open_screen(hit.screen, hit.record)

    @Slot(object)
    def _on_place(self, place: Place) -> None:
        self.band.setVisible(place.sample)

    @Slot()
    def _refresh_commands(self) -> None:
        screen = self.current()
        if screen is not None:
            screen.commands.refresh()

    @Slot()
    def _on_theme_changed(self) -> None:
        height = self.fontMetrics().height()
        self.toolbar.setIconSize(QSize(height, height))
        self.sidebar.refresh_look()
        for commands in (self.commands, *(screen.commands for screen in self.screens.values())):
            commands.refresh_icons()
        recolour(self)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if not self.pages.can_close():
            event.ignore()
            return
        remember_geometry(self, self.context.settings, "window")
        self.context.settings.save()
        self.pages.take_down()
        event.accept()
