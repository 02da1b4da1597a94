"""What other programs do at the same time, as processes of their own: light to import."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from multiprocessing.connection import Connection

from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import UserError
from unionDesk.services import papers, visits
from unionDesk.storage.engine import Place
from unionDesk.storage.store import Store


def number_all(
    place: Place, actor: Actor, day: date, wanted: Sequence[tuple[int, int]], told: Connection
) -> None:
    """Another program: numbers papers one by one and tells each outcome; None where it was refused."""
    store = Store(place, actor, day=day)
    told.send("ready")
    told.recv()
    for paper_id, version in wanted:
        try:
            with store.write("Lấy số biên bản") as work:
                given: str | None = papers.number(work, paper_id, version)
        except UserError:
            given = None
        told.send(given)
    store.close()


def plan_some(
    place: Place, actor: Actor, day: date, values: dict[str, object], count: int, told: Connection
) -> None:
    """Another program: plans visits."""
    store = Store(place, actor, day=day)
    told.send("ready")
    told.recv()
    for _turn in range(count):
        with store.write("Lên kế hoạch") as work:
            told.send(visits.plan(work, values).number)
    store.close()
