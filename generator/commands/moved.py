"""Where a shop went whose name somebody types: an old name is known to the ledger alone."""

from __future__ import annotations

from pathlib import Path

from generator.content.hub import Hub, load_hub
from generator.hosting.address import ledger_url
from generator.hosting.errors import HostingError
from generator.hosting.terms import Terms, load_terms


def new_name(root: Path, slug: str) -> str:
    """The slug under which a shop goes on that has moved; empty where it has not, or nobody can tell."""
    hub, _problems = load_hub(root)
    return known_terms(root, hub).new_slug(slug) if hub else ""


def known_terms(root: Path, hub: Hub) -> Terms:
    """Where sellers stand, as far as the ledger can be read."""
    try:
        return load_terms(ledger_url(hub.ledger), root, hub.activation)
    except HostingError:
        return Terms()


def has_moved(slug: str, to: str) -> str:
    """What is said of an old name."""
    return f"{slug} has moved to {to}: use that name"
