"""The reference tables of places, and matching a list's commune names inside an office's area."""

from pathlib import Path

import pytest

from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import PlaceLevel, PlaceSystem
from unionDesk.rules.place_search import Certainty, PlaceFinder, Scope, scope_from_titles, scope_of
from unionDesk.rules.places import PlaceBook

BEFORE, SINCE = PlaceSystem.BEFORE_2025_07, PlaceSystem.SINCE_2025_07
REFERENCE = Path(__file__).parents[2] / "db" / "reference"


@pytest.fixture(scope="module")
def book() -> PlaceBook:
    return PlaceBook.load(REFERENCE)


@pytest.fixture(scope="module")
def chau_phu(book: PlaceBook) -> PlaceFinder:
    return PlaceFinder(book, scope_of(book, "89", "889"))


def test_a_code_names_a_unit_only_with_its_system(book):
    assert book.get(BEFORE, "30463").name == "Thị trấn Cái Dầu"
    assert book.get(SINCE, "30463").name == "Xã Châu Phú"
    assert book.get(BEFORE, "91").name == "Tỉnh Kiên Giang"
    assert book.get(SINCE, "91").name == "Tỉnh An Giang"
    assert book.get(BEFORE, "889").level is PlaceLevel.DISTRICT
    assert book.get(SINCE, "889") is None


def test_the_tables_are_whole(book):
    assert sum(1 for _ in book.communes(SINCE)) == 3321
    assert sum(1 for _ in book.communes(BEFORE)) == 10035
    an_giang = [unit for unit in book.communes(SINCE) if unit.province_code == "91"]
    levels = [unit.level for unit in an_giang]
    assert (levels.count(PlaceLevel.COMMUNE), levels.count(PlaceLevel.WARD)) == (85, 14)
    assert levels.count(PlaceLevel.SPECIAL_ZONE) == 3


def test_every_old_commune_has_a_successor(book):
    assert all(book.successors(unit.code) for unit in book.communes(BEFORE))


def test_a_split_commune_names_its_main_successor_first(book):
    split = [
        unit for unit in book.communes(BEFORE) if unit.name == "Xã Phước Hưng" and unit.province_code == "89"
    ]
    successors = book.successors(split[0].code)
    assert {unit.name for unit, _ in successors} == {"Xã An Phú", "Xã Nhơn Hội", "Xã Phú Hữu"}
    assert [main for _, main in successors] == [True, False, False]


def test_an_island_district_without_communes_has_a_successor(book):
    ((unit, main),) = book.successors("318")
    assert (unit.name, main) == ("Đặc khu Bạch Long Vĩ", True)


def test_an_unknown_code_has_no_successor(book):
    assert book.successors("99999") == ()


@pytest.mark.parametrize(
    "written",
    [
        "Thị trấn Cái Dầu", "TT. Cái Dầu", "TT Cái Dầu", "tt.Cái Dầu", "Cái Dầu", "THỊ TRẤN CÁI DẦU", "T.T Cái Dầu",
        "Thi tran Cai Dau", "cai dau", " Thị  trấn Cái Dầu ",
    ],
)  # fmt: skip
def test_a_township_is_found_however_it_is_written(chau_phu, written):
    match = chau_phu.find(written, BEFORE)
    assert match.certainty is Certainty.EXACT
    assert match.place.code == "30463"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Xã Bình Thuỷ", "30490"),
        ("Xã Khánh Hoà", "30466"),
        ("X. Ô Long Vỹ", "30475"),
        ("xã Mĩ Đức", "30469"),
        ("Xã Mỹ Đức", "30469"),
    ],
)
def test_old_and_new_spellings_are_the_same_name(chau_phu, written, code):
    assert chau_phu.find(written, BEFORE).place.code == code


def test_nguon_and_nguon_with_another_horn_are_the_same_ward(book):
    finder = PlaceFinder(book, scope_of(book, district="884"))
    names = [finder.find(written, BEFORE).place for written in ("Phường Vĩnh Nguơn", "P. Vĩnh Ngươn")]
    assert names[0] is not None
    assert names[0] == names[1]


@pytest.mark.parametrize("written", ["Xã Cái Dầu", "Xã Khánh Hóa", "Xã Bình Thủ", "Xã Vĩnh Thạnh Trung"])
def test_an_uncertain_match_is_offered_and_never_taken(chau_phu, written):
    match = chau_phu.find(written, BEFORE)
    assert match.place is None
    assert match.certainty is Certainty.FUZZY
    assert match.offers[0].district_code == "889"


def test_a_name_of_another_district_is_only_offered(chau_phu):
    match = chau_phu.find("Thị trấn Núi Sập", BEFORE)
    assert match.place is None
    assert "Thị trấn Núi Sập" in [unit.name for unit in match.offers]


def test_a_name_of_the_other_system_is_only_offered(chau_phu):
    match = chau_phu.find("Thị trấn Cái Dầu", SINCE)
    assert match.place is None
    assert match.offers[0].system is BEFORE


def test_a_name_that_fits_several_units_is_left_to_a_person(book):
    kien_giang = PlaceFinder(book, Scope(old_provinces=frozenset({"91"})))
    match = kien_giang.find("Xã Vĩnh Phú", BEFORE)
    assert match.certainty is Certainty.SEVERAL
    assert len(match.offers) == 2


