"""Two streams in the same order, side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Left = TypeVar("Left")
Right = TypeVar("Right")


def merge_join(
    left: Iterable[Left],
    right: Iterable[Right],
    left_key: Callable[[Left], str],
    right_key: Callable[[Right], str],
) -> Iterator[tuple[Left | None, Right | None]]:
    """Pair what has the same key; None stands for what the other side does not have.

    Both must be in the order of their keys' code points, which is also that of their UTF-8 bytes.
    """
    ours, theirs = iter(left), iter(right)
    one, other = next(ours, None), next(theirs, None)
    while one is not None or other is not None:
        if other is None or (one is not None and left_key(one) < right_key(other)):
            yield one, None
            one = next(ours, None)
        elif one is None or right_key(other) < left_key(one):
            yield None, other
            other = next(theirs, None)
        else:
            yield one, other
            one, other = next(ours, None), next(theirs, None)
