"""How many requests do later publications take in small and in large hubs? Counted at a real S3 server."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.tables import head, requests_text, row
from bench.uploaders import Run, build, etalase, make_hub
from tests.s3_server import S3Server

SIZES = (1_000, 10_000)
"""Sellers."""
SHOP_PUTS, HUB_PUTS, SEARCH_PUTS = 3, 10, 30
"""The most uploads of a shop's files, the hub's pages, and the search's files that a change may take."""

# as `etalase demo` writes them
_FOLLOWS = re.compile(r"^ikuti: \[(.*)\]$", re.MULTILINE)
_PRICE = re.compile(r"^harga: .*$", re.MULTILINE)
_CHOICES = re.compile(r"^varian:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Count:
    """The requests of one deploy."""

    what: str
    sellers: int
    """Of the hub."""
    requests: Counter[str]
    """Of all of it, at the server."""
    shop: int
    """Uploads of shops' files."""
    hub: int
    """Uploads of the hub's pages."""
    search: int
    """Uploads of the search's files."""
    deleted: int
    """Files removed."""

    @property
    def good(self) -> bool:
        """Whether it takes no more than it may, and the change was one at all."""
        changed = self.what == NOTHING or self.shop + self.deleted > 0
        few = self.shop <= SHOP_PUTS and self.hub <= HUB_PUTS and self.search <= SEARCH_PUTS
        return changed and few


def count_requests(folder: Path, server: S3Server, sizes: Sequence[int]) -> int:
    """Build hubs of these sizes, change them in each way, and print a table. Returns the exit code."""
    head(
        "what",
        "sellers",
        "shop files sent",
        "hub pages sent",
        "search files sent",
        "files removed",
        "requests at the server",
    )
    counts = [count for size in sizes for count in _hub(folder / str(size), server, size)]
    alike = len({(count.shop, count.hub, count.search) for count in counts if count.what == PRICE}) == 1
    print(f"\n{PRICE.capitalize()} takes the same in hubs of every size: {'yes' if alike else 'no'}")
    return 0 if alike and all(count.good for count in counts) else 1


def nothing(_sellers: Path) -> tuple[str, ...]:
    """Change nothing."""
    return ()


def one_price(sellers: Path) -> tuple[str, ...]:
    """Change the price of one product."""
    product = next(_middle(sellers).glob("produk/*.md"))
    product.write_text(_PRICE.sub("harga: 123.000", product.read_text(encoding="utf-8")), encoding="utf-8")
    return ()


def one_seller_less(sellers: Path) -> tuple[str, ...]:
    """Remove one shop."""
    shop = _middle(sellers)
    shutil.rmtree(shop)
    return (shop.name,)


NOTHING, PRICE = "nothing changed", "one price of one seller"
CHANGES: dict[str, Callable[[Path], tuple[str, ...]]] = {
    # each tells which shops are meant to be gone
    NOTHING: nothing,
    PRICE: one_price,
    "one seller removed": one_seller_less,
}


def _hub(root: Path, server: S3Server, sellers: int) -> list[Count]:
    make_hub(root, sellers)
    took = build(root).seconds
    print(f"{sellers:,} sellers: built in {took:.0f} s", file=sys.stderr)
    etalase(root, f"counts-{sellers}", server)
    counts = []
    for what, change in CHANGES.items():
        gone = change(root / "sellers")
        build(root, *gone)
        planned = _rows(etalase(root, f"counts-{sellers}", server, "--dry-run"))
        requests = etalase(root, f"counts-{sellers}", server).requests
        sent = Counter(_kind(each) for each in planned if each["action"] == "upload")
        removed = sum(each["action"] == "delete" for each in planned)
        kinds = (sent["shop"], sent["hub"], sent["search"])
        counts.append(Count(what, sellers, requests, *kinds, removed))
        row(what, f"{sellers:,}", *kinds, removed, requests_text(requests))
    return counts


def _kind(planned: dict[str, str]) -> str:
    """Whose file this is."""
    if planned["seller"]:
        return "shop"
    folders = ("/cari/data/", "/cari/toko/")
    return "search" if any(folder in f"/{planned['key']}" for folder in folders) else "hub"


def _rows(rehearsal: Run) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(rehearsal.output)["rows"]
    return found


def _middle(sellers: Path) -> Path:
    """A shop from the middle of the hub's lists, published, with one price in its product.

    Nobody follows it: pages of followers would count, too.
    """
    shops = sorted(sellers.iterdir())
    followed = {
        slug
        for shop in shops
        for line in _FOLLOWS.findall((shop / "toko.yaml").read_text(encoding="utf-8"))
        for slug in line.split(", ")
    }
    site = sellers.parent / "build" / "site"
    return next(
        shop
        for shop in shops[len(shops) // 2 :]
        if shop.name not in followed
        and (site / shop.name / "index.html").is_file()
        and all(_priced(product.read_text(encoding="utf-8")) for product in shop.glob("produk/*.md"))
    )


def _priced(product: str) -> bool:
    return bool(_PRICE.search(product)) and not _CHOICES.search(product)
