"""Proposing the kind of a branch from its name and the groups it stands under."""

import pytest

from unionDesk.rules.branch_kinds import form_of, kind_from_words, propose_kind
from unionDesk.rules.kinds import BranchForm, BranchKind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("CĐCS Trường Tiểu học “D” Cái Dầu", BranchKind.SN_CL_NS),
        ("CĐCS Trạm Y tế xã Mỹ Đức", BranchKind.SN_CL_NS),
        ("CĐCS Trường Mầm non tư thục Hoa Mai", BranchKind.SN_NCL),
        ("Công đoàn cơ sở UBND phường Núi Sam", BranchKind.HC),
        ("CĐCS Chi cục Thuế huyện Châu Phú", BranchKind.HC),
        ("CĐCS Công ty Cổ phần Thủy sản Đại Thành", BranchKind.DN_NNN),
        ("CĐCS Doanh nghiệp tư nhân Xăng dầu Bảy Núi", BranchKind.DN_NNN),
        ("CĐCS Công ty TNHH ABC (100% vốn nước ngoài)", BranchKind.FDI),
        ("CĐCS Hợp tác xã Nông nghiệp Bình Long", BranchKind.HTX),
        ("Nghiệp đoàn Giáo viên mầm non tư thục Mỹ Phú", BranchKind.NDCS),
        ("NGHIỆP ĐOÀN BỐC XẾP", BranchKind.NDCS),
        ("cdcs truong thcs binh phu", BranchKind.SN_CL_NS),
        ("CĐCS Ánh Dương", BranchKind.UNCLASSIFIED),
        ("", BranchKind.UNCLASSIFIED),
    ],
)
def test_a_name_proposes_its_kind(name, kind):
    assert propose_kind(name) is kind


@pytest.mark.parametrize(
    ("name", "groups", "kind"),
    [
        ("CĐCS Công ty TNHH Samho", ("Doanh nghiệp FDI",), BranchKind.FDI),
        ("CĐCS Công ty TNHH MTV Khai thác thủy lợi", ("Doanh nghiệp nhà nước",), BranchKind.DNNN),
        ("CĐCS Trường Sao Mai", ("Trường ngoài công lập",), BranchKind.SN_NCL),
        ("CĐCS Ánh Dương", ("KHỐI DOANH NGHIỆP",), BranchKind.DN_NNN),
        ("CĐCS Ánh Dương", ("KHỐI DOANH NGHIỆP", "Khối HTX"), BranchKind.HTX),
        ("CĐCS UBND xã Mỹ Đức", ("KHỐI DOANH NGHIỆP",), BranchKind.HC),
        ("CĐCS Ánh Dương", ("Xã Mỹ Đức",), BranchKind.UNCLASSIFIED),
    ],
)
def test_a_group_narrows_what_the_name_leaves_open(name, groups, kind):
    assert propose_kind(name, groups) is kind


def test_every_code_and_full_name_of_a_kind_is_certain():
    for kind in BranchKind:
        assert kind_from_words(kind.value) == (kind, True)
        assert kind_from_words(kind.label.upper()) == (kind, True)


def test_everyday_words_are_a_proposal_and_unknown_ones_nothing():
    assert kind_from_words("Trong nước") == (BranchKind.DN_NNN, False)
    assert kind_from_words("Liên doanh") == (BranchKind.FDI, False)
    assert kind_from_words("màu xanh") is None


def test_guilds_are_told_by_kind_or_first_word():
    assert form_of("Nghiệp đoàn Xe ôm", BranchKind.UNCLASSIFIED) is BranchForm.GUILD
    assert form_of("CĐCS Xe ôm", BranchKind.NDCS) is BranchForm.GUILD
    assert form_of("CĐCS Trường Nghiệp vụ", BranchKind.SN_CL_NS) is BranchForm.BRANCH
