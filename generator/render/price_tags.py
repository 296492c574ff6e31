"""A product's price for `meta` elements; none of them is wrong after an offer.

Copies of a page live on: in a chat, in an index, on a server between two builds. So `product:price` is what a
product usually costs, and an offer stands beside it with its last day, as catalogues read Open Graph's
`product` (`price`, `sale_price`, `sale_price_dates`).
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.content.model import Product


class PriceTags(Struct):
    """The price of a product, or of its cheapest choice."""

    amount: int
    """Rupiah, without an offer."""
    sale: int | None
    """Rupiah of an offer; None without one."""
    until: str
    """ISO date: the offer's last day in Jakarta; empty without one."""


def price_tags(product: Product, today: date) -> PriceTags | None:
    """None where every price has to be asked for."""
    usual, now = _lowest(product, date.max), _lowest(product, today)
    if usual is None or now is None:
        return None
    if product.promo_until is None or now >= usual:
        return PriceTags(usual, None, "")
    return PriceTags(usual, now, product.promo_until.isoformat())


def _lowest(product: Product, day: date) -> int | None:
    asked = (product.price_on(day, choice) for choice in product.variants or (None,))
    return min((price for price in asked if price is not None), default=None)
