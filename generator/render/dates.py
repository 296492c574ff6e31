"""When a shop and its products were first online and last changed, for feeds and sitemaps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter

from msgspec.structs import astuple, replace

from generator.content.model import English, Export, Product, Seller
from generator.language import Language
from generator.render.english import speaks_english
from generator.render.feeds import FeedEntry
from generator.render.known_dates import SHOP, Dates
from generator.render.markup import shortened
from generator.render.productview import price_text
from generator.render.shopview import turning_days
from generator.render.twins import ENGLISH

_said = attrgetter(*(one for one in Product.__struct_fields__ if one not in {"order", "export"}))
"""All that a product's page says of it; another place in the shop and its terms abroad are no news there."""

_NO_ENGLISH = English()


def dates_on(day: date, seller: Seller, products: Sequence[Product], known: Dates) -> Dates:
    """The dates of a shop and of its published products on a day, given those of the last build."""
    found = {}
    for product in products:
        own = product if product.english == _NO_ENGLISH else replace(product, english=_NO_ENGLISH)
        digest = _digest(_said(own))
        ends = [product.promo_until + timedelta(days=1)] if product.promo_until else []
        found[product.slug] = _dated(day, digest, known.get(product.slug), ends)
        if product.english.name:
            page = ENGLISH + product.slug
            english = digest, astuple(product.english), [choice.english for choice in product.variants]
            found[page] = _dated(day, _digest(english), known.get(page), ends)
    shown = replace(seller, products=(), consent=None, email="", english=_NO_ENGLISH)
    abroad = [(product.slug, product.export) for product in products if product.export != Export()]
    told = (shown, [(product.slug, found[product.slug][0]) for product in products], *abroad)
    digest = _digest(told)
    turns = tuple(turning_days(replace(seller, products=tuple(products))))
    before = known.get(SHOP) or _earlier(digest, known)
    found[SHOP] = _dated(day, digest, before, turns)
    if speaks_english(seller, products):
        page = ENGLISH + SHOP
        everything = (
            digest,
            seller.english,
            [said[0] for page, said in found.items() if page.startswith(ENGLISH)],
        )
        found[page] = _dated(day, _digest(everything), known.get(page), turns)
    return found


def _earlier(digest: str, known: Dates) -> tuple[str, str, str] | None:
    """What a program remembered that knew of no day of the shop's own."""
    if not known:
        return None
    return digest, min(one[1] for one in known.values()), max(one[2] for one in known.values())


def _digest(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _dated(
    day: date, digest: str, before: tuple[str, str, str] | None, turns: Iterable[date]
) -> tuple[str, str, str]:
    """What is known now; `turns` are days on which pages say something else although nothing was written."""
    today = day.isoformat()
    if before is None:
        return digest, today, today
    if before[0] != digest:
        return digest, before[1], today
    return digest, before[1], max(before[2], *(turn.isoformat() for turn in turns if turn <= day), "")


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
