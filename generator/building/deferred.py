"""Shops that wait for others, known by their toko.yaml alone; in a large hub there are a hundred thousand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from generator.building.job import ShopOutcome
from generator.render.card import FollowedShop

_PAGE = 500
"""Slugs that are read at once."""


class DeferredShops:
    """Those of one build, in a table that ends with its connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute(
            "CREATE TEMP TABLE deferred(slug TEXT PRIMARY KEY, follows TEXT NOT NULL,"
            " name TEXT NOT NULL, category TEXT NOT NULL, place TEXT NOT NULL) WITHOUT ROWID"
        )

    def add(self, outcome: ShopOutcome) -> None:
        """A shop that waits; it says whom it follows, and what these may say of it."""
        shop = outcome.as_followed
        if shop is None:
            raise ValueError(f"{outcome.slug} does not wait for others")
        follows = json.dumps(outcome.follows)
        self._db.execute(
            "INSERT OR REPLACE INTO deferred VALUES(?,?,?,?,?)",
            (outcome.slug, follows, shop.name, shop.category, shop.place),
        )

    def slugs(self) -> Iterator[str]:
        """All of them, in order."""
        last = ""
        while found := self._db.execute(
            "SELECT slug FROM deferred WHERE slug>? ORDER BY slug LIMIT ?", (last, _PAGE)
        ).fetchall():
            yield from (slug for (slug,) in found)
            last = found[-1][0]

    def __contains__(self, slug: str) -> bool:
        return self._db.execute("SELECT 1 FROM deferred WHERE slug=?", (slug,)).fetchone() is not None

    def follows(self, slug: str) -> tuple[str, ...] | None:
        """Whom one of them follows; None for a shop that does not wait."""
        found = self._db.execute("SELECT follows FROM deferred WHERE slug=?", (slug,)).fetchone()
        return tuple(json.loads(found[0])) if found else None

    def as_followed(self, slug: str) -> FollowedShop | None:
        """What others may say of one of them, which will be online; None for a shop that does not wait."""
        found = self._db.execute("SELECT slug,name,category,place FROM deferred WHERE slug=?", (slug,))
        row = found.fetchone()
        return FollowedShop(*row) if row else None

    def __bool__(self) -> bool:
        return self._db.execute("SELECT 1 FROM deferred LIMIT 1").fetchone() is not None

    def clear(self) -> None:
        """None of them waits any more."""
        self._db.execute("DELETE FROM deferred")
