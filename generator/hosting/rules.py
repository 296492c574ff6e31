"""What follows from a term on a day: the next state, the due notice, whether it may be renewed.  Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from generator.hosting import calendar
from generator.hosting.calendar import notice_kind, notice_offset
from generator.hosting.term import TERM_YEARS, Event, State, Term


@dataclass(frozen=True, slots=True)
class NextStep:
    """What will happen to a term if nobody does anything."""

    action: str
    """`activate`, `publish`, `release`, `notice D-90`, `grace`, `suspend`, `purge` or `none`."""
    on: date | None
    """The day it is due; None when it waits for a person, or for nothing."""


def sweep_on(term: Term) -> date | None:
    """The first day on which a sweep may change this term; None: never by itself."""
    match term.state:
        case "active":
            return term.expires_on
        case "grace" if term.grace_on:
            return term.grace_on + calendar.GRACE
        case "suspended" if term.suspended_on:
            return term.suspended_on + calendar.KEPT
    return None


def sweep(term: Term, today: date) -> Event | None:
    """The one step that is due today; a late sweep delays the later ones, it never takes two at once."""
    due = sweep_on(term)
    if term.held or due is None or today < due or (term.last_on and today < term.last_on):
        return None
    match term.state:
        case "active":
            return _step(term, "grace", today)
        case "grace" if warned(term, today):
            return _step(term, "suspended", today)
        case "suspended":
            return _step(term, "purged", today)
    return None


def warned(term: Term, today: date) -> bool:
    """Whether enough notices are on record, and the last of them is old enough, for a take-down."""
    handed_over = [notice.handed_over_on for notice in term.notices]
    return len(handed_over) >= calendar.ENOUGH_NOTICES and max(handed_over) + calendar.REST <= today


def due_notice(term: Term, today: date) -> str | None:
    """The notice to send today; of a backlog only the latest.

    After the schedule, one more falls due every week for as long as too few are on record.
    """
    if term.held or term.expires_on is None or term.state not in ("active", "grace"):
        return None
    days = (today - term.expires_on).days
    due = [offset for offset in calendar.NOTICES if offset <= days]
    if not due:
        return None
    latest, last = due[-1], calendar.NOTICES[-1]
    if latest == last and len(term.notices) < calendar.ENOUGH_NOTICES:
        latest = last + (days - last) // calendar.AGAIN * calendar.AGAIN
    if any(notice_offset(notice.kind) >= latest for notice in term.notices):
        return None
    return notice_kind(latest)


def renewable_from(term: Term) -> date | None:
    """The first day on which the term may be renewed; None: it cannot be."""
    if term.expires_on is None or term.state not in ("active", "grace", "suspended"):
        return None
    return term.expires_on - calendar.RENEWABLE


def renewed_until(term: Term, today: date) -> date:
    """The end of the term after a renewal today: two years from its end, or from today if that is later."""
    if term.expires_on is None:
        raise ValueError(f"{term.slug} has no term yet")
    return calendar.add_years(max(today, term.expires_on), TERM_YEARS)


def next_step(term: Term) -> NextStep:
    """What comes next, as far as it can be told from what is on record."""
    if term.state == "pending":
        return NextStep("activate", None)
    if term.state in ("purged", "left"):
        return NextStep("none", None)
    if term.expires_on is None:
        return NextStep("publish", None)
    if term.held:
        return NextStep("release", None)
    due = sweep_on(term)
    if term.state == "suspended":
        return NextStep("purge", due)
    notice = _next_notice(term)
    if term.state == "grace" and len(term.notices) >= calendar.ENOUGH_NOTICES and due:
        due = max(due, max(n.handed_over_on for n in term.notices) + calendar.REST)
    if notice and due and (notice.on or due) < due:
        return notice
    if term.state == "grace" and len(term.notices) < calendar.ENOUGH_NOTICES and notice:
        return notice  # no take-down without it
    return NextStep("grace" if term.state == "active" else "suspend", due)


def _next_notice(term: Term) -> NextStep | None:
    """The first notice after those on record."""
    if term.expires_on is None:
        return None
    after = max((notice_offset(notice.kind) for notice in term.notices), default=-10_000)
    for offset in calendar.NOTICES:
        if offset > after:
            return NextStep(f"notice {notice_kind(offset)}", term.expires_on + timedelta(days=offset))
    if len(term.notices) >= calendar.ENOUGH_NOTICES:
        return None
    offset = after + calendar.AGAIN
    return NextStep(f"notice {notice_kind(offset)}", term.expires_on + timedelta(days=offset))


def _step(term: Term, state: State, today: date) -> Event:
    if state not in ("grace", "suspended", "purged"):
        raise ValueError(f"no sweep leads to {state}")
    return Event(term.slug, state, today, "sweep", f"{state}:{term.slug}:{term.expires_on}")
