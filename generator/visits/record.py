"""`visits/visits.db`: totals by shop and day, and for a week what keeps a line from being counted twice.

Of each open day there is a random key, and keyed digests: of lines, and of who looked at which shop and
product.
Without the key, nobody can try out which address a digest was made of; with the eighth day both are gone.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.disk.migrations import Execute, Migration, Schema, UnknownSchemaError
from generator.disk.sqlite import connect, has_table, prepare
from generator.errors import UnusableError
from generator.trouble import no_room, trouble
from generator.visits.lines import Request
from generator.visits.pages import ShopPage

FOLDER = "visits"
"""The visits' own room in the workspace."""
_FILE = "visits.db"
OPEN_DAYS = 7
"""Days after its own on which lines of a day are still counted."""
_AT_ONCE = 50_000
"""Views that are kept together."""
_CACHE_KIB = 32 * 1024

_TABLES = (
    "CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE days(day INTEGER PRIMARY KEY, key BLOB)",
    "CREATE TABLE seen(day INTEGER, digest INTEGER, PRIMARY KEY(day, digest)) WITHOUT ROWID",
    """
    CREATE TABLE totals(
        day INTEGER, shop TEXT, product TEXT, views INTEGER NOT NULL, visits INTEGER NOT NULL,
        PRIMARY KEY(day, shop, product)
    ) WITHOUT ROWID
    """,
)
"""`days` that have totals: the key is NULL once a day is closed.  A total without a product is the shop's."""
_ADD = """
    INSERT INTO totals VALUES (?, ?, ?, ?, ?) ON CONFLICT(day, shop, product)
    DO UPDATE SET views = views + excluded.views, visits = visits + excluded.visits
"""

SCHEMA = Schema(
    keep_number="INSERT OR REPLACE INTO settings VALUES ('version', '{}')",
    first=1,
    migrations=tuple[Migration, ...](),
)

Fate = Literal["new", "late", "ahead"]
"""What becomes of a view: it is counted unless it was before, its day is closed, or is yet to come."""


class VisitsError(UnusableError):
    """visits.db cannot be used; the message says why."""


class _View(Struct, frozen=True):
    day: int
    page: ShopPage
    line: int
    """Digests; these three."""
    at_shop: int
    at_product: int


class VisitRecord:
    """The record, while nobody else counts."""

    def __init__(self, db: sqlite3.Connection, today: int) -> None:
        self._db, self._today = db, today
        self._waiting: list[_View] = []
        self._keys: dict[int, bytes] = {}
        self.again = 0
        """Views whose line was counted before."""
        self.counted: Counter[int] = Counter()
        """Views by day."""
        self._begin()

    def add(self, request: Request, page: ShopPage) -> Fate:
        """Count a view, now or soon."""
        day = request.day
        key = self._keys.get(day)
        if key is None:
            if day > self._today + 1:  # midnight may pass while logs are read
                return "ahead"
            if day < self._today - OPEN_DAYS or day in self._closed:
                return "late"
            key = self._new_key(day)
        who = b"%b\0%b" % (request.address, request.agent)
        shop, product = page.shop.encode(), page.product.encode()
        self._waiting.append(
            _View(
                day,
                page,
                _digest(key, b"line", request.identity),
                _digest(key, b"shop", who, shop),
                _digest(key, b"product", who, shop, product) if product else 0,
            )
        )
        if len(self._waiting) >= _AT_ONCE:
            self.commit()
        return "new"

    def commit(self) -> None:
        """Keep what was counted so far."""
        self._keep()
        self._db.execute("COMMIT")
        self._begin()

    def finish(self) -> None:
        """Keep the rest, and let go of what the disk still has of keys that were thrown away."""
        self._keep()
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _begin(self) -> None:
        """Begin again, with the keys there are now: another import may have closed a day meanwhile."""
        self._db.execute("BEGIN IMMEDIATE")
        first = self._today - OPEN_DAYS
        self._db.execute("UPDATE days SET key = NULL WHERE day < ? AND key IS NOT NULL", (first,))
        self._db.execute("DELETE FROM seen WHERE day < ?", (first,))
        days = dict(self._db.execute("SELECT day, key FROM days"))
        self._closed = {day for day, key in days.items() if key is None}
        self._keys = {day: key for day, key in days.items() if key is not None}

    def _new_key(self, day: int) -> bytes:
        key = self._keys[day] = secrets.token_bytes(32)
        self._db.execute("INSERT INTO days VALUES (?, ?)", (day, key))
        return key

    def _keep(self) -> None:
        """Count what waits: sorted, since neighbours in a table cost little."""
        self._waiting.sort(key=lambda view: (view.day, view.line))
        fresh = [view for view in self._waiting if self._is_new(view.day, view.line)]
        self.again += len(self._waiting) - len(fresh)
        self._waiting.clear()
        views: Counter[tuple[int, str, str]] = Counter()
        looks: set[tuple[int, int, str, str]] = set()
        for view in fresh:
            shop, product = view.page.shop, view.page.product
            self.counted[view.day] += 1
            views[view.day, shop, ""] += 1
            looks.add((view.day, view.at_shop, shop, ""))
            if product:
                views[view.day, shop, product] += 1
                looks.add((view.day, view.at_product, shop, product))
        new = (look for look in sorted(looks) if self._is_new(*look[:2]))
        visits = Counter((day, shop, product) for day, _, shop, product in new)
        self._db.executemany(_ADD, ((*total, number, visits[total]) for total, number in views.items()))

    def _is_new(self, day: int, digest: int) -> bool:
        return self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (day, digest)).rowcount == 1


