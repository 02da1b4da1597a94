"""The clocks of a case: what must be done by when, how the day was counted, on which law."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text, moment_text
from unionDesk.rules.kinds import ClockState, DutyHolder
from unionDesk.services.case_clock_lines import NEXT_ACTION, ClockLine
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.marks import due_mark


class ClocksPanel(QWidget):
    """A card a clock, running ones first.

    Signals:
        wanted(str, ClockLine): "meet", "extend" or "stop" was pressed at a clock.
    """

    wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ClockCard] = []
        self.nothing = QLabel("Vụ việc này chưa có thời hạn nào đang tính.")
        self.nothing.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.nothing)
        self._column.addStretch(1)

    def show_clocks(self, clocks: Sequence[ClockLine], *, may_change: bool) -> None:
        """Show these; without `may_change` nothing can be done with them."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ClockCard(clock, may_change=may_change) for clock in clocks]
        for place, card in enumerate(self.cards):
            card.wanted.connect(self.wanted)
            self._column.insertWidget(place, card)
        self.nothing.setVisible(not self.cards)


class ClockCard(QFrame):
    """One clock.

    Signals:
        wanted(str, ClockLine): a button was pressed.
    """

    wanted = Signal(str, object)

    def __init__(self, clock: ClockLine, *, may_change: bool) -> None:
        super().__init__()
        self.clock = clock
        self.setObjectName("clockCard")
        self.setAccessibleName(f"{clock.label}, {clock.words}")
        mark = QLabel()
        mark.setPixmap(QPixmap.fromImage(due_mark(clock.colour)))
        self.title = QLabel(_title(clock))
        self.title.setProperty("role", "heading" if clock.state is ClockState.RUNNING else "muted")
        self.said = QLabel("\n".join(_said(clock)))
        self.said.setProperty("role", "muted")
        for label in (self.title, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.said)
        self.buttons: dict[str, QPushButton] = {}
        if may_change and clock.state is ClockState.RUNNING:
            column.addWidget(self._button_row(clock))

    def _button_row(self, clock: ClockLine) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line)
        offered = [("meet", "Đã thực hiện"), ("stop", "Dừng")]
        if clock.extendable and clock.ref != NEXT_ACTION:
            offered.insert(1, ("extend", "Gia hạn"))
        for name, words in offered:
            button = QPushButton(words)
            button.setAccessibleName(f"{words}: {clock.label}")
            button.clicked.connect(partial(self._on_clicked, name))
            flow.addWidget(button)
            self.buttons[name] = button
        return line

    def _on_clicked(self, name: str, _checked: bool = False) -> None:
        self.wanted.emit(name, self.clock)


def _title(clock: ClockLine) -> str:
    due = moment_text(clock.due_at.astimezone()) if clock.due_at is not None else date_text(clock.due_on)
    ended = f" ngày {date_text(clock.ended_on)}" if clock.ended_on is not None else ""
    return f"{clock.label}: hạn {due}, {clock.words.lower()}{ended}"


def _said(clock: ClockLine) -> list[str]:
    """The arithmetic in words, its basis, who has to act, and what has not been proved."""
    lines = [f"Tính từ {date_text(clock.started_on)}: {clock.arithmetic}"]
    if clock.basis:
        unsure = "" if clock.verified else " (chưa kiểm chứng, xin xem lại văn bản trước khi dùng)"
        lines.append(f"Căn cứ: {clock.basis}{unsure}")
    elif not clock.verified and clock.ref != NEXT_ACTION:
        lines.append("Chưa kiểm chứng căn cứ.")
    if clock.limitation:
        lines.append("Đây là thời hiệu: không dừng và không gia hạn được.")
    if clock.duty is not DutyHolder.OFFICE:
        lines.append(f"Bên phải thực hiện: {clock.duty.label}")
    return lines
