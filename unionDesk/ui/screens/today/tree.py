"""The tree of what needs doing: a branch a group, a leaf a line; Enter opens, "Xem thêm" brings the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeView, QWidget

from unionDesk.rules.formats import integer, moment_text
from unionDesk.rules.kinds import DueColour
from unionDesk.services.today import TodayGroup
from unionDesk.ui.kit.drafts import Draft
from unionDesk.ui.kit.grouped_model import Group, GroupedModel, Line
from unionDesk.ui.kit.marks import mark_size
from unionDesk.ui.kit.wrapping import wrap

_TITLES = ("Hạn", "Việc", "Vì sao, cần làm gì", "Cán bộ")
_DRAFTS = "drafts"


@dataclass(frozen=True)
class Target:
    """What a line opens: a record of a kind, the rest of a group ("more"), or a draft."""

    kind: str
    what: object


class TodayTree(QTreeView):
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
        self.lines = GroupedModel(_TITLES, self)
        self.setModel(self.lines)
        self.setAccessibleName("Việc cần làm")
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(self.fontMetrics().height())
        self.setIconSize(QSize(mark_size(), mark_size()))
        wrap(self, {0: 24, 1: 34, 3: 20}, stretched=2)
        self._folded: set[str] = set()
        self.doubleClicked.connect(self.open)
        self.collapsed.connect(self._on_collapsed)
        self.expanded.connect(self._on_expanded)

    # showing

    def show_groups(self, groups: Sequence[TodayGroup], drafts: Sequence[Draft]) -> None:
        """Show these; the line that was current stays so, folded groups stay folded."""
        shown = [_group_of(group) for group in groups]
        if drafts:
            title = f"Bản nháp chưa lưu ({integer(len(drafts))})"
            shown.insert(0, Group(_DRAFTS, title, tuple(_line_of(draft) for draft in drafts)))
        self._show(shown)

    def show_group(self, group: TodayGroup) -> None:
        """Show more lines of one group; the first new one becomes current."""
        shown, place = list(self.lines.groups), self._place_of(group.name)
        before = len(shown[place].lines) - 1  # the last one asked for more
        shown[place] = _group_of(group)
        self._show(shown)
        self.setCurrentIndex(self.lines.index(before, 0, self.lines.index(place, 0)))

    def _place_of(self, name: str) -> int:
        return [group.name for group in self.lines.groups].index(name)

    def _show(self, groups: Sequence[Group]) -> None:
        line = self.lines.line(self.currentIndex())
        here = line.target if line is not None else None
        self.lines.set_groups(groups)
        current = QModelIndex()
        for place, group in enumerate(groups):
            top = self.lines.index(place, 0)
            self.setFirstColumnSpanned(place, QModelIndex(), True)
            self.setExpanded(top, group.name not in self._folded)
            for row, one in enumerate(group.lines):
                spanned = len(one.cells) == 1
                self.setFirstColumnSpanned(row, top, spanned)
                seen = group.name not in self._folded  # going to a line would unfold its group
                if seen and one.target is not None and (not current.isValid() or one.target == here):
                    current = self.lines.index(row, 0, top)
        self.setCurrentIndex(current)

    # opening

    @Slot()
    def open_current(self) -> None:
        """Open the record of the line that is chosen."""
        self.open(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.open_current()
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def open(self, index: QModelIndex) -> None:
        """Open what this line stands for; fold or unfold a heading."""
        index = index.siblingAtColumn(0)
        line = self.lines.line(index)
        if line is None:
            self.setExpanded(index, not self.isExpanded(index))
            return
        match line.target:
            case Target("more", str() as name):
                self.more_wanted.emit(name)
            case Target("draft", Draft() as draft):
                self.draft_opened.emit(draft)
            case Target(kind, int() as record):
                self.line_opened.emit(kind, record)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        if (group := self.lines.group(index)) is not None:
            self._folded.add(group.name)

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        if (group := self.lines.group(index)) is not None:
            self._folded.discard(group.name)


def _group_of(group: TodayGroup) -> Group:
    lines = [
        Line(
            (line.words, line.title, line.sentence, line.officer),
            line.colour,
            Target(line.kind, line.record_id),
        )
        for line in group.lines
    ]
    if not group.count:
        lines.append(Line((group.empty,)))
    if (more := group.count - len(group.lines)) > 0:
        lines.append(Line((f"Xem thêm {integer(more)} việc…",), target=Target("more", group.name)))
    return Group(group.name, f"{group.title} ({integer(group.count)})", tuple(lines))


def _line_of(draft: Draft) -> Line:
    kept = moment_text(draft.kept_at.astimezone())
    sentence = f"Đã gõ mà chưa lưu, giữ lúc {kept}. Mở để lưu hoặc bỏ."
    return Line(("chưa lưu", draft.title, sentence, ""), DueColour.AMBER, Target("draft", draft))