def _digest(key: bytes, *parts: bytes) -> int:
    found = blake2b(b"\0".join(parts), digest_size=8, key=key).digest()
    return int.from_bytes(found, signed=True)


@contextmanager
def open_record(root: Path, today: int) -> Iterator[VisitRecord]:
    """The record of a workspace, to count in; days that are over by `today` are closed.

    What was counted is kept bit by bit; counted again after a break, it is the same.

    Raises:
        VisitsError: it is of another version, in use, or damaged.
    """
    with _writing(root) as db:
        record = VisitRecord(db, today)
        yield record
        record.finish()


@contextmanager
def _writing(root: Path) -> Iterator[sqlite3.Connection]:
    file = visits_file(root)
    with telling(file):
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with closing(connect(file)) as db:
            db.execute("PRAGMA secure_delete = ON")
            db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            prepare(db, SCHEMA, _number, _TABLES)
            yield db


@contextmanager
def telling(file: Path) -> Iterator[None]:
    """Say what a database's error means."""
    try:
        yield
    except UnknownSchemaError as error:
        raise VisitsError(f"{file} was written by another version of etalase ({error})") from error
    except sqlite3.Error as error:
        kind = trouble(error, file)
        if kind == "full":
            raise VisitsError(no_room(file)) from error
        if kind == "busy":
            raise VisitsError(
                "another import of visits is at work here: wait until that has finished"
            ) from error
        raise VisitsError(f"{file} cannot be used: {error}") from error


def visits_file(root: Path) -> Path:
    """Where a workspace keeps its visits."""
    return root / FOLDER / _FILE


def _number(execute: Execute) -> int | None:
    if not has_table(execute, "settings"):
        return None
    found = "".join(value for (value,) in execute("SELECT value FROM settings WHERE key = 'version'"))
    return int(found) if found.isdecimal() else 0


def rename(root: Path, old: str, new: str) -> None:
    """Let the totals of a shop go on under another slug.  Raises `VisitsError`."""
    if visits_file(root).is_file():
        with _writing(root) as db:
            db.execute("BEGIN IMMEDIATE")
            _move(db, old, new)
            db.execute("COMMIT")


def _move(db: sqlite3.Connection, old: str, new: str) -> None:
    found = db.execute(
        "SELECT day, ?, product, views, visits FROM totals WHERE shop = ? AND day IN (SELECT day FROM days)",
        (new, old),
    ).fetchall()
    db.executemany(_ADD, found)
    _drop(db, old)


def _drop(db: sqlite3.Connection, slug: str) -> int:
    """Find them by the days there are: the table is laid out by day, then shop."""
    return db.execute("DELETE FROM totals WHERE shop = ? AND day IN (SELECT day FROM days)", (slug,)).rowcount


def forget(root: Path, slug: str) -> int:
    """Remove the totals of a shop; returns how many rows went.  Raises `VisitsError`."""
    if not visits_file(root).is_file():
        return 0
    with _writing(root) as db:
        db.execute("BEGIN IMMEDIATE")
        count = _drop(db, slug)
        db.execute("COMMIT")
    return count
