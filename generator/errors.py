"""What every room's errors for the operator have in common, so that any command can end with any of them."""

from __future__ import annotations

from generator.fulldisk import disk_is_full, no_room


class UnusableError(Exception):
    """Something that the program works with cannot be used; the message says what, and why."""


MISHAPS = (UnusableError, OSError)
"""What a command ends with in a sentence instead of a traceback."""


def reason_of(error: UnusableError | OSError) -> str:
    """Why, as a person reads it; of what the disk refused: the file and the reason, without numbers."""
    if isinstance(error, UnusableError):
        return str(error)
    if disk_is_full(error):
        return no_room(error.filename or "the workspace")
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    reason = error.strerror or str(error) or type(error).__name__
    return ": ".join([" -> ".join(names), reason]) if names else reason
