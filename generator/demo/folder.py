"""A made-up seller's folder as texts and photos; nothing is written here."""

from __future__ import annotations

from msgspec import Struct

from generator.content.reader import PRODUCT_FOLDER, SHOP_FILE, STORY_FILE
from generator.demo.pictures import PICTURES
from generator.demo.product_file import product_file
from generator.demo.prose import story
from generator.demo.shop_file import shop_file
from generator.demo.size import Size
from generator.demo.town import Town


class Folder(Struct, frozen=True):
    """What belongs below `sellers/<slug>/`."""

    slug: str
    texts: tuple[tuple[str, str], ...]
    """Pairs of path and text."""
    photos: tuple[tuple[str, int], ...]
    """Pairs of a name in `foto/` and the number of a picture."""


def compose(town: Town, number: int, size: Size) -> Folder:
    """The folder of seller number `number` (from 1)."""
    keeper, dice = town.meet(number)
    texts = [(SHOP_FILE, shop_file(dice, keeper, town))]
    if dice.chance(0.95):
        texts.append((STORY_FILE, story(dice, keeper) + "\n"))
    photos: list[tuple[str, int]] = []
    for place, ware in enumerate(dice.few(keeper.trade.wares, size.products), 1):
        names = [f"{ware.slug}-{shot}.jpg" for shot in range(1, size.photos + 1)]
        first = number + len(photos)
        photos += [(name, (first + shot) % len(PICTURES)) for shot, name in enumerate(names)]
        text = product_file(dice, keeper, ware, place, names)
        texts.append((f"{PRODUCT_FOLDER}/{ware.slug}.md", text))
    return Folder(keeper.slug, tuple(texts), tuple(photos))
