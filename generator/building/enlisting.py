"""Which numbered lists of the hub a shop stands in, and which stretches of them a build's changes touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.building.state import State

PAGE = 24
"""Shops of one stretch of a list; the first page shows up to twice as many."""
SITEMAP_SHOPS = 240
"""Shops of one sitemap: with 200 products each, it stays below the 50,000 addresses of the protocol."""
EVERYBODY = "toko"
"""The list of all shops."""


@dataclass
class Dirty:
    """What a build's changes make out of date."""

    stretches: dict[str, set[int]] = field(default_factory=dict)
    """List -> stretches with a new, changed or removed shop."""
    sitemaps: set[int] = field(default_factory=set)
    """Sitemaps of such shops."""


def enlist(state: State, changed: Iterable[str]) -> Dirty:
    """Give new shops their places, take gone ones out, and note which stretches changed."""
    dirty = Dirty()

    def touch(name: str, position: int) -> None:
        dirty.stretches.setdefault(name, set()).add((position - 1) // PAGE + 1)
        if name == EVERYBODY:
            dirty.sitemaps.add((position - 1) // SITEMAP_SHOPS + 1)

    for slug in changed:
        card = next(state.cards([slug]), None)
        wanted = {EVERYBODY, f"kategori/{card.category}", f"kecamatan/{card.kecamatan}"} if card else set()
        for name, position in state.places.lists_of(slug).items():
            touch(name, position)
            if name not in wanted:
                state.places.remove(name, slug)
        for name in sorted(wanted):
            touch(name, state.places.assign(name, slug))
    return dirty
