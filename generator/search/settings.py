"""What of a hub's settings the index depends on: its categories, and words that mean the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from generator.content.check_shop import DELIVERY
from generator.content.model import Category
from generator.content.places import all_kecamatan
from generator.render.card import ShopCard
from generator.search.word_index import Only
from generator.search.words import EqualWords, Group, catalogue, equal_words

_FORMAT = 3
"""Changes with the form of what is published."""


class SearchSettings(Struct, frozen=True):
    """The same for all shops of a hub."""

    categories: Mapping[str, tuple[int, str]]
    """Number and name of each category by its slug."""
    kecamatan: Mapping[str, int]
    """The number of each kecamatan by its slug."""
    equal: EqualWords
    digest: str
    """Changes with everything the whole index depends on."""

    @property
    def groups(self) -> int:
        """How many pairs of category and kecamatan there are; the last category stands for unknown ones."""
        return (len(self.categories) + 1) * len(self.kecamatan)

    def group(self, card: ShopCard) -> int:
        """The number of a shop's category and kecamatan."""
        number, _ = self.categories.get(card.category, (len(self.categories), ""))
        return number * len(self.kecamatan) + self.kecamatan[card.kecamatan]

    def category_of(self, group: int) -> str:
        """What the category of a group is called; empty for unknown ones."""
        number = group // len(self.kecamatan)
        return next((name for known, name in self.categories.values() if known == number), "")

    def only(self, region: str) -> Only:
        """The documents of what a key starts with: `#3:` or `$7:`."""
        number, places = int(region[1:-1]), len(self.kecamatan)
        return (self.groups, places, number) if region[0] == "#" else (places, 1, number)

    def keys_of(self, group: int) -> tuple[str, str]:
        """What keys for its category and for its kecamatan start with."""
        category, place = divmod(group, len(self.kecamatan))
        return f"#{category}:", f"${place}:"

    def for_browsers(self) -> dict[str, Any]:
        """What the search page has to know to read the index."""
        names = {place.slug: [place.slug, place.name, place.kota] for place in all_kecamatan()}
        return {
            "places": [names[slug] for slug in self.kecamatan],
            "categories": [[slug, name] for slug, (_, name) in self.categories.items()],
            "ways": DELIVERY,
            "words": self.equal.words,
            "phrases": {" ".join(phrase): word for phrase, word in self.equal.phrases.items()},
        }


def search_settings(categories: Iterable[Category], own: Iterable[Group]) -> SearchSettings:
    """For a hub with these categories and words of its own that mean the same."""
    numbered = {one.slug: (number, one.name) for number, one in enumerate(categories)}
    places = {place.slug: number for number, place in enumerate(all_kecamatan())}
    equal = equal_words([*catalogue(), *own])
    said = repr(
        (_FORMAT, numbered, places, equal.words, equal.phrases)
    )  # no set: its order is each process's own
    return SearchSettings(numbered, places, equal, hashlib.sha256(said.encode()).hexdigest())
