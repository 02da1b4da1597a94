"""What each group of *Việc hôm nay* lists: visits, papers, promises, cases, branches, gaps. Computed, never stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from unionDesk.records.branch import Branch
from unionDesk.records.case import Case, CaseClock
from unionDesk.records.document import Document
from unionDesk.records.office import Assignment, Officer
from unionDesk.records.place import Place
from unionDesk.records.promise import Promise
from unionDesk.records.visit import Visit, VisitOfficer
from unionDesk.rules.formats import date_text, time_text
from unionDesk.rules.kinds import (
    CaseSeverity,
    ClockState,
    DocumentKind,
    DocumentState,
    DueColour,
    HolderKind,
    PromiseStatus,
    VisitStatus,
)
from unionDesk.rules.overdue import due_colour, due_words
from unionDesk.rules.promises import is_ours
from unionDesk.rules.visits import report_deadline
from unionDesk.rules.working_days import WorkCalendar, soon_until
from unionDesk.storage.unit_of_work import Work

from . import cadence, case_access, case_clock_lines, case_reference, case_register, settings
from .branches import OPEN_STATUSES
from .work_calendar import office_calendar

_LONGEST = 160


@dataclass(frozen=True)
class TodayLine:
    """A line: its colour with the words beside it, what it opens (`kind`, `record_id`), and why it is here."""

    colour: DueColour
    words: str
    kind: str
    record_id: int
    title: str
    sentence: str
    on: date | None
    officer: str


Page = tuple[int, list[TodayLine]]


@dataclass
class Asked:
    """Whose work is asked for (None: everybody's), and what all groups need once."""

    work: Work
    officer_id: int | None
    limit: int
    offset: int

    @property
    def today(self) -> date:
        return self.work.today

    @cached_property
    def calendar(self) -> WorkCalendar:
        return office_calendar(self.work)

    @cached_property
    def settings(self) -> dict[str, Any]:
        return settings.everything(self.work)

    @property
    def soon(self) -> int:
        return int(self.settings["due.soon_working_days"])

    @cached_property
    def soon_day(self) -> date:
        return soon_until(self.calendar, self.today, self.soon)

    def midnight(self, days: int = 0) -> datetime:
        return datetime.combine(self.today + timedelta(days=days), time())

    def colour(self, due_on: date | None, *, ours: bool = True) -> DueColour:
        return due_colour(due_on, self.today, self.calendar, ours=ours, soon_working_days=self.soon)

    def page(self, statement: Any, *order: Any) -> tuple[int, Sequence[Any]]:
        """How many rows the statement has, and its rows of this page."""
        total = self.work.session.scalar(
            select(func.count()).select_from(
                statement.order_by(None).with_only_columns(statement.selected_columns[0]).subquery()
            )
        )
        rows = self.work.session.execute(statement.order_by(*order).limit(self.limit).offset(self.offset))
        return total or 0, rows.all()


def _visits(asked: Asked) -> Any:
    statement: Any = (
        select(Visit.id, Visit, Branch.current_name, Officer.full_name)
        .join(Branch, Branch.id == Visit.branch_id, isouter=True)
        .join(Officer, Officer.id == Visit.lead_id, isouter=True)
        .where(Visit.organisation_id == asked.work.organisation_id, Visit.deleted_at.is_(None))
    )
    if asked.officer_id is None:
        return statement
    goes_along = select(VisitOfficer.visit_id).where(
        VisitOfficer.officer_id == asked.officer_id, VisitOfficer.deleted_at.is_(None)
    )
    return statement.where(or_(Visit.lead_id == asked.officer_id, Visit.id.in_(goes_along)))


def visits_today(asked: Asked) -> Page:
    """Visits planned for today."""
    statement = _visits(asked).where(
        Visit.status.in_(cadence.AHEAD),
        Visit.planned_from >= asked.midnight(),
        Visit.planned_from < asked.midnight(1),
    )
    total, rows = asked.page(statement, Visit.planned_from, Visit.id)
    return total, [
        TodayLine(
            due_colour(None, asked.today, asked.calendar, planned=True),
            time_text(visit.planned_from),
            "visit",
            visit.id,
            branch or visit.firm_name or visit.number,
            _sentence(
                f"{visit.kind.label}{f' – {visit.topic}' if visit.topic else ''}, {visit.status.label.lower()}"
            ),
            visit.planned_from.date(),
            lead or "",
        )
        for _id, visit, branch, lead in rows
    ]


def visits_unrecorded(asked: Asked) -> Page:
    """Visits whose day has passed without a word about what became of them (rule V9)."""
    ends = func.coalesce(Visit.planned_to, Visit.planned_from)
    statement = _visits(asked).where(Visit.status.in_(cadence.AHEAD), ends < asked.midnight(-1))
    total, rows = asked.page(statement, Visit.planned_from, Visit.id)
    lines = []
    for _id, visit, branch, lead in rows:
        day = (visit.planned_to or visit.planned_from).date()
        lines.append(
            TodayLine(
                asked.colour(day),
                due_words(day, asked.today, asked.calendar),
                "visit",
                visit.id,
                branch or visit.firm_name or visit.number,
                f"Chuyến đi {visit.number} dự kiến ngày {date_text(visit.planned_from.date())} chưa ghi là đã "
                "thực hiện, hoãn hay hủy.",
                day,
                lead or "",
            )
        )
    return total, lines


def _unsigned(asked: Asked) -> Select[Any]:
    """Visits whose newest minutes are not signed yet."""
    replaced = select(Document.replaces_id).where(
        Document.replaces_id.is_not(None), Document.deleted_at.is_(None)
    )
    return select(Document.visit_id).where(
        Document.organisation_id == asked.work.organisation_id,
        Document.kind == DocumentKind.MINUTES,
        Document.deleted_at.is_(None),
        Document.visit_id.is_not(None),
        Document.state != DocumentState.SIGNED,
        Document.id.not_in(replaced),
    )


def papers(asked: Asked) -> Page:
    """Visits that took place whose minutes are missing or unsigned, or whose result is not reported."""
    unsigned = _unsigned(asked)
    statement = _visits(asked).where(
        or_(
            Visit.status.in_((VisitStatus.DONE, VisitStatus.MINUTED)),
            and_(Visit.status == VisitStatus.REPORTED, Visit.id.in_(unsigned)),
        )
    )
    total, rows = asked.page(statement, Visit.held_from, Visit.id)
    shown = [visit.id for _id, visit, *_rest in rows]
    waiting = set(asked.work.session.scalars(unsigned.where(Document.visit_id.in_(shown))))
    lines = []
    for _id, visit, branch, lead in rows:
        held = (visit.held_from or visit.planned_from).date()
        due = visit.report_due_on
        if due is None:
            due = report_deadline(held, asked.calendar, asked.settings["visit.report_working_days"]).due_on
        missing = []
        if visit.status is VisitStatus.DONE:
            missing.append("chưa lấy số biên bản")
        elif visit.id in waiting:
            missing.append("biên bản chưa ký")
        if visit.status is not VisitStatus.REPORTED:
            missing.append("chưa báo cáo kết quả")
        lines.append(
            TodayLine(
                asked.colour(due),
                due_words(due, asked.today, asked.calendar),
                "visit",
                visit.id,
                branch or visit.firm_name or visit.number,
                f"Đã đi ngày {date_text(held)}: {', '.join(missing)}; hạn {date_text(due)}.",
                due,
                lead or "",
            )
        )
    return total, lines


def promises(asked: Asked) -> Page:
    """Open promises that are overdue or due soon."""
    statement: Any = (
        select(Promise.id, Promise, Branch.current_name, Officer.full_name)
        .join(Branch, Branch.id == Promise.branch_id, isouter=True)
        .join(Officer, Officer.id == Promise.officer_id, isouter=True)
        .where(
            Promise.organisation_id == asked.work.organisation_id,
            Promise.deleted_at.is_(None),
            Promise.status == PromiseStatus.OPEN,
            Promise.due_on <= asked.soon_day,
            *case_access.not_of_hidden(asked.work, Promise.case_id),
        )
    )
    if asked.officer_id is not None:
        statement = statement.where(Promise.officer_id == asked.officer_id)
    total, rows = asked.page(statement, Promise.due_on, Promise.id)
    return total, [
        TodayLine(
            asked.colour(promise.due_on, ours=is_ours(promise.holder_kind)),
            due_words(promise.due_on, asked.today, asked.calendar),
            "promise",
            promise.id,
            branch or promise.number,
            _sentence(
                f"{_holder(promise.holder_kind, promise.holder_name)}, hạn {date_text(promise.due_on)}: "
                f"{promise.text}"
            ),
            promise.due_on,
            officer or "",
        )
        for _id, promise, branch, officer in rows
    ]


def _holder(kind: HolderKind, name: str | None) -> str:
    return name or kind.label


def cases(asked: Asked) -> Page:
    """Open cases with a clock or next action overdue or due soon, and those for which nothing is set."""
    limitation = [
        and_(CaseClock.rule_id == rule_id, func.coalesce(CaseClock.variant, "") == variant)
        for rule_id, variant in sorted(case_reference.limitation_rules())
    ]
    runs_out = select(CaseClock.case_id).where(
        CaseClock.case_id == Case.id,
        CaseClock.deleted_at.is_(None),
        CaseClock.state == ClockState.RUNNING,
        CaseClock.due_on == Case.next_due_on,
        or_(*limitation),
    )
    horizon = asked.today + timedelta(days=case_clock_lines.LIMITATION_SOON_DAYS)
    statement: Any = (
        select(Case.id, Case, Branch.current_name, Officer.full_name)
        .join(Branch, Branch.id == Case.branch_id, isouter=True)
        .join(Officer, Officer.id == Case.owner_id, isouter=True)
        .where(
            *case_access.visible(asked.work),
            Case.closed_on.is_(None),
            or_(
                Case.next_due_on <= asked.soon_day,
                and_(Case.next_due_on <= horizon, runs_out.exists()),
                and_(Case.next_due_on.is_(None), Case.is_paused.is_(False)),
            ),
        )
    )
    if asked.officer_id is not None:
        statement = statement.where(Case.owner_id == asked.officer_id)
    total, rows = asked.page(statement, Case.next_due_on.asc().nulls_last(), Case.number)
    nearest = case_register.nearest(asked.work, [row[1] for row in rows])
    lines = []
    for _id, case, branch, owner in rows:
        colour, words, clock = nearest[case.id]
        severity = f", mức {case.severity.label.lower()}" if case.severity is not CaseSeverity.NORMAL else ""
        what = (
            f"{clock.label}, hạn {date_text(clock.due_on)}"
            if clock is not None
            else "chưa đặt việc tiếp theo và không có thời hạn nào đang chạy"
        )
        step = case_reference.step_name(case.step)
        lines.append(
            TodayLine(
                colour,
                words or "chưa có hạn",
                "case_file",
                case.id,
                f"{case.number} · {branch or case.employer or ''}",
                _sentence(f"{case_reference.kind_name(case.kind)} (bước “{step}”{severity}): {what}"),
                case.next_due_on,
                owner or "",
            )
        )
    return total, lines


def branches_to_visit(asked: Asked) -> Page:
    """Branches past their cadence or never visited."""
    total, due = cadence.beyond(asked.work, asked.officer_id, asked.limit, asked.offset)
    lines = []
    for one in due:
        ahead = f" Đã có lịch ngày {date_text(one.planned_on)}." if one.planned_on else ""
        lines.append(
            TodayLine(
                one.cadence.colour,
                one.cadence.state.label.lower(),
                "branch",
                one.branch_id,
                " · ".join(part for part in (one.name, one.place) if part),
                one.cadence.sentence + ahead,
                one.cadence.next_due,
                one.officer,
            )
        )
    return total, lines


def gaps(asked: Asked) -> Page:
    """Branches without a lead officer, a chair, figures or a commune."""
    lead = cadence.lead_on(asked.today)
    unled = ~lead.exists()
    missing: list[tuple[str, Any]] = [
        ("chưa phân công cán bộ phụ trách", unled),
        ("chưa có chủ tịch", Branch.current_chair_id.is_(None)),
        ("chưa có số liệu lao động, đoàn viên", Branch.current_figures_id.is_(None)),
        ("chưa biết xã, phường", Branch.current_place_id.is_(None)),
    ]
    conditions = [condition for _words, condition in missing]
    statement: Any = (
        select(Branch.id, Branch, Place.name, *conditions)
        .join(Place, Place.id == Branch.current_place_id, isouter=True)
        .where(
            Branch.organisation_id == asked.work.organisation_id,
            Branch.deleted_at.is_(None),
            Branch.current_status.in_(OPEN_STATUSES),
            or_(*conditions),
        )
    )
    if asked.officer_id is not None:
        statement = statement.where(lead.where(Assignment.officer_id == asked.officer_id).exists())
    total, rows = asked.page(statement, Branch.name_key, Branch.id)
    lines = []
    for _id, branch, place, *lacks in rows:
        words = [text for (text, _condition), lacking in zip(missing, lacks, strict=True) if lacking]
        lines.append(
            TodayLine(
                DueColour.GREY,
                "thiếu dữ liệu",
                "branch",
                branch.id,
                " · ".join(part for part in (branch.current_name, place) if part),
                _sentence(", ".join(words)),
                None,
                "",
            )
        )
    return total, lines


def _sentence(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) > _LONGEST:
        flat = flat[: _LONGEST - 1].rstrip() + "…"
    first = flat[:1].upper() + flat[1:]
    return first if first.endswith((".", "…", "!", "?")) else f"{first}."


GROUPS: dict[str, tuple[str, str, Callable[[Asked], Page]]] = {
    "visits_today": ("Chuyến đi hôm nay", "Hôm nay không có chuyến đi nào.", visits_today),
    "visits_unrecorded": (
        "Chuyến đi chưa ghi kết quả",
        "Chuyến đi nào đã qua ngày cũng đã được ghi.",
        visits_unrecorded,
    ),
    "cases": ("Vụ việc đến hạn", "Không có vụ việc nào quá hạn hay sắp đến hạn.", cases),
    "promises": (
        "Kiến nghị, cam kết đến hạn",
        "Không có kiến nghị, cam kết nào quá hạn hay sắp đến hạn.",
        promises,
    ),
    "papers": (
        "Biên bản, báo cáo chuyến đi",
        "Biên bản và báo cáo của các chuyến đi đã đủ.",
        papers,
    ),
    "branches": (
        "Công đoàn cơ sở cần đi",
        "Không có công đoàn cơ sở nào quá nhịp đi.",
        branches_to_visit,
    ),
    "gaps": ("Thiếu dữ liệu", "Hồ sơ các công đoàn cơ sở đã đủ dữ liệu chính.", gaps),
}
