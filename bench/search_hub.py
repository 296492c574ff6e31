"""A hub that has nothing but its search: made-up shops' cards in an index, and its files in a folder."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from generator import demo
from generator.content.check_shop import DELIVERY
from generator.content.fields import slugify
from generator.content.hub import Hub, load_hub
from generator.demo.dice import Dice
from generator.demo.town import Town
from generator.language import language
from generator.records.state_db import open_database
from generator.render.card import CardProduct, ShopCard
from generator.render.directory import Directory
from generator.render.output import Output
from generator.render.theme import load_theme
from generator.render.theme_templates import environment
from generator.search.settings import SearchSettings, search_settings
from generator.search.update import SearchIndex

_DEMO = Path(demo.__file__).parent
_SYLLABLES = (
    "ba bu ca da de di ga gu ja jo ka ke ki la le lo ma mi mu na ni nu pa pe po ra ri ro sa se su ta ti tu wa"
)
_HOURS = ("480-1020", "540-1260", "420-720+960-1260", "360-840", "1020-1560", "0-1440")
_BRANDED = 0.15
"""Products with a word of their own behind their name: real sellers' words are not only those of `demo`."""


class Folder:
    """Where the search's files go, and which were written last."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self.written: Counter[str] = Counter()

    def put(self, output: Output) -> None:
        """Write a file that says something else."""
        file = self._site / output.path
        assert isinstance(output.content, bytes)
        if file.is_file() and file.read_bytes() == output.content:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(output.content)
        self.written[output.path] += 1

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self._site / path).unlink()
        self.written[path] += 1

    def paths(self, start: str) -> list[str]:
        """The files there are."""
        return [file.relative_to(self._site).as_posix() for file in (self._site / start).glob("*")]


class SearchHub:
    """One hub in a folder of its own."""

    def __init__(self, root: Path, seed: int = 1, hub: Hub | None = None) -> None:
        root.mkdir(parents=True)
        hub = hub or load_hub(_DEMO)[0]
        assert hub
        self.hub: Hub = hub
        self.site = root / "site"
        self.folder = Folder(self.site)
        self.settings: SearchSettings = search_settings(hub.categories, hub.synonyms)
        self.db: sqlite3.Connection = open_database(root / "state.db")
        self.index = SearchIndex(self.db, self.settings)
        self._town = Town(seed, hub.categories)
        theme, words = load_theme(hub.theme), language("id")
        self._directory = Directory(hub, words, theme, environment(theme, words, root / "templates"))

    def page(self) -> None:
        """The search page, with its styles and scripts."""
        counts = {f"kecamatan/{slug}": 1 for slug in self.settings.kecamatan}
        for output in (
            self._directory.search(counts, self.settings.for_browsers()),
            *self._directory.theme.assets,
        ):
            self.folder.put(output)

    def card(self, number: int, products: int) -> ShopCard:
        """The card of seller `number`, from 1."""
        keeper, dice = self._town.meet(number)
        wares = dice.few(keeper.trade.wares, products)
        slogan = keeper.fill(dice.pick(keeper.trade.slogans)[0]) if dice.chance(0.9) else ""
        sold = [
            CardProduct(slugify(name, 60), name, dice.between(5, 500) * 500, dice.chance(0.2))
            for name in (f"{ware.name}{_brand(dice)}" for ware in wares)
        ]
        return ShopCard(
            slug=keeper.slug,
            name=keeper.shop,
            slogan=slogan,
            category=keeper.category,
            kecamatan=keeper.kecamatan.slug,
            place=f"{keeper.kelurahan}, {keeper.kecamatan.name}",
            whatsapp="",
            moves_to="",
            colour="#000000",
            joined="2026-11-01",
            products=tuple(replace(one, picture=_photo(dice, one.slug)) for one in sold),
            picture=None,
            hours=",".join([dice.pick(_HOURS)] * 6 + [dice.pick(("", *_HOURS))]) if dice.chance(0.8) else "",
            delivery=tuple(dice.few(DELIVERY, dice.between(0, 3))),
        )

    def cards(self, sellers: int, products: int) -> Iterator[ShopCard]:
        """The cards of the first sellers."""
        return (self.card(number, products) for number in range(1, sellers + 1))

    def fill(self, sellers: int, products: int) -> None:
        """Index this many shops, and write all files."""
        self.index.fill(self._committing(self.cards(sellers, products)))
        self.index.publish(self.folder)
        self._commit()

    def change(self, slug: str, card: ShopCard | None) -> Counter[str]:
        """Change one shop; the files that this wrote or removed."""
        self.folder.written.clear()
        self.index.update([(slug, card)], self.folder)
        self._commit()
        return self.folder.written.copy()

    def _committing(self, cards: Iterator[ShopCard]) -> Iterator[ShopCard]:
        for number, card in enumerate(cards, 1):
            yield card
            if number % 1000 == 0:
                self._commit()

    def _commit(self) -> None:
        self.db.execute("COMMIT")
        self.db.execute("BEGIN IMMEDIATE")


def _photo(dice: Dice, slug: str) -> str:
    """A photo of a product, named by its seller or by her phone; nobody can guess its digits."""
    base = slug if dice.chance(0.5) else f"img-20261104-wa00{dice.between(10, 99)}"
    return f"foto/{base}-{dice.between(0, 16**10 - 1):010x}-320"


def _brand(dice: Dice) -> str:
    """A word that few others use; some are used by more."""
    if not dice.chance(_BRANDED):
        return ""
    known = _SYLLABLES.split()
    number = int(dice.random() ** 3 * len(known) ** 3)
    parts = []
    for _ in range(3):
        number, part = divmod(number, len(known))
        parts.append(known[part])
    return " " + "".join(parts).title()
