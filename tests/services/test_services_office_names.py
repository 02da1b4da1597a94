"""Names, symbols and parents of the office over time; its own days off; settings from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from stores import ACTOR, TODAY

from unionDesk.rules.errors import NotAllowedError, UserError
from unionDesk.rules.kinds import CalendarKind, DayKind, Role
from unionDesk.rules.numbering import RecordSeries
from unionDesk.services import holidays, number_series, numbers, office_names, settings
from unionDesk.services.office_names import OfficeFact
from unionDesk.services.offices import letterhead
from unionDesk.services.work_calendar import office_calendar

MERGED = date(2026, 7, 1)


def test_a_paper_bears_the_name_of_its_day(store):
    with store.write("Đổi tên") as work:
        office_names.change(work, OfficeFact.NAME, "Công đoàn phường  Long Xuyên", MERGED, "12/QĐ-LĐLĐ")
    with store.read() as work:
        assert letterhead(work, date(2026, 6, 30)).name == "Liên đoàn Lao động huyện Châu Phú"
        assert letterhead(work, MERGED).name == "Công đoàn phường Long Xuyên"
        newest = office_names.facts(work).rows[0]
    assert (newest.text, newest.valid_from, newest.decision_number) == (
        "Công đoàn phường Long Xuyên",
        MERGED,
        "12/QĐ-LĐLĐ",
    )


def test_a_parent_and_a_symbol_hold_from_their_day(store):
    with store.write("Đổi") as work:
        office_names.change(work, OfficeFact.SYMBOL, "CĐP", MERGED)
        office_names.change(work, OfficeFact.PARENT, "Liên đoàn Lao động tỉnh An Giang", MERGED)
    with store.read() as work:
        head = letterhead(work, MERGED)
    assert (head.symbol, head.parent) == ("CĐP", "Liên đoàn Lao động tỉnh An Giang")


def test_a_slip_of_the_pen_is_put_right_for_all_its_days(store):
    with store.read() as work:
        row = office_names.facts(work).rows[0]
    with store.write("Sửa tên") as work:
        office_names.correct(
            work, OfficeFact.NAME, row.row_id, row.version, "Liên đoàn Lao động huyện Châu Thành"
        )
    with store.read() as work:
        assert letterhead(work, TODAY).name == "Liên đoàn Lao động huyện Châu Thành"
        assert len(office_names.facts(work).rows) == 1


@pytest.mark.parametrize(("text", "day"), [("  ", MERGED), ("CĐ xã Mỹ Đức", None)])
def test_a_change_needs_its_wording_and_its_day(store, text, day):
    with store.write("Đổi") as work, pytest.raises(UserError, match="Hãy nhập"):
        office_names.change(work, OfficeFact.NAME, text, day)


def test_only_an_administrator_changes_what_stands_on_papers(store):
    officer = store.acting(replace(ACTOR, role=Role.OFFICER))
    with officer.write("Đổi") as work, pytest.raises(NotAllowedError, match="Chuyên viên"):
        office_names.change(work, OfficeFact.NAME, "CĐ xã Mỹ Đức", MERGED)
    with officer.write("Thêm ngày") as work, pytest.raises(NotAllowedError):
        holidays.add_day(work, MERGED, DayKind.OFF, "Nghỉ")


def test_a_day_swap_moves_working_days(store):
    friday, saturday = date(2027, 1, 8), date(2027, 1, 9)
    with store.write("Hoán đổi ngày") as work:
        holidays.swap(work, friday, saturday)
    with store.read() as work:
        calendar = office_calendar(work)
        own = [line for line in holidays.days_of(work, 2027) if line.day_id is not None]
    assert not calendar.is_working(friday)
    assert calendar.is_working(saturday)
    assert [(line.day, line.kind) for line in own] == [(friday, DayKind.OFF), (saturday, DayKind.WORK)]


def test_a_removed_day_counts_as_before(store):
    day = date(2026, 11, 25)
    with store.write("Thêm ngày nghỉ") as work:
        made = holidays.add_day(work, day, DayKind.OFF, "Ngày truyền thống")
    with store.write("Bỏ ngày nghỉ") as work:
        holidays.remove_day(work, made)
    with store.read() as work:
        assert office_calendar(work).is_working(day)
        assert all(line.day != day for line in holidays.days_of(work, 2026))


def test_the_public_holidays_of_a_year_are_listed(store):
    with store.read() as work:
        lines = holidays.days_of(work, 2026)
    assert {date(2026, 4, 30), date(2026, 5, 1), date(2026, 9, 2)} <= {line.day for line in lines}
    assert [line.day for line in lines] == sorted(line.day for line in lines)


def test_the_same_day_is_not_set_twice_for_the_same_calendar(store):
    with store.write("Thêm ngày nghỉ") as work:
        holidays.add_day(work, MERGED, DayKind.OFF, "Nghỉ", CalendarKind.PUBLIC)
        holidays.add_day(work, MERGED, DayKind.WORK, "Làm việc", CalendarKind.ENTERPRISE)
        with pytest.raises(UserError, match=r"01/07/2026 đã được đặt là “Nghỉ”"):
            holidays.add_day(work, MERGED, DayKind.WORK, "Làm việc")


def test_a_swap_needs_two_days(store):
    with store.write("Hoán đổi ngày") as work, pytest.raises(UserError, match="khác nhau"):
        holidays.swap(work, MERGED, MERGED)


def test_a_setting_tells_from_when_it_holds_and_what_is_to_come(store):
    key = "due.soon_working_days"
    with store.write("Thiết lập") as work:
        settings.put_all(work, {key: 7}, date(2026, 1, 1))
        settings.put_all(work, {key: 9}, date(2027, 1, 1))
    with store.read() as work:
        stated = {each.spec.key: each for each in settings.stated(work)}
    assert (stated[key].value, stated[key].since) == (7, date(2026, 1, 1))
    assert stated[key].later == ((date(2027, 1, 1), 9),)
    assert stated["paper.profile"].since is None


def test_series_are_told_with_their_last_numbers(store):
    with store.write("Lấy số") as work:
        for _ in range(3):
            numbers.next_record_number(work, RecordSeries.VISIT, 2026)
    with store.read() as work:
        lines = number_series.lasts(work)
    assert [(line.name, line.year, line.last) for line in lines] == [("Chuyến đi", 2026, 3)]
