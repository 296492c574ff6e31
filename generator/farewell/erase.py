"""An erasure request fulfilled on this machine: sources, pages, caches, lists; and what the seller is told.

The order is that of the command: first the ledger says that the seller has left, so that no build brings the
shop back; then it goes offline; what it was made of goes last.  Every step may be done again.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Set
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from generator.building.export import export_name
from generator.language import Language
from generator.publish.store import DELETE_BATCH, Store
from generator.render.images import PhotoCache


class Erasure(Struct):
    """What was removed, by where it lay; and what could not be."""

    slug: str
    on: date
    online: int = 0
    """Files of the shop in the store."""
    pages: int = 0
    """Files of the shop in the built site."""
    sources: int = 0
    """Files of the seller's folder."""
    copies: int = 0
    """Cached photos, previews, exports and reminder lists."""
    contacts: int = 0
    """Rows with name, WhatsApp number, e-mail address and NIB in the ledger."""
    remarks: int = 0
    """Reasons in the ledger that operators typed."""
    remains: list[str] = field(default_factory=list)
    """What is left to do, for the operator; empty when all is gone."""

    @property
    def complete(self) -> bool:
        """Whether nothing is left that this program knows of."""
        return not self.remains

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {**asdict(self), "complete": self.complete}

    def certificate(self, words: Language, hub: str, operator: str) -> str:
        """The text to send to the person who asked."""
        _ = words.gettext
        counted = (
            (_("pages and photos on the internet"), self.online),
            (_("pages and photos on our computer"), self.pages),
            (_("texts, prices and original photos"), self.sources),
            (_("copies, previews and reminder lists"), self.copies),
            (_("contact data (name, WhatsApp, e-mail, NIB)"), self.contacts),
            (_("notes of our team"), self.remarks),
        )
        lines = [
            _("Certificate of erasure"),
            "",
            _("At the request of the owner, %(hub)s has removed these data of the shop %(slug)s:")
            % {"hub": hub, "slug": self.slug},
            *(f"  {words.number(number):>6}  {what}" for what, number in counted),
            "",
            _("We keep only the address %(slug)s, so that nobody else gets it, and the dates of the term.")
            % {"slug": self.slug},
            f"{operator}, {words.date(self.on)}",
        ]
        return "\n".join(lines)


def erase_files(root: Path, slug: str) -> tuple[int, int]:
    """Remove a seller's folder and every copy of what was in it below `build/`, but for the site itself.

    Returns how many files of the folder went, and how many copies.
    """
    folder, build = root / "sellers" / slug, root / "build"
    sources = count_files(folder)
    remove_folder(folder)
    return sources, erase_copies(build, {slug})


def erase_copies(build: Path, slugs: Set[str]) -> int:
    """Remove every copy below `build/` of what these sellers gave, but for the site; returns how many."""
    copies = 0
    for path in (build / "preview", build / "stage"):  # made again when they are needed
        copies += count_files(path)
        shutil.rmtree(path, ignore_errors=True)
    found = [path for path in (build / "reminders").rglob("*") if path.is_file() and _names(path, slugs)]
    for path in (*(build / "export" / export_name(slug) for slug in sorted(slugs)), *found):
        copies += path.is_file()
        path.unlink(missing_ok=True)
    # after the site and the previews have let go of them, nothing holds these photos any more
    return copies + PhotoCache(build / "cache" / "photos").prune()


def remove_folder(folder: Path) -> None:
    """Remove a folder, if it is there; of a link only the link, never what it leads to.  Raises `OSError`."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)


def unremovable(root: Path, slugs: Iterable[str]) -> Path | None:
    """A folder with something of the seller's that this user may not change; None when there is none."""
    build, form = root / "build", root / "form"
    for slug in slugs:
        rooms = (form / room / slug for room in ("sellers", "album", "approved"))
        own = (root / "sellers" / slug, *rooms, build / "site" / slug)
        for folder in own:
            if not folder.is_dir():
                continue
            inside = (path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())
            for one in (folder.parent, folder, *inside):
                if not os.access(one, os.W_OK | os.X_OK):
                    return one
    return None


def erase_online(store: Store, prefix: str, keep: Set[str]) -> int:
    """Remove what is left below a prefix of the store, whether it is on record or not; returns what stays.

    `prefix` ends in `/`, so that `toko-a/` never reaches into `toko-ab/`. `keep` are keys of the hub's own
    files there: a shop may have had a name that the hub wants now.

    Raises:
        PublishError: the store does not answer.
    """
    left = 0
    keys = [found.key for found in store.list(prefix) if found.key not in keep]
    for start in range(0, len(keys), DELETE_BATCH):
        left += len(store.delete(keys[start : start + DELETE_BATCH]))
    return left


def count_files(folder: Path) -> int:
    """How many files lie below a folder; none where there is no such folder."""
    return sum(path.is_file() or path.is_symlink() for path in folder.rglob("*"))


def _names(path: Path, slugs: Set[str]) -> bool:
    """Whether a reminder list speaks of one of these sellers."""
    return not slugs.isdisjoint(word.decode() for word in re.findall(rb"[a-z0-9-]+", path.read_bytes()))
