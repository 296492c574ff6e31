"""What is left of a shop when it has been rendered."""

from __future__ import annotations

from msgspec import Struct

from generator.render.card import ShopCard
from generator.render.known_dates import Dates
from generator.render.output import Output


class Shop(Struct, frozen=True):
    """A rendered shop."""

    outputs: tuple[Output, ...]
    card: ShopCard
    dates: Dates
    assets: tuple[str, ...]
    """Paths of the shared files its pages use: its theme's, and what `shop_cover` and `app_icon` draw."""
    photos_made: int
    photos_cached: int
