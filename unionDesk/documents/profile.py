"""The page profile: every measure of a printed paper, read from a seed or from the office's own row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from unionDesk.rules.errors import UserError

from .forms import seed

DEFAULT_PROFILE = "nd30-933"
PROFILES_FILE = "page_profiles.toml"

_Group = TypeVar("_Group")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper and margins in millimetres, upright."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class LetterheadMeasures:
    left_column: float
    right_column: float
    parent_size: float
    office_size: float
    motto_size: float
    device_size: float
    number_size: float
    date_size: float
    mark_size: float
    office_rule: float
    rule_gap: float
    rule_weight: float
    number_gap: float


@dataclass(frozen=True, slots=True)
class TitleMeasures:
    gap: float
    type_size: float
    subject_size: float
    rule: float


@dataclass(frozen=True, slots=True)
class BodyMeasures:
    size: float
    line_height: float
    indent: float
    space_before: float


@dataclass(frozen=True, slots=True)
class TableMeasures:
    head_size: float
    cell_size: float
    register_size: float
    padding: float
    register_padding: float
    row_kept_whole_below: float


@dataclass(frozen=True, slots=True)
class EndingMeasures:
    title_size: float
    hint_size: float
    name_size: float
    signature_space: float
    gap: float
    meeting_columns: tuple[float, ...]
    recipients_head_size: float
    recipients_size: float


@dataclass(frozen=True, slots=True)
class MarginMeasures:
    page_number_size: float
    footer_size: float
    watermark_size: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Lengths in millimetres, type sizes and `space_before` in points, `rule`s as shares of a line."""

    sheet: Sheet
    letterhead: LetterheadMeasures
    title: TitleMeasures
    body: BodyMeasures
    table: TableMeasures
    ending: EndingMeasures
    margin: MarginMeasures

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any], name: str) -> Profile:
        """A profile from TOML tables (a seed's or the office's own); UserError names what is wrong."""
        return cls(
            sheet=_group(Sheet, tables, "sheet", name),
            letterhead=_group(LetterheadMeasures, tables, "letterhead", name),
            title=_group(TitleMeasures, tables, "title", name),
            body=_group(BodyMeasures, tables, "body", name),
            table=_group(TableMeasures, tables, "table", name),
            ending=_group(EndingMeasures, tables, "ending", name),
            margin=_group(MarginMeasures, tables, "margin", name),
        )


@cache
def load_profile(name: str = DEFAULT_PROFILE) -> Profile:
    """The seed profile of this name."""
    tables = seed(PROFILES_FILE).get(name)
    if not isinstance(tables, Mapping):
        raise UserError(f"Không có khuôn trang “{name}” trong tệp mẫu “{PROFILES_FILE}”.")
    return Profile.from_tables(tables, name)


def _group(kind: type[_Group], tables: Mapping[str, Any], group: str, name: str) -> _Group:
    given = tables.get(group)
    values: dict[str, Any] = {}
    for field in fields(kind):  # type: ignore[arg-type]  # every group is a dataclass
        value = given.get(field.name) if isinstance(given, Mapping) else None
        values[field.name] = _measure(value, field.type, f"{group}.{field.name}", name)
    return kind(**values)


def _measure(value: Any, kind: Any, key: str, name: str) -> float | tuple[float, ...]:
    if "tuple" in str(kind):
        if isinstance(value, list) and value and all(_is_length(part) for part in value):
            return tuple(float(part) for part in value)
    elif _is_length(value):
        return float(value)
    raise UserError(f"Khuôn trang “{name}” thiếu hoặc ghi sai số đo “{key}”.")


def _is_length(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0
