"""All products of a shop as one list, for an office that orders forty boxes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from generator.content.model import Product
from generator.qr import qr_png
from generator.render.shopview import ShopViewContext
from generator.render.views import OrderRow, ProductView

ORDER_PAGE = "pesan.html"
_PAPER = 300
"""Pixels of the code: 3 cm on paper at 250 dots an inch."""


def order_rows(context: ShopViewContext, product: Product, card: ProductView) -> Iterator[OrderRow]:
    """The rows of a product: one for each choice."""
    words, today = context.words, context.today
    for choice in product.variants or (None,):
        usual, price = (choice or product).price, product.price_on(today, choice)
        yield OrderRow(
            slug=product.slug,
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
        )


def address_code(address: str) -> str:
    """The shop's address as a QR code for paper, in the page itself: a `data:` address of a PNG."""
    return f"data:image/png;base64,{b64encode(qr_png(address, _PAPER)).decode()}"
