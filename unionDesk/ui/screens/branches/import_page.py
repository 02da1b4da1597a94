"""Bringing in a list from Excel: choose the file, look at what every row will do, put right, then bring in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import integer
from unionDesk.rules.kinds import ImportAction, ImportField, PlaceSystem
from unionDesk.services.imports import ImportPreview, ImportRequest, ImportResult
from unionDesk.services.undoing import Done
from unionDesk.ui.kit.empty import Empty, EmptyState
from unionDesk.ui.kit.jobs import CancelledByUserError, Handle
from unionDesk.ui.kit.notices import Notice
from unionDesk.ui.screens.branches.import_board import ImportBoard
from unionDesk.ui.screens.branches.import_lines import RowView, preview_words, result_words
from unionDesk.ui.screens.branches.import_settings import SettingsRow
from unionDesk.ui.undo_notice import finish_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_SERVICES = "unionDesk.services.imports"
WAIT_MS = 300
_START = (
    "Chọn tệp Excel (.xlsx) có danh sách công đoàn cơ sở, hoặc kéo tệp thả vào đây. "
    "Chương trình tự tìm dòng tiêu đề và đoán từng cột; trước khi bấm “Nhập” chưa có gì được ghi."
)


class ImportPage(QWidget):
    """The import of one list. Nothing is written before *Nhập*.

    Signals:
        closed()
        imported(): rows were written.
    """

    closed = Signal()
    imported = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.request: ImportRequest | None = None
        self.preview: ImportPreview | None = None
        self.result: ImportResult | None = None
        self._looking: Handle | None = None
        self._asked = 0
        self.running = False
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._show_state()

    # what it is made of

    def _build(self) -> None:
        title = QLabel("Nhập danh sách công đoàn cơ sở từ Excel")
        title.setObjectName("screenTitle")
        self.file = QLabel()
        self.file.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choose_button = QPushButton("Chọn tệp khác…")
        self.close_button = QPushButton("Đóng")
        self.close_button.setToolTip("Về danh sách (Esc)")
        self.import_button = QPushButton("Nhập")
        self.import_button.setDefault(True)
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.file, 1)
        top.addWidget(self.choose_button)
        self.settings = SettingsRow()
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setProperty("role", "problem")
        self.board = ImportBoard(self._context)
        self.start = EmptyState(Empty(_START, "Chọn tệp Excel…", self.choose_file))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.board)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.summary, 1)
        bottom.addWidget(self.import_button)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.addLayout(top)
        for widget in (self.settings, self.notes, self.trouble):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._timer = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._timer.timeout.connect(self._look)
        self.choose_button.clicked.connect(self.choose_file)
        self.close_button.clicked.connect(self.leave)
        self.import_button.clicked.connect(self.bring_in)
        self.settings.sheet_chosen.connect(self._on_sheet)
        self.settings.header_chosen.connect(self._on_header)
        self.settings.day_chosen.connect(self._on_day)
        self.settings.bad_cells_chosen.connect(self._on_bad_cells)
        self.board.columns.mapped.connect(self._on_mapped)
        self.board.problems.corrected.connect(self._on_corrected)
        self.board.problems.placed.connect(self._on_placed)
        self.board.splits.chosen.connect(self._on_split)
        self.board.toggled.connect(self._on_toggled)

    # choosing the file

    @Slot()
    def choose_file(self) -> None:
        """Ask for the file."""
        folder = self._context.settings.text("branches/import_folder")
        dialog = QFileDialog(self.window(), "Chọn danh sách công đoàn cơ sở", folder)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Bảng tính Excel (*.xlsx *.xlsm)", "Tất cả các tệp (*)"])
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_file(self, path: str) -> None:
        self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Look at this file; nothing is written."""
        self._context.settings.set("branches/import_folder", str(path.parent))
        self.preview = self.result = None
        self.board.splits.forget()
        self._change(ImportRequest(path), now=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if _file_in(event.mimeData()) is not None and not self.running:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        path = _file_in(event.mimeData())
        if path is not None and not self.running:
            event.acceptProposedAction()
            self.open_file(path)

    # looking

    def _change(self, request: ImportRequest, *, now: bool = False) -> None:
        """Take what the person said and look anew; several words in a row are one question."""
        self.request = request
        self.result = None  # rows that came in are known by now; what is put right may come in too
        self._asked += 1
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if now:
            self._look()
        else:
            self._timer.start()
        self._show_state()

    @Slot()
    def _look(self) -> None:
        if self.request is None:
            return
        self._looking = self._context.jobs.process(
            f"{_SERVICES}:preview",
            {"request": self.request},
            then=partial(self._on_preview, self._asked),
            otherwise=partial(self._on_refused, self._asked),
            owner=self,
        )
        self._show_state()

    def _on_preview(self, asked: int, preview: ImportPreview) -> None:
        if asked != self._asked:
            return
        self._looking = None
        self.preview = preview
        self.trouble.setText("")
        assert self.request is not None
        self.settings.show_plan(preview)
        self.board.show_preview(preview, self.request.successors)
        notes = [preview.earlier, *preview.plan.notes]
        self.notes.setText("\n".join(note for note in notes if note))
        self._show_state()

    def _on_refused(self, asked: int, error: UserError) -> None:
        if asked != self._asked or isinstance(error, CancelledByUserError):
            return
        self._looking = None
        self.trouble.setText(str(error))
        self._show_state()

    def _show_state(self) -> None:
        """What can be done now, and what would come of it."""
        busy = self._looking is not None or self._timer.isActive()
        self.file.setText(self.request.file.name if self.request is not None else "")
        self.file.setToolTip(str(self.request.file) if self.request is not None else "")
        self.choose_button.setVisible(self.request is not None)
        self.choose_button.setEnabled(not self.running)
        self.settings.setVisible(self.request is not None and self.result is None)
        self.settings.setEnabled(not self.running)
        self.notes.setVisible(bool(self.notes.text()) and self.preview is not None)
        self.trouble.setVisible(bool(self.trouble.text()) and not busy)
        self.stack.setCurrentWidget(self.board if self.preview is not None else self.start)
        ready = self.preview is not None and not busy and not self.running and self.result is None
        self.board.setEnabled(not self.running)
        writes = self._writes() if ready and not self.trouble.text() else 0
        self.import_button.setEnabled(writes > 0)
        self.import_button.setVisible(self.preview is not None and self.result is None)
        self.import_button.setText(f"Nhập {integer(writes)} dòng" if writes else "Nhập")
        self.board.leave_out_button.setEnabled(self.result is None)
        if self.running:
            self.summary.setText("Đang nhập…")
        elif busy:
            self.summary.setText("Đang xem danh sách…")
        elif self.result is not None:
            self.summary.setText(result_words(self.result))
        else:
            self.summary.setText(preview_words(self.preview) if self.preview is not None else "")

    def _writes(self) -> int:
        assert self.preview is not None
        return self.preview.count(ImportAction.CREATE) + self.preview.count(ImportAction.UPDATE)

    # what the person says

    @Slot(str)
    def _on_sheet(self, name: str) -> None:
        if self.request is not None:
            self.board.splits.forget()
            self._change(
                ImportRequest(
                    self.request.file,
                    sheet=name,
                    as_of=self.request.as_of,
                    blank_bad_cells=self.request.blank_bad_cells,
                )
            )

    @Slot(int, int)
    def _on_header(self, first: int, last: int) -> None:
        if self.request is not None:
            self._change(replace(self.request, header_rows=(first, last), mapping=None))

    @Slot(object)
    def _on_day(self, day: date | None) -> None:
        if self.request is not None:
            self._change(replace(self.request, as_of=day))

    @Slot(bool)
    def _on_bad_cells(self, blank: bool) -> None:
        if self.request is not None:
            self._change(replace(self.request, blank_bad_cells=blank))

    @Slot(object)
    def _on_mapped(self, mapping: dict[int, ImportField]) -> None:
        if self.request is not None:
            self._change(replace(self.request, mapping=mapping))

    @Slot(object)
    def _on_corrected(self, cells: dict[str, str]) -> None:
        if self.request is not None:
            self._change(replace(self.request, corrections={**self.request.corrections, **cells}))

    @Slot(str, object)
    def _on_placed(self, text: str, place: tuple[PlaceSystem, str]) -> None:
        if self.request is not None:
            self._change(replace(self.request, place_choices={**self.request.place_choices, text: place}))

    @Slot(str, str)
    def _on_split(self, old: str, new: str) -> None:
        if self.request is not None:
            kept = {code: to for code, to in self.request.successors.items() if code != old}
            self._change(replace(self.request, successors=kept | ({old: new} if new else {})))

    @Slot(object)
    def _on_toggled(self, numbers: frozenset[int]) -> None:
        if self.request is not None:
            out = self.request.leave_out
            self._change(replace(self.request, leave_out=out - numbers if numbers <= out else out | numbers))

    # bringing in

    @Slot()
    def bring_in(self) -> None:
        """Write the accepted rows, beside the window."""
        if self.request is None or self.preview is None or self.running:
            return
        self.running = True
        notice = self._context.notices.progress(f"Đang nhập {self.request.file.name}…", cancel=self._stop)
        self._handle = self._context.jobs.process(
            f"{_SERVICES}:run",
            {"request": replace(self.request, sha256=self.preview.plan.sha256)},
            progress=notice.report,
            then=partial(self._on_imported, notice),
            otherwise=partial(self._on_not_imported, notice),
            owner=self,
        )
        self._show_state()

    def _stop(self) -> None:
        self._handle.cancel()

    def _on_imported(self, notice: Notice, result: ImportResult) -> None:
        self.running = False
        self.result = result
        if result.operation_id is None:
            notice.finish("Danh sách không có gì mới so với sổ; không có gì được ghi.")
        else:
            done = Done(result, result.operation_id)
            finish_done(self._context, notice, result_words(result), done, label="Hoàn tác cả đợt")
        self.imported.emit()
        if result.refused:
            self.board.look_at(RowView.REFUSED)
            self._show_state()
        else:
            self.start_anew()
            self.closed.emit()

    def _on_not_imported(self, notice: Notice, error: UserError) -> None:
        self.running = False
        notice.finish(str(error), warn=not isinstance(error, CancelledByUserError))
        self._show_state()

    def _file_name(self) -> str:
        return self.request.file.name if self.request is not None else ""

    # leaving

    def start_anew(self) -> None:
        """Forget the file that was looked at."""
        self._timer.stop()
        self._asked += 1
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self.request = self.preview = self.result = None
        self.trouble.setText("")
        self.board.look_at(RowView.ALL)
        self._show_state()

    def can_close(self) -> bool:
        """Whether the page may be taken away with the window: a running import would be given up."""
        if not self.running:
            return self.can_leave()
        return self._context.notices.confirm(
            f"Đang nhập {self._file_name()}. Đóng bây giờ thì việc nhập dừng lại và không có gì được ghi.",
            yes="Đóng, không nhập",
            no="Ở lại",
        )

    def can_leave(self) -> bool:
        """Asks once when corrections were typed that nobody has brought in."""
        if self.request is None or self.result is not None or not self.request.corrections:
            return True
        return self._context.notices.confirm(
            f"Danh sách {self._file_name()} chưa được nhập; các ô đã sửa ở đây sẽ mất.",
            yes="Bỏ, không nhập",
            no="Ở lại",
        )

    @Slot()
    def leave(self) -> None:
        """Back to the list; a running import goes on."""
        if self.running:
            self.closed.emit()
        elif self.can_leave():
            self.start_anew()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _file_in(data: QMimeData) -> Path | None:
    urls: list[Any] = data.urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in {".xlsx", ".xlsm"} else None
