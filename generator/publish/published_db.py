"""Opening `build/published.db`, and what goes wrong with it, as an error that tells what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.disk.migrations import UnknownSchemaError
from generator.publish.errors import DeployRefusedError, LockedError
from generator.records import published_db
from generator.trouble import no_room, trouble


def open_database(path: Path) -> sqlite3.Connection:
    """Open the record of all targets, or begin one.

    Raises:
        DeployRefusedError: the file is damaged, or of a later version of this program.
        LockedError: another program keeps it locked.
    """
    with in_plain_words(path):
        return published_db.open_database(path)


def copy_database(path: Path, copy: Path) -> None:
    """Copy a record as it is at one moment.

    Raises:
        DeployRefusedError: the file is damaged.
    """
    with in_plain_words(path):
        published_db.copy_database(path, copy)


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Whatever the record's database says, as an error that tells what to do.

    Raises:
        DeployRefusedError: the disk is full, or the file is damaged, or of a later version of this program.
        LockedError: another program keeps it locked.
    """
    try:
        yield
    except UnknownSchemaError as error:
        message = f"build/{path.name} was written by a later version of etalase: deploy with that one"
        raise DeployRefusedError(None, message) from error
    except sqlite3.DatabaseError as error:
        match trouble(error, path):
            case "full":
                raise DeployRefusedError(None, no_room(f"build/{path.name}")) from error
            case "busy":
                message = f"build/{path.name} is in use by another program: try again when that has ended"
                raise LockedError(message) from error
            case "damaged":
                advice = "move it away; the next deploy to a bucket makes a new one from what lies there"
                raise DeployRefusedError(
                    None, f"build/{path.name} cannot be read ({error}): {advice}"
                ) from error
        raise DeployRefusedError(None, f"build/{path.name} cannot be used: {error}") from error
