"""Planning visits: numbers, times, clashes, statuses, lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from stores import ACTOR, OFFICER
from visit_samples import MORNING, Office, open_office

from unionDesk.rules.errors import NotAllowedError, StaleError, UserError
from unionDesk.rules.kinds import Role, VisitKind, VisitStatus
from unionDesk.services import visit_clashes, visit_listing, visits
from unionDesk.services.visit_listing import VisitFilter
from unionDesk.storage.store import Store

DAY = timedelta(days=1)


@pytest.fixture
def office(sqlite_store: Store) -> Office:
    return open_office(sqlite_store)


def test_visits_are_numbered_by_the_year_they_are_planned_for(office: Office) -> None:
    numbers = [office.plan(MORNING + DAY * days).number for days in (0, 1, 60, 61)]
    assert numbers == ["CD-2026-0001", "CD-2026-0002", "CD-2027-0001", "CD-2027-0002"]


def test_the_acting_officer_leads_where_nobody_is_named_and_is_not_named_twice(office: Office) -> None:
    planned = office.plan(team=(OFFICER, office.colleague_id, office.colleague_id))
    with office.store.read() as work:
        plan = visits.read_plan(work, planned.visit_id)
    assert (plan.values["lead_id"], plan.officer_ids) == (OFFICER, (office.colleague_id,))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"branch_id": None}, "công đoàn cơ sở"),
        ({"firm_name": "Công ty TNHH Gạo Vĩnh Thạnh Trung"}, "một nơi đến"),
        ({"kind": None}, "Loại chuyến đi"),
        ({"planned_from": None}, "Dự kiến từ"),
        ({"planned_to": MORNING}, "sau giờ bắt đầu"),
        ({"kind": "walk"}, "không có trong danh sách"),
    ],
)
def test_a_plan_that_lacks_something_is_refused_and_uses_no_number(
    office: Office, values: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        office.plan(**values)
    assert office.plan().number == "CD-2026-0001"


def test_a_firm_without_a_union_can_be_visited(office: Office) -> None:
    planned = office.plan(branch_id=None, firm_name="Công ty TNHH Gạo Vĩnh Thạnh Trung")
    with office.store.read() as work:
        (line,) = visit_listing.month(work, MORNING.date(), MORNING.date())
    assert (line.visit_id, line.where, line.branch_id) == (
        planned.visit_id,
        "Công ty TNHH Gạo Vĩnh Thạnh Trung",
        None,
    )


def test_a_reader_may_not_plan(office: Office) -> None:
    reader = office.store.acting(replace(ACTOR, role=Role.READER))
    with pytest.raises(NotAllowedError), reader.write("Lên kế hoạch") as work:
        visits.plan(work, {"branch_id": office.branch_id, "kind": "regular", "planned_from": MORNING})
    reader.close()


def test_dragging_keeps_the_length_and_the_team(office: Office) -> None:
    planned = office.plan(planned_to=MORNING + timedelta(hours=3))
    later = MORNING + timedelta(days=2, hours=5)
    with office.store.write("Dời chuyến đi") as work:
        visits.move(work, planned.visit_id, planned.version, later)
    with office.store.read() as work:
        plan = visits.read_plan(work, planned.visit_id)
    assert plan.values["planned_from"] == later
    assert plan.values["planned_to"] == later + timedelta(hours=3)
    assert plan.officer_ids == (office.colleague_id,)


def test_an_announced_visit_moves_only_with_a_reason(office: Office) -> None:
    planned = office.plan(announced_on=date(2026, 11, 18))
    with pytest.raises(UserError, match="lý do"), office.store.write("Dời chuyến đi") as work:
        visits.move(work, planned.visit_id, planned.version, MORNING + DAY)
    with office.store.write("Dời chuyến đi") as work:
        visits.move(work, planned.visit_id, planned.version, MORNING + DAY, "Cơ sở bận thi học kỳ")
    with office.store.read() as work:
        assert visits.read_plan(work, planned.visit_id).status_reason == "Cơ sở bận thi học kỳ"


def test_a_stale_move_is_refused_and_names_who_saved(office: Office) -> None:
    planned = office.plan()
    with office.store.write("Dời chuyến đi") as work:
        visits.move(work, planned.visit_id, planned.version, MORNING + DAY)
    with pytest.raises(StaleError, match="Trần Văn Bình"), office.store.write("Dời chuyến đi") as work:
        visits.move(work, planned.visit_id, planned.version, MORNING + 2 * DAY)


def test_a_change_of_the_team_makes_the_plan_stale_for_others(office: Office) -> None:
    planned = office.plan(team=())
    with office.store.write("Sửa kế hoạch") as work:
        visits.save_plan(work, planned.visit_id, planned.version, {}, [office.colleague_id])
    with pytest.raises(StaleError), office.store.write("Sửa kế hoạch") as work:
        visits.save_plan(work, planned.visit_id, planned.version, {"venue": "Hội trường"})


def set_status(office: Office, visit_id: int, status: VisitStatus, **more: object) -> None:
    version = office.form(visit_id).version
    with office.store.write("Đổi trạng thái") as work:
        visits.set_status(work, visit_id, version, status, **more)  # type: ignore[arg-type]


def test_postponing_needs_reason_and_new_time_and_moves_the_visit(office: Office) -> None:
    visit_id = office.plan(planned_to=MORNING + timedelta(hours=2)).visit_id
    with pytest.raises(UserError, match="ngày mới"):
        set_status(office, visit_id, VisitStatus.POSTPONED, reason="Mưa lũ")
    with pytest.raises(UserError, match="lý do"):
        set_status(office, visit_id, VisitStatus.POSTPONED, new_time=MORNING + 7 * DAY)
    set_status(office, visit_id, VisitStatus.POSTPONED, reason="Mưa lũ", new_time=MORNING + 7 * DAY)
    form = office.form(visit_id)
    assert (form.status, form.status_reason) == (VisitStatus.POSTPONED, "Mưa lũ")
    assert form.values["planned_from"] == MORNING + 7 * DAY
    assert form.values["planned_to"] == MORNING + 7 * DAY + timedelta(hours=2)


def test_done_sets_the_day_by_which_to_report_and_undoing_takes_it_away(office: Office) -> None:
    visit_id = office.plan().visit_id
    set_status(office, visit_id, VisitStatus.DONE)
    # three working days after Monday 23 November 2026, the 24th being a holiday
    assert office.form(visit_id).report_due_on == date(2026, 11, 27)
    set_status(office, visit_id, VisitStatus.PLANNED)
    assert office.form(visit_id).report_due_on is None


def test_a_visit_that_lies_ahead_cannot_be_done(office: Office) -> None:
    visit_id = office.plan(MORNING + DAY).visit_id
    with pytest.raises(UserError, match="chưa diễn ra"):
        set_status(office, visit_id, VisitStatus.DONE)


@pytest.mark.parametrize("status", [VisitStatus.CANCELLED, VisitStatus.REFUSED])
def test_calling_off_needs_a_reason_and_takes_the_people_off_the_calendar(
    office: Office, status: VisitStatus
) -> None:
    visit_id = office.plan().visit_id
    with pytest.raises(UserError, match="lý do"):
        set_status(office, visit_id, status)
    set_status(office, visit_id, status, reason="Giám đốc không tiếp")
    assert office.plan().clashes == ()


def test_minuted_is_no_status_to_set_by_hand(office: Office) -> None:
    visit_id = office.done()
    with pytest.raises(UserError, match="lấy số"):
        set_status(office, visit_id, VisitStatus.MINUTED)


def test_reporting_notes_the_day(office: Office) -> None:
    visit_id = office.done()
    set_status(office, visit_id, VisitStatus.REPORTED)
    assert office.form(visit_id).reported_on == date(2026, 11, 23)


def test_an_officer_and_a_branch_cannot_be_at_two_places(office: Office) -> None:
    first = office.plan(planned_to=MORNING + timedelta(hours=2))
    overlap = office.plan(MORNING + timedelta(hours=1), team=())
    assert [(c.visit_id, c.officers, c.same_branch) for c in overlap.clashes] == [
        (first.visit_id, ("Trần Văn Bình",), True)
    ]
    assert "CD-2026-0001" in overlap.clashes[0].sentence


def test_one_visit_after_the_other_is_no_clash(office: Office) -> None:
    office.plan(planned_to=MORNING + timedelta(hours=2))
    assert office.plan(MORNING + timedelta(hours=2), planned_to=MORNING + timedelta(hours=4)).clashes == ()


def test_a_visit_of_others_elsewhere_is_no_clash(office: Office) -> None:
    office.plan(branch_id=None, firm_name="Xưởng mộc Bình Long", team=())
    other = office.plan(lead_id=office.colleague_id, team=())
    assert other.clashes == ()


def test_two_firms_without_a_branch_do_not_clash_by_having_none(office: Office) -> None:
    office.plan(branch_id=None, firm_name="Xưởng mộc Bình Long", team=())
    with office.store.read() as work:
        assert visit_clashes.clashes(work, MORNING, None, officer_ids=[office.colleague_id]) == ()


def test_the_month_shows_visits_of_asked_officers_with_all_their_people(office: Office) -> None:
    mine = office.plan()
    office.plan(MORNING + DAY, team=())
    office.plan(MORNING.replace(month=12))
    with office.store.read() as work:
        lines = visit_listing.month(work, date(2026, 11, 1), date(2026, 11, 30), [office.colleague_id])
        everybody = visit_listing.month(work, date(2026, 11, 1), date(2026, 11, 30))
    assert [(line.visit_id, line.people) for line in lines] == [
        (mine.visit_id, ("Trần Văn Bình", "Lê Hoàng Phúc"))
    ]
    assert len(everybody) == 2


def test_a_held_visit_stands_on_the_day_it_was_held(office: Office) -> None:
    visit_id = office.plan(MORNING - DAY).visit_id
    set_status(office, visit_id, VisitStatus.DONE, held_from=MORNING)
    with office.store.read() as work:
        assert visit_listing.month(work, MORNING.date() - DAY, MORNING.date() - DAY) == []
        (line,) = visit_listing.month(work, MORNING.date(), MORNING.date())
    assert line.begins == MORNING


def test_the_list_finds_visits_by_branch_and_by_what_was_written_without_accents(office: Office) -> None:
    visit_id = office.done(wages="Nợ lương tháng mười")
    office.plan(MORNING + DAY, branch_id=None, firm_name="Xưởng mộc Bình Long")
    with office.store.read() as work:
        for text, found in (("my duc", 1), ("no luong", 1), ("moc binh", 1), ("my duc luong", 1), ("xyz", 0)):
            assert len(visit_listing.ids(work, VisitFilter(text))) == found, text
        (row,) = visit_listing.rows(work, visit_listing.ids(work, VisitFilter("my duc")))
    assert (row.visit_id, row.lead, row.minutes_number) == (visit_id, "Trần Văn Bình", "")


def test_the_list_filters_by_days_status_kind_and_officer(office: Office) -> None:
    office.done()
    office.plan(MORNING + DAY, kind=VisitKind.SUPPORT, team=())

    def found(choice: VisitFilter) -> int:
        with office.store.read() as work:
            return len(visit_listing.ids(work, choice))

    assert found(VisitFilter(from_day=MORNING.date() + DAY)) == 1
    assert found(VisitFilter(to_day=MORNING.date())) == 1
    assert found(VisitFilter(statuses=(VisitStatus.DONE,))) == 1
    assert found(VisitFilter(kinds=(VisitKind.SUPPORT,))) == 1
    assert found(VisitFilter(officer_ids=(office.colleague_id,))) == 1
    assert found(VisitFilter(branch_id=office.branch_id)) == 2


@pytest.mark.parametrize("order", list(visit_listing._ORDERS))
def test_every_order_lists_every_visit(office: Office, order: str) -> None:
    office.plan()
    office.plan(branch_id=None, firm_name="Xưởng mộc Bình Long", lead_id=office.colleague_id)
    with office.store.read() as work:
        up = visit_listing.ids(work, VisitFilter(), order, descending=False)
        down = visit_listing.ids(work, VisitFilter(), order, descending=True)
    assert set(up) == set(down)
    assert len(up) == 2


def test_the_next_visit_goes_to_the_same_place_with_the_same_people(office: Office) -> None:
    visit_id = office.done()
    with office.store.write("Hẹn lần sau") as work:
        when = visits.suggested_next(work, visit_id)
        planned = visits.plan_next(work, visit_id, when, {"preparation": "Xem việc lắp quạt"})
    with office.store.read() as work:
        plan = visits.read_plan(work, planned.visit_id)
    assert when.date() >= date(2027, 5, 22)  # half a year for a branch with nothing special
    assert when.time() == MORNING.time()
    assert plan.values["branch_id"] == office.branch_id
    assert plan.officer_ids == (office.colleague_id,)
    assert office.form(planned.visit_id).follows_id == visit_id


def test_a_planned_visit_goes_into_the_bin_and_out_of_the_lists(office: Office) -> None:
    visit_id = office.plan().visit_id
    with office.store.write("Xóa chuyến đi") as work:
        visits.discard(work, [visit_id])
    with office.store.read() as work:
        assert list(visit_listing.ids(work, VisitFilter())) == []
    assert office.plan().clashes == ()


def test_a_number_is_found_however_it_is_typed(office: Office) -> None:
    visit_id = office.plan().visit_id
    with office.store.read() as work:
        assert visits.find_by_number(work, " cd-2026-0001 ") == visit_id
        with pytest.raises(UserError, match="CD-2026-0099"):
            visits.find_by_number(work, "CD-2026-0099")


def test_the_command_line_list_has_the_keys_of_the_contract(office: Office) -> None:
    office.done()
    with office.store.read() as work:
        (row,) = visit_listing.listing(work)
    assert {
        "number",
        "branch_code",
        "branch_name",
        "kind",
        "status",
        "planned_from",
        "planned_to",
        "held_from",
        "held_to",
        "lead",
        "minutes_number",
    } <= row.keys()
    assert (row["kind"], row["status"], row["held_from"]) == ("regular", "done", MORNING)
    assert isinstance(row["held_to"], datetime)
