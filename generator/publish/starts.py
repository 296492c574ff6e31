"""A seller's two years start when the store has confirmed the shop's index page: telling the ledger so.

The record notes such a seller together with the confirmation, in one transaction, and keeps it until the
ledger has been told: a deploy that ends in between leaves the rest to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Protocol

from msgspec import Struct

from generator.publish.record import Record

BATCH = 500
"""Sellers that the ledger is told of at once."""


class Started(Struct, frozen=True):
    """A term that runs."""

    slug: str
    starts_on: date
    expires_on: date
    """The first day that is not covered."""
    twins: tuple[str, ...] = ()
    """Which shops are of the same person, and by what, in words."""


class Hosting(Protocol):
    """The ledger, as far as a deploy needs it."""

    def start(self, slugs: Sequence[str], on: date) -> Sequence[Started]:
        """Start the terms of these sellers, where they have not started, and tell which.

        Raises:
            LedgerDownError: it cannot be told whether they were started; to ask again does no harm.
        """

    def knows(self, slug: str) -> bool:
        """Whether there is, or was, a seller by this slug; no when the ledger cannot be asked."""


def hand_over(
    record: Record, hosting: Hosting, is_shop: Callable[[str], bool], *, today: date
) -> Iterator[Started]:
    """Tell the ledger of all sellers whose shop has come online; those it knows are not mentioned again.

    Raises:
        LedgerDownError: the rest is on record for the next deploy.
    """
    for day, sellers in record.starts().items():
        on = date.fromisoformat(day) if day else today
        shops = [slug for slug in sellers if is_shop(slug)]
        record.drop_starts(set(sellers) - set(shops))
        for start in range(0, len(shops), BATCH):
            some = shops[start : start + BATCH]
            yield from hosting.start(some, on)
            record.told(some)
