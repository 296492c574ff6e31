"""A shop's payment code, as the templates see it."""

from __future__ import annotations

from msgspec import Struct


class QrisView(Struct):
    """The seller's own QRIS code."""

    src: str
    width: int
    height: int
    merchant: str
    """The name a shopper must see in her bank's app; may be empty."""
    city: str
    """The merchant's city as the code says it; may be empty."""
    nmid: str
    """The national merchant id; may be empty."""
    payload: str
    """The text inside the code."""
    script: str
    """The script that draws the code with an amount; empty where the seller does not offer that."""
    loader: str
    """The script that asks for that one; empty likewise."""


class Amount(Struct):
    """What a shopper can pay by one code."""

    text: str
    """`Rp95.000`."""
    now: int
    """Rupiah."""
    until: str
    """ISO date of the offer's last day; empty without one."""
