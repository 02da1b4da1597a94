"""The register of cases: which ones, whose, with conditions as chips that go on a click."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from unionDesk.rules.field_spec import Sort
from unionDesk.rules.kinds import CaseSeverity
from unionDesk.services import case_reference, case_register
from unionDesk.services.case_register import CaseFilter, CaseLine
from unionDesk.ui.kit.cells import Column, Due
from unionDesk.ui.kit.data_table import DataTable
from unionDesk.ui.kit.empty import Empty
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.icons import icon
from unionDesk.ui.kit.segments import Segments
from unionDesk.ui.kit.table_model import Source

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

_VIEW, _WHOSE = "cases/view", "cases/whose"
_MINE, _ALL = "mine", "all"
_VIEWS = (("open", "Đang giải quyết"), ("overdue", "Quá hạn"), ("closed", "Đã kết thúc"), (_ALL, "Tất cả"))


def _due(line: CaseLine) -> Due:
    return Due(line.colour, line.due_words)


def _step(line: CaseLine) -> str:
    return f"{line.step_name} (tạm dừng)" if line.paused else line.step_name


def _number(line: CaseLine) -> str:
    return f"{line.number} (kín)" if line.confidential else line.number


COLUMNS = (
    Column("due", "Tình trạng", 22, sortable=False, value=_due),
    Column("next_due_on", "Hạn gần nhất", 13, Sort.DATE),
    Column("number", "Số", 18, value=_number),
    Column("kind", "Loại vụ việc", 30, value=lambda line: line.kind_name),
    Column("branch", "Đơn vị", 32),
    Column("step", "Bước", 24, value=_step),
    Column("severity", "Mức độ", 9),
    Column("owner", "Người phụ trách", 20),
    Column("received_on", "Tiếp nhận", 12, Sort.DATE),
    Column("summary", "Tóm tắt", 48, sortable=False),
    Column("next_action", "Việc tiếp theo", 32, sortable=False, shown=False),
    Column("closed_on", "Kết thúc", 12, Sort.DATE, shown=False),
    Column("outcome", "Kết quả", 22, sortable=False, shown=False),
)


def _ids(work: Any, order: str, descending: bool, choice: CaseFilter) -> array[int]:
    return case_register.ids(work, choice, order, descending=descending)


def _rows(work: Any, wanted: Sequence[int]) -> list[CaseLine]:
    return case_register.rows(work, wanted)


class CaseList(QWidget):
    """The table with its choices above it.

    Signals:
        add_wanted(): from the empty list.
    """

    add_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = context.settings
        self._me = context.user.officer_id if context.user is not None else None
        self.choice = CaseFilter()
        self.view = Segments("Xem những vụ việc nào", _VIEWS, self._settings.text(_VIEW, "open"))
        whose = self._settings.text(_WHOSE, _ALL) if self._me is not None else _ALL
        self.whose = Segments("Của ai", ((_MINE, "Tôi phụ trách"), (_ALL, "Cả đơn vị")), whose, self)
        self.whose.setVisible(self._me is not None)
        self.table = DataTable(
            context,
            "cases",
            Source(COLUMNS, _ids, _rows),
            order="next_due_on",
            empty=Empty(
                "Chưa có vụ việc nào trong sổ. Khi có người lao động phản ánh, hãy tiếp nhận tại đây.",
                "Tiếp nhận vụ việc",
                self.add_wanted.emit,
            ),
            filter_of=self._filter_of,
        )
        self.table.view.setAccessibleName("Sổ vụ việc")
        top = QHBoxLayout()
        top.addWidget(self.view, 1)
        top.addWidget(self.whose)
        self._build_chips()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        self.view.chosen.connect(self._on_view)
        self.whose.chosen.connect(self._on_whose)
        self.table.loaded.connect(self._on_loaded)

    def refresh(self) -> None:
        self.table.refresh()

    def show_everything(self) -> None:
        """Take all choices off, so that any case is in the list."""
        self.view.set_current(_ALL)
        self.whose.set_current(_ALL)
        self.table.filter.clear()
        self.set_choice(CaseFilter())

    # conditions

    def _build_chips(self) -> None:
        self.bar = QWidget()
        self._flow = FlowLayout(self.bar)
        self.add = QToolButton()
        self.add.setText("Thêm điều kiện")
        self.add.setIcon(icon("filter"))
        self.add.setToolButtonStyle(self.add.toolButtonStyle().ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setToolTip("Lọc theo loại vụ việc, mức độ, bước")
        menu = QMenu(self.add)
        kinds, levels, steps = menu.addMenu("Loại vụ việc"), menu.addMenu("Mức độ"), menu.addMenu("Bước")
        for kind in case_reference.kinds():
            kinds.addAction(kind.name).triggered.connect(partial(self._on_added, "kinds", kind.code))
        for level in CaseSeverity:
            levels.addAction(level.label).triggered.connect(partial(self._on_added, "severities", level))
        for code, label in case_reference.steps():
            steps.addAction(label).triggered.connect(partial(self._on_added, "steps", code))
        self.menu = menu
        self.add.setMenu(menu)
        self._flow.addWidget(self.add)
        self.chips: list[QPushButton] = []

    def set_choice(self, choice: CaseFilter) -> None:
        """Filter by these conditions from now on."""
        self.choice = choice
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for name, value, words in _conditions(choice):
            chip = QPushButton(f"{words}  ✕", self.bar)
            chip.setToolTip(f"Bỏ điều kiện “{words}”")
            chip.setAccessibleName(f"Bỏ điều kiện {words}")
            chip.clicked.connect(partial(self._on_removed, name, value))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self.bar.updateGeometry()
        self.table.refresh()

    def _on_added(self, name: str, value: Any, _checked: bool = False) -> None:
        values: tuple[Any, ...] = getattr(self.choice, name)
        if value not in values:
            self.set_choice(_put(self.choice, name, (*values, value)))

    def _on_removed(self, name: str, value: Any, _checked: bool = False) -> None:
        values: tuple[Any, ...] = getattr(self.choice, name)
        self.set_choice(_put(self.choice, name, tuple(one for one in values if one != value)))
        (self.chips[0] if self.chips else self.add).setFocus()

    # answering

    def _filter_of(self, text: str) -> CaseFilter:
        view = self.view.current()
        return replace(
            self.choice,
            text=text,
            owner_id=self._me if self.whose.current() == _MINE else None,
            is_open={"open": True, "overdue": True, "closed": False}.get(view),
            overdue=view == "overdue",
        )

    @Slot(int)
    def _on_loaded(self, count: int) -> None:
        asked = self._filter_of(self.table.filter.text().strip())
        if not count and not asked.text and asked != CaseFilter():
            self.table.empty_state.say(
                Empty("Không có vụ việc nào như đang chọn xem.", "Xem tất cả", self.show_everything)
            )

    @Slot(str)
    def _on_view(self, view: str) -> None:
        self._settings.set(_VIEW, view)
        self.table.refresh()

    @Slot(str)
    def _on_whose(self, whose: str) -> None:
        self._settings.set(_WHOSE, whose)
        self.table.refresh()


def _put(choice: CaseFilter, name: str, value: Any) -> CaseFilter:
    changed: dict[str, Any] = {name: value}
    return replace(choice, **changed)


def _conditions(choice: CaseFilter) -> list[tuple[str, Any, str]]:
    return [
        *(("kinds", code, case_reference.kind_name(code)) for code in choice.kinds),
        *(("severities", level, f"Mức độ: {level.label}") for level in choice.severities),
        *(("steps", code, f"Bước: {case_reference.step_name(code)}") for code in choice.steps),
    ]
