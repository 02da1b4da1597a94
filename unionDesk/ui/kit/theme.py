"""The look: light or dark as the system says, text size, font, icons, and Qt's own words in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDir, QLocale, QObject, Qt, QTranslator, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from unionDesk.rules.kinds import AttentionLevel, DueColour
from unionDesk.ui.kit.settings import Settings

TEXT_SIZES = {90: "Nhỏ", 100: "Vừa (theo hệ thống)", 115: "Lớn", 130: "Rất lớn", 150: "Lớn nhất"}
"""Per cent of the system's text size, and what the setting is called."""


@dataclass(frozen=True)
class Colours:
    """The colours of a theme; everything that paints asks here."""

    window: str
    base: str
    stripe: str
    text: str
    muted: str
    accent: str
    accent_text: str
    button: str
    border: str
    problem: str
    warning_base: str
    due: dict[DueColour, str]
    attention: dict[AttentionLevel, str]


LIGHT = Colours(
    window="#f3f4f6",
    base="#ffffff",
    stripe="#f7f8fa",
    text="#1b1f24",
    muted="#59636e",
    accent="#1f5fa8",
    accent_text="#ffffff",
    button="#ffffff",
    border="#c9ced6",
    problem="#b3261e",
    warning_base="#fff4d6",
    due={
        DueColour.GREY: "#8a929c",
        DueColour.BLUE: "#1f6fd0",
        DueColour.AMBER: "#d08700",
        DueColour.RED: "#c62828",
        DueColour.ORANGE: "#e0601c",
        DueColour.GREEN: "#2e7d32",
    },
    attention={
        AttentionLevel.GREEN: "#2e7d32",
        AttentionLevel.YELLOW: "#b07400",
        AttentionLevel.RED: "#c62828",
    },
)
DARK = Colours(
    window="#1e2126",
    base="#16181c",
    stripe="#1b1e23",
    text="#e8eaed",
    muted="#a3abb5",
    accent="#5b9be6",
    accent_text="#0e1116",
    button="#2a2e35",
    border="#464c55",
    problem="#ff8a80",
    warning_base="#4a3c12",
    due={
        DueColour.GREY: "#8a929c",
        DueColour.BLUE: "#64a8ff",
        DueColour.AMBER: "#f2b03d",
        DueColour.RED: "#ff6b62",
        DueColour.ORANGE: "#ff9152",
        DueColour.GREEN: "#6cc070",
    },
    attention={
        AttentionLevel.GREEN: "#6cc070",
        AttentionLevel.YELLOW: "#f2b03d",
        AttentionLevel.RED: "#ff6b62",
    },
)


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether light text stands on a dark ground."""
    palette = palette or QGuiApplication.palette()
    text = palette.color(QPalette.ColorRole.WindowText)
    return text.lightness() > palette.color(QPalette.ColorRole.Window).lightness()


def colours() -> Colours:
    """The colours of the theme in force."""
    return DARK if is_dark() else LIGHT


def due_colour(due: DueColour) -> QColor:
    return QColor(colours().due[due])


def attention_colour(level: AttentionLevel) -> QColor:
    return QColor(colours().attention[level])


class Theme(QObject):
    """Applies the look to the application and follows the system.

    Signals:
        changed(): colours or text size are different now; icons want colouring anew.
    """

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        resources: Path,
        settings: Settings | None = None,
        parent: QObject | None = None,
    ) -> None:
        """With `settings`, text size and scheme are taken from there and remembered there."""
        super().__init__(parent)
        self._settings = settings
        self._application = application
        self.resources = resources
        self._system_points = max(application.font().pointSizeF(), 9.0)
        self._percent = settings.number("look/text_size", 100) if settings is not None else 100
        self._wanted = settings.text("look/scheme") if settings is not None else ""
        self._translator = QTranslator(self)
        QDir.setSearchPaths("icons", [str(resources / "icons")])
        application.setStyle("Fusion")
        self._load_words()
        self.apply()
        application.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def set_text_size(self, percent: int) -> None:
        """Text in per cent of the system's size (70 to 200)."""
        self._percent = min(max(percent, 70), 200)
        if self._settings is not None:
            self._settings.set("look/text_size", self._percent)
        self.apply()

    def set_scheme(self, wanted: str) -> None:
        """ "light", "dark", or "" to follow the system."""
        self._wanted = wanted
        if self._settings is not None:
            self._settings.set("look/scheme", wanted or None)
        self.apply()

    @property
    def text_size(self) -> int:
        """Per cent of the system's size."""
        return self._percent

    def dark(self) -> bool:
        if self._wanted:
            return self._wanted == "dark"
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def apply(self) -> None:
        """Set font, palette and style sheet."""
        chosen = DARK if self.dark() else LIGHT
        font = self._font()
        font.setPointSizeF(self._system_points * self._percent / 100)
        self._application.setFont(font)
        self._application.setPalette(palette(chosen))
        name = "dark" if chosen is DARK else "light"
        sheet = (self.resources / "styles" / f"{name}.qss").read_text(encoding="utf-8")
        self._application.setStyleSheet(sheet)
        self.changed.emit()

    def take_off(self) -> None:
        """Stop following the system and speaking Vietnamese (tests)."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._on_scheme_changed)
        self._application.removeTranslator(self._translator)
        QDir.setSearchPaths("icons", [])

    def _on_scheme_changed(self) -> None:
        if not self._wanted:
            self.apply()

    def _font(self) -> QFont:
        font = QFont(self._application.font())
        if speaks_vietnamese(font.family()):
            return font
        fonts = self.resources / "fonts"
        families: list[str] = []
        for file in sorted(fonts.glob("LiberationSans-*.ttf")):
            number = QFontDatabase.addApplicationFont(str(file))
            families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        return QFont(families[0]) if families else font

    def _load_words(self) -> None:
        QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
        if self._translator.load(str(self.resources / "i18n" / "qt_vi.qm")):
            self._application.installTranslator(self._translator)


def speaks_vietnamese(family: str) -> bool:
    """Whether the system's font of this name draws Vietnamese letters itself."""
    return QFontDatabase.WritingSystem.Vietnamese in QFontDatabase.writingSystems(family)


def palette(chosen: Colours) -> QPalette:
    """The Qt palette of a theme."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for where, value in (
        (role.Window, chosen.window),
        (role.WindowText, chosen.text),
        (role.Base, chosen.base),
        (role.AlternateBase, chosen.stripe),
        (role.Text, chosen.text),
        (role.Button, chosen.button),
        (role.ButtonText, chosen.text),
        (role.ToolTipBase, chosen.button),
        (role.ToolTipText, chosen.text),
        (role.PlaceholderText, chosen.muted),
        (role.Highlight, chosen.accent),
        (role.HighlightedText, chosen.accent_text),
        (role.Link, chosen.accent),
        (role.LinkVisited, chosen.accent),
        (role.Accent, chosen.accent),
        (role.Mid, chosen.border),
    ):
        made.setColor(where, QColor(value))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, QColor(chosen.muted))
    return made
