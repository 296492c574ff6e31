"""Who seller number n is: name, trade and place, from the seed and n alone."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from generator.content import places
from generator.content.fields import slugify
from generator.content.model import Category, Place
from generator.demo.dice import Dice
from generator.demo.vocabulary import Trade, trades, words

_SLUG_LENGTH = 40 - len("-000000")


class Keeper(Struct, frozen=True):
    """One made-up seller, as far as other sellers need to know."""

    number: int
    """From 1."""
    slug: str
    """`dapur-bu-siti-000123`"""
    shop: str
    """The shop's name."""
    owner: str
    """`Bu Siti`"""
    category: str
    """The slug of one of the hub's categories."""
    trade: Trade
    kecamatan: Place
    kelurahan: str
    speaks_english: bool
    """Whether the shop has an English side."""

    def fill(self, sentence: str, *, name: str = "", year: int = 0) -> str:
        """A sentence of the vocabulary with this seller's names in it."""
        return sentence.format(
            shop=self.shop,
            owner=self.owner,
            kelurahan=self.kelurahan,
            kecamatan=self.kecamatan.name,
            name=name,
            year=year,
        )


class Town:
    """All made-up sellers of one seed; nobody exists before they are asked for."""

    def __init__(self, seed: int, categories: Sequence[Category]) -> None:
        """Use these categories, at least one; one that no trade is made for borrows the words of another."""
        self._seed = seed
        made_for = {trade.category: trade for trade in trades()}
        self._stalls = [
            (category.slug, made_for.get(category.slug, trades()[place % len(trades())]))
            for place, category in enumerate(categories)
        ]
        self._first_place = Dice(str(seed)).between(0, len(places.all_kecamatan()) - 1)

    def keeper(self, number: int) -> Keeper:
        """Who seller number `number` (from 1) is."""
        return self.meet(number)[0]

    def meet(self, number: int) -> tuple[Keeper, Dice]:
        """The same, and the dice that go on to draw the rest of the shop."""
        dice = Dice(f"{self._seed}/{number}")
        category, trade = dice.pick(self._stalls)
        all_places = places.all_kecamatan()
        place = all_places[(self._first_place + number) % len(all_places)]
        kelurahan = dice.pick(_kelurahan()[place.code])
        owners = dice.pick(words().owners)
        name = dice.pick(owners.names)
        owner = f"{dice.pick(owners.titles)} {name}"
        kind = dice.pick(trade.shops)
        shop = f"{kind} {dice.pick((owner, owner, name, f'{name} {kelurahan}'))}"
        slug = f"{slugify(shop, _SLUG_LENGTH)}-{number:06d}"
        speaks_english = dice.chance(0.15)
        return Keeper(number, slug, shop, owner, category, trade, place, kelurahan, speaks_english), dice


@cache
def _kelurahan() -> dict[str, list[str]]:
    """The official names of the kelurahan of each kecamatan's code."""
    names: dict[str, list[str]] = {}
    with (Path(places.__file__).parent / "data/kelurahan.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(row["kecamatan_code"], []).append(row["kelurahan"])
    return names
