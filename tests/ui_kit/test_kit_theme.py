"""The look follows the system, its text size can be changed, and Qt itself speaks Vietnamese."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTextEdit,
    QWidget,
)

from unionDesk import paths
from unionDesk.rules.kinds import AttentionLevel, DueColour
from unionDesk.ui.kit.icons import icon
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.theme import DARK, LIGHT, Colours, colours, is_dark, speaks_vietnamese

ENGLISH = {
    "open", "save", "cancel", "close", "file", "files", "folder", "name", "type", "look", "directory", "print",
    "pages", "page", "copies", "options", "printer", "color", "undo", "redo", "cut", "copy", "paste", "delete",
    "select", "all", "yes", "no", "show", "hide", "details", "double", "side", "reverse", "selection", "set",
}  # fmt: skip


def said(widget: QWidget) -> list[str]:
    """The words on labels, buttons and boxes of a dialog."""
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    titles = [box.title() for box in widget.findChildren(QGroupBox)]
    return [text.replace("&", "") for text in [*(part.text() for part in parts), *titles] if text.strip()]


def english(words: list[str]) -> list[str]:
    return [
        text for text in words if text.isascii() and ENGLISH & set(text.lower().replace(":", " ").split())
    ]


def test_buttons_of_dialogs_are_vietnamese(qtbot, theme):
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save
        | QDialogButtonBox.StandardButton.Cancel
        | QDialogButtonBox.StandardButton.Yes
        | QDialogButtonBox.StandardButton.Close
    )
    qtbot.addWidget(box)
    assert {button.text().replace("&", "") for button in box.buttons()} == {"Lưu", "Hủy", "Có", "Đóng"}


@pytest.mark.parametrize("field", [QLineEdit, QTextEdit])
def test_context_menus_are_vietnamese(qtbot, theme, field):
    edit = field("chữ")
    qtbot.addWidget(edit)
    menu = edit.createStandardContextMenu()
    texts = [action.text().partition("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    assert texts == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xóa", "Chọn hết"]
    menu.deleteLater()


def test_qts_own_dialogs_say_no_english_word(qtbot, theme, tmp_path):
    files = QFileDialog(None, "Lưu PDF", str(tmp_path))
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printing = QPrintDialog(printer)
    question = QMessageBox()
    question.setDetailedText("chi tiết")
    question.setStandardButtons(QMessageBox.StandardButton.YesToAll | QMessageBox.StandardButton.Discard)
    for dialog in (files, printing, question):
        qtbot.addWidget(dialog)
        words = said(dialog)
        assert len(words) > 2
        assert english(words) == []


def test_the_words_that_are_shipped_are_those_of_the_source():
    source = ET.parse(paths.RESOURCES / "i18n" / "qt_vi.ts").getroot()
    translator = QTranslator()
    assert translator.load(str(paths.RESOURCES / "i18n" / "qt_vi.qm"))
    wrong = [
        (context.findtext("name"), message.findtext("source"))
        for context in source.iter("context")
        for message in context.iter("message")
        if translator.translate(context.findtext("name") or "", message.findtext("source") or "")
        != message.findtext("translation")
    ]
    assert wrong == []


def test_numbers_and_weeks_are_vietnamese(theme):
    assert QLocale().toString(1234567) == "1.234.567"
    assert QLocale().firstDayOfWeek().name == "Monday"


def test_light_and_dark_are_told_apart(theme):
    theme.set_scheme("light")
    assert not is_dark()
    assert colours() is LIGHT
    light = icon("save").pixmap(24).toImage()
    theme.set_scheme("dark")
    assert is_dark()
    assert colours() is DARK
    assert QApplication.palette().color(QPalette.ColorRole.Base) == QColor(DARK.base)
    assert icon("save").pixmap(24).toImage() != light


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, 1 to 21."""

    def light(colour: str) -> float:
        parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_text_can_be_read_on_its_ground(look: Colours):
    for ground in (look.window, look.base, look.stripe):
        assert contrast(look.text, ground) >= 7
        assert contrast(look.muted, ground) >= 4.5
        assert contrast(look.problem, ground) >= 4.5
    assert contrast(look.accent_text, look.accent) >= 4.5
    assert contrast(look.text, look.warning_base) >= 7
    for mark in (*look.due.values(), *look.attention.values()):
        assert contrast(mark, look.base) >= 2.9  # graphic marks, with their word beside them
    assert set(look.due) == set(DueColour)
    assert set(look.attention) == set(AttentionLevel)


