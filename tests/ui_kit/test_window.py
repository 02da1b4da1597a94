"""The window: built from its catalogue, paints first, remembers, tells its state, asks before closing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import small_store
from kit_helpers import type_text
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from unionDesk.ui.context import Context, Place, SearchHit
from unionDesk.ui.kit.commands import clashes
from unionDesk.ui.kit.dialogs import PageDialog
from unionDesk.ui.kit.notice_bar import PastNotices
from unionDesk.ui.screens import ScreenSpec
from unionDesk.ui.window import Window

SCREENS = (
    ScreenSpec("branches", "Công đoàn cơ sở", "branches", "sample_screens:BranchesSample", "Ctrl+1"),
    ScreenSpec("cases", "Vụ việc", "cases", "sample_screens:CasesSample", "Ctrl+2"),
)


@pytest.fixture
def open_window(qtbot, context) -> Callable[[], Window]:
    def build() -> Window:
        window = Window(context, SCREENS)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.start()
        qtbot.waitUntil(context.jobs.settled)
        return window

    return build


@pytest.fixture
def window(open_window) -> Window:
    return open_window()


def menu_titles(window: Window) -> list[str]:
    return [action.text() for action in window.menuBar().actions()]


def dialogs(window: Window, kind: type) -> list:
    return [child for child in window.findChildren(kind) if child.isVisible()]


def test_the_sidebar_shows_the_catalogue_and_opens_its_first_screen(window):
    rows = [window.sidebar.item(row).text() for row in range(window.sidebar.count())]
    assert rows == ["Công đoàn cơ sở", "Vụ việc"]
    assert window.current() is window.screens["branches"]
    assert window.windowTitle() == "Công đoàn cơ sở – unionDesk"


def test_a_screen_is_made_when_it_is_first_shown(qtbot, window):
    assert set(window.screens) == {"branches"}
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.context.jobs.settled)
    assert window.current() is window.screens["cases"]
    assert window.sidebar.currentRow() == 1


def test_menus_and_tools_are_those_of_the_screen_in_view(qtbot, window):
    assert menu_titles(window) == ["Tệp", "Sửa", "Công đoàn cơ sở", "Xem", "Trợ giúp"]
    assert window.toolbar.actions()[0].text() == "Thêm công đoàn cơ sở"
    window.open_screen("cases")
    qtbot.waitUntil(window.context.jobs.settled)
    assert menu_titles(window) == ["Tệp", "Sửa", "Vụ việc", "Xem", "Trợ giúp"]
    assert window.toolbar.actions()[0].text() == "Thêm vụ việc"


def test_the_same_key_serves_the_screen_in_view(qtbot, window):
    window.open_screen("cases")
    qtbot.waitUntil(window.context.jobs.settled)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.context.notices.past == []
    window.open_screen("branches")
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert [notice.text for notice in window.context.notices.past] == ["Đã thêm."]
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.screens["branches"].opened == ["undone"]


def test_a_write_refreshes_the_screens_that_show_what_it_touched(qtbot, window):
    window.open_screen("cases")
    jobs, branches, cases = window.context.jobs, window.screens["branches"], None
    qtbot.waitUntil(jobs.settled)
    cases = window.screens["cases"]
    assert (branches.refreshed, cases.refreshed) == (1, 1)
    jobs.write("Thêm", partial(small_store.add, name="Trường Mầm non Sao Mai"))
    qtbot.waitUntil(jobs.settled)
    assert (branches.refreshed, cases.refreshed) == (1, 1)  # not in view: later
    window.open_screen("branches")
    qtbot.waitUntil(jobs.settled)
    assert (branches.refreshed, cases.refreshed) == (2, 1)
    assert branches.names.item(0).text() == "Trường Mầm non Sao Mai"


def test_the_last_screen_and_size_come_back(qtbot, context, open_window):
    first = open_window()
    first.open_screen("cases")
    qtbot.waitUntil(context.jobs.settled)
    first.resize(700, 500)
    first.close()
    second = open_window()
    assert second.sidebar.currentRow() == 1
    assert (second.width(), second.height()) == (700, 500)


def test_the_status_bar_tells_office_user_database_and_backup(qtbot, context, open_window):
    context.place = lambda work: Place(
        "Công đoàn phường Long Xuyên", "Nguyễn Thị Hoa", "unionDesk.sqlite", backup="20/11/2026 17:05"
    )
    window = open_window()
    assert window.status.office.text() == "Công đoàn phường Long Xuyên"
    assert window.status.user.text() == "Người dùng: Nguyễn Thị Hoa"
    assert window.status.database.text() == "Dữ liệu: unionDesk.sqlite (sẵn sàng)"
    assert window.status.backup.text() == "Sao lưu: 20/11/2026 17:05"
    assert not window.band.isVisible()


def test_a_lost_database_is_told_without_losing_the_rest(qtbot, context, open_window):
    context.place = lambda work: Place(
        "Công đoàn phường Long Xuyên", "", "máy chủ", reachable=False, trouble="Mất mạng."
    )
    window = open_window()
    assert window.status.database.text() == "Dữ liệu: máy chủ (✕ không kết nối được. Mất mạng.)"


def test_a_sample_office_wears_a_band(qtbot, context, open_window):
    context.place = lambda work: Place("Công đoàn mẫu", sample=True)
    assert open_window().band.isVisible()


def test_ctrl_k_searches_everything_and_enter_opens_the_record(qtbot, context, window):
    asked: list[str] = []

    def search(work: object, text: str) -> list[SearchHit]:
        asked.append(text)
        return [
            SearchHit("branches", 7, "Công ty May Hòa Bình", "phường Mỹ Xuyên", "Công đoàn cơ sở"),
            SearchHit("cases", 9, "VV-2026-0003", "nợ BHXH", "Vụ việc"),
        ]

    context.search = search
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.search_box
    type_text(window.search_box, "hòa")
    qtbot.waitUntil(window.search_box.list.isVisible)
    assert asked[-1] == "hòa"
    assert window.search_box.list.item(0).text() == "Công đoàn cơ sở:  Công ty May Hòa Bình — phường Mỹ Xuyên"
    assert window.search_box.list.windowType() == Qt.WindowType.Widget  # no popup: UniKey goes on working
    qtbot.keyClick(window.search_box, Qt.Key.Key_Down)
    qtbot.keyClick(window.search_box, Qt.Key.Key_Up)
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    assert window.screens["branches"].opened == [7]
    assert not window.search_box.list.isVisible()


def test_a_search_without_result_says_what_to_try(qtbot, context, window):
    context.search = lambda work, text: []
    window.search_box.setFocus()
    type_text(window.search_box, "xyz")
    qtbot.waitUntil(window.search_box.list.isVisible)
    assert "Không tìm thấy" in window.search_box.list.item(0).text()
    qtbot.keyClick(window.search_box, Qt.Key.Key_Escape)
    assert not window.search_box.list.isVisible()


def test_ctrl_f_goes_to_the_filter_of_the_screen(qtbot, window):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.screens["branches"].filter


def test_a_screen_with_changes_may_keep_the_window_open(window):
    window.screens["branches"].may_close = False
    assert not window.close()
    assert window.isVisible()
    window.screens["branches"].may_close = True
    assert window.close()


def test_a_waiting_draft_is_offered_until_it_is_answered(qtbot, context, open_window):
    context.drafts.keep("branches/edit", 7, 3, "Công ty May Hòa Bình", {"name": "Công ty"})
    window = open_window()
    offered = context.notices.past[-1]
    assert offered.text.startswith("Còn bản nháp chưa lưu: Công ty May Hòa Bình (giữ lúc ")
    assert str(datetime.now(UTC).astimezone().year) in offered.text
    offered.act()
    assert window.screens["branches"].opened == ["Công ty May Hòa Bình"]
    assert context.drafts.find("branches/edit", 7) is not None  # still there until saved or discarded


def test_damaged_settings_are_told(qtbot, jobs, context, tmp_path, open_window):
    context.settings.problem = "Tệp tùy chọn bị hỏng."
    open_window()
    assert [notice.text for notice in context.notices.past] == ["Tệp tùy chọn bị hỏng."]


def test_help_shortcuts_about_and_past_notices_open(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (page,) = dialogs(window, PageDialog)
    assert "Hướng dẫn sử dụng unionDesk" in page.page.toPlainText()
    page.close()
    window.show_shortcuts()
    (page,) = dialogs(window, PageDialog)
    text = page.page.toPlainText()
    assert "Ctrl+N" in text
    assert "Tìm mọi thứ" in text
    page.close()
    window.show_about()
    (page,) = dialogs(window, PageDialog)
    assert "MIT" in page.page.toPlainText()
    page.close()
    window.show_past_notices()
    (past,) = dialogs(window, PastNotices)
    past.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(PageDialog) == []
    assert window.findChildren(PastNotices) == []


def test_text_size_and_ground_can_be_changed_and_are_remembered(window):
    before = QApplication.font().pointSizeF()
    window.larger_text()
    assert QApplication.font().pointSizeF() > before
    assert window.context.settings.number("look/text_size") == 110
    window.switch_scheme()
    assert window.context.theme.dark()
    assert window.context.settings.text("look/scheme") == "dark"


def test_the_windows_keys_do_not_clash():
    assert clashes(Window) == []


def test_the_window_is_painted_before_the_database_library_is_loaded(tmp_path):
    script = f"""
