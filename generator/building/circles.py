"""What the state knows of shops' circles (`render/circle.py`), and which of them are out of date."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from generator.building.list_positions import ListPositions
from generator.render.circle import SHOWN, Circle, Neighbour

_SHOWN = "status IN ('built','failed') AND card IS NOT NULL"


class Circles:
    """All circles of one hub.

    What is marked stays so until the files are there, even when a build is killed.
    """

    def __init__(self, db: sqlite3.Connection, places: ListPositions) -> None:
        self._db = db
        self._places = places

    def mark(self, slugs: Iterable[str]) -> None:
        """The circles of these sellers may say something else now."""
        self._db.executemany("INSERT OR IGNORE INTO circles VALUES(?)", ((slug,) for slug in slugs))

    def mark_followed(self, slug: str) -> None:
        """The same for all whom a seller follows."""
        self._db.execute(
            "INSERT OR IGNORE INTO circles SELECT followed FROM follows WHERE seller=?",
            (slug,),
        )

    def marked(self) -> Iterator[str]:
        """Sellers whose circles have to be looked at, in the order of their slugs; a stream."""
        return (row[0] for row in self._db.execute("SELECT seller FROM circles ORDER BY seller"))

    def changed_followers(self, nobody: str) -> Iterator[str]:
        """Sellers with a change whose pages name others, or differ from `nobody`, the digest of none."""
        found = self._db.execute(
            "SELECT changed.seller FROM changed JOIN sellers ON slug=changed.seller WHERE followed_shops!=?"
            " OR EXISTS(SELECT 1 FROM follows WHERE follows.seller=slug)",
            (nobody,),
        )
        return (row[0] for row in found)

    def clear(self) -> None:
        """All circles are up to date."""
        self._db.execute("DELETE FROM circles")

    def of(self, slug: str) -> Circle | None:
        """Who is around a shop now; None where it has no pages."""
        found = self._db.execute(
            "SELECT card ->> '$.kecamatan', card ->> '$.hours', card ->> '$.closed_until'"  # noqa: S608 - our own names
            f" FROM sellers WHERE slug=? AND {_SHOWN}",
            (slug,),
        ).fetchone()
        if not found:
            return None
        kecamatan, hours, closed_until = found
        followers = self._followers(slug)
        before, after = self._beside(slug, f"kecamatan/{kecamatan}")
        named = self._named([*(other for other, _ in followers[:SHOWN]), before, after])
        some = [(named[other], back) for other, back in followers[:SHOWN] if other in named]
        return Circle(
            slug,
            len(followers),
            tuple(shop for shop, back in some if back),
            tuple(shop for shop, back in some if not back),
            named.get(before),
            named.get(after),
            hours or "",
            closed_until or "",
        )

    def _followers(self, slug: str) -> list[tuple[str, bool]]:
        """Shops with pages that follow this one, and whether it follows them: those first, then by slug."""
        found = self._db.execute(
            "SELECT seller, EXISTS(SELECT 1 FROM follows AS back"  # noqa: S608 - our own names
            " WHERE back.followed=follows.seller AND back.seller=follows.followed) AS mutual"
            f" FROM follows JOIN sellers ON slug=seller WHERE followed=? AND {_SHOWN}"
            " ORDER BY mutual DESC, seller",
            (slug,),
        )
        return [(other, bool(mutual)) for other, mutual in found]

    def _beside(self, slug: str, name: str) -> tuple[str, str]:
        """The shops before and after this one in a list; empty texts where there is no other."""
        position = self._places.of(name, slug)
        return self._places.beside(name, position) if position else ("", "")

    def _named(self, slugs: Sequence[str]) -> dict[str, Neighbour]:
        found = self._db.execute(
            "SELECT slug, card ->> '$.name' FROM json_each(?) JOIN sellers ON slug = value"  # noqa: S608 - our own names
            f" WHERE {_SHOWN}",
            (json.dumps(slugs),),
        )
        return {slug: Neighbour(slug, name) for slug, name in found}
