"""What the window asks of the services: its status line and its search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from unionDesk.services.resolve import resolve
from unionDesk.ui.context import Place, SearchHit

if TYPE_CHECKING:
    from unionDesk.services.late_store import LateStore

# which screen shows which kind of record
SCREEN_OF = {
    "branch": "branches",
    "visit": "calendar",
    "opinion_note": "calendar",
    "promise": "promises",
    "case_file": "cases",
    "document": "papers",
    "officer": "settings",
}


class Desk:
    """Status and search of the opened database, as jobs in the reading lane."""

    def __init__(self, store: LateStore, upkeep: Callable[[], Any]) -> None:
        self._store = store
        self._upkeep = upkeep

    def place(self, work: Any) -> Place:
        """What the status bar tells."""
        opened = self._store.open()
        told = resolve("unionDesk.services.desk_status:status")(work)
        last = self._upkeep().last()
        return Place(
            office=told.office,
            user=told.user,
            database=opened.store.place.shown,
            backup=f"{last:%H:%M %d/%m/%Y}" if last is not None else "chưa có bản nào",
            sample=told.is_sample,
        )

    def search(self, work: Any, text: str) -> Sequence[SearchHit]:
        """Hits of the search box that some screen can open."""
        hits = resolve("unionDesk.services.searching:search")(work, text)
        return [
            SearchHit(SCREEN_OF[hit.kind], hit.record_id, hit.title, hit.detail, hit.found_in)
            for hit in hits
            if hit.kind in SCREEN_OF
        ]
