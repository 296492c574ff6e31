"""What a seller's folder says now, where no build has judged it as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from generator import apart
from generator.building.checking import judge_folder
from generator.building.facts import ShopFacts, shop_facts
from generator.building.pool import worker_pool, workers_are_possible
from generator.content.fields import FieldError
from generator.content.hub import Hub
from generator.content.lenient import readable
from generator.content.reader import read_seller
from generator.content.unreadable import UnreadableError
from generator.render.context import check_context

_MANY = 40
"""So many folders are worth a pool of processes."""


class FolderNow(Struct, frozen=True):
    """A folder as it lies there."""

    slug: str
    facts: ShopFacts | None
    """As far as it can be read; None where nothing can."""
    broken: bool
    """Whether it has errors: no build would take it."""


def read_folders(root: Path, hub: Hub, slugs: Sequence[str], jobs: int) -> Iterator[FolderNow]:
    """Judge these folders, in this order; a broken one stops none of the others."""
    one: Callable[[str], FolderNow] = partial(read_folder, root, hub)
    if jobs == 1 or len(slugs) < _MANY or not apart.is_heard() or not workers_are_possible():
        yield from map(one, slugs)
        return
    with worker_pool(jobs) as pool:
        yield from pool.map(one, slugs, chunksize=20)


def read_folder(root: Path, hub: Hub, slug: str) -> FolderNow:
    """Judge one folder; of one with errors, take what can be read, as the form does."""
    judged = judge_folder(root, hub, slug)
    if judged.wanted:
        return FolderNow(slug, shop_facts(judged.wanted), broken=judged.seller is None)
    rules = check_context(hub, root=root, cache=root / "build" / "cache")
    try:
        return FolderNow(slug, shop_facts(readable(read_seller(root, slug), rules)), broken=True)
    except (UnreadableError, FieldError):
        return FolderNow(slug, None, broken=True)
