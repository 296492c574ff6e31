"""A shop's hosting term, as its seller is told of it: read from the ledger, where there is one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.content.hub import Hub
from generator.hosting.address import ledger_url
from generator.hosting.errors import HostingError
from generator.hosting.ledger import open_ledger
from generator.hosting.rules import effective_term
from generator.hosting.term import State, Term

_log = logging.getLogger(__name__)


class TermView(Struct, frozen=True):
    """Where a seller stands."""

    state: State
    last_day: date | None
    """The last day that is covered; None before the start."""
    moved_to: str = ""
    """The slug under which the shop goes on; empty for one that has not moved."""


def ledger_terms(root: Path, hub: Hub) -> Callable[[str], TermView | None]:
    """Looks terms up in the workspace's ledger; never writes. A ledger that fails tells nothing."""
    url = ledger_url(hub.ledger)

    def term_of(slug: str) -> TermView | None:
        try:
            with open_ledger(url, root, create=False) as ledger:
                found = ledger.term(slug)
        except HostingError as error:
            _log.warning("%s", error)
            return None
        term = effective_term(found or Term(slug), hub.activation)
        return TermView(term.state, term.last_day, term.moved_to)

    return term_of
