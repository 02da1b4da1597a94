"""Choice: an enum whose values are stored in English and shown in Vietnamese."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A closed list of values. `value` is what the store keeps, `label` what a reader sees."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member

    @classmethod
    def from_label(cls, label: str) -> Self | None:
        """The member with this Vietnamese label, regardless of capitals; None when there is none."""
        wanted = label.strip().casefold()
        return next((member for member in cls if member.label.casefold() == wanted), None)
