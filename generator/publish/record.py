"""What has been published where: `build/published.db`, one set of keys for each target.

A row says that a key may exist in the store.  It is written before the first byte is sent (`begin`, with an
empty sha256) and completed when the store has confirmed (`uploaded`), so that a run that is killed at any
moment leaves neither an orphan nor a file that is wrongly believed to be up to date.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from generator.publish.errors import RefusedError
from generator.publish.manifest import Entry
from generator.publish.plan import Published

_SCHEMA = """
CREATE TABLE IF NOT EXISTS targets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS published (
    target INTEGER NOT NULL REFERENCES targets, path TEXT NOT NULL, seller TEXT NOT NULL,
    sha256 TEXT NOT NULL, md5 TEXT NOT NULL, size INTEGER NOT NULL,
    content_type TEXT NOT NULL, cache_control TEXT NOT NULL, gone_since TEXT,
    PRIMARY KEY (target, path)
) WITHOUT ROWID;
"""
_INSERT = (
    "INSERT INTO published VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (target, path) DO UPDATE SET "
)
_BEGIN = _INSERT + "sha256 = ''"
_CONFIRM = _INSERT + (
    "seller = excluded.seller, sha256 = excluded.sha256, md5 = excluded.md5, size = excluded.size, "
    "content_type = excluded.content_type, cache_control = excluded.cache_control, gone_since = NULL"
)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one run has durably recorded."""

    upload: int = 0
    """Files the store has confirmed."""
    delete: int = 0
    """Files the store has removed."""
    size: int = 0
    """Bytes of the uploads."""


class Record:
    """The record of one target.  For one thread; locked against other processes only while it writes.

    Raises:
        RefusedError: the file is damaged.
    """

    def __init__(self, path: Path, target: str) -> None:
        self._name = target
        self._db = sqlite3.connect(path)
        try:
            self._db.executescript(_SCHEMA)
            found = self._db.execute("SELECT id FROM targets WHERE name = ?", (target,)).fetchone()
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise RefusedError(
                None, f"build/{path.name} cannot be read ({error}): delete it to publish everything again"
            ) from error
        self._target: int | None = found[0] if found else None
        self._uploaded: list[Entry] = []
        self._deleted: list[Entry] = []
        self.tally = Tally()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def entries(self) -> Iterator[Published]:
        """Every key on record, ordered by path; a stream."""
        for *row, gone_since in self._db.execute(
            "SELECT path, seller, sha256, md5, size, content_type, cache_control, gone_since "
            "FROM published WHERE target = ? ORDER BY path",
            (self._target,),
        ):
            yield Published(Entry(*row), datetime.fromisoformat(gone_since) if gone_since else None)

    def begin(self, entries: Iterable[Entry]) -> None:
        """From now until it is confirmed, what the store holds for these files is not known."""
        with self._db:
            unknown = [replace(entry, sha256="") for entry in entries]
            self._db.executemany(_BEGIN, [(self._id(), *astuple(entry)) for entry in unknown])

    def uploaded(self, entry: Entry) -> None:
        """The store has confirmed this file; durable after the next `commit`."""
        self._uploaded.append(entry)

    def deleted(self, entry: Entry) -> None:
        """The store no longer has this file; durable after the next `commit`."""
        self._deleted.append(entry)

    def mark_gone(self, paths: Iterable[str], since: datetime | None) -> None:
        """Note since when files are missing from the build; None for files that are used again."""
        moment = since.isoformat() if since else None
        with self._db:
            self._db.executemany(
                "UPDATE published SET gone_since = ? WHERE target = ? AND path = ?",
                [(moment, self._target, path) for path in paths],
            )

    def commit(self) -> None:
        """Make what was reported so far durable, and count it."""
        with self._db:
            self._db.executemany(_CONFIRM, [(self._id(), *astuple(entry)) for entry in self._uploaded])
            self._db.executemany(
                "DELETE FROM published WHERE target = ? AND path = ?",
                [(self._target, entry.path) for entry in self._deleted],
            )
        self.tally = Tally(
            self.tally.upload + len(self._uploaded),
            self.tally.delete + len(self._deleted),
            self.tally.size + sum(entry.size for entry in self._uploaded),
        )
        self._uploaded, self._deleted = [], []

    def _id(self) -> int:
        if self._target is None:
            insert = "INSERT INTO targets (name) VALUES (?) RETURNING id"
            self._target = int(self._db.execute(insert, (self._name,)).fetchone()[0])
        return self._target


class Rehearsal(Record):
    """The record as a dry run sees it: everything can be read, nothing is ever written or counted."""

    def __init__(self, path: Path, target: str) -> None:
        super().__init__(path if path.exists() else Path(":memory:"), target)

    def begin(self, entries: Iterable[Entry]) -> None:
        """Change nothing."""

    def mark_gone(self, paths: Iterable[str], since: datetime | None) -> None:
        """Change nothing."""

    def commit(self) -> None:
        """Change nothing."""
