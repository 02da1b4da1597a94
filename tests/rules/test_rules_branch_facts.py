"""Behaviour of numbers, figures, agreements, ranking and the check for copied text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionDesk.rules import numbering
from unionDesk.rules.agreements import AgreementState, agreement_problems, agreement_state, sending_due
from unionDesk.rules.errors import UserError
from unionDesk.rules.figures import average_wage, figures_problems
from unionDesk.rules.kinds import DocumentKind, RatingRank
from unionDesk.rules.rating import rating_condition, rating_problem
from unionDesk.rules.similar_text import copied_fields, near_identical, similarity


def test_a_paper_number_has_a_nought_before_one_to_nine() -> None:
    paper = numbering.PaperNumber(5, DocumentKind.MINUTES, "CĐP")
    assert numbering.paper_line(paper) == "Số: 05/BB-CĐP"
    assert numbering.PaperNumber(112, DocumentKind.PLAN, "LĐLĐ").text == "112/KH-LĐLĐ"
    assert numbering.blank_paper_line(DocumentKind.MINUTES, "CĐP").endswith("/BB-CĐP")


@given(
    st.integers(1, 99999),
    st.sampled_from(DocumentKind),
    st.from_regex(r"[A-ZĐ]{2,5}(-[A-ZĐ]{2,4})?", fullmatch=True),
)
def test_a_paper_number_reads_back(number: int, kind: DocumentKind, symbol: str) -> None:
    paper = numbering.PaperNumber(number, kind, symbol)
    assert numbering.parse_paper_number(paper.text) == paper
    assert numbering.parse_paper_number(numbering.paper_line(paper)) == paper


@given(st.sampled_from(numbering.RecordSeries), st.integers(2000, 2100), st.integers(1, 10**6))
def test_a_record_number_reads_back(series: numbering.RecordSeries, year: int, number: int) -> None:
    record = numbering.RecordNumber(series, year, number)
    assert numbering.parse_record_number(f" {record.text.lower()} ") == record


def test_a_record_number_has_four_digits() -> None:
    assert numbering.RecordNumber(numbering.RecordSeries.VISIT, 2026, 1).text == "CD-2026-0001"


@pytest.mark.parametrize("text", ["", "BB-05", "00/BB-CĐP", "05/XX-CĐP", "05/BB-"])
def test_what_is_no_paper_number_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        numbering.parse_paper_number(text)


@pytest.mark.parametrize("text", ["", "XX-2026-0001", "CD-26-1", "CD-2026-0"])
def test_what_is_no_record_number_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        numbering.parse_record_number(text)


def test_numbers_of_a_series_have_no_gap() -> None:
    assert numbering.next_number(None) == 1
    assert numbering.next_number(41) == 42


def test_a_new_branch_code_follows_the_highest_of_the_series() -> None:
    series = numbering.CodeSeries()
    assert series.format(series.following(["CS-0007", "cs-12", "KCN-99", "CS-abc"])) == "CS-0013"
    assert series.following([]) == 1


@given(st.integers(1, 10**6))
def test_a_branch_code_reads_back(number: int) -> None:
    series = numbering.CodeSeries("CĐCS.", 3)
    assert series.number_in(series.format(number)) == number


def test_a_symbol_is_written_without_blanks() -> None:
    assert numbering.checked_symbol(" cđp ") == "CĐP"
    for wrong in ("", "CĐ P", "CĐP/1"):
        with pytest.raises(UserError):
            numbering.checked_symbol(wrong)


def refused(**values: int | None) -> set[str]:
    return {problem.field for problem in figures_problems(values) if problem.refuses}


def warned(**values: int | None) -> set[str]:
    return {problem.field for problem in figures_problems(values) if not problem.refuses}


def test_women_cannot_be_more_than_all() -> None:
    assert refused(workers=10, women_workers=11) == {"women_workers"}
    assert refused(members=10, women_members=11) == {"women_members"}


def test_more_members_than_workers_is_only_asked_about() -> None:
    assert refused(workers=10, members=12) == set()
    assert warned(workers=10, members=12) == {"members"}


def test_wage_and_people_counted_come_together() -> None:
    assert refused(average_wage=7_000_000) == {"wage_counted"}
    assert refused(wage_counted=10) == {"average_wage"}
    assert refused(average_wage=7_000_000, wage_counted=10, workers=10) == set()
    assert warned(average_wage=7_000, wage_counted=10) == {"average_wage"}


def test_unknown_figures_are_not_judged() -> None:
    assert figures_problems({"workers": None, "women_workers": 5}) == []


def test_a_negative_figure_is_refused_with_its_name() -> None:
    assert refused(insured=-1) == {"insured"}


def test_figures_of_a_day_ahead_are_asked_about() -> None:
    found = figures_problems({}, counted_on=date(2026, 12, 1), today=date(2026, 11, 23))
    assert [(problem.field, problem.refuses) for problem in found] == [("counted_on", False)]


@given(st.dictionaries(st.sampled_from(["workers", "women_workers", "members", "women_members", "insured"]),
                       st.integers(0, 500)))  # fmt: skip
def test_figures_in_order_raise_no_refusal(values: dict[str, int]) -> None:
    top = max(values.values(), default=0)
    assert not refused(**{**values, "workers": top, "women_workers": 0, "women_members": 0})


def test_the_average_wage_is_weighted_by_people() -> None:
    assert average_wage([(10_000_000, 10), (6_000_000, 90)]) == 6_400_000
    assert average_wage([(10_000_000, 0)]) is None


def state(today: date, *, bargaining: bool = False, void: bool = False) -> AgreementState:
    return agreement_state(
        today=today, starts_on=date(2024, 3, 1), ends_on=date(2027, 2, 28), bargaining=bargaining, void=void
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2024, 2, 29), AgreementState.NOT_YET),
        (date(2026, 11, 29), AgreementState.IN_FORCE),
        (date(2026, 11, 30), AgreementState.EXPIRING),
        (date(2027, 2, 28), AgreementState.EXPIRING),
        (date(2027, 3, 1), AgreementState.ENDED),
    ],
)
def test_an_agreement_is_expiring_from_exactly_ninety_days_before_its_end(
    today: date, expected: AgreementState
) -> None:
    assert state(today) is expected


def test_an_expired_agreement_goes_on_for_ninety_days_while_the_parties_bargain() -> None:
    end = date(2027, 2, 28)
    assert state(end + timedelta(days=90), bargaining=True) is AgreementState.EXPIRED_BARGAINING
    assert state(end + timedelta(days=91), bargaining=True) is AgreementState.ENDED
    assert AgreementState.EXPIRED_BARGAINING.counts
    assert not AgreementState.ENDED.counts


def test_a_void_agreement_is_void_whatever_its_dates() -> None:
    assert state(date(2026, 1, 1), void=True) is AgreementState.VOID
    assert agreement_state(today=date(2026, 1, 1), ends_on=None) is AgreementState.UNKNOWN


def test_an_agreement_lasts_one_to_three_years() -> None:
    begin = date(2024, 3, 1)
    assert agreement_problems(begin, None, date(2027, 2, 28)) == []
    assert "trên 3 năm" in agreement_problems(begin, None, date(2027, 3, 2))[0]
    assert "dưới 1 năm" in agreement_problems(begin, None, date(2024, 9, 1))[0]
    assert "phải sau" in agreement_problems(begin, None, begin)[0]
    assert agreement_problems(date(2024, 3, 2), begin, None) == ["Ngày có hiệu lực trước ngày ký."]
    assert sending_due(begin) == date(2024, 3, 11)


def test_a_branch_under_a_year_old_on_30_november_is_not_ranked_and_the_reason_is_given() -> None:
    condition = rating_condition(2026, date(2026, 3, 15))
    assert not condition.may_be_ranked
    assert condition.reason == "Thành lập ngày 15/03/2026, chưa đủ 12 tháng tính đến 30/11/2026."
    assert rating_condition(2026, date(2025, 11, 30)).may_be_ranked
    assert not rating_condition(2026, date(2025, 12, 1)).may_be_ranked


def test_after_a_merger_six_months_must_pass() -> None:
    assert not rating_condition(2026, date(2010, 1, 1), date(2026, 7, 1)).may_be_ranked
    assert rating_condition(2026, None, date(2026, 5, 30)).may_be_ranked


def test_a_rank_given_too_early_is_pointed_out() -> None:
    assert "chưa thuộc diện" in rating_problem(RatingRank.GOOD, 2026, date(2026, 3, 15))
    assert rating_problem(RatingRank.NOT_RATED, 2026, date(2026, 3, 15)) == ""


LONG = "Công ty có đủ đơn hàng đến hết quý một, công nhân tăng ca hai buổi một tuần, tiền ăn ca 22.000 đồng."


def test_a_copied_text_is_pointed_out_even_with_a_word_changed() -> None:
    changed = LONG.replace("22.000", "23.000").upper()
    assert near_identical(LONG, changed)
    found = copied_fields({"wages": "Khác hẳn.", "jobs": changed}, {"jobs": LONG, "wages": LONG})
    assert [one.field for one in found] == ["jobs"]


def test_a_short_phrase_may_repeat_and_a_new_story_is_no_copy() -> None:
    assert not near_identical("Ổn định.", "Ổn định.")
    told = "Quý này đơn hàng giảm một nửa, công ty cho ba mươi người nghỉ luân phiên hưởng bảy mươi phần trăm lương."
    assert not near_identical(LONG, told)


@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_the_same_from_both_sides_and_between_nought_and_one(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
