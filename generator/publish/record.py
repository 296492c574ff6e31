"""What has been published where: `build/published.db`, one set of keys for each target.

A row says that a key may exist in the store.  It is written before the first byte is sent (`begin`, with a
doubt) and completed when the store has confirmed (`uploaded`), so that a run that is killed at any moment
leaves neither an orphan nor a file that is wrongly believed to be up to date.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import astuple

from generator.publish.manifest import ManifestEntry
from generator.publish.published import CUT_SHORT, Published
from generator.publish.published_db import copy_database, in_plain_words, open_database

_SELECT = (
    "SELECT path, seller, sha256, md5, size, content_type, cache_control, gone_since, encoding, etag, doubt "
    "FROM published WHERE target = ? AND path > ? AND path <= ? ORDER BY path"
)
_LAST = "\U0010ffff"
"""After every path."""
_INSERT = (
    "INSERT INTO published (target, path, seller, sha256, md5, size, content_type, cache_control, "
    "gone_since, encoding, etag, doubt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET "
)
_BEGIN = _INSERT + "doubt = excluded.doubt"
_REPLACE = _INSERT + (
    "seller = excluded.seller, sha256 = excluded.sha256, md5 = excluded.md5, size = excluded.size, "
    "content_type = excluded.content_type, cache_control = excluded.cache_control, "
    "encoding = excluded.encoding, etag = excluded.etag, doubt = excluded.doubt"
)
_CONFIRM = _REPLACE + ", gone_since = NULL"
_STANDING = "SELECT generation, token, place, doubtful, conditions FROM targets WHERE id = ?"
_START = "INSERT OR IGNORE INTO starts (target, seller, day) VALUES (?, ?, ?)"


class Tally(Struct, frozen=True):
    """What one run has durably recorded."""

    upload: int = 0
    """Files the store has confirmed."""
    delete: int = 0
    """Files the store has removed."""
    size: int = 0
    """Bytes of the uploads, as they were sent."""


class LockState(Struct, frozen=True):
    """How the record stands to the store's marker (see `lock`)."""

    generation: str = ""
    """What the marker said when this record was last known to be right; empty before the first lock."""
    token: str = ""
    """The owner token of the newest deploy from here."""
    place: str = ""
    """Who ran that deploy, and in which folder: a copy of the folder elsewhere is not its owner."""
    doubtful: int = 0
    """How many deploys are still to compare the record with the store."""
    conditions: str = ""
    """Which conditions of a write the store has been seen to obey, by the names of their headers."""


