"""Product -> what the storefront templates see: as a card, on its own page, in sections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from markupsafe import Markup
from msgspec.structs import replace

from generator.content.model import Product, Variant
from generator.content.qris import MAX_AMOUNT
from generator.language import Language
from generator.render.foreign import Foreign
from generator.render.markup import DESCRIPTION, shortened
from generator.render.qris_view import Amount
from generator.render.shopview import ShopViewContext, initial, share_link
from generator.render.views import ProductView, Section, VariantView
from generator.whatsapp import whatsapp

STOCK_WORDS = {"habis": "Sold out", "pesan dulu": "Made to order"}
"""Stable words -> message ids; `ada` needs no word."""
_NO_TEXT = Markup()

Thing = TypeVar("Thing")


def product_card(context: ShopViewContext, product: Product) -> ProductView:
    """A product as a card on the shop's page."""
    words = context.words
    price, usual = price_text(product, words, context.today), price_text(product, words)
    offered = any(
        product.price_on(context.today, choice) != (choice or product).price
        for choice in product.variants or (None,)
    )
    until = product.promo_until if offered else None
    page = f"{product.slug}.html"
    lang = "id" if isinstance(product.name, Foreign) else ""
    return ProductView(
        slug=product.slug,
        name=product.name,
        url=f"{context.edition.home}{page}" if lang else page,
        price=price,
        asks=product.price is None,
        unit="" if _prices_differ(product) else product.unit,
        stock=product.stock,
        stock_text=words.gettext(STOCK_WORDS[product.stock]) if product.stock in STOCK_WORDS else "",
        featured=product.featured,
        draft=product.draft,
        pictures=tuple(context.picture(photo, product.name) for photo in product.photos[:1]),
        description=_NO_TEXT,
        variants=(),
        order="",
        share="",
        initial=initial(product.name),
        usual=usual if price != usual else "",
        until=until.isoformat() if until else "",
        until_text=words.gettext("Offer until %(day)s") % {"day": words.date(until)} if until else "",
        minimum=words.gettext("at least %(count)s") % {"count": product.minimum}
        if product.minimum > 1
        else "",
        amounts=(),
        lang=lang,
    )


def product_view(
    context: ShopViewContext, product: Product, card: ProductView, description: Markup
) -> ProductView:
    """A product on its own page: what its card says, with all photos and its rendered description."""
    numbered = context.words.gettext("%(product)s, photo %(number)s")
    pictures = tuple(
        context.picture(
            photo,
            product.name if number == 1 else numbered % {"product": product.name, "number": number},
        )
        for number, photo in enumerate(product.photos, 1)
    )
    return replace(
        card,
        pictures=pictures,
        description=description,
        variants=tuple(
            VariantView(
                variant.key or variant.name,
                variant.name,
                context.words.rupiah(product.price_on(context.today, variant)),
                whatsapp(context.seller.whatsapp, order_text(context, product, variant)),
                _usual(context, product, variant),
            )
            for variant in product.variants
        ),
        order=whatsapp(context.seller.whatsapp, order_text(context, product, None)),
        share=share_link(f"{product.name} – {context.seller.name}", f"{context.address}{product.slug}.html"),
        amounts=_amounts(context, product),
    )


def _amounts(context: ShopViewContext, product: Product) -> tuple[Amount, ...]:
    """What the least that can be ordered costs, for each price; above the limit of QRIS there is none."""
    found: dict[int, Amount] = {}
    if not (context.qris and context.qris.script) or product.stock == "habis":
        return ()
    for variant in product.variants or (None,):
        price = product.price_on(context.today, variant)
        if price and (now := price * product.minimum) <= MAX_AMOUNT:
            offer = product.promo_until and price != product.price_on(date.max, variant)
            until = product.promo_until.isoformat() if product.promo_until and offer else ""
            found[now] = Amount(context.words.rupiah(now), now, until)
    return tuple(found.values())


