"""The band across the window while a sample office is open, with the way back to one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


def sample_band(context: Context) -> QLabel:
    """A hidden label; its link opens the office's own database."""
    band = QLabel(
        "Đây là đơn vị mẫu để xem thử: người và số liệu đều là giả định. "
        '<a href="own">Thôi xem mẫu, về đơn vị của tôi</a>'
    )
    band.setObjectName("sampleBand")
    band.setWordWrap(True)
    band.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    )
    band.linkActivated.connect(lambda _link: context.open_database(context.own_database))
    band.hide()
    return band
