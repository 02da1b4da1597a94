"""The shipped list of Châu Phú comes in whole: 109 branches with the values its truth gives."""

import json
import pickle
from datetime import date
from pathlib import Path

import pytest

from unionDesk.rules.kinds import BranchForm, BranchKind, ImportAction, PlaceSystem, RatingRank, SkipReason
from unionDesk.rules.names import nfc
from unionDesk.rules.places import PlaceBook
from unionDesk.workbooks.branch_plan import BranchPlan
from unionDesk.workbooks.planner import PlanOptions, plan_branches, summary

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests" / "data" / "danh-sach-cdcs-chau-phu.xlsx"
TRUTH = json.loads((LIST.parent / f"{LIST.name}.truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plan() -> BranchPlan:
    return plan_branches(LIST, PlaceBook.load(ROOT / "db" / "reference"), PlanOptions(date(2026, 11, 23)))


def _same(text: str) -> str:
    return nfc(text).casefold().replace(" ", "")


def test_the_list_has_109_branches_and_no_more(plan):
    assert len(plan.rows) == len(TRUTH) == 109
    assert {row.action for row in plan.rows} == {ImportAction.CREATE}
    assert summary(plan) == {"accepted": 109, "refused": 0, "skipped": 10, "problems": 0}


@pytest.mark.parametrize("number", range(109))
def test_each_branch_has_the_values_of_the_truth(plan, number):
    values, truth = plan.rows[number].values, TRUTH[number]
    assert _same(values["name"]) == _same(truth["name"])
    assert _same(values["chair"]) == _same(truth["chair"])
    assert _same(values["place_name"]) == _same(truth["ward"])
    assert values["place_system"] is PlaceSystem.BEFORE_2025_07
    assert values["place_code"] == truth["ward_code"]
    assert values["workers"] == truth["labour"]
    assert values["women_workers"] == truth["women"]
    assert values["members"] == truth["members"]
    assert values["women_members"] == truth["wmembers"]
    assert values["phone"] == truth["phone"]
    assert values["founded_on"].isoformat() == truth["founded"]
    assert values["founding_decision"] == truth["decision"]
    assert values["rank"] is RatingRank.from_label(truth["rank"])
    signed = values.get("agreement_signed_on")
    assert (signed.isoformat() if signed else None) == (truth["cba_date"] if truth["cba"] else None)
    assert values.get("agreement", False) is truth["cba"]


def test_names_are_stored_as_written_but_clean(plan):
    names = [row.name for row in plan.rows]
    assert "CĐCS Trường Tiểu học “D” Cái Dầu" in names
    assert all(name == nfc(name).strip() and "  " not in name for name in names)
    assert "ĐẶNG VĂN VŨ" in [row.values["chair"] for row in plan.rows]


def test_the_titles_say_office_day_and_place_system(plan):
    assert (plan.office, plan.parent) == ("LĐLĐ HUYỆN CHÂU PHÚ", "LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG")
    assert plan.as_of == date(2020, 5, 31)
    assert plan.place_system is PlaceSystem.BEFORE_2025_07
    assert plan.header_rows == (7, 8)


def test_the_rank_is_of_the_year_in_the_header(plan):
    assert {row.values["rank_year"] for row in plan.rows} == {2019}


def test_rows_that_are_no_branch_are_named_with_their_reason(plan):
    reasons = {one.first: one.reason for one in plan.skipped}
    assert reasons == {
        9: SkipReason.GROUP, 95: SkipReason.BLANK, 96: SkipReason.GROUP, 116: SkipReason.BLANK,
        117: SkipReason.GROUP, 123: SkipReason.SUM, 124: SkipReason.BLANK, 125: SkipReason.SIGNATURE,
        126: SkipReason.SIGNATURE, 127: SkipReason.SIGNATURE,
    }  # fmt: skip


def test_kinds_are_proposed_from_names_and_groups(plan):
    kinds = {row.name: row.values["kind"] for row in plan.rows}
    assert kinds["CĐCS Trường THCS Cái Dầu"] is BranchKind.SN_CL_NS
    assert kinds["CĐCS Trạm Y tế Xã Mỹ Đức"] is BranchKind.SN_CL_NS
    assert kinds["CĐCS UBND Xã Mỹ Đức"] is BranchKind.HC
    assert kinds["CĐCS Công ty TNHH May An Phước"] is BranchKind.DN_NNN
    assert kinds["Nghiệp đoàn Xe ôm Bình Chánh"] is BranchKind.NDCS
    assert all("kind" in row.proposed for row in plan.rows)
    guilds = [row for row in plan.rows if row.values["form"] is BranchForm.GUILD]
    assert len(guilds) == 5


def test_the_plan_travels_between_processes_and_as_json(plan):
    assert pickle.loads(pickle.dumps(plan)) == plan
    plain = json.loads(json.dumps(plan.to_json(), ensure_ascii=False))
    assert plain["rows"][0]["values"]["founded_on"] == "2011-11-13"
    assert plain["rows"][0]["values"]["kind"] == "HC"
    assert plain["rows"][0]["action"] == "create"
    assert plain["mapping"]["3"] == "workers"
    assert plain["as_of"] == "2020-05-31"


def test_the_shipped_sample_is_the_tested_list():
    assert (ROOT / "resources" / "samples" / LIST.name).read_bytes() == LIST.read_bytes()
