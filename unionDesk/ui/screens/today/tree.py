"""The tree of what needs doing: a branch a group, a leaf a line; Enter opens, "Xem thêm" brings the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from unionDesk.rules.formats import integer, moment_text
from unionDesk.rules.kinds import DueColour
from unionDesk.services.today import TodayGroup, TodayLine
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.marks import due_mark, mark_size
from unionDesk.ui.kit.wrapping import wrap

WHAT = Qt.ItemDataRole.UserRole
_TITLES = ("Hạn", "Việc", "Vì sao, cần làm gì", "Cán bộ")
_DRAFTS = "drafts"


@dataclass(frozen=True)
class Target:
    """What a line opens: a record of a kind, the rest of a group ("more"), or a draft."""

    kind: str
    what: object


class TodayTree(QTreeWidget):
    """Groups with their counts and lines; empty groups say in one line that there is nothing.

    Signals:
        line_opened(str, int): kind and id of the record of a line.
        draft_opened(Draft)
        more_wanted(str): the name of the group whose next lines are wanted.
    """

    line_opened = Signal(str, object)
    draft_opened = Signal(object)
    more_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Việc cần làm")
        self.setColumnCount(len(_TITLES))
        self.setHeaderLabels(_TITLES)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(self.fontMetrics().height())
        self.setIconSize(QSize(mark_size(), mark_size()))
        wrap(self, {0: 24, 1: 34, 3: 20}, stretched=2)
        self._folded: set[str] = set()
        self.itemDoubleClicked.connect(self._open)
        self.itemCollapsed.connect(self._on_collapsed)
        self.itemExpanded.connect(self._on_expanded)

    # showing

    def show_groups(self, groups: Sequence[TodayGroup], drafts: Sequence[Draft]) -> None:
        """Show these; the line that was current stays so, folded groups stay folded."""
        here = self._here()
        self.clear()
        if drafts:
            top = self._top(_DRAFTS, f"Bản nháp chưa lưu ({integer(len(drafts))})", QTreeWidgetItem(self))
            for draft in drafts:
                self._add_draft(top, draft)
        for group in groups:
            self._fill(QTreeWidgetItem(self), group)
        for item in self._tops():
            item.setFirstColumnSpanned(True)
            item.setExpanded(item.data(0, WHAT) not in self._folded)
        self._go_to(here)

    def show_group(self, group: TodayGroup) -> None:
        """Show more lines of one group."""
        for item in self._tops():
            if item.data(0, WHAT) == group.name:
                before = item.childCount() - 1
                item.takeChildren()
                self._fill(item, group)
                item.setExpanded(True)
                self.setCurrentItem(_children(item)[min(before, item.childCount() - 1)])

    def _fill(self, top: QTreeWidgetItem, group: TodayGroup) -> None:
        self._top(group.name, f"{group.title} ({integer(group.count)})", top)
        for line in group.lines:
            self._add_line(top, line)
        if not group.count:
            self._add_words(top, group.empty)
        more = group.count - len(group.lines)
        if more > 0:
            item = self._add_words(top, f"Xem thêm {integer(more)} việc…")
            item.setData(0, WHAT, Target("more", group.name))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)

    def _top(self, name: str, words: str, item: QTreeWidgetItem) -> QTreeWidgetItem:
        item.setText(0, words)
        item.setData(0, WHAT, name)
        font = QFont(self.font())
        font.setBold(True)
        item.setFont(0, font)
        return item

    def _add_line(self, top: QTreeWidgetItem, line: TodayLine) -> None:
        item = QTreeWidgetItem(top, [line.words, line.title, line.sentence, line.officer])
        item.setIcon(0, QIcon(QPixmap.fromImage(due_mark(line.colour))))
        item.setToolTip(0, line.colour.label)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.colour.label}, {line.words}")
        item.setData(0, WHAT, Target(line.kind, line.record_id))

    def _add_draft(self, top: QTreeWidgetItem, draft: Draft) -> None:
        kept = moment_text(draft.kept_at.astimezone())
        sentence = f"Đã gõ mà chưa lưu, giữ lúc {kept}. Mở để lưu hoặc bỏ."
        item = QTreeWidgetItem(top, ["chưa lưu", draft.title, sentence, ""])
        item.setIcon(0, QIcon(QPixmap.fromImage(due_mark(DueColour.AMBER))))
        item.setData(0, WHAT, Target("draft", draft))

    def _add_words(self, top: QTreeWidgetItem, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(top, [words])
        item.setFirstColumnSpanned(True)
        return item

    # moving and opening

    def _tops(self) -> list[QTreeWidgetItem]:
        return _children(self.invisibleRootItem())

    def _here(self) -> object:
        item = self.currentItem()
        return item.data(0, WHAT) if item is not None else None

    def _go_to(self, here: object) -> None:
        first: QTreeWidgetItem | None = None
        for top in self._tops():
            for item in _children(top):
                if isinstance(item.data(0, WHAT), Target):
                    first = first or item
                    if item.data(0, WHAT) == here:
                        self.setCurrentItem(item)
                        return
        if first is not None:
            self.setCurrentItem(first)

    @Slot()
    def open_current(self) -> None:
        """Open the record of the line that is chosen."""
        item = self.currentItem()
        if item is not None:
            self._open(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.open_current()
        else:
            super().keyPressEvent(event)

    @Slot(QTreeWidgetItem)
    def _open(self, item: QTreeWidgetItem) -> None:
        match item.data(0, WHAT):
            case Target("more", str() as name):
                self.more_wanted.emit(name)
            case Target("draft", Draft() as draft):
                self.draft_opened.emit(draft)
            case Target(kind, int() as record):
                self.line_opened.emit(kind, record)
            case str() if self.currentItem() is item:
                item.setExpanded(not item.isExpanded())

    @Slot(QTreeWidgetItem)
    def _on_collapsed(self, item: QTreeWidgetItem) -> None:
        self._folded.add(str(item.data(0, WHAT)))

    @Slot(QTreeWidgetItem)
    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        self._folded.discard(str(item.data(0, WHAT)))


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(item.childCount()) if (child := item.child(place)) is not None]
