"""What a build is asked for, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from generator.content.diagnostics import Diagnostic
from generator.content.hub import Hub
from generator.hosting.terms import Terms


class BuildOptions(Struct, frozen=True):
    """What the caller wants."""

    root: Path
    """The workspace."""
    hub: Hub
    today: date
    only: tuple[str, ...] = ()
    """Slugs to look at; empty for all."""
    jobs: int = 1
    """Worker processes; 1 builds in this one."""
    scheduler: str = ""
    """The address of a Dask scheduler whose workers build instead; empty for this machine."""
    folder: str = "build"
    """Where the site and its state go, below the workspace."""
    force: bool = False
    """Make every page anew, whatever is known of it."""
    terms: Terms = field(default_factory=Terms)
    """Where sellers stand with their two years; by default everybody is approved."""
    accept_losses: tuple[str, ...] = ()
    """Slugs of shops whose losses are meant: pages go with the folder, the consent or the products."""
    preview: bool = False
    """Whether drafts and shops without consent are shown, marked as such."""


class BuildReport(Struct):
    """What a build did."""

    sellers: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(
            ("total", "built", "unchanged", "failed", "kept", "unpublished", "suspended", "removed"), 0
        )
    )
    written: int = 0
    deleted: int = 0
    total_files: int = 0
    hub_written: int = 0
    photos_made: int = 0
    photos_cached: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """Problems of the sellers that were built or failed."""
    unpublished: dict[str, str] = field(default_factory=dict)
    """Why shops are not online, by slug: the state of their term, or no consent."""
    removed: list[str] = field(default_factory=list)
    """Slugs of shops that went offline, because their folder is gone."""
    failures: list[tuple[str, bool, int]] = field(default_factory=list)
    """Slug, whether its last good pages are kept, number of errors."""
    bazaars: int = 0
    """How many there are."""
    broken_bazaars: tuple[str, ...] = ()
    """Files with errors: what they said before is shown."""
    seconds: float = 0.0


Progress = Callable[[int, int], None]
"""Told how many of how many sellers are done."""
