"""The sample office: real places, invented people, work in every state."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from demo_office import DEMO_DAY, quiet

from unionDesk.rules.errors import UserError
from unionDesk.rules.kinds import PlaceSystem
from unionDesk.services import (
    branch_listing,
    case_register,
    demo,
    demo_branches,
    places,
    promise_listing,
    visit_listing,
)
from unionDesk.services.opening import Opened, open_database


def test_it_holds_at_least_120_branches_in_real_communes_of_both_systems(demo_opened: Opened) -> None:
    with demo_opened.store.read() as work:
        before = branch_listing.listing(work, as_of=date(2025, 6, 1))
        since = branch_listing.listing(work)
    assert len(since) >= 120
    assert {row["place_system"] for row in since} >= {PlaceSystem.SINCE_2025_07.value}
    assert PlaceSystem.BEFORE_2025_07.value in {row["place_system"] for row in before}
    for row in since:
        unit = places.book().get(PlaceSystem(row["place_system"]), row["place_code"])
        assert unit is not None
        assert unit.name == row["place_name"]
    assert len({row["name"] for row in since}) == len(since)


def test_two_years_of_visits_have_texts_that_are_not_copied(demo_opened: Opened) -> None:
    with demo_opened.store.read() as work:
        rows = visit_listing.listing(work)
    assert len(rows) > 300
    days = [row["planned_from"] for row in rows]
    assert (max(days) - min(days)).days > 680
    states = Counter(row["status"] for row in rows)
    assert states.keys() >= {
        "planned",
        "confirmed",
        "done",
        "minuted",
        "reported",
        "postponed",
        "cancelled",
        "refused",
    }
    assert any(row["minutes_number"] for row in rows)


def test_promises_and_cases_are_there_in_every_state(demo_opened: Opened) -> None:
    with demo_opened.store.read() as work:
        promises = Counter(row["status"] for row in promise_listing.listing(work))
        cases = case_register.listing(work, "", None, None)
    assert promises.keys() == {"open", "kept", "late", "broken", "void"}
    assert any(row["closed_on"] for row in cases)
    assert any(row["closed_on"] is None for row in cases)
    assert len({row["step"] for row in cases}) > 5


def test_a_filled_database_is_refused(demo_opened: Opened) -> None:
    with pytest.raises(UserError, match="đã có đơn vị"):
        demo.fill(demo_opened, quiet, DEMO_DAY)


def test_the_same_seed_gives_the_same_branches(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        opened = open_database(tmp_path / f"{name}.sqlite", backups=tmp_path)
        words = {**demo.texts(), "employers": demo.texts()["employers"][1:3]}
        store = demo._office(opened, words["office"], words["officers"], DEMO_DAY)
        people = demo._officer_ids(store)
        with store.write("Thử") as work:
            made = demo_branches.add_branches(work, words, random.Random(demo.SEED), people, DEMO_DAY)
        found.append([(branch.name, branch.workers, branch.chair, branch.founded_on) for branch in made])
        store.close()
    assert found[0] == found[1]
    assert len(found[0]) == 11
