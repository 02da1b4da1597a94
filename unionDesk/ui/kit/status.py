"""The status bar: which office, which user, which database and whether it answers, the last backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.ui.kit.elided import ElidedLabel
from unionDesk.ui.kit.icons import put_icon

if TYPE_CHECKING:
    from unionDesk.ui.context import Context, Place

EVERY_MS = 30_000


class StatusBar(QStatusBar):
    """Asks `context.place` at start, after writes and every half minute, and shows what it says.

    Signals:
        place_changed(Place)
        list_wanted(): the user wants to read the past notices.
        officer_wanted(): another officer wants to take over.
    """

    place_changed = Signal(object)
    list_wanted = Signal()
    officer_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setSizeGripEnabled(False)
        self.office, self.database = ElidedLabel(), ElidedLabel()
        self.backup, self.busy = QLabel(), QLabel()
        self.user = QToolButton()
        self.user.setAutoRaise(True)
        self.user.setAccessibleName("Người dùng")
        self.user.setToolTip("Đổi cán bộ đang làm việc")
        self.user.clicked.connect(self.officer_wanted)
        for label, name in (
            (self.office, "Đơn vị"),
            (self.database, "Cơ sở dữ liệu"),
            (self.backup, "Bản sao lưu gần nhất"),
            (self.busy, "Việc đang chạy"),
        ):
            label.setAccessibleName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for part in (self.office, self.user, self.database):
            self.addWidget(part)
        self.addPermanentWidget(self.busy)
        self.addPermanentWidget(self.backup)
        self._bell = QToolButton()
        put_icon(self._bell, "bell")
        self._bell.setAutoRaise(True)
        self._bell.setToolTip("Xem lại các thông báo")
        self._bell.setAccessibleName("Xem lại các thông báo")
        self._bell.clicked.connect(self.list_wanted)
        self.addPermanentWidget(self._bell)
        self._last: Place | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.ask)
        self._wait = QTimer(self, singleShot=True, interval=300)
        self._wait.timeout.connect(self._say_busy)
        context.jobs.busy_changed.connect(self._on_busy)
        context.jobs.changed.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Ask anew; until the answer is there the last one stands."""
        if self._context.place is not None:
            self._timer.start()
            self._context.jobs.read(
                self._context.place, then=self.show_place, otherwise=self._lost, owner=self, replaces="place"
            )

    def show_place(self, place: Place) -> None:
        self._last = place
        self.office.setText(place.office)
        self.user.setText(f"Người dùng: {place.user}" if place.user else "Chưa chọn người dùng")
        state = "sẵn sàng" if place.reachable else f"✕ không kết nối được. {place.trouble}".strip()
        self.database.setText(f"Dữ liệu: {place.database} ({state})")
        self.backup.setText(f"Sao lưu: {place.backup}")
        self.place_changed.emit(place)

    def _lost(self, error: UserError) -> None:
        named = self._last.database if self._last is not None else ""
        self.database.setText(f"Dữ liệu: {named} ✕ không kết nối được. {error}")

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._wait.start()
        else:
            self._wait.stop()
            self.busy.clear()

    @Slot()
    def _say_busy(self) -> None:
        self.busy.setText("Đang làm việc…")
