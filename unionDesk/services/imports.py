"""Importing a list of branches: look first, write in one named batch, take it back whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from unionDesk.records.audit import Operation
from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import ImportAction, ImportField, PlaceSystem
from unionDesk.rules.place_search import Scope, narrowed, scope_from_titles, scope_of
from unionDesk.storage import numbers
from unionDesk.storage.store import Store
from unionDesk.storage.unit_of_work import Work
from unionDesk.workbooks.branch_plan import BranchPlan, PlannedRow
from unionDesk.workbooks.planner import PlanOptions, plan_book
from unionDesk.workbooks.reader import read_book
from unionDesk.workbooks.sheet import column_letters

from . import offices, places
from .import_matching import Change, Matcher, changes
from .import_writing import Writer
from .rights import Right, require

Report = Callable[[int, int, str], object]
BATCHES = "import"


@dataclass(frozen=True)
class ImportRequest:
    """What a person says about a list; everything but the file may be left to the program.

    `successors`: for a commune that July 2025 split, old code → new code. `leave_out`: rows not to be
    taken, by their number in the file. `corrections`: what a person typed for a cell, by its name
    ("DS!D17"). `sha256`: the file that was looked at; another one of that name is not taken.
    """

    file: Path
    sheet: str | None = None
    as_of: date | None = None
    mapping: Mapping[int, ImportField] | None = None
    header_rows: tuple[int, int] | None = None
    place_choices: Mapping[str, tuple[PlaceSystem, str]] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    leave_out: frozenset[int] = frozenset()
    blank_bad_cells: bool = False
    sha256: str = ""


@dataclass(frozen=True)
class RowDecision:
    """What will become of a row: the action, the branch it means, the values that change."""

    row: PlannedRow
    action: ImportAction
    branch_id: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Split:
    """A commune that July 2025 split: which of the new ones a person has to say."""

    code: str
    name: str
    options: tuple[tuple[str, str], ...]
    rows: tuple[int, ...]


@dataclass(frozen=True)
class ImportPreview:
    """The plan with each row's decision, before anything is written."""

    plan: BranchPlan
    decisions: tuple[RowDecision, ...]
    splits: tuple[Split, ...] = ()
    earlier: str = ""

    def count(self, action: ImportAction) -> int:
        return sum(decision.action is action for decision in self.decisions)


