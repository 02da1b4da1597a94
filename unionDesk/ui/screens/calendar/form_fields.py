"""Which fields the visit form shows where, in the order of the talk."""

from __future__ import annotations

from dataclasses import replace

from unionDesk.rules.field_spec import FieldSpec, Sort
from unionDesk.rules.kinds import ParticipantSide, PromiseWord
from unionDesk.services.specs import field_of
from unionDesk.ui.screens.calendar.rows import Wide


def visit_fields(*names: str) -> list[FieldSpec]:
    """These fields of a visit, without their groups: the form has its own headings."""
    return [replace(field_of("visit", name), group="") for name in names]


TIMES = ("held_from", "held_to", "kind", "venue", "lead_id")
MET = ("worker_count", "women_count")
TALK = ("topic", "production", "jobs", "wages", "living", "branch_activity", "thoughts")
ENDING = (
    "branch_opinion",
    "employer_opinion",
    "worker_opinion",
    "guidance",
    "conclusion",
    "differing_opinion",
)
MINUTES = (
    "minutes_kind",
    "chair",
    "secretary",
    "absent",
    "copies",
    "not_signing",
    "basis",
    "proceedings",
)


def person_fields() -> list[Wide]:
    """A participant."""
    side = FieldSpec(name="side", label="Bên", sort=Sort.CHOICE, choices=ParticipantSide, required=True)
    return [
        (FieldSpec(name="full_name", label="Họ và tên", length=160, required=True), 4),
        (FieldSpec(name="position", label="Chức vụ", length=160), 4),
        (side, 3),
        (FieldSpec(name="is_head", label="Đại diện", sort=Sort.BOOLEAN), 1),
    ]


def opinion_fields() -> list[Wide]:
    """Something that was heard."""
    wide = {"words": 12, "topic": 4, "prevalence": 4, "tendency": 4, "audience": 4, "wish": 4, "done": 4}
    return [(replace(field_of("opinion_note", name), group=""), width) for name, width in wide.items()]


def promise_fields() -> list[Wide]:
    """A conclusion with holder and date."""
    wide = {"text": 12, "holder_kind": 4, "holder_name": 4, "due_on": 4, "topic": 4, "coordination": 8}
    found = []
    for name, width in wide.items():
        spec = replace(field_of("promise", name), group="")
        found.append((replace(spec, required=False) if name == "due_on" else spec, width))
    return found


def answer_fields() -> list[Wide]:
    """The word for an earlier promise."""
    word = FieldSpec(name="word", label="Trả lời", sort=Sort.CHOICE, choices=PromiseWord)
    return [(word, 3), (FieldSpec(name="note", label="Ghi chú", length=255), 9)]
