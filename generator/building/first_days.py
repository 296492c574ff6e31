"""When shops first were online: the state remembers it, and the ledger where the state was made anew."""

from __future__ import annotations

from msgspec.structs import replace

from generator.building.state import State
from generator.hosting.batches import batches
from generator.hosting.terms import Running
from generator.render.known_dates import SHOP

_AT_ONCE = 1_000
"""Sellers that the ledger is asked about together."""


def recall_first_days(state: State, running: Running) -> None:
    """Give shops with news for the hub back the day on which their term began, if the state says a later one.

    Raises:
        HostingError: the ledger cannot be read.
    """
    for some in batches(state.changes.slugs(card=True), _AT_ONCE):
        for slug, started in running.started(some).items():
            row, day = state.seller(slug), started.isoformat()
            if row and row.card and day < row.card.online:
                dates = dict(row.dates)
                if known := dates.get(SHOP):
                    dates[SHOP] = (known[0], day, known[2])
                state.put_seller(replace(row, card=replace(row.card, online=day), dates=dates))
