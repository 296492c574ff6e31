"""All products of a shop as one list, for an office that orders forty boxes."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.content.model import Product
from generator.qr import qr_svg
from generator.render.shopview import ShopViewContext
from generator.render.views import OrderRow, ProductView

ORDER_PAGE = "pesan.html"


def order_rows(context: ShopViewContext, product: Product, card: ProductView) -> Iterator[OrderRow]:
    """The rows of a product: one for each choice."""
    words, today = context.words, context.today
    for choice in product.variants or (None,):
        usual, price = (choice or product).price, product.price_on(today, choice)
        yield OrderRow(
            slug=product.slug,
            key=(choice.key or choice.name) if choice else "",
            choice=choice.name if choice else "",
            name=product.name,
            url=card.url,
            unit=card.unit,
            price=words.rupiah(price),
            usual=words.rupiah(usual) if price != usual else "",
            until=product.promo_until.isoformat() if price != usual and product.promo_until else "",
            minimum=card.minimum,
            stock_text=card.stock_text,
            gone=product.stock == "habis",
            lang=card.lang,
        )


def address_code(address: str) -> Markup:
    """The shop's address as a QR code for paper, drawn in the page itself."""
    return Markup(qr_svg(address))  # noqa: S704 - a drawing of our own
