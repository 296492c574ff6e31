"""One order for the listings of all stores.

Amazon lists by the bytes of whole keys; stores that keep folders (SeaweedFS) walk these, so that `kopi/x`
comes before `kopi-2/x`, though '-' is less than '/'.  Whoever compares a listing with a record wants one
order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import chain

from generator.publish.store import ObjectInfo


def in_order(found: Iterable[ObjectInfo], root: str) -> Iterator[ObjectInfo]:
    """What was found below the folder `root` (empty, or ends in `/`), by the bytes of the keys; a stream.

    In either order, no later key is less than the name of this key's first folder, so whatever is less than
    that can go out.  What was found twice goes out once.
    """
    waiting: list[tuple[str, ObjectInfo]] = []
    last = None
    for held in chain(found, [None]):
        floor = root + held.key[len(root) :].partition("/")[0] if held else None
        while waiting and (floor is None or waiting[0][0] < floor):
            key, least = heappop(waiting)
            if key != last:
                yield least
            last = key
        if held:
            heappush(waiting, (held.key, held))


def overlooked(root: str, after: str) -> list[str]:
    """Folders that hold greater keys than `after`, and that a store which walks folders takes for less.

    After `toko-a/index.html` such a store has `toko` behind it; after `toko-a`, perhaps this folder itself.
    """
    name = after[len(root) :]
    return [
        *(f"{root}{name[:n]}/" for n in range(1, len(name)) if name[n] < "/" and name[n - 1] != "/"),
        f"{after}/",
    ]
