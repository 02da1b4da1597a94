"""The parts of the kit together: a list with its form in the real window."""

from __future__ import annotations

import pytest
import small_store
from kit_helpers import commit_ime, type_text
from PySide6.QtCore import Qt

from unionDesk.ui.screens import ScreenSpec
from unionDesk.ui.window import Window


@pytest.fixture
def window(qtbot, context) -> Window:
    made = Window(
        context,
        (ScreenSpec("example", "Công đoàn cơ sở", "branches", "example_screen:ExampleScreen", "Ctrl+1"),),
    )
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    qtbot.waitUntil(context.jobs.settled)
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_the_first_record_is_added_from_the_empty_screen(qtbot, context, window, store):
    screen = window.screens["example"]
    qtbot.mouseClick(screen.table.empty_state.button, Qt.MouseButton.LeftButton)
    commit_ime(screen.page.form.editor("name").field(), "Công đoàn cơ sở Trường Mẫu giáo Họa Mi")
    qtbot.keyClick(screen.page.form.editor("name").field(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(context.jobs.settled)
    qtbot.waitUntil(lambda: screen.table.current_id() is not None)
    with store.read() as work:
        assert small_store.names(work) == ["Công đoàn cơ sở Trường Mẫu giáo Họa Mi"]
    assert screen.table.view.model().index(0, 0).data() == "Công đoàn cơ sở Trường Mẫu giáo Họa Mi"
    assert not screen.page.isVisible()


def test_a_record_is_opened_changed_and_seen_changed_in_the_list(qtbot, context, window):
    screen = window.screens["example"]
    context.jobs.write("Thêm", lambda work: small_store.add(work, "Công ty Thủy sản Sông Hậu"))
    qtbot.waitUntil(lambda: screen.table.model.rowCount() == 1)
    assert not screen.commands.actions["edit"].isEnabled()
    screen.table.view.setFocus()
    screen.table.view.selectRow(0)
    assert screen.commands.actions["edit"].isEnabled()
    qtbot.keyClick(screen.table.view, Qt.Key.Key_Return)
    qtbot.waitUntil(screen.page.isVisible)
    field = screen.page.form.editor("workers").field()
    field.setFocus()
    field.clear()
    type_text(field, "1250")
    screen.page.save()
    qtbot.waitUntil(lambda: screen.table.view.model().index(0, 1).data() == "1.250")


def test_closing_the_window_with_a_half_typed_form_asks(qtbot, context, window):
    screen = window.screens["example"]
    screen.add()
    type_text(screen.page.form.editor("name").field(), "x")
    context.notices.asker = lambda question: "stay"
    assert not window.close()
    context.notices.asker = lambda question: "discard"
    assert window.close()