@dataclass(frozen=True)
class ImportResult:
    """What an import did. `operation_id` and `batch` are None when nothing was written."""

    created: int
    updated: int
    unchanged: int
    refused: int
    skipped: int
    problems: tuple[dict[str, Any], ...]
    batch: str | None
    operation_id: int | None
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The document of `import --json`."""
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "skipped": self.skipped,
            "problems": list(self.problems),
            "batch": self.batch,
            "notes": list(self.notes),
        }


def preview(store: Store, report: Report, request: ImportRequest) -> ImportPreview:
    """Reads the file and says what each row would do. Writes nothing.

    Raises UserError for a file that cannot be read or holds no list.
    """
    report(0, 3, "Đang đọc tệp…")
    book = read_book(request.file)
    with store.read() as work:
        report(1, 3, "Đang đối chiếu từng dòng…")
        plan = plan_for(work, book, request)
        report(2, 3, "Đang so với sổ hiện có…")
        return _decide(work, plan, request)


def run(store: Store, report: Report, request: ImportRequest) -> ImportResult:
    """Writes the accepted rows in one transaction as a named batch; refused ones stay out.

    Raises UserError when the file is no longer the one that was looked at.
    """
    report(0, 3, "Đang đọc tệp…")
    book = read_book(request.file)
    if request.sha256 and book.sha256 != request.sha256:
        raise UserError(
            f"Tệp “{request.file.name}” đã được sửa sau khi xem trước nên chưa có gì được nhập. Hãy chọn lại tệp."
        )
    with store.write(f"Nhập danh sách {request.file.name}") as work:
        require(work.actor, Right.IMPORT)
        report(1, 3, "Đang đối chiếu từng dòng…")
        plan = plan_for(work, book, request)
        found = _decide(work, plan, request)
        report(2, 3, "Đang ghi…")
        return write(work, found, request)


def plan_for(work: Work, book: Any, request: ImportRequest) -> BranchPlan:
    """The plan of a read workbook inside the office's area; the list's titles may narrow it."""
    options = PlanOptions(
        today=work.today,
        sheet=request.sheet,
        as_of=request.as_of,
        scope=_area(work),
        mapping=request.mapping,
        header_rows=request.header_rows,
        place_choices=request.place_choices,
        corrections=request.corrections,
        blank_bad_cells=request.blank_bad_cells,
    )
    plan = plan_book(book, places.book(), options)
    if options.scope is not None:
        scope = narrowed(options.scope, scope_from_titles(places.book(), plan.titles))
        if scope != options.scope:
            plan = plan_book(book, places.book(), replace(options, scope=scope))
    return plan


def _area(work: Work) -> Scope | None:
    province, district = offices.area(work)
    return scope_of(places.book(), province, district) if province or district else None


def _decide(work: Work, plan: BranchPlan, request: ImportRequest) -> ImportPreview:
    matcher = Matcher(work, plan.as_of)
    meant = {row.row_number: matcher.find(row) for row in plan.accepted}
    known = matcher.known(sorted({i for i in meant.values() if i is not None}))
    decisions = []
    taken: set[int] = set()
    for row in plan.rows:
        if row.is_refused:
            decisions.append(RowDecision(row, ImportAction.REFUSED))
            continue
        if row.row_number in request.leave_out:
            decisions.append(RowDecision(row, ImportAction.SKIPPED))
            continue
        branch_id = meant[row.row_number]
        if branch_id is None or branch_id in taken:
            decisions.append(RowDecision(row, ImportAction.CREATE))
            continue
        taken.add(branch_id)
        found = tuple(changes(row, known[branch_id]))
        action = ImportAction.UPDATE if found else ImportAction.UNCHANGED
        decisions.append(RowDecision(row, action, branch_id, found))
    return ImportPreview(plan, tuple(decisions), _splits(plan, request), _earlier(work, plan.sha256))


def _splits(plan: BranchPlan, request: ImportRequest) -> tuple[Split, ...]:
    rows: dict[str, list[PlannedRow]] = {}
    for row in plan.accepted:
        code = row.values.get("place_code")
        if (
            code
            and row.values["place_system"] is PlaceSystem.BEFORE_2025_07
            and code not in request.successors
        ):
            rows.setdefault(code, []).append(row)
    found = []
    for code, ones in rows.items():
        options = places.book().successors(code)
        if len(options) > 1:
            choices = tuple((unit.code, unit.name) for unit, _main in options)
            numbers_ = tuple(row.row_number for row in ones)
            found.append(Split(code, str(ones[0].values.get("place_name", "")), choices, numbers_))
    return tuple(found)


def _earlier(work: Work, sha256: str) -> str:
    """When the same file came in before, in a sentence; empty when it did not, or was taken back."""
    statement = (
        select(Operation)
        .where(
            Operation.organisation_id == work.organisation_id,
            Operation.batch.is_not(None),
            Operation.undone_by_id.is_(None),
        )
        .order_by(Operation.at.desc())
    )
    for operation in work.session.scalars(statement):
        if (operation.details or {}).get("sha256") == sha256:
            when = f"{operation.at.astimezone():%H:%M ngày %d/%m/%Y}"
            return f"Đúng tệp này đã được {operation.officer_name} nhập lúc {when} (đợt {operation.batch})."
    return ""


def write(work: Work, found: ImportPreview, request: ImportRequest) -> ImportResult:
    """Writes the decided rows inside an open unit of work and names the batch."""
    plan = found.plan
    create = [d.row for d in found.decisions if d.action is ImportAction.CREATE]
    update = [d for d in found.decisions if d.action is ImportAction.UPDATE]
    writer = Writer(work, plan.as_of, request.successors)
    writer.create(create)
    if update:
        matcher = Matcher(work, plan.as_of)
        known = matcher.known([d.branch_id for d in update if d.branch_id is not None])
        for decision in update:
            assert decision.branch_id is not None
            writer.update(decision.row, known[decision.branch_id], list(decision.changes))
    if create or update:
        year = work.today.year
        work.batch = f"NHAP-{year}-{numbers.take(work, BATCHES, year):04d}"
    result = as_result(found, work.batch, work.operation_id if work.batch else None)
    work.details = {
        "file": plan.file,
        "sha256": plan.sha256,
        "sheet": plan.sheet,
        "as_of": plan.as_of.isoformat(),
        "created": result.created,
        "updated": result.updated,
        "refused": result.refused,
    }
    return result


def as_result(
    found: ImportPreview, batch: str | None = None, operation_id: int | None = None
) -> ImportResult:
    """The counts and problems of a preview, also for a dry run, which has no batch."""
    plan = found.plan
    return ImportResult(
        created=found.count(ImportAction.CREATE),
        updated=found.count(ImportAction.UPDATE),
        unchanged=found.count(ImportAction.UNCHANGED),
        refused=found.count(ImportAction.REFUSED),
        skipped=plan.skipped_count + found.count(ImportAction.SKIPPED),
        problems=tuple(_plain(problem) for problem in plan.problems),
        batch=batch,
        operation_id=operation_id,
        notes=(*plan.notes, *_split_notes(found), *((found.earlier,) if found.earlier else ())),
    )


def _split_notes(found: ImportPreview) -> list[str]:
    return [
        f"{split.name} được chia cho {', '.join(name for _code, name in split.options)} từ 01/7/2025; "
        f"hãy chọn nơi mới cho {len(split.rows)} công đoàn cơ sở."
        for split in found.splits
    ]


def column_name(column: int) -> str:
    """The name of a column in Excel, counted from 0."""
    return column_letters(column)


def _plain(problem: Any) -> dict[str, Any]:
    return {
        "cell": problem.cell,
        "field": problem.field,
        "found": problem.found,
        "expected": problem.expected,
        "message": problem.message,
        "severity": problem.severity.value,
        "offers": list(problem.offers),
    }


def batch_operation(work: Work, batch: str) -> int:
    """The operation of a batch. Raises UserError for a name nobody gave, or a batch taken back already."""
    operation = work.session.scalars(
        select(Operation).where(Operation.organisation_id == work.organisation_id, Operation.batch == batch)
    ).first()
    if operation is None:
        raise UserError(f"Không có đợt nhập nào tên “{batch}”.")
    if operation.undone_by_id is not None:
        raise UserError(f"Đợt nhập “{batch}” đã được hoàn tác rồi.")
    return operation.id
