"""Shops that are online, or whose term runs, and that have no folder: what a build would fail for."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from generator.building import losses
from generator.content.diagnostics import Diagnostic
from generator.content.hub import Hub
from generator.hosting import built
from generator.hosting.address import ledger_url
from generator.hosting.errors import HostingError
from generator.hosting.term import NO_SHOP
from generator.hosting.terms import Terms, load_terms


def lost_folders(root: Path, hub: Hub, found: Collection[str]) -> list[Diagnostic]:
    """One problem for each shop that is missed, by slug; `found` are the folders there are.

    Where the ledger or what builds have left cannot be read, nothing is missed here: a build says so.
    """
    try:
        return [losses.folder_lost(slug) for slug in sorted(_missed(root, hub, found))]
    except HostingError:
        return []


def _missed(root: Path, hub: Hub, found: Collection[str]) -> set[str]:
    """Raises `HostingError`."""
    build = root / "build"
    gone = {*built.statuses(build), *built.online(build)}.difference(found)
    if not gone and built.has_state(build):  # a build has seen everybody whose term runs
        return set()
    terms = load_terms(ledger_url(hub.ledger), root, hub.activation)
    if not built.has_state(build):
        gone |= set(terms.running.all()).difference(found)
    online = built.online_among(build, gone) | terms.running.among(gone)
    meant = built.meant_to_go(build)
    return {slug for slug in online - meant if _has_shop(terms, slug)}


def _has_shop(terms: Terms, slug: str) -> bool:
    term = terms.of(slug)
    return not term.moved_to and term.state != "suspended" and term.state not in NO_SHOP
