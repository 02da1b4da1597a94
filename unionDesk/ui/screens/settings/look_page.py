"""The look on this machine: text size, light or dark."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from unionDesk.ui.kit.theme import TEXT_SIZES
from unionDesk.ui.screens.settings.base import SettingsPage

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_SCHEMES = {"": "Theo hệ thống", "light": "Nền sáng", "dark": "Nền tối"}


class LookPage(SettingsPage):
    """Takes effect at once and is remembered for this user of this machine."""

    title = "Cỡ chữ, màu nền"
    for_everybody = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.tell("Chỉ áp dụng cho máy này và người dùng này.")
        self.sizes: dict[int, QRadioButton] = {}
        self.schemes: dict[str, QRadioButton] = {}
        size_group, scheme_group = QButtonGroup(self), QButtonGroup(self)
        self.column.addWidget(QLabel("Cỡ chữ"))
        for percent, told in TEXT_SIZES.items():
            self.sizes[percent] = self._radio(f"{told} – {percent} %", size_group)
            self.sizes[percent].clicked.connect(partial(self._on_size, percent))
        self.column.addSpacing(self.fontMetrics().height())
        self.column.addWidget(QLabel("Màu nền"))
        for scheme, told in _SCHEMES.items():
            self.schemes[scheme] = self._radio(told, scheme_group)
            self.schemes[scheme].clicked.connect(partial(self._on_scheme, scheme))
        self.column.addStretch(1)
        for group in (size_group, scheme_group):
            group.setExclusive(True)
        if theme.text_size in self.sizes:
            self.sizes[theme.text_size].setChecked(True)
        self.schemes[context.settings.text("look/scheme")].setChecked(True)

    def _radio(self, label: str, group: QButtonGroup) -> QRadioButton:
        radio = QRadioButton(label)
        group.addButton(radio)
        self.column.addWidget(radio)
        return radio

    def _on_size(self, percent: int) -> None:
        self.context.theme.set_text_size(percent)

    def _on_scheme(self, scheme: str) -> None:
        self.context.theme.set_scheme(scheme)
