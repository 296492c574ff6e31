"""A mentor's report comes back: what was handed over goes on record, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field

from generator.hosting.address_changes import take_asked
from generator.hosting.clicklist_csv import Reported, Unreadable
from generator.hosting.contact import CHANGE_KIND
from generator.hosting.ledger import Ledger
from generator.hosting.notices import HandedOver, NotTakenError, take
from generator.hosting.operations import OperatorAction
from generator.hosting.term import Event, Term

_KINDS = re.compile(rf"D[+-][0-9]{{1,4}}|{CHANGE_KIND}-[0-9a-f]{{6}}")
"""What may be repeated to people: another text may be a number in the wrong column."""


class Rejected(Struct, frozen=True):
    """A row that could not be taken."""

    line: int
    """Where it starts in the file, from 1."""
    slug: str
    """Empty when it might as well be a telephone number in the wrong column."""
    kind: str
    """Empty when it is none."""
    error: str


class Taken(Struct, frozen=True):
    """What came of a report."""

    recorded: list[HandedOver] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


def take_report(rows: Iterable[Reported | Unreadable], ledger: Ledger, action: OperatorAction) -> Taken:
    """Put every good row on record; a bad one stops no other."""
    done = Taken()
    for row in rows:
        if isinstance(row, Unreadable):
            done.rejected.append(Rejected(row.line, _shown(row.slug), "", row.reason))
            continue
        notice = HandedOver(row.slug, row.kind, row.expires_on, row.on or action.today, "list")
        try:
            _record(ledger, notice, action)
        except NotTakenError as error:
            kind = row.kind if _KINDS.fullmatch(row.kind) else ""
            done.rejected.append(Rejected(row.line, _shown(row.slug), kind, str(error)))
        else:
            done.recorded.append(notice)
    return done


def _shown(slug: str) -> str:
    return slug if any(letter.isalpha() for letter in slug) else ""


def _record(ledger: Ledger, notice: HandedOver, action: OperatorAction) -> None:
    if notice.kind.startswith(f"{CHANGE_KIND}-"):
        take_asked(ledger, notice, action.today)
        return

    def decide(term: Term | None) -> list[Event]:
        return [take(term, notice, action)]

    ledger.record(notice.slug, decide)
