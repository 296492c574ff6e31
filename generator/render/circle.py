"""A shop's circle: who follows it, and the shops before and after it in its kecamatan, as one small script.

See `docs/decisions/0016-follow.md` for why its pages do not say so themselves.
"""

from __future__ import annotations

import json

from msgspec import Struct

from generator.render.output import Output

CIRCLES = "ikuti/toko/"
"""The folder of all circles, below the site's root."""
SHOWN = 12
"""Followers that are named; of all others there is only the number."""


class Neighbour(Struct, frozen=True):
    """Another shop, as a circle names it."""

    slug: str
    name: str


class Circle(Struct, frozen=True):
    """Who is around a shop."""

    slug: str
    followers: int
    """How many shops with pages follow it."""
    mutual: tuple[Neighbour, ...] = ()
    """Followers that it follows back: the first `SHOWN` of them."""
    others: tuple[Neighbour, ...] = ()
    """Followers that it does not; together with `mutual` at most `SHOWN`."""
    before: Neighbour | None = None
    after: Neighbour | None = None
    """The shop that comes after it in its kecamatan, the first after the last; None for the only one."""
    hours: str = ""
    """As the card has them: `/ikuti/` says which shops are open now, and reads no other file for it."""
    closed_until: str = ""
    """The last day of a holiday as an ISO date; may be empty."""


def circle_path(slug: str) -> str:
    """Where the circle of a shop lies."""
    return f"{CIRCLES}{slug}.js"


def circle_file(circle: Circle) -> Output:
    """A circle as a classic script: a page that was opened from a disk can read no other kind of data."""
    data: dict[str, object] = {"followers": circle.followers}
    for key, shops in (("mutual", circle.mutual), ("others", circle.others)):
        if shops:
            data[key] = [[shop.slug, shop.name] for shop in shops]
    for key, shop in (("before", circle.before), ("after", circle.after)):
        if shop:
            data[key] = [shop.slug, shop.name]
    if circle.hours:
        data["hours"] = circle.hours
    if circle.closed_until:
        data["closed"] = circle.closed_until
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Output(circle_path(circle.slug), f"etalaseCircle({text});\n".encode())
