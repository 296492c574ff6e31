"""The search without an index: every shop is looked at. The index must find the same, in the same order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.content.places import all_kecamatan
from generator.search.document import PRODUCT, SLOGAN, Document
from generator.search.settings import SearchSettings
from generator.search.shelves import Shelved, Shelves

_PRODUCTS, _SLOTS = 256, 32
_KEPT = 50
"""Finds of a query that are kept, for each that is asked for: a common word has hundreds of thousands."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a shopper looks for."""

    text: str
    kecamatan: str = ""
    """A slug; empty for all."""
    category: str = ""
    """A slug; empty for all."""

    def words(self, settings: SearchSettings) -> list[str]:
        """The words it is looked up by."""
        return list(settings.equal.index(self.text))


Find = tuple[int, int]
"""Rank and number of a find: the smallest come first."""
_SPREAD, _PIECES, _ELSEWHERE = 4, 1000, 10_000
"""Ranks as in the browser: words spread over a shop, a longer word for the last, not in a kecamatan named."""


class Scan:
    """One walk through all shops for many queries."""

    def __init__(self, settings: SearchSettings, shelves: Shelves) -> None:
        self._settings = settings
        self._shelves = shelves

    def all(self, queries: Iterable[Query], limit: int) -> dict[Query, list[int]]:
        """The best finds of each query, by their numbers."""
        wanted = {query: (query.words(self._settings), self._named(query)) for query in queries}
        found: dict[Query, list[Find]] = {query: [] for query in wanted}
        for shop in self._shelves.all():
            documents = list(
                shop.published.documents(self._settings.category_of(shop.group), self._settings.equal)
            )
            known = {word for one in documents for word in one.words}
            place = shop.group % len(self._settings.kecamatan)
            for query, (words, named) in wanted.items():
                if all(word in known for word in words[:-1]) and self._is_there(query, shop):
                    finds = self._finds(shop, documents, words)
                    found[query] += ((rank + _ELSEWHERE, number) for rank, number in finds)
                    if rest := named.get(place):
                        found[query] += self._finds(shop, documents, rest, start=words[-1] in rest)
                    if len(found[query]) > _KEPT * limit:
                        found[query] = _best(found[query], limit)
        return {query: [number for _, number in _best(finds, limit)] for query, finds in found.items()}

    def _named(self, query: Query) -> dict[int, list[str]]:
        """Kecamatan whose names were typed, each with the words that are left: what is there comes first."""
        words = query.words(self._settings)
        found: dict[int, list[str]] = {}
        for place in all_kecamatan() if not query.kecamatan else ():
            name = set(self._settings.equal.index(place.name))
            rest = [word for word in words if word not in name]
            if rest and name <= set(words):
                found[self._settings.kecamatan[place.slug]] = rest
        return found

    def _is_there(self, query: Query, shop: Shelved) -> bool:
        category, place = divmod(shop.group, len(self._settings.kecamatan))
        wanted = self._settings.categories.get(query.category, (None, ""))[0]
        return (not query.kecamatan or self._settings.kecamatan[query.kecamatan] == place) and (
            not query.category or wanted == category
        )

    def _finds(
        self, shop: Shelved, documents: list[Document], words: list[str], *, start: bool = True
    ) -> Iterator[Find]:
        """Where all words are; the last may be the `start` of one."""
        base = self._shelves.block(shop) * _PRODUCTS * _SLOTS + shop.slot
        for pieces in (False, True) if start else (False,):
            rank = _PIECES * pieces
            for one in documents:
                if all(_has(one, word, pieces=pieces and word == words[-1]) for word in words):
                    yield rank + one.tier, base + one.product * _SLOTS
            if len(words) > 1:
                for spread, product in _in_parts(documents, words, pieces=pieces):
                    yield rank + _SPREAD + spread, base + product * _SLOTS


def _in_parts(documents: list[Document], words: list[str], *, pieces: bool) -> Iterator[tuple[int, int]]:
    """A product with some of the words in a shop that has the others; the shop that has all of them."""
    own: dict[str, int] = {}
    has: dict[str, list[Document]] = {word: [] for word in words}
    for one in documents:
        for word in words:
            if not _has(one, word, pieces=pieces and word == words[-1]):
                continue
            if one.tier == PRODUCT:
                has[word].append(one)
            else:
                own[word] = min(own.get(word, SLOGAN), one.tier)
    if not all(word in own or has[word] for word in words):
        return
    some = dict.fromkeys(one for found in has.values() for one in found)
    found = [one for one in some if all(word in own or one in has[word] for word in words)]
    for one in found:
        yield sum(PRODUCT if one in has[word] else own[word] for word in words), one.product
    if not found or all(word in own for word in words):
        yield sum(own.get(word, PRODUCT) for word in words), 0


def _has(document: Document, word: str, *, pieces: bool) -> bool:
    return word in document.words or (pieces and any(one.startswith(word) for one in document.words))


def _best(finds: Iterable[Find], limit: int) -> list[Find]:
    """The best of a query, each only once."""
    best: dict[int, Find] = {}
    for find in finds:
        best[find[1]] = min(find, best.get(find[1], find))
    return heapq.nsmallest(limit, best.values())
