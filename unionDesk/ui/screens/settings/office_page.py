"""The office: its names, symbols and parents over time, and the place on its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.services import office_names
from unionDesk.services.office_names import FactRow, OfficeFact, OfficeFacts
from unionDesk.services.undoing import Done
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.screens.settings.base import ListPage

_CHANGE = (
    FieldSpec(name="fact", label="Đổi", sort=Sort.CHOICE, choices=OfficeFact, required=True),
    FieldSpec(name="text", label="Nội dung mới", length=255, required=True),
    FieldSpec(
        name="valid_from",
        label="Có hiệu lực từ",
        sort=Sort.DATE,
        required=True,
        help="Văn bản của ngày trước đó vẫn in nội dung cũ.",
    ),
    FieldSpec(name="decision_number", label="Theo quyết định số", length=60),
)
_CORRECT = (
    FieldSpec(
        name="text",
        label="Nội dung đúng",
        length=255,
        required=True,
        help="Chỉ để sửa chữ viết sai. Khi đơn vị đổi tên thật, hãy dùng “Đổi từ một ngày…”.",
    ),
)
_PLACE = (
    FieldSpec(
        name="text", label="Địa danh", length=80, help="In trước ngày tháng trên văn bản, ví dụ: Long Xuyên"
    ),
)


def _change(work: Any, record: int | None, version: int | None, values: Mapping[str, Any]) -> Done:
    del record, version
    fact = values["fact"]
    office_names.change(work, fact, values["text"], values["valid_from"], values["decision_number"] or "")
    return Done(f"Đã đổi {fact.label.lower()}.", work.operation_id)


def _correct(work: Any, record: int, version: int, values: Mapping[str, Any]) -> Done:
    row = next(row for row in office_names.facts(work).rows if row.row_id == record)
    office_names.correct(work, row.fact, record, version, values.get("text", row.text))
    return Done(f"Đã sửa {row.fact.label.lower()}.", work.operation_id)


def _place(work: Any, record: int, version: int, values: Mapping[str, Any]) -> Done:
    del record
    office_names.set_place_line(work, version, values.get("text") or "")
    return Done("Đã lưu địa danh.", work.operation_id)


class OfficePage(ListPage):
    """What stands on papers about the office, with the days from which it holds."""

    title = "Đơn vị"
    drafts = "settings/office"
    name = "office"
    columns = (
        Column("fact", "Nội dung", 22),
        Column("text", "Ghi trên văn bản", 44),
        Column("valid_from", "Từ ngày", 12, Sort.DATE),
        Column("valid_to", "Đến trước ngày", 14, Sort.DATE),
        Column("decision_number", "Quyết định", 18),
    )

    def build_above(self) -> None:
        self.place = self.tell("")

    def build(self) -> None:
        make = RecordForm
        context = self.context
        self.change = self.add_form(
            make(context, "settings/office/change", _CHANGE, what="Đổi tên, ký hiệu của đơn vị", save=_change)
        )
        self.correct = self.add_form(
            make(context, "settings/office/correct", _CORRECT, what="Sửa tên, ký hiệu đơn vị", save=_correct)
        )
        self.place_form = self.add_form(
            make(context, "settings/office/place", _PLACE, what="Sửa địa danh của đơn vị", save=_place)
        )
        self.add_button("Đổi từ một ngày…", self.open_change)
        self.add_button("Sửa chữ viết sai…", self.open_correct, lambda _row: True)
        self.add_button("Sửa địa danh…", self.open_place)
        self._facts: OfficeFacts | None = None

    def fetch(self, work: Any) -> Sequence[Any]:
        return [office_names.facts(work)]

    def show_rows(self, rows: Sequence[Any]) -> None:
        (self._facts,) = rows
        assert self._facts is not None
        self.place.setText(f"Địa danh trên văn bản: {self._facts.place_line or 'chưa có'}.")
        super().show_rows(self._facts.rows)

    def open_change(self) -> None:
        """A new name, symbol or parent from a day on."""
        row: FactRow | None = self.table.current_row()
        fact = row.fact if row is not None else OfficeFact.NAME
        self.show_form(self.change, None, None, "Đổi từ một ngày", {"fact": fact})

    def open_correct(self) -> None:
        """The wording of the chosen row."""
        row: FactRow | None = self.table.current_row()
        if row is not None:
            title = f"Sửa chữ viết sai: {row.fact.label.lower()}"
            self.show_form(self.correct, row.row_id, row.version, title, {"text": row.text})

    def open_place(self) -> None:
        """The place before the date on papers."""
        if self._facts is not None:
            values = {"text": self._facts.place_line or None}
            self.show_form(self.place_form, 0, self._facts.version, "Địa danh trên văn bản", values)
