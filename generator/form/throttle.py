"""Slows down whoever tries tokens: after some wrong ones, an address and a token's beginning have to rest.

Links that hold and sessions that are open are not touched: many phones share one address, and a token of
144 bits is not found by trying, however fast.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from ipaddress import IPv4Address, ip_address, ip_network

from sqlalchemy import delete, select

from generator.form.database import Database, put, throttle

WINDOW_SECONDS = 15 * 60
"""How long tries count, from the first of them."""
TRIES = {"address": 30, "token": 10, "register": 5}
"""Within a window: wrong tokens from an address, or with one beginning; new shops from an address.
A line has 2^64 addresses of IPv6; they count as one."""
_PREFIX = 6
"""Characters of a token that are its beginning."""


class Throttle:
    """Counts tries. Addresses are kept as keyed hashes, and no longer than a window."""

    def __init__(self, database: Database, key: bytes) -> None:
        self._database = database
        self._key = key

    def wait(self, now: datetime, **what: str) -> int:
        """Seconds until a try of this kind (`address=…, token=…`) may be made; 0 for now."""
        since = int(now.timestamp()) - WINDOW_SECONDS
        rests = [0]
        with self._database.reading() as connection:
            for kind, value in what.items():
                name = self._name(kind, value)
                row = connection.execute(select(throttle).where(throttle.c.key == name)).one_or_none()
                if row and row.since > since and row.tries >= TRIES[kind]:
                    rests.append(row.since - since)
        return max(rests)

    def tried(self, now: datetime, **what: str) -> None:
        """Count a try."""
        moment = int(now.timestamp())
        with self._database.writing() as connection:
            connection.execute(delete(throttle).where(throttle.c.since <= moment - WINDOW_SECONDS))
            for kind, value in what.items():
                name = self._name(kind, value)
                row = connection.execute(select(throttle).where(throttle.c.key == name)).one_or_none()
                tries, since = (row.tries + 1, row.since) if row else (1, moment)
                put(connection, throttle, {"key": name}, {"tries": tries, "since": since})

    def _name(self, kind: str, value: str) -> str:
        typed = value[:_PREFIX] if kind == "token" else _line(value)
        return hmac.new(self._key, f"{kind}\0{typed}".encode(), hashlib.sha256).hexdigest()


def _line(address: str) -> str:
    """The line that an address belongs to."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
