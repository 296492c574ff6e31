"""What is said of many: the first in full, the rest by number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

SHOWN = 20
"""So many are told in full."""
_REASONS = 5


def first_lines(told: Sequence[tuple[str, str]], see_all: str) -> Iterator[str]:
    """The first lines, and one with how many more there are, by their reasons (pairs of line and reason).

    `see_all` says where all of them are.
    """
    yield from (line for line, _ in told[:SHOWN])
    rest = told[SHOWN:]
    if rest:
        yield f"and {len(rest):,} more: {counted((reason for _, reason in rest), _REASONS)} ({see_all})"


def first_names(names: Sequence[str]) -> str:
    """The first names in one line, and how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def counted(names: Iterable[str], most: int | None = None) -> str:
    """`price-unreadable 60, photo-missing 40`: the most frequent first; a sum of those beyond `most`."""
    found = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    parts = [f"{name} {count}" for name, count in found[:most]]
    others = sum(count for _, count in found[len(parts) :])
    return ", ".join(parts) + (f", {others} others" if others else "")
