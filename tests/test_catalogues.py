"""Whatever is added to a catalogue must satisfy these: screens, reports, commands, kinds of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from demo_office import demo_file, demo_opened  # noqa: F401 - fixtures
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTabWidget,
    QWidget,
)
from stores import ACTOR, TODAY

from unionDesk import paths
from unionDesk.services import case_reference
from unionDesk.services.opening import Opened, Ticket
from unionDesk.services.reports import REPORTS, ReportRequest, make
from unionDesk.services.resolve import resolve
from unionDesk.ui.context import Context
from unionDesk.ui.kit.commands import clashes, specs
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.notices import Notices
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.theme import Theme
from unionDesk.ui.screens import SCREENS
from unionDesk.ui.window import Window
from unionDesk.ui.wiring import SCREEN_OF

ENGLISH = re.compile(
    r"\b(save|cancel|ok|close|open|delete|edit|add|none|null|true|false|error|warning|file|yes|no|search|"
    r"filter|settings|report|date|name|loading|select|undo|print|export|import|new|all|today)\b",
    re.IGNORECASE,
)
OUR_NAME = re.compile(  # the program, paths and file names, and keys as they stand on the keyboard
    r"unionDesk|\S*[/\\@]\S*|[\w.-]+\.(sqlite|xlsx|toml)|\((Ctrl|Alt|Shift|Delete|Enter|Esc|F\d)[^)]*\)",
    re.IGNORECASE,
)


class OwnFolder:
    """A test's own folder in place of the user's."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "unionDesk.log"
        self.papers = folder
        self.backups = folder


