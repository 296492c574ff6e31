"""Chance that can be repeated, on every machine and in every version of Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """A generator that draws with `random()` alone.

    Python promises that `random()` gives the same numbers for the same seed in every version; of
    `choice`, `sample` and their like it promises nothing.
    """

    def chance(self, probability: float) -> bool:
        """True with this probability, from 0 to 1."""
        return self.random() < probability

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self.random() * len(items))]

    def few(self, items: Sequence[T], count: int) -> list[T]:
        """So many different items in random order; all of them when there are fewer."""
        pool = list(items)
        count = min(count, len(pool))
        for place in range(count):
            other = place + int(self.random() * (len(pool) - place))
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:count]
