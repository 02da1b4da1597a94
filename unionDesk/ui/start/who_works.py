"""Who is working: asked at start where several officers share a database, and when they take turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from unionDesk.services.offices import OfficerLine, officers
from unionDesk.services.opening import OfficerChoice
from unionDesk.ui.start.frame import PageFrame

if TYPE_CHECKING:
    from unionDesk.services.late_store import LateStore
    from unionDesk.ui.context import Context

_ID = Qt.ItemDataRole.UserRole


class OfficerList(QListWidget):
    """Officers with position and role; a double click takes one, as Enter does on the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Cán bộ")
        self.setAlternatingRowColors(True)

    def fill(self, people: Sequence[OfficerChoice | OfficerLine], chosen: int | None) -> None:
        """Show these; the one who works now, or the first, is chosen."""
        self.clear()
        for person in people:
            name = person.full_name if isinstance(person, OfficerLine) else person.name
            parts = [part for part in (name, person.position, person.role.label) if part]
            item = QListWidgetItem(" – ".join(parts))
            item.setData(_ID, person.officer_id)
            self.addItem(item)
            if person.officer_id == chosen:
                self.setCurrentItem(item)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def officer(self) -> int | None:
        """The id of the chosen officer."""
        if self.currentRow() < 0:
            return None
        number: int = self.currentItem().data(_ID)
        return number


class WhoWorks(PageFrame):
    """Asks once per database on this machine; the answer is remembered."""

    def __init__(
        self,
        context: Context,
        _store: LateStore,
        people: Sequence[OfficerChoice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.heading.setText("Ai đang làm việc?")
        self.said.setText(
            "Mỗi việc trong sổ ghi tên người làm. Lần sau máy này nhớ người được chọn; "
            "đổi người ở thanh trạng thái hoặc menu Tệp."
        )
        self.list = OfficerList()
        self.list.fill(people, None)
        self.list.itemDoubleClicked.connect(self.go_on)
        self.body.addWidget(self.list, 1)
        self.next = self.add_button("Bắt đầu làm việc", default=True)
        self.next.clicked.connect(self.go_on)

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def go_on(self) -> None:
        """Let the chosen officer act."""
        officer = self.list.officer()
        if officer is not None:
            self._context.switch_officer(officer)


class SwitchOfficer(QDialog):
    """Lets another officer take over; screens with changes are asked before they go."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Đổi cán bộ đang làm việc")
        self._context = context
        self._now = getattr(context.user, "officer_id", None)
        said = QLabel("Chọn người làm việc tiếp. Các màn hình được mở lại theo quyền của người đó.")
        said.setWordWrap(True)
        self.list = OfficerList()
        self.list.itemDoubleClicked.connect(self.accept)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (said, self.list, buttons):
            column.addWidget(part)
        self.resize(self.fontMetrics().averageCharWidth() * 60, self.fontMetrics().height() * 18)
        context.jobs.read(_officers, then=self._on_officers, owner=self)

    def _on_officers(self, people: list[OfficerLine]) -> None:
        self.list.fill(people, self._now)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        officer = self.list.officer()
        super().accept()
        if officer is not None and officer != self._now:
            self._context.switch_officer(officer)


def _officers(work: Any) -> list[OfficerLine]:
    return officers(work)
