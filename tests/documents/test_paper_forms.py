"""Seeds of page profiles and wording: read, checked, and refused with the name of what is wrong."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from unionDesk.documents.forms import Wording, read_form, seed, wording
from unionDesk.documents.profile import PROFILES_FILE, Profile, load_profile
from unionDesk.rules.errors import UserError


def test_the_default_profile_has_the_numbers_of_the_page_specification() -> None:
    profile = load_profile()
    sheet = profile.sheet
    assert (sheet.width, sheet.height) == (210, 297)
    assert (sheet.top, sheet.bottom, sheet.left, sheet.right) == (20, 20, 30, 15)
    assert (profile.letterhead.left_column, profile.letterhead.right_column) == (69, 96)
    assert profile.ending.meeting_columns == (60, 7.5, 97.5)
    assert (profile.body.size, profile.body.indent, profile.body.space_before) == (14, 10, 6)


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="khuôn trang “nd99”"):
        load_profile("nd99")


@pytest.mark.parametrize("wrong", [None, "hai mươi", -3, 0, True])
def test_a_wrong_measure_is_refused_by_name(wrong: object) -> None:
    tables = copy.deepcopy(dict(seed(PROFILES_FILE)["nd30-933"]))
    tables["sheet"]["left"] = wrong
    with pytest.raises(UserError, match=r"sheet\.left"):
        Profile.from_tables(tables, "nd30-933")


def test_a_missing_group_is_refused_by_name() -> None:
    tables = dict(seed(PROFILES_FILE)["nd30-933"])
    del tables["ending"]
    with pytest.raises(UserError, match=r"ending\.title_size"):
        Profile.from_tables(tables, "nd30-933")


def test_a_missing_seed_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Không tìm thấy tệp mẫu “minutes\.toml”"):
        read_form(tmp_path / "minutes.toml")


@pytest.mark.parametrize("content", [b"[working\n", b"\xff\xfe\x00", b"a = 1\na = 2\n"])
def test_a_damaged_seed_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "minutes.toml").write_bytes(content)
    with pytest.raises(UserError, match=r"minutes\.toml” bị hỏng"):
        read_form(tmp_path / "minutes.toml")


def test_wording_falls_back_to_the_common_section() -> None:
    assert wording("minutes.toml", "meeting")("nothing_new") == "Không có nội dung mới."


def test_a_missing_sentence_is_refused_by_name() -> None:
    with pytest.raises(UserError, match="thiếu câu “closing” trong phần “working”"):
        Wording({"working": {}}, "minutes.toml", "working")("closing")


@pytest.mark.parametrize("template", ["{nơi}", "{", "{0}", "{time.x}"])
def test_a_sentence_with_a_wrong_place_is_refused_by_name(template: str) -> None:
    with pytest.raises(UserError, match="có chỗ điền không đúng"):
        Wording({"working": {"opening": template}}, "minutes.toml", "working")("opening", time="08 giờ")