def order_text(context: ShopViewContext, product: Product, variant: Variant | None) -> str:
    """What the shopper sends, ready to be sent: product, choice, price and the page's address."""
    _ = context.words.gettext
    detail = variant.name if variant else product.unit
    name = f"{product.name}, {detail}" if detail else product.name
    price = product.price_on(context.today, variant)
    values = {
        "shop": context.seller.name,
        "product": name,
        "price": context.words.rupiah(price),
        "count": product.minimum,
        "url": f"{context.address}{product.slug}.html",
    }
    if product.promo_until and price != (variant or product).price:  # the link may be tapped after that day
        until = _("%(price)s (offer until %(day)s)")
        values["price"] = until % {"price": values["price"], "day": context.words.date(product.promo_until)}
    if product.stock == "habis":
        return _("Hello %(shop)s, is %(product)s available again?\n%(url)s") % values
    if price is None:
        return _("Hello %(shop)s, how much is %(product)s?\n%(url)s") % values
    return (
        _(
            "Hello %(shop)s, I would like to order:\n%(product)s\nPrice: %(price)s\n"
            "Quantity: %(count)s\n%(url)s"
        )
        % values
    )


def price_text(product: Product, words: Language, today: date | None = None) -> str:
    """`Rp95.000`, or `mulai Rp50.000` where choices cost differently; the usual price without a day."""
    day = today or date.max
    prices = {product.price_on(day, variant) for variant in product.variants} or {product.price_on(day)}
    known = [price for price in prices if price is not None]
    if len(prices) > 1 and known:
        return words.gettext("from %(price)s") % {"price": words.rupiah(min(known))}
    return words.rupiah(prices.pop())


def described(product: Product, view: ProductView, text: str, words: Language) -> str:
    """`Rp95.000 / 500 g. Daging sapi pilihan …`, for shared links and search results.

    Copies of it live on in chats, so an offer is told with its last day and with what holds afterwards.
    Where the price has to be asked for, the text is alone.
    """
    if all(one.price is None for one in product.variants or (product,)):
        return shortened(text, DESCRIPTION)
    price = f"{view.price} / {view.unit.removeprefix('per ')}" if view.unit else view.price
    if view.usual and product.promo_until:
        told = words.gettext("%(price)s until %(day)s, then %(usual)s")
        day = words.date(product.promo_until)
        price = told % {"price": price, "day": day, "usual": view.usual}
    return shortened(f"{price[:1].upper()}{price[1:]}. {text}", DESCRIPTION)


def sections(
    products: Iterable[Product], cards: Iterable[ProductView], words: Language
) -> tuple[Section, ...]:
    """Cards below the sellers' headings."""
    return tuple(Section(title, found) for title, found in grouped(products, cards, words))


def grouped(
    products: Iterable[Product], things: Iterable[Thing], words: Language
) -> tuple[tuple[str, tuple[Thing, ...]], ...]:
    """What stands for each product, below the seller's headings in the order in which these first appear.

    Those without a heading come last.
    """
    found: dict[str, tuple[str, tuple[Thing, ...]]] = {}
    for product, thing in zip(products, things, strict=True):
        title, before = found.get(product.section.casefold(), (product.section, ()))
        found[product.section.casefold()] = title, (*before, thing)
    _title, rest = found.pop("", ("", ()))
    others = ((words.gettext("Others") if found else "", rest),) if rest else ()
    return (*found.values(), *others)


def published(products: Iterable[Product], *, drafts: bool) -> tuple[Product, ...]:
    """The products that are shown, in the order of the page: featured, then the seller's own order."""
    shown = [product for product in products if drafts or not product.draft]
    return tuple(
        sorted(
            shown,
            key=lambda p: (not p.featured, p.order is None, p.order or 0, p.stock == "habis", p.slug),
        )
    )


def _usual(context: ShopViewContext, product: Product, variant: Variant) -> str:
    """What a choice costs without an offer; empty where there is none."""
    offered = product.price_on(context.today, variant) != variant.price
    return context.words.rupiah(variant.price) if offered else ""


def _prices_differ(product: Product) -> bool:
    """Whether the choices cost differently; then a unit behind the lowest price would mislead."""
    return len({variant.price for variant in product.variants}) > 1
