"""Which numbered lists of the hub a shop stands in, and which stretches of them a build's changes touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from generator.building.state import State
from generator.hosting.batches import batches
from generator.render.hub_paths import EXPORT, IN_ENGLISH
from generator.render.twins import ENGLISH

PAGE = 24
"""Shops of one stretch of a list; the first page shows up to twice as many."""
SITEMAP_SHOPS = 120
"""Shops of one sitemap: 200 products each in two languages stay below the protocol's 50,000 addresses."""
EVERYBODY = "toko"
"""The list of all shops."""
_AT_ONCE = 1000


class Dirty(Struct):
    """What a build's changes make out of date."""

    stretches: dict[str, set[int]] = field(default_factory=dict)
    """List -> stretches with a new, changed or removed shop."""
    had_shops: dict[str, bool] = field(default_factory=dict)
    """The same lists, and whether anybody stood in them before."""
    rings: dict[str, set[int]] = field(default_factory=dict)
    """List of a kecamatan -> places with a new, changed or removed shop; empty where all are new."""
    sitemaps: set[int] = field(default_factory=set)
    """Sitemaps of such shops."""


def enlist(state: State, changed: Iterable[str], *, rings: bool) -> Dirty:
    """Give new shops their places, take gone ones out, and note which stretches (and `rings`) changed."""
    dirty, places = Dirty(), state.places

    def touch(name: str, position: int) -> None:
        dirty.stretches.setdefault(name, set()).add((position - 1) // PAGE + 1)
        if name == EVERYBODY:
            dirty.sitemaps.add((position - 1) // SITEMAP_SHOPS + 1)
        if rings and name.startswith("kecamatan/"):
            dirty.rings.setdefault(name, set()).add(position)

    for some in batches(changed, _AT_ONCE):
        wanted = {slug: _lists(*where) for slug, where in state.whereabouts(some).items()}
        new: list[tuple[str, str]] = []
        for slug, has in places.lists_of(some).items():
            names = wanted.get(slug, ())
            for name in {*names, *has}:
                if name not in dirty.had_shops:
                    dirty.had_shops[name] = bool(places.newest(name, 1))
            for name, position in has.items():
                touch(name, position)
                if name not in names:
                    places.remove(name, slug)
            new += [(name, slug) for name in names if name not in has]
        for name, position in places.append(new):
            touch(name, position)
    return dirty


def everybody(state: State) -> Iterator[str]:
    """All shops that stand in lists, the oldest first, a thousand at a time."""
    for number in state.places.chunks(EVERYBODY, _AT_ONCE):
        yield from state.places.members(EVERYBODY, (number - 1) * _AT_ONCE + 1, number * _AT_ONCE)


def _lists(category: str, kecamatan: str, english: bool, exports: bool) -> tuple[str, ...]:
    """All lists a shop stands in; those in English are shorter, and there is none of both together."""
    alone = f"kategori/{category}", f"kecamatan/{kecamatan}"
    abroad = (f"{EXPORT}/{category}",) if exports else ()
    found = EVERYBODY, *alone, f"kategori/{category}/{kecamatan}", *abroad
    return (*found, IN_ENGLISH, *(ENGLISH + name for name in alone)) if english else found
