"""Reading the seeds in `resources/forms`: page profiles and the wording of papers (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from unionDesk.paths import RESOURCES
from unionDesk.rules.errors import UserError

FORMS = RESOURCES / "forms"


def read_form(path: Path) -> Mapping[str, Any]:
    """The tables of one seed file. UserError when it is missing or damaged."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(
            f"Không tìm thấy tệp mẫu “{path.name}” trong thư mục “{path.parent}”. "
            "Hãy cài đặt lại chương trình rồi in lại."
        ) from None
    except OSError as problem:
        raise UserError(f"Không đọc được tệp mẫu “{path}”: {problem.strerror}.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UserError(
            f"Tệp mẫu “{path}” bị hỏng nên không in được văn bản. Hãy cài đặt lại chương trình."
        ) from problem


@cache
def seed(name: str) -> Mapping[str, Any]:
    """The seed with this file name, read once."""
    return read_form(FORMS / name)


class Wording:
    """The sentences of one paper: `wording("closing", pages="02")` fills the named places."""

    def __init__(self, tables: Mapping[str, Any], name: str, section: str) -> None:
        self._name = name
        self._section = section
        self._common = tables.get("common", {})
        self._own = tables.get(section, {})

    def __call__(self, key: str, **places: str) -> str:
        template = self._own.get(key, self._common.get(key))
        if not isinstance(template, str):
            raise UserError(f"Tệp mẫu “{self._name}” thiếu câu “{key}” trong phần “{self._section}”.")
        try:
            return template.format_map(places)
        except (KeyError, ValueError, IndexError, AttributeError) as problem:
            raise UserError(
                f"Câu “{key}” trong phần “{self._section}” của tệp mẫu “{self._name}” có chỗ điền không đúng."
            ) from problem


def wording(name: str, section: str) -> Wording:
    """The sentences of the seed file `name` for `section`, with its section `common` behind them."""
    return Wording(seed(name), name, section)
