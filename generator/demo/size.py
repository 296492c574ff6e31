"""How large a synthetic workspace is."""

from __future__ import annotations

from msgspec import Struct

MAX_SELLERS = 999_999
"""Numbers have six digits, so that shops of one name sort by number."""


class Size(Struct, frozen=True):
    """How much to make."""

    sellers: int
    """At most `MAX_SELLERS`."""
    products: int
    """Of each seller; at most 200, which is what a shop may have and every trade can fill."""
    photos: int
    """Of each product."""
