"""The filters of the list: a button that adds conditions, and each condition as a chip that goes on a click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from unionDesk.rules.formats import integer
from unionDesk.rules.names import clean
from unionDesk.services import branch_totals
from unionDesk.services.branch_totals import Offer, Offers
from unionDesk.services.branches import BranchFilter
from unionDesk.ui.kit.flow import FlowLayout
from unionDesk.ui.kit.icons import put_icon
from unionDesk.ui.screens.branches.choices import LISTS, SWITCHES, chips, kept, put, restored, toggled

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

LONGEST_CHIP = 44
_NOW, _SAVED = "branches/filter", "branches/saved_filters"


class FilterBar(QWidget):
    """Holds `choice`, the filter without the words typed. `words` gives and takes those for saved filters.

    Signals:
        changed(): the filter is another.
        words_wanted(str): a saved filter brings words for the text field.
    """

    changed = Signal()
    words_wanted = Signal(str)

    def __init__(self, context: Context, words: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._jobs, self._words = context.settings, context.jobs, words
        self.choice: BranchFilter = replace(restored(context.settings.get(_NOW)), text="")
        self._offers = Offers((), ())
        self._flow = FlowLayout(self)
        self.add = QToolButton()
        self.add.setText("Thêm điều kiện")
        put_icon(self.add, "filter")
        self.add.setToolButtonStyle(self.add.toolButtonStyle().ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setToolTip("Lọc theo loại hình, trạng thái, địa bàn, người phụ trách…")
        self.menu = QMenu(self.add)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add.setMenu(self.menu)
        self.saved = QToolButton()
        self.saved.setText("Bộ lọc đã lưu")
        self.saved.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saved_menu = QMenu(self.saved)
        self.saved_menu.aboutToShow.connect(self._fill_saved)
        self.saved.setMenu(self.saved_menu)
        self.clear_button = QPushButton("Bỏ hết")
        self.clear_button.setToolTip("Bỏ hết các điều kiện lọc")
        self.clear_button.clicked.connect(self.clear)
        for widget in (self.add, self.saved, self.clear_button):
            self._flow.addWidget(widget)
        self.chips: list[QPushButton] = []
        self._show_chips()

    # for the list

    def set_offers(self, offers: Offers) -> None:
        """What the filters of officer and commune can choose from now."""
        if offers != self._offers:
            self._offers = offers
            self._show_chips()

    def set_choice(self, choice: BranchFilter) -> None:
        """Filter by this from now on; it is remembered."""
        self.choice = replace(choice, text="")
        self._settings.set(_NOW, kept(self.choice) or None)
        self._show_chips()
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        self.set_choice(BranchFilter())

    @property
    def is_empty(self) -> bool:
        return self.choice == BranchFilter()

    # chips

    def _show_chips(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for one in chips(self.choice, self._offers):
            words = one.words if len(one.words) <= LONGEST_CHIP else f"{one.words[: LONGEST_CHIP - 1]}…"
            chip = QPushButton(f"{words}  ✕", self)
            chip.setObjectName("chip")
            chip.setToolTip(f"Bỏ điều kiện “{one.words}”")
            chip.setAccessibleName(f"Bỏ điều kiện {one.words}")
            chip.clicked.connect(partial(self._on_chip, one.without))
            self._flow.insert(self._flow.count() - 1, chip)
            chip.show()
            self.chips.append(chip)
        self.clear_button.setVisible(bool(self.chips))
        if had_focus:
            (self.chips[0] if self.chips else self.add).setFocus()
        self.updateGeometry()

    def _on_chip(self, without: BranchFilter, _checked: bool = False) -> None:
        self.set_choice(without)

    # the menu of conditions

    @Slot()
    def _fill_menu(self) -> None:
        self.menu.clear()
        for name, (title, choices) in LISTS.items():
            part = self.menu.addMenu(title)
            for value in choices:
                self._tick(part, value.label, name, value)
        places = self.menu.addMenu("Địa bàn")
        for offer in self._offers.places:
            self._tick(places, _counted(offer), "place_ids", offer.id)
        places.setEnabled(bool(self._offers.places))
        people = self.menu.addMenu("Cán bộ phụ trách")
        for offer in self._offers.officers:
            action = people.addAction(_counted(offer))
            action.setCheckable(True)
            action.setChecked(self.choice.officer_id == offer.id)
            action.triggered.connect(partial(self._on_officer, offer.id))
        people.setEnabled(bool(self._offers.officers))
        self.menu.addSeparator()
        for name, words in SWITCHES.items():
            action = self.menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(getattr(self.choice, name))
            action.triggered.connect(partial(self._on_switch, name))

    def _tick(self, menu: QMenu, words: str, name: str, value: Any) -> QAction:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(value in getattr(self.choice, name))
        action.triggered.connect(partial(self._on_tick, name, value))
        return action

    def _on_tick(self, name: str, value: Any, _checked: bool = False) -> None:
        self.set_choice(toggled(self.choice, name, value))

    def _on_officer(self, officer_id: int, checked: bool = True) -> None:
        self.set_choice(replace(self.choice, officer_id=officer_id if checked else None, unassigned=False))

    def _on_switch(self, name: str, checked: bool = True) -> None:
        choice = put(self.choice, name, checked)
        self.set_choice(replace(choice, officer_id=None) if name == "unassigned" else choice)

    # saved filters

    def saved_filters(self) -> dict[str, BranchFilter]:
        """The user's own filters by name."""
        found = self._settings.get(_SAVED)
        return {str(n): restored(one) for n, one in found.items()} if isinstance(found, dict) else {}

    def save_as(self, name: str) -> None:
        """Keep what is filtered now under this name."""
        name = clean(name)
        if name:
            known = {n: kept(one) for n, one in self.saved_filters().items()}
            self._settings.set(_SAVED, known | {name: kept(replace(self.choice, text=self._words()))})

    def forget(self, name: str) -> None:
        self._settings.set(
            _SAVED, {n: kept(one) for n, one in self.saved_filters().items() if n != name} or None
        )

    def use(self, name: str) -> None:
        """Filter by a saved filter."""
        choice = self.saved_filters()[name]
        self.words_wanted.emit(choice.text)
        self.set_choice(choice)

    @Slot()
    def _fill_saved(self) -> None:
        self.saved_menu.clear()
        known = self.saved_filters()
        for name in known:
            self.saved_menu.addAction(name).triggered.connect(partial(self._on_saved, name))
        if known:
            self._jobs.read(
                partial(_counts, list(known.values())),
                then=partial(self._on_counts, list(known)),
                owner=self,
                replaces="counts",
            )
            self.saved_menu.addSeparator()
        self.saved_menu.addAction("Lưu bộ lọc đang dùng…", self.ask_name)
        if known:
            forget = self.saved_menu.addMenu("Xóa bộ lọc")
            for name in known:
                forget.addAction(name).triggered.connect(partial(self._on_forget, name))

    def _on_counts(self, names: Sequence[str], numbers: Sequence[int]) -> None:
        for action, name, number in zip(self.saved_menu.actions(), names, numbers, strict=False):
            action.setText(f"{name} ({integer(number)})")

    def _on_saved(self, name: str, _checked: bool = False) -> None:
        self.use(name)

    def _on_forget(self, name: str, _checked: bool = False) -> None:
        self.forget(name)

    @Slot()
    def ask_name(self) -> None:
        """Ask under which name to keep what is filtered now."""
        dialog = NameDialog(self.window())
        dialog.named.connect(self.save_as)
        dialog.open()


class NameDialog(QDialog):
    """Asks for the name of a filter.

    Signals:
        named(str)
    """

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lưu bộ lọc")
        self.field = QLineEdit()
        self.field.setMaxLength(60)
        label = QLabel("Tên bộ lọc:")
        label.setBuddy(self.field)
        self.field.setAccessibleName("Tên bộ lọc")
        buttons = QDialogButtonBox()
        self.ok = buttons.addButton("Lưu", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Thôi", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.ok.setEnabled(False)
        self.field.textChanged.connect(self._on_typed)
        column = QVBoxLayout(self)
        for widget in (label, self.field, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.finished.connect(self._on_finished)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.ok.setEnabled(bool(clean(text)))

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            self.named.emit(clean(self.field.text()))
        self.deleteLater()


def _counts(choices: Sequence[BranchFilter], work: Any) -> list[int]:
    return branch_totals.counts(work, choices)


def _counted(offer: Offer) -> str:
    return f"{offer.title} ({integer(offer.count)})"
