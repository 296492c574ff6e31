"""The hub's numbered lists: which seller has which place in which list, as `build/state.db` keeps it.

Places are numbered from the oldest and never given twice, so that pages of a list stay as they are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence


class ListPositions:
    """All lists of one hub."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def append(self, entries: Sequence[tuple[str, str]]) -> list[tuple[str, int]]:
        """Give each seller the next place of a list (pairs of list and seller): lists with the places given.

        Places are never given twice.
        """
        last = {name: self._last(name) for name, _ in entries}
        given = []
        for name, _ in entries:
            last[name] += 1
            given.append((name, last[name]))
        self._db.executemany(
            "INSERT INTO places VALUES(?,?,?)",
            [(*place, seller) for place, (_, seller) in zip(given, entries, strict=True)],
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO meta VALUES('last:' || ?,?)",
            [(name, str(position)) for name, position in last.items()],
        )
        return given

    def remove(self, name: str, seller: str) -> None:
        """Take a seller from a list; its place stays empty."""
        self._db.execute("DELETE FROM places WHERE list=? AND seller=?", (name, seller))

    def of(self, name: str, seller: str) -> int | None:
        """The place of a seller in a list, from 1."""
        found = self._db.execute(
            "SELECT position FROM places WHERE seller=? AND list=?", (seller, name)
        ).fetchone()
        return found[0] if found else None

    def lists_of(self, sellers: Sequence[str]) -> dict[str, dict[str, int]]:
        """All lists these sellers are in, with their places."""
        found: dict[str, dict[str, int]] = {seller: {} for seller in sellers}
        rows = self._db.execute(
            "SELECT seller, list, position FROM json_each(?) JOIN places ON seller = value",
            (json.dumps(sellers),),
        )
        for seller, name, position in rows:
            found[seller][name] = position
        return found

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

    def beside(self, name: str, position: int) -> tuple[str, str]:
        """The sellers before and after a place of a list, whoever stands there; a list is a ring.

        Both are the same where only one other is left, and empty where nobody is.
        """
        place = {"list": name, "position": position}
        before, after = self._db.execute(
            "SELECT coalesce("
            " (SELECT seller FROM places WHERE list=:list AND position<:position"
            "  ORDER BY position DESC LIMIT 1),"
            " (SELECT seller FROM places WHERE list=:list AND position<>:position"
            "  ORDER BY position DESC LIMIT 1), ''),"
            "coalesce("
            " (SELECT seller FROM places WHERE list=:list AND position>:position ORDER BY position LIMIT 1),"
            " (SELECT seller FROM places WHERE list=:list AND position<>:position"
            "  ORDER BY position LIMIT 1), '')",
            place,
        ).fetchone()
        return before, after

    def chunks(self, name: str, size: int) -> list[int]:
        """Numbers (from 1) of the stretches of `size` places that have any seller, ascending."""
        found = self._db.execute(
            "SELECT DISTINCT (position - 1) / ? + 1 FROM places WHERE list=? ORDER BY 1", (size, name)
        )
        return [row[0] for row in found]

    def counts(self) -> dict[str, int]:
        """How many sellers each list has."""
        return dict(self._db.execute("SELECT list, count(*) FROM places GROUP BY list").fetchall())

    def _last(self, name: str) -> int:
        """The last place of a list that was ever given; 0 for none."""
        found = self._db.execute("SELECT value FROM meta WHERE key='last:' || ?", (name,)).fetchone()
        return int(found[0]) if found else 0
