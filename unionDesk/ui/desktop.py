"""Desktop: puts window, jobs and database together, and answers what stands in the way of opening."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QDateTime, QObject, Qt, QTime, QTimer, Slot
from PySide6.QtWidgets import QApplication

from unionDesk.paths import Paths
from unionDesk.rules.errors import UserError
from unionDesk.services.late_store import LateStore
from unionDesk.services.resolve import resolve
from unionDesk.ui.context import Context
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.notices import Notices
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.theme import Theme
from unionDesk.ui.window import Window
from unionDesk.ui.wiring import Desk

if TYPE_CHECKING:
    from unionDesk.services.opening import Opened

_OFFICER = "desk/officer"
_DATABASE = "desk/database"
_LEFT = "backup/left"
_PAGES = "unionDesk.ui.start.pages"


class Desktop(QObject):
    """The running program of one user. `start` opens the database after the window was painted."""

    def __init__(
        self,
        application: QApplication,
        paths: Paths,
        database: str | None,
        officer: str | None,
        resources: Path,
    ) -> None:
        """`database` is the one asked for, None the one that this user worked with last."""
        super().__init__()
        self.paths = paths
        self.settings = Settings(paths.settings)
        self._own = str(paths.database)
        self._named = officer is not None
        self._remember_place = False
        self._page: Any = None
        self._then: tuple[str, str] | None = None
        database = database or self.settings.text(_DATABASE) or self._own
        self.notices = Notices(self)
        remembered = self.settings.number(f"{_OFFICER}/{database}")
        self.store = LateStore(database, paths.backups, officer or remembered or None)
        self.jobs = Jobs(self.store, refuse=self.notices.refuse, parent=self)
        desk = Desk(self.store, self.upkeep)
        self.context = Context(
            jobs=self.jobs,
            notices=self.notices,
            settings=self.settings,
            drafts=Drafts(paths.drafts, self),
            theme=Theme(application, resources, self.settings, self),
            paths=paths,
            search=desk.search,
            place=desk.place,
        )
        self.context.switch_officer = self.switch_officer
        self.context.open_database = self.open_other
        self.context.own_database = self._own
        self.context.upkeep = self.upkeep
        self.window = Window(self.context)
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self._on_midnight)

    @Slot()
    def start(self) -> None:
        """Open the database beside the window; then the last screen, the assistant, or what is wrong."""
        self.jobs.aside(self.store.open, then=self._on_opened, otherwise=self._on_refused, owner=self)

    def _on_opened(self, opened: Opened) -> None:
        if not opened.has_office:
            self._remember_place = True  # the assistant may lead to a shared one
            self._show_page("FirstStart")
            return
        if self._must_ask(opened):
            self._show_page("WhoWorks", opened.officers)
            return
        if self._remember_place and not opened.is_sample:
            place = str(self.store.database)
            self.settings.set(_DATABASE, place if place != self._own else None)
        self.context.user = opened.store.actor
        self.jobs.use_ticket(opened.ticket)
        if opened.store.actor.officer_id is not None:
            self.settings.set(f"{_OFFICER}/{self.store.database}", opened.store.actor.officer_id)
        if opened.kept_copy is not None:
            self.notices.tell(f"Đã nâng cấp cơ sở dữ liệu. Bản trước khi nâng cấp: {opened.kept_copy}")
        self._wait_for_midnight()
        self.window.start()
        if self._then is not None:
            self.window.open_screen(*self._then)
            self._then = None
        self.jobs.aside(self._backup_if_due, then=self._on_backed_up, owner=self)

    def _must_ask(self, opened: Opened) -> bool:
        """Whether it is not known which of several officers is working."""
        if self._named or opened.is_sample or len(opened.officers) < 2:
            return False
        remembered = self.settings.number(f"{_OFFICER}/{self.store.database}")
        return all(officer.officer_id != remembered for officer in opened.officers)

    def _on_refused(self, error: UserError) -> None:
        self._show_page("Trouble", str(error))

    def _show_page(self, name: str, *arguments: Any) -> None:
        page = resolve(f"{_PAGES}:{name}")(self.context, self.store, *arguments)
        page.finished.connect(self._on_page_finished)
        self._page = page
        self.window.show_page(page)

    @Slot()
    def _on_page_finished(self) -> None:
        self._then = self._page.then
        self.window.leave_page()
        self.start()

    def switch_officer(self, officer_id: int) -> None:
        """Let another officer act from now on; open screens begin anew."""
        self.settings.set(f"{_OFFICER}/{self.store.database}", officer_id)
        self.open_other(self.store.database, officer_id)

    def open_other(self, database: str | Path, officer: int | None = None) -> None:
        """Leave this database and open another, after the screens agreed to close."""
        if not self.window.pages.can_close():
            return
        self.window.pages.take_down()
        self.window.leave_page()
        self._remember_place = True
        self.store.reopen(database, officer or self.settings.number(f"{_OFFICER}/{database}") or None)
        self.start()

    def _wait_for_midnight(self) -> None:
        now = QDateTime.currentDateTime()
        tomorrow = QDateTime(now.date().addDays(1), QTime(0, 0, 5))
        self._midnight.start(max(1000, now.msecsTo(tomorrow)))

    @Slot()
    def _on_midnight(self) -> None:
        opened = self.store.opened
        if opened is not None:
            self.jobs.aside(opened.store.roll_forward, then=self._on_rolled, owner=self)
        self._wait_for_midnight()

    def _on_rolled(self, _written: int) -> None:
        self.window.reload()

    # backups

    def upkeep(self) -> Any:
        """Backup, check and restore of the open database; loaded when first asked for."""
        return resolve("unionDesk.services.upkeep:Upkeep")(self.store, self._own)

    def _backup_if_due(self) -> Any:
        return self.upkeep().backup_if_due()

    def _on_backed_up(self, report: Any) -> None:
        if report is not None:
            self.window.status.ask()

    def _backup_on_leaving(self) -> None:
        """At most once a day; what goes wrong is said at the next start by the age of the last backup."""
        key, day = f"{_LEFT}/{self.store.database}", QDate.currentDate().toString(Qt.DateFormat.ISODate)
        if self.store.actor is None or self.settings.text(key) == day:
            return
        try:
            if self.upkeep().backup_on_leaving() is not None:
                self.settings.set(key, day)
                self.settings.save()
        except UserError as error:
            logging.getLogger(__name__).warning("backup on leaving: %s", error)

    def close(self) -> None:
        """End the lanes, back up what was done today, and close the database."""
        self.jobs.close()
        self._backup_on_leaving()
        self.store.close()
