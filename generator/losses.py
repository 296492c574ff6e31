"""When so many products of a shop are gone at once that it is taken for an accident.  Pure."""

from __future__ import annotations

FEW = 6
"""Products from which on losing more than half of them is an accident, too."""


def most_are_gone(before: int, now: int) -> bool:
    """Whether all products are gone, or more than half of at least `FEW`."""
    return (before > 0 and now == 0) or (before >= FEW and now * 2 < before)
