"""Reminders: which one is due for a seller, and what the ledger is told once it is handed over.  Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from generator.hosting import periods
from generator.hosting.contact import Contact
from generator.hosting.operations import OperatorAction
from generator.hosting.periods import notice_offset
from generator.hosting.rules import due_notice
from generator.hosting.term import Channel, Event, Term

Tone = Literal["early", "month", "week", "last", "over", "later"]
"""How a reminder speaks."""

_ONE_DAY = timedelta(days=1)
_TONES: dict[int, Tone] = {-90: "early", -30: "month", -7: "week", -1: "last", 3: "over"}


class Reminder(Struct, frozen=True):
    """One notice that is due today."""

    slug: str
    kind: str
    """`D-90`, `D-30`, `D-7`, `D-1`, `D+3`, `D+10`, …"""
    tone: Tone
    expires_on: date
    """The first day that is not covered."""
    online_until: date
    """The last day on which the shop is sure to be online if nobody renews it."""
    contact: Contact
    export_name: str = ""
    """The file that holds the whole shop, ready to be taken along; empty while there is none."""

    @property
    def last_day(self) -> date:
        """The last day that is covered: the date that people are told."""
        return self.expires_on - _ONE_DAY

    @property
    def may_leave(self) -> bool:
        """Whether it is time to say that the shop can be taken along."""
        return self.tone != "early"


class HandedOver(Struct, frozen=True):
    """Somebody's word that a notice has reached the seller, as far as anybody can know."""

    slug: str
    kind: str
    expires_on: date
    """The end of the term that it spoke of."""
    on: date
    """The day it was handed over."""
    channel: Channel


class NotTakenError(Exception):
    """A notice that cannot be put on record; the message says why."""


def reminder(term: Term, contact: Contact, today: date, export_name: str | None = None) -> Reminder | None:
    """What to tell a seller today; None: nothing."""
    kind = due_notice(term, today)
    if kind is None or term.expires_on is None:
        return None
    over = today >= term.expires_on
    # A late D-1 must not speak of a term that is already over as if it were not.
    tone = "over" if over and notice_offset(kind) < 0 else _TONES.get(notice_offset(kind), "later")
    grace_from = term.grace_on or max(today, term.expires_on)
    taken_down = max(grace_from + periods.GRACE, today + periods.REST)
    return Reminder(
        term.slug,
        kind,
        tone,
        term.expires_on,
        taken_down - _ONE_DAY,
        contact,
        export_name or "",
    )


def event(notice: HandedOver, action: OperatorAction) -> Event:
    """What is put on record; the ledger takes each notice of a term only once, by its key."""
    details = {
        "kind": notice.kind,
        "channel": notice.channel,
        "handed_over_on": notice.on.isoformat(),
        "expires_on": notice.expires_on.isoformat(),
    }
    key = f"notice:{notice.slug}:{notice.expires_on}:{notice.kind}"
    return Event(notice.slug, "notice", action.today, action.actor, key, action.reason, details)


def take(term: Term | None, notice: HandedOver, action: OperatorAction) -> Event:
    """Judge what a mentor reports.

    Raises:
        NotTakenError: unknown, about another term, not due by then, in the future, or already on record.
    """
    if term is None or term.expires_on is None:
        raise NotTakenError("there is no such shop with a term in the ledger")
    if term.state not in ("active", "grace"):
        raise NotTakenError(f"no notice is due: the shop is {term.state}")
    if notice.expires_on != term.expires_on:
        raise NotTakenError(f"it is about a term until {notice.expires_on}; now it is {term.expires_on}")
    if not _scheduled(notice.kind):
        raise NotTakenError("there is no such notice")
    if any(known.kind == notice.kind for known in term.notices):
        raise NotTakenError("it is already on record")
    due_on = term.expires_on + timedelta(days=notice_offset(notice.kind))
    if notice.on < due_on:
        raise NotTakenError(f"it was not due before {due_on}")
    if notice.on > action.today:
        raise NotTakenError(f"{notice.on} is in the future")
    return event(notice, action)


def _scheduled(kind: str) -> bool:
    try:
        offset = notice_offset(kind)
    except ValueError:
        return False
    last = periods.NOTICES[-1]
    weekly = last < offset < 10_000 and (offset - last) % periods.AGAIN == 0
    return periods.notice_kind(offset) == kind and (offset in periods.NOTICES or weekly)
