"""Lists of promises: what is open, due and overdue by holder, with the one colour of a due day."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from unionDesk.records.audit import SearchRow
from unionDesk.records.base import table_of
from unionDesk.records.branch import Branch
from unionDesk.records.office import Officer
from unionDesk.records.promise import Promise
from unionDesk.records.visit import Visit
from unionDesk.rules.choice import Choice
from unionDesk.rules.kinds import DueColour, HolderKind, PromiseStatus, Topic
from unionDesk.rules.names import fold
from unionDesk.rules.overdue import due_colour, due_words
from unionDesk.rules.promises import is_ours
from unionDesk.rules.working_days import WorkCalendar, soon_until
from unionDesk.storage.unit_of_work import Work

from . import settings
from .case_access import not_of_hidden
from .work_calendar import office_calendar


class PromiseView(Choice):
    """Which promises a list shows."""

    OPEN = "open", "Đang theo dõi"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    CLOSED = "closed", "Đã kết thúc"
    ALL = "all", "Tất cả"


@dataclass(frozen=True)
class PromiseFilter:
    """What the list shows. Empty parts filter nothing; `officer_id` is who follows the promise."""

    view: PromiseView = PromiseView.OPEN
    text: str = ""
    holders: tuple[HolderKind, ...] = ()
    topics: tuple[Topic, ...] = ()
    officer_id: int | None = None
    branch_id: int | None = None
    visit_id: int | None = None


@dataclass(frozen=True)
class PromiseRow:
    """A line of the list. `holder` is who has to do it, in words; `due_words` how far away the day is."""

    promise_id: int
    version: int
    number: str
    branch_id: int | None
    branch_code: str
    branch: str
    holder_kind: HolderKind
    holder: str
    coordination: str
    text: str
    topic: Topic
    opinion_count: int
    officer: str
    visit_id: int | None
    visit_number: str
    made_on: date
    due_on: date
    due_words: str
    colour: DueColour
    status: PromiseStatus
    result: str
    closed_on: date | None
    told_branch_on: date | None
    branch_agrees: bool | None

    @property
    def id(self) -> int:
        """For lists, which know a row by its id."""
        return self.promise_id


@dataclass(frozen=True)
class OverdueCount:
    """How many open promises one sort of holder has, and how many are past their day."""

    holder: HolderKind
    open: int
    overdue: int


_ORDERS: Mapping[str, Any] = {
    "due_on": Promise.due_on,
    "made_on": Promise.made_on,
    "number": Promise.number,
    "status": Promise.status,
    "holder": Promise.holder_kind,
    "branch": Branch.name_key,
    "officer": Officer.name_key,
    "closed_on": Promise.closed_on,
}


def holder_words(kind: HolderKind, name: str | None) -> str:
    """Who has to keep a promise: the name given, else the sort of holder."""
    return name or kind.label


def filtered(work: Work, choice: PromiseFilter) -> Select[Any]:
    """Ids of the promises that the filter leaves, unordered, joined to branch and officer."""
    statement = (
        select(Promise.id)
        .join(Branch, Branch.id == Promise.branch_id, isouter=True)
        .join(Officer, Officer.id == Promise.officer_id, isouter=True)
        .where(
            Promise.organisation_id == work.organisation_id,
            Promise.deleted_at.is_(None),
            *not_of_hidden(work, Promise.case_id),
            *_in_view(work, choice.view),
            *_holding_words(choice.text),
        )
    )
    if choice.holders:
        statement = statement.where(Promise.holder_kind.in_(choice.holders))
    if choice.topics:
        statement = statement.where(Promise.topic.in_(choice.topics))
    for column, value in (
        (Promise.officer_id, choice.officer_id),
        (Promise.branch_id, choice.branch_id),
        (Promise.visit_id, choice.visit_id),
    ):
        if value is not None:
            statement = statement.where(column == value)
    return statement


def _in_view(work: Work, view: PromiseView) -> list[Any]:
    if view is PromiseView.ALL:
        return []
    if view is PromiseView.CLOSED:
        return [Promise.status != PromiseStatus.OPEN]
    found: list[Any] = [Promise.status == PromiseStatus.OPEN]
    if view is PromiseView.OVERDUE:
        found.append(Promise.due_on < work.today)
    if view is PromiseView.DUE_SOON:
        until = soon_until(office_calendar(work), work.today, settings.get(work, "due.soon_working_days"))
        found.append(Promise.due_on.between(work.today, until))
    return found


def _holding_words(text: str) -> list[Any]:
    """Every word occurs in the promise or in the name of its branch, with or without accents."""
    own = table_of(SearchRow)
    return [
        or_(
            Branch.search_words.contains(word, autoescape=True),
            select(own.c.id)
            .where(
                own.c.kind == Promise.__tablename__,
                own.c.record_id == Promise.id,
                own.c.words.contains(word, autoescape=True),
            )
            .exists(),
        )
        for word in fold(text).split()
    ]


def ids(work: Work, choice: PromiseFilter, order: str = "due_on", *, descending: bool = False) -> array[int]:
    """Ids of the filtered promises in order; `order` is one of the list's sortable columns."""
    key = _ORDERS[order]
    ordering = key.desc().nulls_last() if descending else key.asc().nulls_last()
    return array("q", work.session.scalars(filtered(work, choice).order_by(ordering, Promise.id)))


