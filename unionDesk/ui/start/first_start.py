"""The first start: where the data is, whose it is, who works with it; then the list from Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from unionDesk.rules.actor import Actor
from unionDesk.rules.errors import UserError
from unionDesk.services.joining import FoundOffice, look_in
from unionDesk.services.offices import OfficeSetup, set_up
from unionDesk.services.opening import Opened
from unionDesk.services.samples import begin, finish, sample_of
from unionDesk.ui.kit.drafts import DraftKeeper
from unionDesk.ui.kit.form import Form
from unionDesk.ui.kit.jobs import Handle
from unionDesk.ui.start.frame import PageFrame
from unionDesk.ui.start.office_forms import OFFICER, OfficeForm, setup_of
from unionDesk.ui.start.where_step import LOCAL, SAMPLE, SHARED, WhereStep

if TYPE_CHECKING:
    from unionDesk.services.late_store import LateStore
    from unionDesk.ui.context import Context

_DRAFT = "start/office"
_WELCOME = (
    "Sổ công đoàn cơ sở, lịch công tác, biên bản, kiến nghị và vụ việc ở một nơi. "
    "Ba bước ngắn là dùng được ngay; mọi điều nhập ở đây sau này sửa được trong Thiết lập."
)
_TEXTS = (
    ("Chào mừng đến với unionDesk", _WELCOME),
    ("Đơn vị của anh chị", "Tên và ký hiệu được in trên mọi văn bản."),
    ("Người sử dụng đầu tiên", "Cán bộ này có vai trò Quản trị; các cán bộ khác thêm sau trong Thiết lập."),
)
_WHERE, _OFFICE, _OFFICER = range(3)


class FirstStart(PageFrame):
    """Three steps; what was typed stays when going back, and is kept as a draft until the end."""

    def __init__(self, context: Context, store: LateStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._store = context, store
        self._database = str(store.database)
        self._joined = ""
        self._sample: Handle | None = None
        self._edited = False
        self.where = WhereStep(context.jobs, self._database)
        self.office = OfficeForm(context.jobs)
        self.officer = Form(context.jobs, OFFICER)
        self.steps = QStackedWidget()
        for part in (self.where, self.office, self.officer):
            self.steps.addWidget(part)
        self.body.addWidget(self.steps, 1)
        self.back = self.add_button("Quay lại")
        self.next = self.add_button("Tiếp tục", default=True)
        self.stop = self.add_button("Dừng lại")
        self.stop.hide()
        self.stop.clicked.connect(self._on_stop)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self._keeper = DraftKeeper(context.drafts, _DRAFT, None, None, "Lập đơn vị", self._draft, self)
        self._take_draft()
        for form in (self.office, self.officer):
            form.edited.connect(self._on_edited)
        self.where.edited.connect(self._on_edited)
        self._show(_WHERE)

    # steps

    def _show(self, step: int) -> None:
        self.refuse("")
        heading, said = _TEXTS[step]
        self.heading.setText(heading)
        self.said.setText(f"Bước {step + 1} trên {len(_TEXTS)}. {said}" if step else said)
        self.back.setVisible(step > _WHERE)
        self.next.setText("Hoàn thành" if step == _OFFICER else "Tiếp tục")
        self.steps.setCurrentIndex(step)
        self.focus_first()

    def focus_first(self) -> None:
        (self.where, self.office, self.officer)[self.steps.currentIndex()].focus_first()

    @Slot()
    def go_back(self) -> None:
        if self.steps.currentIndex() > _WHERE and self.next.isEnabled():
            self._show(self.steps.currentIndex() - 1)

    @Slot()
    def go_on(self) -> None:
        """The next step, when nothing is wrong with this one."""
        if not self.next.isEnabled():
            return
        steps: tuple[Callable[[], None], ...] = (self._leave_where, self._leave_office, self._finish)
        steps[self.steps.currentIndex()]()

    def _leave_where(self) -> None:
        if self.where.choice() == LOCAL:
            self._joined = ""
            if str(self._store.database) != self._database:
                self._store.reopen(self._database)
            self._show(_OFFICE)
        elif self.where.choice() == SAMPLE:
            self._context.jobs.aside(
                self._store.open, then=self._open_sample, otherwise=self._on_refused, owner=self
            )
        elif self.where.address.check():
            values = self.where.address.values()
            look = partial(look_in, values["address"], values["password"] or "", self._store.backups)
            self._wait("Đang kết nối…")
            self._context.jobs.aside(look, then=self._on_found, otherwise=self._on_no_server, owner=self)

    def _on_found(self, found: FoundOffice) -> None:
        self._go()
        self._joined = found.database
        if found.office:
            self._context.notices.tell(f"Đã vào dữ liệu chung của “{found.office}”.")
            self._leave(found.database)
        else:
            self._show(_OFFICE)

    def _on_no_server(self, error: UserError) -> None:
        self._go()
        self.where.address.show_problems({"address": str(error)})

    def _open_sample(self, opened: Opened) -> None:
        """Open the sample office's own file; the first time it is filled in a worker process."""
        sample = sample_of(self._context.own_database)
        if sample.exists():
            self._context.open_database(str(sample))
            return
        try:
            part = begin(sample)
        except UserError as error:
            self.refuse(str(error))
            return
        self._context.jobs.use_ticket(opened.ticket)
        self._wait("Đang lập đơn vị mẫu…")
        self._sample = self._context.jobs.process(
            "unionDesk.services.demo:fill_file",
            {"database": str(part), "backups": str(self._store.backups)},
            progress=self._on_sample_progress,
            then=self._on_sample,
            otherwise=self._on_refused,
            owner=self,
        )
        self.stop.show()

    def _on_sample_progress(self, done: int, total: int, text: str) -> None:
        self.said.setText(f"{text} ({done} trên {total})" if total else text)

    def _on_sample(self, _counts: Any) -> None:
        try:
            sample = finish(sample_of(self._context.own_database))
        except UserError as error:
            self._on_refused(error)
            return
        self._keeper.stop()
        self._context.open_database(str(sample))

    @Slot()
    def _on_stop(self) -> None:
        if self._sample is not None:
            self._sample.cancel()

    def _leave_office(self) -> None:
        if self.office.check():
            self._show(_OFFICER)

    def _finish(self) -> None:
        if not self.officer.check():
            return
        if not self.office.check():
            self._show(_OFFICE)
            self.office.check()
            return
        if self._joined and str(self._store.database) != self._joined:
            self._store.reopen(self._joined)
        setup = setup_of(self.office.values(), self.officer.values())
        self._wait("Đang lập đơn vị…")
        self._context.jobs.write(
            "Lập đơn vị",
            partial(_set_up, setup),
            then=self._on_set_up,
            otherwise=self._on_refused,
            owner=self,
        )

    def _on_set_up(self, actor: Actor) -> None:
        self.next.setEnabled(True)
        self.then = ("branches", "bring_in")
        self._context.notices.tell("Đã lập đơn vị. Bước tiếp theo: nhập danh sách công đoàn cơ sở từ Excel.")
        self._leave(str(self._store.database), actor.officer_id)

    def _on_refused(self, error: UserError) -> None:
        self._go()
        self.refuse(str(error))

    def _leave(self, database: str, officer: int | None = None) -> None:
        self._edited = False
        self._keeper.stop()
        self._context.drafts.drop(_DRAFT, None)
        self._store.reopen(database, officer)
        self.finished.emit()

    def _wait(self, sentence: str) -> None:
        self.next.setEnabled(False)
        self.back.setEnabled(False)
        self.steps.setEnabled(False)
        self.said.setText(sentence)

    def _go(self) -> None:
        self._sample = None
        self.stop.hide()
        for part in (self.next, self.back, self.steps):
            part.setEnabled(True)
        self._show(self.steps.currentIndex())

    # drafts

    def _draft(self) -> dict[str, Any]:
        return {
            "where": self.where.choice(),
            "address": self.where.address.draft()["address"],
            "office": self.office.draft(),
            "officer": self.officer.draft(),
        }

    def _take_draft(self) -> None:
        for form in (self.where.address, self.office, self.officer):
            form.load({})
        kept = self._context.drafts.find(_DRAFT, None)
        if kept is None:
            return
        values = kept.values
        self.where.choose(SHARED if values.get("where") == SHARED else LOCAL)
        for form, part in (
            (self.where.address, {"address": values.get("address", "")}),
            (self.office, values.get("office", {})),
            (self.officer, values.get("officer", {})),
        ):
            form.load_draft(part)

    @Slot()
    def _on_edited(self) -> None:
        self._edited = True
        self._keeper.on_edited(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The window may be closed between two beats of the keeper's clock."""
        if self._edited:
            self._keeper.keep_now()
        super().hideEvent(event)


def _set_up(setup: OfficeSetup, work: Any) -> Actor:
    return set_up(work, setup)
