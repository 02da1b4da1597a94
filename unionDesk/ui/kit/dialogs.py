"""The window's own small dialogs: shortcut sheet, manual page, about."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from unionDesk import __version__

Sheet = list[tuple[str, list[tuple[str, str]]]]

TABLE_KEYS = [
    ("Phím mũi tên", "đi giữa các ô"),
    ("Enter, F2", "mở dòng đang chọn"),
    ("Ctrl+Home, Ctrl+End", "về đầu bảng, cuối bảng"),
    ("Ctrl+C", "chép các dòng đang chọn, dán được vào Excel"),
    ("Ctrl+F", "lọc danh sách"),
]
DATE_KEYS = [
    ("5/11", "ngày 5 tháng 11 năm nay"),
    ("h", "hôm nay"),
    ("+  và  −", "thêm, bớt một ngày"),
]


class PageDialog(QDialog):
    """A page to read, with a close button; several may stand open beside the window."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.page = QTextBrowser()
        self.page.setOpenExternalLinks(True)
        self.page.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        column.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 76, self.fontMetrics().height() * 28)


def shortcut_sheet(sheet: Sheet, parent: QWidget | None = None) -> PageDialog:
    """The sheet of all keys: (heading, [(key, what it does)])."""
    dialog = PageDialog("Bảng phím tắt", parent)
    parts = []
    for heading, keys in [*sheet, ("Trong bảng", TABLE_KEYS), ("Trong ô ngày", DATE_KEYS)]:
        if keys:
            rows = "".join(
                f"<tr><td style='padding:2px 24px 2px 0'><b>{key}</b></td><td>{title}</td></tr>"
                for key, title in keys
            )
            parts.append(f"<h3>{heading}</h3><table>{rows}</table>")
    dialog.page.setHtml("".join(parts))
    return dialog


def manual(folder: Path, page: str, parent: QWidget | None = None) -> PageDialog:
    """The manual's page for a screen, else its first page; Markdown files in `folder`."""
    dialog = PageDialog("Hướng dẫn sử dụng", parent)
    file = folder / f"{page}.md"
    if not file.is_file():
        file = folder / "index.md"
    dialog.page.setSource(QUrl.fromLocalFile(str(file)))  # links lead on, Alt+Left leads back
    return dialog


def about(parent: QWidget | None = None) -> PageDialog:
    dialog = PageDialog("Giới thiệu unionDesk", parent)
    dialog.page.setHtml(
        f"<h2>unionDesk {__version__}</h2>"
        "<p>Sổ công đoàn cơ sở, lịch công tác, biên bản, kiến nghị và vụ việc "
        "của cơ quan công đoàn cấp trên trực tiếp cơ sở.</p>"
        "<p>Phần mềm tự do theo giấy phép MIT. Dùng Qt và PySide6 (LGPL), SQLAlchemy, Alembic (MIT), "
        "ReportLab (BSD), openpyxl (MIT), XlsxWriter (BSD), pypdfium2 (BSD, Apache), "
        "phông chữ Liberation (OFL 1.1).</p>"
        "<p>Dữ liệu của cơ quan nằm trên máy hoặc máy chủ của cơ quan; chương trình không gửi gì đi nơi khác.</p>"
    )
    return dialog
