"""Pages: the middle of the window, with the screens opened so far and what may stand in their place."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from unionDesk.ui.kit.screen import Screen


class Pages(QStackedWidget):
    """Holds each opened screen by its name; page 0 says that something is being opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.screens: dict[str, Screen] = {}
        self._page: QWidget | None = None
        opening = QLabel("Đang mở…")
        opening.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(opening)

    def add(self, name: str, screen: Screen) -> None:
        """Keep a screen that was opened."""
        self.screens[name] = screen
        self.addWidget(screen)

    def show_page(self, page: QWidget) -> None:
        """Show something instead of the screens: the assistant of the first start, or what is wrong."""
        self.leave_page()
        self._page = page
        self.addWidget(page)
        self.setCurrentWidget(page)

    def leave_page(self) -> None:
        """Take away what `show_page` showed."""
        if self._page is not None:
            self.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
            self.setCurrentIndex(0)

    def can_close(self) -> bool:
        """Whether every screen may be taken away; forms with changes ask here."""
        return all(screen.can_close() for screen in self.screens.values())

    def take_down(self) -> None:
        """Take all screens away, for another database or officer, or at the end."""
        self.setCurrentIndex(0)
        for screen in self.screens.values():
            screen.take_down()
            self.removeWidget(screen)
            screen.deleteLater()
        self.screens.clear()
