"""A stream in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(found: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` (`itertools.batched` comes with Python 3.12)."""
    rest = iter(found)
    while batch := list(islice(rest, size)):
        yield batch
