"""Preview: look at a finished paper, search it, print it, save it, open it elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDesktopServices,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPainter,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QToolBar, QVBoxLayout, QWidget

from unionDesk.ui.kit.geometry import remember_geometry, restore_geometry
from unionDesk.ui.kit.icons import icon
from unionDesk.ui.kit.pages_view import PagesView
from unionDesk.ui.kit.pdf_file import Hit, PdfFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionDesk.ui.context import Context

STEP = 1.25
MOST_DPI = 300
"""Finer drawing of a page of letters is not seen, and a page at 1200 dpi takes half a gigabyte."""


class Preview(QDialog):
    """A window beside the main one that shows one PDF.

    Signals:
        printed(): the pages went to the printer.
    """

    printed = Signal()

    def __init__(
        self, context: Context, data: bytes, title: str, file_name: str, parent: QWidget | None = None
    ) -> None:
        """`file_name` ("Biên bản 12.pdf") is what saving proposes. Raises UserError for what is no PDF."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Xem trước: {title}")
        self._context, self._file_name = context, file_name
        self.file = PdfFile(data)
        self.view = PagesView(context.jobs, self.file)
        self.hits: list[Hit] = []
        self._current = -1
        self._build()
        self._show_page(0)
        restore_geometry(self, context.settings, "preview", 120, 48)

    def _build(self) -> None:
        bar = QToolBar()
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.page_label, self.zoom_label, self.hits_label = QLabel(), QLabel(), QLabel()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm trong văn bản (Ctrl+F)")
        self.search.setAccessibleName("Tìm trong văn bản")
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self.next_hit)
        self._add(bar, "In", "print", "Ctrl+P", self.print)
        self._add(bar, "Lưu PDF", "save", "Ctrl+S", self.save)
        self._add(bar, "Mở bằng chương trình khác", "open", "Ctrl+O", self.open_elsewhere)
        bar.addSeparator()
        self._add(bar, "", "previous", "Ctrl+PgUp", self.previous_page, "Trang trước")
        bar.addWidget(self.page_label)
        self._add(bar, "", "next", "Ctrl+PgDown", self.next_page, "Trang sau")
        self._add(bar, "", "zoom_out", "Ctrl+-", self.zoom_out, "Thu nhỏ")
        bar.addWidget(self.zoom_label)
        self._add(bar, "", "zoom_in", "Ctrl++", self.zoom_in, "Phóng to")
        self._add(bar, "Vừa bề ngang", "", "Ctrl+0", self.fit_width)
        bar.addSeparator()
        bar.addWidget(self.search)
        self._add(bar, "", "previous", "Shift+F3", self.previous_hit, "Chỗ tìm thấy trước")
        self._add(bar, "", "next", "F3", self.next_hit, "Chỗ tìm thấy sau")
        bar.addWidget(self.hits_label)
        find = QAction(self)
        find.setShortcut(QKeySequence("Ctrl+F"))
        find.triggered.connect(self._on_find)
        self.addAction(find)
        self.view.page_changed.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.view, 1)

    def _add(
        self, bar: QToolBar, text: str, sign: str, key: str, slot: Callable[[], object], tip: str = ""
    ) -> None:
        action = QAction(text or tip, self)
        if sign:
            action.setIcon(icon(sign))
        action.setShortcut(QKeySequence(key))
        action.setToolTip(
            f"{tip or text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        action.triggered.connect(slot)
        bar.addAction(action)
        button = bar.widgetForAction(action)
        button.setAccessibleName(tip or text)
        if not text:
            button.setProperty("toolButtonStyle", Qt.ToolButtonStyle.ToolButtonIconOnly)

    # moving

    @Slot()
    def next_page(self) -> None:
        self.view.go_to(self.view.page + 1)

    @Slot()
    def previous_page(self) -> None:
        self.view.go_to(self.view.page - 1)

    @Slot()
    def zoom_in(self) -> None:
        self.view.set_zoom(self.view.zoom * STEP)

    @Slot()
    def zoom_out(self) -> None:
        self.view.set_zoom(self.view.zoom / STEP)

    @Slot()
    def fit_width(self) -> None:
        self.view.set_zoom(0)

    @Slot(int)
    def _show_page(self, page: int) -> None:
        self.page_label.setText(f" Trang {page + 1} / {self.file.count} ")

    @Slot(float)
    def _show_zoom(self, zoom: float) -> None:
        self.zoom_label.setText(f" {round(zoom * 100)} % ")

    # searching

    @Slot()
    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self._context.jobs.aside(
            lambda: self.file.find(text), then=self._on_found, owner=self, replaces="find"
        )

    def _on_found(self, hits: list[Hit]) -> None:
        self.hits = hits
        here = next((place for place, hit in enumerate(hits) if hit.page >= self.view.page), 0)
        self._show_hit(here if hits else -1)

    @Slot()
    def next_hit(self) -> None:
        if self.hits:
            self._show_hit((self._current + 1) % len(self.hits))

    @Slot()
    def previous_hit(self) -> None:
        if self.hits:
            self._show_hit((self._current - 1) % len(self.hits))

    def _show_hit(self, place: int) -> None:
        self._current = place
        self.view.show_hits(self.hits, place)
        if self.hits:
            self.hits_label.setText(f" {place + 1} / {len(self.hits)} ")
        else:
            self.hits_label.setText(" Không tìm thấy " if self.search.text().strip() else "")

    # out

    @Slot()
    def print(self) -> None:
        """Ask the system's print dialog, then print the chosen pages."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(Path(self._file_name).stem)
        set_page(printer, self.file)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.file.count)
        dialog.setFromTo(1, self.file.count)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on a printer that has been chosen."""
        if print_pages(printer, self.file):
            self.printed.emit()
            self._context.notices.tell(f"Đã gửi «{self._file_name}» tới máy in.")
        else:
            self._context.notices.warn("Máy in không nhận được trang in; xin kiểm tra máy in rồi in lại.")

    @Slot()
    def save(self) -> None:
        """Ask where, and write the file."""
        name, _ = QFileDialog.getSaveFileName(self, "Lưu PDF", self._file_name, "Tệp PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> bool:
        """Write the PDF; a refusal of the disk is said. True when it is written."""
        try:
            path.write_bytes(self.file.data)
        except OSError as error:
            self._context.notices.warn(
                f"Chưa lưu được {path}: {error.strerror}. Nếu tệp đang mở ở chương trình khác, xin đóng lại rồi lưu."
            )
            return False
        self._context.notices.tell(f"Đã lưu {path}.")
        return True

    @Slot()
    def open_elsewhere(self) -> None:
        """Open a copy with the system's PDF viewer."""
        path = self._context.paths.papers / self._file_name
        if self.save_to(path) and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notices.warn(f"Máy này chưa có chương trình xem PDF. Tệp nằm tại {path}.")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        remember_geometry(self, self._context.settings, "preview")
        super().closeEvent(event)


def set_page(printer: QPrinter, file: PdfFile) -> None:
    """Paper and direction as the first page has them, without margins of the printer's own."""
    size = file.sizes[0]
    landscape = size.width() > size.height()
    paper = QPageSize(QPageSize.PageSizeId.A4)
    if not landscape and abs(size.width() - 595) > 6:
        paper = QPageSize(size, QPageSize.Unit.Point)
    direction = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, direction, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def print_pages(printer: QPrinter, file: PdfFile) -> bool:
    """Draw the chosen pages at the printer's resolution; False when the printer gave up."""
    first = printer.fromPage() or 1
    last = printer.toPage() or file.count
    numbers = list(range(first - 1, min(last, file.count)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    painter = QPainter()
    if not painter.begin(printer):
        return False
    dpi = min(printer.resolution(), MOST_DPI)
    for place, number in enumerate(numbers):
        if place and not printer.newPage():
            painter.end()
            return False
        size = file.sizes[number]
        whole = QRectF(
            0, 0, size.width() / 72 * printer.resolution(), size.height() / 72 * printer.resolution()
        )
        painter.drawImage(whole, file.picture(number, dpi / 72))
    return painter.end()
