"""What a small or closed machine lacks, and how far what it has goes."""

from __future__ import annotations

import resource
from pathlib import Path

_SPARE = 16
"""Open files for what comes and goes: databases, certificates, the answer to where a name is."""


def open_files_allowed() -> int:
    """How many files, connections among them, this process may hold open at once (`ulimit -n`)."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def affordable(wanted: int, each: int) -> int:
    """How many of the things wanted may be there at once, if each holds so many files open; at least 1."""
    allowed = open_files_allowed()
    if allowed == resource.RLIM_INFINITY:
        return wanted
    try:
        open_now = sum(1 for _ in Path("/dev/fd").iterdir())
    except OSError:  # no such folder here, or no file left to read it with
        open_now = _SPARE
    return max(1, min(wanted, (allowed - open_now - _SPARE) // each))
