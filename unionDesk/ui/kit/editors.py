"""Editors: one for each sort of field; each shows a value, reads one back, and says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec
from unionDesk.rules.formats import decimal, integer, money, read_integer, read_money
from unionDesk.rules.money import in_words
from unionDesk.rules.names import clean, clean_lines
from unionDesk.rules.phones import read_phone, show_phone

NARROW = 18  # letters to which a wide field may shrink when the window is small


class Editor(QWidget):
    """Holds one value. `value` reads what stands there; `set_value` shows one and is silent.

    Signals:
        edited(): the user changed something.
        left(): the focus went elsewhere; a good moment to say what is wrong.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)

    def value(self) -> Any:
        """What stands there, None for nothing. Raises UserError when it cannot be read."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def hint(self) -> str:
        """A sentence that helps and refuses nothing ("" for none)."""
        return ""

    def raw(self) -> Any:
        """What stands there for a draft, readable or not."""
        try:
            return self.value()
        except UserError:
            return None

    def set_raw(self, raw: Any) -> None:
        self.set_value(raw)

    def field(self) -> QWidget:
        """The widget that gets the focus."""
        raise NotImplementedError

    def set_wrong(self, wrong: bool) -> None:
        """Draw the field as one that has a problem."""
        field = self.field()
        if bool(field.property("wrong")) != wrong:
            field.setProperty("wrong", wrong)
            field.style().unpolish(field)
            field.style().polish(field)

    def set_read_only(self, read_only: bool) -> None:
        self.field().setEnabled(not read_only)

    def _adopt(self, field: QWidget, letters: int | None = None) -> None:
        """Put the field in; `letters` is the width it needs (None: all there is)."""
        field.setAccessibleName(self.spec.label)
        field.setAccessibleDescription(self.spec.help)
        self.setFocusProxy(field)
        if letters is None:
            self.line.addWidget(field, 1)
        else:
            letter = field.fontMetrics().averageCharWidth()
            field.setMinimumWidth(letter * (min(letters, NARROW) + 4))
            field.setMaximumWidth(letter * (letters + 10))
            self.line.addWidget(field, 100)
        if self.spec.unit:
            self.line.addWidget(QLabel(self.spec.unit))
        if letters is not None:
            self.line.addStretch(1)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if (
            isinstance(event, QFocusEvent)
            and event.type() == QEvent.Type.FocusOut
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.on_left()
        return super().eventFilter(watched, event)

    def on_left(self) -> None:
        """Tidy what was typed; tell that the field was left."""
        self.left.emit()


class LineEditor(Editor):
    """A line of text; subclasses read other things from it."""

    letters: int | None = None

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.edit = QLineEdit()
        self._adopt(self.edit, self.letters)
        self.edit.textEdited.connect(self._on_edited)

    def field(self) -> QLineEdit:
        return self.edit

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)

    def set_value(self, value: Any) -> None:
        self.edit.setText(self.shown(value))
        self.edit.setCursorPosition(0)

    def value(self) -> Any:
        text = clean(self.edit.text())
        return self.read(text) if text else None

    def raw(self) -> Any:
        return self.edit.text()

    def set_raw(self, raw: Any) -> None:
        self.edit.setText(raw if isinstance(raw, str) else self.shown(raw))

    def shown(self, value: Any) -> str:
        """The value as it stands in the field."""
        return "" if value is None else str(value)

    def read(self, text: str) -> Any:
        """The value of what was typed; raises UserError."""
        if self.spec.length is not None and len(text) > self.spec.length:
            raise UserError(f"Dài quá {self.spec.length} ký tự (đang có {len(text)}); xin rút gọn.")
        return text

    def on_left(self) -> None:
        """Write the value in its tidy form, unless it cannot be read: then what was typed stays."""
        try:
            value = self.value()
        except UserError:
            pass
        else:
            if (tidy := self.shown(value)) != self.edit.text():
                self.edit.setText(tidy)
        super().on_left()

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit()


class TextEditor(LineEditor):
    """One line of text."""


class PhoneEditor(LineEditor):
    """A telephone number, kept as digits; unknown prefixes are said, never refused."""

    letters = 24

    def shown(self, value: Any) -> str:
        return "" if value is None else show_phone(str(value))

    def read(self, text: str) -> Any:
        return super().read(read_phone(text).value or text)

    def hint(self) -> str:
        text = clean(self.edit.text())
        return read_phone(text).warning if text else ""


class IntegerEditor(LineEditor):
    """A whole number, not negative, written 1.234.567."""

    letters = 12

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)

    def shown(self, value: Any) -> str:
        return "" if value is None else integer(value)

    def read(self, text: str) -> Any:
        number = read_integer(text)
        if number is None:
            raise UserError(f"“{text}” không phải là số. Xin gõ như 1250 hoặc 1.250.")
        return _not_negative(number)


class MoneyEditor(IntegerEditor):
    """A sum in đồng; '1,5 triệu' is understood, the words stand beside it."""

    letters = 18

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        if not spec.unit:
            self.line.insertWidget(1, QLabel("đồng"))

    def read(self, text: str) -> Any:
        number = read_money(text)
        if number is None:
            raise UserError(f"“{text}” không phải là số tiền. Xin gõ như 1.250.000 hoặc 1,5 triệu.")
        return _not_negative(number)

    def hint(self) -> str:
        sum_ = self.raw_number()
        return f"{money(sum_)} – {in_words(sum_)}" if sum_ else ""

    def raw_number(self) -> int | None:
        text = clean(self.edit.text())
        return read_money(text) if text else None


class PercentEditor(LineEditor):
    """A rate; the value is in hundredths of a percent (8500 is 85 %)."""

    letters = 8

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        if not spec.unit:
            self.line.insertWidget(1, QLabel("%"))

    def shown(self, value: Any) -> str:
        if value is None:
            return ""
        return decimal(value / 100, 2).rstrip("0").rstrip(",")

    def read(self, text: str) -> Any:
        plain = text.removesuffix("%").strip().replace(",", ".")
        whole, _, part = plain.partition(".")
        if not whole.isdecimal() or not (part or "0").isdecimal() or len(part) > 2:
            raise UserError(f"“{text}” không phải là tỷ lệ. Xin gõ như 85 hoặc 85,5.")
        return int(whole) * 100 + int(part.ljust(2, "0") or 0)


class LongTextEditor(Editor):
    """Several lines that grow with their text; Tab leaves the field."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.edit = _GrowingText()
        self._adopt(self.edit)
        self._silent = False
        self.edit.textChanged.connect(self._on_changed)

    def field(self) -> QPlainTextEdit:
        return self.edit

    def set_read_only(self, read_only: bool) -> None:
        self.edit.setReadOnly(read_only)

    def value(self) -> Any:
        text = clean_lines(self.edit.toPlainText())
        if self.spec.length is not None and len(text) > self.spec.length:
            raise UserError(f"Dài quá {self.spec.length} ký tự (đang có {len(text)}); xin rút gọn.")
        return text or None

    def set_value(self, value: Any) -> None:
        self._silent = True
        self.edit.setPlainText("" if value is None else str(value))
        self._silent = False

    def raw(self) -> Any:
        return self.edit.toPlainText()

    @Slot()
    def _on_changed(self) -> None:
        if not self._silent:
            self.edited.emit()


class _GrowingText(QPlainTextEdit):
    """As high as its text, from three lines to fourteen."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self._lines = 3
        self._set_height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().averageCharWidth() * 60, self.height())

    @Slot()
    def _on_size(self) -> None:
        lines = min(max(round(self.document().size().height()), 3), 14)
        if lines != self._lines:
            self._lines = lines
            self._set_height()

    def _set_height(self) -> None:
        margins = self.contentsMargins()
        frame = 2 * round(self.document().documentMargin()) + margins.top() + margins.bottom() + 12
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + frame)


class BooleanEditor(Editor):
    """A box to tick; None (nobody has said) until it is ticked or unticked."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.box = QCheckBox("Có")
        self._value: bool | None = None
        self._adopt(self.box)
        self.box.clicked.connect(self._on_clicked)

    def field(self) -> QCheckBox:
        return self.box

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value
        self.box.setChecked(bool(value))

    @Slot(bool)
    def _on_clicked(self, ticked: bool) -> None:
        self._value = ticked
        self.edited.emit()


def _not_negative(number: int) -> int:
    if number < 0:
        raise UserError("Số này không thể là số âm.")
    return number


EditorMaker = Callable[[FieldSpec], Editor]
