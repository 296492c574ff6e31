"""What a build does with sellers whose hosting term says that there is no shop.

Not approved yet, suspended, purged, left, or moved to another address: their folders are not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.building import stage
from generator.building.report import BuildReport
from generator.building.rows import SellerRow
from generator.building.setup import Setup
from generator.building.state import State
from generator.content.hub import Hub
from generator.hosting.periods import GRACE, KEPT
from generator.hosting.term import NO_SHOP, Term
from generator.render.card import LastWords
from generator.render.hub_paths import BAZAARS_PAGE, FOLLOWED_PAGE
from generator.render.output import Output
from generator.render.twins import ENGLISH

if TYPE_CHECKING:
    from generator.render.offline_pages import AbsentShops

OFFLINE = NO_SHOP | {"suspended"}
"""States in which a seller has no shop, but perhaps a page that says so."""


def term_digest(term: Term, hub: Hub) -> str:
    """What a seller's pages say about its term, as a text that changes with it; empty for nothing."""
    match term.state:
        case "active":
            return ""
        case "grace":
            whom = hashlib.sha256(repr((hub.mentors, hub.operator)).encode()).hexdigest()[:16]
            return f"grace {term.expires_on} {grace_ends(term)} {whom}"
        case "suspended":
            return f"suspended {term.suspended_on}"
    return f"{term.state} {term.moved_to}".strip()


def grace_ends(term: Term) -> date | None:
    """The first day on which a shop in its grace period may be taken down."""
    return term.grace_on + GRACE if term.grace_on else None


class Absences(Struct, frozen=True):
    """Puts friendly pages, redirects, or nothing in the place of shops."""

    setup: Setup
    state: State
    report: BuildReport

    def retire(self, slug: str, term: Term) -> None:
        """No page of this seller is online."""
        known = term_digest(term, self.setup.options.hub)
        row = self.state.seller(slug)
        if row and row.term_digest == known and not row.card and not self.state.files(slug):
            return
        self.take_out(slug)
        self.state.forget_seller(slug)
        self.state.put_seller(SellerRow(slug, "retired", context=self.setup.hub_digest, term_digest=known))

    def suspend(self, slug: str, term: Term) -> None:
        """One friendly page at every address of the shop, made from its stored card."""
        known = term_digest(term, self.setup.options.hub)
        row = self.state.seller(slug)
        if row and row.status == "suspended" and self._is_current(row, known):
            return
        card = row.card if row else None
        last = card or self.setup.terms.contact(slug)
        words = LastWords(last.name, last.whatsapp, last.moves_to) if last else LastWords()
        until = term.suspended_on + KEPT if term.suspended_on else None
        outputs: list[Output] = []
        for makes, pages in self._by_language(slug, self.state.pages(slug)):
            outputs += makes.suspended(slug, words, until, pages)
        self._put(slug, outputs)
        self.state.put_seller(
            SellerRow(
                slug,
                "suspended",
                signature=row.signature if row else "",
                content=row.content if row else "",
                context=self.setup.hub_digest,
                card=card,
                dates=row.dates if row else {},
                assets=self._assets(),
                term_digest=known,
                contact=row.contact if row else None,
                facts=row.facts if row else "",
            )
        )

    def redirect_moved(self) -> None:
        """Redirects from the addresses of shops that have moved, as long as there is a shop to lead to."""
        moved = {term.slug: term for term in self.setup.terms.moved()}
        for slug, term in sorted(moved.items()):
            to = self.setup.terms.new_slug(slug)
            there = self.state.pages(to)
            if not there:
                self.retire(slug, term)
                continue
            here = [page for page in self.state.pages(slug) if page not in self._wanted_by_hub]
            known = f"moved {to} {hashlib.sha256(repr((here, there)).encode()).hexdigest()[:16]}"
            row = self.state.seller(slug)
            if row and row.status == "moved" and self._is_current(row, known):
                continue
            outputs: list[Output] = []
            for makes, pages in self._by_language(slug, here):
                outputs += makes.moved(slug, to, pages, there)
            self._put(slug, outputs)
            self.state.put_seller(
                SellerRow(
                    slug,
                    "moved",
                    context=self.setup.hub_digest,
                    assets=self._assets(),
                    term_digest=known,
                )
            )

    def _by_language(self, slug: str, pages: Iterable[str]) -> Iterator[tuple[AbsentShops, list[str]]]:
        """What makes the pages in each language in which the shop had some, and which these are."""
        english = [page for page in pages if page.startswith(f"{slug}/{ENGLISH}")]
        yield self.setup.pages("id").offline_pages, [page for page in pages if page not in english]
        if english:
            yield self.setup.pages("en").offline_pages, english

    def take_out(self, slug: str) -> None:
        """Remove a seller's pages; the hub forgets it when it is renewed."""
        files = self.state.files(slug)
        if files:
            stage.take_out(self.setup.site, self.setup.stage, slug, self._of_hub(slug))
            self.state.changes.note(slug, card=True)
            self.report.deleted += len(files)

    def _of_hub(self, slug: str) -> list[str]:
        """The hub's files in a shop's folder: of a shop that was there before the hub wanted its name."""
        return self.state.paths(f"{slug}/")

    @property
    def _wanted_by_hub(self) -> set[str]:
        """Addresses that shops may have had before the hub wanted them: they are no redirects."""
        return {FOLLOWED_PAGE, BAZAARS_PAGE} if self.setup.bazaars.all else {FOLLOWED_PAGE}

    def _assets(self) -> tuple[str, ...]:
        """Shared files that these pages use."""
        return tuple(asset.path for asset in self.setup.theme.assets)

    def _is_current(self, row: SellerRow, known: str) -> bool:
        return (
            not self.setup.options.force
            and row.term_digest == known
            and row.context == self.setup.hub_digest
            and (self.setup.site / row.slug / "index.html").is_file()
        )

    def _put(self, slug: str, outputs: Iterable[Output]) -> None:
        row = self.state.seller(slug)
        before = self.state.files(slug) if row and row.context and not self.setup.options.force else {}
        own = (output for output in outputs if output.path not in self._wanted_by_hub)
        files = stage.stage_files(own, before, self.setup.site, self.setup.stage, slug)
        gone = self.state.files(slug).keys() - {file.path for file in files}
        stage.carry_over(self._of_hub(slug), self.setup.site, self.setup.stage)
        stage.promote(self.setup.site, self.setup.stage, slug)
        self.state.put_files(slug, files)
        self.state.put_follows(slug, ())
        self.state.changes.note(slug, card=True)
        self.report.written += sum(file != before.get(file.path) for file in files)
        self.report.deleted += len(gone)
