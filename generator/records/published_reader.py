"""What others ask of the record of deploys, `published.db`, which they never write to."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from generator.disk.sqlite import has_table, read_only


class PublishedReader:
    """What deploys from here have recorded; every method may raise `sqlite3.Error`.

    Without a database it knows nothing.
    """

    def __init__(self, db: sqlite3.Connection | None) -> None:
        self._db = db

    def online(self) -> set[str]:
        """Sellers with an index page that a store holds, of whatever kind."""
        query = "SELECT DISTINCT seller FROM published WHERE path = seller || '/index.html' AND doubt = ''"
        return {slug for (slug,) in self._rows(query)}

    def online_among(self, slugs: Collection[str]) -> set[str]:
        """`online`, of these sellers only: a look at each instead of at everything that is published."""
        query = "SELECT 1 FROM published WHERE target IN (SELECT id FROM targets) AND path = ? AND doubt = ''"
        return {slug for slug in slugs if any(self._rows(query, f"{slug}/index.html"))}

    def pages(self, slug: str) -> set[str]:
        """Paths of a seller's HTML pages that a store holds."""
        query = (
            "SELECT path FROM published WHERE target IN (SELECT id FROM targets) AND path > ? AND path < ?"
            " AND path LIKE '%.html' AND seller = ? AND gone_since IS NULL"
        )
        return {path for (path,) in self._rows(query, f"{slug}/", f"{slug}0", slug)}

    def confirmed(self) -> set[str]:
        """Sellers whose shop a bucket has confirmed to be online."""
        return {slug for (slug,) in self._rows("SELECT DISTINCT seller FROM starts")}

    def targets(self, slug: str) -> list[str]:
        """The names of targets with files of a seller, sorted: an address, and ` at ` an endpoint."""
        query = (
            "SELECT DISTINCT name FROM targets JOIN published ON target = id WHERE seller = ? ORDER BY name"
        )
        return [name for (name,) in self._rows(query, slug)]

    def showing(self, slug: str) -> list[str]:
        """The names of targets that hold a seller's index page, of whatever kind, sorted."""
        query = (
            "SELECT DISTINCT name FROM targets JOIN published ON target = id"
            " WHERE path = ? AND doubt = '' ORDER BY name"
        )
        return [name for (name,) in self._rows(query, f"{slug}/index.html")]

    def told(self) -> int:
        """Of how many sellers deploys have told a ledger."""
        if self._db is None or not has_table(self._db.execute, "starts"):
            return 0  # written by a version that told no ledger
        return next((n for (n,) in self._rows("SELECT count(DISTINCT seller) FROM starts WHERE told")), 0)

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        if self._db:
            yield from self._db.execute(sql, values)


@contextmanager
def reading_published(build: Path) -> Iterator[PublishedReader]:
    """What deploys from this folder have recorded: nothing where there were none.

    Raises:
        sqlite3.Error: it cannot be read.
    """
    path = build / "published.db"
    if not path.is_file():
        yield PublishedReader(None)
        return
    with read_only(path) as db:
        yield PublishedReader(db)
