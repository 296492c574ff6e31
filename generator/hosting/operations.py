"""What operators may do to a term: each answers with events, none where nothing is left to do.  Pure."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from generator.hosting import rules
from generator.hosting.term import OVER, Event, Kind, Term


class ActionRefusedError(Exception):
    """The rules do not allow it; the message says why, without naming the seller."""


class OperatorAction(Struct, frozen=True):
    """Who does something, when, and why."""

    today: date
    actor: str
    reason: str = ""

    def event(self, slug: str, kind: Kind, key: str, **details: str) -> Event:
        """It as an event of a seller."""
        return Event(slug, kind, self.today, self.actor, f"{kind}:{slug}{key}", self.reason, details)


def activate(slug: str, term: Term | None, action: OperatorAction) -> list[Event]:
    """Approve a seller, so that its shop is published."""
    _check(term, action)
    if term and term.state != "pending":
        return []
    return [action.event(slug, "activated", "")]


def renew(slug: str, term: Term | None, action: OperatorAction) -> list[Event]:
    """Give two more years, from the end of the term or from today if that is later."""
    _check(term, action)
    first = rules.renewable_from(term) if term else None
    if term is None or first is None:
        raise ActionRefusedError("it has no term yet; the first publication starts one")
    if action.today < first:
        raise ActionRefusedError(f"it can be renewed from {first} on")
    until = rules.renewed_until(term, action.today).isoformat()
    return [action.event(slug, "renewed", f":{term.expires_on}", expires_on=until)]


def hold(slug: str, term: Term | None, action: OperatorAction) -> list[Event]:
    """Keep sweeps and reminders away from a seller."""
    _check(term, action)
    now = term or Term(slug)
    return [] if now.held else [action.event(slug, "held", f":{now.seq + 1}")]


def release(slug: str, term: Term | None, action: OperatorAction) -> list[Event]:
    """End a hold."""
    _check(term, action)
    return [action.event(slug, "released", f":{term.seq + 1}")] if term and term.held else []


def move(slug: str, term: Term | None, to: str, there: Term | None, action: OperatorAction) -> list[Event]:
    """Let a seller go on under another slug; the old one stays reserved."""
    if term and term.moved_to == to:
        return []
    _check(term, action)
    if slug == to:
        raise ActionRefusedError("that is its slug already")
    if there:
        raise ActionRefusedError(
            f"{to} is reserved" if there.state in OVER else f"{to} is another seller's slug"
        )
    return [
        action.event(slug, "moved-out", "", to=to),
        action.event(to, "moved-in", "", **{"from": slug, "term": (term or Term(slug)).as_json()}),
    ]


def leave(slug: str, term: Term | None, action: OperatorAction) -> list[Event]:
    """End a seller's stay at its own wish; the slug stays reserved."""
    if term and term.state in OVER and not term.moved_to:
        return []
    _check(term, action)
    return [action.event(slug, "left", "")]


def _check(term: Term | None, action: OperatorAction) -> None:
    """What holds for every operation.  Raises `ActionRefusedError`."""
    if term is None:
        return
    if term.moved_to:
        raise ActionRefusedError(f"it has moved to {term.moved_to}")
    if term.state in OVER:
        raise ActionRefusedError(f"its term is over since {term.ended_on}, and its slug is not given again")
    if term.last_on and action.today < term.last_on:
        raise ActionRefusedError(
            f"its newest event is of {term.last_on}, and today is said to be {action.today}: "
            f"put the clock right, or add --today {term.last_on}"
        )
