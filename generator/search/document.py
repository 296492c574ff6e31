"""What can be found: a product, or a shop by its name, its place or its slogan; and the number of each."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

NAME, PRODUCT, PLACE, SLOGAN = range(4)
"""What a word stands in, the best first."""
TIERS = 4
PRODUCTS = 256
"""More than a shop can have; product 0 is the shop itself."""
BLOCK = 32
"""Shops of one file of cards, all of one kecamatan and category."""
MASK_BITS = 18
_SCRAMBLED = 1024
"""Blocks of one kecamatan and category whose order is mixed with that of all others."""
_STEP = 617
_PAIRED = 6
"""Words of one document that are kept in pairs, too."""


class Document(Struct, frozen=True):
    """One way to find a product or a shop."""

    tier: int
    product: int
    """The product's number in its shop, from 1; 0 for the shop."""
    words: tuple[str, ...]

    def terms(self) -> str:
        """Every word and every two words, with spaces between; a slogan's only alone."""
        return " ".join([*self.words, *(pair(a, b) for a, b in self.pairs())])

    def pairs(self) -> Iterable[tuple[str, str]]:
        """Every two words in alphabetical order."""
        return combinations(sorted(self.words[:_PAIRED]), 2) if self.tier != SLOGAN else ()


def pair(one: str, other: str) -> str:
    """The term for documents with both words."""
    return f"&{one}:{other}"


def mask(words: Iterable[str]) -> int:
    """One bit for each word, so that most documents without a word can be told from those with it."""
    found = 0
    for word in words:
        found |= _bit(word)
    return found


@lru_cache(100_000)
def _bit(word: str) -> int:
    number = 0
    for sign in word:
        number = number * 31 + ord(sign) & 0xFFFFFFFF
    return 1 << number % MASK_BITS


def block_number(group: int, sequence: int, groups: int) -> int:
    """The number of a block of cards, which is also its rank.

    Finds are shown by rank, so it must not depend on a shop's age: the blocks of all groups (a kecamatan with
    a category) are mixed. `number % groups` is the group.
    """
    place = sequence
    if sequence < _SCRAMBLED:
        place = (sequence * _STEP + zlib.crc32(b"%d" % group)) % _SCRAMBLED
    return place * groups + group


_SLOT_SHIFT = MASK_BITS
_PRODUCT_SHIFT = _SLOT_SHIFT + 5
_BLOCK_SHIFT = _PRODUCT_SHIFT + 8
_TIER_SHIFT = _BLOCK_SHIFT + 28


SQL_BLOCK = f"((rowid >> {_BLOCK_SHIFT}) & {0xFFFFFFF})"
"""The block of a row, in SQL."""


def row_number(document: Document, block: int, slot: int) -> int:
    """The number of a document in the index: it is its rank, and tells all about it."""
    number = document.tier << _TIER_SHIFT | block << _BLOCK_SHIFT | document.product << _PRODUCT_SHIFT
    return number | slot << _SLOT_SHIFT | mask(document.words)


def tier_rows(tier: int) -> tuple[int, int]:
    """The first number of a tier, and the first after it."""
    return tier << _TIER_SHIFT, (tier + 1) << _TIER_SHIFT


def block_of(row: int) -> int:
    """The block of cards in which a row's shop is."""
    return (row >> _BLOCK_SHIFT) & 0xFFFFFFF


def place_of(row: int) -> tuple[int, int, int]:
    """The block of cards, the number of the product, and the shop's place in the block."""
    return (row >> _BLOCK_SHIFT) & 0xFFFFFFF, (row >> _PRODUCT_SHIFT) & 0xFF, (row >> _SLOT_SHIFT) & 0x1F


def mask_of(row: int) -> int:
    """The bits of a row's words."""
    return row & (1 << MASK_BITS) - 1
