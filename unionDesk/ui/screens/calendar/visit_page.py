"""The page of one visit: its form, the last visit beside it, saving, its draft, its minutes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.formats import date_text, moment_text
from unionDesk.services.undoing import Done, recorded
from unionDesk.ui.kit.drafts import Draft, DraftKeeper
from unionDesk.ui.kit.form import scrolled
from unionDesk.ui.kit.record_form import DISCARD, GO_ON, SAVE
from unionDesk.ui.paper_window import PaperDesk
from unionDesk.ui.screens.calendar.form_body import VisitBody
from unionDesk.ui.screens.calendar.past_panel import PastPanel
from unionDesk.ui.screens.calendar.visit_read import Read, read_all, save_all
from unionDesk.ui.undo_notice import tell_done

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

DRAFT_KEY = "calendar/visit"


class VisitPage(QWidget):
    """Shows one visit. Ask `can_leave` before another is shown.

    Signals:
        closed(): the user is done; saved(): something was written; next_wanted(int): a next visit of this one.
        loaded(): another visit or state stands here.
    """

    closed = Signal()
    saved = Signal()
    next_wanted = Signal(object)
    loaded = Signal()
    _settled = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.read: Read | None = None
        self.visit_id: int | None = None
        self.body = VisitBody(context)
        self.past = PastPanel()
        self.desk = PaperDesk(context, self)
        self._clean: dict[str, Any] | None = None
        self._keeper: DraftKeeper | None = None
        self._offered: Draft | None = None
        self._saving = False
        self._build()
        self.body.edited.connect(self._on_edited)

    def _build(self) -> None:
        self.title, self.state = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        for label in (self.title, self.state):
            label.setWordWrap(True)
        self.offer = QFrame()
        self.offer.setObjectName("noticeRow")
        self.offer.setProperty("kind", "warned")
        self.offer_text = QLabel()
        self.offer_text.setWordWrap(True)
        self.take_draft, self.drop_draft = QPushButton("Dùng bản nháp"), QPushButton("Bỏ bản nháp")
        row = QHBoxLayout(self.offer)
        row.addWidget(self.offer_text, 1)
        row.addWidget(self.take_draft)
        row.addWidget(self.drop_draft)
        self.offer.hide()
        self.take_draft.clicked.connect(self._on_take_draft)
        self.drop_draft.clicked.connect(self._on_drop_draft)
        self.refusal = QLabel()
        self.refusal.setProperty("role", "problem")
        self.refusal.setWordWrap(True)
        self.refusal.setAccessibleName("Vì sao chưa lưu được")
        self.area = scrolled(self.body)
        self.split = QSplitter()
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.area)
        self.split.addWidget(self.past)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([720, 280])
        buttons = QHBoxLayout()
        buttons.addWidget(self.refusal, 1)
        self.buttons: dict[str, QPushButton] = {}
        for name, words, tip, slot in (
            ("minutes", "Xem biên bản", "Xem trước biên bản như đang ghi (Ctrl+P)", self.open_minutes),
            (
                "next",
                "Xong và hẹn lần sau",
                "Lưu, ghi là đã thực hiện, hẹn lần sau (Ctrl+Enter)",
                self.finish,
            ),
            ("save", "Lưu", "Lưu (Ctrl+S)", self.save),
            ("close", "Đóng", "Về lịch (Esc)", self.leave),
        ):
            button = QPushButton(words)
            button.setToolTip(tip)
            button.clicked.connect(slot)
            buttons.addWidget(button)
            self.buttons[name] = button
        self.buttons["save"].setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        for widget in (self.title, self.state, self.offer):
            column.addWidget(widget)
        column.addWidget(self.split, 1)
        column.addLayout(buttons)

    # for the screen

    def show_visit(self, visit_id: int) -> None:
        """Show this visit; what stood here is gone."""
        self._forget_keeper()
        self.visit_id, self.read, self._clean = visit_id, None, None
        self.title.clear()
        self.state.clear()
        self._refuse("")
        self.body.setEnabled(False)
        self._ask()

    def refresh(self) -> None:
        """Read anew, unless something typed waits to be saved."""
        if self.visit_id is not None and not self.is_edited() and not self._saving:
            self._ask()

    def is_edited(self) -> bool:
        return self._clean is not None and self.body.state() != self._clean

    def can_leave(self) -> bool:
        """Whether the form may go: asks once when there are changes, and saves if so answered."""
        if not self.is_edited():
            return True
        number = self.read.form.number if self.read else ""
        answer = self._context.notices.ask(
            f"Chuyến đi {number}: có thay đổi chưa lưu.",
            SAVE,
            DISCARD,
            GO_ON,
            details="Lưu lại, bỏ các thay đổi, hay sửa tiếp?",
        )
        if answer == SAVE.value:
            return self._save_and_wait()
        if answer == DISCARD.value and self.read is not None:
            self._context.drafts.drop(DRAFT_KEY, self.visit_id)
            self._load(self.read)
            return True
        return False

    @Slot()
    def leave(self) -> None:
        """Back to the calendar, unless the user goes on."""
        if self.can_leave():
            self._forget_keeper()
            self.desk.close()
            self.visit_id = self.read = self._clean = None
            self.closed.emit()

    @Slot()
    def save(self) -> bool:
        """Save if there is no problem. False: nothing was asked."""
        return self._write(done=False)

    @Slot()
    def finish(self) -> bool:
        """Save, note the visit as carried out, and ask for the next one."""
        return self._write(done=True)

    @Slot()
    def open_minutes(self) -> None:
        """The minutes as they would print now."""
        if self.visit_id is not None and self.body.check():
            self.desk.open_visit(self.visit_id, self.body.edit(), self._guard)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # reading

    def _ask(self) -> None:
        assert self.visit_id is not None
        self._context.jobs.read(
            partial(read_all, visit_id=self.visit_id),
            then=self._on_read,
            otherwise=self._on_gone,
            owner=self,
            replaces="visit",
        )

    def _on_read(self, read: Read) -> None:
        if read.form.visit_id != self.visit_id or self.is_edited():
            return
        first = self._clean is None
        if not first and self.read is not None and self.read.form == read.form:
            self.read = read
            self._say_state()
            self.loaded.emit()
            return
        self._load(read)
        if first:
            self._offer(self._context.drafts.find(DRAFT_KEY, self.visit_id))
            self.body.forms["times"].focus_first()

    def _on_gone(self, error: UserError) -> None:
        self._context.notices.warn(str(error))
        self._clean = None
        self.leave()

    def _load(self, read: Read) -> None:
        self.read = read
        self.body.set_officers(read.officers)
        self.body.load(read.form, read.expected, read.terms)
        self.body.setEnabled(True)
        self.past.show_visit(read.past)
        self._clean = self.body.state()
        self._forget_keeper()
        self._keeper = DraftKeeper(
            self._context.drafts,
            DRAFT_KEY,
            self.visit_id,
            read.form.version,
            f"Chuyến đi {read.form.number}, {read.form.place_name}",
            self.body.draft,
            self,
        )
        self._say_state()
        self.loaded.emit()

    def _say_state(self) -> None:
        read = self.read
        assert read is not None
        form = read.form
        self.title.setText(f"{form.number} – {form.place_name}")
        words = [form.status.label]
        if form.status_reason:
            words.append(form.status_reason)
        if form.report_due_on and not form.reported_on:
            words.append(f"hạn báo cáo {date_text(form.report_due_on)}")
        paper = read.paper
        if paper is None:
            words.append("chưa có biên bản")
        elif paper.full_number:
            words.append(f"biên bản số {paper.full_number} ({paper.state.label.lower()})")
        else:
            words.append(f"biên bản: {paper.state.label.lower()}")
        self.state.setText("; ".join(words) + ".")

    def _guard(self) -> str:
        if self.is_edited():
            return "Biểu mẫu còn thay đổi chưa lưu. Hãy lưu (Ctrl+S) rồi trình ký."
        if self.read is not None and self.body.edit().participants != self.read.form.participants:
            return "Người dự ghi sẵn chưa được lưu. Hãy xem lại, lưu (Ctrl+S) rồi trình ký."
        return ""

    # saving

    def _write(self, *, done: bool) -> bool:
        read = self.read
        if read is None or self._saving or self._offered is not None or not self.body.check():
            return False
        self._saving = True
        for button in self.buttons.values():
            button.setEnabled(False)
        self.body.setEnabled(False)
        self._context.jobs.write(
            "Ghi chuyến đi",
            recorded(
                partial(
                    save_all,
                    visit_id=read.form.visit_id,
                    version=read.form.version,
                    edit=self.body.edit(),
                    done=done,
                )
            ),
            then=partial(self._on_saved, done),
            otherwise=self._on_refused,
            owner=self,
        )
        return True

    def _on_saved(self, done: bool, result: Done) -> None:
        saved, read = result.value
        self._ready()
        self._refuse("")
        self._context.drafts.drop(DRAFT_KEY, saved.visit_id)
        place = self.area.verticalScrollBar().value()
        self._load(read)
        self.area.verticalScrollBar().setValue(place)
        self.setFocus()
        words = f"Đã lưu chuyến {read.form.number}."
        if saved.promise_numbers:
            words += f" Cam kết mới: {', '.join(saved.promise_numbers)}."
        tell_done(self._context, words, result)
        for _, remark in saved.remarks:
            self._context.notices.warn(remark)
        self.saved.emit()
        self._settled.emit()
        if done:
            self.next_wanted.emit(saved.visit_id)

    def _on_refused(self, error: UserError) -> None:
        self._ready()
        self._refuse(str(error))
        self._settled.emit()

    def _ready(self) -> None:
        self._saving = False
        self.body.setEnabled(True)
        for button in self.buttons.values():
            button.setEnabled(True)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)

    def _save_and_wait(self) -> bool:
        """Save before leaving; the window goes on painting while the write lane works."""
        if not self.save():
            return False
        loop = QEventLoop()
        self._settled.connect(loop.quit)
        loop.exec()
        return not self.is_edited()

    # drafts

    @Slot()
    def _on_edited(self) -> None:
        if self._keeper is not None and self._clean is not None:
            self._keeper.on_edited(self.is_edited())

    def _forget_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper.deleteLater()
            self._keeper = None

    def _offer(self, draft: Draft | None) -> None:
        self._offered = draft
        self.offer.setVisible(draft is not None)
        self.body.setEnabled(draft is None)
        if draft is not None and self.read is not None:
            words = f"Có bản nháp chưa lưu, giữ lúc {moment_text(draft.kept_at.astimezone())}."
            if draft.version != self.read.form.version:
                words += " Từ lúc đó người khác đã sửa chuyến đi này; xin xem kỹ trước khi lưu."
            self.offer_text.setText(words)
            self.take_draft.setFocus()

    @Slot()
    def _on_take_draft(self) -> None:
        draft = self._offered
        self._offer(None)
        if draft is not None:
            self.body.load_draft(draft.values)

    @Slot()
    def _on_drop_draft(self) -> None:
        self._offer(None)
        self._context.drafts.drop(DRAFT_KEY, self.visit_id)
