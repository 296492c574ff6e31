"""A shop's products as files that the catalogues of Meta and Google fetch, from one row for each thing sold.

Sources: Meta, "Reference - Catalog" (developers.facebook.com); Google Merchant Center, product data
specification (support.google.com/merchants/answer/7052112).  Both know a product by its `id` alone, and
forget one that is missing from the file: an id never changes with a title, a price or the shop's address.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from html import escape, unescape

from msgspec import Struct

from generator.content.fields import slugify
from generator.content.model import Category, Product, Seller, Stock, Variant
from generator.content.visible import printed
from generator.hosting.cells import safe_cell
from generator.language import Language
from generator.render.known_dates import Dates
from generator.render.markup import shortened
from generator.render.structured import may_be_second_hand

META, GOOGLE = "katalog/meta.csv", "katalog/google.xml"
"""The files' names in the shop's folder."""
ID_LENGTH = 50
"""Characters of an id: Google's limit, which is the lower one."""
TITLE_LENGTH, DESCRIPTION_LENGTH = 150, 5_000
"""Characters: again Google's limits."""
_HASH = 10
"""Hexadecimal digits at the end of an id that would be too long."""

_META_STOCK = {"ada": "in stock", "habis": "out of stock", "pesan dulu": "available for order"}
_GOOGLE_STOCK = {"ada": "in_stock", "habis": "out_of_stock", "pesan dulu": "in_stock"}
"""What is made to order can be ordered now; `preorder` is for what nobody sells yet, and needs a day."""
_COLUMNS = (
    "id", "title", "description", "availability", "condition", "price", "link", "image_link", "brand",
    "item_group_id", "size", "sale_price", "sale_price_effective_date",
)  # fmt: skip

_TAG = re.compile(r"<(?=[A-Za-z/!?])(?:[^<>]*>)?")
_FORMULA = "=+-@＝＋－＠﹦﹢﹣﹫ "


class CatalogueRow(Struct, frozen=True):
    """One thing that is sold: a product, or one of its choices."""

    id: str
    group: str
    """What the choices of a product have in common; empty for a product without."""
    title: str
    description: str
    stock: Stock
    used: bool
    """Whether it may be second-hand: then it is not called new."""
    price: int
    """Rupiah."""
    sale: int | None
    """Rupiah, for the days of `sale_days`; None without an offer."""
    sale_days: tuple[date, date] | None
    """The first and the last day of the offer."""
    link: str
    picture: str
    """The absolute address of a JPEG."""
    brand: str
    choice: str
    """What the shopper picks; empty for a product without choices."""


def catalogue_rows(
    seller: Seller,
    category: Category,
    products: Iterable[Product],
    summaries: Iterable[str],
    dates: Dates,
    *,
    first_slug: str,
    address: str,
    picture: Callable[[Product], str],
    words: Language,
    today: date,
) -> Iterator[CatalogueRow]:
    """A row for each thing with a price that is published; `summaries` are the words of the descriptions.

    `first_slug` is the slug under which the shop began; `address` is that of its folder, with a slash.
    """
    brand = feed_text(seller.name, TITLE_LENGTH) or seller.slug
    for product, summary in zip(products, summaries, strict=True):
        if product.draft:
            continue
        group = catalogue_id(first_slug, product.slug)
        title = feed_text(product.name, TITLE_LENGTH) or product.slug
        least = f"{words.gettext('at least %(count)s')}." if product.minimum > 1 else ""
        said = f"{summary} {(least % {'count': product.minimum}).capitalize()}".strip()
        for choice, name in _choices(product):
            price, now = (choice or product).price, product.price_on(today, choice)
            if price is None or now is None:
                continue
            detail = feed_text(choice.name if choice else product.unit, TITLE_LENGTH)
            full = f"{title}, {detail}" if detail else title
            yield CatalogueRow(
                id=catalogue_id(first_slug, product.slug, name) if choice else group,
                group=group if choice else "",
                title=full,
                description=feed_text(said, DESCRIPTION_LENGTH) or f"{full}. {brand}",
                stock=product.stock,
                used=may_be_second_hand(category, product),
                price=price,
                sale=now if now != price else None,
                sale_days=_offer_days(product, dates) if now != price else None,
                link=f"{address}{product.slug}.html",
                picture=picture(product),
                brand=brand,
                choice=detail if choice else "",
            )


