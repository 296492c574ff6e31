"""The numbered pages of a list, and where each of them leads. Pure.

A page leads to older pages only, and to the next newer one: so a list that grows leaves its older pages as
they are. It leads to the older ones of its ten; the newest of a ten also to the newest of each older ten of
its hundred, and the newest of a hundred to those of the older hundreds of its thousand. The first page of a
list, `index.html`, changes with every shop and leads to every ten. So any page is two taps from it in a list
of up to 1,100 pages, and three in a longer one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

OLDEST = 1
"""The number of the oldest page, whatever it shows, so that every page can lead to it for ever."""
_STEPS = (1, 10, 100, 1000)


class Stretch(Struct, frozen=True):
    """What a numbered page shows of its list: shops by their places, counted from the oldest."""

    page: int
    first: int
    last: int


class Steps(Struct, frozen=True):
    """Where a page leads; pages by their numbers."""

    newer: int | None
    """None: the first page of the list."""
    older: int | None
    """None: there is none."""
    between: tuple[int, ...]
    """Older pages to go on with, the newest first."""


class Pages:
    """The numbered pages that a list has."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self.numbers = sorted(numbers)

    def first_page(self) -> Steps:
        """Where the first page of the list leads."""
        if not self.numbers:
            return Steps(None, None, ())
        newest = self.numbers[-1]
        old = max(0, _before(newest, 100) - 1000)
        ten = _before(newest, 10)
        between = (*self._tops(1, ten, newest), *self._tops(10, old, ten), *self._tops(100, 0, old))
        return Steps(None, newest, between)

    def steps(self, page: int) -> Steps:
        """Where a numbered page leads."""
        at = bisect_left(self.numbers, page)
        newer = self.numbers[at + 1] if at + 1 < len(self.numbers) else None
        between: list[int] = []
        for step, larger in pairwise(_STEPS):
            if newer is not None and _before(newer, step) == _before(page, step):
                break  # it is not the newest of its ten, or of its hundred
            between += self._tops(step, _before(page, larger), _before(page, step))
        return Steps(newer, self.numbers[at - 1] if at else None, tuple(between))

    def renewed(self, before: Pages) -> set[int]:
        """Pages that led elsewhere, or were not there, when `before` were the pages of the list."""
        if before.numbers == self.numbers:
            return set()
        return {n for n in self.numbers if n not in before or before.steps(n) != self.steps(n)}

    def __contains__(self, page: int) -> bool:
        """Whether there is a page of this number."""
        at = bisect_left(self.numbers, page)
        return at < len(self.numbers) and self.numbers[at] == page

    def _tops(self, step: int, low: int, high: int) -> list[int]:
        """The newest page of every `step`, from `high` down to above `low`."""
        found = []
        while (at := bisect_right(self.numbers, high)) and self.numbers[at - 1] > low:
            found.append(self.numbers[at - 1])
            high = _before(found[-1], step)
        return found


def _before(page: int, step: int) -> int:
    """The last number before the ten (hundred, …) that a page is in."""
    return (page - 1) // step * step
