"""Editors that choose: from a closed list, or a branch, officer or place by searching."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from unionDesk.rules.choice import Choice
from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec
from unionDesk.rules.names import clean, fold
from unionDesk.ui.kit.editors import LineEditor
from unionDesk.ui.kit.icons import icon, put_icon
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.suggestions import Suggestions

WAIT_MS = 120
NAMING = "…"


@dataclass(frozen=True)
class Pick:
    """Something that may be picked: its id, what stands in the field, and what tells it from others."""

    id: int
    title: str
    detail: str = ""


@dataclass(frozen=True)
class PickSource:
    """Two jobs: `search(work, text)` finds (all or the usual ones for ""), `named(work, id)` names one."""

    search: Callable[[Any, str], Sequence[Pick]]
    named: Callable[[Any, int], Pick | None] | None = None


class FindEditor(LineEditor):
    """A field with a list of what fits below it; what is typed is found with or without accents."""

    nothing = "Không có dòng nào khớp."

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.edit.setPlaceholderText("Gõ để tìm, phím ↓ để xem danh sách")
        self._sign = self.edit.addAction(icon("search"), self.edit.ActionPosition.TrailingPosition)
        put_icon(self._sign, "search")
        self._sign.setToolTip("Xem danh sách")
        self._sign.triggered.connect(self._on_list_wanted)
        self.list = Suggestions(self.edit, spec.label)
        self.list.taken.connect(self._on_taken)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and self._may_list():
                self._on_list_wanted()
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and self._may_list():
            self._on_list_wanted()
        return super().eventFilter(watched, event)

    def _may_list(self) -> bool:
        return not (self.edit.isReadOnly() or self.edit.hasSelectedText() or self.list.isVisible())

    @Slot()
    def _on_list_wanted(self) -> None:
        raise NotImplementedError

    @Slot(object)
    def _on_taken(self, thing: Any) -> None:
        raise NotImplementedError


class ChoiceEditor(FindEditor):
    """One of a closed list."""

    nothing = "Danh sách không có mục này."

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        assert spec.choices is not None
        self._choices: list[Choice] = list(spec.choices)
        longest = max(len(choice.label) for choice in self._choices)
        self.letters = min(max(longest, 14), 36)
        super().__init__(spec, parent)

    def shown(self, value: Any) -> str:
        return value.label if isinstance(value, Choice) else ""

    def set_value(self, value: Any) -> None:
        known = next((choice for choice in self._choices if choice == value), None)
        super().set_value(known)

    def set_raw(self, raw: Any) -> None:
        self.edit.setText(raw if isinstance(raw, str) else self.shown(raw))

    def read(self, text: str) -> Any:
        exact = next((choice for choice in self._choices if choice.label == text), None)
        found = [exact] if exact else self._fitting(text)
        if len(found) != 1:
            raise UserError(f"“{text}” không có trong danh sách; xin chọn một dòng.")
        return found[0]

    def _fitting(self, text: str) -> list[Choice]:
        """Choices that hold all words typed, the exact label and beginnings first."""
        wanted = fold(text)
        same = [choice for choice in self._choices if fold(choice.label) == wanted]
        if same:
            return same
        words = wanted.split()
        found = [choice for choice in self._choices if _has_words(fold(choice.label), words)]
        return sorted(found, key=lambda choice: not fold(choice.label).startswith(wanted))

    @Slot()
    def _on_edited(self) -> None:
        super()._on_edited()
        text = clean(self.edit.text())
        words = fold(text).split()
        found = [choice for choice in self._choices if _has_words(fold(choice.label), words)]
        found.sort(key=lambda choice: not fold(choice.label).startswith(" ".join(words)))
        self.list.offer([(choice.label, choice) for choice in found], nothing=self.nothing)

    @Slot()
    def _on_list_wanted(self) -> None:
        labels = [choice.label for choice in self._choices]
        here = labels.index(self.edit.text()) if self.edit.text() in labels else 0
        self.list.offer([(choice.label, choice) for choice in self._choices], current=here)

    @Slot(object)
    def _on_taken(self, thing: Any) -> None:
        self.edit.setText(thing.label)
        self.edited.emit()


class PickEditor(FindEditor):
    """A record found by searching; the value is its id.

    `set_value` takes a Pick, or an id that `named` then names.
    """

    nothing = "Không tìm thấy. Thử bớt chữ, hoặc gõ không dấu."

    def __init__(
        self, spec: FieldSpec, jobs: Jobs, source: PickSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(spec, parent)
        self._jobs, self._source = jobs, source
        self.pick: Pick | None = None
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._ask)

    def value(self) -> Any:
        text = clean(self.edit.text())
        if not text:
            return None
        if self.pick is None or text != clean(self.pick.title):
            raise UserError(f"Chưa chọn được “{text}”; xin chọn một dòng trong danh sách.")
        return self.pick.id

    def set_value(self, value: Any) -> None:
        named = self._source.named
        if isinstance(value, int):  # the id counts at once, its name comes
            value = Pick(value, NAMING if named is not None else "(đã chọn)")
        self.pick = value if isinstance(value, Pick) else None
        self.edit.setText(self.pick.title if self.pick else "")
        self.edit.setCursorPosition(0)
        if named is not None and self.pick is not None and self.pick.title == NAMING:
            number, name = self.pick.id, named
            self._jobs.read(
                lambda work: name(work, number), then=self._on_named, owner=self, replaces="named"
            )

    def raw(self) -> Any:
        return (
            [self.pick.id, self.pick.title, self.edit.text()] if self.pick else [None, "", self.edit.text()]
        )

    def set_raw(self, raw: Any) -> None:
        if isinstance(raw, list) and len(raw) == 3:
            number, title, typed = raw
            self.pick = Pick(number, title) if number is not None else None
            self.edit.setText(typed)
        else:
            self.set_value(raw)

    def on_left(self) -> None:
        """What was picked stays as it is named; half-typed words stay to be seen."""
        self._timer.stop()
        self.left.emit()

    @Slot()
    def _on_edited(self) -> None:
        super()._on_edited()
        self._timer.start()

    @Slot()
    def _on_list_wanted(self) -> None:
        self._ask(everything=self.pick is not None)

    @Slot()
    def _ask(self, everything: bool = False) -> None:
        text = "" if everything else clean(self.edit.text())
        search = partial(self._search, text)
        self._jobs.read(search, then=self._offer, owner=self, replaces="pick")

    def _search(self, text: str, work: Any) -> Sequence[Pick]:
        return self._source.search(work, text)

    def _offer(self, found: Sequence[Pick]) -> None:
        if self.edit.hasFocus():
            lines = [(f"{pick.title} — {pick.detail}" if pick.detail else pick.title, pick) for pick in found]
            self.list.offer(lines, nothing=self.nothing)

    def _on_named(self, pick: Pick | None) -> None:
        if (
            pick is not None
            and self.pick is not None
            and pick.id == self.pick.id
            and self.edit.text() == NAMING
        ):
            self.pick = pick
            self.edit.setText(pick.title)
            self.edit.setCursorPosition(0)

    @Slot(object)
    def _on_taken(self, thing: Any) -> None:
        self.pick = thing
        self.edit.setText(thing.title)
        self.edited.emit()


def _has_words(folded: str, words: list[str]) -> bool:
    """Whether each word begins a word of the folded text."""
    there = folded.split()
    return all(any(word.startswith(typed) for word in there) for typed in words)
