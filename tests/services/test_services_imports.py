"""Importing an office's own list: looked at first, written whole, taken back whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from unionDesk.paths import SAMPLES
from unionDesk.rules.errors import NotAllowedError, UserError
from unionDesk.rules.kinds import ImportAction, PlaceSystem, Role
from unionDesk.services import branch_listing, branches, imports, offices, undoing
from unionDesk.services.imports import ImportRequest
from unionDesk.services.opening import Opened, open_database
from unionDesk.storage.store import Store

SAMPLE = SAMPLES / "danh-sach-cdcs-chau-phu.xlsx"
TRUTH = Path(__file__).parents[1] / "data" / "danh-sach-cdcs-chau-phu.xlsx.truth.json"
LIST_DAY = date(2024, 12, 31)


def silent(_done: int, _total: int, _text: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_database(tmp_path / "so.sqlite", backups=tmp_path)
    with opened.store.write("Lập đơn vị") as work:
        offices.set_up(
            work,
            offices.OfficeSetup(
                "Liên đoàn Lao động huyện Châu Phú",
                "LĐLĐ tỉnh An Giang",
                "LĐLĐ",
                "89",
                "889",
                officer_name="Lê Thị Tư",
            ),
        )
    return reopened(tmp_path).store


def reopened(tmp_path: Path) -> Opened:
    return open_database(tmp_path / "so.sqlite", backups=tmp_path)


def listed(store: Store, day: date | None = None) -> list[dict[str, object]]:
    with store.read() as work:
        return branch_listing.listing(work, as_of=day)


def same(name: object) -> str:
    return "".join(str(name).casefold().split())


def test_the_sample_list_comes_in_whole_with_the_values_that_are_meant(store: Store) -> None:
    result = imports.run(store, silent, ImportRequest(SAMPLE))
    assert (result.created, result.updated, result.unchanged, result.refused) == (109, 0, 0, 0)
    rows = {(same(row["name"]), row["place_code"]): row for row in listed(store, LIST_DAY)}
    assert len(rows) == 109
    for meant in json.loads(TRUTH.read_text(encoding="utf-8")):
        row = rows[same(meant["name"]), meant["ward_code"]]
        assert row["place_system"] == "before_2025_07"
        assert same(row["chair"]) == same(meant["chair"])
        assert row["phone"] == meant["phone"]
        assert row["founded_on"] == date.fromisoformat(meant["founded"])
        assert [row[k] for k in ("workers", "women_workers", "members", "women_members")] == [
            meant[k] for k in ("labour", "women", "members", "wmembers")
        ]
        assert (row["founding_decision"], row["rank"]) == (meant["decision"], meant["rank"])


def test_the_commune_is_kept_as_listed_and_its_successor_holds_from_july_2025(store: Store) -> None:
    imports.run(store, silent, ImportRequest(SAMPLE))
    before = {row["code"]: row for row in listed(store, LIST_DAY)}
    since = {row["code"]: row for row in listed(store, date(2026, 1, 1))}
    first = before["CS-0001"]
    assert (first["place_code"], first["place_name"]) == ("30463", "Thị trấn Cái Dầu")
    assert (since["CS-0001"]["place_system"], since["CS-0001"]["place_name"]) == (
        "since_2025_07",
        "Xã Châu Phú",
    )


def test_the_same_list_again_changes_nothing_and_says_that_it_came_in_before(store: Store) -> None:
    imports.run(store, silent, ImportRequest(SAMPLE))
    again = imports.run(store, silent, ImportRequest(SAMPLE))
    assert (again.created, again.updated, again.unchanged, again.batch) == (0, 0, 109, None)
    assert any("đã được Lê Thị Tư nhập" in note for note in again.notes)


def test_looking_writes_nothing(store: Store) -> None:
    found = imports.preview(store, silent, ImportRequest(SAMPLE))
    assert found.count(ImportAction.CREATE) == 109
    assert listed(store) == []


def test_a_batch_is_taken_back_whole_and_its_numbers_are_not_given_twice(store: Store) -> None:
    result = imports.run(store, silent, ImportRequest(SAMPLE))
    assert result.batch is not None
    with store.write("Hoàn tác") as work:
        report = undoing.undo(work, imports.batch_operation(work, result.batch))
    assert report.kept == ()
    assert listed(store) == []
    with store.read() as work:
        assert branches.count(work) == 0
    with store.write("Hoàn tác") as work, pytest.raises(UserError, match="đã được hoàn tác"):
        imports.batch_operation(work, result.batch)
    assert imports.run(store, silent, ImportRequest(SAMPLE)).created == 109
    assert listed(store)[0]["code"] == "CS-0110"


def a_list(path: Path, *rows: list[object], head: list[str] | None = None, title: str = "") -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if title:
        sheet.append([title])
    sheet.append(head or ["STT", "Tên CĐCS", "Xã, phường", "Tổng số lao động", "Chủ tịch", "Điện thoại"])
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    book.save(path)
    return path


def test_a_later_list_updates_by_name_and_commune_and_blank_cells_keep_what_is_known(
    store: Store, tmp_path: Path
) -> None:
    first = a_list(
        tmp_path / "a.xlsx", ["CĐCS Công ty An Phước", "Cái Dầu", 100, "Trần Văn An", "0912345678"]
    )
    imports.run(store, silent, ImportRequest(first, as_of=LIST_DAY))
    later = a_list(
        tmp_path / "b.xlsx", ["CĐCS CÔNG TY AN PHƯỚC", "Thị trấn Cái Dầu", 120, "Lê Thị Bình", None]
    )
    result = imports.run(store, silent, ImportRequest(later, as_of=date(2025, 5, 31)))
    assert (result.created, result.updated) == (0, 1)
    assert [(r["workers"], r["chair"]) for r in listed(store, LIST_DAY)] == [(100, "Trần Văn An")]
    assert [(r["workers"], r["chair"]) for r in listed(store, date(2025, 5, 31))] == [(120, "Lê Thị Bình")]


def test_branches_of_one_name_in_two_communes_stay_apart(store: Store, tmp_path: Path) -> None:
    path = a_list(
        tmp_path / "a.xlsx",
        ["CĐCS Trường Mầm non Hoa Sen", "Mỹ Đức", 20, None, None],
        ["CĐCS Trường Mầm non Hoa Sen", "Mỹ Phú", 30, None, None],
    )
    assert imports.run(store, silent, ImportRequest(path, as_of=LIST_DAY)).created == 2
    assert imports.run(store, silent, ImportRequest(path, as_of=LIST_DAY)).unchanged == 2


def test_names_that_differ_by_a_quotation_mark_are_two_branches(store: Store, tmp_path: Path) -> None:
    path = a_list(
        tmp_path / "a.xlsx",
        ["CĐCS Trường Tiểu học “B” Bình Long", "Bình Long", 20, None, None],
        ["CĐCS Trường Tiểu học B Bình Long", "Bình Long", 30, None, None],
    )
    assert imports.run(store, silent, ImportRequest(path, as_of=LIST_DAY)).created == 2
    assert imports.run(store, silent, ImportRequest(path, as_of=LIST_DAY)).unchanged == 2


def test_a_split_commune_waits_for_a_persons_choice(tmp_path: Path) -> None:
    opened = open_database(tmp_path / "so.sqlite", backups=tmp_path)
    with opened.store.write("Lập đơn vị") as work:
        offices.set_up(
            work, offices.OfficeSetup("LĐLĐ huyện An Phú", "LĐLĐ tỉnh An Giang", "LĐLĐ", "89", "886")
        )
    store = reopened(tmp_path).store
    path = a_list(tmp_path / "a.xlsx", ["CĐCS Trường Tiểu học Phú Hội", "Phú Hội", 20, None, None])
    request = ImportRequest(path, as_of=LIST_DAY)
    found = imports.preview(store, silent, request)
    assert [(split.name, len(split.options)) for split in found.splits] == [("Xã Phú Hội", 2)]
    imports.run(store, silent, request)
    assert listed(store, date(2026, 1, 1))[0]["place_name"] == "Xã Phú Hội"
    code, name = found.splits[0].options[1]
    other = open_database(tmp_path / "khac.sqlite", backups=tmp_path)
    with other.store.write("Lập đơn vị") as work:
        offices.set_up(
            work, offices.OfficeSetup("LĐLĐ huyện An Phú", "LĐLĐ tỉnh An Giang", "LĐLĐ", "89", "886")
        )
    chosen = open_database(tmp_path / "khac.sqlite", backups=tmp_path).store
    imports.run(chosen, silent, ImportRequest(path, as_of=LIST_DAY, successors={found.splits[0].code: code}))
    row = listed(chosen, date(2026, 1, 1))[0]
    assert (row["place_name"], row["place_system"]) == (name, PlaceSystem.SINCE_2025_07.value)


def test_a_reader_may_not_import(tmp_path: Path, store: Store) -> None:
    with store.write("Thêm cán bộ") as work:
        offices.add_officer(work, "Phạm Văn Xem", "", Role.READER)
    reader = open_database(tmp_path / "so.sqlite", backups=tmp_path, officer="Phạm Văn Xem").store
    with pytest.raises(NotAllowedError, match="Chỉ xem"):
        imports.run(reader, silent, ImportRequest(SAMPLE))
    assert listed(store) == []
