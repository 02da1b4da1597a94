"""What was done lately, by whom, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from unionDesk.rules.field_spec import Sort
from unionDesk.services import histories
from unionDesk.services.histories import OperationLine
from unionDesk.services.rights import Right, may
from unionDesk.ui.kit.cells import Column
from unionDesk.ui.screens.settings.base import ListPage
from unionDesk.ui.undo_notice import take_back

LATEST = 200


class DonePage(ListPage):
    """The latest operations; one that was not undone can be taken back."""

    title = "Việc đã làm gần đây"
    name = "done"
    for_everybody = True
    columns = (
        Column("at", "Lúc", 17, Sort.MOMENT, value=lambda row: row.at.astimezone()),
        Column("who", "Người làm", 24),
        Column("what", "Việc", 50),
        Column("batch", "Lần nhập", 16),
        Column("undone", "Tình trạng", 14, value=lambda row: "đã hoàn tác" if row.undone else ""),
    )

    def build_above(self) -> None:
        self.tell(
            "Hoàn tác trả hồ sơ về như trước việc đó; hồ sơ đã được sửa sau đó thì để nguyên và được nêu tên. "
            "Số văn bản đã cấp không lấy lại được."
        )

    def build(self) -> None:
        self.may_change = may(self.context.user, Right.EDIT)
        self.add_button("Hoàn tác việc đang chọn", self.undo, lambda row: not row.undone)

    def fetch(self, work: Any) -> Sequence[OperationLine]:
        return histories.latest(work, LATEST)

    def undo(self) -> None:
        """Take the chosen operation back."""
        line: OperationLine | None = self.table.current_row()
        if line is not None:
            take_back(self.context, line.operation_id, line.what)
