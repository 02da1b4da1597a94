"""Who goes along: a box to tick for each officer of the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from unionDesk.services import offices
from unionDesk.ui.kit.flow import FlowLayout


def all_officers(work: Any) -> list[tuple[int, str]]:
    """The officers of the office as (id, name), those who left at the end."""
    found = sorted(offices.officers(work, everybody=True), key=lambda officer: not officer.active)
    return [(officer.officer_id, officer.full_name) for officer in found if officer.full_name]


class TeamBoxes(QWidget):
    """Ticks beside the lead; `value` keeps the order in which they were named.

    Signals:
        edited(): the user ticked or unticked somebody.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self.boxes: dict[int, QCheckBox] = {}
        self._chosen: list[int] = []

    def set_officers(self, officers: Sequence[tuple[int, str]]) -> None:
        """Offer these people; the ticks stay."""
        for number, name in officers:
            if number not in self.boxes:
                box = QCheckBox(name, self)
                box.setAccessibleName(f"Cùng đi: {name}")
                box.clicked.connect(self._on_clicked)
                self._flow.addWidget(box)
                self.boxes[number] = box
        self.set_value(self._chosen)
        self.updateGeometry()

    def value(self) -> tuple[int, ...]:
        return tuple(self._chosen)

    def set_value(self, chosen: Sequence[int]) -> None:
        """Tick these, silently."""
        self._chosen = list(chosen)
        for number, box in self.boxes.items():
            box.setChecked(number in self._chosen)

    @Slot()
    def _on_clicked(self) -> None:
        ticked = [number for number, box in self.boxes.items() if box.isChecked()]
        unknown = [number for number in self._chosen if number not in self.boxes]
        kept = [number for number in self._chosen if number in ticked or number in unknown]
        self._chosen = kept + [number for number in ticked if number not in kept]
        self.edited.emit()
