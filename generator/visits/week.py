"""What a seller is told: how often the shop was looked at in the last seven days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.disk.sqlite import read_only
from generator.visits.period import FEW
from generator.visits.record import telling, visits_file

_DAYS = 7
_ANYBODY = "SELECT 1 FROM days WHERE day IN (?, ?, ?, ?, ?, ?, ?)"
_TOTALS = """
    SELECT product, sum(visits) FROM totals WHERE day IN (?, ?, ?, ?, ?, ?, ?) AND shop = ? GROUP BY product
"""
"""Days one by one: the table is laid out by day, then shop."""


class Week(Struct, frozen=True):
    """Seven days of a shop."""

    visits: int
    """People, each once a day."""
    best: tuple[str, ...]
    """Slugs of products that enough people have looked at, the most looked at first."""

    @property
    def few(self) -> bool:
        """Whether the number is too small to be told."""
        return self.visits < FEW


def week_of(root: Path, slug: str, today: date) -> Week | None:
    """The last seven days of a shop; None when nothing was counted for anybody in them.

    Raises:
        VisitsError: the record cannot be read.
    """
    file = visits_file(root)
    if not file.is_file():
        return None
    days = range(today.toordinal() - _DAYS + 1, today.toordinal() + 1)
    with telling(file), read_only(file, in_closed_folder=True) as db:
        if not db.execute(_ANYBODY, days).fetchone():
            return None
        found: dict[str, int] = dict(db.execute(_TOTALS, (*days, slug)))
    visits = found.pop("", 0)
    best = sorted((one for one in found if found[one] >= FEW), key=lambda one: (-found[one], one))
    return Week(visits, tuple(best))