def rows(work: Work, wanted: Sequence[int]) -> list[PromiseRow]:
    """The lines of these promises in the order asked for; one that has gone since is left out."""
    found = {row.promise_id: row for row in _rows(work, _lines().where(Promise.id.in_(list(wanted))))}
    return [found[i] for i in wanted if i in found]


def open_of_branch(work: Work, branch_id: int) -> list[PromiseRow]:
    """The open promises of a branch, soonest due first: what comes up at its next visit (rule V5)."""
    statement = _lines().where(
        Promise.branch_id == branch_id,
        Promise.status == PromiseStatus.OPEN,
        Promise.deleted_at.is_(None),
        Promise.organisation_id == work.organisation_id,
    )
    return _rows(work, statement.order_by(Promise.due_on, Promise.id))


def of_visit(work: Work, visit_id: int) -> list[PromiseRow]:
    """The promises made at a visit, in the order they were noted."""
    statement = _lines().where(
        Promise.visit_id == visit_id, Promise.deleted_at.is_(None), *not_of_hidden(work, Promise.case_id)
    )
    return _rows(work, statement.order_by(Promise.id))


def count_overdue(work: Work) -> list[OverdueCount]:
    """Open and overdue promises by sort of holder, in the order of the closed list."""
    overdue = func.count().filter(Promise.due_on < work.today)
    statement = (
        select(Promise.holder_kind, func.count(), overdue)
        .where(
            Promise.organisation_id == work.organisation_id,
            Promise.deleted_at.is_(None),
            Promise.status == PromiseStatus.OPEN,
            *not_of_hidden(work, Promise.case_id),
        )
        .group_by(Promise.holder_kind)
    )
    found = {kind: (whole, late) for kind, whole, late in work.session.execute(statement)}
    return [OverdueCount(kind, *found[kind]) for kind in HolderKind if kind in found]


def colour_of(
    promise_status: PromiseStatus,
    due_on: date,
    holder: HolderKind,
    today: date,
    calendar: WorkCalendar,
    soon_working_days: int,
) -> DueColour:
    """The colour of a promise, on every screen and in every report. Closed without success is grey."""
    if promise_status in {PromiseStatus.BROKEN, PromiseStatus.VOID}:
        return DueColour.GREY
    return due_colour(
        due_on,
        today,
        calendar,
        done=promise_status is not PromiseStatus.OPEN,
        ours=is_ours(holder),
        soon_working_days=soon_working_days,
    )


def listing(
    work: Work, search: str = "", as_of: date | None = None, limit: int | None = None
) -> list[dict[str, Any]]:
    """The promises for the command line, by number; those made up to `as_of` where a day is given."""
    statement = filtered(work, PromiseFilter(PromiseView.ALL, search)).with_only_columns(Promise, Branch.code)
    if as_of is not None:
        statement = statement.where(Promise.made_on <= as_of)
    found = work.session.execute(statement.order_by(Promise.number, Promise.id).limit(limit))
    return [
        {
            "number": promise.number,
            "branch_code": code,
            "holder": holder_words(promise.holder_kind, promise.holder_name),
            "text": promise.text,
            "due_on": promise.due_on,
            "status": promise.status.value,
        }
        for promise, code in found
    ]


def _lines() -> Any:
    return (
        select(Promise, Branch.code, Branch.current_name, Officer.full_name, Visit.number)
        .join(Branch, Branch.id == Promise.branch_id, isouter=True)
        .join(Officer, Officer.id == Promise.officer_id, isouter=True)
        .join(Visit, and_(Visit.id == Promise.visit_id, Visit.deleted_at.is_(None)), isouter=True)
    )


def _rows(work: Work, statement: Any) -> list[PromiseRow]:
    calendar = office_calendar(work)
    soon = settings.get(work, "due.soon_working_days")
    return [
        PromiseRow(
            promise_id=promise.id,
            version=promise.version,
            number=promise.number,
            branch_id=promise.branch_id,
            branch_code=code or "",
            branch=branch or "",
            holder_kind=promise.holder_kind,
            holder=holder_words(promise.holder_kind, promise.holder_name),
            coordination=promise.coordination or "",
            text=promise.text,
            topic=promise.topic,
            opinion_count=promise.opinion_count,
            officer=officer or "",
            visit_id=promise.visit_id,
            visit_number=visit or "",
            made_on=promise.made_on,
            due_on=promise.due_on,
            due_words=due_words(promise.due_on, work.today, calendar)
            if promise.status is PromiseStatus.OPEN
            else "",
            colour=colour_of(promise.status, promise.due_on, promise.holder_kind, work.today, calendar, soon),
            status=promise.status,
            result=promise.result or "",
            closed_on=promise.closed_on,
            told_branch_on=promise.told_branch_on,
            branch_agrees=promise.branch_agrees,
        )
        for promise, code, branch, officer, visit in work.session.execute(statement)
    ]
