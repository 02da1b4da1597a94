"""The two families of error: what a user can act on, and everything else (a bug)."""

from __future__ import annotations


class UserError(Exception):
    """A sentence in Vietnamese for the reader, who can act on it. Its text is shown as it is."""


class NotAllowedError(UserError):
    """The acting officer's role does not include this right."""


class StaleError(UserError):
    """Somebody else saved the record after it was read; the text names who and when."""


class NotFoundError(UserError):
    """The record named does not exist, or lies in the bin."""
