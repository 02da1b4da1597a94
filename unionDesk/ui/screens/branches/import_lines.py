"""What the import shows line by line: rows with what they will do, problems by cell, rows left aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from unionDesk.rules.choice import Choice
from unionDesk.rules.field_spec import Sort
from unionDesk.rules.formats import integer
from unionDesk.rules.kinds import ImportAction, ImportField, ProblemSeverity, SkipReason
from unionDesk.services.imports import ImportPreview, ImportResult, RowDecision
from unionDesk.ui.kit.cells import Column, cell_text


class RowView(Choice):
    """Which rows of the list are looked at."""

    ALL = "all", "Tất cả các dòng"
    PROBLEMS = "problems", "Dòng có vấn đề"
    CREATE = "create", "Sẽ thêm mới"
    UPDATE = "update", "Sẽ cập nhật"
    UNCHANGED = "unchanged", "Không đổi"
    REFUSED = "refused", "Không nhập được"
    SKIPPED = "skipped", "Được bỏ ra"


@dataclass(frozen=True)
class Line:
    """One row of the list: its number in Excel, what it will do, its values, what is to be said of it."""

    id: int
    action: ImportAction
    values: dict[str, Any]
    said: str
    has_problem: bool
    proposed: frozenset[str]

    @property
    def kind(self) -> str:
        """The kind of branch; a proposal says that it is one."""
        kind = self.values.get("kind")
        label = kind.label if isinstance(kind, Choice) else ""
        return f"{label} (đề xuất)" if label and "kind" in self.proposed else label


@dataclass(frozen=True)
class ProblemLine:
    """One finding at a cell, with what may be chosen instead."""

    id: int
    cell: str
    severity: ProblemSeverity
    field: str
    found: str
    expected: str
    message: str
    offers: tuple[str, ...]
    place_offers: tuple[tuple[Any, str], ...]
    place_text: str


@dataclass(frozen=True)
class AsideLine:
    """Rows that are no branches, and why."""

    id: int
    last: int
    reason: SkipReason
    text: str

    @property
    def rows(self) -> str:
        return str(self.id) if self.id == self.last else f"{self.id}–{self.last}"


def lines(preview: ImportPreview, view: RowView = RowView.ALL) -> list[Line]:
    """The rows of the list that a view leaves."""
    found = [
        Line(d.row.row_number, d.action, d.row.values, _said(d), bool(d.row.problems), d.row.proposed)
        for d in preview.decisions
    ]
    if view is RowView.ALL:
        return found
    if view is RowView.PROBLEMS:
        return [line for line in found if line.has_problem]
    return [line for line in found if line.action.value == view.value]


def _said(decision: RowDecision) -> str:
    parts = [problem.message for problem in decision.row.problems]
    parts += [
        f"{_label(change.field)}: {_shown(change.old)} → {_shown(change.new)}" for change in decision.changes
    ]
    return "; ".join(parts)


def _label(field: str) -> str:
    known = {one.value: one.label for one in ImportField}
    return known.get(field, field)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "chưa có"
    if isinstance(value, Choice):
        return value.label
    return integer(value) if isinstance(value, int) and not isinstance(value, bool) else cell_text(value)


def problem_lines(preview: ImportPreview) -> list[ProblemLine]:
    """All findings, errors first, findings of one kind together, from the top of the list down."""
    found = [
        ProblemLine(
            row.row_number,
            problem.cell,
            problem.severity,
            _label(problem.field),
            problem.found,
            problem.expected,
            problem.message,
            problem.offers,
            problem.place_offers,
            str(row.values.get("place_text", "") or problem.found),
        )
        for row in preview.plan.rows
        for problem in row.problems
    ]
    found.sort(key=lambda p: (p.severity is not ProblemSeverity.ERROR, p.field, p.expected, p.id))
    return found


def aside_lines(preview: ImportPreview) -> list[AsideLine]:
    """The rows that are no branches."""
    return [AsideLine(one.first, one.last, one.reason, one.text) for one in preview.plan.skipped]


def alike(problem: ProblemLine, problems: Iterable[ProblemLine]) -> list[ProblemLine]:
    """The findings in which the same was found in the same field, this one among them."""
    return [p for p in problems if p.field == problem.field and p.found == problem.found]


def preview_words(preview: ImportPreview) -> str:
    """What an import would do, in one sentence."""
    parts = [
        f"{words} {integer(preview.count(action))}"
        for words, action in (
            ("thêm mới", ImportAction.CREATE),
            ("cập nhật", ImportAction.UPDATE),
            ("không đổi", ImportAction.UNCHANGED),
            ("không nhập được", ImportAction.REFUSED),
            ("bỏ ra", ImportAction.SKIPPED),
        )
        if preview.count(action)
    ]
    if not parts:
        return "Không có dòng nào để nhập."
    return f"Nếu nhập: {', '.join(parts)}. Ô trống trong danh sách giữ nguyên giá trị đã có."


def result_words(result: ImportResult) -> str:
    """What an import did, in one sentence."""
    parts = [
        f"{words} {integer(count)}"
        for words, count in (
            ("thêm mới", result.created),
            ("cập nhật", result.updated),
            ("không đổi", result.unchanged),
        )
        if count
    ]
    batch = f" (đợt {result.batch})" if result.batch else ""
    refused = f" {integer(result.refused)} dòng không nhập được." if result.refused else ""
    return f"Đã nhập{batch}: {', '.join(parts) or 'không có gì mới'}.{refused}"


def _column(name: str, title: str, width: int, sort: Sort = Sort.TEXT) -> Column:
    return Column(name, title, width, sort, sortable=False, value=lambda line: line.values.get(name))


LINE_COLUMNS = (
    Column("id", "Dòng", 7, Sort.INTEGER, sortable=False),
    Column("action", "Sẽ làm", 12, sortable=False),
    _column("name", "Tên CĐCS", 44),
    Column("said", "Điều cần biết", 44, sortable=False),
    _column("code", "Mã", 10),
    Column("kind", "Loại hình", 38, sortable=False),
    Column(
        "place", "Xã, phường", 20, sortable=False,
        value=lambda line: line.values.get("place_name") or line.values.get("place_text"),
    ),
    _column("workers", "Lao động", 10, Sort.INTEGER),
    _column("women_workers", "LĐ nữ", 8, Sort.INTEGER),
    _column("members", "Đoàn viên", 10, Sort.INTEGER),
    _column("women_members", "ĐV nữ", 8, Sort.INTEGER),
    _column("chair", "Chủ tịch", 22),
    _column("phone", "Điện thoại", 16, Sort.PHONE),
    _column("founded_on", "Thành lập", 12, Sort.DATE),
    _column("founding_decision", "Quyết định", 16),
    _column("rank", "Xếp loại", 24),
    _column("address", "Địa chỉ", 30),
)  # fmt: skip
PROBLEM_COLUMNS = (
    Column("cell", "Ô", 16, sortable=False),
    Column("severity", "Mức", 10, sortable=False),
    Column("field", "Cột", 18, sortable=False),
    Column("found", "Thấy", 22, sortable=False),
    Column("expected", "Cần có", 26, sortable=False),
    Column("message", "Điều cần biết", 60, sortable=False),
)
ASIDE_COLUMNS = (
    Column("rows", "Dòng", 12, sortable=False),
    Column("reason", "Vì sao không phải công đoàn cơ sở", 36, sortable=False),
    Column("text", "Chữ trong dòng", 60, sortable=False),
)
