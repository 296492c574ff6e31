"""What a report says of visits: totals of a period by shop, by kecamatan, and of the whole programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.disk.sqlite import read_only
from generator.visits.record import telling, visits_file

FEW = 5
"""Below this many, a number is only told as "less than": it could be about somebody who can be guessed."""
_SHOPS = """
    SELECT shop, sum(visits), sum(views) FROM totals WHERE day BETWEEN ? AND ? AND product = ''
    GROUP BY shop ORDER BY shop
"""


class Looks(Struct, frozen=True):
    """How often something was looked at in a period."""

    visits: int
    """People, each once a day at a shop."""
    views: int
    """Pages."""
    shops: int = 1
    """Shops that anybody has looked at."""

    @property
    def few(self) -> bool:
        """Whether the numbers are too small to be told."""
        return self.visits < FEW

    def __add__(self, other: Looks) -> Looks:
        return Looks(self.visits + other.visits, self.views + other.views, self.shops + other.shops)


NOBODY = Looks(0, 0, 0)


def looks_at_shops(root: Path, first: date, last: date) -> dict[str, Looks]:
    """Shops that were looked at, by slug.

    Raises:
        VisitsError: the record cannot be read.
    """
    file = visits_file(root)
    if not file.is_file():
        return {}
    with telling(file), read_only(file, in_closed_folder=True) as db:
        found = db.execute(_SHOPS, (first.toordinal(), last.toordinal()))
        return {shop: Looks(visits, views) for shop, visits, views in found}


def by_place(looks: Mapping[str, Looks], places: Mapping[str, str]) -> dict[str, Looks]:
    """The sums of kecamatan, by slug; of shops of which nobody knows where they are, under an empty one."""
    found: dict[str, Looks] = {}
    for shop, one in looks.items():
        place = places.get(shop, "")
        found[place] = found.get(place, NOBODY) + one
    return dict(sorted(found.items()))


def sum_of(looks: Iterable[Looks]) -> Looks:
    """All of them together."""
    return sum(looks, NOBODY)
