"""The history of a record in sentences, as a page to read: who, when, what, from what to what."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import groupby

from unionDesk.rules.formats import moment_text
from unionDesk.services.histories import HistoryLine


def history_html(lines: Sequence[HistoryLine]) -> str:
    """One paragraph an operation, newest first, its changes below it."""
    return "".join(_told(list(group)) for _id, group in groupby(lines, _operation))


def _operation(line: HistoryLine) -> int:
    return line.operation_id


def _told(lines: list[HistoryLine]) -> str:
    first = lines[0]
    head = f"{moment_text(first.at.astimezone())} – {first.who}: {first.what}"
    parts = "".join(
        f"<p style='margin:2px 0 2px 16px'>{html.escape(_sentence(line.sentences))}</p>"
        for line in reversed(lines)
        if len(line.sentences) > 1 or not line.sentences[0].endswith(": sửa")
    )
    return f"<p style='margin:10px 0 2px 0'><b>{html.escape(head)}</b></p>{parts}"


def _sentence(sentences: tuple[str, ...]) -> str:
    head, *rest = sentences
    return f"{head} – {'; '.join(rest)}." if rest else f"{head}."
