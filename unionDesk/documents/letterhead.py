"""The head of a paper: parent and office, Quốc hiệu and Tiêu ngữ, number, place and date, type, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from . import fonts
from .blocks import LEADING, Block, Spot, broken, draw_centred_rule, points
from .data import Letterhead
from .profile import Profile
from .wording import NBSP, clean, line

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
DEVICE = "Độc lập - Tự do - Hạnh phúc"
INTERNAL_MARK = "LƯU HÀNH NỘI BỘ"
_DESCENT = 0.22  # of the size, below the baseline

# Where a name that is too long breaks first: before the name of the place.
_BODIES = re.compile(
    r"^(LIÊN ĐOÀN LAO ĐỘNG|CÔNG ĐOÀN (?:PHƯỜNG|XÃ|ĐẶC KHU|THỊ TRẤN|NGÀNH)"
    r"|CÔNG ĐOÀN CÁC KHU (?:CÔNG NGHIỆP|KINH TẾ))\s+(?=\S)"
)


def name_lines(name: str, face: str, size: float, width: float) -> list[str]:
    """The lines of a body's name in capitals: whole if it fits, else broken before the place name.

    A line break in the name as the office wrote it is kept.
    """
    found: list[str] = []
    for own in clean(name).upper().split("\n"):
        if not own:
            continue
        if fonts.width(own, face, size) <= width:
            found.append(own)
            continue
        body = _BODIES.match(own)
        parts = [body.group(1), own[body.end() :]] if body else [own]
        for part in parts:
            found.extend(_balanced(part, face, size, width))
    return found


def _balanced(text: str, face: str, size: float, width: float) -> list[str]:
    """As few lines as the width allows, as even as they can be (a lone last word looks like a slip)."""
    lines = broken(text, face, size, width)
    if len(lines) < 2:
        return lines
    narrowest, widest = 0.0, width
    for _ in range(12):
        middle = (narrowest + widest) / 2
        if len(broken(text, face, size, middle)) > len(lines):
            narrowest = middle
        else:
            widest = middle
    return broken(text, face, size, widest)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of one paper prints; the place and date line is left out when empty (Mẫu 1.9)."""

    letterhead: Letterhead
    number_line: str
    date_line: str = ""
    internal: bool = False


class LetterheadBlock(Block):
    """Two columns: the office left, the state right; number and date on one level below them."""

    def __init__(self, head: Head, profile: Profile) -> None:
        self._head = head
        self._measures = profile.letterhead
        self._depth = 0.0

    def _columns(self, width: float) -> tuple[float, float]:
        left, right = self._measures.left_column, self._measures.right_column
        return width * left / (left + right), width * right / (left + right)

    def _names(self, width: float) -> tuple[list[str], list[str]]:
        measures = self._measures
        room = self._columns(width)[0] - 2
        return (
            name_lines(self._head.letterhead.parent, fonts.REGULAR, measures.parent_size, room),
            name_lines(self._head.letterhead.office, fonts.BOLD, measures.office_size, room),
        )

    def _number_depth(self, width: float) -> float:
        """From the top to the upper edge of the number line."""
        measures = self._measures
        parent, office = self._names(width)
        left = len(parent) * measures.parent_size * LEADING + len(office) * measures.office_size * LEADING
        right = (self._motto_size(width) + measures.device_size) * LEADING
        gaps = points(measures.rule_gap) + measures.rule_weight + points(measures.number_gap)
        return max(left, right) + gaps

    def _motto_size(self, width: float) -> float:
        """Quốc hiệu never wraps: its size gives way to a narrow column."""
        measures = self._measures
        wide = fonts.width(MOTTO, fonts.BOLD, measures.motto_size)
        return min(measures.motto_size, measures.motto_size * self._columns(width)[1] / wide)

    def height(self, width: float) -> float:
        measures = self._measures
        total = self._number_depth(width) + max(measures.number_size, measures.date_size) * LEADING
        if self._head.internal:
            total += measures.mark_size * LEADING + points(4)
        return total

    def draw(self, spot: Spot) -> None:
        canvas, left, top, width = spot.canvas, spot.left, spot.top, spot.width
        canvas.setFillGray(0)
        canvas.setStrokeGray(0)
        left_width, right_width = self._columns(width)
        office_middle = left + left_width / 2
        state_middle = left + left_width + right_width / 2
        self._draw_office(canvas, office_middle, top, width)
        number_top = top - self._number_depth(width)
        measures = self._measures
        baseline = number_top - measures.number_size * 0.93
        canvas.setFont(fonts.REGULAR, measures.number_size)
        canvas.drawCentredString(office_middle, baseline, self._head.number_line)
        if self._head.internal:
            self._draw_mark(canvas, office_middle, number_top - measures.number_size * LEADING)
        self._draw_state(canvas, state_middle, top, width)
        if self._head.date_line:
            canvas.setFont(fonts.ITALIC, measures.date_size)
            canvas.drawCentredString(state_middle, baseline, self._head.date_line)

    def _draw_office(self, canvas: Canvas, middle: float, top: float, width: float) -> None:
        measures = self._measures
        parent, office = self._names(width)
        y = top
        for names, face, size in (
            (parent, fonts.REGULAR, measures.parent_size),
            (office, fonts.BOLD, measures.office_size),
        ):
            canvas.setFont(face, size)
            for name in names:
                canvas.drawCentredString(middle, y - size * 0.93, name)
                y -= size * LEADING
        longest = max((fonts.width(name, fonts.BOLD, measures.office_size) for name in office), default=0.0)
        self._draw_rule(canvas, middle, y, longest * measures.office_rule, measures.office_size)

    def _draw_state(self, canvas: Canvas, middle: float, top: float, width: float) -> None:
        measures = self._measures
        size = self._motto_size(width)
        canvas.setFont(fonts.BOLD, size)
        canvas.drawCentredString(middle, top - size * 0.93, MOTTO)
        y = top - size * LEADING
        canvas.setFont(fonts.BOLD, measures.device_size)
        canvas.drawCentredString(middle, y - measures.device_size * 0.93, DEVICE)
        length = fonts.width(DEVICE, fonts.BOLD, measures.device_size)
        self._draw_rule(canvas, middle, y - measures.device_size * LEADING, length, measures.device_size)

    def _draw_rule(self, canvas: Canvas, middle: float, y: float, length: float, size: float) -> None:
        """`y` is the lower edge of the last line's slot, `size` that line's type size."""
        measures = self._measures
        text_bottom = y + size * (LEADING - 0.93 - _DESCENT)
        draw_centred_rule(
            canvas, middle, text_bottom - points(measures.rule_gap), length, measures.rule_weight
        )

    def _draw_mark(self, canvas: Canvas, middle: float, top: float) -> None:
        size = self._measures.mark_size
        wide = fonts.width(INTERNAL_MARK, fonts.BOLD, size) + points(4)
        high = size * LEADING + points(1)
        upper = top - points(2)
        canvas.setLineWidth(0.5)
        canvas.rect(middle - wide / 2, upper - high, wide, high)
        canvas.setFont(fonts.BOLD, size)
        canvas.drawCentredString(middle, upper - points(0.5) - size * 0.93, INTERNAL_MARK)


