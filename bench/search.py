"""What a search costs a shopper, what an edit renews, and how often it finds what a look at every shop would.

`python -m bench.search` prints Markdown tables; exit code 1 when something is not as promised.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from playwright.sync_api import Browser

from bench import budgets
from bench.plain_scan import Query, Scan
from bench.search_hub import SearchHub
from bench.search_page import searching
from bench.tables import head, row
from generator.demo.dice import Dice
from generator.render.card import CardProduct, ShopCard
from generator.search.words import split
from tests.browser import running_browser

SIZES = (2_000, 20_000)
"""Shops; all of Jakarta are 281,812."""
FIRST = 20
"""Finds of the first page."""
AGREE = 0.95
"""Of the first finds of a query, how many are those of a plain scan, on average."""
EDIT_FILES = 30
"""Files of the search that one shop may renew."""
_SAMPLE = 3000
"""Shops whose words are looked at to choose queries."""


@dataclass(frozen=True, slots=True)
class Questions:
    """Queries by kind, chosen from the words of a hub."""

    hub: SearchHub
    sellers: int
    products: int

    def kinds(self, each: int) -> dict[str, list[Query]]:
        """So many queries of each kind."""
        dice = Dice(f"questions/{self.sellers}")
        words = Counter(
            word
            for number in self._numbers(dice)
            for product in self.hub.card(number, self.products).products
            for word in set(split(product.name))
        )
        common = [word for word, _ in words.most_common(each)]
        seldom = sorted(word for word, count in words.items() if count == 1 and len(word) > 4)
        shops = [self.hub.card(dice.between(1, self.sellers), self.products) for _ in range(each)]
        pairs = [self._words(dice, shop, 2) for shop in shops]
        return {
            "a common word": [Query(word) for word in common],
            "a rare word": [Query(word) for word in dice.few(seldom, each)],
            "two words of a product": [Query(" ".join(pair)) for pair in pairs],
            "a word and a kecamatan's name": [
                Query(f"{pair[0]} {shop.place.rpartition(', ')[2]}")
                for pair, shop in zip(pairs, shops, strict=True)
            ],
            "a word in a kecamatan": [
                Query(pair[0], kecamatan=shop.kecamatan) for pair, shop in zip(pairs, shops, strict=True)
            ],
            "a word in a category": [
                Query(pair[-1], category=shop.category) for pair, shop in zip(pairs, shops, strict=True)
            ],
            "two words in a kecamatan": [
                Query(" ".join(pair), kecamatan=shop.kecamatan)
                for pair, shop in zip(pairs, shops, strict=True)
            ],
        }

    def slips(self, common: list[Query]) -> list[Query]:
        """Words with two letters swapped, which is no other word."""
        long = [query.text for query in common if len(query.text) > 5]
        return [Query(f"{text[:2]}{text[3]}{text[2]}{text[4:]}") for text in long if text[2] != text[3]]

    def _numbers(self, dice: Dice) -> Iterator[int]:
        return (dice.between(1, self.sellers) for _ in range(min(_SAMPLE, self.sellers)))

    def _words(self, dice: Dice, shop: ShopCard, count: int) -> list[str]:
        """Different words of one of its products."""
        named = [[*dict.fromkeys(split(product.name))] for product in shop.products]
        return dice.few(dice.pick([words for words in named if len(words) >= count]), count)


def main() -> int:
    """Measure hubs of the sizes asked for."""
    parser = argparse.ArgumentParser(prog="bench.search", description=__doc__)
    parser.add_argument("--sellers", type=int, nargs="+", default=SIZES)
    parser.add_argument("--products", type=int, default=4, help="of each shop (4)")
    parser.add_argument("--queries", type=int, default=40, help="of each kind, for the comparison (40)")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for sellers in options.sellers:
            hub = SearchHub(Path(folder) / str(sellers))
            print(f"\n## {sellers:,} shops with {options.products} products each\n")
            hub.page()
            _filled(hub, sellers, options.products)
            questions = Questions(hub, sellers, options.products)
            kinds = questions.kinds(options.queries)
            scan = Scan(hub.settings, hub.index.shelves).all(
                [query for queries in kinds.values() for query in queries], FIRST
            )
            slips = questions.slips(kinds["a common word"])
            shown = {what: kinds[what][:5] for what in [*kinds][:3]} | {"a slip": slips[:3]}
            shown |= {what: kinds[what][:2] for what in [*kinds][3:]} | {
                "nothing": [Query("xqzwv"), Query("qq ww")]
            }
            with running_browser() as browser:  # a browser that waits for the scan may be gone by then
                good &= _agreement(browser, hub, kinds, scan)
                good &= _bytes(browser, hub, shown)
            good &= _edits(hub, sellers, options.products)
    return 0 if good else 1


def _filled(hub: SearchHub, sellers: int, products: int) -> None:
    """Index all shops, and tell what that took."""
    before = time.process_time()
    for _ in hub.cards(sellers, products):
        pass
    making = time.process_time() - before
    hub.fill(sellers, products)
    took = time.process_time() - before - 2 * making
    files = [*(hub.site / "cari").rglob("*.js")]
    head("index", "")
    row("CPU seconds", f"{took:.1f}, {took / sellers * 1000:.2f} ms a shop")
    row("memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    row("files", f"{len(files):,}, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")
    lists = [file.stat().st_size for file in files if file.parent.name == "data"]
    row("of lists", f"{len(lists):,}, the largest {max(lists) / 1024:.1f} KB")
    row("contents of the index", f"{(hub.site / 'cari/data/isi.js').stat().st_size / 1024:.1f} KB")


def _agreement(
    browser: Browser, hub: SearchHub, kinds: dict[str, list[Query]], scan: dict[Query, list[int]]
) -> bool:
    """How many of the first finds are those of a plain scan."""
    print()
    head("query", "number", f"first {FIRST} as a plain scan", "queries with all the same")
    good = True
    with searching(browser, hub) as page:
        for what, queries in kinds.items():
            shares = []
            for query in dict.fromkeys(queries):
                wanted, found = scan[query], page.first(query, FIRST)
                most = max(len(wanted), len(found))
                shares.append(len(set(wanted) & set(found)) / most if most else 1.0)
                if shares[-1] < 1:
                    print(f"{query}: {len(wanted)} finds, {len(found)} found", file=sys.stderr)
            average = sum(shares) / len(shares)
            row(
                what,
                len(shares),
                f"{average:.1%}",
                f"{sum(share == 1 for share in shares) / len(shares):.0%}",
            )
            good &= average >= AGREE
    return good


def _bytes(browser: Browser, hub: SearchHub, kinds: dict[str, list[Query]]) -> bool:
    """What the first search of a shopper fetches."""
    print()
    head("first search", "typed", "finds shown", "files", "KB brotli")
    good = True
    for what, queries in kinds.items():
        for query in queries:
            asked = f"?q={query.text.replace(' ', '+')}&kecamatan={query.kecamatan}&kategori={query.category}"
            with searching(browser, hub, asked=asked) as page:
                size = page.bytes_fetched()
                where = " in ".join(filter(None, (query.text, query.kecamatan, query.category)))
                row(what, where, len(page.shown()), len(page.files), f"{size / 1024:.1f}")
                good &= size <= budgets.SEARCH_BYTES
    return good


def _edits(hub: SearchHub, sellers: int, products: int) -> bool:
    """What changes of one shop renew."""
    shop, new = hub.card(sellers // 2, products), hub.card(sellers + 1, products)
    eight = hub.card(sellers + 2, 8)
    dearer = (replace(shop.products[0], price=1), *shop.products[1:])
    more = (*shop.products, CardProduct("rendang-jengkol-baru", "Rendang Jengkol Baru", 5000, False))
    changes: dict[str, Callable[[], Counter[str]]] = {
        "a price": lambda: hub.change(shop.slug, replace(shop, products=dearer)),
        "a product more": lambda: hub.change(shop.slug, replace(shop, products=more)),
        "another name": lambda: hub.change(shop.slug, replace(shop, name="Toko Serba Ada", products=more)),
        f"a new shop of {products} products": lambda: hub.change(new.slug, new),
        "a new shop of 8 products": lambda: hub.change(eight.slug, eight),
        "a shop of 8 products goes": lambda: hub.change(eight.slug, None),
    }
    print()
    head("edit", "files of the search", "CPU seconds")
    good = True
    for what, change in changes.items():
        before = time.process_time()
        files = len(change())
        row(what, files, f"{time.process_time() - before:.2f}")
        good &= 0 < files <= (1 if what == "a price" else EDIT_FILES)
    return good


if __name__ == "__main__":
    sys.exit(main())
