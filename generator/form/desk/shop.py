"""A shop as its mentor's desk knows it, and where that comes from: no folder is read for it.

The form's rows say what drafts have, the state what the last build made of the others, the ledger where
the two years stand.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from generator.building.facts import NOTHING, ShopFacts
from generator.content.offline import Offline, read_offline
from generator.form import approvals, history, links
from generator.form.context import FormContext
from generator.form.desk.mended import mended
from generator.form.desk.search import Findable
from generator.form.shops import ShopRow
from generator.hosting.address import ledger_url
from generator.hosting.errors import HostingError
from generator.hosting.ledger import open_ledger
from generator.hosting.rules import effective_term
from generator.hosting.term import Term
from generator.records.state_reader import JudgedShop, reading_state
from generator.reports.shops import ReportShop

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DeskShop(Findable):
    """One shop of the desk."""

    row: ShopRow
    shop: ReportShop
    """What reports tell of it: of its draft where there is one, else of the last build."""
    last_on: date | None
    """The last sign of the seller: a change of hers, her page's, or her invitation."""
    heard: bool
    """Whether that sign is more than her invitation."""
    linked: bool
    """Whether she has a link that works."""
    mended: bool
    """Whether the last build found mistakes in its files that are not there any more."""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.shop.facts.name or self.row.name or self.row.slug

    @property
    def ready(self) -> int:
        """Percent."""
        return self.shop.facts.readiness

    @property
    def waits(self) -> bool:
        """Whether something of it waits for the mentor."""
        return bool(self.shop.waiting) or self.moves or bool(self.handed_from)

    @property
    def offline(self) -> Offline | None:
        """Why it was taken offline for cause; None where it was not."""
        return self.shop.offline

    @property
    def at_rest(self) -> bool:
        """Whether there is nobody to help just now."""
        return self.shop.at_rest

    @property
    def moves(self) -> bool:
        """Whether its page names another kecamatan than that of the mentor who holds it."""
        return self.place not in ("", self.row.kecamatan)

    @property
    def handed_from(self) -> str:
        """The slug of the kecamatan from which it has come, while its seller is to be greeted; else empty."""
        return self.row.handed_from if self.row.handed_from != self.row.kecamatan else ""

    def reminded_on(self, day: date) -> bool:
        """Whether a reminder of the two years went on record on that day."""
        return any(notice.handed_over_on == day for notice in self.shop.term.notices)

    @cached_property
    def place(self) -> str:
        """The slug of the kecamatan that its page names; empty where it has none, or nobody knows."""
        return self.row.place or (self.shop.facts.kecamatan if self.shop.published else "")


def desk_shops(context: FormContext, rows: Sequence[ShopRow], kecamatan: str) -> list[DeskShop]:
    """These shops, as far as form, build and ledger know them; `kecamatan` is theirs, or empty."""
    database, today = context.database, context.today
    slugs = [row.slug for row in rows]
    judged, words = _built(context, slugs)
    failed = {slug for slug, one in judged.items() if one.status == "failed"}
    better = mended(context, (judged[slug] for slug in sorted(failed)))
    terms = _terms(context, slugs)
    waiting = approvals.counts(database, kecamatan)
    signs = history.last_signs(database, kecamatan)
    invited = links.invited_on(database, today, kecamatan)
    found = []
    for row in rows:
        built = judged.get(row.slug)
        shop = ReportShop(
            row.slug,
            _facts(row, built),
            effective_term(terms.get(row.slug) or Term(row.slug), context.hub.activation),
            broken=row.slug in failed - better,
            published=built is not None and built.online,
            changed_on=built.changed_on if built else "",
            waiting=waiting.get(row.slug, 0),
            offline=read_offline(context.live.folder(row.slug)),
        )
        texts = (row.name, row.slug, *row.words.splitlines(), *words.get(row.slug, "").splitlines())
        signed = (signs.get(row.slug, "")[:10], shop.changed_on)
        days = [date.fromisoformat(day) for day in signed if day]
        heard = bool(days)
        days += [invited[row.slug]] if row.slug in invited else []
        last = max(days, default=None)
        linked, whole = row.slug in invited, row.slug in better
        found.append(DeskShop(texts, shop.facts.whatsapp, row, shop, last, heard, linked, whole))
    return found


def _facts(row: ShopRow, built: JudgedShop | None) -> ShopFacts:
    if row.facts:
        return ShopFacts.from_json(row.facts)
    if built and built.facts:
        return ShopFacts.from_json(built.facts)
    return replace(NOTHING, name=row.name, kecamatan=row.kecamatan)


def _built(context: FormContext, slugs: Sequence[str]) -> tuple[dict[str, JudgedShop], Mapping[str, str]]:
    """What the last build made of these shops; nothing where there was none, or it is being made anew."""
    try:
        with reading_state(context.root / "build", in_closed_folder=True) as state:
            return {one.slug: one for one in state.judged_among(slugs)}, state.found_by(slugs)
    except sqlite3.DatabaseError:
        return {}, {}


def _terms(context: FormContext, slugs: Sequence[str]) -> dict[str, Term]:
    """Where their two years stand; a ledger that fails tells nothing."""
    try:
        with open_ledger(ledger_url(context.hub.ledger), context.root, create=False) as ledger:
            return {term.slug: term for term in ledger.some(slugs)}
    except HostingError as error:
        _log.warning("%s", error)
        return {}
