"""The number series: what was given last in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unionDesk.rules.field_spec import Sort
from unionDesk.services import number_series
from unionDesk.services.number_series import SeriesLine
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.screens.settings.base import ListPage


class NumbersPage(ListPage):
    """Series and last numbers; numbers are taken by the program alone, so that none is missing or doubled."""

    title = "Sổ số"
    name = "numbers"
    columns = (
        Column("name", "Sổ", 36),
        Column("year", "Năm", 18, value=lambda row: str(row.year) if row.year else "liên tục qua các năm"),
        Column("last", "Số cuối", 10, Sort.INTEGER),
    )

    def build_above(self) -> None:
        self.tell(
            "Số do chương trình cấp, liền nhau, không thiếu và không trùng, nên không sửa tay ở đây. "
            "Một sổ chung hay mỗi loại văn bản một sổ: chọn ở mục “Nhịp, thời hạn, văn bản”; "
            "năm đã có văn bản lấy số thì giữ cách cũ đến hết năm."
        )

    def fetch(self, work: Any) -> Sequence[SeriesLine]:
        return number_series.lasts(work)
