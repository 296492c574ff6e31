"""Keeps a shop's last good pages where its folder lost what it must have, until a person means it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.building import losses
from generator.building.job import ShopOutcome
from generator.building.rows import SellerRow
from generator.building.state import State
from generator.content.diagnostics import Diagnostic
from generator.hosting import built
from generator.hosting.terms import Terms

_LOOKED = "looked for shops online"
"""Meta key of a state that knows of every shop that was online when the state was begun."""


class SafetyNet(Struct, frozen=True):
    """Judges what a build found against what is online."""

    state: State
    build: Path
    """The folder with the records of builds and deploys."""
    terms: Terms
    today: date
    accepted: Collection[str]
    """Sellers whose losses the operator has accepted."""

    def judged(self, outcome: ShopOutcome, row: SellerRow | None) -> ShopOutcome:
        """The outcome of a seller's build; a loss of a shop that is online is a failure."""
        codes = {problem.code for problem in outcome.diagnostics}
        if outcome.status == "built":
            return self._with_products(outcome, row)
        gone = outcome.consent is None and "consent-missing" in codes
        if outcome.withdrawn or not (gone or outcome.status == "unpublished"):
            return outcome
        online = self.is_online(outcome.slug, row)
        if outcome.consent:
            to_come = losses.consent_to_come(outcome.slug, outcome.consent, self.today, online=online)
            return _failed(outcome, to_come) if online else _with(outcome, to_come)
        if not online:
            return outcome
        if outcome.slug in self.accepted:
            return replace(outcome, status="unpublished", withdrawn=True)
        rest = tuple(problem for problem in outcome.diagnostics if problem.code != "consent-missing")
        return _failed(replace(outcome, diagnostics=rest), losses.consent_lost(outcome.slug))

    def is_online(self, slug: str, row: SellerRow | None) -> bool:
        """Whether a shop is online: by the state of builds, the record of deploys, or its running term."""
        return bool(row and row.card) or bool(self.online_without_pages([slug]))

    def online_without_pages(self, slugs: Collection[str]) -> set[str]:
        """Those of these sellers that are online by the record of deploys or the ledger."""
        return built.online_among(self.build, slugs) | self.terms.running.among(slugs)

    def vanished(self, found: Collection[str]) -> set[str]:
        """Sellers without a folder that the state knows, or, when it was begun, that were online."""
        known = self.state.slugs()
        if not self.state.meta(_LOOKED):
            known |= built.online(self.build) | set(self.terms.running.all())
        return known.difference(found)

    def has_looked(self) -> None:
        """The state knows of everybody who was online when it was begun."""
        self.state.set_meta(_LOOKED, "1")

    def products_online(self, slug: str, row: SellerRow | None) -> set[str]:
        """Slugs of a shop's products with a page, as the last build left them, or else a deploy."""
        pages = self.state.pages(slug) if row else built.published_pages(self.build, slug)
        return built.product_slugs(slug, pages)

    def _with_products(self, outcome: ShopOutcome, row: SellerRow | None) -> ShopOutcome:
        if row and row.status in ("suspended", "moved", "retired"):
            return outcome  # its pages are no products
        before = self.products_online(outcome.slug, row)
        meant = before & outcome.deleted
        lost = losses.products_lost(outcome.slug, len(before - meant), outcome.products)
        if lost and outcome.slug not in self.accepted:
            return _failed(outcome, lost)
        kept = {file.path for file in outcome.files}
        fewer = any(f"{outcome.slug}/{name}.html" not in kept for name in before)
        return replace(outcome, explained=(fewer and bool(lost or meant)) or self._still_meant(row, kept))

    def _still_meant(self, row: SellerRow | None, kept: Collection[str]) -> bool:
        """Whether what was meant once has not been taken offline yet: each act is for one time."""
        if row is None or not row.explained:
            return False
        return bool(built.published_pages(self.build, row.slug) - set(kept))


def _with(outcome: ShopOutcome, problem: Diagnostic | None) -> ShopOutcome:
    return replace(outcome, diagnostics=(*outcome.diagnostics, problem)) if problem else outcome


def _failed(outcome: ShopOutcome, problem: Diagnostic | None) -> ShopOutcome:
    return replace(_with(outcome, problem), status="failed", withdrawn=False)
