"""Opening an SQLite database: for one program that writes, or only to be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from generator.disk.migrations import Execute, Schema
from generator.filemodes import keep_private
from generator.trouble import PATIENCE_SECONDS, patiently

READER_PATIENCE_SECONDS = 5.0
"""How long a reader waits: only for another program that mends the log, or keeps everybody out."""


def connect(file: Path, *, transactions: Literal["DEFERRED"] | None = None) -> sqlite3.Connection:
    """Open a database to write to.

    It is closed to the world, and written ahead (WAL): readers and its writer do not wait for each other.
    Transactions begin where the caller says so, or (`DEFERRED`) where Python's driver does: before the first
    statement that changes something.

    Raises:
        sqlite3.Error: it cannot be opened; `generator.trouble` says what that means.
    """
    keep_private(file)
    db = sqlite3.connect(file, timeout=PATIENCE_SECONDS, isolation_level=transactions)
    try:
        patiently(lambda: db.execute("PRAGMA journal_mode = WAL"))
    except BaseException:
        db.close()
        raise
    return db


def prepare(
    db: sqlite3.Connection,
    schema: Schema,
    number: Callable[[Execute], int | None],
    tables: Sequence[str],
) -> None:
    """Bring the tables of a database up to date, or make `tables` in a new one; all of it or nothing.

    `number` finds the number of the schema that a file has; None for one without tables.

    Raises:
        UnknownSchemaError: the file is of a newer version, or too old.
        sqlite3.Error: it cannot be used.
    """
    if schema.is_current(number(db.execute)):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        schema.prepare(db.execute, number(db.execute), lambda: [db.execute(table) for table in tables])
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk may have ended it
            db.execute("ROLLBACK")
        raise


def has_table(execute: Execute, name: str) -> bool:
    """Whether a database of SQLite has this table."""
    return bool(list(execute(f"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{name}'")))  # noqa: S608


@contextmanager
def read_only(file: Path, *, in_closed_folder: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a database that is there, only to read.

    SQLite writes beside a database even then.  With `in_closed_folder` it need not, as long as no log lies
    there: nobody writes then.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    still = in_closed_folder and not file.with_name(f"{file.name}-wal").exists()
    address = f"{file.resolve().as_uri()}?mode=ro{'&immutable=1' * still}"
    with closing(sqlite3.connect(address, uri=True, timeout=READER_PATIENCE_SECONDS)) as db:
        yield db
