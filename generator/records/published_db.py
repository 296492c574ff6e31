"""`build/published.db`: the tables of the record, and how an older one is brought up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from generator.disk.migrations import Execute, Migration, Schema
from generator.disk.sqlite import connect, has_table, prepare
from generator.trouble import PATIENCE_SECONDS

_TARGETS = """
CREATE TABLE targets (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    generation TEXT NOT NULL DEFAULT '', token TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '',
    doubtful INTEGER NOT NULL DEFAULT 0, conditions TEXT NOT NULL DEFAULT ''
)
"""
_PUBLISHED = """
CREATE TABLE published (
    target INTEGER NOT NULL REFERENCES targets, path TEXT NOT NULL, seller TEXT NOT NULL,
    sha256 TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL,
    content_type TEXT NOT NULL, cache_control TEXT NOT NULL, gone_since TEXT,
    encoding TEXT NOT NULL DEFAULT '', etag TEXT NOT NULL DEFAULT '', doubt TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (target, path)
) WITHOUT ROWID
"""
_STARTS = """
CREATE TABLE starts (
    target INTEGER NOT NULL REFERENCES targets, seller TEXT NOT NULL, day TEXT NOT NULL,
    told INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (target, seller)
) WITHOUT ROWID
"""
_UNTOLD = "CREATE INDEX starts_untold ON starts (target) WHERE NOT told"
_TABLES = (_TARGETS, _PUBLISHED, _STARTS, _UNTOLD)


def _number(execute: Execute) -> int | None:
    ((found,),) = execute("PRAGMA user_version")
    # Version 1 had no number.
    return int(found) or (1 if has_table(execute, "published") else None)


SCHEMA = Schema(
    keep_number="PRAGMA user_version = {}",
    first=1,
    migrations=(
        Migration(
            # Version 1 knew files without an encoding, and wrote a doubt as an empty sha256.
            "markers-encodings-doubts-and-starts",
            (
                _STARTS,
                _UNTOLD,
                "ALTER TABLE targets ADD COLUMN generation TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE targets ADD COLUMN token TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE targets ADD COLUMN place TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE targets ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0",
                "ALTER TABLE published ADD COLUMN encoding TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE published ADD COLUMN etag TEXT NOT NULL DEFAULT ''",
                "ALTER TABLE published ADD COLUMN doubt TEXT NOT NULL DEFAULT ''",
                "UPDATE published SET etag = md5,"
                " doubt = iif(sha256 = '', 'an earlier deploy was cut short', '')",
                "INSERT INTO starts (target, seller, day) "
                "SELECT target, seller, '' FROM published JOIN targets ON id = target "
                "WHERE path = seller || '/index.html' AND doubt = '' AND name LIKE 's3://%'",
            ),
        ),
        Migration(
            # Nobody had seen before whether a store obeys conditions.
            "conditions-that-a-store-obeys",
            ("ALTER TABLE targets ADD COLUMN conditions TEXT NOT NULL DEFAULT ''",),
        ),
    ),
)


def open_database(path: Path) -> sqlite3.Connection:
    """Open the record of all targets, or begin one.

    Raises:
        UnknownSchemaError: it is of a later version of the program.
        sqlite3.Error: it cannot be used.
    """
    db = connect(path, transactions="DEFERRED")
    try:
        prepare(db, SCHEMA, _number, _TABLES)
    except BaseException:
        db.close()
        raise
    return db


def copy_database(path: Path, copy: Path) -> None:
    """Copy a record as it is at one moment.  Raises `sqlite3.Error`."""
    source, target = sqlite3.connect(path, timeout=PATIENCE_SECONDS), sqlite3.connect(copy)
    with closing(source) as db, closing(target) as other:
        db.execute("BEGIN")
        db.execute("SELECT 1 FROM sqlite_master").fetchone()  # a backup would wait for others without end
        db.backup(other)
