"""Opening `build/state.db`, and what goes wrong with it, as a sentence that tells what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from generator.disk.migrations import UnknownSchemaError
from generator.errors import UnusableError
from generator.records.state_db import open_database as open_tables
from generator.trouble import trouble


class StateBusyError(UnusableError):
    """Another process builds into the same folder, or publishes from it."""


class StateNewerError(UnusableError):
    """The state was written by a newer version of the program."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the state, in a transaction that keeps other writers out.

    Raises:
        StateBusyError: another program writes to it, or mends it.
        StateNewerError: this program does not know its tables.
        OSError: it cannot be opened.
    """
    try:
        return open_tables(path)
    except UnknownSchemaError as error:
        raise StateNewerError(
            f"build/state.db was written by a newer version of etalase ({error}): install that version, "
            "or delete the file and build again"
        ) from error
    except sqlite3.DatabaseError as error:
        raise in_plain_words(error, path) from error


def in_plain_words(error: sqlite3.DatabaseError, path: Path) -> StateBusyError | OSError:
    """What the state's database says, as an error that tells what to do."""
    match trouble(error, path):
        case "full":
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        case "busy":
            return StateBusyError(
                "build/state.db is in use by another program: try again when that has ended"
            )
        case "damaged":
            return OSError(f"build/state.db is damaged ({error}): delete it, and build again")
    return OSError(f"build/state.db cannot be used: {error}")
