"""What an error of a disk or a database means for whoever has to mend it: full and busy are not damaged."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from generator.fulldisk import disk_is_full as disk_is_full
from generator.fulldisk import no_room as no_room

Trouble = Literal["full", "busy", "damaged", "other"]

PATIENCE_SECONDS = 30.0
"""How long one program waits for another one that writes to the same database."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""The last one is what it says of a database without our tables."""
_STARVED = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says, too, where there is no room for the files beside a database."""
_LEAST_BYTES = 64 * 1024
"""What these files take at least."""
_PAUSE_SECONDS = 0.02

Answer = TypeVar("Answer")


def trouble(error: sqlite3.Error, file: Path) -> Trouble:
    """What is wrong with a database."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or (code in _STARVED and _has_no_room(file.parent)):
        return "full"
    if code in _BUSY:
        return "busy"
    return "damaged" if code in _DAMAGED else "other"


def patiently(step: Callable[[], Answer]) -> Answer:
    """Do something to an SQLite database that nobody may disturb, as soon as nobody does.

    SQLite's own timeout does not wait where two connections begin a database, turn it to write-ahead logging,
    or mend its log at once: both could wait for ever.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return step()
        except Exception as error:
            cause = getattr(error, "orig", error)  # SQLAlchemy wraps what the driver says
            busy = getattr(cause, "sqlite_errorcode", 0) & 0xFF in _BUSY
            if not busy or time.monotonic() > until:
                raise
        time.sleep(_PAUSE_SECONDS)


def _has_no_room(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize < _LEAST_BYTES
