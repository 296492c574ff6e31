"""The search without an index: every shop is looked at. The index must find the same, in the same order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


class Scan:
    """One walk through all shops for many queries."""

    def __init__(self, settings: SearchSettings, shelves: Shelves) -> None:
        self._settings = settings
        self._shelves = shelves

    def all(self, queries: Iterable[Query], limit: int) -> dict[Query, list[int]]:
        """The best finds of each query, by their numbers."""
        wanted = {query: query.words(self._settings) for query in queries}
        found: dict[Query, list[Find]] = {query: [] for query in wanted}
        for shop in self._shelves.all():
            documents = list(
                shop.published.documents(self._settings.category_of(shop.group), self._settings.equal)
            )
            known = {word for one in documents for word in one.words}
            for query, words in wanted.items():
                if all(word in known for word in words[:-1]) and self._is_there(query, shop):
                    found[query] += self._finds(shop, documents, words)
                    if len(found[query]) > _KEPT * limit:
                        found[query] = _best(found[query], limit)
        return {query: [number for _, number in _best(finds, limit)] for query, finds in found.items()}

    def _is_there(self, query: Query, shop: Shelved) -> bool:
        category, place = divmod(shop.group, len(self._settings.kecamatan))
        wanted = self._settings.categories.get(query.category, (None, ""))[0]
        return (not query.kecamatan or self._settings.kecamatan[query.kecamatan] == place) and (
            not query.category or wanted == category
        )

    def _finds(self, shop: Shelved, documents: list[Document], words: list[str]) -> Iterator[Find]:
        base = self._shelves.block(shop) * _PRODUCTS * _SLOTS + shop.slot
        own: dict[str, int] = {}
        for one in documents:
            level = _level(one.words, words)
            if level is not None:
                yield (one.tier if len(words) > 1 else level * 4 + one.tier), base + one.product * _SLOTS
            if one.tier != PRODUCT:
                for word in words:
                    if _level(one.words, [word], last=word == words[-1]) is not None:
                        own[word] = min(own.get(word, SLOGAN), one.tier)
        if len(words) > 1:
            yield from self._in_parts(base, documents, words, own)

    def _in_parts(
        self, base: int, documents: list[Document], words: list[str], own: dict[str, int]
    ) -> Iterator[Find]:
        """A product with some of the words in a shop that has the others; the shop that has all of them."""
        products = [one for one in documents if one.tier == PRODUCT]
        has = {
            word: [one for one in products if _level(one.words, [word], last=word == words[-1]) is not None]
            for word in words
        }
        if not all(word in own or has[word] for word in words):
            return
        found = [
            one
            for one in products
            if any(one in has[word] for word in words)
            and all(word in own or one in has[word] for word in words)
        ]
        for one in found:
            rank = sum(PRODUCT if one in has[word] else own[word] for word in words)
            yield 4 + rank, base + one.product * _SLOTS
        if not found or all(word in own for word in words):
            yield 4 + sum(own.get(word, PRODUCT) for word in words), base


def _level(has: tuple[str, ...], wanted: list[str], *, last: bool = True) -> int | None:
    """0 where all words are there, 1 where a longer one stands for the last, None where one is missing."""
    if any(word not in has for word in wanted[:-1]):
        return None
    if wanted[-1] in has:
        return 0
    return 1 if last and any(word.startswith(wanted[-1]) for word in has) else None


def _best(finds: Iterable[Find], limit: int) -> list[Find]:
    """The best of a query, each only once."""
    best: dict[int, Find] = {}
    for find in finds:
        best[find[1]] = min(find, best.get(find[1], find))
    return heapq.nsmallest(limit, best.values())
