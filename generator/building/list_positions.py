"""The hub's numbered lists: which seller has which place in which list, as `build/state.db` keeps it.

Places are numbered from the oldest and never given twice, so that pages of a list stay as they are.
"""

from __future__ import annotations

import sqlite3


class ListPositions:
    """All lists of one hub."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def assign(self, name: str, seller: str) -> int:
        """Give a seller the next place of a list, unless it has one; places are never given twice."""
        found = self.of(name, seller)
        if found is not None:
            return found
        key = f"last:{name}"
        last = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        position = int(last[0]) + 1 if last else 1
        self._db.execute("INSERT OR REPLACE INTO meta VALUES(?,?)", (key, str(position)))
        self._db.execute("INSERT INTO places VALUES(?,?,?)", (name, position, seller))
        return position

    def remove(self, name: str, seller: str) -> None:
        """Take a seller from a list; its place stays empty."""
        self._db.execute("DELETE FROM places WHERE list=? AND seller=?", (name, seller))

    def of(self, name: str, seller: str) -> int | None:
        """The place of a seller in a list, from 1."""
        found = self._db.execute(
            "SELECT position FROM places WHERE seller=? AND list=?", (seller, name)
        ).fetchone()
        return found[0] if found else None

    def lists_of(self, seller: str) -> dict[str, int]:
        """All lists a seller is in, with its place."""
        found = self._db.execute("SELECT list, position FROM places WHERE seller=?", (seller,))
        return {row[0]: row[1] for row in found}

    def members(self, name: str, first: int, last: int) -> list[str]:
        """Sellers on the places from `first` to `last`, oldest first."""
        found = self._db.execute(
            "SELECT seller FROM places WHERE list=? AND position BETWEEN ? AND ? ORDER BY position",
            (name, first, last),
        )
        return [row[0] for row in found]

    def newest(self, name: str, limit: int) -> list[str]:
        """The sellers on the last places, newest first."""
        found = self._db.execute(
            "SELECT seller FROM places WHERE list=? ORDER BY position DESC LIMIT ?", (name, limit)
        )
        return [row[0] for row in found]

    def chunks(self, name: str, size: int) -> list[int]:
        """Numbers (from 1) of the stretches of `size` places that have any seller, ascending."""
        found = self._db.execute(
            "SELECT DISTINCT (position - 1) / ? + 1 FROM places WHERE list=? ORDER BY 1", (size, name)
        )
        return [row[0] for row in found]

    def counts(self) -> dict[str, int]:
        """How many sellers each list has."""
        return dict(self._db.execute("SELECT list, count(*) FROM places GROUP BY list").fetchall())
