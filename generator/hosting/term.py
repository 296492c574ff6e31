"""One seller's hosting term: what has happened to it so far.  Standard library only, and pure.

A term is never edited: it is what `apply` makes of a seller's events, one after another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

State = Literal["pending", "active", "grace", "suspended", "purged", "left"]
Channel = Literal["email", "list"]
Kind = Literal[
    "activated",
    "started",
    "notice",
    "grace",
    "suspended",
    "purged",
    "renewed",
    "held",
    "released",
    "moved-out",
    "moved-in",
    "left",
    "evidence",
]

OVER: frozenset[State] = frozenset({"purged", "left"})
"""States that nothing follows on."""

NO_SHOP = OVER | {"pending"}
"""States in which nothing of a seller is online."""


class Event(Struct, frozen=True):
    """Something that happened to a seller's term.

    It holds no personal data but its `reason`, which the ledger keeps apart, so that it can be erased.
    """

    seller: str
    """The slug."""
    kind: Kind
    on: date
    """The local day it took effect."""
    actor: str
    """Who did it: an operator's login, `sweep`, `deploy`, …"""
    key: str
    """Idempotency: the ledger takes an event with the same key only once."""
    reason: str = ""
    """Why, in the operator's words; it may name people."""
    details: Mapping[str, str] = field(default_factory=dict)
    """`started`, `renewed`: expires_on.  `notice`: kind, channel, handed_over_on, expires_on.
    `moved-out`: to.  `moved-in`: from, term.  `evidence`: sha256, code.  Dates are ISO."""
    seq: int = 0
    """Its number among the seller's events, from 1; given by the ledger."""


class Notice(Struct, frozen=True):
    """A reminder that has reached the seller, as far as anybody can know."""

    kind: str
    """`D-90`, `D-30`, `D-7`, `D-1`, `D+3`, `D+10`, …: days from the end of the term."""
    channel: Channel
    """By e-mail, or from a mentor's click list."""
    handed_over_on: date
    """The local day on which the mail server took it, or the mentor says to have sent it."""

    def as_list(self) -> list[str]:
        """For JSON."""
        return [self.kind, self.channel, self.handed_over_on.isoformat()]

    @classmethod
    def from_list(cls, kind: str, channel: Channel, handed_over_on: str) -> Notice:
        """The way back from `as_list`."""
        return cls(kind, channel, date.fromisoformat(handed_over_on))


class Term(Struct, frozen=True):
    """Where a seller stands.  Dates are local (Asia/Jakarta)."""

    slug: str
    state: State = "pending"
    held: bool = False
    """A sweep leaves a held seller alone."""
    starts_on: date | None = None
    """The day its shop was first seen online; None before."""
    expires_on: date | None = None
    """The first day that is not covered; None before the start."""
    grace_on: date | None = None
    """When the grace period was recorded; None outside of it."""
    suspended_on: date | None = None
    """When the suspension was recorded; None outside of it."""
    ended_on: date | None = None
    """When it was purged, left or moved; None before."""
    moved_to: str = ""
    """The slug under which the shop goes on; empty when it has not moved."""
    notices: tuple[Notice, ...] = ()
    """Those of the current term that are on record as handed over, oldest first."""
    last_on: date | None = None
    """The day of the newest event: no sweep acts before it, should a clock go back."""
    seq: int = 0
    """How many events it is made of."""

    @property
    def last_day(self) -> date | None:
        """The last day that is covered: the date that people are told; None before the start."""
        return self.expires_on - timedelta(days=1) if self.expires_on else None

    def as_json(self) -> str:
        """All facts but slug and number, for the event that moves a term to another slug."""
        facts = {name: getattr(self, name) for name in self.__struct_fields__ if name not in ("slug", "seq")}
        facts["notices"] = [notice.as_list() for notice in self.notices]
        return json.dumps(facts, default=date.isoformat)


def replay(slug: str, events: Iterable[Event]) -> Term:
    """The term that a seller's events make, in their order."""
    term = Term(slug)
    for event in events:
        term = apply(term, event)
    return term


def apply(term: Term, event: Event) -> Term:
    """The term after one more event.

    Raises:
        ValueError: the event cannot follow (rules about who may do what when are not judged here).
    """
    term = replace(term, seq=term.seq + 1, last_on=max(term.last_on or event.on, event.on))
    match event.kind:
        case "activated":
            return replace(term, state="active")
        case "started":
            # The end stands in the event: old terms stay as they were promised when the rules change.
            until = date.fromisoformat(event.details["expires_on"])
            return replace(term, state="active", starts_on=event.on, expires_on=until)
        case "notice":
            return _noted(term, event.details)
        case "grace":
            return replace(term, state="grace", grace_on=event.on)
        case "suspended":
            return replace(term, state="suspended", suspended_on=event.on)
        case "purged":
            return replace(term, state="purged", ended_on=event.on)
        case "renewed":
            until = date.fromisoformat(event.details["expires_on"])
            return replace(
                term, state="active", expires_on=until, grace_on=None, suspended_on=None, notices=()
            )
        case "held":
            return replace(term, held=True)
        case "released":
            return replace(term, held=False)
        case "moved-out":
            return replace(term, state="left", ended_on=event.on, moved_to=event.details["to"])
        case "moved-in":
            return _moved_in(term, event)
        case "left":
            return replace(term, state="left", ended_on=event.on)
        case "evidence":
            return term  # something was told of it
    raise ValueError(f"no such kind of event: {event.kind}")


def _noted(term: Term, details: Mapping[str, str]) -> Term:
    # A report that comes in after a renewal speaks of the term before; it says nothing of this one.
    if term.expires_on is None or details["expires_on"] != term.expires_on.isoformat():
        return term
    channel: Channel = "email" if details["channel"] == "email" else "list"
    notice = Notice(details["kind"], channel, date.fromisoformat(details["handed_over_on"]))
    return replace(term, notices=(*term.notices, notice))


def _moved_in(term: Term, event: Event) -> Term:
    facts = json.loads(event.details["term"])
    for name in ("starts_on", "expires_on", "grace_on", "suspended_on", "ended_on"):
        facts[name] = date.fromisoformat(facts[name]) if facts[name] else None
    facts["notices"] = tuple(Notice.from_list(*found) for found in facts["notices"])
    facts["last_on"] = term.last_on
    # Its new slug's own history begins here; nothing of the old one is needed to replay it.
    return replace(term, **facts)
