"""Pieces of a seller's history for tests."""

from __future__ import annotations

from datetime import date, timedelta

from generator.hosting.contact import Contact
from generator.hosting.ledger import Ledger
from generator.hosting.operations import OperatorAction
from generator.hosting.rules import start
from generator.hosting.term import Event, Term, apply

FIRST = date(2026, 11, 21)
"""The day most terms of these tests begin."""
END = date(2028, 11, 21)
"""The first day they do not cover."""


def contact(slug: str, number: int = 101, **facts: str) -> Contact:
    told = {"name": slug.title(), "email": f"{slug}@contoh.example", "nib": "", "kecamatan": "tebet"} | facts
    return Contact(slug, told["name"], f"62800{number:08d}", told["email"], told["nib"], told["kecamatan"])


def started(slug: str = "kopi-satu", on: date = FIRST) -> Term:
    """A term that began on a day."""
    event = start(Term(slug), on, "deploy")
    assert event
    return apply(Term(slug), event)


def handed_over(term: Term, kind: str, on: date, channel: str = "email") -> Event:
    """A notice that has reached a seller."""
    details = {
        "kind": kind,
        "channel": channel,
        "handed_over_on": on.isoformat(),
        "expires_on": str(term.expires_on),
    }
    key = f"notice:{term.slug}:{term.expires_on}:{kind}:{channel}"
    return Event(term.slug, "notice", on, "test", key, details=details)


def action(today: date, reason: str = "") -> OperatorAction:
    return OperatorAction(today, "ratna", reason)


def until_suspended(ledger: Ledger, slug: str) -> date:
    """Sweep and remind a seller that started on `FIRST` until its shop is taken down; returns the day."""
    ledger.sweep(END)
    for kind, on in (("D+3", END + timedelta(days=3)), ("D+10", END + timedelta(days=10))):
        ledger.record(slug, lambda term, kind=kind, on=on: [handed_over(term or Term(slug), kind, on)])  # type: ignore[misc]
    day = END + timedelta(days=30)
    ledger.sweep(day)
    return day
