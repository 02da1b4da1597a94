"""Commands: declared on their method, gathered into menus, tool bars, tooltips and the shortcut sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QWidget

from unionDesk.ui.kit.icons import icon as themed_icon

Method = TypeVar("Method", bound=Callable[..., Any])

RESERVED = {
    "Ctrl+C": "chép ô trong bảng",
    "Ctrl+V": "dán vào bảng",
    "Ctrl+X": "cắt chữ",
    "Ctrl+A": "chọn hết",
    "Ctrl+Home": "về đầu bảng",
    "Ctrl+End": "về cuối bảng",
    "F2": "mở dòng",
    "Return": "mở dòng",
    "Esc": "thôi",
}
"""Keys that belong to tables and text fields everywhere."""


@dataclass(frozen=True)
class CommandSpec:
    """What a command is called, where it stands and when it may be given."""

    title: str
    menu: str
    key: str = ""
    icon: str = ""
    tip: str = ""
    toolbar: bool = False
    enabled: Callable[[Any], bool] | None = None
    name: str = ""


def command(
    title: str,
    *,
    menu: str,
    key: str = "",
    icon: str = "",
    tip: str = "",
    toolbar: bool = False,
    enabled: Callable[[Any], bool] | None = None,
) -> Callable[[Method], Method]:
    """Declare a method a command; `enabled` gets the object that has the method."""

    def mark(method: Method) -> Method:
        spec = CommandSpec(title, menu, key, icon, tip, toolbar, enabled, method.__name__)
        method.__dict__["command"] = spec
        return method

    return mark


def specs(owner: type) -> list[CommandSpec]:
    """The commands of a class in the order of their declaration, base classes first."""
    found: dict[str, CommandSpec] = {}
    for base in reversed(owner.__mro__):
        for name, member in vars(base).items():
            spec = getattr(member, "command", None)
            if isinstance(spec, CommandSpec):
                found[name] = spec
            elif name in found and callable(member):
                continue  # overridden without a new declaration: the command stays as it was
    return list(found.values())


def normal_key(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def clashes(*owners: type) -> list[str]:
    """What is wrong when these classes' commands are on offer together: doubled keys, names, bad keys."""
    problems: list[str] = []
    keys: dict[str, str] = {}
    all_specs = [(owner.__name__, spec) for owner in owners for spec in specs(owner)]
    for owner, spec in all_specs:
        place = f"{owner}.{spec.name}"
        if not spec.key:
            continue
        key = normal_key(spec.key)
        if not key:
            problems.append(f"{place}: không có phím nào tên {spec.key}")
        elif key in RESERVED:
            problems.append(f"{place}: phím {key} dành cho {RESERVED[key]}")
        elif key in keys:
            problems.append(f"{place}: phím {key} đã dùng ở {keys[key]}")
        else:
            keys[key] = place
    for (menu, title), times in Counter((spec.menu, spec.title) for _, spec in all_specs).items():
        if times > 1:
            problems.append(f"{menu} → {title}: khai {times} lần")
    return problems


class Commands(QObject):
    """The commands of one widget as actions: `actions[name]`, kept enabled as the widget's state allows."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.actions: dict[str, QAction] = {}
        self.specs = specs(type(owner))
        for spec in self.specs:
            action = self._action(spec)
            owner.addAction(action)
            self.actions[spec.name] = action

    def refresh(self) -> None:
        """Ask anew which commands may be given; call it when a selection or a state has changed."""
        for spec in self.specs:
            if spec.enabled is not None:
                self.actions[spec.name].setEnabled(bool(spec.enabled(self._owner)))

    def refresh_icons(self) -> None:
        """Colour the icons for the theme anew."""
        for spec in self.specs:
            if spec.icon:
                self.actions[spec.name].setIcon(themed_icon(spec.icon))

    def menus(self) -> dict[str, list[QAction]]:
        """Actions by menu, in the order of their declaration."""
        by_menu: dict[str, list[QAction]] = {}
        for spec in self.specs:
            by_menu.setdefault(spec.menu, []).append(self.actions[spec.name])
        return by_menu

    def toolbar(self) -> list[QAction]:
        return [self.actions[spec.name] for spec in self.specs if spec.toolbar]

    def _action(self, spec: CommandSpec) -> QAction:
        action = QAction(spec.title, self)
        action.setObjectName(spec.name)
        action.setIcon(themed_icon(spec.icon) if spec.icon else QIcon())
        if spec.key:
            action.setShortcut(QKeySequence(spec.key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        said = spec.tip or spec.title
        action.setToolTip(f"{said} ({native_key(spec.key)})" if spec.key else said)
        action.setStatusTip(said)
        action.setEnabled(spec.enabled is None)  # the owner is still being built: `refresh` asks
        action.triggered.connect(getattr(self._owner, spec.name))
        return action


def native_key(key: str) -> str:
    """A key as it is printed on the keyboard and read in menus."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def sheet(owners: Iterable[tuple[str, type]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The shortcut sheet: for each (heading, class) its (key, title) pairs, keyed commands only."""
    return [
        (heading, [(native_key(spec.key), spec.title) for spec in specs(owner) if spec.key])
        for heading, owner in owners
    ]
