"""What free hosting costs in two years, at named prices: `python -m bench.costs` prints a Markdown table.

The figures are cautious: no CDN keeps anything, and every page view is a first visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

MONTHS = 24
RUPIAH = 17_000
"""For a US dollar; the market paid Rp16,945 on 2026-01-20 (https://ptntc.com/?p=16852)."""
HUBS = (1_000, 10_000, 281_812)
"""Sellers; the last is Jakpreneur's number of members."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What a typical seller needs: twelve products with a photo each."""

    objects: int = 62
    """As `etalase demo --products 12` builds them: 14 pages and feeds, 4 files for each photo."""
    gigabytes: float = 0.00275
    """160 KB of pages as built, and 215 KB for each photo (two real photographs in all four files)."""
    changes: float = 4.33
    """Changes a month: one a week."""
    writes: int = 13
    """Objects that one change sends: four of the shop and at most ten of the hub."""
    views: int = 1_000
    """Page views a month."""
    reads: int = 15
    """Requests of a page view; measured: 9 to 14 for a first visit."""
    view_gigabytes: float = 0.0001
    """Measured: 39 to 74 KB for a first visit of the samples, whose drawn photos are light."""


@dataclass(frozen=True, slots=True)
class Month:
    """What a hub uses in a month."""

    stored: float
    """Gigabytes."""
    writes: float
    reads: float
    sent: float
    """Gigabytes to visitors."""


Steps = tuple[tuple[float, float], ...]
"""(From how much a month on, dollars for each unit), in rising order."""


@dataclass(frozen=True, slots=True)
class Price:
    """A provider's list price in dollars a month, without taxes."""

    name: str
    seen: str
    """The date of the list, or on which the page was read."""
    source: str
    stored: Steps
    writes: Steps = ()
    reads: Steps = ()
    sent: Steps = ()
    fee: float = 0.0
    """Whatever is used."""

    def month(self, use: Month) -> float:
        """Dollars."""
        used = ((self.stored, use.stored), (self.writes, use.writes), (self.reads, use.reads))
        return self.fee + sum(charge(steps, amount) for steps, amount in (*used, (self.sent, use.sent)))


PRICES = (
    Price(
        "Cloudflare R2",
        "2026-08-03",
        "https://developers.cloudflare.com/r2/pricing/",
        stored=((10, 0.015),),
        writes=((1e6, 4.50e-6),),
        reads=((10e6, 0.36e-6),),
    ),
    Price(
        "Biznet Gio NEO Object Storage, one region",
        "2026-09-25",
        "https://www.biznetgio.com/pricelist",
        stored=((0, 1_000 / RUPIAH),),
    ),
    Price(
        "DigitalOcean Spaces, Singapore",
        "2025-01-07",
        "https://docs.digitalocean.com/products/spaces/details/pricing/",
        stored=((250, 0.02),),
        sent=((1_024, 0.01),),
        fee=5.0,
    ),
    Price(
        "Amazon S3, Jakarta",
        "2026-09-18",
        "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonS3/current/ap-southeast-3/index.json",
        stored=((0, 0.025),),
        writes=((0, 5e-6),),
        reads=((0, 0.4e-6),),
        sent=((100, 0.132),),  # of the first 10 TB a month, used for all
    ),
)


def charge(steps: Steps, amount: float) -> float:
    """Dollars for an amount whose price changes by steps; what lies below the first step is free."""
    bounds = pairwise((*steps, (float("inf"), 0.0)))
    return sum(max(0.0, min(amount, end) - start) * price for (start, price), (end, _next) in bounds)


def usage(sellers: int, shop: Shop) -> Month:
    """A month of a hub, its first publication spread over the term."""
    return Month(
        stored=sellers * shop.gigabytes,
        writes=sellers * (shop.objects / MONTHS + shop.changes * shop.writes),
        reads=sellers * shop.views * shop.reads,
        sent=sellers * shop.views * shop.view_gigabytes,
    )


def both(dollars: float, digits: int = 0) -> str:
    """A price in both currencies."""
    return f"${dollars:,.{digits}f} = Rp{dollars * RUPIAH:,.0f}"


def table(shop: Shop) -> str:
    """The Markdown table of two years; what one more seller adds to the largest hub has no free allowance."""
    heads = ["one more seller", *(f"{sellers:,} sellers" for sellers in HUBS)]
    lines = ["| provider | price of | " + " | ".join(heads) + " |", "|---|---|" + "--:|" * len(heads)]
    for price in PRICES:
        totals = [price.month(usage(sellers, shop)) * MONTHS for sellers in (*HUBS, HUBS[-1] + 1)]
        more = totals.pop() - totals[-1]
        cells = [both(more, 4), *map(both, totals)]
        lines.append(f"| [{price.name}]({price.source}) | {price.seen} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(Shop()))
