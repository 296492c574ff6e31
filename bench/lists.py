"""How far is every shop from the home page, and what does a change rewrite of the hub? See `bench/README.md`.

    python -m bench.lists --sellers 20000

The hub's pages are really made and read; of the shops there are only their cards, as a build leaves them.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from posixpath import dirname, join, normpath

from msgspec.structs import replace

from bench.tables import head, row
from generator.building.hub_renewal import renew
from generator.building.rows import SellerRow
from generator.building.state import State
from generator.content.hub import load_hub
from generator.content.model import Place
from generator.content.places import all_kecamatan
from generator.demo.dice import Dice
from generator.demo.town import Town
from generator.language import language
from generator.render.card import CardProduct, ShopCard
from generator.render.directory import Directory
from generator.render.theme import load_theme
from generator.render.theme_templates import environment
from generator.render.twins import ENGLISH

REPOSITORY = Path(__file__).parents[1]
TAPS = 4
"""From the home page to any shop, at most: the first leaves the home page, the last opens the shop."""
FAVOURITE = 0.5
"""The share of shops in the first category where a town is uneven."""
UNEVEN = 1.3
"""With this exponent the largest of 44 kecamatan has 5.4 % of the shops, as Cengkareng has of the people."""
_FOLDERS = {"kategori", "kecamatan", "cari", "bergabung", "ikuti", "privasi"}
"""Of the hub's own pages; any other folder is a shop."""
_LINK = re.compile(r'<a[^>]* href="([^"#:]+\.html)')


class Hub:
    """The hub of made-up shops below a folder.

    `uneven`: half of the shops are in the first category, and the kecamatan differ as the city's do.
    """

    def __init__(self, root: Path, *, uneven: bool = False) -> None:
        hub, problems = load_hub(REPOSITORY)
        assert hub, problems
        theme = load_theme(hub.theme)
        words = language("id")
        env = environment(theme, words, root / "templates")
        self.directory = Directory(hub, words, theme, env)
        english = language("en")
        self.english = Directory(
            hub, english, theme, environment(theme, english, root / "templates"), ENGLISH
        )
        self.state = State(root / "state.db")
        self.site = root / "site"
        self._uneven = uneven
        self._town = Town(1, hub.categories)

    def card(self, number: int) -> ShopCard:
        """The card of shop number `number` (from 1)."""
        keeper = self._town.keeper(number)
        category, place = self._where(number) if self._uneven else (keeper.category, keeper.kecamatan)
        return ShopCard(
            slug=keeper.slug,
            name=keeper.shop,
            slogan=f"{keeper.shop} dari {place.name}",
            category=category,
            kecamatan=place.slug,
            place=f"{keeper.kelurahan}, {place.name}",
            whatsapp="6280000000101",
            moves_to="",
            colour="#8a1c1c",
            joined=(date(2026, 1, 1) + timedelta(days=number)).isoformat(),
            products=tuple(CardProduct(w.slug, w.name, w.low, False) for w in keeper.trade.wares[:8]),
            picture=None,
        )

    def _where(self, number: int) -> tuple[str, Place]:
        dice, places = Dice(f"uneven/{number}"), all_kecamatan()
        first, *others = self.directory.hub.categories
        category = first if dice.chance(FAVOURITE) else dice.pick(others)
        return category.slug, places[int(len(places) * dice.random() ** UNEVEN)]

    def put(self, card: ShopCard) -> None:
        """A shop has new pages."""
        self.state.put_seller(SellerRow(card.slug, "built", card=card))
        self.state.changes.note(card.slug, card=True)

    def remove(self, slug: str) -> None:
        """A shop is gone."""
        self.state.forget_seller(slug)
        self.state.changes.note(slug, card=True)

    def renew(self, context: str = "bench") -> tuple[int, float]:
        """Bring the pages up to date: files written or deleted but for the search's, CPU seconds.

        Another `context` makes every page anew.
        """
        before = self._of_the_search()
        start = time.process_time()
        assets = (*self.directory.theme.assets, self.directory.cover())
        done = renew(
            self.state, self.site, self.directory, lambda: self.english, context=context, assets=assets
        )
        self.state.commit()
        took = time.process_time() - start
        after = self._of_the_search()
        search = sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
        return done.written + done.deleted - search, took

    def _of_the_search(self) -> dict[str, str]:
        """Hashes of the search's files; `bench.search` counts these."""
        known = self.state.files("")
        return {
            path: row.sha256 for path, row in known.items() if path.startswith(("cari/data/", "cari/toko/"))
        }


def crawl(site: Path) -> tuple[Counter[int], dict[str, int]]:
    """How many of the hub's pages are how many taps from the home page, and how many taps each shop is."""
    pages = {"index.html": 0}
    shops: dict[str, int] = {}
    ahead = ["index.html"]
    while ahead:
        here, ahead = ahead, []
        for page in here:
            for link in _LINK.findall((site / page).read_text("utf-8")):
                target = normpath(join(dirname(page), link))
                folder = target.partition("/")[0]
                if folder in _FOLDERS or "/" not in target:
                    if target not in pages:
                        pages[target] = pages[page] + 1
                        ahead.append(target)
                else:
                    shops.setdefault(folder, pages[page] + 1)
    return Counter(pages.values()), shops


def main() -> int:
    """Make the lists of a hub, change one shop in each way, and walk."""
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    parser.add_argument("--sellers", type=int, default=20_000)
    parser.add_argument("--uneven", action="store_true", help="as unevenly as people live in Jakarta")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="etalase-lists-") as folder:
        hub = Hub(Path(folder), uneven=options.uneven)
        for number in range(1, options.sellers + 1):
            hub.put(hub.card(number))
        head("change", "files of the hub", "CPU seconds")
        row("all new", *_told(hub.renew()))
        middle = hub.card(options.sellers // 2)
        hub.put(replace(middle, name="Nama Baru"))
        row("one other name", *_told(hub.renew()))
        hub.put(hub.card(options.sellers + 1))
        row("one new shop", *_told(hub.renew()))
        hub.remove(middle.slug)
        row("one shop gone", *_told(hub.renew()))
        print()
        pages, shops = crawl(hub.site)
        taps = Counter(shops.values())
        head("taps from the home page", "pages of the hub", "shops")
        for number in range(max(*pages, *taps) + 1):
            row(number, f"{pages[number]:,}", f"{taps[number]:,}")
        far = options.sellers - sum(taps[number] for number in range(TAPS + 1))
        print(f"\n{far:,} of {options.sellers:,} shops are more than {TAPS} taps away, or cannot be reached.")
        hub.state.close()
    return 1 if far else 0


def _told(done: tuple[int, float]) -> tuple[str, str]:
    files, seconds = done
    return f"{files:,}", f"{seconds:.2f}"


if __name__ == "__main__":
    sys.exit(main())
