"""Screen: what every page of the window is: a title, commands, refreshing, and a say in closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from unionDesk.ui.kit.commands import Commands
from unionDesk.ui.kit.jobs import ANYTHING

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionDesk.ui.context import Context
    from unionDesk.ui.kit.drafts import Draft


class Screen(QWidget):
    """A page of the window. Subclasses set `kinds`, build themselves, and answer `refresh`.

    `kinds` names the records the screen shows ("Branch"); a finished write that touches one of them
    refreshes the screen, at once when it is seen, else when it is next shown.
    """

    kinds: frozenset[str] = frozenset()
    help_page: str = ""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.jobs = context.jobs
        self.notices = context.notices
        self.commands = Commands(self)
        self._stale = True
        self._tracked: list[tuple[SignalInstance, Callable[..., object]]] = []
        self.track(self.jobs.changed, self._on_changed)

    def refresh(self) -> None:
        """Ask for the data anew; called when the screen is first shown and after changes."""

    def open_record(self, record: int) -> None:
        """Show this record: from the search, a notice or another screen."""

    def open_draft(self, draft: Draft) -> None:
        """Take up what was typed and never saved (forms called "<screen name>/…" come here)."""
        if draft.record is not None:
            self.open_record(draft.record)

    def can_close(self) -> bool:
        """Whether the screen may be taken away: a form with changes asks here, once."""
        return True

    def focus_search(self) -> bool:
        """Put the cursor into the screen's own filter (Ctrl+F); False when it has none."""
        return False

    def track(self, signal: SignalInstance, slot: Callable[..., object]) -> None:
        """Connect to something that outlives the screen; dropped when the screen is taken down."""
        signal.connect(slot)
        self._tracked.append((signal, slot))

    def take_down(self) -> None:
        """Let go of everything that lives longer; the window calls it before it closes."""
        for signal, slot in self._tracked:
            signal.disconnect(slot)
        self._tracked.clear()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()
        self.commands.refresh()

    def _on_changed(self, touched: frozenset[str]) -> None:
        if touched != ANYTHING and not touched & self.kinds:
            return
        if self.isVisible():
            self.refresh()
            self.commands.refresh()
        else:
            self._stale = True