class Record:
    """The record of one target.  For one thread, but for `between`.

    Raises:
        DeployRefusedError: the file is damaged, or the disk full.
        LockedError: another program keeps it locked.
    """

    def __init__(self, path: Path, target: str) -> None:
        self._name = target
        self._path = path
        self._db = open_database(path)
        found = next(self._found(self._db, "SELECT id FROM targets WHERE name = ?", target), None)
        self._target: int | None = found[0] if found else None
        self._uploaded: list[tuple[Published, int, date | None]] = []
        self._deleted: list[ManifestEntry] = []
        self._durable: bool | None = None
        self.tally = Tally()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def entries(self) -> Iterator[Published]:
        """Every key on record, ordered by path; a stream."""
        return self._read(self._db, "", "")

    def between(self, after: str, until: str) -> Generator[Published, None, None]:
        """Keys with `after < path <= until`, as `entries`; for any one thread.  Empty bounds are open."""
        with closing(open_database(self._path)) as db:
            yield from self._read(db, after, until)

    def begin(self, files: Iterable[Published]) -> None:
        """From now until it is confirmed, what the store holds for these files is not known; durable."""
        with self._transaction(durable=True):
            self._write_down()
            self._db.executemany(_BEGIN, [self._row(file, CUT_SHORT) for file in files])
        self._count()

    def uploaded(self, file: Published, size: int, on: date | None) -> None:
        """The store has confirmed this file (`size` bytes as sent); durable after the next `commit`.

        `on` is the day a seller's term starts, should this be the first time its index page is confirmed;
        None where a publication starts no term.
        """
        self._uploaded.append((file, size, on))

    def recognised(self, files: Iterable[Published], on: date | None) -> None:
        """The store was found to hold these files already; `on` is as in `uploaded`."""
        with self._transaction(durable=False):
            self._confirm([(file, on) for file in files])

    def deleted(self, entry: ManifestEntry) -> None:
        """The store no longer has this file; durable after the next `commit`."""
        self._deleted.append(entry)

    @property
    def waiting(self) -> int:
        """How many confirmations are not durable yet."""
        return len(self._uploaded) + len(self._deleted)

    def commit(self) -> None:
        """Make what was reported so far survive the end of this process, and count it.

        It need not survive a power cut: a lost confirmation costs one more upload.
        """
        with self._transaction(durable=False):
            self._write_down()
        self._count()

    def correct(self, files: Iterable[Published]) -> None:
        """Replace what is on record for these files by what was found in the store."""
        with self._transaction(durable=False):
            self._db.executemany(_REPLACE, [self._row(file, file.doubt) for file in files])

    def mark_gone(self, paths: Iterable[str], since: datetime | None) -> None:
        """Note since when files are missing from the build; None for files that are used again."""
        moment = since.isoformat() if since else None
        with self._transaction(durable=False):
            self._db.executemany(
                "UPDATE published SET gone_since = ? WHERE target = ? AND path = ?",
                [(moment, self._target, path) for path in paths],
            )

    def lock_state(self) -> LockState:
        """How the record stands to the store's marker."""
        found = next(self._found(self._db, _STANDING, self._target), None)
        return LockState(*found) if found else LockState()

    def set_lock_state(self, lock_state: LockState) -> None:
        """Remember how the record stands to the store's marker; durable."""
        with self._transaction(durable=True):
            self._db.execute(
                "UPDATE targets SET generation = ?, token = ?, place = ?, doubtful = ?, conditions = ? "
                "WHERE id = ?",
                (*astuple(lock_state), self._id()),
            )

    def starts(self) -> dict[str, list[str]]:
        """Sellers whose index page is online and whose term may not have started, by day (ISO, or empty)."""
        found: dict[str, list[str]] = {}
        query = "SELECT day, seller FROM starts WHERE target = ? AND NOT told ORDER BY day, seller"
        for day, seller in self._found(self._db, query, self._target):
            found.setdefault(day, []).append(seller)
        return found

    def start_all(self) -> None:
        """Let the terms of all sellers start whose index page is online, also from earlier deploys."""
        with self._transaction(durable=False):
            self._db.execute(
                "INSERT OR IGNORE INTO starts (target, seller, day) SELECT target, seller, '' FROM published "
                "WHERE target = ? AND path = seller || '/index.html' AND doubt = ''",
                (self._target,),
            )

    def told(self, sellers: Iterable[str]) -> None:
        """The ledger knows of these sellers; it is not told again while their pages stay online."""
        update = "UPDATE starts SET told = 1 WHERE target = ? AND seller = ?"
        with self._transaction(durable=False):
            self._db.executemany(update, [(self._target, seller) for seller in sellers])

    def tell_again(self) -> None:
        """Tell the ledger of all sellers once more, with their days: it may come from an old backup."""
        with self._transaction(durable=False):
            self._db.execute("UPDATE starts SET told = 0 WHERE target = ?", (self._target,))

    def drop_starts(self, sellers: Iterable[str]) -> None:
        """These are not shops: their pages do not start a term."""
        with self._transaction(durable=False):
            self._forget_starts(sellers)

    def _found(self, db: sqlite3.Connection, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        with in_plain_words(self._path):
            yield from db.execute(query, values)

    def _read(self, db: sqlite3.Connection, after: str, until: str) -> Iterator[Published]:
        rows = self._found(db, _SELECT, self._target, after, until or _LAST)
        for *entry, gone_since, encoding, etag, doubt in rows:
            gone = datetime.fromisoformat(gone_since) if gone_since else None
            yield Published(ManifestEntry(*entry), gone, encoding, etag, doubt)

    def _write_down(self) -> None:
        self._confirm([(file, on) for file, _, on in self._uploaded])
        delete = "DELETE FROM published WHERE target = ? AND path = ?"
        self._db.executemany(delete, [(self._target, entry.path) for entry in self._deleted])
        self._forget_starts(entry.seller for entry in self._deleted if _is_index(entry))

    def _confirm(self, files: Sequence[tuple[Published, date | None]]) -> None:
        self._db.executemany(_CONFIRM, [self._row(file) for file, _ in files])
        new = [
            (self._id(), file.entry.seller, on.isoformat())
            for file, on in files
            if on and _is_index(file.entry)
        ]
        self._db.executemany(_START, new)

    def _count(self) -> None:
        self.tally = Tally(
            self.tally.upload + len(self._uploaded),
            self.tally.delete + len(self._deleted),
            self.tally.size + sum(size for _, size, _ in self._uploaded),
        )
        self._uploaded, self._deleted = [], []

    def _forget_starts(self, sellers: Iterable[str]) -> None:
        delete = "DELETE FROM starts WHERE target = ? AND seller = ?"
        self._db.executemany(delete, [(self._target, seller) for seller in sellers])

    def _row(self, file: Published, doubt: str = "") -> tuple[str | int | None, ...]:
        entry, gone_since = file.entry, file.gone_since
        return (
            self._id(),
            entry.path,
            entry.seller,
            entry.sha256,
            entry.md5,
            entry.size,
            entry.content_type,
            entry.cache_control,
            gone_since.isoformat() if gone_since else None,
            file.encoding,
            file.etag,
            doubt,
        )

    def _id(self) -> int:
        if self._target is None:
            insert = "INSERT INTO targets (name) VALUES (?) RETURNING id"
            self._target = int(self._db.execute(insert, (self._name,)).fetchone()[0])
        return self._target

    @contextmanager
    def _transaction(self, *, durable: bool) -> Iterator[None]:
        # In WAL mode FULL waits for the disk at each commit; NORMAL leaves that to the next FULL one.
        if durable != self._durable:
            with in_plain_words(self._path):
                self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._durable = durable
        with in_plain_words(self._path), self._db:
            yield


class DryRunRecord(Record):
    """The record as a dry run sees it: a copy that is thrown away, and nothing is counted."""

    def __init__(self, path: Path, target: str) -> None:
        self._folder = TemporaryDirectory(prefix="etalase-")
        copy = Path(self._folder.name, path.name)
        if path.exists():
            copy_database(path, copy)
        super().__init__(copy, target)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._folder.cleanup()

    def _count(self) -> None:
        self._uploaded, self._deleted = [], []


def _is_index(entry: ManifestEntry) -> bool:
    return bool(entry.seller) and entry.path == f"{entry.seller}/index.html"
