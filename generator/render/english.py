"""What a seller says in English, and what stands in its place where she says nothing.

Her own words are never translated: they stay as they are, marked as Indonesian. Only the usual ways to
deliver and to pay, and units that everybody writes alike, are words of the program and have their English.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from generator.content.model import Product, Seller
from generator.render.foreign import Foreign
from generator.render.orderlist import ORDER_PAGE
from generator.render.phrases import in_words
from generator.render.shopview import capital


def speaks_english(seller: Seller, products: Iterable[Product]) -> bool:
    """Whether the shop says anything in English; `products` are those that are shown."""
    said = seller.english
    return bool(said.slogan or said.description) or any(product.english.name for product in products)


def twins_of(products: Iterable[Product]) -> frozenset[str]:
    """The names of the pages that such a shop has in both languages."""
    named = [f"{product.slug}.html" for product in products if product.english.name]
    return frozenset({"index.html", ORDER_PAGE, *named})


def in_english(seller: Seller) -> Seller:
    """The shop, but for its products, as pages in English tell of it; no Indonesian story or slogan."""
    closed = seller.closed
    return replace(
        seller,
        slogan=seller.english.slogan,
        story=seller.english.description,
        delivery=tuple(_word(way) for way in seller.delivery),
        payment=tuple(_word(way) for way in seller.payment),
        address=Foreign(seller.address) if seller.address else "",
        closed=replace(closed, message=Foreign(closed.message)) if closed and closed.message else closed,
    )


def product_in_english(product: Product) -> Product:
    """A product as pages in English tell of it; one without an English name keeps its own."""
    said = product.english
    return replace(
        product,
        name=said.name or Foreign(product.name),
        description=said.description if said.name else "",
        unit=(in_words(said.unit) or said.unit) if said.unit else _word(product.unit),
        section=said.section or _word(product.section),
        variants=tuple(
            replace(one, name=one.english or capital(_word(one.name)), key=one.name)
            for one in product.variants
        ),
    )


def _word(text: str) -> str:
    """A text of a seller in English where it is made of the program's own words; else as it is, marked."""
    found = in_words(text)
    return Foreign(text) if found is None else found
