"""The manual: a page for every screen, in Vietnamese, whose links lead somewhere."""

from __future__ import annotations

import re
import unicodedata

import pytest
from PySide6.QtCore import QUrl

from unionDesk import paths
from unionDesk.services.resolve import resolve
from unionDesk.ui.kit.dialogs import manual
from unionDesk.ui.screens import SCREENS

HELP = paths.RESOURCES / "help"
PAGES = sorted(HELP.glob("*.md"))


@pytest.mark.parametrize("spec", SCREENS, ids=lambda spec: spec.name)
def test_every_screen_has_its_page(spec):
    page = resolve(spec.target).help_page
    assert page
    assert (HELP / f"{page}.md").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_a_title_and_composed_letters(page):
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_links_lead_to_pages_that_exist(page):
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        assert (HELP / target).is_file(), target


def test_the_first_page_leads_to_all_others():
    linked = set(re.findall(r"\]\(([^)]+)\)", (HELP / "index.md").read_text(encoding="utf-8")))
    assert linked == {page.name for page in PAGES} - {"index.md"}


def test_a_link_in_the_manual_opens_and_leads_back(qtbot, theme):
    dialog = manual(HELP, "settings")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Ngày nghỉ, ngày làm bù" in dialog.page.toPlainText()
    dialog.page.setSource(QUrl("start.md"))
    assert "Lần mở đầu tiên" in dialog.page.toPlainText()
    dialog.page.backward()
    assert "Ngày nghỉ, ngày làm bù" in dialog.page.toPlainText()


def test_a_screen_without_a_page_opens_the_first(qtbot, theme):
    dialog = manual(HELP, "")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Hướng dẫn sử dụng unionDesk" in dialog.page.toPlainText()
