"""The preview shows, searches, prints and saves a paper with Vietnamese text."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from kit_helpers import commit_ime, type_text
from PySide6.QtCore import QEvent, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from unionDesk import paths
from unionDesk.rules.errors import UserError
from unionDesk.ui.kit.pdf_file import PdfFile
from unionDesk.ui.kit.preview import Preview, print_pages, set_page


@pytest.fixture(scope="module")
def paper() -> bytes:
    """Three A4 pages; Hường stands twice on the second and once on the third."""
    pdfmetrics.registerFont(TTFont("PreviewSerif", str(paths.FONTS / "LiberationSerif-Regular.ttf")))
    into = BytesIO()
    canvas = Canvas(into, pagesize=(595.28, 841.89), invariant=1, initialFontName="PreviewSerif")
    for page in (
        ["CÔNG ĐOÀN XÃ LONG ĐIỀN", "BIÊN BẢN LÀM VIỆC"],
        ["Bà Đỗ Mỹ Hường nêu kiến nghị.", "Bà Hường ký tên."],
        ["Nơi nhận: Bà HƯỜNG."],
    ):
        canvas.setFont("PreviewSerif", 14)
        for number, line in enumerate(page):
            canvas.drawString(85, 760 - 24 * number, line)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


@pytest.fixture
def preview(qtbot, context, paper) -> Preview:
    made = Preview(context, paper, "Biên bản làm việc", "Biên bản 12.pdf")
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    qtbot.waitUntil(context.jobs.settled)
    yield made
    made.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_pages_are_drawn_beside_the_window_and_counted(qtbot, context, preview):
    assert preview.page_label.text().strip() == "Trang 1 / 3"
    qtbot.waitUntil(lambda: len(preview.view._pictures) > 0)
    picture = preview.view._pictures[next(iter(preview.view._pictures))]
    dark = sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height() // 4, 2)
    )
    assert dark > 50  # letters, not a blank sheet


def test_going_through_the_pages(qtbot, preview):
    preview.next_page()
    preview.next_page()
    assert preview.page_label.text().strip() == "Trang 3 / 3"
    preview.next_page()
    assert preview.page_label.text().strip() == "Trang 3 / 3"
    preview.previous_page()
    assert preview.page_label.text().strip() == "Trang 2 / 3"


def test_zooming_is_told_and_keeps_the_page(qtbot, preview):
    preview.view.set_zoom(1.0)
    preview.view.go_to(1)
    preview.zoom_in()
    assert preview.zoom_label.text().strip() == "125 %"
    assert preview.view.page == 1
    preview.fit_width()
    fitted = preview.view.zoom
    preview.resize(preview.width() - 150, preview.height())
    qtbot.waitUntil(lambda: preview.view.zoom < fitted)


def test_words_are_found_marked_and_walked_through(qtbot, context, preview):
    qtbot.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is preview.search
    commit_ime(preview.search, "Hường")
    qtbot.waitUntil(lambda: len(preview.hits) == 3)
    assert preview.hits_label.text().strip() == "1 / 3"
    assert [hit.page for hit in preview.hits] == [1, 1, 2]
    assert preview.view.page == 1
    qtbot.keyClick(preview, Qt.Key.Key_F3)
    qtbot.keyClick(preview, Qt.Key.Key_F3)
    assert preview.hits_label.text().strip() == "3 / 3"
    qtbot.keyClick(preview, Qt.Key.Key_F3)
    qtbot.keyClick(preview, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert preview.hits_label.text().strip() == "3 / 3"


@pytest.mark.parametrize(
    ("words", "pages"),
    [("my huong", [1]), ("HƯỜNG", [1, 1, 2]), ("hương", []), ("noi nhan", [2]), ("do", [0, 1])],
)
def test_words_without_marks_find_all_and_marks_count_when_typed(paper, words, pages):
    file = PdfFile(paper)
    assert [hit.page for hit in file.find(words)] == pages
    file.close()


def test_the_mark_lies_on_the_words(paper):
    file = PdfFile(paper)
    hit = file.find("Bà Hường ký tên")[0]
    x, y, width, height = hit.boxes[0]
    assert 80 < x < 90
    assert 841.89 - 760 + 24 - 14 < y + height / 2 < 841.89 - 760 + 24 + 2
    assert width > 60
    assert 5 < height < 25
    file.close()


def test_nothing_found_is_said(qtbot, preview):
    type_text(preview.search, "qqq")
    qtbot.waitUntil(lambda: preview.hits_label.text().strip() == "Không tìm thấy")


def test_what_is_no_pdf_is_refused_in_a_sentence():
    with pytest.raises(UserError, match="Không mở được tệp PDF này"):
        PdfFile(b"not a paper")


@pytest.mark.parametrize(("first", "last", "count"), [(0, 0, 3), (2, 3, 2), (1, 1, 1)])
def test_the_chosen_pages_are_printed_at_their_size(qapp, tmp_path, paper, first, last, count):
    file, out = PdfFile(paper), tmp_path / "in.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    set_page(printer, file)
    printer.setFromTo(first, last)
    assert print_pages(printer, file)
    document = pypdfium2.PdfDocument(out)
    assert len(document) == count
    width, height = document.get_page_size(0)
    assert (round(width), round(height)) == (595, 842)
    drawn = document[0].render(scale=0.5).to_pil().convert("L")
    document.close()
    left, _, _, bottom = drawn.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert 35 < left < 60  # where the paper has its left margin: 85 points at half size
    assert bottom < 100
    file.close()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_told(context, preview, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "không có" / "in.pdf"))
    preview.print_on(printer)
    assert context.notices.past[-1].text.startswith("Máy in không nhận được")


def test_saving_writes_the_very_bytes(context, preview, paper, tmp_path):
    assert preview.save_to(tmp_path / "Biên bản 12.pdf")
    assert (tmp_path / "Biên bản 12.pdf").read_bytes() == paper
    assert context.notices.past[-1].text == f"Đã lưu {tmp_path / 'Biên bản 12.pdf'}."


def test_a_disk_that_refuses_is_told(context, preview, tmp_path):
    assert not preview.save_to(Path(tmp_path) / "không có" / "x.pdf")
    assert context.notices.past[-1].text.startswith("Chưa lưu được")
