"""`build/state.db`: its tables, and how an older one is brought up to date.

Made anew, it would not know anybody's last good pages.  Only one that is damaged, or too old, is made anew.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from generator.disk.migrations import Execute, Migration, Schema, UnknownSchemaError
from generator.disk.sqlite import connect, has_table, prepare
from generator.trouble import trouble

_SEARCH = (
    """
    CREATE TABLE search_shops(
        slug TEXT PRIMARY KEY, area INTEGER NOT NULL, sequence INTEGER NOT NULL, slot INTEGER NOT NULL,
        card TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE UNIQUE INDEX search_shops_at ON search_shops(area, sequence, slot)",
    """
    CREATE TABLE search_shards(
        first TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, lists TEXT NOT NULL
    ) WITHOUT ROWID
    """,
)
_LATE_LISTS = "CREATE TABLE search_late(key TEXT PRIMARY KEY) WITHOUT ROWID"
"""Of the search; its words are in an FTS5 table, which is made and made anew by `search/word_index.py`."""
_CIRCLES = "CREATE TABLE circles(seller TEXT PRIMARY KEY) WITHOUT ROWID"
"""Sellers whose circle (`render/circle.py`) has to be looked at."""
_SELLERS = """
    CREATE TABLE sellers(
        slug TEXT PRIMARY KEY, status TEXT NOT NULL, signature TEXT NOT NULL, content TEXT NOT NULL,
        context TEXT NOT NULL, fresh_from TEXT NOT NULL, fresh_until TEXT NOT NULL, term_digest TEXT NOT NULL,
        assets TEXT NOT NULL, card TEXT, dates TEXT NOT NULL, followed_shops TEXT NOT NULL, contact TEXT,
        explained INTEGER NOT NULL, waiting TEXT NOT NULL, facts TEXT NOT NULL
    ) WITHOUT ROWID
"""
"""What each build looks at comes first: what stands behind the card lies on pages that need not be read."""
_TABLES = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    _SELLERS,
    "CREATE TABLE follows(seller TEXT, followed TEXT, PRIMARY KEY(followed, seller)) WITHOUT ROWID",
    "CREATE INDEX follows_of ON follows(seller)",
    """
    CREATE TABLE files(
        seller TEXT NOT NULL, path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, md5 TEXT NOT NULL,
        size INTEGER NOT NULL, content_type TEXT NOT NULL, cache_control TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX files_of ON files(seller)",
    """
    CREATE TABLE places(
        list TEXT NOT NULL, position INTEGER NOT NULL, seller TEXT NOT NULL, PRIMARY KEY(list, position)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE changed(seller TEXT PRIMARY KEY, card INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE UNIQUE INDEX places_of ON places(seller, list)",
    *_SEARCH,
    _LATE_LISTS,
    _CIRCLES,
)

_PRODUCTS_WITH_SLUGS = """
    UPDATE sellers SET card = json_set(card, '$.products', json((
        SELECT json_group_array(json_array(dated.key, named.value, NULL, json('false')))
        FROM (SELECT key, value FROM json_each(sellers.card, '$.products')) AS named
        JOIN (SELECT key, row_number() OVER () - 1 AS number FROM json_each(sellers.dates)) AS dated
        ON dated.number = named.key
    ))) WHERE card IS NOT NULL
"""
"""Cards had the names of products; their slugs are the keys of `dates`, in the same order."""
_COLUMNS = (
    "slug, status, signature, content, context, fresh_from, fresh_until, term_digest, assets, card, dates,"
    " followed_shops, contact, explained, waiting, facts"
)
_SELLERS_IN_ORDER = (
    "ALTER TABLE sellers RENAME TO sellers_before",
    _SELLERS,
    f"INSERT INTO sellers({_COLUMNS}) SELECT {_COLUMNS} FROM sellers_before",  # noqa: S608 - our own names
    "DROP TABLE sellers_before",
)


def _number(execute: Execute) -> int | None:
    if not has_table(execute, "meta"):
        return None
    found = "".join(value for (value,) in execute("SELECT value FROM meta WHERE key = 'schema'"))
    return int(found) if found.isdecimal() else 0


SCHEMA = Schema(
    keep_number="INSERT OR REPLACE INTO meta VALUES ('schema', '{}')",
    first=3,
    migrations=(
        Migration(
            "sellers-whose-pages-go-because-somebody-said-so",
            ("ALTER TABLE sellers ADD COLUMN explained INTEGER NOT NULL DEFAULT 0",),
        ),
        Migration(
            "followed-shops-and-term-digest-by-their-names",
            (
                "ALTER TABLE sellers RENAME COLUMN neighbours TO followed_shops",
                "ALTER TABLE sellers RENAME COLUMN standing TO term_digest",
            ),
        ),
        Migration(
            "what-waits-for-a-mentor",
            ("ALTER TABLE sellers ADD COLUMN waiting TEXT NOT NULL DEFAULT ''",),
        ),
        Migration("search-by-product", (*_SEARCH, _PRODUCTS_WITH_SLUGS)),
        Migration("lists-of-the-search-that-wait", (_LATE_LISTS,)),
        Migration("circles-that-are-out-of-date", (_CIRCLES,)),
        Migration(
            "facts-for-reports",
            ("ALTER TABLE sellers ADD COLUMN facts TEXT NOT NULL DEFAULT ''",),
        ),
        Migration("what-each-build-looks-at-first", _SELLERS_IN_ORDER),
    ),
)


def open_database(path: Path) -> sqlite3.Connection:
    """Open the state to write to it, in a transaction that keeps other writers out.

    Raises:
        UnknownSchemaError: it is of a newer version of the program.
        sqlite3.Error: it cannot be used.
    """
    try:
        return _ready(path)
    except UnknownSchemaError as error:
        if error.newer:
            raise
    except sqlite3.DatabaseError as error:
        if trouble(error, path) != "damaged":
            raise
    for part in ("", "-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    return _ready(path)


def _ready(path: Path) -> sqlite3.Connection:
    """The state, up to date."""
    db = connect(path)
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        prepare(db, SCHEMA, _number, _TABLES)
        db.execute("BEGIN IMMEDIATE")
    except BaseException:
        db.close()
        raise
    return db
