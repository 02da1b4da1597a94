"""Notices: the program's one voice to the user, passing rather than modal, re-readable later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from shiboken6 import delete

from unionDesk.rules.errors import UserError

LONGEST_LIST = 200


class NoticeKind(Enum):
    TOLD = "told"
    WARNED = "warned"
    PROGRESS = "progress"


@dataclass(frozen=True)
class Answer:
    """One way to answer a question: what the program gets, and what the button says."""

    value: str
    label: str
    destructive: bool = False


YES = Answer("yes", "Đồng ý")
NO = Answer("no", "Không")


@dataclass(frozen=True)
class Question:
    """A question that cannot wait; the last answer is the safe one (Esc)."""

    text: str
    answers: tuple[Answer, ...] = (YES, NO)
    details: str = ""


Asker = Callable[[Question], str]


class Notice(QObject):
    """Something the program said, with what may be done about it.

    Signals:
        changed(): text, progress or the possible action is no longer what it was.
    """

    changed = Signal()

    def __init__(
        self,
        kind: NoticeKind,
        text: str,
        *,
        action: Callable[[], object] | None = None,
        action_label: str = "",
        undoes: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """`undoes`: the action takes back what was done, so Ctrl+Z may give it."""
        super().__init__(parent)
        self.kind = kind
        self.undoes = undoes
        self.text = text
        self.moment = datetime.now().astimezone()
        self.done = 0
        self.total = 0
        self.action_label = action_label
        self._action = action

    @property
    def has_action(self) -> bool:
        return self._action is not None

    def act(self) -> None:
        """Do what the notice offers (undo, open, cancel); it is offered once."""
        action, self._action = self._action, None
        self.changed.emit()
        if action is not None:
            action()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Show progress; `total` 0 means that the end is not known."""
        self.done, self.total = done, total
        self.text = text or self.text
        self.changed.emit()

    def finish(
        self,
        text: str,
        *,
        warn: bool = False,
        undo: Callable[[], object] | None = None,
        action_label: str = "Hoàn tác",
    ) -> None:
        """Turn a progress notice into its result, which stays in the list; `undo` gets a button."""
        self.kind = NoticeKind.WARNED if warn else NoticeKind.TOLD
        self.text = text
        self.moment = datetime.now().astimezone()
        self._action, self.undoes = undo, undo is not None
        if undo is not None:
            self.action_label = action_label
        self.changed.emit()


class Notices(QObject):
    """Tells, warns and, rarely, asks. Widgets show what is said; tests read `past` and set `asker`.

    Signals:
        said(Notice): something new to show.
    """

    said = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.past: list[Notice] = []
        self.asker: Asker = ask_in_a_box

    def tell(
        self,
        text: str,
        *,
        undo: Callable[[], object] | None = None,
        action: Callable[[], object] | None = None,
        action_label: str = "Hoàn tác",
    ) -> Notice:
        """Say what was done; `undo`, or another single `action`, gets a button. Ctrl+Z gives only `undo`."""
        return self._say(
            Notice(
                NoticeKind.TOLD,
                text,
                action=undo or action,
                action_label=action_label,
                undoes=undo is not None,
                parent=self,
            )
        )

    def warn(
        self, text: str, *, action: Callable[[], object] | None = None, action_label: str = ""
    ) -> Notice:
        """Say what is wrong in a sentence a person can act on; it stays until it is closed."""
        return self._say(
            Notice(NoticeKind.WARNED, text, action=action, action_label=action_label, parent=self)
        )

    def refuse(self, error: UserError) -> None:
        """Say a UserError; the default answer of jobs."""
        self.warn(str(error))

    def progress(self, text: str, *, cancel: Callable[[], object] | None = None) -> Notice:
        """Say that long work runs; report to the notice and finish it."""
        return self._say(
            Notice(NoticeKind.PROGRESS, text, action=cancel, action_label="Dừng lại", parent=self)
        )

    def ask(self, text: str, *answers: Answer, details: str = "") -> str:
        """The value of the chosen answer; put the safe answer last, it is what Esc means."""
        return self.asker(Question(text, answers or (YES, NO), details))

    def confirm(self, text: str, *, yes: str = YES.label, no: str = NO.label) -> bool:
        """Whether the user agreed."""
        return self.ask(text, Answer("yes", yes), Answer("no", no)) == "yes"

    def undo_last(self) -> bool:
        """Undo the newest thing that still can be; False when there is none."""
        for notice in reversed(self.past):
            if notice.undoes and notice.has_action:
                notice.act()
                return True
        return False

    def _say(self, notice: Notice) -> Notice:
        self.past.append(notice)
        while len(self.past) > LONGEST_LIST:
            self.past.pop(0).deleteLater()
        self.said.emit(notice)
        return notice


def ask_in_a_box(question: Question) -> str:
    """Ask in a modal box over the active window."""
    over = QApplication.activeWindow()
    while over is not None and not over.isVisible():  # a box that was answered just now
        over = over.parentWidget()
    box = QMessageBox(over)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("unionDesk")
    box.setText(question.text)
    box.setInformativeText(question.details)
    buttons: dict[QPushButton, str] = {}
    for answer in question.answers:
        role = QMessageBox.ButtonRole.AcceptRole
        if answer.destructive:
            role = QMessageBox.ButtonRole.DestructiveRole
        if answer is question.answers[-1]:
            role = QMessageBox.ButtonRole.RejectRole
        buttons[box.addButton(answer.label, role)] = answer.value
    box.setDefaultButton(next(iter(buttons)))
    box.setEscapeButton(list(buttons)[-1])
    box.exec()
    clicked = box.clickedButton()
    value = next((value for button, value in buttons.items() if button is clicked), None)
    delete(box)
    return value if value is not None else question.answers[-1].value
