"""What the hub's templates see beside the views that all pages share; the rules of `views.py` hold."""

from __future__ import annotations

from msgspec import Struct

from generator.render.views import Link, Picture


class Pager(Struct):
    """The other pages of a numbered list."""

    newer: Link | None
    older: Link | None
    pages: tuple[Link, ...]
    """From the newest to the oldest; the one shown has no address."""


class Card(Struct):
    """A shop as the hub lists it. The paths are relative to the site's root; see `pictures`."""

    name: str
    url: str
    slogan: str
    category: str
    place: str
    """`Cipete Selatan, Cilandak`."""
    products: str
    """`24 produk`."""
    picture: Picture | None
    initial: str
    tint: str
    """A class that paints the seller's colour behind the initial; its rule is in `Head.style`."""


class Group(Struct):
    """A heading with links below it: a kota with its kecamatan."""

    title: str
    links: tuple[Link, ...]


class Shelf(Struct):
    """Cards below one heading of a bazaar."""

    title: str
    """Empty for those above all headings."""
    cards: tuple[Card, ...]


class BazaarView(Struct):
    """A bazaar, on its own pages and on others."""

    title: str
    url: str
    phase: str
    """`announced`, `live` or `over`: a stable word to choose by."""
    days: str
    """`3–5 Desember 2026`."""
    place: str
    """Where it is; empty for one that is on these pages only."""
    organiser: str
    curator: str
    summary: str
    picture: Picture | None
    """The cover, see `Card.picture`."""
