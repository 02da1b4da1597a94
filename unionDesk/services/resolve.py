"""The one place where a catalogue's `module:name` becomes the thing it names."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def resolve(target: str) -> Any:
    """What `package.module:name` names; imported now, so that start-up stays light.

    Raises ImportError or AttributeError (bugs, found by the catalogue tests) when nothing is there.
    """
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)
