"""Evidence for an incentive: what can be proved of one shop, and whether a document is one of ours.

The ledger keeps the digest of every document, so that it can be told later, whatever was built since.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict

from generator.building.checking import judge_folder
from generator.content.hub import Hub
from generator.content.model import Permits
from generator.hosting.operations import OperatorAction
from generator.hosting.term import Event, Term
from generator.language import Language
from generator.qr import qr_svg
from generator.reports.mentors import PAGES
from generator.reports.shops import ReportError, Sources, reading_build
from generator.templates import lone_page

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger

_CODE = 12
"""Characters of a short code: 60 bits."""
_GROUP = 4


class Evidence(Struct, frozen=True):
    """What is proved of a shop."""

    slug: str
    name: str
    category: str
    """Its slug."""
    place: str
    address: str
    """Where the shop is online."""
    published_since: date
    """The first day it was online."""
    online_since: date
    """The day since which it has been online without a gap."""
    today: date
    products: int
    permits: Permits
    consent: date | None
    pages: tuple[tuple[str, str], ...]
    """Paths of its pages with the sha256 of each."""

    @property
    def days_online(self) -> int:
        """Days without a gap."""
        return (self.today - self.online_since).days

    @property
    def code(self) -> str:
        """Short, for people: it changes with everything that is proved."""
        text = json.dumps({**asdict(self), "permits": asdict(self.permits)}, default=str, sort_keys=True)
        letters = base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:_CODE]
        return "-".join(letters[at : at + _GROUP] for at in range(0, _CODE, _GROUP))


def evidence(sources: Sources, slug: str, today: date) -> Evidence:
    """What can be proved of a shop that is online.

    Raises:
        ReportError: it is not online, or its folder has errors; the message says which.
    """
    term = sources.ledger.term(slug)
    if term is None or term.starts_on is None or term.state not in ("active", "grace"):
        raise ReportError(
            f"{slug} has no term that runs: there is nothing to prove before a deploy has seen it"
        )
    if today < term.starts_on:
        raise ReportError(f"{slug} was first online on {term.starts_on}, which is after {today}")
    seller = judge_folder(sources.root, sources.hub, slug).seller
    if seller is None:
        raise ReportError(f"the folder of {slug} has mistakes: see etalase check {slug}")
    with reading_build(sources.root / "build") as state:
        if not (state.is_shop(slug) and state.has_card(slug)):
            raise ReportError(f"the last build does not show {slug}: run etalase build")
        pages = tuple(state.page_digests(slug))
    return Evidence(
        slug,
        seller.name,
        seller.category,
        seller.place,
        f"{sources.hub.site}/{slug}/",
        term.starts_on,
        online_since(history(sources.ledger, slug)) or term.starts_on,
        today,
        sum(not product.draft for product in seller.products),
        seller.permits,
        seller.consent,
        pages,
    )


def history(ledger: Ledger, slug: str) -> list[Event]:
    """What has happened to a shop, also under the slugs it had before; oldest first."""
    found = ledger.events(slug)
    while found and found[0].kind == "moved-in":
        before = ledger.events(found[0].details["from"])
        found = [event for event in before if event.kind != "moved-out"] + found[1:]
    return found


def online_since(events: Iterable[Event]) -> date | None:
    """The day since which a shop has been online without a gap; None for one that is not.

    What takes it down is a suspension, and what brings it back is a renewal.
    """
    since: date | None = None
    for event in events:
        if event.kind in ("started", "renewed"):
            since = since or event.on
        elif event.kind in ("suspended", "purged", "left"):
            since = None
    return since


def evidence_page(found: Evidence, hub: Hub, words: Language) -> bytes:
    """The document; the same facts give the same bytes."""
    kinds = {one.slug: one.english if words.code == "en" else one.name for one in hub.categories}
    return lone_page(
        PAGES,
        "evidence.html",
        words,
        style="report.css",
        language=words.code,
        found=found,
        category=kinds.get(found.category, ""),
        hub=hub.name,
        operator=hub.operator.name,
        day=words.date,
        number=words.number,
        qr=Markup(qr_svg(f"{found.address}#bukti-{found.code}")),  # noqa: S704 - drawn by us
    )


def remember(ledger: Ledger, found: Evidence, page: bytes, action: OperatorAction) -> str:
    """Keep the digest of a document in the ledger; returns it."""
    digest = hashlib.sha256(page).hexdigest()

    def decide(_term: Term | None) -> list[Event]:
        details = {"sha256": digest, "code": found.code}
        return [
            Event(found.slug, "evidence", action.today, action.actor, _key(digest), action.reason, details)
        ]

    ledger.record(found.slug, decide)
    return digest


def issued(ledger: Ledger, document: bytes) -> Event | None:
    """The event with which exactly these bytes were given out; None where they never were."""
    return ledger.event(_key(hashlib.sha256(document).hexdigest()))


def _key(digest: str) -> str:
    return f"evidence:{digest}"