import sys
from pathlib import Path
from contextlib import nullcontext
from PySide6.QtWidgets import QApplication
from unionDesk.ui.context import Context
from unionDesk.ui.window import Window
from unionDesk.ui.kit.jobs import Jobs
from unionDesk.ui.kit.notices import Notices
from unionDesk.ui.kit.settings import Settings
from unionDesk.ui.kit.drafts import Drafts
from unionDesk.ui.kit.theme import Theme
folder = Path({str(tmp_path)!r})
app = QApplication([])
class Nothing:
    read = staticmethod(nullcontext)
    write = staticmethod(nullcontext)
class Paths:
    log = papers = folder
context = Context(Jobs(Nothing()), Notices(), Settings(folder / "s.json"), Drafts(folder), Theme(app, Path({str(Path(__file__).parents[2] / "resources")!r})), Paths())
window = Window(context)
window.show()
app.processEvents()
heavy = [name for name in ("sqlalchemy", "alembic", "reportlab", "openpyxl", "holidays", "keyring", "pypdfium2", "multiprocessing.resource_tracker") if name in sys.modules]
print("HEAVY", heavy)
window.close()
context.jobs.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2],
        timeout=120,
        check=False,
    )
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr


def test_a_closed_window_leaves_nothing_connected(qtbot, context, open_window):
    window = open_window()
    screen = window.screens["branches"]
    window.close()
    context.jobs.changed.emit(frozenset({"Branch"}))
    assert screen.refreshed == 1


def test_context_opens_screens_for_other_screens(qtbot, context: Context, window):
    context.open_screen("cases")
    qtbot.waitUntil(context.jobs.settled)
    assert window.current() is window.screens["cases"]
