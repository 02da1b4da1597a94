"""The paper's typeface: Times New Roman where Windows has it whole, else the bundled Liberation Serif."""

from __future__ import annotations

import os
import platform
import struct
from functools import cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from unionDesk.paths import FONTS as BUNDLED
from unionDesk.rules.errors import UserError

REGULAR = "PaperSerif"
BOLD = "PaperSerif-Bold"
ITALIC = "PaperSerif-Italic"
BOLD_ITALIC = "PaperSerif-BoldItalic"
FACES = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)

BUNDLED_FILES = (
    "LiberationSerif-Regular.ttf",
    "LiberationSerif-Bold.ttf",
    "LiberationSerif-Italic.ttf",
    "LiberationSerif-BoldItalic.ttf",
)
WINDOWS_FILES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")

# The letters of Vietnamese beyond ASCII: vowels with their marks, đ; 67 of each case.
_LOWER = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩị"
    "òóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
)  # fmt: skip
LETTERS = _LOWER + _LOWER.upper()
_DAMAGED = (TTFError, struct.error, ValueError, IndexError, KeyError, AssertionError, EOFError)


def windows_fonts() -> Path | None:
    """Windows' own font folder, on Windows."""
    if platform.system() != "Windows":
        return None
    return Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"


@cache
def register() -> None:
    """Make the four faces known to reportlab, once, and the paper face its default (no stray Helvetica)."""
    faces = load(windows_fonts(), BUNDLED)
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and quicker


def load(windows: Path | None, bundled: Path) -> list[TTFont]:
    """The four faces: Windows' if all are there with every Vietnamese letter, else the bundled ones.

    UserError naming the file when a bundled one is missing, damaged or lacks letters.
    """
    if windows is not None and all((windows / name).is_file() for name in WINDOWS_FILES):
        try:
            faces = [_face(face, windows / name) for face, name in zip(FACES, WINDOWS_FILES, strict=True)]
        except UserError:
            faces = []
        if faces and not any(_lacking(face) for face in faces):
            return faces
    faces = [_face(face, bundled / name) for face, name in zip(FACES, BUNDLED_FILES, strict=True)]
    for face, name in zip(faces, BUNDLED_FILES, strict=True):
        if _lacking(face):
            raise UserError(
                f"Tệp phông chữ “{bundled / name}” thiếu chữ tiếng Việt nên không in được. "
                "Hãy cài đặt lại chương trình."
            )
    return faces


def _face(name: str, path: Path) -> TTFont:
    if not path.is_file():
        raise UserError(
            f"Thiếu tệp phông chữ “{path.name}” trong thư mục “{path.parent}” nên không in được. "
            "Hãy cài đặt lại chương trình."
        )
    try:
        return TTFont(name, str(path), validate=1)
    except OSError as problem:
        raise UserError(f"Không đọc được tệp phông chữ “{path}”: {problem.strerror or problem}.") from problem
    except _DAMAGED as problem:
        raise UserError(
            f"Tệp phông chữ “{path}” bị hỏng nên không in được. Hãy cài đặt lại chương trình."
        ) from problem


def _lacking(face: TTFont) -> str:
    known = face.face.charToGlyph
    return "".join(letter for letter in LETTERS if ord(letter) not in known)


def width(text: str, face: str, size: float) -> float:
    """Width of the text in points."""
    return float(pdfmetrics.stringWidth(text, face, size))
