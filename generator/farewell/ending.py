"""What the privacy page promises of a shop whose time is over: on the day it is purged, its data go.

The ledger says first that the shop is purged, so that no build brings it back or takes its folder for lost.
Its contact in the ledger goes last: as long as that is there, or anything else, the next sweep goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict

from generator.building.export import export_name
from generator.errors import MISHAPS, reason_of
from generator.farewell.erase import count_files, erase_copies, remove_folder, unremovable
from generator.form.context import FOLDER
from generator.form.shop_removal import forget
from generator.importing import record
from generator.visits.record import forget as forget_visits

if TYPE_CHECKING:
    from generator.hosting.ledger import Ledger


class Ending(Struct):
    """What is left of one seller, and goes, or would go."""

    slug: str
    sources: int = 0
    """Files of its folder."""
    form: int = 0
    """Files of its draft and its album in the form."""
    contact: bool = False
    """Whether the ledger still knows how to reach it."""
    remains: str = ""
    """Why something of it could not be removed; empty when all went."""

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self)

    def line(self, *, dry_run: bool) -> str:
        """For people."""
        parts = [f"{self.sources} files of its folder", f"{self.form} files of the form"]
        told = ", ".join([*parts, *(["its contact"] if self.contact else [])])
        return f"{self.slug}: {'would remove' if dry_run else 'removed'} {told}, and every copy in build/"


def left_of(root: Path, ledger: Ledger) -> Iterator[Ending]:
    """Purged sellers of whom anything is there yet."""
    terms = list(ledger.terms())
    before: dict[str, list[str]] = {}
    for term in terms:
        if term.moved_to:
            before.setdefault(term.moved_to, []).append(term.slug)
    purged = [term.slug for term in terms if term.state == "purged"]
    known = {contact.slug for contact in ledger.contacts(purged)}
    for slug in purged:
        slugs = [slug]
        for one in slugs:  # grows on the way
            slugs += before.get(one, ())
        rooms = [path for one in slugs for path in _rooms(root, one)]
        if slug in known or any(map(os.path.lexists, rooms)):
            sources = sum(count_files(root / "sellers" / one) for one in slugs)
            form = sum(count_files(path) for path in rooms if path.is_relative_to(root / FOLDER))
            yield Ending(slug, sources, form, slug in known)


def remove_all(root: Path, ledger: Ledger, endings: Iterable[Ending]) -> None:
    """Remove what is left of them; what cannot be removed is noted, and tried again by the next sweep."""
    gone: list[Ending] = []
    for ending in endings:
        try:
            _remove(root, ledger.all_slugs(ending.slug), ending)
        except MISHAPS as error:
            ending.remains = reason_of(error)
        if not ending.remains:
            gone.append(ending)
    if not gone:
        return
    slugs = {one for ending in gone for one in ledger.all_slugs(ending.slug)}
    try:
        erase_copies(root / "build", slugs)
    except OSError as error:
        for ending in gone:
            ending.remains = reason_of(error)
        return
    ledger.erase_people(ending.slug for ending in gone)


def _remove(root: Path, slugs: list[str], ending: Ending) -> None:
    link = next((one for one in slugs if (root / "sellers" / one).is_symlink()), None)
    if link:
        ending.remains = f"sellers/{link} is a link: remove what it leads to, and the link"
        return
    if closed := unremovable(root, slugs):
        ending.remains = f"this user may not write to {closed}"
        return
    for one in slugs:
        remove_folder(root / "sellers" / one)
        forget(root, one)
        record.forget(root, one)
        forget_visits(root, one)


def _rooms(root: Path, slug: str) -> Iterator[Path]:
    """Where files of a seller may lie, outside of what a build makes anew."""
    yield root / "sellers" / slug
    yield root / FOLDER / "sellers" / slug
    yield root / FOLDER / "album" / slug
    yield root / FOLDER / "approved" / slug
    yield root / "build" / "export" / export_name(slug)
