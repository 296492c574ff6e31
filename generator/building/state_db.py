"""`build/state.db`: how it lies on disk. One that is damaged, or of another version, is made anew."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

from generator.errors import UnusableError
from generator.filemodes import keep_private
from generator.trouble import trouble

SCHEMA = "4"

_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sellers(
    slug TEXT PRIMARY KEY, status TEXT NOT NULL, signature TEXT NOT NULL, content TEXT NOT NULL,
    context TEXT NOT NULL, fresh_from TEXT NOT NULL, fresh_until TEXT NOT NULL, card TEXT,
    dates TEXT NOT NULL, assets TEXT NOT NULL, neighbours TEXT NOT NULL, standing TEXT NOT NULL, contact TEXT,
    explained INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE follows(seller TEXT, followed TEXT, PRIMARY KEY(followed, seller)) WITHOUT ROWID;
CREATE INDEX follows_of ON follows(seller);
CREATE TABLE files(
    seller TEXT NOT NULL, path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, md5 TEXT NOT NULL,
    size INTEGER NOT NULL, content_type TEXT NOT NULL, cache_control TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX files_of ON files(seller);
CREATE TABLE places(
    list TEXT NOT NULL, position INTEGER NOT NULL, seller TEXT NOT NULL, PRIMARY KEY(list, position)
) WITHOUT ROWID;
CREATE TABLE changed(seller TEXT PRIMARY KEY, card INTEGER NOT NULL) WITHOUT ROWID;
CREATE UNIQUE INDEX places_of ON places(seller, list);
"""

_FROM_3 = """
BEGIN;
ALTER TABLE sellers ADD COLUMN explained INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET value = '4' WHERE key = 'schema';
COMMIT;
"""
"""An older state is brought up to date: made anew, it would not know anybody's last good pages."""


class StateBusyError(UnusableError):
    """Another process builds into the same folder, or publishes from it."""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the state, in a transaction that keeps other writers out.

    Raises:
        BusyError: another program writes to it, or mends it.
        OSError: it cannot be opened.
    """
    keep_private(path)
    db = sqlite3.connect(path, isolation_level=None)
    try:
        if _schema(db, path) != SCHEMA:
            db.close()
            for part in ("", "-wal", "-shm"):
                path.with_name(path.name + part).unlink(missing_ok=True)
            keep_private(path)
            db = sqlite3.connect(path, isolation_level=None)
            db.executescript(f"PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; BEGIN; {_TABLES}")
            db.execute("INSERT INTO meta VALUES('schema', ?)", (SCHEMA,))
            db.execute("COMMIT")
        db.execute("BEGIN IMMEDIATE")
    except sqlite3.DatabaseError as error:
        db.close()
        raise in_plain_words(error, path) from error
    return db


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


def _schema(db: sqlite3.Connection, path: Path) -> str:
    """The version of the tables; empty for a new file, and for one that is damaged."""
    try:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        found = db.execute("SELECT value FROM meta WHERE key='schema'").fetchone()
        if found == ("3",):
            db.executescript(_FROM_3)
            return SCHEMA
    except sqlite3.DatabaseError as error:
        if trouble(error, path) == "damaged":
            return ""
        raise
    return str(found[0]) if found else ""
