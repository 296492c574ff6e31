"""Which sellers there are, and what becomes of those whose folder is gone."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.building import losses
from generator.building.intake import Intake
from generator.building.rows import SellerRow
from generator.building.safety_net import SafetyNet
from generator.building.setup import Setup
from generator.content import reader
from generator.hosting.term import NO_SHOP
from generator.timed import timed


class Discovery(Struct, frozen=True):
    """The sellers of a build."""

    found: tuple[str, ...]
    """Those to look at."""
    vanished: tuple[str, ...]
    """Those whose folder is gone."""


@timed
def discover(setup: Setup, net: SafetyNet) -> Discovery:
    """Look into sellers/, and at what is known beside it; nothing is written."""
    options = setup.options
    found = tuple(reader.slugs(setup.sellers))
    vanished = net.vanished(found) - {term.slug for term in setup.terms.moved()}
    if options.only:
        found = tuple(slug for slug in found if slug in options.only)
        vanished &= {*options.only, *options.accept_losses}
    return Discovery(found, tuple(sorted(vanished)))


@timed
def settle_vanished(vanished: tuple[str, ...], intake: Intake) -> None:
    """Take the shops offline whose folder is gone; one that is online stays, unless that is meant."""
    for slug in vanished:
        _settle_one(slug, intake)
    if not intake.setup.options.only:  # a build of some shops leaves the others to the next one
        intake.net.has_looked()


def _settle_one(slug: str, intake: Intake) -> None:
    setup, state, tally = intake.setup, intake.state, intake.tally
    term, row = setup.terms.of(slug), state.seller(slug)
    if term.state == "suspended":
        intake.absences.suspend(slug, term)
        tally.report.sellers["total"] += 1
        tally.count(slug, "suspended")
        return
    online = not setup.options.preview and bool(intake.net.online_without_pages([slug]))
    withdrawn = row is not None and row.explained and not row.card
    meant = term.state in NO_SHOP or slug in setup.options.accept_losses or withdrawn
    if online and not meant:
        state.put_seller(replace(row or SellerRow(slug, "failed"), status="failed"))
        tally.report.diagnostics.append(losses.folder_lost(slug))
        tally.report.sellers["total"] += 1
        tally.failed(slug, 1, kept=True)
        tally.count(slug, "failed")
        return
    had = bool(state.files(slug)) or not meant
    intake.absences.take_out(slug)
    state.forget_seller(slug)
    if online:  # the next deploy has to know that its deletes are meant
        state.put_seller(SellerRow(slug, "retired", context=setup.shop_digest, explained=True))
    if had:
        tally.removed(slug)
