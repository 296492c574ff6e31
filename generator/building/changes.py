"""Shops with a change that the hub's pages do not show yet: of a build, and of one that was killed before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator


class Changes:
    """They stay noted until the hub's files are there."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def note(self, slug: str, *, card: bool) -> None:
        """A seller has new pages; with `card`, others see a change (or that it is gone) too."""
        self._db.execute(
            "INSERT INTO changed VALUES(?,?) ON CONFLICT(seller) DO UPDATE SET card=max(card, excluded.card)",
            (slug, int(card)),
        )

    def slugs(self, *, card: bool) -> Iterator[str]:
        """A stream of sellers with a change, the oldest first; with `card`, of whom others see it."""
        found = self._db.execute(
            "SELECT changed.seller FROM changed LEFT JOIN sellers ON slug=seller WHERE changed.card>=?"
            " ORDER BY sellers.card ->> '$.online', sellers.card ->> '$.joined', changed.seller",
            (int(card),),
        )
        return (row[0] for row in found)

    def count(self, *, card: bool) -> int:
        """How many they are."""
        found: tuple[int] = self._db.execute(
            "SELECT count(*) FROM changed WHERE card>=?", (int(card),)
        ).fetchone()
        return found[0]

    def __contains__(self, slug: str) -> bool:
        return self._db.execute("SELECT 1 FROM changed WHERE seller=?", (slug,)).fetchone() is not None

    def clear(self) -> None:
        """The hub's pages are up to date."""
        self._db.execute("DELETE FROM changed")
