"""The questions about a product: what comes back from a page -> what it changes. As in `questions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.content import fields
from generator.content.model import Product, Seller, Variant
from generator.form.questions import Answers, MissingAnswerError, markdown_of, text_of
from generator.form.saving import ChangeOf

OneChange = Callable[[Product], Product]
_MOST_VARIANTS = 20


def of_product(slug: str, change: OneChange) -> ChangeOf:
    """The change of a shop that changes one product; one that is gone stays gone."""

    def whole(seller: Seller) -> Seller:
        return replace(seller, products=tuple(change(p) if p.slug == slug else p for p in seller.products))

    return whole


def free_slug(name: str, seller: Seller) -> str:
    """A slug for a product's name that no other product of the shop has."""
    stem = fields.slugify(name, 50)
    if len(stem) < 2 or stem in fields.RESERVED_PRODUCTS:
        stem = f"produk-{stem}".rstrip("-")
    taken = {product.slug for product in seller.products}
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def _name(answers: Answers) -> OneChange:
    typed = text_of(answers, "nama")
    if not typed:
        raise MissingAnswerError("nama")
    name = fields.name(typed)
    return lambda product: replace(product, name=name)


def _price(answers: Answers) -> OneChange:
    unit = fields.text(text_of(answers, "satuan"), 40)
    ask = answers.get("tanya") == "ya"
    typed = text_of(answers, "harga")
    if not typed and not ask:
        raise MissingAnswerError("harga")
    price = None if ask else fields.rupiah(typed)
    own = [text_of(answers, f"harga-{n}") for n in range(_MOST_VARIANTS)]

    def change(product: Product) -> Product:
        variants = tuple(
            Variant(v.name, fields.rupiah(own[n]) if n < len(own) and own[n] else v.price)
            for n, v in enumerate(product.variants)
        )
        return replace(product, price=price, unit=unit, variants=variants, draft=False)

    return change


def _description(answers: Answers) -> OneChange:
    said = markdown_of(answers, "cerita")
    return lambda product: replace(product, description=said)


def _stock(answers: Answers) -> OneChange:
    stock = fields.stock(answers.get("stok", "ada"))
    return lambda product: replace(product, stock=stock)


READ: Mapping[str, Callable[[Answers], OneChange]] = {
    "nama": _name,
    "harga": _price,
    "cerita": _description,
    "stok": _stock,
}
"""A question's name -> its parser; raises `FieldError` or `MissingAnswerError`."""
