"""New shops' folders, some hundreds at a time, laid out while the next rows are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from generator.disk import file_system
from generator.importing.folders import create
from generator.importing.numbers import stamp_of


class NewShop(Struct, frozen=True):
    """A shop that is written down, and has no folder yet."""

    slug: str
    texts: Mapping[str, str]
    photos: Mapping[str, Path]
    number: str


class LaidOut(Struct, frozen=True):
    """A shop whose folder is on the disk."""

    slug: str
    number: str
    stamp: str
    """Of its file, as `numbers` knows it."""


class LayingOut:
    """One helper that lays out folders; it has one pile of them at a time."""

    def __init__(self, sellers: Path, helper: ThreadPoolExecutor) -> None:
        self._sellers = sellers
        self._helper = helper
        self._doing: Future[list[LaidOut]] | None = None

    def begin(self, shops: Sequence[NewShop]) -> None:
        """Hand over a pile; the one before is done."""
        self._doing = self._helper.submit(self._lay_out, shops)

    def done(self) -> list[LaidOut]:
        """Wait for the pile, if there is one. Raises `OSError`."""
        doing, self._doing = self._doing, None
        return doing.result() if doing else []

    def _lay_out(self, shops: Sequence[NewShop]) -> list[LaidOut]:
        for shop in shops:
            create(self._sellers, shop.slug, shop.texts, shop.photos)
        file_system.wait_until_written(self._sellers)
        return [LaidOut(one.slug, one.number, stamp_of(self._sellers / one.slug)) for one in shops]


@contextmanager
def laying_out(sellers: Path) -> Iterator[LayingOut]:
    """A helper for an import; what it has begun it ends."""
    with ThreadPoolExecutor(1) as helper:
        yield LayingOut(sellers, helper)