class TitleBlock(Block):
    """The paper's type and its subject, centred, with the rule below the subject's last line."""

    def __init__(self, paper_type: str, subject: str, profile: Profile, *, note: str = "") -> None:
        """`note` is an italic line below the rule (what the paper replaces)."""
        self._type = line(paper_type).upper()
        self._subject = clean(subject)
        self._note = line(note)
        self._measures = profile.title
        self._rule_gap = points(profile.letterhead.rule_gap)
        self._rule_weight = profile.letterhead.rule_weight
        self.space_before = points(profile.title.gap)

    def _subject_lines(self, width: float) -> list[str]:
        found: list[str] = []
        for own in self._subject.split("\n"):
            if own:
                whole = line(own).replace("Công ty ", f"Công{NBSP}ty{NBSP}")
                found.extend(_balanced(whole, fonts.BOLD, self._measures.subject_size, width * 0.92))
        return found

    def _note_lines(self, width: float) -> list[str]:
        size = self._measures.subject_size - 1
        return _balanced(self._note, fonts.ITALIC, size, width) if self._note else []

    def height(self, width: float) -> float:
        measures = self._measures
        total = measures.type_size * LEADING
        total += len(self._subject_lines(width)) * measures.subject_size * LEADING
        total += 2 * self._rule_gap + self._rule_weight
        notes = len(self._note_lines(width))
        return total + (notes * (measures.subject_size - 1) * LEADING + 6 if notes else 0) + 4

    def draw(self, spot: Spot) -> None:
        canvas, left, top, width = spot.canvas, spot.left, spot.top, spot.width
        canvas.setFillGray(0)
        canvas.setStrokeGray(0)
        measures = self._measures
        middle = left + width / 2
        canvas.setFont(fonts.BOLD, measures.type_size)
        canvas.drawCentredString(middle, top - measures.type_size * 0.93, self._type)
        y = top - measures.type_size * LEADING
        size = measures.subject_size
        canvas.setFont(fonts.BOLD, size)
        lines = self._subject_lines(width)
        for text in lines:
            canvas.drawCentredString(middle, y - size * 0.93, text)
            y -= size * LEADING
        if lines:
            length = fonts.width(lines[-1], fonts.BOLD, size) * measures.rule
            text_bottom = y + size * (LEADING - 0.93 - _DESCENT)
            draw_centred_rule(canvas, middle, text_bottom - self._rule_gap, length, self._rule_weight)
        y -= 2 * self._rule_gap + 6
        canvas.setFont(fonts.ITALIC, size - 1)
        for text in self._note_lines(width):
            canvas.drawCentredString(middle, y - (size - 1) * 0.93, text)
            y -= (size - 1) * LEADING
