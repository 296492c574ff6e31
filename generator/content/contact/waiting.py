"""A value of a shop that waits for a second person."""

from __future__ import annotations

from msgspec import Struct


class Waiting(Struct, frozen=True):
    """A value that a second person has to agree to."""

    path: str
    """Where it stands, as in `contacts_of`."""
    before: str
    """What stays until then; empty where there was nothing."""
    after: str
    """What the seller wants."""
    found: tuple[str, ...]
    """The contacts in it that nobody has agreed to."""
