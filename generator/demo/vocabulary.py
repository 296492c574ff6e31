"""The words shops are made of, from `words.yaml` (every trade) and `trades/*.yaml` (one trade each)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from generator.content.fields import slugify

_HERE = Path(__file__).parent

Pairs = tuple[tuple[str, str], ...]
"""Indonesian and English."""


class Ware(Struct, frozen=True):
    """Something that can be sold: one combination of a base, a kind and a style."""

    name: str
    english: str
    slug: str
    low: int
    """Rupiah; what the cheapest shop asks."""
    high: int
    """Rupiah; what the dearest shop asks."""
    units: tuple[str, ...]
    choices: tuple[tuple[str, float], ...]
    """Variants, each with what its price is multiplied by; may be empty."""


class Trade(Struct, frozen=True):
    """The vocabulary of one trade."""

    category: str
    """The slug of the hub's category it is meant for."""
    merchant_code: int
    """ISO 18245, for the QRIS code."""
    food: bool
    """Whether its shops can have P-IRT and halal numbers."""
    shops: tuple[str, ...]
    """First words of a shop's name."""
    slogans: Pairs
    wares: tuple[Ware, ...]
    details: tuple[str, ...]
    """Sentences of a description."""
    points: tuple[str, ...]
    """Items of a list in a description."""
    english: tuple[str, ...]
    """Sentences of an English description."""


class Owners(Struct, frozen=True):
    """Names of people, and the titles that go with them."""

    titles: tuple[str, ...]
    names: tuple[str, ...]


class Words(Struct, frozen=True):
    """What shops of all trades have in common; a field for each key of `words.yaml`."""

    owners: tuple[Owners, ...]
    streets: tuple[str, ...]
    colours: tuple[str, ...]
    hours: tuple[str, ...]
    """Lines of toko.yaml, with `{open}` and `{close}`."""
    delivery: tuple[str, ...]
    payment: tuple[str, ...]
    """Without QRIS, which needs a code."""
    holidays: tuple[str, ...]
    closing: tuple[str, ...]
    """Last sentences of a description."""
    headings: tuple[str, ...]
    """What stands above a list in a description."""
    links: tuple[str, ...]
    opening: tuple[str, ...]
    """First sentences of a shop's story; `middle`, `promises` (a list) and `ending` follow."""
    middle: tuple[str, ...]
    promises: tuple[str, ...]
    ending: tuple[str, ...]
    english: tuple[str, ...]
    """Sentences of an English story."""


@cache
def words() -> Words:
    """What all trades share."""
    raw = _load(_HERE / "words.yaml")
    owners = tuple(
        Owners(tuple(group["titles"]), tuple(", ".join(group["names"]).split(", ")))
        for group in raw.pop("owners")
    )
    return Words(owners=owners, **{key: tuple(value) for key, value in raw.items()})


@cache
def trades() -> tuple[Trade, ...]:
    """All trades, by file name."""
    return tuple(_trade(_load(path)) for path in sorted((_HERE / "trades").glob("*.yaml")))


def _trade(raw: dict[str, Any]) -> Trade:
    return Trade(
        category=raw["category"],
        merchant_code=raw["merchant_code"],
        food=raw.get("food", False),
        shops=tuple(raw["shops"]),
        slogans=tuple(raw["slogans"].items()),
        wares=tuple(ware for goods in raw["goods"] for ware in _wares(goods, raw["choices"])),
        details=tuple(raw["details"]),
        points=tuple(raw["points"]),
        english=tuple(raw["english"]),
    )


def _wares(goods: dict[str, Any], choices: dict[str, dict[str, float]]) -> Iterator[Ware]:
    """Every kind in every style: `Keripik` + `Singkong` + `Balado`, in English the other way round."""
    low, high = goods["price"]
    for kind, kind_in_english in goods["kinds"].items():
        for style, style_in_english in goods["styles"].items():
            name = f"{goods['base']} {kind} {style}".strip()
            yield Ware(
                name=name,
                english=f"{style_in_english} {kind_in_english} {goods['en']}".strip(),
                slug=slugify(name, 60),
                low=low,
                high=high,
                units=tuple(goods["units"]),
                choices=tuple(choices.get(goods["choices"], {}).items()),
            )


def _load(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_bytes())
    return content
