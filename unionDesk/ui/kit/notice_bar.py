"""How notices are seen: passing rows at the bottom of the window, and the list of past ones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.formats import moment_text
from unionDesk.ui.kit.icons import icon
from unionDesk.ui.kit.notices import Notice, NoticeKind, Notices

SHOWN_MS = 10_000
MOST_ROWS = 3
KIND_ICONS = {NoticeKind.TOLD: "ok", NoticeKind.WARNED: "warn", NoticeKind.PROGRESS: "refresh"}
KIND_WORDS = {NoticeKind.TOLD: "Thông báo", NoticeKind.WARNED: "Cần chú ý", NoticeKind.PROGRESS: "Đang chạy"}


class NoticeRow(QFrame):
    """One notice, with its action and a button that closes it.

    Signals:
        closed(NoticeRow)
    """

    closed = Signal(object)

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeRow")
        self.notice = notice
        self._sign = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Tiến độ")
        self._action = QPushButton()
        self._action.clicked.connect(notice.act)
        self._close = QToolButton()
        self._close.setIcon(icon("close"))
        self._close.setAutoRaise(True)
        self._close.setToolTip("Đóng thông báo này (vẫn xem lại được trong danh sách thông báo)")
        self._close.setAccessibleName("Đóng thông báo")
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 4, 4)
        for widget, stretch in ((self._sign, 0), (self._text, 3), (self._bar, 1)):
            row.addWidget(widget, stretch)
        row.addWidget(self._action)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.dismiss)
        notice.changed.connect(self._on_changed)
        self._on_changed()

    @Slot()
    def dismiss(self) -> None:
        self._timer.stop()
        self.closed.emit(self)

    @Slot()
    def _on_changed(self) -> None:
        notice = self.notice
        self.setProperty("kind", notice.kind.value)
        self.style().unpolish(self)
        self.style().polish(self)
        size = self.fontMetrics().height()
        self._sign.setPixmap(icon(KIND_ICONS[notice.kind]).pixmap(QSize(size, size)))
        self._sign.setAccessibleName(KIND_WORDS[notice.kind])
        self._text.setText(notice.text)
        self.setAccessibleName(f"{KIND_WORDS[notice.kind]}: {notice.text}")
        running = notice.kind is NoticeKind.PROGRESS
        self._bar.setVisible(running)
        self._bar.setRange(0, notice.total)
        self._bar.setValue(notice.done)
        self._action.setVisible(notice.has_action)
        self._action.setText(notice.action_label)
        self._close.setVisible(not running)
        if notice.kind is NoticeKind.TOLD:
            self._timer.start()
        else:
            self._timer.stop()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class NoticeBar(QWidget):
    """The newest notices, at most three; the others are in the list."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[NoticeRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 4)
        self._column.setSpacing(4)
        self.setVisible(False)
        notices.said.connect(self._on_said)

    @Slot(object)
    def _on_said(self, notice: Notice) -> None:
        row = NoticeRow(notice, self)
        row.closed.connect(self._on_closed)
        self.rows.append(row)
        self._column.addWidget(row)
        passing = [old for old in self.rows if old.notice.kind is not NoticeKind.PROGRESS]
        for old in passing[:-MOST_ROWS]:
            old.dismiss()
        self.setVisible(True)

    @Slot(object)
    def _on_closed(self, row: NoticeRow) -> None:
        if row in self.rows:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self.rows))


class PastNotices(QDialog):
    """The list of what the program has said since it was started, the newest first."""

    def __init__(self, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Các thông báo đã qua")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName("Các thông báo đã qua")
        for notice in reversed(notices.past):
            item = QListWidgetItem(
                icon(KIND_ICONS[notice.kind]), f"{moment_text(notice.moment)}   {notice.text}"
            )
            item.setData(Qt.ItemDataRole.UserRole, notice)
            self.list.addItem(item)
        self._act = QPushButton("Hoàn tác")
        self._act.clicked.connect(self._on_act)
        self.list.currentItemChanged.connect(self._on_chosen)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._act, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        if notices.past:
            column.addWidget(self.list)
        else:
            column.addWidget(QLabel("Từ khi mở chương trình chưa có thông báo nào."))
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 80, self.fontMetrics().height() * 22)
        self._on_chosen()

    def _chosen(self) -> Notice | None:
        item = self.list.currentItem()
        notice = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return notice if isinstance(notice, Notice) else None

    @Slot()
    def _on_chosen(self) -> None:
        notice = self._chosen()
        self._act.setVisible(notice is not None and notice.has_action)
        if notice is not None:
            self._act.setText(notice.action_label)

    @Slot()
    def _on_act(self) -> None:
        notice = self._chosen()
        if notice is not None:
            notice.act()
        self._on_chosen()
