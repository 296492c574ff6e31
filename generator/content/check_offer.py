"""What a product costs for a while, and how many of it are sold at least."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.content import fields
from generator.content.field_reader import FieldReader
from generator.content.fields import FieldError, keyboard_digits
from generator.content.model import Variant
from generator.content.nodes import MappingNode, Node
from generator.content.prices import dotted, rupiah

MAX_MINIMUM = 1000
"""Pieces; more than that is no basket."""
_COUNTED = re.compile(
    r"([0-9]{1,6}) ?(x|pcs|pc|buah|porsi|box|boks|dus|kotak|pak|pack|bungkus|botol|cup|gelas|toples|loyang|"
    r"potong|lembar|biji|butir|ekor|set|pasang|orang|tusuk|tangkai|pot)?",
    re.IGNORECASE,
)


class Offer(Struct, frozen=True):
    """What `harga_promo` and `promo_sampai` say together."""

    choices: tuple[Variant, ...]
    """The choices of the product, with what they cost in the offer."""
    price: int | None = None
    """Rupiah; None for no offer, or for one of some choices only."""
    until: date | None = None
    """The last day."""


def offer_price(value: str) -> int:
    """A price in rupiah as in `harga`; `tanya` is none. Raises `FieldError`."""
    price = rupiah(value)
    if price is None:
        raise FieldError("promo-without-price", found=value.strip())
    return price


def minimum(value: str) -> int:
    """Pieces, from 1 to `MAX_MINIMUM`: `10`, `10 box`. Raises `FieldError`: not a whole number of pieces."""
    typed = keyboard_digits(value)
    match = _COUNTED.fullmatch(typed)
    if not match or not 1 <= int(match[1]) <= MAX_MINIMUM:
        raise FieldError("minimum-unreadable", found=typed, limit=dotted(MAX_MINIMUM))
    return int(match[1])


def read_offer(reader: FieldReader, price: int | None, choices: tuple[Variant, ...]) -> Offer:
    """Judge the offer of a product that costs `price`; what is wrong with it is noted, and there is none."""
    own, day = reader.node("harga_promo"), reader.node("promo_sampai")
    promo = reader.one("harga_promo", offer_price, None)
    until = reader.one("promo_sampai", fields.day, None)
    apart = any(choice.promo is not None for choice in choices)
    none = Offer(tuple(replace(choice, promo=None) for choice in choices))
    if own is None and not apart:
        if day is not None and not _tried(reader):
            reader.page.report("promo-day-alone", day)
        return none
    if day is None:
        reader.page.report("promo-without-day", own or reader.node("varian"))
        return none
    if promo is not None and not _fits(reader, own, promo, price, choices):
        return none
    there = tuple(
        replace(choice, promo=promo) if choice.promo is None and choice.price == price else choice
        for choice in choices
    )
    wrong = [c for c in choices if c.promo is not None and (c.price is None or c.promo >= c.price)]
    if wrong:
        _not_below(reader, reader.node("varian"), wrong[0].promo, wrong[0].price)
        return none
    return Offer(there, promo, until) if until else none


def _fits(
    reader: FieldReader, at: Node | None, promo: int, price: int | None, choices: tuple[Variant, ...]
) -> bool:
    """Whether the offer lowers a price that is there; what is wrong is noted."""
    if price is None or promo >= price:
        if price is not None or _says_ask(reader):
            _not_below(reader, at, promo, price)
        return False
    if choices and all(choice.price != price for choice in choices):
        reader.page.report("promo-of-no-choice", at, price=dotted(price), promo=dotted(promo))
        return False
    return True


def _not_below(reader: FieldReader, at: Node | None, promo: int | None, price: int | None) -> None:
    if price is None:
        reader.page.report("promo-of-no-price", at)
    else:
        reader.page.report("promo-not-below", at, promo=dotted(promo or 0), price=dotted(price))


def _says_ask(reader: FieldReader) -> bool:
    """Whether the price is one to be asked for; a price that cannot be read is noted by itself."""
    node = reader.node("harga")
    try:
        return node is not None and rupiah(getattr(node, "value", "")) is None
    except FieldError:
        return False


def _tried(reader: FieldReader) -> bool:
    """Whether a choice has an offer that could not be read, which is noted by itself."""
    return any(
        key.value.strip() == "harga_promo"
        for choice in reader.items("varian")
        if isinstance(choice, MappingNode)
        for key, _ in choice.pairs
    )
