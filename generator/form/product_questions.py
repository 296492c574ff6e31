"""The questions about a product: what comes back from a page -> what it changes. As in `steps`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from generator.content import fields
from generator.content.copies import no_file
from generator.content.model import Product, Seller
from generator.content.prices import rupiah
from generator.form.answers import Answers, MissingAnswerError, markdown_of, text_of, wanted
from generator.form.saving import ChangeOf
from generator.language import LANGUAGES, language

OneChange = Callable[[Product], Product]
Reader = Callable[[Answers, date], OneChange]
"""What comes back from a page, and today -> a change. Raises `FieldError` or `MissingAnswerError`."""
MOST_VARIANTS = 20


def starters(_: Callable[[str], str]) -> tuple[str, ...]:
    """How the story of a product may begin."""
    return (_("Made from …"), _("It tastes …"), _("It keeps for …"), _("Enough for …"))


def of_product(slug: str, change: OneChange) -> ChangeOf:
    """The change of a shop that changes one product; one that is gone stays gone."""

    def whole(seller: Seller) -> Seller:
        return replace(seller, products=tuple(change(p) if p.slug == slug else p for p in seller.products))

    return whole


def free_slug(name: str, seller: Seller) -> str:
    """A slug for a product's name that no other product of the shop has."""
    stem = fields.slugify(name, 50)
    if (
        len(stem) < 2
        or stem in fields.RESERVED_PRODUCTS | fields.LATER_RESERVED_PRODUCTS
        or no_file(f"{stem}.md")
    ):
        stem = f"produk-{stem}".rstrip("-")
    taken = {product.slug for product in seller.products}
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def _name(answers: Answers, _today: date) -> OneChange:
    name = fields.name(wanted(answers, "nama"))
    return lambda product: replace(product, name=name)


def _price(answers: Answers, _today: date) -> OneChange:
    unit = fields.text(text_of(answers, "satuan"), 40)
    ask = answers.get("tanya") == "ya"
    typed = text_of(answers, "harga")
    own = [] if ask else [rupiah(each) for each in _each(answers)]
    if not typed and not ask and not own:
        raise MissingAnswerError("harga")
    price = rupiah(typed) if typed and not ask else None

    def change(product: Product) -> Product:
        if not product.variants:
            return settled(replace(product, price=price, unit=unit, draft=False))
        rest = [variant.price for variant in product.variants][len(own) :]
        prices = [None for _ in product.variants] if ask else [*own, *rest]
        variants = tuple(
            replace(choice, price=price) for choice, price in zip(product.variants, prices, strict=False)
        )
        lowest = min((price for price in prices if price is not None), default=None)
        return settled(replace(product, price=lowest, unit=unit, variants=variants, draft=False))

    return change


def _each(answers: Answers) -> Iterator[str]:
    """The prices of a product's choices, in the place of its own; all of them have to be there."""
    for number in range(MOST_VARIANTS):
        if f"harga-{number}" not in answers:
            return
        typed = text_of(answers, f"harga-{number}")
        if not typed:
            raise MissingAnswerError("harga")
        yield typed


def settled(product: Product) -> Product:
    """A product without what is no offer any more, since its price is another one."""
    choices = tuple(
        one if _is_below(one.promo, one.price) else replace(one, promo=None) for one in product.variants
    )
    prices = {one.price for one in choices}
    own = _is_below(product.promo, product.price) and (not choices or product.price in prices)
    offered = own or any(one.promo is not None for one in choices)
    return replace(
        product,
        variants=choices,
        promo=product.promo if own else None,
        promo_until=product.promo_until if offered else None,
    )


def _is_below(promo: int | None, price: int | None) -> bool:
    return promo is not None and price is not None and promo < price


def _description(answers: Answers, _today: date) -> OneChange:
    said = markdown_of(answers, "cerita")
    if _only_begins(said):
        said = ""
    return lambda product: replace(product, description=said)


def _only_begins(said: str) -> bool:
    """Whether a story is nothing but such beginnings, tapped and not gone on with."""
    begun = {start.rstrip(" …") for code in LANGUAGES for start in starters(language(code).gettext)}
    return all(part.strip(" .…") in begun for part in said.split(". "))


def _stock(answers: Answers, _today: date) -> OneChange:
    stock = fields.stock(answers.get("stok", "ada"))
    return lambda product: replace(product, stock=stock)


READ: Mapping[str, Reader] = {
    "nama": _name,
    "harga": _price,
    "cerita": _description,
    "stok": _stock,
}
"""A question's name -> its parser."""
