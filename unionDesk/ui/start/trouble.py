"""What stands in the way of opening the database, with the ways out of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from unionDesk.ui.start.frame import PageFrame

if TYPE_CHECKING:
    from unionDesk.services.late_store import LateStore
    from unionDesk.ui.context import Context

DATABASES = "Cơ sở dữ liệu unionDesk (*.sqlite *.db);;Mọi tệp (*)"


class Trouble(PageFrame):
    """Says the sentence, and that nothing is lost; offers to try again, another file, or to leave."""

    def __init__(
        self, context: Context, store: LateStore, sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.ask_file: Callable[[], str] = self._ask_file
        self._folder = _folder_of(str(store.database))
        self.heading.setText("Chưa mở được cơ sở dữ liệu")
        self.said.setText(sentence)
        self.again = self.add_button("Thử lại", default=True)
        self.other = self.add_button("Chọn tệp khác…")
        self.exit = self.add_button("Thoát")
        self.again.clicked.connect(self.finished)
        self.other.clicked.connect(self.choose_file)
        self.exit.clicked.connect(self._on_exit)

    def focus_first(self) -> None:
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def choose_file(self) -> None:
        """Let another database be opened."""
        chosen = self.ask_file()
        if chosen:
            self._context.open_database(chosen)

    def _ask_file(self) -> str:
        chosen, _ = QFileDialog.getOpenFileName(self, "Mở cơ sở dữ liệu", str(self._folder), DATABASES)
        return chosen

    @Slot()
    def _on_exit(self) -> None:
        self.window().close()


def _folder_of(database: str) -> Path:
    return Path.home() if "://" in database else Path(database).absolute().parent
