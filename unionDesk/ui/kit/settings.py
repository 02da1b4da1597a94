"""Settings: what one user's program remembers, in a JSON file that a power cut cannot tear."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer


def write_whole(path: Path, text: str) -> None:
    """Write a text file so that at any moment either the old or the new one is there, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def set_aside(path: Path) -> Path:
    """Rename a damaged file so that a person can still look at it; its new name."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.hong-{stamp}{path.suffix}")
    path.replace(aside)
    return aside


class Settings(QObject):
    """Values by name ("window/geometry"), saved shortly after a change and when the program closes.

    `problem` is a sentence for the user when the file could not be read at start or written later.
    """

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.problem = ""
        self._values: dict[str, Any] = self._load()
        self._changed = False
        self._timer = QTimer(self, singleShot=True, interval=500)
        self._timer.timeout.connect(self.save)

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int = 0) -> int:
        value = self._values.get(name, default)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def set(self, name: str, value: Any) -> None:
        """Remember a JSON value; None forgets it."""
        if self._values.get(name) == value:
            return
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self._changed = True
        self._timer.start()

    def save(self) -> None:
        """Write the file now if anything changed; a full or read-only disk is remembered in `problem`."""
        self._timer.stop()
        if not self._changed:
            return
        try:
            write_whole(self._path, json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True))
        except OSError as error:
            self.problem = f"Chưa ghi được các tùy chọn vào {self._path}: {error.strerror}."
            return
        self._changed = False

    def _load(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.problem = f"Không đọc được các tùy chọn ở {self._path}: {error.strerror}."
            return {}
        except ValueError:  # not UTF-8, or not JSON
            values = None
        if isinstance(values, dict):
            return values
        try:
            kept = f"tệp cũ được giữ lại tại {set_aside(self._path)}"
        except OSError:
            kept = "tệp cũ không giữ lại được"
        self.problem = f"Tệp tùy chọn bị hỏng nên chương trình bắt đầu lại với tùy chọn mặc định; {kept}."
        return {}
