"""The files in which browsers look words up: each holds the lists of a stretch of keys, as a leaf of a tree.

A key is a word; `$7:word` or `#3:word` for its finds in one kecamatan or category, `&a:b` for documents with
two words: these only of words that have more finds than are listed.  A file that grows too large is cut in
the middle, one without keys goes; all others stay what they are.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise, takewhile

from generator.render.output import Output
from generator.search.published import script

FOLDER = "cari/data/"
CONTENTS = f"{FOLDER}isi.js"
LARGEST = 23_500
"""Bytes of the lists of one file, which is then below 24 KB."""
PACKED = 14_000
"""Bytes of the lists of one file in a new index: it can grow."""


class Shards:
    """All shards of one state."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def pack(self, lists: Iterable[tuple[str, str]]) -> None:
        """Lay all lists out anew, given in the order of their keys."""
        self._db.execute("DELETE FROM search_shards")
        last = ""
        for number, text in enumerate(_stretches(lists, PACKED), 1):
            first = _border(last, text) if number > 1 else ""
            self._db.execute("INSERT INTO search_shards VALUES(?,?,?)", (first, number, text))
            last = _last_key(text)

    def change(self, lists: Mapping[str, str], most: int) -> tuple[set[int], set[str]]:
        """Put lists in the place of those with the same key, in so many files at most; an empty list goes.

        The numbers of shards that are new, changed or gone, and keys that have to wait: words last of all.
        """
        before = self._extents()
        firsts = sorted(first for first, _ in before.values())
        if not firsts:
            self._insert("", "")
            firsts = [""]
        changes: dict[str, dict[str, str]] = {}
        for key, text in lists.items():
            changes.setdefault(firsts[bisect_right(firsts, key) - 1], {})[key] = text
        touched: set[int] = set()
        waiting: set[str] = set()
        for first, changed in sorted(
            changes.items(), key=lambda found: (min(map(_urgency, found[1])), found[0])
        ):
            if len(touched) < most:
                touched.update(self._change(first, changed))
            else:
                waiting.update(changed)
        after = self._extents()
        moved = {n for n in before.keys() | after.keys() if before.get(n) != after.get(n)}
        return touched | moved, waiting

    def numbers(self) -> list[int]:
        """The numbers of all shards."""
        return [number for (number,) in self._db.execute("SELECT number FROM search_shards ORDER BY number")]

    def output(self, number: int) -> Output | None:
        """The file of a shard, which says the stretch that it holds; None where there is none."""
        found = self._db.execute(
            "SELECT first, lists,"
            " (SELECT min(first) FROM search_shards AS other WHERE other.first > mine.first)"
            " FROM search_shards AS mine WHERE number=?",
            (number,),
        ).fetchone()
        if not found:
            return None
        first, lists, end = found
        return Output(path_of(number), script("etalaseDaftar", number, first, end or "", lists))

    def contents(self) -> Output:
        """Where a key is: the first key and the number of each shard; no number where it is the next.

        A letter stands for the signs that a first key shares with the one before: how many, from `A`.
        """
        parts = []
        before, expected = "", 1
        for first, number in self._db.execute("SELECT first, number FROM search_shards ORDER BY first"):
            shared = min(_shared(before, first), 25)
            told = f"{chr(ord('A') + shared)}{first[shared:]}"
            parts.append(told if number == expected else f"{told} {number}")
            before, expected = first, number + 1
        return Output(CONTENTS, script("etalaseIsi", ";".join(parts)))

    def _extents(self) -> dict[int, tuple[str, str]]:
        """First key and end of each shard by its number."""
        rows = self._db.execute("SELECT first, number FROM search_shards ORDER BY first").fetchall()
        ends = [*[first for first, _ in rows], ""][1:]
        return {number: (first, end) for (first, number), end in zip(rows, ends, strict=True)}

    def _change(self, first: str, changed: Mapping[str, str]) -> Iterator[int]:
        number, before = self._db.execute(
            "SELECT number, lists FROM search_shards WHERE first=?", (first,)
        ).fetchone()
        known = dict(record.split(" ", 1) for record in before.split(";")) if before else {}
        known |= changed
        records = sorted((key, text) for key, text in known.items() if text)
        parts = list(_stretches(records, LARGEST))
        if len(parts) > 1:
            parts = list(_stretches(records, sum(map(_size, parts)) // len(parts) + 1))
        if not parts and first:
            self._db.execute("DELETE FROM search_shards WHERE first=?", (first,))
        else:
            text = parts[0] if parts else ""
            if text == before:
                return
            self._db.execute("UPDATE search_shards SET lists=? WHERE first=?", (text, first))
        yield number
        for before, part in pairwise(parts):
            self._insert(_border(_last_key(before), part), part)

    def _insert(self, first: str, lists: str) -> None:
        self._db.execute(
            "INSERT INTO search_shards SELECT ?, coalesce(max(number), 0) + 1, ? FROM search_shards",
            (first, lists),
        )


def _urgency(key: str) -> int:
    return "$#&".find(key[0]) + 1


def path_of(number: int) -> str:
    """The path of a shard's file."""
    return f"{FOLDER}{number}.js"


def _stretches(lists: Iterable[tuple[str, str]], limit: int) -> Iterator[str]:
    """Lists with their keys, one after the other, in texts of so many bytes at most."""
    part: list[str] = []
    size = 0
    for key, text in lists:
        record = f"{key} {text}"
        more = _size(record) + 1
        if part and size + more > limit:
            yield ";".join(part)
            part, size = [], 0
        part.append(record)
        size += more
    if part:
        yield ";".join(part)


def _last_key(text: str) -> str:
    return text.rpartition(";")[2].partition(" ")[0]


def _border(last: str, text: str) -> str:
    """The shortest text that comes after a key, and not after the first one of the lists that follow."""
    first = text.partition(" ")[0]
    return first[: _shared(last, first) + 1]


def _shared(one: str, other: str) -> int:
    """How many signs two texts have in common at their start."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
