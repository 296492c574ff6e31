"""A full disk, recognised and told; with nothing but the language itself, for the start of a program."""

from __future__ import annotations

import errno

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def disk_is_full(error: OSError) -> bool:
    """Whether a file could not be written because there is no room (left for this user)."""
    return error.errno in _FULL


def no_room(place: object) -> str:
    """What to say then."""
    return f"the disk is full: make room where {place} lies, then run this again"
