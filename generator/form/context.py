"""What every page of the form works with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from generator.content.hub import Hub
from generator.content.reader import APPROVED
from generator.form.database import Database, open_database
from generator.form.drafts import ShopRepository
from generator.form.photo_codes import PhotoCodes
from generator.form.terms import TermView
from generator.render.images import PhotoCache

FOLDER = "form"
"""The form's own room in the workspace; everything in it is the form's."""


class FormContext(Struct, frozen=True):
    """One form, over one workspace."""

    root: Path
    """The workspace."""
    hub: Hub
    database: Database
    live: ShopRepository
    """sellers/: what the next build reads."""
    drafts: ShopRepository
    """form/sellers/: what sellers are working on."""
    approved: ShopRepository
    """form/approved/: what a second person has last agreed to."""
    photo_cache: PhotoCache
    """Pictures made from photos, for lists and previews."""
    codes: PhotoCodes
    """The QR codes in photos."""
    now: Callable[[], datetime]
    """The time in Jakarta."""
    public_url: str
    """Where the form is reached from outside, without a slash at the end."""
    terms: Callable[[str], TermView | None]
    """A shop's hosting term; None where nothing is known."""

    @property
    def data_dir(self) -> Path:
        """The form's folder."""
        return self.root / FOLDER

    @property
    def today(self) -> date:
        """The date in Jakarta."""
        return self.now().date()

    def photo_store(self, slug: str) -> Path:
        """Every photo that the form ever took in for a shop, for undoing."""
        return self.data_dir / "album" / slug


def open_photo_cache(root: Path) -> PhotoCache:
    """Pictures for lists and previews, in the form's own room; what a build has made is copied."""
    return PhotoCache(root / FOLDER / "cache" / "photos", root / "build" / "cache" / "photos")


def open_photo_codes(root: Path) -> PhotoCodes:
    """What is known of the codes in photos, in the form's own room."""
    return PhotoCodes(root / FOLDER / "cache" / "codes")


def open_form(
    root: Path,
    hub: Hub,
    now: Callable[[], datetime],
    public_url: str,
    terms: Callable[[str], TermView | None],
) -> FormContext:
    """Open the form's room in a workspace, making it where it is not there."""
    data_dir = root / FOLDER
    database = open_database(data_dir / "form.db")
    for name in ("sellers", "album", "approved", "locks", "cache"):
        (data_dir / name).mkdir(mode=0o700, exist_ok=True)
    (root / "sellers").mkdir(exist_ok=True)
    photo_cache = open_photo_cache(root)

    def shop_exists(slug: str) -> bool:
        return (root / "sellers" / slug).is_dir()

    live, drafts, approved = (
        ShopRepository(folder, hub, photo_cache, shop_exists, below)
        for folder, below in ((root, "sellers"), (data_dir, "sellers"), (root, APPROVED))
    )
    codes, url = open_photo_codes(root), public_url.rstrip("/")
    return FormContext(root, hub, database, live, drafts, approved, photo_cache, codes, now, url, terms)
