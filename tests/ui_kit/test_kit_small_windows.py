"""What lets windows be small: lines of items, labels that give way; icons that follow the theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget

from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.data_table import RowTable
from unionDesk.ui.kit.elided import ElidedLabel
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.icons import put_icon, recolour


@pytest.fixture
def chips(qtbot) -> tuple[QWidget, list[QPushButton]]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    buttons = [QPushButton(f"Điều kiện lọc thứ {i}") for i in range(6)]
    for button in buttons:
        flow.addWidget(button)
    return holder, buttons


def test_items_go_on_in_the_next_line_when_a_line_is_full(chips):
    holder, buttons = chips
    wide = sum(button.sizeHint().width() for button in buttons) + 100
    assert holder.layout().heightForWidth(wide) == buttons[0].sizeHint().height()
    holder.resize(buttons[0].sizeHint().width() * 2 + 20, 400)
    holder.show()
    tops = [button.y() for button in buttons]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert all(button.geometry().right() < holder.width() for button in buttons)


def test_an_item_put_in_front_comes_first(chips):
    holder, _buttons = chips
    first = QLabel("đầu tiên")
    holder.layout().insert(0, first)
    assert holder.layout().itemAt(0).widget() is first


def test_a_long_item_does_not_keep_the_window_wide(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    long = QPushButton("Đơn vị sự nghiệp công lập không hưởng 100% lương ngân sách nhà nước")
    flow.addWidget(long)
    assert holder.minimumSizeHint().width() < long.sizeHint().width()


def test_a_label_gives_way_and_tells_the_whole_in_its_tooltip(qtbot):
    label = ElidedLabel()
    qtbot.addWidget(label)
    path = "Dữ liệu: C:/Users/congdoan/AppData/Local/unionDesk/unionDesk.sqlite (sẵn sàng)"
    label.setText(path)
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 2
    assert label.toolTip() == label.text() == path


def test_icons_follow_the_theme(qtbot, theme):
    theme.set_scheme("light")
    button = QToolButton()
    qtbot.addWidget(button)
    holder = QWidget()
    qtbot.addWidget(holder)
    button.setParent(holder)
    put_icon(button, "filter")
    light = button.icon().pixmap(QSize(24, 24)).toImage()
    theme.set_scheme("dark")
    recolour(holder)
    assert button.icon().pixmap(QSize(24, 24)).toImage() != light


def test_rows_and_columns_grow_with_the_text(qtbot, theme, settings):
    theme.set_text_size(100)
    table = RowTable((Column("name", "Tên công đoàn cơ sở", 30),), settings, "lớn lên")
    qtbot.addWidget(table)
    table.show()
    height, width = table.verticalHeader().defaultSectionSize(), table.columnWidth(0)
    theme.set_text_size(150)
    assert table.verticalHeader().defaultSectionSize() > height * 1.3
    assert table.columnWidth(0) > width * 1.3
