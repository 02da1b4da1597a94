"""The fields of a case's forms: intake in the order of a telephone call, correction, closing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.services import case_reference
from unionDesk.services.cases import SENSITIVE
from unionDesk.services.specs import field_of

_FIRST = ("kind", "branch_id", "employer", "summary", "severity", "received_on", "source")
_WHO = ("reporter", "reporter_phone", "is_anonymous", "people_count", "women_count")
_REST = ("violation_found_on", "owner_id", "support_promised", "confidential", "data_basis")
_AFTER_CLOSING = ("result", "satisfied", "lessons")
_GROUPS = ((_FIRST, "Việc gì, ở đâu"), (_WHO, "Ai phản ánh"), (_REST, "Giải quyết"))
_HELP = {
    "employer": "Ghi khi nơi này chưa có công đoàn cơ sở.",
    "is_anonymous": "Người phản ánh không cho biết tên.",
    "confidential": "Chỉ người phụ trách, lãnh đạo và quản trị thấy vụ việc này.",
    "violation_found_on": "Thời hiệu tính từ ngày này.",
    "data_basis": "Ví dụ: người lao động đồng ý, theo đơn ký ngày…",
}


def choices_of(name: str, pairs: Iterable[tuple[str, str]]) -> type[Choice]:
    """A closed list made of (code, words), for what comes out of the reference data."""
    members = {f"C{place}": (code, words) for place, (code, words) in enumerate(pairs)}
    make: Any = Choice  # the functional way of making an enum, which the type checker knows for Enum only
    made: type[Choice] = make(name, members)
    return made


@cache
def kinds() -> type[Choice]:
    """The kinds of cases."""
    return choices_of("CaseKind", ((kind.code, kind.name) for kind in case_reference.kinds()))


def _field(name: str, group: str) -> FieldSpec:
    spec = replace(field_of("case_file", name), group=group, help=_HELP.get(name, ""))
    if name == "kind":
        return replace(spec, sort=Sort.CHOICE, choices=kinds(), length=None)
    return replace(spec, required=False) if name == "received_on" else spec


def content_specs(*, names_hidden: bool = False) -> tuple[FieldSpec, ...]:
    """The fields of a case that is open; who reported only for those who may read it."""
    return tuple(
        _field(name, group)
        for names, group in _GROUPS
        for name in names
        if not (names_hidden and name in SENSITIVE)
    )


def intake_specs() -> tuple[FieldSpec, ...]:
    """The fields of a new case: those of an open one and the first thing to do."""
    return (
        *content_specs(),
        FieldSpec(name="next_action", label="Việc phải làm trước tiên", length=255, group="Việc tiếp theo"),
        FieldSpec(name="next_action_on", label="Làm trước ngày", sort=Sort.DATE, group="Việc tiếp theo"),
    )


def closed_specs() -> tuple[FieldSpec, ...]:
    """What may still be written once a case is closed."""
    return tuple(replace(field_of("case_file", name), group="Sau khi kết thúc") for name in _AFTER_CLOSING)


def fact_spec(name: str, words: str) -> FieldSpec:
    """A fact that a step asks for."""
    spec = field_of("case_file", name)
    return replace(spec, label=words[:1].upper() + words[1:], required=True, wanted=False, group="", help="")
