"""Drafts: what is typed and not yet saved, kept in local files until the user has answered for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from unionDesk.ui.kit.settings import set_aside, write_whole

EVERY_MS = 3000


@dataclass(frozen=True)
class Draft:
    """Unsaved values of one form on one record (None: a new one) of one version, and when they were kept."""

    form: str
    record: int | None
    version: int | None
    title: str
    values: dict[str, Any]
    kept_at: datetime


class Drafts(QObject):
    """A folder of drafts, one file each; a damaged file is set aside and said in `problems`."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.problems: list[str] = []

    def keep(
        self, form: str, record: int | None, version: int | None, title: str, values: dict[str, Any]
    ) -> bool:
        """Write the draft; False (and a problem) when the disk refuses, so that typing can go on."""
        draft = Draft(form, record, version, title, values, datetime.now(UTC))
        try:
            write_whole(self._path(form, record), json.dumps(_plain(asdict(draft)), ensure_ascii=False))
        except OSError as error:
            self.problems.append(f"Không giữ được bản nháp «{title}»: {error.strerror}.")
            return False
        return True

    def find(self, form: str, record: int | None) -> Draft | None:
        """The draft of this form on this record, if one is waiting."""
        return self._read(self._path(form, record))

    def drop(self, form: str, record: int | None) -> None:
        """The user has answered: saved or discarded."""
        self._path(form, record).unlink(missing_ok=True)

    def waiting(self) -> list[Draft]:
        """All drafts that wait for an answer, the newest first."""
        found = [draft for path in sorted(self._folder.glob("*.json")) if (draft := self._read(path))]
        return sorted(found, key=lambda draft: draft.kept_at, reverse=True)

    def _path(self, form: str, record: int | None) -> Path:
        number = "moi" if record is None else str(record)
        mark = hashlib.sha256(form.encode("utf-8")).hexdigest()[:12]
        return self._folder / f"{mark}-{number}.json"

    def _read(self, path: Path) -> Draft | None:
        try:
            return _draft(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except OSError as error:
            self.problems.append(f"Không đọc được bản nháp {path.name}: {error.strerror}.")
            return None
        except (ValueError, KeyError, TypeError):  # torn or foreign
            self.problems.append(f"Một bản nháp bị hỏng, được giữ lại tại {set_aside_json(path)}.")
            return None


def set_aside_json(path: Path) -> Path:
    """Set a damaged draft aside under a name that is no draft's."""
    aside = set_aside(path)
    return aside.rename(aside.with_suffix(".hong"))


class DraftKeeper(QObject):
    """Keeps the draft of one open form every few seconds while it has unsaved changes."""

    def __init__(
        self,
        drafts: Drafts,
        form: str,
        record: int | None,
        version: int | None,
        title: str,
        values: Callable[[], dict[str, Any]],
        parent: QObject,
    ) -> None:
        """`values` gives what is typed now."""
        super().__init__(parent)
        self._drafts = drafts
        self._form, self._record, self._version, self._title = form, record, version, title
        self._values = values
        self._last: dict[str, Any] | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.keep_now)

    def on_edited(self, edited: bool) -> None:
        """Start when the form has changes, stop and forget when it has none any more."""
        if edited and not self._timer.isActive():
            self._timer.start()
        elif not edited:
            self._timer.stop()
            self._last = None
            self._drafts.drop(self._form, self._record)

    def stop(self) -> None:
        """Keep no more, and leave the draft where it is."""
        self._timer.stop()

    def keep_now(self) -> None:
        values = self._values()
        if values != self._last and self._drafts.keep(
            self._form, self._record, self._version, self._title, values
        ):
            self._last = values


def _plain(value: Any) -> Any:
    """The value as JSON can hold it; days and moments are marked."""
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$day": value.isoformat()}
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def _rich(value: Any) -> Any:
    if isinstance(value, list):
        return [_rich(part) for part in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$moment"}:
        return datetime.fromisoformat(value["$moment"])
    if set(value) == {"$day"}:
        return date.fromisoformat(value["$day"])
    return {key: _rich(part) for key, part in value.items()}


def _draft(plain: Any) -> Draft:
    rich = _rich(plain)
    draft = Draft(**rich)
    if not isinstance(draft.values, dict) or not isinstance(draft.kept_at, datetime):
        raise TypeError("not a draft")
    return draft
