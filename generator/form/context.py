"""What every page of the form works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from generator.content.hub import Hub
from generator.form.database import Database, open_database
from generator.form.drafts import Desk
from generator.form.terms import TermView
from generator.render.images import PhotoShelf

FOLDER = "form"
"""The form's own room in the workspace; everything in it is the form's."""


@dataclass(frozen=True, slots=True)
class FormContext:
    """One form, over one workspace."""

    root: Path
    """The workspace."""
    hub: Hub
    database: Database
    live: Desk
    """sellers/: what the next build reads."""
    drafts: Desk
    """form/sellers/: what sellers are working on."""
    shelf: PhotoShelf
    """Pictures made from photos, for lists and previews."""
    now: Callable[[], datetime]
    """The time in Jakarta."""
    public_url: str
    """Where the form is reached from outside, without a slash at the end."""
    terms: Callable[[str], TermView | None]
    """A shop's hosting term; None where nothing is known."""

    @property
    def room(self) -> Path:
        """The form's folder."""
        return self.root / FOLDER

    @property
    def today(self) -> date:
        """The date in Jakarta."""
        return self.now().date()

    def album(self, slug: str) -> Path:
        """Every photo that the form ever took in for a shop, for undoing."""
        return self.room / "album" / slug


def open_shelf(root: Path) -> PhotoShelf:
    """Pictures for lists and previews, in the form's own room; what a build has made is copied."""
    return PhotoShelf(root / FOLDER / "cache" / "photos", root / "build" / "cache" / "photos")


def open_form(
    root: Path,
    hub: Hub,
    now: Callable[[], datetime],
    public_url: str,
    terms: Callable[[str], TermView | None],
) -> FormContext:
    """Open the form's room in a workspace, making it where it is not there."""
    room = root / FOLDER
    database = open_database(room / "form.db")
    for name in ("sellers", "album", "locks", "cache"):
        (room / name).mkdir(mode=0o700, exist_ok=True)
    (root / "sellers").mkdir(exist_ok=True)
    shelf = open_shelf(root)

    def shop_exists(slug: str) -> bool:
        return (root / "sellers" / slug).is_dir()

    live, drafts = (Desk(folder, hub, shelf, shop_exists) for folder in (root, room))
    return FormContext(root, hub, database, live, drafts, shelf, now, public_url.rstrip("/"), terms)
