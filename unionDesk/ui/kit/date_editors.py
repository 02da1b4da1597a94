"""Editors of days and moments: digits alone, `+` and `-`, `h` for today, a calendar to click in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec
from unionDesk.rules.formats import date_text, time_text
from unionDesk.rules.names import clean
from unionDesk.rules.typed_dates import typed_date, typed_time, written_date
from unionDesk.ui.kit.editors import LineEditor
from unionDesk.ui.kit.icons import put_icon


def today() -> date:
    """The day on the wall of this machine."""
    return datetime.now().astimezone().date()


class DateEditor(LineEditor):
    """A day: `5/11` is this year, `h` today, `+` and `-` the next and the last."""

    letters = 12

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.edit.setPlaceholderText("ngày/tháng/năm")
        self.edit.textEdited.connect(self._on_typed)
        self.button = QToolButton()
        put_icon(self.button, "calendar")
        self.button.setAutoRaise(True)
        self.button.setToolTip("Chọn ngày trên lịch")
        self.button.setAccessibleName(f"Chọn ngày trên lịch: {spec.label}")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.show_calendar)
        self.line.insertWidget(1, self.button)

    def shown(self, value: Any) -> str:
        return "" if value is None else date_text(value)

    def read(self, text: str) -> Any:
        return typed_date(text, today())

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.button.setEnabled(not read_only)

    def put(self, day: date) -> None:
        """Set the day as if the user had typed it."""
        self.edit.setText(date_text(day))
        self.edited.emit()

    @Slot()
    def show_calendar(self) -> None:
        """A month to click in; nothing is typed there."""
        sheet = CalendarSheet(self)
        sheet.calendar.setSelectedDate(_qdate(self._whole_day() or today()))
        sheet.open_below(self.edit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._stepped(event.text())
        ):
            return True
        return super().eventFilter(watched, event)

    def _stepped(self, sign: str) -> bool:
        """`+` and `-` move a whole day or an empty field; in a half-typed day they are separators."""
        if sign not in {"+", "-"} or self.edit.isReadOnly():
            return False
        day = self._whole_day()
        if day is None and self.edit.text().strip():
            return False
        moved = typed_date(sign, today(), day)
        if moved is not None:
            self.put(moved)
        return True

    def _whole_day(self) -> date | None:
        return written_date(clean(self.edit.text()), today())

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        if text.strip().casefold() == "h":
            self.edit.setText(date_text(today()))


class CalendarSheet(QFrame):
    """A calendar below a date field, closed by choosing a day, Esc or a click elsewhere."""

    def __init__(self, editor: DateEditor) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._editor = editor
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        self.calendar.clicked.connect(self._on_day)
        self.calendar.activated.connect(self._on_day)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def open_below(self, field: QWidget) -> None:
        self.adjustSize()
        corner = field.mapToGlobal(QPoint(0, field.height()))
        room = field.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        top = corner.y()
        if top + self.height() > room.bottom():
            top = field.mapToGlobal(QPoint(0, 0)).y() - self.height()
        self.move(left, max(room.top(), top))
        self.show()
        self.calendar.setFocus()

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        self._editor.put(date(day.year(), day.month(), day.day()))
        self.close()


class MomentEditor(DateEditor):
    """A day and a time by the clock on the wall; the value is a datetime without zone."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.time = QLineEdit()
        self.time.setPlaceholderText("giờ:phút")
        self.time.setAccessibleName(f"Giờ: {spec.label}")
        self.time.setMaximumWidth(self.time.fontMetrics().averageCharWidth() * 12)
        self.time.textEdited.connect(self._on_edited)
        self.line.insertWidget(2, self.time)
        self.time.installEventFilter(self)

    def value(self) -> Any:
        day_text, hour = clean(self.edit.text()), typed_time(clean(self.time.text()))
        day = typed_date(day_text, today()) if day_text else None
        if day is None and hour is None:
            return None
        if day is None:
            raise UserError("Đã có giờ nhưng chưa có ngày.")
        if hour is None:
            raise UserError("Đã có ngày nhưng chưa có giờ. Xin gõ như 8:30 hoặc 8h.")
        return datetime.combine(day, hour)

    def set_value(self, value: Any) -> None:
        self.edit.setText("" if value is None else date_text(value.date()))
        self.time.setText("" if value is None else time_text(value))

    def raw(self) -> Any:
        return [self.edit.text(), self.time.text()]

    def set_raw(self, raw: Any) -> None:
        if isinstance(raw, list) and len(raw) == 2:
            self.edit.setText(str(raw[0]))
            self.time.setText(str(raw[1]))
        else:
            self.set_value(raw)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.time.setReadOnly(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self.time and event.type() == QEvent.Type.KeyPress:
            return False
        return super().eventFilter(watched, event)

    def on_left(self) -> None:
        """Tidy day and time each by itself, since the other may not be typed yet."""
        for field, tidy in ((self.edit, self._tidy_day), (self.time, self._tidy_time)):
            text = clean(field.text())
            try:
                better = tidy(text)
            except UserError:
                continue
            if better != field.text():
                field.setText(better)
        self.left.emit()

    def _tidy_day(self, text: str) -> str:
        return self.shown(typed_date(text, today()))

    def _tidy_time(self, text: str) -> str:
        hour = typed_time(text)
        return "" if hour is None else time_text(hour)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
