"""Reports from the database to the PDF: what the paper says, for a full and an empty office."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import factories
import pypdfium2
import pytest
from case_desk import Desk
from stores import OFFICER, TODAY

from unionDesk.rules.errors import NotAllowedError, UserError
from unionDesk.rules.kinds import Role
from unionDesk.services import branches, offices, reports
from unionDesk.services.reports import REPORTS, MadeReport, ReportRequest
from unionDesk.services.resolve import resolve
from unionDesk.storage.store import Store

AUTUMN = (date(2026, 9, 1), date(2026, 11, 30))


def made(desk: Desk, name: str, role: Role | None = None, **more: object) -> MadeReport:
    request = ReportRequest(name, *AUTUMN, **more)  # type: ignore[arg-type]
    return desk.see(lambda work: reports.make(work, request), role)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        whole = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"\s+", " ", whole)


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_prints_an_empty_office(store: Store, name: str) -> None:
    with store.read() as work:
        found = reports.make(work, ReportRequest(name, *AUTUMN))
    text = text_of(found.pdf)
    assert (found.rows, found.pages) == (0, 1)
    assert "Không có" in text
    assert "LIÊN ĐOÀN LAO ĐỘNG" in text
    assert "None" not in text


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_names_what_exists(name: str) -> None:
    spec = REPORTS[name]
    assert callable(resolve(spec.data))
    assert callable(resolve(spec.print))
    assert set(spec.options) <= set(ReportRequest.__dataclass_fields__)


def test_a_report_says_its_period_filters_maker_and_time(desk: Desk) -> None:
    text = text_of(made(desk, "coverage", officer_id=OFFICER).pdf)
    assert "từ ngày 01/09/2026 đến ngày 30/11/2026" in text
    assert "Cán bộ phụ trách: Trần Văn Bình" in text
    assert re.search(r"Người lập: Trần Văn Bình, lúc \d\d:\d\d, ngày 23/11/2026", text)


def test_the_coverage_report_holds_the_counts_of_each_officer(both_desks: Desk) -> None:
    desk = both_desks
    desk.do(lambda work: branches.assign(work, [desk.branch_id], OFFICER))
    desk.do(lambda work: factories.visit(work, desk.branch_id, datetime(2026, 10, 20, 9)))
    found = made(desk, "coverage")
    text = text_of(found.pdf)
    assert found.rows == 2
    assert "1 Trần Văn Bình 1 1 0 0 0 100,0%" in text
    assert "2 Chưa phân công cán bộ phụ trách 1 0 0 0 1 0,0%" in text
    assert "20/10/2026" in text
    assert "Chưa đi lần nào" in text


def test_the_register_holds_what_was_open_in_the_period_and_nothing_else(both_desks: Desk) -> None:
    desk = both_desks
    carried_over = desk.take_in(date(2026, 6, 1))
    closed_before = desk.take_in(date(2026, 6, 2))
    desk.move(closed_before, "withdraw", date(2026, 7, 1), reason="Thôi")
    received = desk.take_in(date(2026, 11, 2), kind="NOLUONG")
    desk.walk_to(received, "result")
    desk.close(received)
    found = made(desk, "cases")
    text = text_of(found.pdf)
    assert found.rows == 2
    assert "Tổng số 2 vụ việc; đã kết thúc 1 vụ việc, đang giải quyết 1 vụ việc, trong đó quá hạn 1" in text
    assert desk.page(carried_over).number in text
    assert desk.page(closed_before).number not in text
    assert "Giải quyết được" in text


def test_a_case_closed_after_the_period_stands_in_it_as_open(desk: Desk) -> None:
    case_id = desk.take_in(date(2026, 9, 2))
    desk.move(case_id, "withdraw", reason="Thôi")
    request = ReportRequest("cases", date(2026, 9, 1), date(2026, 9, 30))
    text = text_of(desk.see(lambda work: reports.make(work, request)).pdf)
    assert "đã kết thúc 0 vụ việc, đang giải quyết 1 vụ việc, trong đó quá hạn 0" in text
    assert "Rút đơn" not in text


def test_kind_and_officer_narrow_the_register(desk: Desk) -> None:
    desk.take_in()
    desk.take_in(kind="TVPL", owner_id=desk.people[Role.OFFICER])
    assert made(desk, "cases", kinds=("TVPL",)).rows == 1
    assert made(desk, "cases", officer_id=OFFICER).rows == 1
    assert "Loại: Tư vấn pháp luật" in text_of(made(desk, "cases", kinds=("TVPL",)).pdf)


def test_the_head_is_the_offices_own(desk: Desk) -> None:
    desk.do(lambda work: offices.rename(work, "Công đoàn xã Châu Phú", date(2026, 7, 1)))
    assert "CÔNG ĐOÀN XÃ CHÂU PHÚ" in text_of(made(desk, "coverage").pdf)


def test_a_written_report_is_the_file_and_nothing_beside_it(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "Báo cáo"
    folder.mkdir()
    request = ReportRequest("coverage", *AUTUMN, out=folder / "đi cơ sở.pdf")
    with desk.sitting(Role.OFFICER) as store:
        found = reports.run(store, None, request)
    assert [one.name for one in folder.iterdir()] == ["đi cơ sở.pdf"]
    assert (folder / "đi cơ sở.pdf").read_bytes() == found.pdf
    assert found.file_name == "Kết quả đi cơ sở 01-09-2026 đến 30-11-2026.pdf"


def test_a_reader_may_look_but_not_take_a_file_away(desk: Desk, tmp_path: Path) -> None:
    assert made(desk, "coverage", Role.READER).pages >= 1
    request = ReportRequest("coverage", *AUTUMN, out=tmp_path / "x.pdf")
    with pytest.raises(NotAllowedError):
        desk.see(lambda work: reports.write(work, request), Role.READER)
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_report_a_reversed_period_and_a_missing_folder_are_refused(
    desk: Desk, tmp_path: Path
) -> None:
    for request, words in (
        (ReportRequest("nothing", *AUTUMN), "Không có báo cáo"),
        (ReportRequest("coverage", TODAY, date(2026, 1, 1)), "kết thúc sau khi bắt đầu"),
        (ReportRequest("cases", TODAY, date(2026, 1, 1)), "kết thúc sau khi bắt đầu"),
        (ReportRequest("cases", *AUTUMN, out=tmp_path / "không có" / "x.pdf"), "Không tìm thấy thư mục"),
    ):
        with pytest.raises(UserError, match=re.escape(words)):
            desk.see(
                lambda work, r=request: reports.make(work, r) if r.out is None else reports.write(work, r)
            )
