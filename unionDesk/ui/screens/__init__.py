"""SCREENS: the pages of the sidebar, in its order. A screen appears here when it exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ScreenSpec:
    """A page: its name in settings and links, its title, icon, class ("module:Class") and key."""

    name: str
    title: str
    icon: str
    target: str
    key: str = ""


SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("today", "Việc hôm nay", "today", "unionDesk.ui.screens.today.screen:TodayScreen", "Ctrl+1"),
    ScreenSpec(
        "calendar",
        "Lịch công tác",
        "calendar",
        "unionDesk.ui.screens.calendar.screen:CalendarScreen",
        "Ctrl+2",
    ),
    ScreenSpec(
        "branches",
        "Công đoàn cơ sở",
        "branches",
        "unionDesk.ui.screens.branches.screen:BranchesScreen",
        "Ctrl+3",
    ),
    ScreenSpec("cases", "Vụ việc", "cases", "unionDesk.ui.screens.cases.screen:CasesScreen", "Ctrl+4"),
    ScreenSpec(
        "promises",
        "Kiến nghị, cam kết",
        "promises",
        "unionDesk.ui.screens.promises.screen:PromisesScreen",
        "Ctrl+5",
    ),
    ScreenSpec("papers", "Văn bản", "minutes", "unionDesk.ui.screens.papers.screen:PapersScreen", "Ctrl+6"),
    ScreenSpec(
        "reports", "Báo cáo", "reports", "unionDesk.ui.screens.reports.screen:ReportsScreen", "Ctrl+7"
    ),
    ScreenSpec(
        "settings", "Thiết lập", "settings", "unionDesk.ui.screens.settings.screen:SettingsScreen", "Ctrl+9"
    ),
)
