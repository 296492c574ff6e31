"""What `build/state.db` knows of a seller and of a file."""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct, field

from generator.content.contact.waiting import Waiting
from generator.hosting.contact import Contact
from generator.render.card import ShopCard
from generator.render.known_dates import Dates

Status = Literal["built", "failed", "unpublished", "suspended", "moved", "retired"]


class FileRow(NamedTuple):
    """One file of the site, as it is published."""

    path: str
    sha256: str
    md5: str
    size: int
    content_type: str
    cache_control: str


class Glance(NamedTuple):
    """The part of a `SellerRow` that decides whether a seller has to be built: it is read for everybody."""

    slug: str
    status: Status
    signature: str
    content: str
    context: str
    fresh_from: str
    fresh_until: str
    has_card: bool
    term_digest: str


class SellerRow(Struct, frozen=True):
    """What is known of a seller since its last build."""

    slug: str
    status: Status
    signature: str = ""
    """Names, sizes and times of its files: when equal, they need not be read."""
    content: str = ""
    """Hash of its files' bytes."""
    context: str = ""
    """Hash of everything else its pages were made from, but for the shops it follows; empty when they may not
    be what its manifest says."""
    fresh_from: str = ""
    """The first day (ISO) for which its pages are right; empty for any day before."""
    fresh_until: str = ""
    """The day (ISO) from which its pages say something outdated; empty for never."""
    card: ShopCard | None = None
    """Its public card; None when it has no pages."""
    dates: Dates = field(default_factory=dict)
    """Of its products."""
    assets: tuple[str, ...] = ()
    """Shared files its pages use."""
    followed_shops: str = ""
    """Digest of what its pages say about the shops it follows."""
    term_digest: str = ""
    """What its pages say about its hosting term; empty for nothing."""
    contact: Contact | None = None
    """How the operator reaches it: never on a page; None when it has no shop."""
    explained: bool = False
    """Whether a person said that pages go: the seller by a word or in the form, or the operator."""
    waiting: tuple[Waiting, ...] = ()
    """What of its folder is not shown before a second person agrees to it."""
    facts: str = ""
    """What reports count of it (`ShopFacts` as JSON); empty where no build has judged it."""
