"""The marker: the one object in a target that names its hub and is its lock."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Self

from msgspec import Struct, to_builtins
from msgspec.structs import replace

NAME = "_etalase.json"
"""Below the target's prefix; no seller's slug starts with `_`."""

VERSION = 1
LEASE = 60.0
"""Seconds for which a holder may write, counted from when it last renewed its lock."""


class Holder(Struct, frozen=True):
    """The deploy that has the lock."""

    token: str
    """Names this deploy; drawn at random."""
    who: str
    """`user@host`, for other operators."""
    pid: int
    since: str
    """When it began, by its own clock (ISO), for other operators."""
    renewals: int = 0
    """So that no two versions of the marker are ever equal."""


class Marker(Struct, frozen=True):
    """What the object says."""

    hub: str
    """The public address of the hub that publishes here (hub.yaml's `situs`)."""
    generation: str = ""
    """Drawn anew by each deploy that changes something: a record that remembers another is out of date."""
    lease: float = LEASE
    holder: Holder | None = None
    """None while nobody deploys."""

    def renewed(self) -> Self:
        """The marker with which its holder starts its lease again."""
        if self.holder is None:
            raise ValueError("nobody holds this lock")
        return replace(self, holder=replace(self.holder, renewals=self.holder.renewals + 1))

    def as_json(self) -> bytes:
        """The object's bytes."""
        facts = {"version": VERSION, **to_builtins(self)}
        return (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()


class Claim(Struct, frozen=True):
    """Who wants to publish, as which hub, and where: what becomes of it is another marker."""

    url: str
    """The target, for messages."""
    key: str
    """The marker's."""
    hub: str
    """The public address of the hub that was built."""
    who: str
    """`user@host`."""
    pid: int
    place: str
    """Names the record's own folder on its own machine: a copy of it elsewhere is another place."""
    now: datetime
    take_over: bool = False
    """Whether a marker of another hub is replaced: for a hub whose address has changed."""
    local: bool = False
    """Whether a lock on this machine stands for the store's conditions, which need no proof then."""


def parse_marker(body: bytes) -> Marker:
    """Read an object's bytes.

    Raises:
        ValueError: they are not a marker of this version.
    """
    facts = json.loads(body)
    try:
        if facts["version"] != VERSION:
            raise ValueError(f"version {facts['version']}")
        holder = facts["holder"]
        if holder is not None:
            holder = Holder(
                str(holder["token"]),
                str(holder["who"]),
                int(holder["pid"]),
                datetime.fromisoformat(holder["since"]).isoformat(),
                int(holder["renewals"]),
            )
        return Marker(str(facts["hub"]), str(facts["generation"]), float(facts["lease"]), holder)
    except (KeyError, TypeError) as error:
        raise ValueError(f"no {error} in it") from error
