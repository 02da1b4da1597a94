"""Pressing keys and filling dialogs as a user does, in tests of screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.pick_editors import PickEditor

W = TypeVar("W", bound=QWidget)


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key press and release, shortcuts included."""
    QTest.keyClick(widget, key, modifier)


def type_letters(widget: QWidget, text: str) -> None:
    """Each letter as a key event that carries it."""
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char))


def the_dialog(owner: QWidget, kind: type[W]) -> W:
    """The dialog of this class that is open."""
    found = [each for each in owner.window().findChildren(kind) if each.isVisible()]
    assert len(found) == 1, f"{len(found)} dialogs of {kind.__name__}"
    return found[0]


def give(form: Form, name: str, text: str, settled: Callable[[], None]) -> None:
    """Type into a field; a picking field takes the first line that is offered."""
    editor = form.editor(name)
    field = editor.field()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    type_letters(field, text)
    if isinstance(editor, PickEditor):
        press(field, Qt.Key.Key_Down)
        settled()
        press(field, Qt.Key.Key_Return)
