"""The page of a case: head, way, next steps, clocks, diary, its form, its history."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.services import cases, histories
from unionDesk.services.case_clock_lines import ClockLine
from unionDesk.services.case_diary import DiaryLine
from unionDesk.services.case_steps import StepAction
from unionDesk.services.cases import CasePage
from unionDesk.services.histories import HistoryLine
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.history_text import history_html
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.form import scrolled
from unionDesk.ui.kit.form_dialog import FormDialog
from unionDesk.ui.kit.record_form import RecordForm
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.cases import questions
from unionDesk.ui.screens.cases.clocks_panel import ClocksPanel
from unionDesk.ui.screens.cases.diary_panel import DiaryPanel
from unionDesk.ui.screens.cases.fields import closed_specs, content_specs
from unionDesk.ui.screens.cases.head import CaseHead
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

EDIT = "cases/edit"
_CLOCK_DIALOGS = {
    "meet": (questions.meet_dialog, "Đã ghi là đã thực hiện"),
    "extend": (questions.extend_dialog, "Đã gia hạn"),
    "stop": (questions.stop_dialog, "Đã dừng thời hạn"),
}


class CasePanel(QWidget):
    """Everything about the case that is open.

    Signals:
        closed(): the user is done with it, or it has gone.
        shown(): another case, or another state of the same.
    """

    closed = Signal()
    shown = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.page: CasePage | None = None
        self._wanted: int | None = None
        self._mode: tuple[bool, bool] | None = None
        self.form: RecordForm | None = None
        self.dialog: FormDialog | None = None
        self.head = CaseHead()
        self.action_buttons: dict[str, QPushButton] = {}
        self._actions = QWidget()
        self._flow = FlowLayout(self._actions)
        self.clocks = ClocksPanel()
        self.next_words = QLabel()
        self.next_words.setWordWrap(True)
        self.next_button, self.event_button = QPushButton("Việc tiếp theo…"), QPushButton("Ghi sự việc…")
        self.event_button.setToolTip("Ghi một sự việc mà luật tính thời hạn từ đó")
        self.diary = DiaryPanel()
        self.history = QTextBrowser()
        self.history.setAccessibleName("Lịch sử")
        self.history.setOpenLinks(False)
        self._content = QWidget()
        self._content_column = QVBoxLayout(self._content)
        self._content_column.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabWidget()
        self.tabs.addTab(scrolled(self._working_tab()), "Giải quyết")
        self.tabs.addTab(self.diary, "Nhật ký")
        self.tabs.addTab(self._content, "Nội dung")
        self.tabs.addTab(self.history, "Lịch sử")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addWidget(self.head)
        column.addWidget(self.tabs, 1)
        self.clocks.wanted.connect(self._on_clock)
        self.diary.add_wanted.connect(self.write_diary)
        self.diary.strike_wanted.connect(self._on_strike)
        self.next_button.clicked.connect(self.set_next)
        self.event_button.clicked.connect(self.note_event)
        self.tabs.currentChanged.connect(self._on_tab)

    def _working_tab(self) -> QWidget:
        tab, more = QWidget(), QWidget()
        row = FlowLayout(more)
        row.addWidget(self.next_button)
        row.addWidget(self.event_button)
        column = QVBoxLayout(tab)
        for words, widgets in (
            ("Bước tiếp theo", (self._actions,)),
            ("Việc tiếp theo", (self.next_words, more)),
            ("Thời hạn", (self.clocks,)),
        ):
            label = QLabel(words)
            label.setProperty("role", "heading")
            column.addWidget(label)
            for widget in widgets:
                column.addWidget(widget)
        column.addStretch(1)
        return tab

    # for the screen

    def show_case(self, case_id: int) -> None:
        """Read and show this case."""
        self._wanted = case_id
        self._context.jobs.read(
            partial(_read, case_id), then=self._show, otherwise=self._on_gone, owner=self, replaces="case"
        )

    def refresh(self) -> None:
        """Read the case anew; what is being typed stays."""
        if self._wanted is not None:
            self.show_case(self._wanted)

    def can_leave(self) -> bool:
        return self.form is None or self._wanted is None or self.form.can_leave()

    def leave(self) -> None:
        """Nothing is shown any more."""
        self.page = self._wanted = None

    # showing

    def _show(self, page: CasePage) -> None:
        same = self.page is not None and self.page.case_id == page.case_id
        self.page = page
        self.head.show_case(page)
        self._show_actions(page)
        self.next_words.setText(_next_words(page))
        for button in (self.next_button, self.event_button):
            button.setEnabled(page.closed_on is None)
        self.event_button.setVisible(bool(page.events))
        self.clocks.show_clocks(page.clocks, may_change=page.closed_on is None)
        self.diary.show_lines(page.diary)
        self._show_form(page, same=same)
        self._on_tab()
        self.shown.emit()

    def _show_actions(self, page: CasePage) -> None:
        focused = next((code for code, button in self.action_buttons.items() if button.hasFocus()), None)
        for button in self.action_buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.action_buttons = {}
        for action in page.actions:
            target = f": {action.target}" if action.code in {"advance", "back"} else ""
            dots = "" if questions.needs_nothing(action) else "…"
            button = QPushButton(f"{action.label}{target}{dots}", self._actions)
            if action.missing:
                words = ", ".join(words for _name, words in action.missing)
                button.setToolTip(f"Cần ghi: {words}")
            button.clicked.connect(partial(self._on_action, action))
            self._flow.addWidget(button)
            button.show()
            self.action_buttons[action.code] = button
        if focused is not None and self.action_buttons:
            self.action_buttons.get(focused, next(iter(self.action_buttons.values()))).setFocus()
        self._actions.updateGeometry()

    def _show_form(self, page: CasePage, *, same: bool) -> None:
        mode = (page.closed_on is not None, page.names_hidden)
        if self.form is not None and same and self.form.form.is_edited():
            return  # somebody else's change is noticed when this one is saved
        if self.form is None or mode != self._mode:
            if self.form is not None:
                self._content_column.removeWidget(self.form)
                self.form.hide()
                self.form.deleteLater()
            specs = closed_specs() if mode[0] else content_specs(names_hidden=mode[1])
            self.form = RecordForm(
                self._context, EDIT, specs, what="Sửa vụ việc", save=_save, pickers=PICKERS
            )
            self.form.saved.connect(self._on_saved)
            self.form.closed.connect(self.closed)
            self._content_column.addWidget(self.form)
            self._mode = mode
        self.form.open(page.case_id, page.version, page.number, page.values)

    def _on_gone(self, error: UserError) -> None:
        self._context.notices.refuse(error)
        self.leave()
        self.closed.emit()

    @Slot()
    def _on_tab(self) -> None:
        if self.page is not None and self.tabs.currentWidget() is self.history:
            self._context.jobs.read(
                partial(_history, self.page.case_id), then=self._on_history, owner=self, replaces="history"
            )

    def _on_history(self, lines: list[HistoryLine]) -> None:
        self.history.setHtml(history_html(lines))

    # doing

    def _on_saved(self, done: Done) -> None:
        if self.page is not None:
            tell_done(self._context, f"Đã sửa {self.page.number}.", done)

    def act(self, code: str) -> None:
        """Take one of the next steps, asking what it needs."""
        if self.page is not None:
            for action in self.page.actions:
                if action.code == code:
                    self._on_action(action)

    def _on_action(self, action: StepAction, _checked: bool = False) -> None:
        page = self.page
        if page is None or not self.can_leave():
            return
        said = f"{page.number}: {action.label.lower()}"
        if questions.needs_nothing(action):
            self._context.jobs.write(
                action.label,
                partial(questions.move_at_once, page, action),
                then=partial(self._told, f"{said}{f' ({action.target})' if action.target else ''}."),
                owner=self,
            )
        else:
            self._ask(questions.step_dialog(self._context, page, action, self.window()), f"{said}.")

    @Slot(str, object)
    def _on_clock(self, name: str, clock: ClockLine) -> None:
        if self.page is not None and self.can_leave():
            dialog, said = _CLOCK_DIALOGS[name]
            self._ask(dialog(self._context, self.page, clock, self.window()), f"{said}: {clock.label}.")

    @Slot()
    def write_diary(self) -> None:
        """Ask for a line of the diary."""
        if self.page is not None:
            dialog = questions.diary_dialog(self._context, self.page, self.window())
            self._ask(dialog, f"Đã ghi nhật ký {self.page.number}.")

    @Slot()
    def set_next(self) -> None:
        """Ask for the next thing to do."""
        if self.page is not None and self.can_leave():
            dialog = questions.next_dialog(self._context, self.page, self.window())
            self._ask(dialog, f"Đã ghi việc tiếp theo của {self.page.number}.")

    @Slot()
    def note_event(self) -> None:
        """Ask for something that happened and starts a clock."""
        if self.page is not None and self.can_leave():
            dialog = questions.event_dialog(self._context, self.page, self.window())
            self._ask(dialog, f"Đã ghi sự việc và tính thời hạn của {self.page.number}.")

    @Slot(object)
    def _on_strike(self, line: DiaryLine) -> None:
        if self.page is not None:
            dialog = questions.strike_dialog(self._context, self.page, line, self.window())
            self._ask(dialog, f"Đã đính chính nhật ký {self.page.number}.")

    def _ask(self, dialog: FormDialog, said: str) -> None:
        self.dialog = dialog
        dialog.answered.connect(partial(self._told, said))
        dialog.open()

    def _told(self, said: str, done: Done) -> None:
        tell_done(self._context, said, done)


def _next_words(page: CasePage) -> str:
    if not page.next_action:
        return "Chưa ghi việc tiếp theo." if page.closed_on is None else ""
    on = f", trước ngày {page.next_action_on:%d/%m/%Y}" if page.next_action_on else ""
    return f"{page.next_action}{on}"


def _read(case_id: int, work: Any) -> CasePage:
    return cases.read(work, case_id)


def _history(case_id: int, work: Any) -> list[HistoryLine]:
    return histories.of_record(work, "case_file", case_id)


def _save(work: Any, *, record: int | None, version: int | None, values: Mapping[str, Any]) -> Done:
    assert record is not None
    assert version is not None
    return recorded(partial(cases.save, case_id=record, version=version, values=values))(work)
