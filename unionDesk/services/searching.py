"""The search box over everything."""

from __future__ import annotations

from unionDesk.storage.search import Hit, find
from unionDesk.storage.unit_of_work import Work

from .rights import Right, may


def search(work: Work, text: str, limit: int = 30) -> list[Hit]:
    """What holds the words, typed with or without accents; confidential cases only for whoever may see them
    or owns them."""
    return find(
        work.session.connection(),
        work.organisation_id,
        text,
        limit=limit,
        sees_confidential=may(work.actor, Right.SEE_CONFIDENTIAL),
        reader_id=work.actor.officer_id,
    )
