"""The hub's lists of shops, one for each category and each kecamatan, and the links to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.content.hub import Hub
from generator.content.model import Place
from generator.content.places import all_kecamatan
from generator.language import Language
from generator.render.views import Group, Link

_ISLANDS = "31.01"
"""Kepulauan Seribu comes last: few of the city's people live there."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One numbered list of shops: a category or a kecamatan."""

    name: str
    """`kategori/kuliner`: also its folder in the site."""
    title: str
    is_place: bool


@dataclass(frozen=True, slots=True)
class Listings:
    """All lists of a hub.

    Links to them take the number of shops of each list by its name; `root` leads to the site's root.
    """

    hub: Hub
    words: Language

    def all(self) -> tuple[Listing, ...]:
        """All categories in the hub's order, then all kecamatan by code."""
        categories = [Listing(f"kategori/{c.slug}", c.name, False) for c in self.hub.categories]
        places = [Listing(f"kecamatan/{p.slug}", p.name, True) for p in all_kecamatan()]
        return (*categories, *places)

    def categories(self, counts: Mapping[str, int], root: str) -> tuple[Link, ...]:
        """Links to the lists of all categories."""
        return tuple(self._link(listing, counts, root) for listing in self.all() if not listing.is_place)

    def kotas(self, counts: Mapping[str, int], root: str) -> tuple[Group, ...]:
        """Links to the lists of all kecamatan, by kota."""
        places: dict[str, list[Place]] = {}
        for place in sorted(all_kecamatan(), key=lambda place: (place.code.startswith(_ISLANDS), place.code)):
            places.setdefault(place.kota, []).append(place)
        return tuple(
            Group(
                kota,
                tuple(self._link(Listing(f"kecamatan/{p.slug}", p.name, True), counts, root) for p in found),
            )
            for kota, found in places.items()
        )

    def siblings(self, listing: Listing, root: str) -> tuple[Link, ...]:
        """Links to other categories, or to other kecamatan of the same kota.

        Without counts, so that a new shop leaves the pages of its neighbours alone.
        """
        kotas = {f"kecamatan/{place.slug}": place.kota for place in all_kecamatan()}
        return tuple(
            Link(other.title, f"{root}{other.name}/index.html")
            for other in self.all()
            if other != listing and kotas.get(other.name) == kotas.get(listing.name)
        )

    def shops(self, count: int) -> str:
        """`1 shop`, `1,234 shops`."""
        text = self.words.ngettext("%(number)s shop", "%(number)s shops", count)
        return text % {"number": self.words.number(count)}

    def _link(self, listing: Listing, counts: Mapping[str, int], root: str) -> Link:
        count = counts.get(listing.name, 0)
        url = f"{root}{listing.name}/index.html" if count else ""
        return Link(listing.title, url, self.shops(count) if count else "")
