"""The index follows the shops: what has changed is taken in, and files that say something new are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Protocol

from msgspec import Struct, field

from generator.render.card import ShopCard
from generator.render.output import Output
from generator.search.document import Document, block_number, pair, row_number
from generator.search.late import LateLists, Lists
from generator.search.packing import packed
from generator.search.published import cards_script, publish
from generator.search.settings import SearchSettings
from generator.search.shards import FOLDER, Shards, path_of
from generator.search.shelves import Shelved, Shelves
from generator.search.word_index import Row, WordIndex

CARDS = "cari/toko/"
LISTS_A_SHOP = 24
"""Files with lists that one changed shop may renew; cards, contents and files cut in two come on top."""
_LATE = 200
"""Lists that waited and are taken up at once."""
_BATCH = 1000
"""Shops whose documents are taken in at once: in the order of their numbers."""


class Publisher(Protocol):
    """Where the hub's files go."""

    def put(self, output: Output) -> None:
        """Write a file, if it says something else."""

    def remove(self, path: str) -> None:
        """Remove a file."""

    def paths(self, start: str) -> list[str]:
        """The files that are there, whose paths start with this."""


class _Changes(Struct):
    """What a batch of shops changes."""

    removed: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    words: dict[str, set[int]] = field(default_factory=dict)
    """Word -> groups of the shops."""
    pairs: set[tuple[str, str]] = field(default_factory=set)
    blocks: set[tuple[int, int]] = field(default_factory=set)
    """Groups and numbers of blocks of cards."""
    shops: int = 0
    """How many are changed."""

    def note(self, rows: list[Row], group: int, documents: Mapping[int, Document]) -> None:
        """Documents of a shop come or go."""
        for row, one in documents.items():
            rows.append((row, one.terms()))
            for word in one.words:
                self.words.setdefault(word, set()).add(group)
            self.pairs.update(one.pairs())


class SearchIndex:
    """The index of one state, for one hub's settings."""

    def __init__(self, db: sqlite3.Connection, settings: SearchSettings) -> None:
        self._settings = settings
        self._words = WordIndex(db)
        self.shelves = Shelves(db, settings.groups)
        self._shards = Shards(db)
        self._late = LateLists(db)

    def fill(self, cards: Iterable[ShopCard]) -> None:
        """Make the index anew from all shops, in the order in which they came."""
        self._words.clear()
        self.shelves.clear()
        self._late.take(-1)
        todo = iter(cards)
        while batch := list(islice(todo, _BATCH)):
            self._words.add(row for card in batch for row in self._shelve(card))
        self._shards.pack(packed(self._words, self._settings))

    def update(self, shops: Iterable[tuple[str, ShopCard | None]], publisher: Publisher) -> None:
        """Take in shops that are new or changed (or gone: None), and publish what this changes.

        Lists that would be too many files for one shop wait until a later change leaves room: whoever is
        found is compared with its card.
        """
        changes = _Changes()
        for slug, card in shops:
            self._take(slug, card, changes)
        if not changes.blocks:
            return
        self._words.remove(changes.removed)
        self._words.add(changes.added)
        most = LISTS_A_SHOP * max(1, changes.shops)
        lists = Lists(self._words, self._settings)
        touched, waiting = self._shards.change(lists.all(self._keys(changes)), most)
        if changes.words and len(touched) < most:
            more, still = self._shards.change(lists.all(self._late.take(_LATE)), most - len(touched))
            touched, waiting = touched | more, waiting | still
        self._late.put(waiting)
        for number in sorted(touched):
            self._publish_shard(number, publisher)
        publisher.put(self._shards.contents())
        for group, sequence in sorted(changes.blocks):
            self._publish_cards(group, sequence, publisher)

    def publish(self, publisher: Publisher) -> None:
        """Write all files, and remove what is left of others."""
        for number in self._shards.numbers():
            self._publish_shard(number, publisher)
        contents = self._shards.contents()
        publisher.put(contents)
        for group, sequence in self.shelves.blocks():
            self._publish_cards(group, sequence, publisher)
        current = {path_of(number) for number in self._shards.numbers()} | {contents.path}
        groups = self._settings.groups
        current |= {_cards_path(block_number(*place, groups)) for place in self.shelves.blocks()}
        for path in [*publisher.paths(FOLDER), *publisher.paths(CARDS)]:
            if path not in current:
                publisher.remove(path)

    def shop_count(self) -> int:
        """How many shops are in it."""
        return self.shelves.count()

    # what has changed

    def _shelve(self, card: ShopCard) -> Iterator[Row]:
        """Put a new shop on its shelf; its documents."""
        group = self._settings.group(card)
        shop = Shelved(card.slug, group, *self.shelves.place(group), publish(card, None))
        self.shelves.put(shop)
        return ((row, one.terms()) for row, one in self._documents(shop).items())

    def _take(self, slug: str, card: ShopCard | None, changes: _Changes) -> None:
        """Put a shop on its shelf, and note what that changes."""
        old = self.shelves.get(slug)
        new = self._shelved(card, old) if card else None
        if old == new:
            return
        changes.shops += 1
        before, after = self._documents(old), self._documents(new)
        for one, rows, mine, other in (
            (old, changes.removed, before, after),
            (new, changes.added, after, before),
        ):
            if one:
                changed = {row: found for row, found in mine.items() if other.get(row) != found}
                changes.note(rows, one.group, changed)
                changes.blocks.add((one.group, one.sequence))
        if new:
            self.shelves.put(new)
        else:
            self.shelves.remove(slug)

    def _shelved(self, card: ShopCard, old: Shelved | None) -> Shelved:
        group = self._settings.group(card)
        place = (old.sequence, old.slot) if old and old.group == group else self.shelves.place(group)
        return Shelved(card.slug, group, *place, publish(card, old.published if old else None))

    def _documents(self, shop: Shelved | None) -> dict[int, Document]:
        """How a shop is found, by the numbers of its rows."""
        if not shop:
            return {}
        block = self.shelves.block(shop)
        found = shop.published.documents(self._settings.category_of(shop.group), self._settings.equal)
        return {row_number(one, block, shop.slot): one for one in found}

    # what is published of it

    def _keys(self, changes: _Changes) -> set[str]:
        """The keys that a change can have touched."""
        keys = {pair(*both) for both in changes.pairs}
        for word, groups in changes.words.items():
            keys.add(word)
            keys.update(f"{region}{word}" for group in groups for region in self._settings.keys_of(group))
        return keys

    def _publish_shard(self, number: int, publisher: Publisher) -> None:
        output = self._shards.output(number)
        if output:
            publisher.put(output)
        else:
            publisher.remove(path_of(number))

    def _publish_cards(self, group: int, sequence: int, publisher: Publisher) -> None:
        number = block_number(group, sequence, self._settings.groups)
        cards = self.shelves.cards(group, sequence)
        if cards:
            publisher.put(Output(_cards_path(number), cards_script(number, cards)))
        else:
            publisher.remove(_cards_path(number))


def _cards_path(number: int) -> str:
    return f"{CARDS}{number}.js"
