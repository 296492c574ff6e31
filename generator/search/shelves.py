"""The cards that finds are shown with, in blocks of 32 shops of one kecamatan and category."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from msgspec import Struct

from generator.search.document import BLOCK, block_number
from generator.search.published import PublishedShop, read


class Shelved(Struct, frozen=True):
    """A shop as the index knows it."""

    slug: str
    group: int
    """Its kecamatan and category."""
    sequence: int
    """The number of its block in the group."""
    slot: int
    """Its place in the block."""
    published: PublishedShop


class Shelves:
    """All shops of one state's index."""

    def __init__(self, db: sqlite3.Connection, groups: int) -> None:
        """There are so many `groups`."""
        self._db = db
        self._groups = groups

    def clear(self) -> None:
        """No shop."""
        self._db.execute("DELETE FROM search_shops")

    def get(self, slug: str) -> Shelved | None:
        """A shop, if it is known."""
        found = self._db.execute(
            "SELECT area, sequence, slot, card FROM search_shops WHERE slug=?", (slug,)
        ).fetchone()
        if not found:
            return None
        group, sequence, slot, card = found
        return Shelved(slug, group, sequence, slot, read(card))

    def put(self, shop: Shelved) -> None:
        """Remember a shop."""
        self._db.execute(
            "INSERT OR REPLACE INTO search_shops VALUES(?,?,?,?,?)",
            (shop.slug, shop.group, shop.sequence, shop.slot, shop.published.text),
        )

    def remove(self, slug: str) -> None:
        """Forget a shop; its place stays empty."""
        self._db.execute("DELETE FROM search_shops WHERE slug=?", (slug,))

    def all(self) -> Iterator[Shelved]:
        """Every shop."""
        found = self._db.execute("SELECT slug, area, sequence, slot, card FROM search_shops")
        return (
            Shelved(slug, group, sequence, slot, read(card)) for slug, group, sequence, slot, card in found
        )

    def place(self, group: int) -> tuple[int, int]:
        """The next place in a group: the number of a block in it, and the place in the block."""
        found = self._db.execute(
            "SELECT sequence, slot FROM search_shops WHERE area=? ORDER BY sequence DESC, slot DESC LIMIT 1",
            (group,),
        ).fetchone()
        if not found:
            return 0, 0
        sequence, slot = found
        return (sequence, slot + 1) if slot + 1 < BLOCK else (sequence + 1, 0)

    def block(self, shop: Shelved) -> int:
        """The number of the block a shop's card is in."""
        return block_number(shop.group, shop.sequence, self._groups)

    def cards(self, group: int, sequence: int) -> dict[int, str]:
        """The cards of a block, by their places."""
        found = self._db.execute(
            "SELECT slot, card FROM search_shops WHERE area=? AND sequence=? ORDER BY slot", (group, sequence)
        )
        return dict(found.fetchall())

    def blocks(self) -> Iterator[tuple[int, int]]:
        """The group and number of every block that has a shop."""
        return iter(self._db.execute("SELECT DISTINCT area, sequence FROM search_shops ORDER BY 1, 2"))

    def count(self) -> int:
        """How many shops there are."""
        found: tuple[int] = self._db.execute("SELECT count(*) FROM search_shops").fetchone()
        return found[0]
