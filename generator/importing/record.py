"""`import/import.db`: which shop came from which response, what was written last, and whose number is whose.

It is no copy of the spreadsheets: of a row only what went into the shop is kept, as the writer words it. What
a person is known by is kept as a digest.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.disk.migrations import Execute, Migration, Schema, UnknownSchemaError
from generator.disk.sqlite import connect, has_table, prepare
from generator.errors import UnusableError
from generator.trouble import no_room, trouble

FOLDER = "import"
"""The import's own room in the workspace."""
_FILE = "import.db"

State = Literal["begun", "written", "erased"]
Place = Literal["sellers", "form"]
"""Where a shop's number was read: in sellers/, or in the form's draft."""

_TABLES = (
    "CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE imported(
        slug TEXT PRIMARY KEY, id TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL,
        state TEXT NOT NULL, said BLOB NOT NULL, row TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX imported_by ON imported(id)",
    """
    CREATE TABLE numbers(
        place TEXT NOT NULL, slug TEXT NOT NULL, stamp TEXT NOT NULL, number TEXT NOT NULL,
        PRIMARY KEY(place, slug)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX numbers_of ON numbers(number)",
    "CREATE TABLE failed(row TEXT PRIMARY KEY, id TEXT NOT NULL, corrected INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX failed_of ON failed(id)",
    "CREATE TABLE stems(stem TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID",
)
_OF_THIS_RUN = (
    "CREATE TEMP TABLE seen(slug TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TEMP TABLE taken(slug TEXT PRIMARY KEY) WITHOUT ROWID",
)

SCHEMA = Schema(
    keep_number="INSERT OR REPLACE INTO settings VALUES ('version', '{}')",
    first=1,
    migrations=tuple[Migration, ...](),
)


class ImportRecordError(UnusableError):
    """import.db cannot be used; the message says why."""


class Imported(Struct, frozen=True):
    """A shop that an import has made."""

    slug: str
    id: str
    """Digest of what the row was known by."""
    number: str
    """Digest of the row's WhatsApp number."""
    name: str
    """Digest of the row's name of the shop."""
    state: State
    said: Mapping[str, str]
    """What the import wrote: a file -> its text; `numbers` -> which product has which columns, as JSON."""
    row: str
    """Digest of the row; empty where it has to be looked at again."""


def digest(text: str) -> str:
    """What a text is known by here."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class ImportRecord:
    """The record, while nobody else imports."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        for table in _OF_THIS_RUN:
            db.execute(table)

    def commit(self) -> None:
        """Keep what was written down so far."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN IMMEDIATE")

    def of_id(self, person: str) -> list[Imported]:
        """Shops of a response's id (a digest)."""
        found = self._db.execute(
            "SELECT slug, id, number, name, state, said, row FROM imported WHERE id = ?", (person,)
        )
        return [_imported(row) for row in found]

    def put(self, shop: Imported) -> None:
        """Write a shop down, or what is new of it."""
        said = zlib.compress(json.dumps(shop.said, ensure_ascii=False).encode(), 1)
        values = (shop.slug, shop.id, shop.number, shop.name, shop.state, said, shop.row)
        self._db.execute("INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def written(self, slug: str) -> None:
        """The folder of a shop is there, whole."""
        self._db.execute("UPDATE imported SET state = 'written' WHERE slug = ?", (slug,))

    def take_away(self, slugs: Iterable[str]) -> None:
        """Let these slugs count as somebody's in this run."""
        self._db.executemany("INSERT OR IGNORE INTO taken VALUES (?)", ((slug,) for slug in slugs))

    def is_taken(self, slug: str) -> bool:
        """Whether a shop of this slug was ever imported, or the slug was taken away."""
        query = "SELECT 1 FROM imported WHERE slug = ? UNION ALL SELECT 1 FROM taken WHERE slug = ?"
        return self._db.execute(query, (slug, slug)).fetchone() is not None

    def owners(self, number: str) -> list[str]:
        """Shops that have a number."""
        found = self._db.execute(
            "SELECT DISTINCT slug FROM numbers WHERE number = ? ORDER BY slug", (number,)
        )
        return [slug for (slug,) in found]

    def stamps(self, place: Place) -> Iterator[tuple[str, str]]:
        """Slugs with the stamps of the files that their numbers were read from, by slug."""
        found = self._db.execute("SELECT slug, stamp FROM numbers WHERE place = ? ORDER BY slug", (place,))
        yield from found

    def put_number(self, place: Place, slug: str, stamp: str, number: str) -> None:
        """Keep a shop's number."""
        self._db.execute("INSERT OR REPLACE INTO numbers VALUES (?, ?, ?, ?)", (place, slug, stamp, number))

    def drop_number(self, place: Place, slug: str) -> None:
        """Forget a shop's number."""
        self._db.execute("DELETE FROM numbers WHERE place = ? AND slug = ?", (place, slug))

    def fail(self, row: str, person: str) -> bool:
        """Keep that a row (a digest) of somebody failed; whether it has come back corrected since."""
        self._db.execute("INSERT OR IGNORE INTO failed VALUES (?, ?, 0)", (row, person))
        found = self._db.execute("SELECT corrected FROM failed WHERE row = ?", (row,)).fetchone()
        return bool(found[0])

    def correct(self, person: str) -> None:
        """A row of somebody is good: those that failed are corrected by it."""
        self._db.execute("UPDATE failed SET corrected = 1 WHERE id = ? AND NOT corrected", (person,))

    def wrote(self, name: str, content: str) -> None:
        """Keep the digest of an error file as this import leaves it."""
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (f"file {name}", content))

    def written_file(self, name: str) -> str:
        """The digest of an error file as an import has left it; empty where none has."""
        found = self._db.execute("SELECT value FROM settings WHERE key = ?", (f"file {name}",)).fetchone()
        return str(found[0]) if found else ""

    def next_number(self, stem: str) -> int:
        """A number for one more shop of this name: 1 for the first."""
        self._db.execute(
            "INSERT INTO stems VALUES (?, 1) ON CONFLICT(stem) DO UPDATE SET last = last + 1", (stem,)
        )
        (last,) = self._db.execute("SELECT last FROM stems WHERE stem = ?", (stem,)).fetchone()
        return int(last)

    def seen(self, slug: str, row: int) -> int:
        """The earlier row of this run for the same shop; 0 where this is the first."""
        found = self._db.execute("SELECT row FROM seen WHERE slug = ?", (slug,)).fetchone()
        if found:
            return int(found[0])
        self._db.execute("INSERT INTO seen VALUES (?, ?)", (slug, row))
        return 0

    def rename(self, old: str, new: str) -> None:
        """Let a shop go on under another slug."""
        self._db.execute("UPDATE OR REPLACE imported SET slug = ? WHERE slug = ?", (new, old))
        self._db.execute("DELETE FROM numbers WHERE slug = ?", (old,))

    def forget(self, slug: str) -> int:
        """Remove what is known of a shop, but for the digests; returns how many rows went."""
        count = self._db.execute(
            "UPDATE imported SET state = 'erased', said = x'', row = '' WHERE slug = ? AND state <> 'erased'",
            (slug,),
        ).rowcount
        return count + self._db.execute("DELETE FROM numbers WHERE slug = ?", (slug,)).rowcount


def _imported(row: tuple[str, str, str, str, State, bytes, str]) -> Imported:
    slug, person, number, name, state, said, of_row = row
    return Imported(
        slug, person, number, name, state, json.loads(zlib.decompress(said)) if said else {}, of_row
    )


@contextmanager
def open_record(root: Path, *, rehearse: Path | None = None) -> Iterator[ImportRecord]:
    """The record of a workspace, in a transaction that keeps other imports out; it is kept at the end.

    With a folder to `rehearse` in, a copy there is used, and the workspace stays as it is.

    Raises:
        ImportRecordError: it is of another version, in use, or damaged.
    """
    file = root / FOLDER / _FILE
    try:
        if rehearse:
            file = _copy(file, rehearse / _FILE)
        else:
            file.parent.mkdir(mode=0o700, exist_ok=True)
        with closing(_open(file)) as db:
            yield ImportRecord(db)
            db.execute("COMMIT")
    except UnknownSchemaError as error:
        raise ImportRecordError(f"{file} was written by another version of etalase ({error})") from error
    except sqlite3.Error as error:
        kind = trouble(error, file)
        if kind == "full":
            raise ImportRecordError(no_room(file)) from error
        if kind == "busy":
            raise ImportRecordError("another import is at work here: wait until that has finished") from error
        raise ImportRecordError(f"{file} cannot be used: {error}") from error


def _open(file: Path) -> sqlite3.Connection:
    db = connect(file)
    try:
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA temp_store = FILE")
        prepare(db, SCHEMA, _number, _TABLES)
        db.execute("BEGIN IMMEDIATE")
    except BaseException:
        db.close()
        raise
    return db


def _number(execute: Execute) -> int | None:
    if not has_table(execute, "settings"):
        return None
    found = "".join(value for (value,) in execute("SELECT value FROM settings WHERE key = 'version'"))
    return int(found) if found.isdecimal() else 0


def _copy(file: Path, to: Path) -> Path:
    if file.is_file():
        with closing(connect(file)) as source, closing(connect(to)) as target:
            source.backup(target)
    return to


def rename(root: Path, old: str, new: str) -> None:
    """Let an imported shop go on under another slug. Raises `ImportRecordError`."""
    if not (root / FOLDER / _FILE).is_file():
        return
    with open_record(root) as record:
        record.rename(old, new)


def forget(root: Path, slug: str) -> int:
    """Remove what an import knows of a shop, but for digests by which its row is not imported again.

    Returns how many rows went. Raises `ImportRecordError`.
    """
    if not (root / FOLDER / _FILE).is_file():
        return 0
    with open_record(root) as record:
        return record.forget(slug)
