"""When products were added and last changed, for a shop's feed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter

from generator.content.model import Product
from generator.language import Language
from generator.render.feeds import FeedEntry
from generator.render.markup import shortened
from generator.render.productview import price_text

_said = attrgetter(*(one.name for one in fields(Product) if one.name != "order"))
"""All that a seller says of a product; another place on the page is no news."""

Dates = Mapping[str, tuple[str, str, str]]
"""Product slug -> digest of the product, day it was added, day it last changed (ISO dates)."""


def product_dates(products: Iterable[Product], known: Dates, day: date) -> Dates:
    """The dates of these products on a day, given those of the last build."""
    today = day.isoformat()
    found = {}
    for product in products:
        digest = hashlib.sha256(repr(_said(product)).encode()).hexdigest()[:16]
        before = known.get(product.slug)
        if before is None:
            found[product.slug] = (digest, today, today)
        else:
            found[product.slug] = (digest, before[1], before[2] if before[0] == digest else today)
    return found


def feed_entries(
    products: Iterable[Product], summaries: Iterable[str], dates: Dates, address: str, words: Language
) -> Iterator[FeedEntry]:
    """The products as entries of the shop's feed; `address` is the shop's, with a slash at the end."""
    for product, summary in zip(products, summaries, strict=True):
        yield FeedEntry(
            title=product.name,
            url=f"{address}{product.slug}.html",
            added=date.fromisoformat(dates[product.slug][1]),
            changed=date.fromisoformat(dates[product.slug][2]),
            summary=f"{price_text(product, words)}. {shortened(summary, 300)}".strip(),
        )
