"""What the tests of today, promises, cases and reports share: showing a screen, typing into a form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from unionDesk.ui.kit.form import Form


def show(qtbot, screen, settled):
    """Show the screen at a usual size and wait for its data."""
    qtbot.addWidget(screen)
    screen.resize(1300, 760)
    with qtbot.waitExposed(screen):
        screen.show()
    with qtbot.waitActive(screen):
        screen.activateWindow()
    settled()
    return screen


def type_into(form: Form, name: str, text: str) -> None:
    """Type into a field of a form, letter by letter, in place of what stands there."""
    field = form.editor(name).field()
    field.setFocus()
    field.selectAll()
    for char in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char))
    if form.editor(name).spec.choices is not None:  # the list of what fits stays open over the next field
        form.editor(name).list.put_away()
