"""The menu bar and the tool bar, built anew from commands whenever the screen changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

FILE, EDIT, VIEW, HELP = "Tệp", "Sửa", "Xem", "Trợ giúp"
FIRST, LAST = (FILE, EDIT), (VIEW, HELP)

Menus = dict[str, list[QAction]]


def fill_menu_bar(
    bar: QMenuBar, own: Menus, theirs: Menus, views: Sequence[QAction], before: Callable[[], None]
) -> None:
    """The window's own menus with the screen's between them; `views` end the menu *Xem*.

    `before` is called when a menu opens, so that its commands can be enabled as the state allows.
    """
    bar.clear()
    middle = [title for title in theirs if title not in {*FIRST, *LAST}]
    for title in (*FIRST, *middle, *LAST):
        menu = QMenu(title, bar)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(before)
        menu.addActions(theirs.get(title, []))
        if theirs.get(title) and own.get(title):
            menu.addSeparator()
        menu.addActions(own.get(title, []))
        if title == VIEW:
            menu.addSeparator()
            menu.addActions(views)
        bar.addMenu(menu)


def fill_tool_bar(bar: QToolBar, actions: Sequence[QAction], stay: int) -> None:
    """The screen's actions before the last `stay` ones, which are the window's."""
    staying = bar.actions()[-stay:]
    for action in bar.actions()[:-stay]:
        bar.removeAction(action)
    bar.insertActions(staying[0], actions)
