"""Icons: one-colour SVG drawings in resources/icons, coloured for the theme when they are asked for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QFile, QIODevice, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

_NAME = "icon_name"
SIZES = (16, 20, 24, 32, 48, 64)


def drawing(name: str) -> bytes | None:
    """The SVG text of an icon; None when there is none (or the theme has not set the search path)."""
    file = QFile(f"icons:{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return None
    data = bytes(file.readAll().data())
    file.close()
    return data


def pixmap(svg: bytes, colour: QColor, size: int) -> QPixmap:
    """An icon `size` pixels wide and high, drawn in one colour."""
    coloured = svg.replace(b"currentColor", colour.name().encode("ascii"))
    image = QPixmap(size, size)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(coloured)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def put_icon(target: QAction | QAbstractButton, name: str) -> None:
    """Give an action or a button its icon; `recolour` finds it again."""
    target.setProperty(_NAME, name)
    target.setIcon(icon(name))


def recolour(root: QObject) -> None:
    """Colour the icons below `root` that `put_icon` gave for the theme anew."""
    kinds: tuple[type[QAction | QAbstractButton], ...] = (QAction, QAbstractButton)
    for kind in kinds:
        for target in root.findChildren(kind):
            name = target.property(_NAME)
            if isinstance(name, str):
                target.setIcon(icon(name))


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon called `name` in the theme's text colour, paler when disabled; empty when unknown."""
    svg = drawing(name)
    made = QIcon()
    if svg is None:
        return made
    palette = QGuiApplication.palette()
    normal = colour or palette.color(QPalette.ColorRole.WindowText)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    for size in SIZES:
        made.addPixmap(pixmap(svg, normal, size), QIcon.Mode.Normal)
        made.addPixmap(pixmap(svg, disabled, size), QIcon.Mode.Disabled)
    return made