def catalogue_id(*slugs: str) -> str:
    """What a catalogue knows a product by: `kopi-tebet_biji-gayo_500-g`, at most `ID_LENGTH` characters."""
    whole = "_".join(slugs)
    if len(whole) <= ID_LENGTH:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:_HASH]
    return f"{whole[: ID_LENGTH - _HASH - 1].rstrip('-_')}_{digest}"


def feed_text(text: str, limit: int) -> str:
    """A text as catalogues want it: one line without HTML, entities, controls or a formula's beginning."""
    plain = text
    while (bare := _TAG.sub(" ", unescape(plain))) != plain:
        plain = bare
    return shortened(" ".join(printed(plain).split()).lstrip(_FORMULA), limit)


def meta_csv(rows: Iterable[CatalogueRow]) -> bytes:
    """The rows for a catalogue of Meta: comma-separated, UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    for row in rows:
        said = _said(row, _META_STOCK)
        table.writerow([safe_cell(said.get(column, "")) for column in _COLUMNS])
    return out.getvalue().encode()


def google_xml(name: str, address: str, about: str, rows: Iterable[CatalogueRow]) -> bytes:
    """The rows for Google Merchant Center: RSS 2.0 with elements of its own.

    Titles and links are told in RSS's own elements, too, so that other readers of feeds show them.
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">',
        "<channel>",
        _element("title", feed_text(name, TITLE_LENGTH)),
        _element("link", address),
        _element("description", feed_text(about, DESCRIPTION_LENGTH) or feed_text(name, TITLE_LENGTH)),
    ]
    for row in rows:
        said = _said(row, _GOOGLE_STOCK) | {"identifier_exists": "no"}
        plain = (_element("title", row.title), _element("link", row.link))
        own = (_element(f"g:{name}", text) for name, text in said.items() if text)
        lines += ("<item>", *plain, *own, "</item>")
    return "\n".join([*lines, "</channel>", "</rss>", ""]).encode()


def _said(row: CatalogueRow, stock: dict[str, str]) -> dict[str, str]:
    days = ""
    if row.sale_days:
        first, last = row.sale_days
        days = f"{first.isoformat()}T00:00+0700/{last.isoformat()}T23:59+0700"
    return {
        "id": row.id,
        "title": row.title,
        "description": row.description,
        "availability": stock[row.stock],
        "condition": "used" if row.used else "new",
        "price": f"{row.price} IDR",
        "link": row.link,
        "image_link": row.picture,
        "brand": row.brand,
        "item_group_id": row.group,
        "size": row.choice,
        "sale_price": "" if row.sale is None else f"{row.sale} IDR",
        "sale_price_effective_date": days,
    }


def _choices(product: Product) -> Iterator[tuple[Variant | None, str]]:
    """The choices of a product with a name for each that is its own; a product without them is its own."""
    if not product.variants:
        yield None, ""
    taken: set[str] = set()
    for choice in product.variants:
        name = slugify(choice.name, ID_LENGTH) or hashlib.sha256(choice.name.encode()).hexdigest()[:_HASH]
        number = 1
        while (own := name if number == 1 else f"{name}-{number}") in taken:
            number += 1
        taken.add(own)
        yield choice, own


def _offer_days(product: Product, dates: Dates) -> tuple[date, date] | None:
    """From the day the product last changed, so that the same offer is told alike on every day."""
    until = product.promo_until
    if until is None:
        return None
    return min(date.fromisoformat(dates[product.slug][2]), until), until


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(printed(text), quote=False)}</{name}>"


def catalogue_files(
    seller: Seller, address: str, rows: Sequence[CatalogueRow]
) -> Iterator[tuple[str, bytes]]:
    """Both files by their names in the shop's folder."""
    yield META, meta_csv(rows)
    yield GOOGLE, google_xml(seller.name, address, seller.slogan, rows)
