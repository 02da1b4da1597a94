"""Báo cáo: the catalogue, what each report asks, its preview or its Excel file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import integer
from unionDesk.safe_file import safe_name
from unionDesk.services.branch_export import Exported
from unionDesk.services.branches import BranchFilter
from unionDesk.services.reports import MadeReport, ReportRequest
from unionDesk.services.summary_export import SummaryRequest, SummaryResult
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.date_editors import today
from unionDesk.ui.kit.form import Form, scrolled
from unionDesk.ui.kit.jobs import Handle
from unionDesk.ui.kit.notices import Notice
from unionDesk.ui.kit.preview import Preview
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.kit.segments import Segments
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.reports.catalogue import SUMMARY, Edition, Offer, Period, offers

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Báo cáo"
_LAST = "reports/last"


def _prints(screen: ReportsScreen) -> bool:
    return not screen.offer.excel


def _exports(screen: ReportsScreen) -> bool:
    return screen.offer.excel


class ReportsScreen(Screen):
    """The catalogue at the left, the chosen report at the right."""

    help_page = "reports"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.offers = {offer.name: offer for offer in offers()}
        self.preview: Preview | None = None
        self.dialog: QFileDialog | None = None
        self._running: dict[Notice, Handle] = {}
        self.list = _Catalogue()
        for offer in self.offers.values():
            item = QListWidgetItem(offer.title)
            item.setData(Qt.ItemDataRole.UserRole, offer.name)
            item.setToolTip(offer.help)
            self.list.addItem(item)
        self.title, self.help = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.help.setWordWrap(True)
        self.period = Segments("Kỳ báo cáo", ((one.value, one.label) for one in Period), Period.MONTH.value)
        self.period.chosen.connect(self._on_period)
        self.form: Form | None = None
        self.show_button, self.save_button = QPushButton("Xem trước và in"), QPushButton("Xuất ra Excel…")
        self.show_button.clicked.connect(self.show_report)
        self.save_button.clicked.connect(self.export)
        self._lay_out()
        names = list(self.offers)
        last = context.settings.text(_LAST, names[0])
        self.offer: Offer = self.offers[last if last in self.offers else names[0]]
        self.list.setCurrentRow(names.index(self.offer.name))
        self._show_offer()
        self.list.currentItemChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(self.go)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.show_button, self.save_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        side = QWidget()
        self._column = QVBoxLayout(side)
        self._column.setContentsMargins(16, 8, 8, 8)
        for widget in (self.title, self.help, self.period):
            self._column.addWidget(widget)
        self._column.addLayout(buttons)
        self._column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(scrolled(side))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(split)

    # showing

    @Slot()
    def _on_chosen(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.offer = self.offers[str(item.data(Qt.ItemDataRole.UserRole))]
            self.context.settings.set(_LAST, self.offer.name)
            self._show_offer()
            self.commands.refresh()

    def _show_offer(self) -> None:
        offer = self.offer
        self.title.setText(offer.title)
        self.help.setText(offer.help)
        self.period.setVisible(offer.period)
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = Form(self.jobs, offer.specs, pickers=PICKERS)
        self._column.insertWidget(3, self.form)
        values: dict[str, Any] = {"as_of": today(), "edition": Edition.FORMULAS}
        if offer.period:
            values["first"], values["last"] = Period(self.period.current()).days(today())
        self.form.load(values)
        self.show_button.setVisible(not offer.excel)
        self.save_button.setVisible(offer.excel)

    @Slot(str)
    def _on_period(self, name: str) -> None:
        if self.form is not None:
            first, last = Period(name).days(today())
            self.form.editor("first").set_value(first)
            self.form.editor("last").set_value(last)

    def focus_search(self) -> bool:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # commands

    @command("Xem trước và in báo cáo", menu=MENU, key="Ctrl+P", icon="print", toolbar=True, enabled=_prints)
    def show_report(self) -> None:
        """Make the report beside the window and show it."""
        if self.offer.excel or self.form is None or not self.form.check():
            return
        values = self.form.values()
        kind = values.get("kinds")
        request = ReportRequest(
            self.offer.name,
            values["first"],
            values["last"],
            officer_id=values.get("officer_id"),
            kinds=(kind.value,) if kind is not None else (),
        )
        self._run(
            f"Đang lập báo cáo “{self.offer.title}”…",
            "unionDesk.services.reports:run",
            {"request": request},
            self._on_made,
        )

    @command("Xuất ra Excel", menu=MENU, key="Ctrl+E", icon="export", toolbar=True, enabled=_exports)
    def export(self) -> None:
        """Ask where to, then write beside the window."""
        if not self.offer.excel or self.form is None or not self.form.check():
            return
        day = self.form.values().get("as_of") or today()
        title = self.offer.title.removesuffix(" (Excel)")
        name = safe_name(f"{title} {day:%d-%m-%Y}", ".xlsx")
        dialog = QFileDialog(self.window(), "Xuất ra Excel", str(self.context.paths.papers / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Bảng tính Excel (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    @Slot(str)
    def export_to(self, path: str) -> None:
        """Write the chosen workbook into this file."""
        if self.form is None or not self.form.check():
            return
        said = f"Đang xuất “{self.offer.title}”…"
        if self.offer.name != SUMMARY:
            arguments: dict[str, Any] = {"target": Path(path), "choice": BranchFilter()}
            self._run(said, "unionDesk.services.branch_export:export_list", arguments, self._on_list)
            return
        values = self.form.values()
        edition: Edition = values["edition"]
        request = SummaryRequest(
            values["as_of"], Path(path), values=edition.values_only, columns=edition.columns
        )
        self._run(said, "unionDesk.services.summary_export:run", {"request": request}, self._on_summary)

    @Slot()
    def go(self) -> None:
        """What Enter does on a line of the catalogue: preview, or export."""
        if self.offer.excel:
            self.export()
        else:
            self.show_report()

    # running beside the window

    def _run(self, said: str, target: str, arguments: dict[str, Any], then: Any) -> None:
        notice = self.notices.progress(said, cancel=self._cancel_newest)
        self._running[notice] = self.jobs.process(
            target,
            arguments,
            progress=notice.report,
            then=partial(self._on_done, notice, then),
            otherwise=partial(self._on_refused, notice),
            owner=self,
        )

    def _cancel_newest(self) -> None:
        """The notice whose *Dừng lại* was pressed has given its action away."""
        for notice, handle in self._running.items():
            if not notice.has_action:
                handle.cancel()

    def _on_done(self, notice: Notice, then: Any, result: Any) -> None:
        self._running.pop(notice, None)
        then(notice, result)

    def _on_refused(self, notice: Notice, error: UserError) -> None:
        self._running.pop(notice, None)
        notice.finish(str(error), warn=True)

    def _on_made(self, notice: Notice, made: MadeReport) -> None:
        notice.finish(f"Đã lập “{made.title}”: {integer(made.pages)} trang, {integer(made.rows)} dòng.")
        self.preview = Preview(self.context, made.pdf, made.title, made.file_name, self.window())
        self.preview.show()

    def _on_list(self, notice: Notice, exported: Exported) -> None:
        self._written(notice, f"Đã xuất {integer(exported.rows)} công đoàn cơ sở", exported.path)

    def _on_summary(self, notice: Notice, result: SummaryResult) -> None:
        self._written(
            notice,
            f"Đã xuất bảng tổng hợp: {integer(result.branches)} công đoàn cơ sở, "
            f"{integer(result.members)} đoàn viên, {integer(result.workers)} lao động",
            result.file,
        )

    def _written(self, notice: Notice, said: str, path: Path) -> None:
        notice.finish(f"{said}.")
        self.notices.tell(
            f"Tệp Excel: {path}",
            action=partial(_open_folder, path),
            action_label="Mở thư mục",
        )


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


class _Catalogue(QListWidget):
    """The list of reports; Enter is the same everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Các báo cáo")
        self.setWordWrap(True)
        self.setSpacing(3)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
