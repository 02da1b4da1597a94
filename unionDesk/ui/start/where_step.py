"""The first step: a database on this machine, or one that others share."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import FieldSpec
from unionDesk.ui.kit.editors import TextEditor
from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.jobs import Jobs

LOCAL, SHARED, SAMPLE = "local", "shared", "sample"
_CHOICES = (
    (LOCAL, "Lập cơ sở dữ liệu mới", ""),
    (
        SHARED,
        "Dùng chung với đồng nghiệp",
        "Cơ quan đã có máy chủ PostgreSQL; người quản trị cho biết địa chỉ và mật khẩu.",
    ),
    (
        SAMPLE,
        "Xem đơn vị mẫu trước",
        "Một đơn vị giả định đủ hồ sơ, nằm trong tệp riêng, không lẫn với dữ liệu thật. Lập mất chừng nửa phút.",
    ),
)
_ADDRESS = (
    FieldSpec(
        name="address",
        label="Địa chỉ",
        required=True,
        help="Ví dụ: postgresql://ten@may-chu/cong_doan",
    ),
    FieldSpec(
        name="password",
        label="Mật khẩu",
        help="Được cất trong kho khóa của máy này. Để trống nếu đã có ở đó.",
    ),
)


class WhereStep(QWidget):
    """Asks where the office keeps its data.

    Signals:
        edited(): another choice, or something typed.
    """

    edited = Signal()

    def __init__(self, jobs: Jobs, database: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self.radios: dict[str, QRadioButton] = {}
        self.address = Form(jobs, _ADDRESS)
        self._hide_password()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inset = self.fontMetrics().averageCharWidth() * 4
        for name, title, told in _CHOICES:
            radio = QRadioButton(title)
            self.radios[name] = radio
            self.group.addButton(radio)
            note = QLabel(told or f"Nằm ở: {database}")
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            note.setTextFormat(Qt.TextFormat.PlainText)
            note.setContentsMargins(inset, 0, 0, inset // 2)
            radio.setAccessibleDescription(note.text())
            radio.toggled.connect(self._on_toggled)
            column.addWidget(radio)
            column.addWidget(note)
            if name == SHARED:
                self.address.setContentsMargins(inset, 0, 0, inset // 2)
                column.addWidget(self.address)
        column.addStretch(1)
        self.address.edited.connect(self.edited)
        self.radios[LOCAL].setChecked(True)

    def _hide_password(self) -> None:
        password = self.address.editor("password")
        assert isinstance(password, TextEditor)
        password.edit.setEchoMode(QLineEdit.EchoMode.Password)

    def choice(self) -> str:
        """Which of LOCAL, SHARED, SAMPLE is chosen."""
        return next(name for name, radio in self.radios.items() if radio.isChecked())

    def choose(self, name: str) -> None:
        self.radios[name].setChecked(True)

    def focus_first(self) -> None:
        self.radios[self.choice()].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _on_toggled(self, _checked: bool) -> None:
        self.address.setVisible(self.radios[SHARED].isChecked())
        self.edited.emit()
