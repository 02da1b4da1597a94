"""What stands in the way of opening the database, with the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from unionDesk.rules.formats import moment_text
from unionDesk.services.upkeep import KeptBackup
from unionDesk.ui.start.frame import PageFrame
from unionDesk.ui.start.restoring import Restoring

if TYPE_CHECKING:
    from unionDesk.services.late_store import LateStore
    from unionDesk.ui.context import Context

_PATH = Qt.ItemDataRole.UserRole
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
        self._database = str(store.database)
        self.kept = QListWidget()
        self.kept.setAccessibleName("Các bản sao lưu hiện có")
        self.kept.setMaximumHeight(self.fontMetrics().height() * 9)
        self.kept_label = QLabel("Các bản sao lưu đã kiểm tra trên máy này, mới nhất ở trên:")
        self.kept_label.setBuddy(self.kept)
        self.body.addWidget(self.kept_label)
        self.body.addWidget(self.kept)
        self.again = self.add_button("Thử lại", default=True)
        self.restore = self.add_button("Khôi phục bản đang chọn…")
        self.restore.clicked.connect(self.restore_chosen)
        self.other = self.add_button("Chọn tệp khác…")
        self.exit = self.add_button("Thoát")
        self.again.clicked.connect(self.finished)
        self.other.clicked.connect(self.choose_file)
        self.exit.clicked.connect(self._on_exit)
        self._show_kept([])
        if "://" not in self._database:
            context.jobs.aside(context.upkeep().kept, then=self._show_kept, owner=self)

    def _show_kept(self, found: Sequence[KeptBackup]) -> None:
        """What can be restored; nothing of it is shown where there is none."""
        for kept in found:
            item = QListWidgetItem(f"{moment_text(kept.at)}   {kept.path.name}")
            item.setData(_PATH, str(kept.path))
            self.kept.addItem(item)
        self.kept.setCurrentRow(0)
        for part in (self.kept_label, self.kept, self.restore):
            part.setVisible(bool(found))

    @Slot()
    def restore_chosen(self) -> None:
        """Back to the chosen backup, after its contents were shown; the present file is kept."""
        if self.kept.currentRow() >= 0:
            restoring = Restoring(self._context, self._database, self)
            restoring.refused.connect(self.refuse)
            restoring.begin(Path(self.kept.currentItem().data(_PATH)))

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
