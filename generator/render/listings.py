"""The hub's lists of shops, for each category, each kecamatan and the two together, and the links to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from generator.content.hub import Hub
from generator.content.model import Category, Place
from generator.content.places import all_kecamatan
from generator.language import Language
from generator.render.hub_views import Group
from generator.render.views import Link

_ISLANDS = "31.01"
"""Kepulauan Seribu comes last: few of the city's people live there."""


_KOTAS = {
    "Jakarta Pusat": "Central Jakarta",
    "Jakarta Utara": "North Jakarta",
    "Jakarta Barat": "West Jakarta",
    "Jakarta Selatan": "South Jakarta",
    "Jakarta Timur": "East Jakarta",
    "Kepulauan Seribu": "Thousand Islands",
}


class Listing(Struct, frozen=True):
    """One numbered list of shops: a category, a kecamatan, or a category in a kecamatan."""

    name: str
    """`kategori/kuliner`: also its folder in the site."""
    title: str
    is_place: bool
    parents: tuple[Listing, ...] = ()
    """Of a category in a kecamatan: these two, in this order."""


class Listings(Struct, frozen=True):
    """All lists of a hub.

    Links to them take the number of shops of each list by its name; `root` leads to the site's root.
    """

    hub: Hub
    words: Language
    folder: str = ""
    """`en/` for those in English: only of shops with pages in English, and only by one of the two."""

    def all(self) -> tuple[Listing, ...]:
        """All categories in the hub's order, then all kecamatan by code."""
        start, words = f"{self.folder}kategori/", self.words
        names = ((one.slug, category_name(one, words)) for one in self.hub.categories)
        return (*(Listing(start + slug, name, False) for slug, name in names), *_places(self.folder))

    def of_names(self, names: Iterable[str]) -> tuple[Listing, ...]:
        """Lists by their names; also those of a category of which hub.yaml no longer says it."""
        known = {listing.name: listing for listing in self.all()}

        def alone(kind: str, slug: str) -> Listing:
            name = f"{self.folder}{kind}/{slug}"
            return known.get(name) or Listing(name, slug.replace("-", " ").capitalize(), kind == "kecamatan")

        def found(kind: str, slug: str, place: str = "") -> Listing:
            return self._both(alone(kind, slug), alone("kecamatan", place)) if place else alone(kind, slug)

        return tuple(found(*name.removeprefix(self.folder).split("/")) for name in names)

    def choices(self, listing: Listing, counts: Mapping[str, int], root: str) -> tuple[Link, ...]:
        """Of a category its kecamatan with shops, by name; of a kecamatan its categories.

        A shop that changes these numbers is on the list itself.
        """
        if listing.parents:
            return ()
        if listing.is_place:
            pairs = [(one, self._both(one, listing)) for one in self.all() if not one.is_place]
        else:
            places = sorted(_places(self.folder), key=lambda place: place.title)
            pairs = [(place, self._both(listing, place)) for place in places]
        return tuple(
            Link(one.title, f"{root}{both.name}/index.html", self.words.number(counts[both.name]))
            for one, both in pairs
            if counts.get(both.name)
        )

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
                kota_name(kota, self.words),
                tuple(self._link(_place(place, self.folder), counts, root) for place in found),
            )
            for kota, found in places.items()
        )

    def nearby(self, listing: Listing, counts: Mapping[str, int], root: str) -> tuple[Link, ...]:
        """Links to other lists with shops: other categories, or other kecamatan of the same kota.

        Without numbers, so that a new shop leaves the pages of its neighbours alone. A category in a
        kecamatan leads to the choices of these two.
        """
        if listing.parents:
            category, place = listing.parents
            _ = self.words.gettext
            return (
                Link(
                    _("%(category)s in other districts") % {"category": category.title},
                    f"{root}{category.name}/index.html#pilihan",
                ),
                Link(_("All shops in %(place)s") % {"place": place.title}, f"{root}{place.name}/index.html"),
            )
        return tuple(
            Link(other.title, f"{root}{other.name}/index.html")
            for other in self.siblings(listing)
            if counts.get(other.name)
        )

    def siblings(self, listing: Listing) -> tuple[Listing, ...]:
        """The other categories, or the other kecamatan of the same kota."""
        kotas = {f"{self.folder}kecamatan/{place.slug}": place.kota for place in all_kecamatan()}
        return tuple(
            other
            for other in self.all()
            if other != listing and kotas.get(other.name) == kotas.get(listing.name)
        )

    def shops(self, count: int) -> str:
        """`1 shop`, `1,234 shops`."""
        text = self.words.ngettext("%(number)s shop", "%(number)s shops", count)
        return text % {"number": self.words.number(count)}

    def _both(self, category: Listing, place: Listing) -> Listing:
        """A category in a kecamatan."""
        title = self.words.gettext("%(category)s in %(place)s")
        return Listing(
            f"{category.name}/{place.name.removeprefix('kecamatan/')}",
            title % {"category": category.title, "place": place.title},
            False,
            (category, place),
        )

    def _link(self, listing: Listing, counts: Mapping[str, int], root: str) -> Link:
        count = counts.get(listing.name, 0)
        url = f"{root}{listing.name}/index.html" if count else ""
        return Link(listing.title, url, self.shops(count) if count else "")


def kota_name(kota: str, words: Language) -> str:
    """A kota as it is called in a language: `Jakarta Selatan`, `South Jakarta`."""
    return _KOTAS.get(kota, kota) if words.code == "en" else kota


def category_name(category: Category, words: Language) -> str:
    """What shoppers read."""
    return category.english if words.code == "en" else category.name


def _place(place: Place, folder: str) -> Listing:
    return Listing(f"{folder}kecamatan/{place.slug}", place.name, True)


@cache
def _places(folder: str) -> tuple[Listing, ...]:
    """All kecamatan by code."""
    return tuple(_place(place, folder) for place in all_kecamatan())
