"""The data: where it is, whether it is whole, its backups, and the way back to one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QLabel

from unionDesk.rules.field_spec import Sort
from unionDesk.rules.formats import decimal, integer, moment_text
from unionDesk.services.upkeep import (
    KEPT,
    BackupReport,
    CheckReport,
    DatabaseFacts,
    KeptBackup,
)
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.screens.settings.base import ListPage
from unionDesk.ui.start.restoring import Restoring

DATABASES = "Cơ sở dữ liệu unionDesk (*.sqlite *.db);;Mọi tệp (*)"


def size_text(size: int) -> str:
    """Bytes as people read them."""
    if size < 1_000_000:
        return f"{integer(max(1, size // 1000))} KB"
    return f"{decimal(size / 1_000_000, 1)} MB"


class DatabasePage(ListPage):
    """Facts of the database and its backups; everything here runs beside the window."""

    title = "Cơ sở dữ liệu, sao lưu"
    name = "backups"
    columns = (
        Column("at", "Bản sao lưu lúc", 18, Sort.MOMENT),
        Column("size", "Cỡ", 12, value=lambda row: size_text(row.size)),
        Column("file", "Tệp", 60, value=lambda row: row.path.name),
    )

    def build_above(self) -> None:
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.column.addWidget(self.facts)
        self.result = QLabel()
        self.result.setWordWrap(True)
        self.result.hide()
        self.column.addWidget(self.result)
        self.tell(
            f"Bản sao lưu được mở lại và kiểm tra trước khi được tính. Tệp trên máy này được sao lưu tự động "
            f"mỗi ngày và khi thoát; giữ {KEPT} bản mới nhất. Nên chép thêm ra ổ đĩa khác. "
            "Máy chủ dùng chung do người quản trị sao lưu; bản sao lưu lập ở đây mở được mà không cần máy chủ."
        )

    def build(self) -> None:
        self.ask_open: Callable[[str], str] = self._ask_open
        self.ask_save: Callable[[], str] = self._ask_save
        self.check = self.add_button("Kiểm tra ngay", self.check_now)
        self.check.setEnabled(True)  # looking changes nothing
        self.backup = self.add_button("Sao lưu ngay", self.back_up)
        self.backup.setEnabled(True)
        self.add_button("Sao lưu ra tệp khác…", self.back_up_to)
        self.add_button("Khôi phục bản đang chọn…", self.restore_chosen, lambda _row: True)
        self.add_button("Khôi phục từ tệp khác…", self.restore_other)
        self.open_other = self.add_button("Mở cơ sở dữ liệu khác…", self.open_database)
        self.open_other.setEnabled(True)

    def refresh(self) -> None:
        upkeep = self.context.upkeep()
        self.context.jobs.aside(
            lambda: (upkeep.facts(), upkeep.kept()), then=self._on_facts, owner=self, replaces="facts"
        )

    def fetch(self, work: Any) -> Sequence[KeptBackup]:
        raise NotImplementedError  # the files are read beside the database, not in it

    def _on_facts(self, found: tuple[DatabaseFacts, list[KeptBackup]]) -> None:
        facts, kept = found
        size = f", {size_text(facts.size)}" if facts.size is not None else ""
        last = moment_text(facts.last) if facts.last is not None else "chưa có"
        self.facts.setText(
            f"Dữ liệu: {facts.shown}{size}\nBản cấu trúc: {facts.revision}\n"
            f"Bản sao lưu đã kiểm tra gần nhất: {last}\nThư mục sao lưu: {facts.folder}"
        )
        self.show_rows(kept)

    def _say(self, sentence: str, *, problem: bool = False) -> None:
        self.result.setProperty("role", "problem" if problem else "")
        self.result.style().unpolish(self.result)
        self.result.style().polish(self.result)
        self.result.setText(sentence)
        self.result.show()

    # check and backup

    def check_now(self) -> None:
        """Look for damage, breaks in the trail, doubled numbers."""
        self._say("Đang kiểm tra…")
        self._aside(self.context.upkeep().check, self._on_checked)

    def _on_checked(self, report: CheckReport) -> None:
        if report.ok:
            counts = "; ".join(f"{label}: {integer(number)}" for label, number in report.counts)
            self._say(f"✓ Cơ sở dữ liệu nguyên vẹn. {counts}.")
        else:
            self._say("✕ " + "\n".join(finding.text for finding in report.findings), problem=True)

    def back_up(self) -> None:
        """A checked backup in the folder of the daily ones."""
        self._say("Đang sao lưu…")
        self._aside(self.context.upkeep().backup, self._on_backed_up)

    def back_up_to(self) -> None:
        """A checked backup where the user wants it, a stick or a share."""
        chosen = self.ask_save()
        if chosen:
            self._say("Đang sao lưu…")
            self._aside(partial(self.context.upkeep().backup_to, Path(chosen)), self._on_backed_up)

    def _on_backed_up(self, report: BackupReport) -> None:
        self.result.hide()
        self.context.notices.tell(f"Đã sao lưu và kiểm tra: {report.path} ({size_text(report.size)}).")
        self.refresh()

    def _aside(self, task: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self.context.jobs.aside(task, then=then, otherwise=self._on_refused, owner=self)

    def _on_refused(self, error: Exception) -> None:
        self._say(str(error), problem=True)

    # restoring and opening

    def restore_chosen(self) -> None:
        """Back to the chosen backup, after its contents were shown."""
        kept: KeptBackup | None = self.table.current_row()
        if kept is not None:
            self._restore(kept.path)

    def restore_other(self) -> None:
        """Back to a backup that lies elsewhere."""
        chosen = self.ask_open("Khôi phục từ bản sao lưu")
        if chosen:
            self._restore(Path(chosen))

    def _restore(self, source: Path) -> None:
        restoring = Restoring(self.context, self.context.upkeep().database, self)
        restoring.refused.connect(self._on_not_restored)
        restoring.begin(source)

    @Slot(str)
    def _on_not_restored(self, sentence: str) -> None:
        self._say(sentence, problem=True)

    def open_database(self) -> None:
        """Leave this database for another file."""
        chosen = self.ask_open("Mở cơ sở dữ liệu khác")
        if chosen:
            self.context.open_database(chosen)

    def _ask_open(self, title: str) -> str:
        folder = str(self.context.upkeep().folder)
        return QFileDialog.getOpenFileName(self, title, folder, DATABASES)[0]

    def _ask_save(self) -> str:
        name = str(Path.home() / "sao-luu-unionDesk.sqlite")
        return QFileDialog.getSaveFileName(self, "Sao lưu ra tệp", name, DATABASES)[0]
