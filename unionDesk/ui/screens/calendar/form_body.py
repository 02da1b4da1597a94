"""The visit form's fields: loaded from a VisitForm, read back as a VisitEdit, kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from unionDesk.rules.formats import date_text, moment_text
from unionDesk.rules.kinds import HolderKind, ParticipantSide, PromiseStatus, PromiseWord, Topic
from unionDesk.rules.working_days import Deadline
from unionDesk.services.visit_form_data import (
    AnswerEdit,
    Participant,
    VisitEdit,
    VisitForm,
    VisitOpinion,
    VisitPromise,
)
from unionDesk.ui.kit.editors import LineEditor
from unionDesk.ui.kit.form import Form
from unionDesk.ui.pickers import PICKERS
from unionDesk.ui.screens.calendar.figures_grid import FiguresGrid
from unionDesk.ui.screens.calendar.form_fields import (
    ENDING,
    MET,
    MINUTES,
    TALK,
    TIMES,
    answer_fields,
    opinion_fields,
    person_fields,
    promise_fields,
    visit_fields,
)
from unionDesk.ui.screens.calendar.rows import RowFrame, RowsEditor
from unionDesk.ui.screens.calendar.team import TeamBoxes

if TYPE_CHECKING:
    from unionDesk.ui.context import Context


class VisitBody(QWidget):
    """All fields of the form.

    Signals:
        edited(): the user changed something.
    """

    edited = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visit: VisitForm | None = None
        self._terms: Mapping[HolderKind, Deadline] = {}
        jobs = context.jobs
        self.forms = {
            "times": Form(jobs, visit_fields(*TIMES), pickers=PICKERS),
            "met": Form(jobs, visit_fields(*MET)),
            "talk": Form(jobs, visit_fields(*TALK)),
            "ending": Form(jobs, visit_fields(*ENDING)),
            "minutes": Form(jobs, visit_fields(*MINUTES)),
        }
        self.team = TeamBoxes()
        self.people = RowsEditor(
            person_fields(), "Thêm người dự", {"side": ParticipantSide.BRANCH, "is_head": None}
        )
        self.figures = FiguresGrid()
        self.opinions = RowsEditor(opinion_fields(), "Thêm ý kiến đã nghe", {"topic": Topic.OTHER})
        self.answers = RowsEditor(answer_fields(), "", fixed=True)
        self.promises = RowsEditor(
            promise_fields(),
            "Thêm kết luận, cam kết",
            {"holder_kind": HolderKind.EMPLOYER, "topic": Topic.OTHER},
        )
        self.planned = QLabel()
        self.planned.setProperty("role", "muted")
        self.planned.setWordWrap(True)
        self.no_answers = QLabel("Không có cam kết nào đang theo dõi từ các lần trước.")
        self.no_answers.setProperty("role", "muted")
        self._sections: dict[str, list[QWidget]] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        self._section(column, "Thành phần, thời gian", self.planned, self.forms["times"])
        self._section(column, "Cùng đi với trưởng đoàn", self.team)
        self._section(column, "Người dự của cơ sở", self.people)
        self._section(column, "Người lao động đã gặp", self.forms["met"])
        self._section(column, "Nội dung làm việc", self.forms["talk"])
        self._section(column, "Số liệu", self.figures)
        self._section(column, "Ý kiến đã nghe", self.opinions)
        self._section(column, "Cam kết từ các lần trước", self.no_answers, self.answers)
        self._section(column, "Kết luận, cam kết mới", self.promises)
        self._section(column, "Ý kiến, hướng dẫn, kết luận", self.forms["ending"])
        self._section(column, "Biên bản", self.forms["minutes"])
        column.addStretch(1)

    def _section(self, column: QVBoxLayout, title: str, *widgets: QWidget) -> None:
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(0, self.fontMetrics().height() // 2, 0, 0)
        line = QFrame()
        line.setObjectName("groupLine")
        for widget in (heading, line, *widgets):
            column.addWidget(widget)
        self._sections[title] = [heading, line, *widgets]

    def _connect(self) -> None:
        parts: list[Any] = [self.team, self.people, self.figures, self.opinions, self.answers, self.promises]
        for part in [*self.forms.values(), *parts]:
            part.edited.connect(self.edited)
        self.promises.added.connect(self._on_promise_added)

    # loading

    def set_officers(self, officers: Sequence[tuple[int, str]]) -> None:
        self.team.set_officers(officers)

    def load(
        self, visit: VisitForm, expected: Sequence[Participant], terms: Mapping[HolderKind, Deadline]
    ) -> None:
        """Show a visit; the expected people stand ready where nobody was named yet."""
        self._visit, self._terms = visit, terms
        for form in self.forms.values():
            form.load(visit.values)
        planned = visit.values["planned_from"]
        until = visit.values.get("planned_to")
        ends = f" đến {moment_text(until)}" if until else ""
        self.planned.setText(
            f"Dự kiến: {moment_text(planned)}{ends}. Để trống giờ bắt đầu thì lấy giờ dự kiến."
        )
        self.team.set_value(visit.officer_ids)
        people = visit.participants or tuple(expected)
        self.people.load([(None, _person_values(person), "") for person in people])
        self.figures.load(visit.figures, visit.last_figures)
        self.opinions.load(
            [({"note_id": o.note_id, "version": o.version}, o.values, "") for o in visit.opinions]
        )
        self.answers.load(
            [
                (
                    {"promise_id": line.promise_id, "version": line.version},
                    {"word": line.word, "note": line.note},
                    f"{line.number} ({line.holder}, hạn {date_text(line.due_on)}): {line.text}",
                )
                for line in visit.answers
            ]
        )
        self.promises.load([(_promise_key(p), _promise_values(p), p.number) for p in visit.promises])
        for title in ("Số liệu", "Cam kết từ các lần trước"):
            for widget in self._sections[title]:
                widget.setVisible(visit.has_union)
        if visit.has_union:
            self.no_answers.setVisible(not visit.answers)

    @Slot(object)
    def _on_promise_added(self, frame: RowFrame) -> None:
        """The default day of the holder stands in the empty field."""
        holder, due = frame.rows["holder_kind"].editor, frame.rows["due_on"].editor
        assert isinstance(holder, LineEditor)
        assert isinstance(due, LineEditor)

        def show(_text: str = "") -> None:
            known, kind = frame.rows["holder_kind"].state()
            term = self._terms.get(kind) if known and kind else None
            due.edit.setPlaceholderText(f"mặc định {date_text(term.due_on)}" if term else "ngày/tháng/năm")
            due.edit.setToolTip(term.sentence if term else "")

        holder.edit.textChanged.connect(show)
        show()

    # reading

    def check(self) -> bool:
        """Say every problem at its field and go to the first; True when there is none."""
        parts: list[Any] = [
            self.forms["times"], self.people, self.forms["met"], self.forms["talk"], self.figures,
            self.opinions, self.answers, self.promises, self.forms["ending"], self.forms["minutes"],
        ]  # fmt: skip
        return all(part.check() for part in parts)

    def edit(self) -> VisitEdit:
        """What is to be saved. Raises UserError for what cannot be read: ask `check` before."""
        visit = self._visit
        assert visit is not None
        values: dict[str, Any] = {}
        for form in self.forms.values():
            values |= form.changes()
        return VisitEdit(
            values=values,
            officer_ids=self.team.value(),
            participants=tuple(_person(values) for _, values in self.people.lines()),
            figures=self.figures.values() if visit.has_union else None,
            figures_checked=visit.has_union and self.figures.checked.isChecked(),
            answers=self._answers(visit),
            promises=self._promises(visit),
            opinions=self._opinions(visit),
        )

    def _answers(self, visit: VisitForm) -> tuple[AnswerEdit, ...]:
        before = {line.promise_id: (line.word, line.note) for line in visit.answers}
        found = []
        for key, values in self.answers.lines():
            word: PromiseWord | None = values["word"]
            note = values["note"] or ""
            if before.get(key["promise_id"]) != (word, note):
                found.append(AnswerEdit(key["promise_id"], word, note, key["version"]))
        return tuple(found)

    def _promises(self, visit: VisitForm) -> tuple[VisitPromise, ...]:
        before = {promise.promise_id: promise for promise in visit.promises}
        found = []
        for key, values in self.promises.lines():
            promise = _promise(key or {}, values)
            if key is None or before.get(promise.promise_id) != promise:
                found.append(promise)
        for key in self.promises.removed:
            gone = before.get(key["promise_id"])
            values = _promise_values(gone) if gone else {"text": "", "holder_kind": HolderKind.OTHER}
            found.append(_promise(key, values, removed=True))
        return tuple(found)

    def _opinions(self, visit: VisitForm) -> tuple[VisitOpinion, ...]:
        before = {opinion.note_id: opinion.values for opinion in visit.opinions}
        found = []
        for key, values in self.opinions.lines():
            if key is None:
                found.append(VisitOpinion({n: v for n, v in values.items() if v is not None}))
            elif any(before.get(key["note_id"], {}).get(name) != value for name, value in values.items()):
                found.append(VisitOpinion(values, key["note_id"], key["version"]))
        found += [VisitOpinion({}, key["note_id"], key["version"], True) for key in self.opinions.removed]
        return tuple(found)

    # drafts

    def state(self) -> dict[str, Any]:
        """Every value, for telling whether something was edited."""
        return {
            "forms": [[row.state() for row in form.rows.values()] for form in self.forms.values()],
            "team": self.team.value(),
            "figures": self.figures.state(),
            **{name: part.state() for name, part in self._lists().items()},
        }

    def draft(self) -> dict[str, Any]:
        """What is typed, readable or not."""
        return {
            "forms": {name: form.draft() for name, form in self.forms.items()},
            "team": list(self.team.value()),
            "figures": self.figures.draft(),
            **{name: part.draft() for name, part in self._lists().items()},
        }

    def load_draft(self, draft: Mapping[str, Any]) -> None:
        """Put a kept draft over what was loaded."""
        for name, form in self.forms.items():
            form.load_draft(draft["forms"].get(name, {}))
        self.team.set_value([int(number) for number in draft["team"]])
        self.figures.load_draft(draft["figures"])
        for name, part in self._lists().items():
            part.load_draft(draft[name])
        self.edited.emit()

    def _lists(self) -> dict[str, RowsEditor]:
        return {
            "people": self.people,
            "opinions": self.opinions,
            "answers": self.answers,
            "promises": self.promises,
        }


def _person_values(person: Participant) -> dict[str, Any]:
    return {
        "full_name": person.full_name,
        "position": person.position or None,
        "side": person.side,
        "is_head": person.is_head or None,
    }


def _person(values: Mapping[str, Any]) -> Participant:
    return Participant(
        values["side"], values["full_name"] or "", values["position"] or "", bool(values["is_head"])
    )


def _promise_key(promise: VisitPromise) -> dict[str, Any]:
    return {
        "promise_id": promise.promise_id,
        "version": promise.version,
        "number": promise.number,
        "status": promise.status.value,
    }


def _promise_values(promise: VisitPromise) -> dict[str, Any]:
    return {
        "text": promise.text,
        "holder_kind": promise.holder_kind,
        "holder_name": promise.holder_name or None,
        "due_on": promise.due_on,
        "topic": promise.topic,
        "coordination": promise.coordination or None,
    }


def _promise(key: Mapping[str, Any], values: Mapping[str, Any], *, removed: bool = False) -> VisitPromise:
    known: dict[str, Any] = {}
    if key:
        status = PromiseStatus(key["status"])
        known = {name: key[name] for name in ("promise_id", "version", "number")} | {"status": status}
    return VisitPromise(
        text=values["text"] or "",
        holder_kind=values["holder_kind"],
        holder_name=values.get("holder_name") or "",
        coordination=values.get("coordination") or "",
        due_on=values.get("due_on"),
        topic=values.get("topic") or Topic.OTHER,
        removed=removed,
        **known,
    )