class ShownWindows(QObject):
    """Notes every widget that was seen as a window of its own, were it for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()} {watched.accessibleName()}")
        return False


def _context(qapp: QApplication, folder: Path, jobs: Jobs, user: object) -> Context:
    settings = Settings(folder / "settings.json")
    return Context(
        jobs=jobs,
        notices=Notices(),
        settings=settings,
        drafts=Drafts(folder / "drafts"),
        theme=Theme(qapp, paths.RESOURCES, settings),
        paths=OwnFolder(folder),
        user=user,
    )


def _windows(qapp: QApplication, qtbot, tmp_path: Path, opener, ticket, user) -> Iterator[Window]:
    style, font, palette = qapp.style().name(), qapp.font(), qapp.palette()
    jobs = Jobs(opener, ticket=ticket)
    context = _context(qapp, tmp_path, jobs, user)
    window = Window(context)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    qtbot.waitUntil(jobs.settled, timeout=20_000)
    yield window
    window.close()
    jobs.close()
    context.theme.take_off()
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(palette)


@pytest.fixture
def empty_window(qapp, qtbot, tmp_path, sqlite_store) -> Iterator[Window]:
    """The window over an office in which nothing was written yet."""
    ticket = Ticket(sqlite_store.place.url, ACTOR.officer_id, TODAY)
    yield from _windows(qapp, qtbot, tmp_path, sqlite_store, ticket, ACTOR)


@pytest.fixture
def full_window(qapp, qtbot, tmp_path, demo_opened: Opened) -> Iterator[Window]:  # noqa: F811
    """The window over the sample office."""
    store = demo_opened.store
    yield from _windows(qapp, qtbot, tmp_path, store, demo_opened.ticket, store.actor)


def opened(qtbot, window: Window) -> Iterator[tuple[str, Screen]]:
    """Each screen of the catalogue, opened in the window one after the other."""
    for spec in SCREENS:
        window.open_screen(spec.name)
        qtbot.waitUntil(window.context.jobs.settled, timeout=20_000)
        yield spec.name, window.screens[spec.name]


def texts(root: QWidget) -> Iterator[str]:
    """Every word that a widget and what is in it shows, speaks or explains."""
    for widget in [root, *root.findChildren(QWidget)]:
        yield from (widget.toolTip(), widget.accessibleName(), widget.statusTip(), widget.windowTitle())
        yield from (action.text() for action in widget.actions() if isinstance(action, QAction))
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit() | QPlainTextEdit():
                yield widget.placeholderText()
            case QGroupBox():
                yield widget.title()
            case QComboBox():
                yield from (widget.itemText(place) for place in range(widget.count()))
            case QTabWidget():
                yield from (widget.tabText(place) for place in range(widget.count()))


def test_every_screen_has_its_own_name_title_and_key():
    names = [spec.name for spec in SCREENS]
    titles = [spec.title for spec in SCREENS]
    keys = [spec.key for spec in SCREENS]
    assert len(set(names)) == len(names)
    assert len(set(titles)) == len(titles)
    assert len(set(keys)) == len(keys)
    assert all((paths.RESOURCES / "icons" / f"{spec.icon}.svg").is_file() for spec in SCREENS)


def test_every_screen_opens_on_an_empty_office_and_says_what_to_do(qtbot, empty_window):
    assert [name for name, _screen in opened(qtbot, empty_window)] == [spec.name for spec in SCREENS]


def test_every_screen_opens_on_the_sample_office_in_vietnamese_words_only(qtbot, full_window):
    wrong = {
        name: [text[:80] for text in set(texts(screen)) if ENGLISH.search(OUR_NAME.sub("", text))]
        for name, screen in opened(qtbot, full_window)
    }
    assert not any(wrong.values()), wrong


def test_no_part_of_a_screen_flashes_up_as_a_window_of_its_own(qapp, qtbot, empty_window):
    watcher = ShownWindows()
    qapp.installEventFilter(watcher)
    for _name, _screen in opened(qtbot, empty_window):
        pass
    qapp.removeEventFilter(watcher)
    assert watcher.seen == []


def test_every_control_of_every_screen_has_a_name_to_be_spoken(qtbot, full_window):
    nameless = []
    for name, screen in opened(qtbot, full_window):
        for button in screen.findChildren(QAbstractButton):
            said = button.text() or button.accessibleName() or button.toolTip()
            if not said and not _is_qts_own(button):
                nameless.append(f"{name}: {button} in {button.parent()}")
    assert nameless == []


def _is_qts_own(button: QAbstractButton) -> bool:
    """Parts that Qt makes itself (in fields, tab bars, corners of tables), and those not shown at all."""
    parent = button.parent()
    inside = isinstance(parent, (QLineEdit, QTabBar, QAbstractItemView))
    return inside or button.isHidden() or button.objectName().startswith("qt_")


def test_no_key_of_a_screen_clashes_with_the_window_or_the_other_screens():
    screen_keys = {spec.key for spec in SCREENS}
    for spec in SCREENS:
        screen_class = resolve(spec.target)
        assert clashes(Window, screen_class) == [], spec.name
        assert not screen_keys & {one.key for one in specs(screen_class)}, spec.name


def test_every_screen_has_its_page_in_the_manual():
    for spec in SCREENS:
        page = resolve(spec.target).help_page
        assert (paths.RESOURCES / "help" / f"{page}.md").is_file(), spec.name


@pytest.mark.parametrize("name", list(REPORTS))
def test_every_report_prints_empty_and_full(name, sqlite_store, demo_opened: Opened):  # noqa: F811
    request = ReportRequest(name, date(2026, 1, 1), date(2026, 12, 31))
    with sqlite_store.read() as work:
        empty = make(work, request)
    with demo_opened.store.read() as work:
        full = make(work, request)
    assert empty.pdf.startswith(b"%PDF")
    assert empty.rows == 0
    assert full.rows > 0
    assert full.pages >= empty.pages >= 1


def test_every_report_says_what_it_is_for():
    assert all(spec.title and spec.help.endswith(".") for spec in REPORTS.values())


def test_every_kind_of_case_and_every_step_on_its_way_has_words():
    flow = case_reference.flow()
    for kind in flow.kinds.values():
        assert case_reference.kind_name(kind.code) != kind.code
        assert all(case_reference.step_name(step) != step for step in kind.path)
    assert all(action.label for action in flow.actions.values())


def test_what_the_search_finds_has_a_screen_to_open_it():
    known = {spec.name for spec in SCREENS}
    assert {"branches", "cases", "promises", "settings"} <= known
    assert {SCREEN_OF[kind] for kind in ("branch", "promise", "case_file")} <= known
