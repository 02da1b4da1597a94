"""RecordForm: a form with its buttons, its draft, and its one question on leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from unionDesk.rules.errors import UserError
from unionDesk.rules.field_spec import FieldSpec
from unionDesk.rules.formats import moment_text
from unionDesk.ui.kit.drafts import Draft, DraftKeeper
from unionDesk.ui.kit.editors import Editor
from unionDesk.ui.kit.form import Form, scrolled
from unionDesk.ui.kit.notices import Answer
from unionDesk.ui.kit.pick_editors import PickSource

if TYPE_CHECKING:
    from unionDesk.ui.context import Context

Save = Callable[..., Any]
SAVE, DISCARD, GO_ON = (
    Answer("save", "Lưu"),
    Answer("discard", "Bỏ thay đổi", destructive=True),
    Answer("stay", "Sửa tiếp"),
)


class RecordForm(QWidget):
    """Edits one record's values.

    `save(work, record, version, values)` is the job behind *Lưu*; `values` are the changed ones for a
    known record, all of them for a new one (record None). Drafts are kept under `key`, which begins with
    the screen's name ("branches/edit"), so that the window can offer them after a crash.

    Signals:
        saved(object): what `save` gave back.
        closed(): the user is done with the form (saved, discarded, or nothing to lose).
    """

    saved = Signal(object)
    closed = Signal()
    _settled = Signal()

    def __init__(
        self,
        context: Context,
        key: str,
        specs: Sequence[FieldSpec],
        *,
        what: str,
        save: Save,
        pickers: Mapping[str, PickSource] | None = None,
        editors: Mapping[str, Callable[[FieldSpec], Editor]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._key, self._what, self._save = context, key, what, save
        self.form = Form(context.jobs, specs, pickers=pickers, editors=editors)
        self.record: int | None = None
        self.version: int | None = None
        self.title = ""
        self._keeper: DraftKeeper | None = None
        self._offered: Draft | None = None
        self._saving = False
        self._build()
        self.form.edited_changed.connect(self._on_edited_changed)
        self._on_edited_changed(False)

    def _build(self) -> None:
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
        self.refusal.hide()
        self.save_button, self.close_button = QPushButton("Lưu"), QPushButton("Đóng")
        self.save_button.setDefault(True)
        self.save_button.setToolTip("Lưu (Ctrl+S)")
        self.close_button.setToolTip("Đóng (Esc)")
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.leave)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.refusal, 1)
        self.buttons.addStretch(0)
        self.buttons.addWidget(self.save_button)
        self.buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.offer)
        column.addWidget(scrolled(self.form), 1)
        column.addLayout(self.buttons)
        action = QAction("Lưu", self)
        action.setShortcut(QKeySequence("Ctrl+S"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self.save)
        self.addAction(action)

    # for screens

    def open(self, record: int | None, version: int | None, title: str, values: Mapping[str, Any]) -> None:
        """Show a record's values (record None: a new one); a draft that waits is offered.

        Ask `can_leave` before: what stood here is gone.
        """
        self._forget_keeper()
        self._offer(None)
        self.record, self.version, self.title = record, version, title
        self.form.load(values)
        self._refuse("")
        self._keeper = DraftKeeper(
            self._context.drafts, self._key, record, version, title, self.form.draft, self
        )
        self._offer(self._context.drafts.find(self._key, record))
        self._on_edited_changed(False)

    @Slot()
    def save(self) -> bool:
        """Save if there is no problem; the answer comes as `saved`. False: nothing was asked."""
        if self._saving or not self.form.check():
            return False
        self._saving = True
        self.save_button.setEnabled(False)
        values = self.form.changes() if self.record is not None else self.form.values()
        self._context.jobs.write(
            self._what,
            partial(self._save, record=self.record, version=self.version, values=values),
            then=self._on_saved,
            otherwise=self._on_refused,
            owner=self,
        )
        return True

    def can_leave(self) -> bool:
        """Whether the form may go: asks once when there are changes, and saves if so answered."""
        if not self.form.is_edited():
            return True
        answer = self._context.notices.ask(
            f"{self.title or 'Mục mới'}: có thay đổi chưa lưu.",
            SAVE,
            DISCARD,
            GO_ON,
            details="Lưu lại, bỏ các thay đổi, hay sửa tiếp?",
        )
        if answer == SAVE.value:
            return self._save_and_wait()
        if answer == DISCARD.value:
            self.form.revert()
            self._answered()
            return True
        return False

    @Slot()
    def leave(self) -> None:
        """Close the form, unless the user goes on."""
        if self.can_leave():
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    # saving

    def _save_and_wait(self) -> bool:
        """Save before leaving; the window goes on painting while the write lane works."""
        if not self.save():
            return False
        loop = QEventLoop()
        self._settled.connect(loop.quit)
        loop.exec()
        return not self.form.is_edited()

    def _on_saved(self, result: Any) -> None:
        self._saving = False
        self._refuse("")
        self._answered()
        self.saved.emit(result)
        self._settled.emit()

    def _on_refused(self, error: UserError) -> None:
        self._saving = False
        self._refuse(str(error))
        self._on_edited_changed(self.form.is_edited())
        self._settled.emit()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    # drafts

    def _answered(self) -> None:
        """Nothing here is unsaved any more."""
        self._context.drafts.drop(self._key, self.record)
        self._offer(None)
        self.form.settle()
        self._on_edited_changed(False)

    def _offer(self, draft: Draft | None) -> None:
        if (draft is None) == (self._offered is None):
            return
        self._offered = draft
        self.offer.setVisible(draft is not None)
        self.form.setEnabled(draft is None)  # so that nothing is typed over the draft before it is answered
        if draft is not None:
            words = f"Có bản nháp chưa lưu, giữ lúc {moment_text(draft.kept_at.astimezone())}."
            if draft.version != self.version:
                words += " Từ lúc đó người khác đã sửa mục này; xin xem kỹ trước khi lưu."
            self.offer_text.setText(words)

    @Slot()
    def _on_take_draft(self) -> None:
        draft = self._offered
        self._offer(None)
        if draft is not None:
            self.form.load_draft(draft.values)

    @Slot()
    def _on_drop_draft(self) -> None:
        self._offer(None)
        self._context.drafts.drop(self._key, self.record)

    @Slot(bool)
    def _on_edited_changed(self, edited: bool) -> None:
        self.save_button.setEnabled((edited or self.record is None) and not self._saving)
        if self._keeper is not None and (edited or self._offered is None):
            self._keeper.on_edited(edited)

    def _forget_keeper(self) -> None:
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper.deleteLater()
            self._keeper = None
