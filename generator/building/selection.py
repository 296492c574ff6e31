"""What a build has to do about each seller that it looks at; nothing is written while it is found out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from generator.building import folder_fingerprint, timeouts
from generator.building.absences import OFFLINE, term_digest
from generator.building.job import ShopOutcome
from generator.building.report import Progress
from generator.building.rows import Glance
from generator.building.setup import Setup
from generator.building.state import State
from generator.content import reader
from generator.hosting.term import Term
from generator.timed import timed


class Selection(Struct, frozen=True):
    """The sellers of a build, by what is to be done about them: each is in one of these.

    It holds their names, not what is known of them, so that it stays small however many they are.
    """

    offline: tuple[str, ...]
    """Their hosting term says that there is no shop."""
    unchanged: tuple[str, ...]
    """Their pages are what a build would make of them now."""
    unpublished: tuple[str, ...]
    """They have no pages for want of consent, and nothing has changed."""
    signatures: Mapping[str, str]
    """New signatures of folders that were touched, and say what they said before."""
    repeated: tuple[ShopOutcome, ...]
    """What became before of shops that took too long, and are what they were then."""
    jobs: tuple[str, ...]
    """To be built."""

    @property
    def settled(self) -> int:
        """How many need no building."""
        return len(self.offline) + len(self.unchanged) + len(self.unpublished) + len(self.repeated)


@timed
def select(setup: Setup, state: State, slugs: Sequence[str], progress: Progress) -> Selection:
    """Find out what is to be done about these sellers; `progress` is told how many need no building."""
    offline: list[str] = []
    unchanged: list[str] = []
    unpublished: list[str] = []
    signatures: dict[str, str] = {}
    repeated: list[ShopOutcome] = []
    jobs: list[str] = []
    known = _Known(state, slugs)
    today = setup.options.today.isoformat()
    governed = folder_fingerprint.governed(setup.options.root)
    for looked_at, slug in enumerate(slugs, 1):
        term = setup.terms.of(slug)
        row = known.of(slug)
        if term.state in OFFLINE:
            offline.append(slug)
        elif row and (signature := _signature_if_current(setup, row, term, today, governed)):
            if signature != row.signature:
                signatures[slug] = signature
            (unpublished if row.status == "unpublished" else unchanged).append(slug)
        elif outcome := _too_long_again(setup, state, slug):
            repeated.append(outcome)
        else:
            jobs.append(slug)
        progress(looked_at - len(jobs), len(slugs))
    return Selection(
        offline=tuple(offline),
        unchanged=tuple(unchanged),
        unpublished=tuple(unpublished),
        signatures=signatures,
        repeated=tuple(repeated),
        jobs=tuple(jobs),
    )


class _Known:
    """What the state knows of sellers that are asked for in the order of their slugs: one walk along it."""

    def __init__(self, state: State, slugs: Sequence[str]) -> None:
        self._rows = state.glances(slugs[0]) if slugs else iter(())
        self._next = next(self._rows, None)

    def of(self, slug: str) -> Glance | None:
        """The row of this seller, which is behind all that were asked for."""
        while self._next and self._next.slug < slug:
            self._next = next(self._rows, None)
        return self._next if self._next and self._next.slug == slug else None


def _signature_if_current(
    setup: Setup, row: Glance, term: Term, today: str, governed: Set[str] | None
) -> str:
    """The signature of a seller's folder if its pages are what a build would make of it now; else empty."""
    if setup.options.force or row.status == "failed" or row.context != setup.context_of(row.slug):
        return ""
    if row.term_digest != term_digest(term, setup.options.hub):
        return ""
    if today < row.fresh_from or (row.fresh_until and row.fresh_until <= today):
        return ""
    if row.has_card and not os.path.isfile(f"{setup.site}/{row.slug}/index.html"):  # noqa: PTH113 - cheap
        return ""
    approved = governed is None or row.slug in governed
    signature = folder_fingerprint.signature(setup.options.root, row.slug, approved=approved)
    if row.signature != signature and row.content != _content(setup, row.slug):
        return ""
    return signature


def _too_long_again(setup: Setup, state: State, slug: str) -> ShopOutcome | None:
    known = None if setup.options.force else timeouts.known(state, slug)
    if known is None or known.context != setup.context_of(slug):
        return None
    signature = folder_fingerprint.signature(setup.options.root, slug)
    if known.signature != signature and known.content != _content(setup, slug):
        return None
    return known.again(slug, signature)


def _content(setup: Setup, slug: str) -> str:
    """What a build would read of a folder now; nothing that it has read where that cannot be told."""
    try:
        source = reader.read_seller(setup.options.root, slug)
        return folder_fingerprint.content(
            setup.options.root, source, folder_fingerprint.photo_digests(source)
        )
    except OSError:
        return "unreadable"
