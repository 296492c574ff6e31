"""Which documents have which words: SQLite's FTS5, which keeps numbers of documents and no text.

It is asked for the documents of one term in the order of their rank, and for all terms in order.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from generator.search.document import SQL_BLOCK, TIERS, tier_rows
from generator.search.lists import CAPS

NUMBERS = "q"
"""How the numbers of documents are packed: each in 64 bits."""
Row = tuple[int, str]
"""The number of a document, and its terms with a space between."""
Only = tuple[int, int, int]
"""Documents whose block's number gives, modulo the first and divided by the second, the third."""
Found = tuple[list[list[int]], list[int]]
"""The best documents of each tier, and how many there are of each tier."""

_CREATE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '&:'"
)
"""


class WordIndex:
    """The index of one state."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def clear(self) -> None:
        """An empty index."""
        self._db.execute("DROP TABLE IF EXISTS temp.search_terms")
        self._db.execute("DROP TABLE IF EXISTS search_words")
        self._db.execute(_CREATE)

    def exists(self) -> bool:
        """Whether there is one."""
        found = self._db.execute("SELECT 1 FROM sqlite_master WHERE name='search_words'").fetchone()
        return found is not None

    def add(self, rows: Iterable[Row]) -> None:
        """Take documents in, by their numbers: FTS5 starts a segment at each step back."""
        self._db.executemany("INSERT INTO search_words(rowid, terms) VALUES(?,?)", sorted(rows))

    def remove(self, rows: Iterable[Row]) -> None:
        """Take documents out, given as they were taken in."""
        self._db.executemany(
            "INSERT INTO search_words(search_words, rowid, terms) VALUES('delete',?,?)", sorted(rows)
        )

    def best(self, term: str, only: Only | None = None) -> Found:
        """The documents of one term, or only some of them."""
        rows: list[list[int]] = []
        counts = []
        for tier, cap in zip(range(TIERS), CAPS, strict=True):
            found = [row for (row,) in self._select("rowid", term, tier, only, cap + 1)]
            counts.append(len(found) if len(found) <= cap else self._count(term, tier, only))
            rows.append(found[:cap])
        return rows, counts

    def terms(self, first: str, end: str) -> Iterator[tuple[str, list[array[int]]]]:
        """All terms in their order from `first` to before `end`, each with all its documents by tier.

        A word may be in a million documents: their numbers are packed.
        """
        self._db.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms"
            " USING fts5vocab(main, search_words, instance)"
        )
        found = self._db.execute(
            "SELECT term, doc FROM temp.search_terms WHERE term >= ? AND term < ?", (first, end)
        )
        for term, group in groupby(found, key=itemgetter(0)):
            rows = array(NUMBERS, map(itemgetter(1), group))
            cuts = [bisect_left(rows, tier_rows(tier)[0]) for tier in range(TIERS)]
            yield term, [rows[start:end] for start, end in pairwise([*cuts, len(rows)])]

    def _count(self, term: str, tier: int, only: Only | None) -> int:
        found: tuple[int] = self._select("count(*)", term, tier, only, 1).fetchone()
        return found[0]

    def _select(self, what: str, term: str, tier: int, only: Only | None, limit: int) -> sqlite3.Cursor:
        first, end = tier_rows(tier)
        asked: tuple[str | int, ...] = (f'"{term}"', first, end)
        condition = ""
        if only:
            condition = f"AND {SQL_BLOCK} % ? / ? = ?"
            asked = (*asked, *only)
        return self._db.execute(
            f"SELECT {what} FROM search_words WHERE search_words MATCH ? AND rowid >= ? AND rowid < ?"  # noqa: S608
            f" {condition} ORDER BY rowid LIMIT ?",
            (*asked, limit),
        )
