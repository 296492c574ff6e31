"""What follows from a term on a day: the next state, the due notice, whether it may be renewed.  Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.hosting import periods
from generator.hosting.periods import notice_kind, notice_offset
from generator.hosting.term import OVER, Event, Kind, Term

if TYPE_CHECKING:
    from generator.content.hub import Activation


class NextStep(Struct, frozen=True):
    """What will happen to a term if nobody does anything."""

    action: str
    """`activate`, `publish`, `release`, `notice D-90`, `grace`, `suspend`, `purge` or `none`."""
    on: date | None
    """The day it is or was due; None when it waits for a person, or for nothing."""


def effective_term(term: Term, activation: Activation) -> Term:
    """Where a seller stands in a hub: one that nobody has activated is approved, unless mentors approve."""
    if term.state == "pending" and activation == "otomatis":
        return replace(term, state="active")
    return term


def start(term: Term, today: date, actor: str) -> Event | None:
    """The first confirmed publication; None for a term that has started, or is over."""
    if term.starts_on or term.state in OVER:
        return None
    until = periods.add_years(today, periods.TERM_YEARS)
    details = {"expires_on": until.isoformat()}
    return Event(term.slug, "started", today, actor, f"started:{term.slug}", details=details)


def sweep_on(term: Term) -> date | None:
    """The first day on which a sweep changes this term; None: as it is now, never.

    There is no take-down without enough notices on record, nor before the last of them has rested.
    """
    if term.held:
        return None
    match term.state:
        case "active":
            return term.expires_on
        case "grace" if term.grace_on and _warned(term):
            handed_over = max(notice.handed_over_on for notice in term.notices)
            return max(term.grace_on + periods.GRACE, handed_over + periods.REST)
        case "suspended" if term.suspended_on:
            return term.suspended_on + periods.KEPT
    return None


def sweep(term: Term, today: date, actor: str = "sweep") -> Event | None:
    """The one step that is due today; a late sweep delays the later ones, it never takes two at once.

    Should a clock have gone back to before the newest event, nothing is due.
    """
    due = sweep_on(term)
    if due is None or today < due or (term.last_on and today < term.last_on):
        return None
    then: dict[str, Kind] = {"active": "grace", "grace": "suspended", "suspended": "purged"}
    kind = then[term.state]
    return Event(term.slug, kind, today, actor, f"{kind}:{term.slug}:{term.expires_on}")


def due_notice(term: Term, today: date) -> str | None:
    """The notice to send today; of a backlog only the latest.

    After the schedule, one more falls due every week for as long as too few are on record.
    """
    if term.held or term.expires_on is None or term.state not in ("active", "grace"):
        return None
    days = (today - term.expires_on).days
    due = [offset for offset in periods.NOTICES if offset <= days]
    if not due:
        return None
    latest, last = due[-1], periods.NOTICES[-1]
    if latest == last and not _warned(term):
        latest += (days - last) // periods.AGAIN * periods.AGAIN
    if any(notice_offset(notice.kind) >= latest for notice in term.notices):
        return None
    return notice_kind(latest)


def renewable_from(term: Term) -> date | None:
    """The first day on which the term may be renewed; None: it cannot be."""
    if term.expires_on is None or term.state not in ("active", "grace", "suspended"):
        return None
    return term.expires_on - periods.RENEWABLE


def renewed_until(term: Term, today: date) -> date:
    """The end of the term after a renewal today: two years from its end, or from today if that is later."""
    if term.expires_on is None:
        raise ValueError(f"{term.slug} has no term yet")
    return periods.add_years(max(today, term.expires_on), periods.TERM_YEARS)


def next_step(term: Term, today: date) -> NextStep:
    """What comes next, as far as it can be told from what is on record."""
    if term.state in OVER:
        return NextStep("none", None)
    if term.state == "pending":
        return NextStep("activate", None)
    if term.expires_on is None:
        return NextStep("publish", None)
    if term.held:
        return NextStep("release", None)
    names = {"active": "grace", "grace": "suspend", "suspended": "purge"}
    steps = [NextStep(names[term.state], sweep_on(term))]
    if notice := due_notice(term, today) or _later_notice(term, today):
        due_on = term.expires_on + timedelta(days=notice_offset(notice))
        steps.append(NextStep(f"notice {notice}", due_on))
    return min(steps, key=lambda step: step.on or date.max)


def _later_notice(term: Term, today: date) -> str | None:
    """The first notice that falls due after today if nothing else happens before."""
    if term.expires_on is None or term.state not in ("active", "grace"):
        return None
    days = (today - term.expires_on).days
    last = periods.NOTICES[-1]
    later = next((offset for offset in periods.NOTICES if offset > days), None)
    if later is None and not _warned(term):
        later = last + ((days - last) // periods.AGAIN + 1) * periods.AGAIN
    return notice_kind(later) if later is not None else None


def _warned(term: Term) -> bool:
    """Whether enough notices are on record; one that went out on two channels is still one."""
    return len({notice.kind for notice in term.notices}) >= periods.ENOUGH_NOTICES
