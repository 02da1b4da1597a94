"""Beside the form: what was said and promised at the last visit."""

from __future__ import annotations

from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from unionDesk.rules.formats import date_text
from unionDesk.services.visit_past import PastVisit

NOTHING = "<p>Chưa có chuyến đi nào trước đây đến nơi này.</p>"


class PastPanel(QTextBrowser):
    """The last visit, to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lần đi trước")
        self.setOpenLinks(False)

    def show_visit(self, past: PastVisit | None) -> None:
        """Show the last visit, or that there was none."""
        self.setHtml(NOTHING if past is None else _page(past))


def _page(past: PastVisit) -> str:
    minutes = f", biên bản số {past.minutes_number}" if past.minutes_number else ""
    lead = f", trưởng đoàn {past.lead}" if past.lead else ""
    parts = [
        f"<h4>Lần trước: {date_text(past.held_from)}</h4>",
        f"<p>{escape(f'{past.number}, {past.kind.label.lower()}{lead}{minutes}')}.</p>",
    ]
    if past.topic:
        parts.append(f"<p><b>Chuyên đề:</b> {escape(past.topic)}</p>")
    for _, label, text in past.texts:
        body = escape(text).replace("\n", "<br>")
        parts.append(f"<p><b>{escape(label)}</b><br>{body}</p>")
    if past.promises:
        parts.append("<p><b>Kết luận, cam kết</b></p><ul>")
        for promise in past.promises:
            due = f"{promise.holder}, hạn {date_text(promise.due_on)}: {promise.status.label.lower()}"
            parts.append(f"<li>{escape(promise.text)} ({escape(due)})</li>")
        parts.append("</ul>")
    return "".join(parts)
