"""Reading one row of a list into the values of a branch, with its problems named by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from unionDesk.rules.branch_kinds import form_of, propose_kind
from unionDesk.rules.figures import figures_problems
from unionDesk.rules.formats import date_text
from unionDesk.rules.kinds import BranchKind, ImportAction, PlaceSystem, ProblemSeverity
from unionDesk.rules.kinds import ImportField as F
from unionDesk.rules.place_search import Certainty, PlaceFinder
from unionDesk.rules.places import PlaceInfo, system_on

from .branch_plan import PlannedRow, Problem
from .header import Layout
from .mapping import column_of
from .reading import shown
from .sheet import Sheet
from .values import COUNTS, read_cell

_UNREAD = frozenset({F.IGNORED, F.ORDINAL, F.COMMUNE})
_PAST_DAYS = (F.FOUNDED_ON, F.AGREEMENT_SIGNED_ON)
_PARTS = re.compile(r"[,;\n]| [-–] ")
_UNCACHED = "Ô có công thức nhưng tệp không lưu kết quả. Xin mở tệp bằng Excel, lưu lại rồi nhập."


class RowReader:
    """Reads rows of one list; holds what is the same for all of them."""

    def __init__(
        self,
        sheet: Sheet,
        layout: Layout,
        mapping: Mapping[int, F],
        finder: PlaceFinder,
        as_of: date,
        place_choices: Mapping[str, tuple[PlaceSystem, str]],
    ) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._fields = [(column, field) for column, field in mapping.items() if field not in _UNREAD]
        self._column = {field: column for column, field in mapping.items()}
        self._finder = finder
        self._as_of = as_of
        self._system = system_on(as_of)
        self._choices = place_choices
        self.name_column = column_of(mapping, F.NAME) or 0
        self._rank_year = self._year_of_rank(layout)

    def _year_of_rank(self, layout: Layout) -> int:
        """The year in the header of the rank; else the last year that was ranked by the list's day."""
        column = self._column.get(F.RANK)
        head = next((one for one in layout.heads if one.column == column), None)
        if head is not None and head.year is not None:
            return head.year
        return self._as_of.year if (self._as_of.month, self._as_of.day) >= (11, 30) else self._as_of.year - 1

    def read(
        self, index: int, groups: Sequence[tuple[str, bool]], *, blank_bad_cells: bool = False
    ) -> PlannedRow:
        """Row `index` (from 0) below its group titles (text, is a commune), widest first."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        proposed: set[str] = set()
        fatal = self._read_cells(index, values, problems, proposed)
        if not values.get(F.NAME):
            fatal = True
            if not any(one.field == F.NAME for one in problems):
                problems.append(
                    self._problem(index, F.NAME, "", "tên CĐCS", "Thiếu tên CĐCS, dòng này không được nhập.")
                )
        self._read_place(index, groups, values, problems)
        _derive_counts(values)
        self._cross_check(index, values, problems)
        titles = tuple(text for text, _ in groups)
        self._set_kind(values, titles, proposed)
        if F.RANK in values:
            values["rank_year"] = self._rank_year
        errors = any(one.severity is ProblemSeverity.ERROR for one in problems)
        if blank_bad_cells:
            for one in problems:
                if one.severity is ProblemSeverity.ERROR:
                    values.pop(one.field, None)
        refused = fatal or (errors and not blank_bad_cells)
        action = ImportAction.REFUSED if refused else ImportAction.CREATE
        plain = {str(name): value for name, value in values.items()}
        return PlannedRow(index + 1, action, plain, tuple(problems), frozenset(proposed), titles)

    def _read_cells(
        self, index: int, values: dict[str, Any], problems: list[Problem], proposed: set[str]
    ) -> bool:
        """Fill `values` from the row's cells; True when the row must stay out whatever is chosen."""
        row, fatal = self._sheet.rows[index], False
        uncached = self._sheet.uncached
        for column, field in self._fields:
            if uncached and (index, column) in uncached:
                problems.append(
                    self._problem(index, field, "công thức chưa có kết quả", "giá trị", _UNCACHED)
                )
                fatal = True
                continue
            cell = row[column] if column < len(row) else ""
            if cell == "":
                continue
            reading = read_cell(field, cell, self._as_of)
            for other, value in reading.extra:
                if value is not None:
                    values.setdefault(other, value)
            if reading.value is not None:
                values[field] = reading.value
            if field is F.KIND and reading.offer:
                proposed.add(F.KIND)
            message = reading.error or reading.warning
            if message:
                severity = ProblemSeverity.ERROR if reading.error else ProblemSeverity.WARNING
                offers = (reading.offer,) if reading.offer else ()
                problems.append(
                    self._problem(index, field, shown(cell), reading.expected, message, severity, offers)
                )
        return fatal

    def _problem(
        self,
        index: int,
        field: F,
        found: str,
        expected: str,
        message: str,
        severity: ProblemSeverity = ProblemSeverity.ERROR,
        offers: tuple[str, ...] = (),
    ) -> Problem:
        column = self._column.get(field, self.name_column)
        cell = self._sheet.cell_name(index, column)
        return Problem(cell, field.value, found, expected, message, severity, offers)

    def _read_place(
        self, index: int, groups: Sequence[tuple[str, bool]], values: dict[str, Any], problems: list[Problem]
    ) -> None:
        text, field = self._place_text(index, groups, values)
        if not text:
            return
        values["place_text"] = text
        unit = self._chosen(text)
        offers: tuple[PlaceInfo, ...] = ()
        if unit is None:
            in_parts = field is F.ADDRESS or _PARTS.search(text)
            match = (self._finder.find_in_address if in_parts else self._finder.find)(text, self._system)
            unit, offers = match.place, match.offers
            if field is F.ADDRESS and match.certainty is Certainty.NONE:
                del values["place_text"]
                return
        if unit is not None:
            values.update(place_system=unit.system, place_code=unit.code, place_name=unit.name)
            return
        names = tuple(f"{one.full_name} ({one.system.label.lower()}, mã {one.code})" for one in offers)
        message = (
            f"Chưa chắc “{text}” là xã, phường nào; xin chọn trong các gợi ý."
            if offers
            else f"Không tìm thấy “{text}” trong danh mục xã, phường của địa bàn."
        )
        expected = f"tên xã, phường, thị trấn ({self._system.label.lower()})"
        problem = self._problem(index, field, text, expected, message, ProblemSeverity.WARNING, names)
        problems.append(replace(problem, place_offers=tuple((one.system, one.code) for one in offers)))

    def _place_text(
        self, index: int, groups: Sequence[tuple[str, bool]], values: dict[str, Any]
    ) -> tuple[str, F]:
        """The row's own commune, else that of the group it stands under, else its address."""
        column = self._column.get(F.COMMUNE)
        if column is not None and (text := shown(self._sheet.value(index, column))).strip("-–—. "):
            return text, F.COMMUNE
        if text := next((title for title, is_place in reversed(groups) if is_place), ""):
            return text, F.COMMUNE
        return str(values.get(F.ADDRESS, "")), F.ADDRESS

    def _chosen(self, text: str) -> PlaceInfo | None:
        pair = self._choices.get(text)
        return self._finder.book.get(*pair) if pair is not None else None

    def _cross_check(self, index: int, values: dict[str, Any], problems: list[Problem]) -> None:
        counts = {str(field): values[field] for field in COUNTS if field in values}
        for finding in figures_problems(counts):
            field = F(finding.field)
            severity = ProblemSeverity.ERROR if finding.refuses else ProblemSeverity.WARNING
            problems.append(
                self._problem(
                    index, field, str(values[field]), "số liệu khớp nhau", finding.message, severity
                )
            )
        self._check_sums(index, values, problems)
        for field in _PAST_DAYS:
            day = values.get(field)
            if day is not None and day > self._as_of:
                message = (
                    f"{field.label} {date_text(day)} ở sau ngày của danh sách ({date_text(self._as_of)})."
                )
                expected = f"không sau {date_text(self._as_of)}"
                problems.append(
                    self._problem(index, field, date_text(day), expected, message, ProblemSeverity.WARNING)
                )
        signed, ends = values.get(F.AGREEMENT_SIGNED_ON), values.get(F.AGREEMENT_ENDS_ON)
        if signed is not None and ends is not None and ends <= signed:
            message = f"Ngày thỏa ước hết hạn ({date_text(ends)}) không sau ngày ký ({date_text(signed)})."
            expected = f"sau {date_text(signed)}"
            problems.append(
                self._problem(
                    index, F.AGREEMENT_ENDS_ON, date_text(ends), expected, message, ProblemSeverity.WARNING
                )
            )

    def _check_sums(self, index: int, values: dict[str, Any], problems: list[Problem]) -> None:
        for total, women, men in _COUNT_TRIPLES:
            known = [values[field] for field in (total, women, men) if field in values]
            values.pop(men, None)
            if len(known) < 3 or known[0] == known[1] + known[2]:
                continue
            both = known[1] + known[2]
            message = f"{total.label} ({known[0]}) khác nam cộng nữ ({both})."
            problems.append(
                self._problem(index, total, str(known[0]), str(both), message, ProblemSeverity.WARNING)
            )

    def _set_kind(self, values: dict[str, Any], titles: tuple[str, ...], proposed: set[str]) -> None:
        name = str(values.get(F.NAME, ""))
        if F.KIND not in values:
            values[F.KIND] = propose_kind(name, (*titles,))
            if values[F.KIND] is BranchKind.UNCLASSIFIED and F.EMPLOYER in values:
                values[F.KIND] = propose_kind(str(values[F.EMPLOYER]))
            proposed.add(F.KIND)
        values["form"] = form_of(name, values[F.KIND])


