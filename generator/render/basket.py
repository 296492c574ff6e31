"""What the basket of a shop's pages knows of its products, as JSON inside the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from generator.content.model import Product, Variant
from generator.render.foreign import Foreign
from generator.render.page_data import page_data


def basket_items(products: Iterable[Product], *, whole: bool) -> Markup:
    """Products for `keranjang.js`; `whole` says that these are all of the shop.

    Prices are whole rupiah, null where the seller is asked; keys that say nothing are left out.
    """
    known = {"all": whole, "products": [_item(product) for product in products]}
    return page_data(known)


def _item(product: Product) -> dict[str, Any]:
    said: dict[str, Any] = {"slug": product.slug, **_priced(product)}
    differ = len({choice.price for choice in product.variants}) > 1
    if isinstance(product.name, Foreign):
        said["lang"] = "id"
    if product.unit and not differ:
        said["unit"] = product.unit
    if product.stock != "ada":
        said["stock"] = product.stock
    if product.minimum > 1:
        said["min"] = product.minimum
    if product.promo_until:
        said["until"] = product.promo_until.isoformat()
    if product.variants:
        said["choices"] = [_choice(choice) for choice in product.variants]
    return said


def _choice(choice: Variant) -> dict[str, Any]:
    said = _priced(choice)
    if choice.key and choice.key != choice.name:
        said |= {"name": choice.key, "label": choice.name}
    return said


def _priced(sold: Product | Variant) -> dict[str, Any]:
    said: dict[str, Any] = {"name": sold.name, "price": sold.price}
    if sold.promo is not None:
        said["promo"] = sold.promo
    return said
