"""What is published of a shop for finds to show, and how it is found: by that alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from generator.content.check_shop import DELIVERY
from generator.render.card import ShopCard
from generator.search.document import NAME, PLACE, PRODUCT, PRODUCTS, SLOGAN, Document
from generator.search.words import EqualWords, folded

Product = tuple[int, str, str]
"""The number of a product in its shop, its slug, and its name with the one in English behind it."""


class PublishedShop(Struct, frozen=True):
    """One shop of the search."""

    name: str
    place: str
    slogan: str
    products: tuple[Product, ...]
    text: str
    """All that is published of it, as JSON: slug, name, place, slogan, how it sells, products by numbers.

    How it sells is its hours, the numbers of the usual ways of delivery that it has, the last day of a
    holiday, and "en" for pages in English, each as text; 0 if nothing was said. A product is its name, its
    price in rupiah (0: ask for it; negative: the lowest of several), its photo (or 0), its slug where the
    name does not give it, an offer's price with its last day, and its name in English; 0 is one that is no
    more.
    """

    def documents(self, category: str, equal: EqualWords) -> Iterator[Document]:
        """How it is found; `category` is what its category is called.

        A word is looked for where it counts most: what the name says is not said again by place and slogan.
        """
        name = equal.index(self.name)
        place = tuple(word for word in equal.index(f"{self.place} {category}") if word not in name)
        slogan = tuple(word for word in equal.index(self.slogan) if word not in name and word not in place)
        for tier, words in ((NAME, name), (PLACE, place), (SLOGAN, slogan)):
            if words:
                yield Document(tier, 0, words)
        for number, _, title in self.products:
            if words := equal.index(title):
                yield Document(PRODUCT, number, words)


def publish(card: ShopCard, before: PublishedShop | None) -> PublishedShop:
    """A shop's card as it is published: a product keeps its number while others come and go."""
    known = {slug: number for number, slug, _ in before.products} if before else {}
    kept = {known[one.slug] for one in card.products if one.slug in known}
    free = iter(number for number in range(1, PRODUCTS) if number not in kept)
    products = tuple(
        (known.get(one.slug) or next(free), one.slug, _titled(one.name, one.english)) for one in card.products
    )
    shown: list[Sequence[str | int] | int] = [0] * max((number for number, _, _ in products), default=0)
    for (number, slug, _), one in zip(products, card.products, strict=True):
        more = (
            one.picture.removeprefix("foto/") or 0,
            "" if slug == _slug(one.name) else slug,
            _signed(one.offer, one.offer_choices),
            one.offer_until,
            one.english,
        )
        shown[number - 1] = (one.name, _signed(one.price, one.choices), *_without_end(more))
    ways = "".join(str(number) for number, way in enumerate(DELIVERY) if way in card.delivery)
    facts = _without_end((card.hours, ways, card.closed_until, "en" if card.english else ""))
    text = _json([card.slug, card.name, card.place, card.slogan, facts or 0, shown])
    return PublishedShop(card.name, card.place, card.slogan, products, text)


def read(text: str) -> PublishedShop:
    """The way back."""
    _, name, place, slogan, _, shown = json.loads(text)
    products = tuple(
        (
            number,
            (one[3] if len(one) > 3 else "") or _slug(one[0]),
            _titled(one[0], one[6] if len(one) > 6 else ""),
        )
        for number, one in enumerate(shown, 1)
        if one
    )
    return PublishedShop(name, place, slogan, products, text)


def script(call: str, *values: Any) -> bytes:
    """A classic script that hands values over; it also works from a disk."""
    return _script(call, ",".join(map(_json, values)))


def cards_script(number: int, cards: Mapping[int, str]) -> bytes:
    """The script with the cards of a block, given as they were published, by their places."""
    shown = ",".join(cards.get(slot, "0") for slot in range(max(cards) + 1))
    return _script("etalaseToko", f"{number},[{shown}]")


def _script(call: str, arguments: str) -> bytes:
    for sign in "<\u2028\u2029":
        arguments = arguments.replace(sign, f"\\u{ord(sign):04x}")
    return f"{call}({arguments});\n".encode()


def _signed(price: int | None, choices: bool) -> int:
    return (price or 0) * (-1 if choices else 1)


def _without_end(values: Sequence[str | int]) -> Sequence[str | int]:
    """Without what is empty at the end."""
    return values[: max((number for number, value in enumerate(values, 1) if value), default=0)]


def _titled(name: str, english: str) -> str:
    """By what a product is found."""
    return f"{name} {english}" if english else name


def _slug(name: str) -> str:
    return "-".join(folded(name))


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
