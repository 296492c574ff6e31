"""What a product can say beyond its name, its price, its story and its stock. As in `product_questions`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from generator.content import fields
from generator.content.check_export import read_export
from generator.content.check_offer import minimum, offer_price
from generator.content.check_text import SHORT
from generator.content.field_reader import FieldReader, SourceText
from generator.content.fields import FieldError
from generator.content.model import English, Export, Product, Variant
from generator.content.nodes import MappingNode, ScalarNode
from generator.content.prices import dotted, rupiah
from generator.content.writer import export_keys
from generator.form.answers import Answers, MissingAnswerError, markdown_of, text_of, wanted
from generator.form.product_questions import MOST_VARIANTS, OneChange, Reader, settled

EXPORT = tuple(export_keys(Export()))
"""The keys of what buyers abroad ask."""
_A_YEAR = timedelta(days=366)


def _offer(answers: Answers, today: date) -> OneChange:
    """A lower price until a day, for the product or for each of its choices; or its end."""
    if answers.get("selesai") == "ya":
        return lambda product: settled(replace(product, promo=None, variants=_without_offers(product)))
    typed = [text_of(answers, name) for name in _numbered(answers, "promo")] or [wanted(answers, "promo")]
    prices = [offer_price(one) if one else None for one in typed]
    if not any(prices):
        raise MissingAnswerError("promo")
    day = text_of(answers, "siap") or wanted(answers, "sampai")
    until = fields.day(day)
    if not today <= until <= today + _A_YEAR:
        raise FieldError("date-unreadable", found=day)

    def change(product: Product) -> Product:
        if not product.variants:
            return replace(product, promo=_below(prices[0], product.price), promo_until=until)
        choices = tuple(
            replace(one, promo=_below(price, one.price))
            for one, price in zip(product.variants, prices, strict=False)
        )
        return replace(
            product, promo=None, variants=(*choices, *product.variants[len(choices) :]), promo_until=until
        )

    return change


def _below(promo: int | None, price: int | None) -> int | None:
    """An offer that is one."""
    if promo is None:
        return None
    if price is None:
        raise FieldError("promo-of-no-price")
    if promo >= price:
        raise FieldError("promo-not-below", promo=dotted(promo), price=dotted(price))
    return promo


def _without_offers(product: Product) -> tuple[Variant, ...]:
    return tuple(replace(one, promo=None) for one in product.variants)


def _choices(answers: Answers, _today: date) -> OneChange:
    """Sizes or flavours; one without a price of its own costs what the product costs."""
    rows: list[tuple[int, str, str]] = []
    for at, field in enumerate(_numbered(answers, "nama")):
        name, price = fields.text(text_of(answers, field), SHORT), text_of(answers, f"harga-{at}")
        if price and not name:
            raise MissingAnswerError("pilihan")
        if name.casefold() in {known.casefold() for _, known, _ in rows}:
            raise FieldError("choice-twice", found=name)
        if name:
            rows.append((at, name, price))
    prices = {at: rupiah(price) for at, _, price in rows if price}

    def change(product: Product) -> Product:
        old = dict(enumerate(product.variants))
        made = tuple(
            replace(old.get(at, Variant("", None)), name=name, price=prices.get(at, product.price))
            for at, name, _ in rows
        )
        lowest = min((one.price for one in made if one.price is not None), default=product.price)
        known = product.draft and lowest is None
        return settled(replace(product, variants=made, price=lowest, draft=known))

    return change


def _numbered(answers: Answers, field: str) -> Iterator[str]:
    """`field-0`, `field-1`, … as far as they came."""
    return (name for at in range(MOST_VARIANTS) if (name := f"{field}-{at}") in answers)


def _section(answers: Answers, _today: date) -> OneChange:
    """The heading below which it stands."""
    known = text_of(answers, "siap")
    section = "" if answers.get("tanpa") == "ya" else fields.text(known or text_of(answers, "bagian"), SHORT)
    return lambda product: replace(product, section=section)


def _minimum(answers: Answers, _today: date) -> OneChange:
    """How many are ordered at least."""
    least = minimum(text_of(answers, "minimal") or "1")
    return lambda product: replace(product, minimum=least)


def _featured(answers: Answers, _today: date) -> OneChange:
    """Whether it stands in front of the others."""
    featured = answers.get("unggulan") == "ya"
    return lambda product: replace(product, featured=featured)


def _english(answers: Answers, _today: date) -> OneChange:
    """The product's words on pages in English."""
    name = text_of(answers, "nama")
    said = English(
        name=fields.name(name) if name else "",
        description=markdown_of(answers, "cerita"),
        unit=fields.text(text_of(answers, "satuan"), SHORT),
        section=fields.text(text_of(answers, "bagian"), SHORT),
    )
    if not name and said != English():
        raise MissingAnswerError("nama")
    names = [fields.text(text_of(answers, field), SHORT) for field in _numbered(answers, "pilihan")]

    def change(product: Product) -> Product:
        choices = tuple(
            replace(one, english=word) for one, word in zip(product.variants, names, strict=False)
        )
        return replace(product, english=said, variants=(*choices, *product.variants[len(choices) :]))

    return change


def _export(answers: Answers, _today: date) -> OneChange:
    """What buyers abroad ask, by the parser of the files."""
    page = SourceText("", "")
    typed = {key: text_of(answers, key) for key in EXPORT}
    pairs = tuple((ScalarNode(key, 1, 1), ScalarNode(said, 1, 1)) for key, said in typed.items() if said)
    export = read_export(FieldReader(page, MappingNode(pairs)))
    for problem in page.problems:
        if problem.severity == "error":
            raise FieldError(problem.code, **problem.values)
    return lambda product: replace(product, export=export)


DETAILS: Mapping[str, Reader] = {
    "promo": _offer,
    "pilihan": _choices,
    "bagian": _section,
    "minimal": _minimum,
    "unggulan": _featured,
    "inggris": _english,
    "ekspor": _export,
}
"""A question's name -> its parser."""