def test_nonsense_finds_nothing(chau_phu):
    assert chau_phu.find("", BEFORE).certainty is Certainty.NONE
    assert chau_phu.find("…", BEFORE).certainty is Certainty.NONE
    assert chau_phu.find("Zzyzx Qqq", BEFORE).certainty is Certainty.NONE


def test_without_a_scope_nothing_is_certain(book):
    match = PlaceFinder(book, Scope()).find("Thị trấn Cái Dầu", BEFORE)
    assert match.place is None
    assert [unit.code for unit in match.offers] == ["30463"]


def test_an_address_gives_its_commune(chau_phu):
    assert (
        chau_phu.find_in_address("ấp Mỹ Chánh, xã Mỹ Đức, huyện Châu Phú, An Giang", BEFORE).place.code
        == "30469"
    )
    assert chau_phu.find_in_address("QL 91, TT Cái Dầu, Châu Phú", BEFORE).place.code == "30463"
    assert chau_phu.find_in_address("Châu Phú, An Giang", BEFORE).place is None


def test_a_district_named_behind_the_commune_counts(book, chau_phu):
    address = "Phường Nhà Bàng, Thị xã Tịnh Biên, An Giang"
    assert PlaceFinder(book, Scope()).find_in_address(address, BEFORE).place.code == "30502"
    assert chau_phu.find_in_address(address, BEFORE).place.code == "30502"
    assert PlaceFinder(book, Scope()).find_in_address(address, SINCE).place is None
    assert PlaceFinder(book, scope_of(book, "01")).find_in_address(address, BEFORE).place is None
    tan_an = [
        unit.district_code
        for unit in book.communes(BEFORE)
        if unit.name == "Xã Tân An" and unit.province_code == "91"
    ]
    found = PlaceFinder(book, scope_of(book, "91")).find_in_address("xã Tân An, huyện Tân Hiệp", BEFORE)
    assert found.place.district_code in tan_an


@pytest.mark.parametrize("province", ["89", "91", ""])
def test_a_district_decides_whichever_province_code_stands_beside_it(book, province):
    scope = scope_of(book, province, "889")
    assert scope.old_districts == {"889"}
    assert (scope.old_provinces, scope.new_provinces) == ({"89"}, {"91"})
    assert PlaceFinder(book, scope).find("Xã Châu Phú", SINCE).place.code == "30463"


def test_a_district_of_another_province_is_refused(book):
    with pytest.raises(UserError, match="Huyện Châu Phú"):
        scope_of(book, "01", "889")


def test_the_new_an_giang_holds_both_old_provinces(book):
    assert scope_of(book, "91").old_provinces == {"89", "91"}
    assert scope_of(book, "89").new_provinces == {"91"}


@pytest.mark.parametrize("codes", [("77777", ""), ("", "001x"), ("00", "")])
def test_an_unknown_code_is_refused(book, codes):
    with pytest.raises(UserError):
        scope_of(book, *codes)


@pytest.mark.parametrize(
    ("lines", "districts", "provinces"),
    [
        (["LIÊN ĐOÀN LAO ĐỘNG TỈNH AN GIANG", "LĐLĐ HUYỆN CHÂU PHÚ"], {"889"}, {"91"}),
        (["LIEN DOAN LAO DONG HUYEN CHAU PHU"], {"889"}, {"91"}),
        (["LĐLĐ TX. TỊNH BIÊN"], {"890"}, {"91"}),
        (["LĐLĐ Châu Phú - An Giang"], set(), set()),
        (["LIÊN ĐOÀN LAO ĐỘNG TỈNH KIÊN GIANG", "LĐLĐ HUYỆN CHÂU THÀNH"], {"905"}, {"91"}),
        (["LĐLĐ TỈNH AN GIANG", "LĐLĐ THÀNH PHỐ LONG XUYÊN"], {"883"}, {"91"}),
        (["LĐLĐ HUYỆN CHÂU THÀNH"], set(), set()),
        (["CÔNG ĐOÀN PHƯỜNG RẠCH GIÁ"], set(), {"91"}),
        (["LIÊN ĐOÀN LAO ĐỘNG CHÂU PHÚ"], {"889"}, {"91"}),
        (["DANH SÁCH CÔNG ĐOÀN CƠ SỞ"], set(), set()),
    ],
)  # fmt: skip
def test_the_office_is_read_from_the_title_lines(book, lines, districts, provinces):
    scope = scope_from_titles(book, lines)
    assert scope.old_districts == districts
    assert scope.new_provinces == provinces


def test_a_missing_table_is_one_clear_sentence(tmp_path):
    with pytest.raises(UserError, match="wards_before_2025_07"):
        PlaceBook.load(tmp_path).get(BEFORE, "30463")


def test_a_damaged_table_is_one_clear_sentence(tmp_path):
    for file in REFERENCE.glob("*.csv"):
        (tmp_path / file.name).write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(UserError, match="bị hỏng"):
        PlaceBook.load(tmp_path).get(BEFORE, "30463")