def test_text_size_and_scheme_are_remembered(qapp, theme, settings):
    before = qapp.font().pointSizeF()
    theme.set_text_size(150)
    assert qapp.font().pointSizeF() == pytest.approx(before * 1.5)
    theme.set_text_size(1000)
    assert theme.text_size == 200
    theme.set_scheme("dark")
    assert settings.number("look/text_size") == 200
    assert settings.text("look/scheme") == "dark"
    theme.set_scheme("")
    assert settings.get("look/scheme") is None


def test_a_font_without_vietnamese_is_replaced_by_the_bundled_one(qapp, theme):
    assert speaks_vietnamese("Liberation Sans")
    assert not speaks_vietnamese("A font that no machine has")
    assert speaks_vietnamese(qapp.font().family())


def test_every_icon_is_drawn(theme):
    names = sorted(file.stem for file in (paths.RESOURCES / "icons").glob("*.svg"))
    assert len(names) > 25
    for name in names:
        image = icon(name).pixmap(24).toImage()
        drawn = sum(
            image.pixelColor(x, y).alpha() > 60 for x in range(image.width()) for y in range(image.height())
        )
        assert drawn > 20, name
    assert icon("no such icon").isNull()


# settings


def test_settings_come_back(tmp_path: Path):
    first = Settings(tmp_path / "a" / "settings.json")
    first.set("window/screen", "branches")
    first.set("tables/branches/columns", [{"key": "name", "hidden": False}])
    first.save()
    second = Settings(tmp_path / "a" / "settings.json")
    assert second.text("window/screen") == "branches"
    assert second.get("tables/branches/columns") == [{"key": "name", "hidden": False}]
    assert second.problem == ""
    second.set("window/screen", None)
    second.save()
    assert Settings(tmp_path / "a" / "settings.json").get("window/screen") is None


def test_settings_are_saved_by_themselves(qtbot, tmp_path):
    settings = Settings(tmp_path / "settings.json")
    settings.set("a", "Đ")
    qtbot.waitUntil(lambda: Settings(tmp_path / "settings.json").text("a") == "Đ")


@pytest.mark.parametrize("damage", [b'{"a": 1', b"\xff\xfe\x00", b"[1, 2]", b""])
def test_damaged_settings_are_kept_aside_and_told(tmp_path, damage):
    path = tmp_path / "settings.json"
    path.write_bytes(damage)
    settings = Settings(path)
    assert "bị hỏng" in settings.problem
    (aside,) = tmp_path.glob("settings.hong-*.json")
    assert aside.read_bytes() == damage
    settings.set("a", 2)
    settings.save()
    assert Settings(path).number("a") == 2


def test_a_disk_that_refuses_settings_is_remembered_not_raised(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    settings = Settings(blocked / "settings.json")
    settings.set("a", 1)
    settings.save()
    assert settings.problem.startswith("Chưa ghi được các tùy chọn")


def test_a_value_of_another_kind_falls_back(tmp_path):
    settings = Settings(tmp_path / "settings.json")
    settings.set("a", "chữ")
    settings.set("b", True)
    assert settings.number("a", 7) == 7
    assert settings.number("b", 7) == 7
    assert settings.text("b", "x") == "x"


def test_the_theme_follows_the_system_when_nothing_is_chosen(qapp, theme):
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(True))
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert told == [True]
    theme.set_scheme("dark")
    told.clear()
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    assert told == []
