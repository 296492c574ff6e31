"""The shops that a report is about: folders, what the last build counted of them, and their terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from generator.building.facts import NOTHING, ShopFacts
from generator.building.folder_fingerprint import governed, signature
from generator.content import reader
from generator.content.hub import Hub
from generator.content.offline import Offline, read_offline
from generator.errors import UnusableError
from generator.hosting.rules import effective_term
from generator.hosting.term import Term
from generator.records.state_reader import JudgedShop, StateReader, reading_state
from generator.reports.folders import FolderNow, read_folders

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger


class ReportError(UnusableError):
    """There cannot be a report; the message says why."""


class Sources(Struct, frozen=True):
    """What reports are made of."""

    root: Path
    """The workspace."""
    hub: Hub
    ledger: Ledger
    jobs: int = 1
    """Processes that read folders which no build has judged as they are."""
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Slug -> questions that wait for a mentor."""
    live: bool = True
    """Whether folders that have changed since the last build are read; else that build is what is told."""


class ReportShop(Struct, frozen=True):
    """One shop of a report."""

    slug: str
    facts: ShopFacts
    """Of its folder; of one that cannot be read, what the last build counted."""
    term: Term
    broken: bool = False
    """Whether its folder has errors."""
    published: bool = False
    """Whether the last build shows it."""
    changed_on: str = ""
    """The day (ISO) its pages last said something else; empty where nobody knows."""
    waiting: int = 0
    """Questions that wait for a mentor."""
    offline: Offline | None = None
    """Why it was taken offline for cause; None where it was not."""

    @property
    def at_rest(self) -> bool:
        """Whether there is nobody to help just now: she left, or it was taken offline for cause."""
        return self.offline is not None or self.withdrawn or self.term.state in ("purged", "left")

    @property
    def withdrawn(self) -> bool:
        """Whether the seller took her consent back."""
        return not self.facts.consent and ("consent", "") not in self.facts.missing

    def ends_by(self, day: date) -> bool:
        """Whether it is online, and its two years end by that day or have ended."""
        ends = self.term.expires_on
        return self.term.state in ("active", "grace") and ends is not None and ends <= day


def report_shops(sources: Sources) -> Iterator[ReportShop]:
    """Every shop with a folder, by slug: one at a time, with what only has to be read where it has changed.

    Raises:
        ReportError: there are no sellers, or the state cannot be read.
        LedgerError: the ledger cannot be read.
    """
    sellers = sources.root / "sellers"
    if not sellers.is_dir():
        raise ReportError(f"there is no folder sellers/ in {sources.root}")
    slugs = list(reader.slugs(sellers))
    with reading_build(sources.root / "build") as state:
        changed = _changed(sources.root, slugs, state) if sources.live else []
        now = read_folders(sources.root, sources.hub, changed, sources.jobs)
        parts: Iterable[tuple[str, Any]] = merge(
            ((slug, slug) for slug in slugs),
            ((one.slug, one) for one in state.judged()),
            ((term.slug, term) for term in sources.ledger.terms()),
            ((one.slug, one) for one in now),
            key=itemgetter(0),
        )
        for slug, found in groupby(parts, key=itemgetter(0)):
            known = {type(part): part for _, part in found}
            if str in known:  # without a folder there is no shop
                yield _shop(sources, slug, known)


def _shop(sources: Sources, slug: str, known: Mapping[type, Any]) -> ReportShop:
    built: JudgedShop | None = known.get(JudgedShop)
    now: FolderNow | None = known.get(FolderNow)
    counted = ShopFacts.from_json(built.facts) if built and built.facts else NOTHING
    return ReportShop(
        slug,
        (now.facts or counted) if now else counted,
        effective_term(known.get(Term) or Term(slug), sources.hub.activation),
        broken=now.broken if now else not sources.live and bool(built and built.status == "failed"),
        published=bool(built and built.online),
        changed_on=built.changed_on if built else "",
        waiting=sources.waiting.get(slug, 0),
        offline=read_offline(sources.root / "sellers" / slug) if sources.live else None,
    )


def _changed(root: Path, slugs: Sequence[str], state: StateReader) -> list[str]:
    """The folders that no build has judged as they are."""
    judged = {one.slug: one.signature for one in state.judged() if one.facts}
    approved = governed(root)
    return [
        slug
        for slug in slugs
        if slug not in judged
        or judged[slug] != signature(root, slug, approved=approved is None or slug in approved)
    ]


@contextmanager
def reading_build(build: Path) -> Iterator[StateReader]:
    """What the last build has left.  Raises `ReportError` where it cannot be read."""
    try:
        with reading_state(build) as state:
            yield state
    except sqlite3.DatabaseError as error:
        raise ReportError(f"build/state.db cannot be read ({error}): build again") from error