_COUNT_TRIPLES = (
    (F.WORKERS, F.WOMEN_WORKERS, F.MEN_WORKERS),
    (F.MEMBERS, F.WOMEN_MEMBERS, F.MEN_MEMBERS),
)


def _derive_counts(values: dict[str, Any]) -> None:
    """Fill the one count of total, women and men that the other two tell."""
    for total, women, men in _COUNT_TRIPLES:
        if men in values and total not in values and women in values:
            values[total] = values[women] + values[men]
        elif men in values and women not in values and total in values and values[men] <= values[total]:
            values[women] = values[total] - values[men]


def same_rows_warned(rows: Iterable[PlannedRow], sheet: Sheet, name_column: int) -> list[PlannedRow]:
    """The rows, with a warning where a name and commune stand in the list a second time."""
    first: dict[tuple[str, object], int] = {}
    found: list[PlannedRow] = []
    for row in rows:
        key = row.name.casefold(), row.values.get("place_code", row.values.get("place_text"))
        before = first.setdefault(key, row.row_number) if row.name else row.row_number
        if before == row.row_number:
            found.append(row)
            continue
        cell = sheet.cell_name(row.row_number - 1, name_column)
        message = f"Trùng tên và địa bàn với dòng {before}; xin kiểm tra có phải cùng một CĐCS."
        problem = Problem(cell, F.NAME.value, row.name, "mỗi CĐCS một dòng", message, ProblemSeverity.WARNING)
        found.append(replace(row, problems=(*row.problems, problem)))
    return found
