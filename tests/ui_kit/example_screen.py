"""A whole screen on the kit, list and form, as a pattern for the real ones."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import small_store
from PySide6.QtWidgets import QHBoxLayout, QSplitter

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.ui.kit.cells import columns_of
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.data_table import DataTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.kit.table_model import Source

SPECS = (
    FieldSpec(
        name="name", label="Tên công đoàn cơ sở", length=255, required=True, listed=True, group="Nhận diện"
    ),
    FieldSpec(name="workers", label="Lao động", sort=Sort.INTEGER, listed=True, wanted=True, group="Số liệu"),
)


def ids(work: small_store.SmallWork, order: str, descending: bool, chosen: str) -> array[int]:
    side = "DESC" if descending else "ASC"
    found = work.connection.execute(
        f"SELECT id FROM branch WHERE name LIKE ? ORDER BY {order} {side}, id", (f"%{chosen}%",)
    )
    return array("q", (number for (number,) in found))


def rows(work: small_store.SmallWork, numbers: Sequence[int]) -> list[Any]:
    marks = ",".join("?" * len(numbers))
    return list(
        work.connection.execute(f"SELECT id, name, workers FROM branch WHERE id IN ({marks})", numbers)
    )


def read(work: small_store.SmallWork, record: int) -> dict[str, Any]:
    found = work.connection.execute("SELECT name, workers FROM branch WHERE id = ?", (record,)).fetchone()
    return {"name": found[0], "workers": found[1]}


def save(work: small_store.SmallWork, record: int | None, version: int | None, values: dict[str, Any]) -> int:
    number = record if record is not None else small_store.add(work, values["name"])
    for name, value in values.items():
        work.connection.execute(f"UPDATE branch SET {name} = ? WHERE id = ?", (value, number))
    work.seen.add("Branch")
    return number


class ExampleScreen(Screen):
    kinds = frozenset({"Branch"})

    def __init__(self, context, parent=None) -> None:
        super().__init__(context, parent)
        self.table = DataTable(
            context,
            "example",
            Source(columns_of(SPECS, name=36), ids, rows),
            order="name",
            empty=Empty("Chưa có công đoàn cơ sở nào.", "Thêm công đoàn cơ sở", self.add),
        )
        self.page = RecordForm(context, "example/edit", SPECS, what="Lưu công đoàn cơ sở", save=save)
        self.page.hide()
        split = QSplitter()
        split.addWidget(self.table)
        split.addWidget(self.page)
        QHBoxLayout(self).addWidget(split)
        self.table.opened.connect(self.open_record)
        self.table.chosen.connect(self.commands.refresh)
        self.page.saved.connect(self._on_saved)
        self.page.closed.connect(self.page.hide)

    def refresh(self) -> None:
        self.table.refresh()

    def open_record(self, record: int) -> None:
        if self.page.can_leave():
            self.jobs.read(
                lambda work: (record, read(work, record)), then=self._show, owner=self, replaces="open"
            )

    def can_close(self) -> bool:
        return self.page.can_leave()

    def focus_search(self) -> bool:
        self.table.focus_filter()
        return True

    @command("Thêm công đoàn cơ sở", menu="Công đoàn cơ sở", key="Ctrl+N", icon="add", toolbar=True)
    def add(self) -> None:
        if self.page.can_leave():
            self.page.open(None, None, "Công đoàn cơ sở mới", {})
            self.page.show()
            self.page.form.focus_first()

    @command(
        "Sửa",
        menu="Công đoàn cơ sở",
        key="Ctrl+E",
        icon="edit",
        toolbar=True,
        enabled=lambda screen: screen.table.current_id() is not None,
    )
    def edit(self) -> None:
        self.open_record(self.table.current_id())

    def _show(self, found: tuple[int, dict[str, Any]]) -> None:
        record, values = found
        self.page.open(record, 1, values["name"], values)
        self.page.show()

    def _on_saved(self, record: int) -> None:
        self.notices.tell("Đã lưu công đoàn cơ sở.")
        self.table.select(record)
        self.page.hide()
