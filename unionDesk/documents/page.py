"""The page rules: setting blocks on pages, keeping together what belongs together, and drawing the margins: page numbers, footer, the draft's watermark."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from reportlab.pdfgen.canvas import Canvas

from unionDesk.safe_file import write_bytes

from . import fonts
from .blocks import FUZZ, Block, Spot, Text, points
from .profile import Profile

WATERMARK = "DỰ THẢO"


@dataclass(frozen=True, slots=True)
class Margins:
    """What stands around the text and in the file's own description."""

    title: str
    author: str
    made_at: datetime
    draft: bool = False
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """The sheet in points: its size and the rectangle of the text."""

    sheet_width: float
    sheet_height: float
    left: float
    top: float
    width: float
    height: float
    top_margin: float
    bottom_margin: float

    @classmethod
    def of(cls, profile: Profile, *, landscape: bool = False) -> Area:
        """The profile's sheet, turned when `landscape`; the margins stay where the reader sees them."""
        sheet = profile.sheet
        wide, high = (sheet.height, sheet.width) if landscape else (sheet.width, sheet.height)
        return cls(
            points(wide),
            points(high),
            points(sheet.left),
            points(high - sheet.top),
            points(wide - sheet.left - sheet.right),
            points(high - sheet.top - sheet.bottom),
            points(sheet.top),
            points(sheet.bottom),
        )


Page = list[tuple[Block, float]]  # block and the depth of its top below the text's upper edge


def paginate(blocks: Sequence[Block], area: Area) -> list[Page]:
    """The blocks on pages: nothing cut that may not be, headings with what they head."""
    pages: list[Page] = [[]]
    waiting = deque(blocks)
    depth = 0.0
    while waiting:
        block = waiting.popleft()
        gap = block.space_before if pages[-1] else 0.0
        room = area.height - depth - gap
        height = block.height(area.width)
        if height + _bound(block, waiting, area.width) <= room + FUZZ:
            pages[-1].append((block, depth + gap))
            depth += gap + height
            continue
        parts = block.split(area.width, room) if not block.keep_next else None
        if parts is not None:
            pages[-1].append((parts[0], depth + gap))
            waiting.appendleft(parts[1])
        elif pages[-1]:
            waiting.appendleft(block)
        else:  # higher than a page and not to be split: it stands alone
            pages[-1].append((block, depth))
        if waiting:
            pages.append([])
            depth = 0.0
    return pages


def _bound(block: Block, following: deque[Block], width: float) -> float:
    """Height that must find room below a block that is kept with the next one."""
    total = 0.0
    if not block.keep_next:
        return total
    for after in following:
        total += after.space_before + (after.height(width) if after.keep_next else after.least(width))
        if not after.keep_next:
            break
    return total


def keep_ending(blocks: Sequence[Block], ending: Sequence[Block], area: Area) -> list[Block]:
    """All blocks in order, the ending (signatures first) never without two lines of text above it."""
    used = sum(block.space_before + block.height(area.width) for block in ending)
    for block in ending[:-1]:
        block.keep_next = used <= area.height
    lines = 0
    for block in reversed(blocks):
        used += block.space_before + block.height(area.width)
        if lines >= 2 or used > area.height or not isinstance(block, Text):
            break
        block.keep_next = True
        lines += block.count_lines(area.width)
    return [*blocks, *ending]


def render(pages: Sequence[Page], area: Area, profile: Profile, margins: Margins) -> bytes:
    """The PDF. The same pages and margins give the same bytes: the only clock is `margins.made_at`."""
    buffer = BytesIO()
    canvas = Canvas(
        buffer, pagesize=(area.sheet_width, area.sheet_height), invariant=1, pageCompression=1, lang="vi-VN"
    )
    canvas.setTitle(margins.title)
    canvas.setAuthor(margins.author)
    canvas.setSubject(margins.title)
    canvas.setCreator("unionDesk")
    canvas.setProducer("unionDesk")
    moment = _pdf_moment(margins.made_at)
    canvas.setDateFormatter(lambda *_: moment)
    for number, page in enumerate(pages, start=1):
        _draw_margins(canvas, area, profile, margins, number)
        for block, depth in page:
            block.draw(Spot(canvas, area.left, area.top - depth, area.width, len(pages)))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _pdf_moment(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return f"D:{moment:%Y%m%d%H%M%S}"
    hours, minutes = divmod(int(offset.total_seconds()) // 60, 60)
    return f"D:{moment:%Y%m%d%H%M%S}{hours:+03d}'{minutes:02d}'"


def _draw_margins(canvas: Canvas, area: Area, profile: Profile, margins: Margins, number: int) -> None:
    if margins.draft:
        canvas.saveState()
        canvas.setFillGray(0.9)
        canvas.setFont(fonts.BOLD, profile.margin.watermark_size)
        canvas.translate(area.sheet_width / 2, area.sheet_height / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -profile.margin.watermark_size / 3, WATERMARK)
        canvas.restoreState()
    if number > 1:
        size = profile.margin.page_number_size
        canvas.setFont(fonts.REGULAR, size)
        middle = area.left + area.width / 2
        canvas.drawCentredString(middle, area.sheet_height - area.top_margin / 2 - size * 0.33, f"{number}")
    if margins.footer:
        canvas.saveState()
        canvas.setFillGray(0.45)
        canvas.setFont(fonts.REGULAR, profile.margin.footer_size)
        canvas.drawRightString(area.left + area.width, area.bottom_margin / 2, margins.footer)
        canvas.restoreState()


def deliver(pdf: bytes, out: Path | IO[bytes]) -> None:
    """Write the finished PDF; a file appears whole or not at all. UserError when it cannot be written."""
    if isinstance(out, Path):
        write_bytes(out, pdf)
    else:
        out.write(pdf)
