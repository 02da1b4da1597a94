"""Commands are declared once and give menus, keys, tooltips and the shortcut sheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from unionDesk.ui.kit.commands import Commands, clashes, command, sheet, specs


class Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.chosen = False
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        self.commands = Commands(self)

    @command("Thêm chuyến đi", menu="Chuyến đi", key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None:
        self.done.append("add")

    @command("Lập biên bản", menu="Chuyến đi", key="Ctrl+B", enabled=lambda page: page.chosen)
    def make_minutes(self) -> None:
        self.done.append("minutes")

    @command("Nhập từ Excel", menu="Tệp")
    def bring_in(self) -> None:
        self.done.append("import")


class Clashing(QWidget):
    @command("In", menu="Tệp", key="ctrl+n")
    def print_it(self) -> None: ...

    @command("Chép", menu="Tệp", key="Ctrl+C")
    def copy(self) -> None: ...

    @command("Lạ", menu="Tệp", key="Ctrl+Không")
    def odd(self) -> None: ...


@pytest.fixture
def page(qtbot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_commands_stand_in_their_menus_in_the_order_declared(page):
    menus = {menu: [action.text() for action in actions] for menu, actions in page.commands.menus().items()}
    assert menus == {"Chuyến đi": ["Thêm chuyến đi", "Lập biên bản"], "Tệp": ["Nhập từ Excel"]}
    assert [action.text() for action in page.commands.toolbar()] == ["Thêm chuyến đi"]


def test_a_command_is_only_possible_when_its_state_allows(page):
    minutes = page.commands.actions["make_minutes"]
    assert not minutes.isEnabled()
    minutes.trigger()
    page.chosen = True
    page.commands.refresh()
    minutes.trigger()
    assert page.done == ["minutes"]


def test_a_key_gives_the_command_from_inside_a_field(qtbot, page):
    page.activateWindow()
    page.field.setFocus()
    qtbot.keyClick(page.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.done == ["add"]


def test_the_tooltip_tells_the_key(page):
    assert page.commands.actions["add"].toolTip() == "Thêm chuyến đi (Ctrl+N)"
    assert page.commands.actions["bring_in"].toolTip() == "Nhập từ Excel"


def test_clashes_are_found_whatever_way_a_key_is_written():
    assert clashes(Page) == []
    problems = clashes(Page, Clashing)
    assert "Clashing.print_it: phím Ctrl+N đã dùng ở Page.add" in problems
    assert "Clashing.copy: phím Ctrl+C dành cho chép ô trong bảng" in problems
    assert any(problem.startswith("Clashing.odd: không có phím") for problem in problems)


def test_a_subclass_keeps_the_commands_of_its_base():
    class Special(Page):
        @command("Gửi", menu="Tệp", key="Ctrl+G")
        def send(self) -> None: ...

    assert [spec.name for spec in specs(Special)] == ["add", "make_minutes", "bring_in", "send"]


def test_the_sheet_lists_what_has_a_key():
    assert sheet([("Chuyến đi", Page)]) == [
        ("Chuyến đi", [("Ctrl+N", "Thêm chuyến đi"), ("Ctrl+B", "Lập biên bản")])
    ]
