"""Việc hôm nay: what needs doing, grouped, each line with its colour, its word and its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text, integer
from unionDesk.services import branches, today
from unionDesk.services.today import Today, TodayGroup
from unionDesk.ui.kit.commands import command
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.empty import Empty, EmptyState
from unionDesk.ui.kit.screen import Screen
from unionDesk.ui.kit.segments import Segments
from unionDesk.ui.screens.today.tree import TodayTree
from unionDesk.ui.wiring import SCREEN_OF

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

MENU = "Việc hôm nay"
_WHOSE = "today/whose"
_MINE, _ALL = "mine", "all"
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
PAGE = 20


@dataclass(frozen=True)
class _Seen:
    """What was read for the screen."""

    today: Today
    branches: int


class TodayScreen(Screen):
    """One tree of groups; every line opens its record."""

    kinds = frozenset(
        {
            "visit", "visit_officer", "case_file", "case_clock", "promise", "promise_answer", "document",
            "branch", "assignment", "figures", "branch_officer", "rating", "setting", "officer",
            "holiday_override",
        }
    )  # fmt: skip
    help_page = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._limits: dict[str, int] = {}
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        whose = context.settings.text(_WHOSE, _MINE) if self._my_id() is not None else _ALL
        self.whose = Segments("Việc của ai", ((_MINE, "Của tôi"), (_ALL, "Cả đơn vị")), whose, self)
        self.whose.setVisible(self._my_id() is not None)
        self.whose.chosen.connect(self._on_whose)
        self.tree = TodayTree()
        self.tree.line_opened.connect(self._on_opened)
        self.tree.draft_opened.connect(self._on_draft)
        self.tree.more_wanted.connect(self._on_more)
        self.empty_state = EmptyState(Empty("Đang xem hôm nay có việc gì…"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty_state)
        self.stack.addWidget(self.tree)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.whose)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.addLayout(top)
        column.addWidget(self.stack, 1)

    # what the window asks

    def refresh(self) -> None:
        self.jobs.read(
            partial(_read, self._officer_id(), dict(self._limits)),
            then=self._show,
            owner=self,
            replaces="today",
        )

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        self._stale = True  # drafts were answered and days begin without a word from the database
        super().showEvent(event)

    # commands

    @command("Mở việc đang chọn", menu=MENU, icon="open", tip="Mở (Enter)")
    def open_chosen(self) -> None:
        self.tree.open_current()

    @command("Việc của tôi hoặc của cả đơn vị", menu=MENU, key="Ctrl+M", icon="person")
    def switch_whose(self) -> None:
        """Look at one's own work, or at everybody's."""
        if self._my_id() is not None:
            self.whose.set_current(_ALL if self.whose.current() == _MINE else _MINE)
            self._on_whose(self.whose.current())

    # answering

    def _my_id(self) -> int | None:
        user = self.context.user
        return user.officer_id if user is not None else None

    def _officer_id(self) -> int | None:
        return self._my_id() if self.whose.current() == _MINE else None

    def _show(self, seen: _Seen) -> None:
        day, count = seen.today.day, seen.today.count
        said = f"{integer(count)} việc cần làm" if count else "không có việc nào cần làm"
        self.title.setText(f"{_WEEKDAYS[day.weekday()]}, {date_text(day)}: {said}.")
        drafts = self.context.drafts.waiting()
        self.tree.show_groups(seen.today.groups, drafts)
        if count or drafts:
            self.stack.setCurrentWidget(self.tree)
        else:
            self.empty_state.say(self._nothing(seen.branches))
            self.stack.setCurrentWidget(self.empty_state)

    def _nothing(self, branch_count: int) -> Empty:
        if not branch_count:
            return Empty(
                "Chưa có công đoàn cơ sở nào nên chưa có việc gì để nhắc. Hãy nhập danh sách công đoàn cơ sở "
                "trước.",
                "Mở danh sách công đoàn cơ sở",
                partial(self.context.open_screen, "branches"),
            )
        if self._officer_id() is not None:
            return Empty(
                "Bạn không còn việc nào đến hạn hôm nay. Hãy xem việc của cả đơn vị, hoặc lên lịch đi cơ sở.",
                "Xem việc của cả đơn vị",
                self.switch_whose,
            )
        return Empty(
            "Cả đơn vị không còn việc nào đến hạn hôm nay. Có thể lên lịch đi cơ sở cho những ngày tới.",
            "Mở lịch công tác",
            partial(self.context.open_screen, "calendar"),
        )

    @Slot(str)
    def _on_whose(self, whose: str) -> None:
        self.context.settings.set(_WHOSE, whose)
        self._limits.clear()
        self.refresh()

    @Slot(str, object)
    def _on_opened(self, kind: str, record: int) -> None:
        self.context.open_screen(SCREEN_OF[kind], record)

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        self.context.open_screen(draft.form.partition("/")[0], draft)

    @Slot(str)
    def _on_more(self, name: str) -> None:
        self._limits[name] = self._limits.get(name, PAGE) + 50
        self.jobs.read(
            partial(_group, name, self._officer_id(), self._limits[name]),
            then=self.tree.show_group,
            owner=self,
            replaces=f"more-{name}",
        )


def _read(officer_id: int | None, limits: dict[str, int], work: Any) -> _Seen:
    seen = today.read(work, officer_id, PAGE)
    groups = tuple(
        today.group(work, group.name, officer_id, limits[group.name]) if group.name in limits else group
        for group in seen.groups
    )
    return _Seen(Today(seen.day, groups), branches.count(work))


def _group(name: str, officer_id: int | None, limit: int, work: Any) -> TodayGroup:
    return today.group(work, name, officer_id, limit)
