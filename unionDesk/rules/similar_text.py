"""Whether a visit's text was copied from the last one: pointed out to the writer, never a score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from .names import fold_words

NEAR_IDENTICAL = 0.9
FEWEST_WORDS = 8


@dataclass(frozen=True, slots=True)
class CopiedField:
    """A field whose text is nearly the one of the last visit; `share` from 0 to 1."""

    field: str
    share: float


def similarity(one: str, other: str) -> float:
    """Share of word pairs that two texts have in common, 0 to 1; marks, capitals and points do not count.

    Dice's measure over neighbouring words, linear in the length, so that long minutes are no trouble.
    """
    ours, theirs = _pairs(one), _pairs(other)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def _pairs(text: str) -> Counter[tuple[str, str]]:
    words = fold_words(text)
    return Counter(zip(["", *words], [*words, ""], strict=True)) if words else Counter()


def near_identical(one: str, other: str, threshold: float = NEAR_IDENTICAL) -> bool:
    """Whether two texts of some length say nearly the same; short ones ('Ổn định.') may repeat."""
    if min(len(fold_words(one)), len(fold_words(other))) < FEWEST_WORDS:
        return False
    return similarity(one, other) >= threshold


def copied_fields(
    now: Mapping[str, str], before: Mapping[str, str], threshold: float = NEAR_IDENTICAL
) -> list[CopiedField]:
    """The fields whose text is nearly that of the last visit, in the order of `now`."""
    return [
        CopiedField(name, similarity(text, before[name]))
        for name, text in now.items()
        if name in before and near_identical(text, before[name], threshold)
    ]
