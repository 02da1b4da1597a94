"""What all reports share: head, period, filters, maker and time, and the signature at the end."""

from __future__ import annotations

from collections.abc import Sequence

from unionDesk.rules.kinds import DocumentKind

from .blocks import Block
from .data import ReportFrame, Signing
from .page import Area
from .paper import Paper, Parts, finish, top
from .profile import Profile
from .wording import NBSP, clean, line, short_day


class Report:
    """One report in the making, upright or across the sheet."""

    def __init__(self, frame: ReportFrame, profile: Profile, *, landscape: bool) -> None:
        self.frame = frame
        self.parts = Parts(profile)
        self.profile = profile
        self.landscape = landscape

    def head(self, paper_type: str, subject: str, kind: DocumentKind | None) -> list[Block]:
        """Letterhead and title."""
        frame = self.frame
        return [
            *top(
                frame.letterhead,
                frame.imprint,
                kind,
                paper_type=paper_type,
                subject=subject,
                note="",
                dated=True,
                profile=self.profile,
            ),
        ]

    def about(self) -> list[Block]:
        """Period, filters, maker and time."""
        frame, parts = self.frame, self.parts
        filters = "; ".join(line(own) for own in frame.filters if line(own))
        blocks: list[Block] = [parts.paragraph(f"{period(frame)}.", lead="Kỳ báo cáo:")]
        blocks.append(parts.paragraph(f"{filters or 'tất cả'}.", lead="Phạm vi:"))
        blocks.append(parts.paragraph(f"{line(frame.maker)}, lúc {made_at(frame)}.", lead="Người lập:"))
        return blocks

    def ending(self) -> list[Block]:
        """Recipients left, signature right, on one level (NĐ 30, Phụ lục I)."""
        frame, parts = self.frame, self.parts
        width = Area.of(self.profile, landscape=self.landscape).width
        measures = self.profile.ending.meeting_columns
        left, between, right = (part / sum(measures) * width for part in measures)
        signing = frame.signing or Signing(position="Người lập", name=frame.maker)
        title = "\n".join(own for own in (signing.authority, signing.position) if own)
        recipients = [own for own in frame.recipients if line(own)] or ["Lưu: VT"]
        signature = parts.signatures([(right, title, signing.name)], "")
        signature.space_before = 0
        return [
            parts.side_by_side(
                [left, between, right], [parts.recipients(recipients, "Nơi nhận:"), [], [signature]]
            )
        ]

    def finish(self, blocks: Sequence[Block], title: str) -> Paper:
        """The PDF of the blocks with the report's ending."""
        return finish(
            blocks,
            self.ending(),
            title=f"{title} {period(self.frame)}",
            letterhead=self.frame.letterhead,
            imprint=self.frame.imprint,
            profile=self.profile,
            landscape=self.landscape,
        )


def period(frame: ReportFrame) -> str:
    """`từ ngày 01/10/2026 đến ngày 31/12/2026`."""
    return f"từ ngày{NBSP}{short_day(frame.period_from)} đến ngày{NBSP}{short_day(frame.period_to)}"


def made_at(frame: ReportFrame) -> str:
    """`11:45, ngày 05/11/2026`."""
    moment = frame.imprint.made_at
    return f"{moment:%H:%M}, ngày{NBSP}{short_day(moment.date())}"


def cell(text: str) -> str:
    """Cleaned text for a table's cell, blank lines left out."""
    return "\n".join(own for own in clean(text).split("\n") if own)
