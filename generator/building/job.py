"""What a worker process is told of the build and of one seller, and what it tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.content.contact.waiting import Waiting
from generator.content.diagnostics import Diagnostic
from generator.content.hub import Hub
from generator.hosting.contact import Contact
from generator.hosting.term import Term

if TYPE_CHECKING:  # what makes pages takes longer to load than a build without changes takes
    from generator.building.facts import ShopFacts
    from generator.building.rows import FileRow
    from generator.content.bazaar import Badge
    from generator.render.card import FollowedShop, ShopCard
    from generator.render.known_dates import Dates


class BuildContext(Struct, frozen=True):
    """What is the same for all sellers of a build."""

    root: Path
    """The workspace."""
    site: Path
    stage: Path
    cache: Path
    """What was made before and can be made again: photos, compiled templates."""
    hub: Hub
    today: date
    preview: bool
    attempt: str = ""
    """A folder below `stage` for what is laid out; workers on other machines each have one of their own."""


class Job(Struct, frozen=True):
    """One seller to be built."""

    slug: str
    dates: Dates
    """Of its products, at the last build."""
    before: Mapping[str, FileRow]
    """Its files at the last build."""
    followed: tuple[FollowedShop, ...] | None
    """The shops it follows that are online; None at the first look, when nobody knows whom it follows."""
    term: Term
    """Where it stands with its two years."""
    first_slug: str = ""
    """The slug under which it began: its own, unless it has moved."""
    badges: tuple[Badge, ...] = ()
    """The bazaars it is in today."""


class ShopOutcome(Struct, frozen=True):
    """What became of a job."""

    slug: str
    status: Literal["built", "deferred", "failed", "unpublished"]
    """`deferred`: it follows others, and wants another look once they are known."""
    diagnostics: tuple[Diagnostic, ...] = ()
    withdrawn: bool = False
    """Whether the seller took her consent back, in words; that wins over keeping old pages."""
    consent: date | None = None
    """The day she gave it; None where it is not known."""
    products: int = 0
    """Products that lie in the folder, drafts too."""
    deleted: frozenset[str] = frozenset()
    """Slugs of products that are not missing: deleted through the form, or copies that are left out."""
    explained: bool = False
    """Whether a person said that pages of the shop go."""
    follows: tuple[str, ...] = ()
    as_followed: FollowedShop | None = None
    """What its followers will say of it, known before its pages are made."""
    signature: str = ""
    """Of its folder, from before it was read; empty where it never stood still."""
    content: str = ""
    """Of what was read, and nothing else; empty where that cannot be told."""
    fresh_from: str = ""
    fresh_until: str = ""
    card: ShopCard | None = None
    contact: Contact | None = None
    dates: Dates | None = None
    assets: tuple[str, ...] = ()
    files: tuple[FileRow, ...] = ()
    attempt: str = ""
    """Where below the stage its pages are laid out."""
    photos_made: int = 0
    photos_cached: int = 0
    waiting: tuple[Waiting, ...] = ()
    """What of the folder is not shown before a second person agrees to it."""
    facts: ShopFacts | None = None
    """What reports count of it; None for a folder with errors."""


def quarantined(job: Job) -> ShopOutcome:
    """A seller whose pages ended the process that made them, twice; once all by itself."""
    return ShopOutcome(job.slug, "failed", (whole_folder(job.slug, "worker-died", {}),))


def out_of_time(slug: str, limit: str) -> Diagnostic:
    """What is told of a seller that took more CPU seconds than it has."""
    return whole_folder(slug, "render-timeout", {"limit": limit})


def whole_folder(slug: str, code: str, values: Mapping[str, str]) -> Diagnostic:
    """A problem of a seller that has no place in one of its files."""
    return Diagnostic(f"sellers/{slug}", None, None, code, "error", slug, dict(values))
