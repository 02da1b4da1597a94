"""The printed reports: coverage, register of cases, week's schedule; full, empty and long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from paper_samples import CASES, COVERAGE, FRAME, NUMBERED, SCHEDULE
from printed import Printed

from unionDesk.documents import cases_register, coverage, schedule
from unionDesk.documents.data import CasesData, CoverageBranch, CoverageData, CoverageOfficer, ScheduleData

REFERENCE = Path(__file__).parent / "_reference"
Open = Callable[[bytes], Printed]


def _coverage(data: CoverageData = COVERAGE) -> bytes:
    return coverage.make(data).pdf


def _cases(data: CasesData = CASES) -> bytes:
    return cases_register.make(data).pdf


def _schedule(data: ScheduleData = SCHEDULE) -> bytes:
    return schedule.make(data).pdf


def _no_branches() -> bytes:
    return _coverage(CoverageData(FRAME))


def _no_cases() -> bytes:
    return _cases(CasesData(FRAME))


def _no_entries() -> bytes:
    return _schedule(ScheduleData(SCHEDULE.frame))


Make = Callable[[], bytes]
FULL: list[tuple[str, Make]] = [
    ("coverage", _coverage),
    ("cases_register", _cases),
    ("schedule", _schedule),
]
EMPTY: list[Make] = [_no_branches, _no_cases, _no_entries]


@pytest.mark.parametrize(("name", "make"), FULL, ids=[name for name, _ in FULL])
def test_a_report_reads_as_the_reference_says(name: str, make: Make, opened: Open) -> None:
    printed = opened(make())
    pages = ["\n".join(printed.lines(page)) for page in range(len(printed.pages))]
    expected = (REFERENCE / f"{name}.txt").read_text(encoding="utf-8")
    assert "\n\f\n".join(pages) + "\n" == expected


@pytest.mark.parametrize("make", EMPTY)
def test_an_empty_report_prints_without_none(make: Make, opened: Open) -> None:
    printed = opened(make())
    assert len(printed.pages) == 1
    assert "None" not in printed.text
    assert "CHỦ TỊCH" in printed.text


@pytest.mark.parametrize("make", [_coverage, _cases, _no_branches, _no_cases])
def test_a_report_says_its_period_filters_maker_and_time(make: Make, opened: Open) -> None:
    text = opened(make()).text
    assert "Kỳ báo cáo: từ ngày 01/10/2026 đến ngày 31/12/2026." in text
    assert "Phạm vi: Cán bộ phụ trách: tất cả; Tình trạng công đoàn cơ sở: đang hoạt động." in text
    assert "Người lập: Lê Hoàng Phúc, lúc 11:45, ngày 05/11/2026." in text


def test_coverage_adds_up(opened: Open) -> None:
    text = opened(coverage.make(COVERAGE).pdf).text
    assert "Cộng 4 1 1 1 1 25,0%" in text
    assert "Chưa phân công cán bộ phụ trách: 1 công đoàn cơ sở" in text


def test_cases_add_up_by_kind(opened: Open) -> None:
    text = opened(cases_register.make(CASES).pdf).text
    assert "Tổng số 3 vụ việc; đã kết thúc 1 vụ việc, đang giải quyết 2 vụ việc, trong đó quá hạn 1" in text
    assert "Nợ, chậm lương 2 0 2 1" in text
    assert "Cộng 3 1 2 1" in text


def test_a_closed_case_is_never_overdue(opened: Open) -> None:
    closed = replace(CASES.cases[0], closed_on=date(2026, 11, 20))
    assert "(quá hạn)" not in opened(cases_register.make(CasesData(FRAME, (closed,))).pdf).text


def test_hidden_cases_are_counted_in_a_sentence_only(opened: Open) -> None:
    text = opened(cases_register.make(replace(CASES, hidden=2)).pdf).text
    assert "Không gồm 2 vụ việc mật" in text


def test_wide_tables_turn_the_sheet_and_narrow_ones_do_not(opened: Open) -> None:
    wide = opened(coverage.make(COVERAGE).pdf).pages[0]
    assert wide.get_width() > wide.get_height()
    plain = CoverageOfficer("A", 1, 1, 0, 0, 0, (CoverageBranch("CS-0001", "Trường THCS Mỹ Thới"),))
    narrow = opened(coverage.make(CoverageData(FRAME, (plain,))).pdf).pages[0]
    assert narrow.get_width() < narrow.get_height()


def test_columns_that_are_empty_everywhere_are_left_out(opened: Open) -> None:
    plain = CoverageOfficer("A", 1, 1, 0, 0, 0, (CoverageBranch("CS-0001", "Trường THCS Mỹ Thới"),))
    text = opened(coverage.make(CoverageData(FRAME, (plain,))).pdf).text
    assert "Xã, phường" not in text
    assert "Mức quan tâm" not in text


def test_a_long_list_repeats_its_header_stays_on_the_sheet_and_ends_with_text_above_the_signature(
    opened: Open,
) -> None:
    branches = tuple(
        CoverageBranch(f"CS-{place:04d}", f"Công ty TNHH Thủy sản Châu Phú số {place}", "Xã Châu Phú")
        for place in range(1, 301)
    )
    data = CoverageData(FRAME, (CoverageOfficer("Trần Quốc Bảo", 300, 0, 0, 0, 300, branches),))
    printed = opened(coverage.make(data).pdf)
    assert len(printed.pages) > 5
    for page in range(len(printed.pages)):
        if "CS-" in printed.raw_texts[page]:
            assert "Tình trạng" in printed.raw_texts[page] or "Số lần" in printed.raw_texts[page]
        width = printed.pages[page].get_width() / (72 / 25.4)
        for line in printed.lines(page):
            assert printed.find(line, page).right < width - 14.5
    for place in range(1, 301):
        assert printed.text.count(f"CS-{place:04d}") == 1
    last = printed.lines(len(printed.pages) - 1)
    assert last.index("Nơi nhận:") >= 2


def test_an_officers_name_is_never_left_alone_at_the_foot_of_a_page(opened: Open) -> None:
    officers = tuple(
        CoverageOfficer(f"Cán bộ {place}", 1, 0, 0, 0, 1, (CoverageBranch(f"CS-{place:04d}", "Trạm Y tế"),))
        for place in range(1, 120)
    )
    printed = opened(coverage.make(CoverageData(FRAME, officers)).pdf)
    for page in range(len(printed.pages)):
        assert not printed.lines(page)[-1].endswith("1 công đoàn cơ sở")


def test_the_week_shows_every_weekday_and_only_the_weekend_days_with_work(opened: Open) -> None:
    text = opened(schedule.make(SCHEDULE).pdf).text
    for day in ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"):
        assert f"{day}, ngày" in text
    assert "Chủ nhật, ngày" not in text
    assert "Thứ Ba, ngày 24/11/2026 (nghỉ: Ngày Văn hóa Việt Nam)" in text
    assert "Số:" not in text


def test_entries_of_a_day_stand_in_order_of_time(opened: Open) -> None:
    turned = replace(SCHEDULE, entries=tuple(reversed(SCHEDULE.entries)))
    assert opened(schedule.make(turned).pdf).text == opened(schedule.make(SCHEDULE).pdf).text


def test_a_numbered_report_prints_its_number(opened: Open) -> None:
    data = replace(COVERAGE, frame=replace(FRAME, imprint=NUMBERED))
    assert "Số: 05/BC-CĐP" in opened(coverage.make(data).pdf).text


@pytest.mark.parametrize("make", [_coverage, _cases, _schedule, *EMPTY])
def test_reports_have_only_the_paper_faces(make: Make) -> None:
    assert b"Helvetica" not in make()


def test_writing_gives_the_page_count(tmp_path: Path) -> None:
    target = tmp_path / "Sổ theo dõi.pdf"
    assert cases_register.write(CASES, target) == cases_register.make(CASES).pages
    assert target.read_bytes().startswith(b"%PDF")
