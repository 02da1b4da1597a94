"""The minutes of a visit or a meeting (biên bản làm việc, biên bản họp) as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from unionDesk.rules.kinds import DocumentKind

from . import fonts
from .data import MinutesData
from .forms import wording
from .minutes_story import WORDING_FILE, MinutesStory, Story, subject_lines
from .page import deliver
from .paper import Paper, finish, printed_number
from .profile import Profile, load_profile
from .wording import plain


def write(data: MinutesData, out: Path | IO[bytes], profile: Profile | None = None) -> int:
    """Write the PDF and return its page count. UserError when the file or a font, form is at fault."""
    paper = make(data, profile)
    deliver(paper.pdf, out)
    return paper.pages


def make(data: MinutesData, profile: Profile | None = None) -> Paper:
    """The PDF's bytes and page count; equal data give equal bytes on one machine."""
    profile = profile or load_profile()
    fonts.register()
    told = story(data, profile)
    return finish(
        told.blocks,
        told.ending,
        title=_file_title(data),
        letterhead=data.letterhead,
        imprint=data.imprint,
        profile=profile,
    )


def story(data: MinutesData, profile: Profile | None = None) -> Story:
    """Everything the minutes print, in order."""
    fonts.register()
    return MinutesStory(data, profile or load_profile()).story()


def _file_title(data: MinutesData) -> str:
    words = wording(WORDING_FILE, data.kind.value)
    number = ""
    if printed := printed_number(data.imprint):
        number = f" số {printed}/{DocumentKind.MINUTES.value}-{plain(data.letterhead.symbol)}"
    return f"{words('type')}{number} - {subject_lines(data, words)}"
