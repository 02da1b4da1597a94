"""Fixtures of the services' tests."""

from __future__ import annotations

import pytest
from case_desk import Desk, furnish

from unionDesk.storage.store import Store


@pytest.fixture
def desk(sqlite_store: Store) -> Desk:
    """An office with people of every role, on SQLite."""
    return furnish(sqlite_store)


@pytest.fixture
def both_desks(store: Store) -> Desk:
    """The same on SQLite and on PostgreSQL."""
    return furnish(store)
