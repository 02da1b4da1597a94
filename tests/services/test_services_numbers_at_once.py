"""Numbers without gaps or doubles: several programs at once on either database, and a program that is killed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from multiprocessing import get_context

import pytest
from numbering_programs import number_all, plan_some
from sqlalchemy import select
from stores import ACTOR, TODAY
from visit_samples import MORNING, Office, open_office

from unionDesk.records.document import Document, DocumentFile
from unionDesk.records.visit import Visit
from unionDesk.rules.kinds import DocumentState, VisitStatus
from unionDesk.services import minutes, papers
from unionDesk.storage import numbers
from unionDesk.storage.store import Store

SPAWN = get_context("spawn")


class Program:
    """A running process that numbers papers."""

    def __init__(self, store: Store, wanted: Sequence[tuple[int, int]]) -> None:
        self.wanted = len(wanted)
        self.line, other = SPAWN.Pipe()
        arguments = (store.place, ACTOR, TODAY, list(wanted), other)
        self.process = SPAWN.Process(target=number_all, args=arguments)
        self.process.start()
        other.close()
        assert self.line.recv() == "ready"

    def go(self) -> None:
        self.line.send("go")

    def outcomes(self) -> list[str | None]:
        found = [self.line.recv() for _turn in range(self.wanted)]
        self.process.join()
        self.line.close()
        return found


def waiting_papers(office: Office, count: int) -> list[tuple[int, int]]:
    """Papers put up for signature, as (id, version)."""
    found = []
    for turn in range(count):
        visit_id = office.done(MORNING - timedelta(days=turn))
        with office.store.write("Trình ký") as work:
            paper = minutes.submit(work, visit_id)
        found.append((paper.paper_id, paper.version))
    return found


def assert_whole(store: Store) -> int:
    """The register has every number once, every numbered paper its bytes and its visit; the last number."""
    with store.read() as work:
        rows = work.session.execute(
            select(Document, DocumentFile.sha256, Visit.status)
            .join(DocumentFile, DocumentFile.document_id == Document.id, isouter=True)
            .join(Visit, Visit.id == Document.visit_id)
        ).all()
        last = numbers.last(work, "BB", 2026)
        given = []
        for paper, stored, visit_status in rows:
            if paper.number is None:
                assert (paper.state, stored, visit_status) == (
                    DocumentState.SUBMITTED,
                    None,
                    VisitStatus.DONE,
                )
                continue
            given.append(paper.number)
            assert (paper.state, visit_status) == (DocumentState.NUMBERED, VisitStatus.MINUTED)
            assert papers.print_of(work, paper.id).sha256 == stored
    assert sorted(given) == list(range(1, last + 1))
    return last


def test_programs_numbering_at_once_leave_no_gap_and_no_double(store: Store) -> None:
    office = open_office(store)
    wanted = waiting_papers(office, 6)
    programs = [Program(store, wanted[start::2]) for start in range(2)]
    for program in programs:
        program.go()
    given = [number for program in programs for number in program.outcomes()]
    assert sorted(str(number) for number in given) == [f"{n:02}/BB-LĐLĐ" for n in range(1, 7)]
    assert assert_whole(store) == 6


def test_two_programs_numbering_the_same_papers_number_each_once(store: Store) -> None:
    office = open_office(store)
    wanted = waiting_papers(office, 3)
    programs = [Program(store, wanted), Program(store, wanted)]
    for program in programs:
        program.go()
    outcomes = list(zip(*(program.outcomes() for program in programs), strict=True))
    assert all(sum(number is not None for number in pair) == 1 for pair in outcomes)
    assert assert_whole(store) == 3


def test_visits_planned_at_once_get_numbers_of_their_own(store: Store) -> None:
    office = open_office(store)
    values = {"branch_id": office.branch_id, "kind": "regular", "planned_from": MORNING}
    lines = []
    for _program in range(2):
        line, other = SPAWN.Pipe()
        process = SPAWN.Process(target=plan_some, args=(store.place, ACTOR, TODAY, values, 4, other))
        process.start()
        assert line.recv() == "ready"
        lines.append((line, process))
    for line, _process in lines:
        line.send("go")
    given = [line.recv() for line, _process in lines for _turn in range(4)]
    for line, process in lines:
        process.join()
        line.close()
    assert sorted(given) == [f"CD-2026-{n:04}" for n in range(1, 9)]


@pytest.mark.parametrize("seed", [1, 2])
def test_a_program_killed_while_numbering_loses_nothing(store: Store, seed: int) -> None:
    """Whatever point it is killed at: a number was given with its bytes, or not at all."""
    office = open_office(store)
    wanted = waiting_papers(office, 4)
    chance = random.Random(seed)
    program = Program(store, wanted)
    program.go()
    told = [program.line.recv() for _turn in range(chance.randint(0, 2))]
    program.line.poll(chance.random() * 0.03)  # a moment anywhere within the next numbering
    program.process.kill()
    program.process.join()
    program.line.close()
    last = assert_whole(store)
    assert last >= len(told)
    with store.read() as work:
        left = work.session.execute(
            select(Document.id, Document.version).where(Document.state == DocumentState.SUBMITTED)
        ).all()
    for paper_id, version in left:
        with store.write("Lấy số biên bản") as work:
            papers.number(work, paper_id, version)
    assert assert_whole(store) == len(wanted)
