"""The pages that the desktop shows in place of the screens, each with a `finished` signal."""

from __future__ import annotations

from unionDesk.ui.start.first_start import FirstStart
from unionDesk.ui.start.trouble import Trouble
from unionDesk.ui.start.who_works import WhoWorks

__all__ = ["FirstStart", "Trouble", "WhoWorks"]
