"""The parts that all papers are put together from: headings, paragraphs, lists, signatures, recipients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from unionDesk.rules.kinds import DocumentKind, DocumentState

from . import fonts
from .blocks import Block, Columns, Gap, Text, points, style
from .data import Imprint, Letterhead
from .letterhead import Head, LetterheadBlock, TitleBlock
from .page import Area, Margins, keep_ending, paginate, render
from .profile import Profile
from .wording import NBSP, clean, day_in_words, glued, line, plain, short_day, two_digits

_UNNUMBERED = NBSP * 7
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
VIETNAMESE_LETTERS = "abcdđeghiklmnopqrstuvxy"  # order of điểm a), b), c), d), đ)


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper: the PDF and how many pages it has."""

    pdf: bytes
    pages: int


class Parts:
    """Makes blocks by one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        body = profile.body
        self._indent = points(body.indent)
        self._body = style(fonts.REGULAR, body.size, "justify", self._indent, 0, body.line_height)
        self._bold = style(fonts.BOLD, body.size, "left", self._indent, 0, body.line_height)

    def paragraphs(self, text: str) -> list[Block]:
        """One justified paragraph for each of the writer's own lines."""
        return [self.paragraph(own) for own in clean(text).split("\n") if own]

    def paragraph(self, text: str, *, lead: str = "") -> Text:
        """A justified paragraph of cleaned text, with an optional bold beginning."""
        return Text(glued(text), self._body, space_before=self.profile.body.space_before, lead=lead)

    def late_paragraph(self, text: Callable[[int], str]) -> Text:
        """A paragraph that names the paper's page count; it is never split."""
        return Text(lambda pages: glued(text(pages)), self._body, space_before=self.profile.body.space_before)

    def section(self, number: int, title: str) -> Text:
        """`I. TITLE`; number 0 gives the title alone."""
        numeral = f"{_ROMAN[number]}. " if number else ""
        return self._heading(f"{numeral}{line(title).upper()}")

    def clause(self, number: int, title: str) -> Text:
        """`1. Title` in bold."""
        return self._heading(f"{number}. {line(title)}")

    def _heading(self, text: str) -> Text:
        return Text(text, self._bold, space_before=self.profile.body.space_before, keep_next=True)

    def items(self, texts: Sequence[str]) -> list[Block]:
        """`- …;` lines, the last one ending with a full stop."""
        found: list[Block] = []
        for place, text in enumerate(texts, start=1):
            mark = "." if place == len(texts) else ";"
            found.append(self.paragraph(f"-{NBSP}{text.rstrip(' .;')}{mark}"))
        return found

    def signatures(self, columns: Sequence[tuple[float, str, str]], hint: str) -> Columns:
        """Columns of (width in points, title, name): title, hint, room for the hand, name; centred.

        Names stand on one level whatever their titles need; a column without a title stays empty.
        """
        ending = self.profile.ending
        heads: list[list[Block]] = []
        for _, title, _ in columns:
            bold = style(fonts.BOLD, ending.title_size, "center")
            head: list[Block] = [Text(line(own).upper(), bold) for own in title.split("\n") if own]
            if head and hint:
                head.append(Text(hint, style(fonts.ITALIC, ending.hint_size, "center")))
            heads.append(head)
        heights = [
            sum(block.height(width) for block in head)
            for (width, _, _), head in zip(columns, heads, strict=True)
        ]
        cells: list[list[Block]] = []
        for (_, _, name), head, height in zip(columns, heads, heights, strict=True):
            room = Gap(points(ending.signature_space) + max(heights) - height)
            cell = [*head, room] if head else []
            if head and name:
                cell.append(Text(line(name), style(fonts.BOLD, ending.name_size, "center")))
            cells.append(cell)
        return self.side_by_side([width for width, _, _ in columns], cells)

    def recipients(self, texts: Sequence[str], title: str) -> list[Block]:
        """`Nơi nhận:` and its list, flush left."""
        ending = self.profile.ending
        small = style(fonts.REGULAR, ending.recipients_size, "left")
        found: list[Block] = [Text(title, style(fonts.BOLD_ITALIC, ending.recipients_head_size, "left"))]
        for place, text in enumerate(texts, start=1):
            mark = "." if place == len(texts) else ";"
            found.append(Text(f"-{NBSP}{line(text).rstrip(' .;')}{mark}", small))
        return found

    def side_by_side(self, widths: Sequence[float], cells: Sequence[Sequence[Block]]) -> Columns:
        """Columns by their widths in points, below the body."""
        return Columns(widths, cells, space_before=points(self.profile.ending.gap))


def number_line(letterhead: Letterhead, imprint: Imprint, kind: DocumentKind) -> str:
    """`Số: 05/BB-CĐP`; before numbering the number's place is blank."""
    number = printed_number(imprint) or _UNNUMBERED
    return f"Số:{NBSP}{number}/{kind.value}-{line(letterhead.symbol)}"


def printed_number(imprint: Imprint) -> str:
    """`05` on a numbered or signed paper, else nothing."""
    if imprint.number is None or imprint.state not in {DocumentState.NUMBERED, DocumentState.SIGNED}:
        return ""
    return two_digits(imprint.number)


def date_line(letterhead: Letterhead, imprint: Imprint) -> str:
    """`Long Xuyên, ngày 05 tháng 11 năm 2026`."""
    day = day_in_words(imprint.paper_date)
    place = line(letterhead.place)
    return f"{place}, {day}" if place else day[0].upper() + day[1:]


def footer(imprint: Imprint) -> str:
    """`bản in 2 · 05/11/2026 08:30`, on drafts only."""
    if imprint.state is not DocumentState.DRAFT:
        return ""
    moment = imprint.made_at
    copy = f"bản in {imprint.copy} · " if imprint.copy is not None else "bản in "
    return f"{copy}{short_day(moment.date())} {moment:%H:%M}"


def top(
    letterhead: Letterhead,
    imprint: Imprint,
    kind: DocumentKind | None,
    *,
    paper_type: str,
    subject: str,
    note: str,
    dated: bool,
    profile: Profile,
) -> list[Block]:
    """Letterhead and title. Without a kind the paper has no number line (a schedule)."""
    head = Head(
        letterhead,
        number_line(letterhead, imprint, kind) if kind else "",
        date_line(letterhead, imprint) if dated else "",
        imprint.internal,
    )
    return [LetterheadBlock(head, profile), TitleBlock(paper_type, subject, profile, note=note)]


def finish(
    blocks: Sequence[Block],
    ending: Sequence[Block],
    *,
    title: str,
    letterhead: Letterhead,
    imprint: Imprint,
    profile: Profile,
    landscape: bool = False,
) -> Paper:
    """Set, draw and describe the paper."""
    area = Area.of(profile, landscape=landscape)
    pages = paginate(keep_ending(blocks, ending, area), area)
    margins = Margins(
        title=plain(title),
        author=plain(letterhead.office),
        made_at=imprint.made_at,
        draft=imprint.state is DocumentState.DRAFT,
        footer=footer(imprint),
    )
    return Paper(render(pages, area, profile, margins), len(pages))
