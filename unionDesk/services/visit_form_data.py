"""The visit form as values: what it shows, what it sends back, and the one laid over the other for a preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from unionDesk.rules.kinds import HolderKind, ParticipantSide, PromiseStatus, PromiseWord, Topic, VisitStatus

from .specs import fields_of

# values that the form of a visit may set; status and due day follow from verbs
NOT_IN_FORM = frozenset({"number", "status", "status_reason", "report_due_on", "reported_on", "follows_id"})
FORM_FIELDS: tuple[str, ...] = tuple(spec.name for spec in fields_of("visit") if spec.name not in NOT_IN_FORM)
# the texts that a copied visit would repeat
TALK_FIELDS: tuple[str, ...] = (
    "production",
    "jobs",
    "wages",
    "living",
    "branch_activity",
    "thoughts",
    "branch_opinion",
    "employer_opinion",
    "worker_opinion",
    "guidance",
    "conclusion",
    "proceedings",
)
FIGURE_FIELDS: tuple[str, ...] = tuple(
    spec.name
    for spec in fields_of("figures")
    if spec.name not in {"branch_id", "on", "source", "state", "visit_id"}
)


@dataclass(frozen=True)
class Participant:
    """A person named in the minutes. The office's own people are officers, not participants."""

    side: ParticipantSide
    full_name: str
    position: str = ""
    is_head: bool = False


@dataclass(frozen=True)
class PromiseAnswerLine:
    """An earlier promise of the branch with its answer at this visit; `word` None: not answered yet.

    `version` is the promise's, handed back so that a change by somebody else is noticed.
    """

    promise_id: int
    version: int
    number: str
    text: str
    holder: str
    made_on: date
    due_on: date
    status: PromiseStatus
    word: PromiseWord | None = None
    note: str = ""


@dataclass(frozen=True)
class VisitPromise:
    """A promise made at this visit. New ones have no id; `due_on` None takes the holder's default term.

    `removed` puts a promise noted by mistake into the bin.
    """

    text: str
    holder_kind: HolderKind
    holder_name: str = ""
    coordination: str = ""
    due_on: date | None = None
    topic: Topic = Topic.OTHER
    promise_id: int | None = None
    version: int | None = None
    number: str = ""
    status: PromiseStatus = PromiseStatus.OPEN
    removed: bool = False


@dataclass(frozen=True)
class VisitOpinion:
    """A note of what was heard; `values` by the names of `opinion_note`: topic, words, wish, prevalence …"""

    values: Mapping[str, Any]
    note_id: int | None = None
    version: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class FiguresSide:
    """One column of figures: the day they hold and the values by the names of `FIGURE_FIELDS`."""

    on: date | None = None
    values: Mapping[str, int | None] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True)
class VisitForm:
    """Everything that the visit form shows.

    `figures` are those noted at this visit (without values: none yet), `last_figures` the newest before it.
    `answers` are the promises that were open before this visit; `promises` those made at it.
    """

    visit_id: int
    version: int
    number: str
    status: VisitStatus
    status_reason: str
    place_name: str
    has_union: bool
    values: Mapping[str, Any]
    officer_ids: tuple[int, ...]
    participants: tuple[Participant, ...]
    figures: FiguresSide
    last_figures: FiguresSide
    answers: tuple[PromiseAnswerLine, ...]
    promises: tuple[VisitPromise, ...]
    opinions: tuple[VisitOpinion, ...]
    report_due_on: date | None
    reported_on: date | None
    follows_id: int | None

    @property
    def begun(self) -> datetime:
        """When the visit was held, else when it is planned."""
        found: datetime = self.values.get("held_from") or self.values["planned_from"]
        return found


@dataclass(frozen=True)
class AnswerEdit:
    """The word given for an earlier promise; `word` None takes an answer back."""

    promise_id: int
    word: PromiseWord | None
    note: str = ""
    version: int | None = None


@dataclass(frozen=True)
class VisitEdit:
    """What the form sends back. Parts that are None stay as they are, so a script may send one field alone.

    `figures` are written when they differ from the last ones, or always with `figures_checked` (counted anew
    at the visit and found the same).
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    officer_ids: tuple[int, ...] | None = None
    participants: tuple[Participant, ...] | None = None
    figures: Mapping[str, int | None] | None = None
    figures_checked: bool = False
    answers: tuple[AnswerEdit, ...] = ()
    promises: tuple[VisitPromise, ...] = ()
    opinions: tuple[VisitOpinion, ...] = ()


@dataclass(frozen=True)
class SavedVisit:
    """What saving the form gave: the version to go on with, remarks by field that refused nothing."""

    visit_id: int
    version: int
    status: VisitStatus
    report_due_on: date | None
    promise_numbers: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


def overlaid(form: VisitForm, edit: VisitEdit) -> VisitForm:
    """The form as it would be after saving, for the preview of the minutes. Nothing is checked or written."""
    words = {answer.promise_id: answer for answer in edit.answers}
    answers = tuple(
        replace(line, word=words[line.promise_id].word, note=words[line.promise_id].note)
        if line.promise_id in words
        else line
        for line in form.answers
    )
    sent = {promise.promise_id: promise for promise in edit.promises if promise.promise_id is not None}
    promises = [sent.get(promise.promise_id or 0, promise) for promise in form.promises]
    promises += [promise for promise in edit.promises if promise.promise_id is None]
    return replace(
        form,
        values={**form.values, **edit.values},
        officer_ids=form.officer_ids if edit.officer_ids is None else edit.officer_ids,
        participants=form.participants if edit.participants is None else edit.participants,
        answers=answers,
        promises=tuple(promise for promise in promises if not promise.removed),
    )
