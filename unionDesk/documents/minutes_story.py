"""What the minutes say, block by block: the order and the rules of empty sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unionDesk.rules.kinds import DocumentKind, MinutesKind, PromiseStatus

from .blocks import Block, Columns, Stack, points
from .data import Absence, EarlierTask, MinutesData, Person, Task
from .forms import Wording, wording
from .page import Area
from .paper import VIETNAMESE_LETTERS, Parts, top
from .profile import Profile
from .tables import Column, Row, TableBlock
from .wording import (
    DOTS,
    NBSP,
    branch_title,
    clean,
    clock_in_words,
    day_in_words,
    ended,
    plain,
    short_day,
    two_digits,
)

WORDING_FILE = "minutes.toml"

TASK_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Nội dung", 65),
    Column("Đơn vị, người thực hiện", 35),
    Column("Phối hợp", 28),
    Column("Thời hạn", 27, "center"),
)
EARLIER_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Nội dung", 60),
    Column("Đơn vị, người thực hiện", 35),
    Column("Thời hạn", 27, "center"),
    Column("Kết quả", 33, "center"),
)
_RESULTS = {
    PromiseStatus.KEPT: "Đã thực hiện",
    PromiseStatus.LATE: "Thực hiện chậm",
    PromiseStatus.OPEN: "Chưa thực hiện",
    PromiseStatus.BROKEN: "Chưa thực hiện",
    PromiseStatus.VOID: PromiseStatus.VOID.label,
}
_NOBODY = (Person(""),)  # a dotted line to be filled in by hand


@dataclass(frozen=True, slots=True)
class Story:
    """The minutes as blocks: the text, and the signatures with the recipients that end it."""

    blocks: list[Block]
    ending: list[Block]


def named_branch(data: MinutesData) -> str:
    """The branch with the words công đoàn cơ sở, or the firm as it is named."""
    return branch_title(data.branch) if data.has_union else plain(data.branch)


def subject_lines(data: MinutesData, words: Wording) -> str:
    """The trích yếu: what is given, else made from kind and branch; the theme below."""
    subject = clean(data.subject) or words("subject", branch=named_branch(data))
    theme = plain(data.theme)
    if not theme:
        return subject
    return f"{subject}\n{theme if theme.casefold().startswith('về ') else words('theme', theme=theme)}"


class MinutesStory:
    """The minutes of one paper as blocks, by kind and profile."""

    def __init__(self, data: MinutesData, profile: Profile) -> None:
        self._data = data
        self._profile = profile
        self._parts = Parts(profile)
        self._words = wording(WORDING_FILE, data.kind.value)
        self._section = 0

    def story(self) -> Story:
        data = self._data
        blocks: list[Block] = [
            *top(
                data.letterhead,
                data.imprint,
                DocumentKind.MINUTES,
                paper_type=self._words("type"),
                subject=subject_lines(data, self._words),
                note=self._replacement(),
                dated=data.date_line,
                profile=self._profile,
            ),
            *self._opening(),
            *self._people(),
            *self._content(),
            *self._texts("guidance_title", data.guidance),
            *self._earlier(),
            *self._conclusion(),
            *self._texts("disagreement_title", data.disagreements),
            *self._closing(),
        ]
        return Story(blocks, self._ending())

    # -- top ------------------------------------------------------------------------------------

    def _replacement(self) -> str:
        imprint = self._data.imprint
        if not imprint.replaces_number:
            return ""
        if imprint.replaces_date is None:
            return self._words("replaces", number=plain(imprint.replaces_number))
        return self._words(
            "replaces_dated",
            number=plain(imprint.replaces_number),
            date=day_in_words(imprint.replaces_date),
        )

    def _opening(self) -> list[Block]:
        data, words, parts = self._data, self._words, self._parts
        blocks: list[Block] = []
        basis = plain(data.basis)
        if basis:
            begun = basis.casefold().startswith(("thực hiện", "căn cứ"))
            blocks.append(parts.paragraph(ended(basis if begun else words("basis", basis=basis))))
        day = data.started.date() if data.started else None
        when = {"time": clock_in_words(data.started), "date": day_in_words(day)}
        place = plain(data.place).rstrip(".") or DOTS
        if data.kind is MinutesKind.MEETING:
            blocks.append(parts.paragraph(words("started", **when)))
            blocks.append(parts.paragraph(words("place", place=place)))
            return blocks
        counterpart = plain(data.counterpart)
        if not counterpart:
            branch = named_branch(data)
            counterpart = words("counterpart", branch=_lower_first(branch)) if data.has_union else branch
        delegation = words("delegation", office=plain(data.letterhead.office))
        blocks.append(
            parts.paragraph(
                words("opening", place=place, delegation=delegation, counterpart=counterpart, **when)
            )
        )
        return blocks

    # -- who was there --------------------------------------------------------------------------

    def _people(self) -> list[Block]:
        data, words, parts = self._data, self._words, self._parts
        blocks: list[Block] = [self._next_section(words("people_title"))]
        groups: list[tuple[str, tuple[Person, ...]]] = [
            (words("delegation_title", office=plain(data.letterhead.office)), data.delegation),
            (named_branch(data), data.branch_people),
            (words("employer_title"), data.employer_people),
        ]
        expected = {title for title, _ in groups[: 2 if data.has_union else 1]}
        number = 0
        for title, people in groups:
            if people or title in expected:
                number += 1
                blocks.append(parts.clause(number, title))
                blocks.extend(parts.items([self._named(person) for person in people or _NOBODY]))
        if data.workers or data.named_workers:
            number += 1
            blocks.extend(self._workers(number))
        if data.chair:
            blocks.append(parts.paragraph(ended(self._named(data.chair)), lead=words("chair")))
        if data.secretary:
            blocks.append(parts.paragraph(ended(self._named(data.secretary)), lead=words("secretary")))
        if data.absent:
            missing = "; ".join(self._absence(absence) for absence in data.absent)
            blocks.append(parts.paragraph(ended(missing), lead=words("absent")))
        return blocks

    def _workers(self, number: int) -> list[Block]:
        data, words, parts = self._data, self._words, self._parts
        title = words("workers_title")
        if data.workers:
            count = two_digits(data.workers)
            if data.women_workers is None:
                title += ": " + words("workers_count", count=count)
            else:
                title += ": " + words(
                    "workers_count_women", count=count, women=two_digits(data.women_workers)
                )
        heading = parts.clause(number, title)
        heading.keep_next = bool(data.named_workers)
        return [heading, *parts.items([self._named(person) for person in data.named_workers])]

    def _named(self, person: Person) -> str:
        """`Ông (bà) Họ tên, chức vụ - vai trò`."""
        name = f"{self._words('courtesy')} {plain(person.name) or DOTS}"
        position = f", {plain(person.position)}" if person.position.strip() else ""
        role = f" -{NBSP}{plain(person.role).replace(' ', NBSP)}" if person.role.strip() else ""
        return f"{name}{position}{role}"

    def _absence(self, absence: Absence) -> str:
        reason = plain(absence.reason).rstrip(".")
        return self._named(absence.person) + (f" {self._words('reason', reason=reason)}" if reason else "")

    # -- what was said --------------------------------------------------------------------------

    def _content(self) -> list[Block]:
        """Section II: every topic of a visit, said or not; of a meeting only what was said."""
        data, words, parts = self._data, self._words, self._parts
        meeting = data.kind is MinutesKind.MEETING
        blocks: list[Block] = [
            self._next_section(words("content_title")),
            *parts.paragraphs(data.proceedings),
        ]
        clauses = [(words(f"{topic}_title"), self._said(text)) for topic, text in self._topics()]
        opinions_said = any(clean(text) for _, text in self._opinion_texts())
        clauses.append((words("opinions_title"), self._opinions() if opinions_said or not meeting else []))
        if meeting:  # what makes sections of their own in a visit's minutes
            clauses.append((words("guidance_title"), parts.paragraphs(data.guidance)))
            clauses.append((words("disagreement_title"), parts.paragraphs(data.disagreements)))
        number = 0
        for title, said in clauses:
            if said:
                number += 1
                blocks.extend([parts.clause(number, title), *said])
        if len(blocks) == 1:
            blocks.append(parts.paragraph(words("nothing_new")))
        return blocks

    def _topics(self) -> list[tuple[str, str]]:
        data = self._data
        return [
            ("production", data.production),
            ("wages", data.wages),
            ("living", data.living),
            ("union", data.union_work),
            ("mood", data.mood),
        ]

    def _said(self, text: str) -> list[Block]:
        """What was said on a topic; in a visit's minutes an empty topic says that nothing is new."""
        own = self._parts.paragraphs(text)
        if own or self._data.kind is MinutesKind.MEETING:
            return own
        return [self._parts.paragraph(self._words("nothing_new"))]

    def _opinion_texts(self) -> list[tuple[str, str]]:
        data, words = self._data, self._words
        texts = [
            (words("branch_opinion"), data.branch_opinion),
            (words("employer_opinion"), data.employer_opinion),
            (words("worker_opinion"), data.worker_opinion),
        ]
        return texts if data.has_union else texts[1:]

    def _opinions(self) -> list[Block]:
        blocks: list[Block] = []
        for letter, (title, text) in zip(VIETNAMESE_LETTERS, self._opinion_texts(), strict=False):
            head = f"{letter}) {title}"
            own = self._parts.paragraphs(text)
            if not own:
                blocks.append(self._parts.paragraph(f"{head} {self._words('no_opinion')}"))
                continue
            heading = self._parts.paragraph(head)
            heading.keep_next = True
            blocks.extend([heading, *own])
        return blocks

    def _texts(self, title: str, text: str) -> list[Block]:
        """A section of its own, left out when empty so that the numerals close up."""
        if self._data.kind is MinutesKind.MEETING:
            return []  # a clause of section II
        own = self._parts.paragraphs(text)
        return [self._next_section(self._words(title)), *own] if own else []

    def _next_section(self, title: str) -> Block:
        self._section += 1
        return self._parts.section(self._section, title)

    # -- promises -------------------------------------------------------------------------------

    def _earlier(self) -> list[Block]:
        tasks = self._data.earlier_tasks
        if not tasks:
            return []
        rows = [Row((str(place), *_earlier_cells(task))) for place, task in enumerate(tasks, start=1)]
        return [
            self._parts.section(0, self._words("earlier_title")),
            TableBlock(EARLIER_COLUMNS, rows, self._profile),
        ]

    def _conclusion(self) -> list[Block]:
        data = self._data
        blocks: list[Block] = [self._next_section(self._words("conclusion_title"))]
        blocks.extend(self._parts.paragraphs(data.conclusion))
        if data.tasks:
            rows = [Row((str(place), *_task_cells(task))) for place, task in enumerate(data.tasks, start=1)]
            blocks.append(TableBlock(TASK_COLUMNS, rows, self._profile))
        if len(blocks) == 1:
            blocks.append(self._parts.paragraph(self._words("nothing_new")))
        return blocks

    # -- end ------------------------------------------------------------------------------------

    def _closing(self) -> list[Block]:
        data, words = self._data, self._words
        meeting = data.kind is MinutesKind.MEETING
        day = day_in_words(data.ended.date() if data.ended else None)
        known = data.started is not None and data.ended is not None
        if not meeting and (not known or _same_day(data)):
            day = words("same_day")
        elif not meeting:
            day = f", {day}"

        def closing(pages: int) -> str:
            places = {"time": clock_in_words(data.ended), "day": day, "pages": two_digits(pages)}
            if not meeting:
                places["copies"] = two_digits(data.copies)
                places["each_keeps"] = plain(data.each_keeps).rstrip(".")
            return words("closing", **places).replace(" , ", ", ")

        first = self._parts.late_paragraph(closing)
        first.keep_next = True
        refusals = [self._parts.paragraph(self._refusal(absence)) for absence in data.not_signing]
        return [first, *refusals]

    def _refusal(self, absence: Absence) -> str:
        person, reason = self._named(absence.person), plain(absence.reason).rstrip(".")
        if not reason:
            return self._words("not_signing_silent", person=person)
        return self._words("not_signing", person=person, reason=reason)

    def _ending(self) -> list[Block]:
        width = Area.of(self._profile).width
        meeting = self._data.kind is MinutesKind.MEETING
        blocks = self._meeting_signatures(width) if meeting else self._two_sided_signatures(width)
        kept = self._words("kept_on_file")
        texts = [text for text in self._data.recipients if plain(text)]
        if not any(plain(text).casefold().startswith("lưu:") for text in texts):
            texts.append(kept)
        recipients = self._parts.recipients(texts, self._words("recipients_title"))
        measures = self._profile.ending.meeting_columns
        left = measures[0] / sum(measures) * width
        # one block a line, so that a list longer than the page can go on
        below = [Columns([left, width - left], [[block], []]) for block in recipients]
        below[0].space_before = points(self._profile.ending.gap)
        return [Stack(blocks), *below]

    def _meeting_signatures(self, width: float) -> list[Block]:
        data, words = self._data, self._words
        measures = self._profile.ending.meeting_columns
        left, between, right = (part / sum(measures) * width for part in measures)
        columns = [
            (left, words("secretary_signature"), _name(data.secretary)),
            (between, "", ""),
            (right, words("chair_signature"), _name(data.chair)),
        ]
        return [self._parts.signatures(columns, words("sign_hint"))]

    def _two_sided_signatures(self, width: float) -> list[Block]:
        data, words, half = self._data, self._words, width / 2
        branch = data.branch_signer or _first(data.branch_people)
        employer = data.employer_signer or _first(data.employer_people)
        lead = data.lead_signer or _first(data.delegation)
        left = words("branch_signature")
        if not data.has_union:
            left, branch, employer = words("firm_signature"), branch or employer, None
        upper = [(half, left, _name(branch)), (half, words("lead_signature"), _name(lead))]
        lower = [(half, words("secretary_signature"), _name(data.secretary))]
        lower.append((half, words("employer_signature") if employer else "", _name(employer)))
        return [self._parts.signatures(columns, words("sign_hint")) for columns in (upper, lower)]


def _earlier_cells(task: EarlierTask) -> tuple[str, ...]:
    return (_cell(task.text), _cell(task.holder), short_day(task.due_on), _RESULTS[task.status])


def _task_cells(task: Task) -> tuple[str, ...]:
    return (_cell(task.text), _cell(task.holder), _cell(task.partner), short_day(task.due_on))


def _cell(text: str) -> str:
    return "\n".join(own for own in clean(text).split("\n") if own)


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _first(people: Sequence[Person]) -> Person | None:
    return people[0] if people else None


def _lower_first(text: str) -> str:
    """`Công đoàn cơ sở …` inside a sentence."""
    return text[:1].lower() + text[1:]


def _same_day(data: MinutesData) -> bool:
    return data.started is not None and data.ended is not None and data.started.date() == data.ended.date()
